package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
)

// maxColours is how many colours a picture keeps.
const maxColours = 128

// reduce makes a PNG picture small: it keeps the colours that are most of it, and shows the rest, the edges of letters for
// the most part, in the nearest of them.
func reduce(picture []byte) ([]byte, error) {
	whole, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	bounds := whole.Bounds()
	palette := paletteOf(whole)
	reduced := image.NewPaletted(bounds, palette)
	nearest := map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := rgba(whole, x, y)
			index, known := nearest[c]
			if !known {
				index = uint8(palette.Index(c))
				nearest[c] = index
			}
			reduced.SetColorIndex(x, y, index)
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced)
	return out.Bytes(), err
}

// A shade is colours so near each other that one stands for them all.
type shade struct {
	count int // its pixels
	most  int // those of the colour that stands for it
	color color.RGBA
}

// paletteOf is the most frequent shades of a picture: many greys of the edges of letters do not push out a logo's colour.
func paletteOf(picture image.Image) color.Palette {
	shades := map[color.RGBA]shade{}
	for c, count := range colours(picture) {
		key := color.RGBA{c.R >> 4, c.G >> 4, c.B >> 4, 0}
		s := shades[key]
		s.count += count
		if count > s.most || count == s.most && number(c) < number(s.color) {
			s.most, s.color = count, c
		}
		shades[key] = s
	}
	sorted := slices.SortedFunc(maps.Values(shades), func(a, b shade) int {
		return cmp.Or(b.count-a.count, number(a.color)-number(b.color))
	})
	var palette color.Palette
	for _, s := range sorted[:min(len(sorted), maxColours)] {
		palette = append(palette, s.color)
	}
	return palette
}

// colours counts the pixels of each colour.
func colours(picture image.Image) map[color.RGBA]int {
	bounds := picture.Bounds()
	count := map[color.RGBA]int{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			count[rgba(picture, x, y)]++
		}
	}
	return count
}

func rgba(picture image.Image, x, y int) color.RGBA {
	return color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)
}

func number(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
