package site

import (
	"fmt"
	"math"
	"strconv"
)

// A colour is red, green and blue, 0 to 1 each, in sRGB.
type colour [3]float64

// parseColour reads #rrggbb, and nothing else: it goes into a style sheet.
func parseColour(s string) (colour, bool) {
	if len(s) != 7 || s[0] != '#' {
		return colour{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return colour{}, false
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

func (c colour) String() string {
	return fmt.Sprintf("#%02x%02x%02x", round(c[0]), round(c[1]), round(c[2]))
}

func round(x float64) int { return int(math.Round(x * 255)) }

// luminance is how bright a colour is to the eye, 0 to 1 (WCAG 2.2, relative luminance).
func (c colour) luminance() float64 {
	linear := func(x float64) float64 {
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2])
}

// contrast is how well two colours are told apart, 1 to 21 (WCAG 2.2, contrast ratio).
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// towards mixes a colour with another.
func (c colour) towards(other colour, share float64) (mixed colour) {
	for i := range c {
		mixed[i] = c[i] + (other[i]-c[i])*share
	}
	return mixed
}

// bright is a light colour of the same hue, calm enough for text on a dark ground.
func (c colour) bright() colour {
	most := max(c[0], c[1], c[2])
	if most == 0 {
		return white
	}
	return colour{c[0] / most, c[1] / most, c[2] / most}.towards(white, 0.4)
}

// readable is the colour, moved along the stations as little as it takes to be read on the ground.
func (c colour) readable(ground colour, stations ...colour) colour {
	from := c
	for _, station := range stations {
		for share := 0.0; share < 1; share += 0.02 {
			if mixed := from.towards(station, share); contrast(mixed, ground) >= enough {
				return mixed
			}
		}
		from = station
	}
	return from
}

// The grounds and inks of layout/tokens.css, which a test compares.
var (
	white   = colour{1, 1, 1}
	black   = colour{}
	darkest = colour{0x14 / 255.0, 0x19 / 255.0, 0x1d / 255.0}
)

// enough is the contrast that the accent has to its ground: more than the 4.5 that WCAG 2.2 asks for, since it also stands
// on tinted grounds.
const enough = 5.5

// theme is the custom properties that the journal's accent gives the style sheet, readable on light and on dark ground
// whatever colour it is. What is no colour is the default.
func theme(setting string) string {
	accent, ok := parseColour(setting)
	if !ok {
		accent, _ = parseColour(defaultAccent)
	}
	light, dark := accent.readable(white, black), accent.readable(darkest, accent.bright(), white)
	return fmt.Sprintf(":root{--accent:%s;--on-accent:%s}\n@media (prefers-color-scheme:dark){:root{--accent:%s;--on-accent:%s}}\n",
		light, white, dark, darkest)
}
