package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A wordmark is a logo: a mark and a name in two lines, drawn when the board is filled: the same bytes every time.
type wordmark struct {
	Mark   string
	Colour string // #rrggbb
	Lines  [2]string
}

// The measures of a logo in pixels.
const (
	logoWidth  = 400
	logoHeight = 160
	markSide   = 112
	margin     = 14
	gap        = 20
	largest    = 46 // of the letters
)

// ink is the colour of the names.
var ink = color.NRGBA{R: 0x1c, G: 0x22, B: 0x2a, A: 0xff}

// draw writes the logo as a PNG on a ground that lets through.
func (l *wordmark) draw() ([]byte, error) {
	var c color.NRGBA
	if _, err := fmt.Sscanf(l.Colour, "#%02x%02x%02x", &c.R, &c.G, &c.B); err != nil {
		return nil, fmt.Errorf("colour %q is not written as #1f5d4c", l.Colour)
	}
	c.A = 0xff
	img := image.NewNRGBA(image.Rect(0, 0, logoWidth, logoHeight))
	square := image.Rect(0, 0, markSide, markSide).Add(image.Pt(margin, (logoHeight-markSide)/2))
	if err := drawMark(img, square, l.Mark, c); err != nil {
		return nil, err
	}
	if err := l.letter(img, square.Max.X+gap); err != nil {
		return nil, err
	}
	var file bytes.Buffer
	err := png.Encode(&file, img)
	return file.Bytes(), err
}

// letter sets the two lines, the first in bold, as large as fits to the right of x.
func (l *wordmark) letter(img draw.Image, x int) error {
	for size := float64(largest); size >= 10; size-- {
		bold, regular, err := faces(size)
		if err != nil {
			return err
		}
		space := fixed.I(logoWidth - margin - x)
		if font.MeasureString(bold, l.Lines[0]) > space || font.MeasureString(regular, l.Lines[1]) > space {
			continue
		}
		line := int(size * 1.14)
		top := (logoHeight-2*line)/2 + int(size*0.86)
		set(img, bold, x, top, l.Lines[0])
		set(img, regular, x, top+line, l.Lines[1])
		return nil
	}
	return fmt.Errorf("%q is too long for a logo", l.Lines)
}

func faces(size float64) (bold, regular font.Face, err error) {
	if bold, err = face(gobold.TTF, size); err != nil {
		return nil, nil, err
	}
	regular, err = face(goregular.TTF, size)
	return bold, regular, err
}

func face(ttf []byte, size float64) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
}

func set(img draw.Image, f font.Face, x, baseline int, text string) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: f, Dot: fixed.P(x, baseline)}
	d.DrawString(text)
}
