package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Size of a share image in pixels, as those who show one ask for.
const (
	ShareWidth  = 1200
	ShareHeight = 630
)

// A Share is the picture that stands for a page where somebody shares it.
type Share struct {
	Logo     []byte // a PNG that Logo made, or nothing
	Headline string
	Lines    []string // below the headline, the last one in the accent
	Service  string   // at the foot
	Accent   color.Color
}

// Where things stand, in pixels.
const (
	margin      = 80
	band        = 20 // of the accent, at the top
	logoTop     = 70
	unlogoed    = 130  // where a headline begins without a logo
	headlineTop = 240  // below a logo
	lead        = 1.25 // from line to line, in sizes
	small       = 38   // size of the lines
	mostLines   = 3    // of a headline
	mostRunes   = 300  // of any text: more is never to be seen
)

var (
	ink   = color.RGBA{0x1c, 0x1f, 0x23, 0xff}
	quiet = color.RGBA{0x55, 0x5b, 0x63, 0xff}
)

var regular, bold = parsed(goregular.TTF), parsed(gobold.TTF)

// parsed reads one of the fonts that are compiled in, at the first question.
func parsed(ttf []byte) func() *opentype.Font {
	return sync.OnceValue(func() *opentype.Font {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic("picture: a font that is compiled in cannot be read: " + err.Error())
		}
		return f
	})
}

// PNG draws the picture. A logo that cannot be read is left out, as are characters that the fonts do not have.
func (s Share) PNG() ([]byte, error) {
	c := canvas{image.NewRGBA(image.Rect(0, 0, ShareWidth, ShareHeight))}
	c.fill(c.Bounds(), color.White)
	c.fill(image.Rect(0, 0, ShareWidth, band), s.Accent)
	top := unlogoed
	if c.logo(s.Logo) {
		top = headlineTop
	}
	top = c.headline(s.Headline, top)
	for i, line := range s.Lines {
		f, colour := regular(), color.Color(ink)
		if i == len(s.Lines)-1 {
			f, colour = bold(), s.Accent
		}
		top = c.write(f, small, colour, line, top, 1)
	}
	c.write(regular(), 28, quiet, s.Service, ShareHeight-band-60, 1)
	var file bytes.Buffer
	if err := png.Encode(&file, c); err != nil {
		return nil, fmt.Errorf("writing a share image: %w", err)
	}
	return file.Bytes(), nil
}

type canvas struct{ *image.RGBA }

func (c canvas) fill(r image.Rectangle, colour color.Color) {
	draw.Draw(c, r, image.NewUniform(colour), image.Point{}, draw.Src)
}

// logo draws a logo at the top; false: there is none.
func (c canvas) logo(file []byte) bool {
	if size, err := png.DecodeConfig(bytes.NewReader(file)); err != nil || size.Width > Width || size.Height > Height {
		return false
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return false
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if room := headlineTop - logoTop - 30; h > room {
		w, h = max(1, w*room/h), room
	}
	to := image.Rect(margin, logoTop, margin+w, logoTop+h)
	draw.CatmullRom.Scale(c, to, img, img.Bounds(), draw.Over, nil)
	return true
}

// headline writes the headline as large as it fits, and says where it ends.
func (c canvas) headline(text string, top int) int {
	text = shown(bold(), text)
	size := 68
	for ; size > 48; size -= 10 {
		if len(wrap(face(bold(), size), text, mostLines+1)) <= mostLines {
			break
		}
	}
	return c.write(bold(), size, ink, text, top, mostLines) + 24
}

// write writes a text from a height downwards, in so many lines at most, and says where it ends.
func (c canvas) write(f *opentype.Font, size int, colour color.Color, text string, top, most int) int {
	pen := font.Drawer{Dst: c, Src: image.NewUniform(colour), Face: face(f, size)}
	step := int(float64(size) * lead)
	for _, line := range wrap(pen.Face, shown(f, text), most) {
		pen.Dot = fixed.P(margin, top+size)
		pen.DrawString(line)
		top += step
	}
	return top
}

func face(f *opentype.Font, size int) font.Face {
	face, _ := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone}) // never fails
	return face
}

// shown is what of a text the font has, each space one.
func shown(f *opentype.Font, text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, ""))
	kept := 0
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if glyph, err := f.GlyphIndex(nil, r); err != nil || glyph == 0 || kept >= mostRunes {
			return -1
		}
		kept++
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// wrap breaks a text into lines that fit between the margins, so many at most; what is cut off ends in an ellipsis.
func wrap(f font.Face, text string, most int) []string {
	width := fixed.I(ShareWidth - 2*margin)
	fits := func(s string) bool { return font.MeasureString(f, s) <= width }
	var lines []string
	rest := []rune(text)
	for len(rest) > 0 {
		n := fitting(rest, fits)
		if len(lines) == most-1 && n < len(rest) {
			return append(lines, ellipsed(rest, fits))
		}
		lines = append(lines, strings.TrimSpace(string(rest[:n])))
		rest = []rune(strings.TrimLeft(string(rest[n:]), " "))
	}
	return lines
}

// fitting is how many characters go on a line: whole words, unless one alone is too long. It is at least one.
func fitting(text []rune, fits func(string) bool) int {
	n, word := 0, 0
	for n < len(text) && fits(string(text[:n+1])) {
		n++
		if n == len(text) || text[n] == ' ' || text[n-1] == '-' {
			word = n
		}
	}
	if n < len(text) && word > 0 {
		return word
	}
	return max(n, 1)
}

// ellipsed is as much of a text as fits on a line with an ellipsis after it.
func ellipsed(text []rune, fits func(string) bool) string {
	for n := fitting(text, fits); ; n-- {
		if s := strings.TrimRight(string(text[:n]), " ") + "…"; n <= 1 || fits(s) {
			return s
		}
	}
}
