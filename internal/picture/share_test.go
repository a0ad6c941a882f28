package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"ledigajobb/internal/picture"
)

var sea = color.RGBA{0x0b, 0x4a, 0x66, 0xff}

// share draws a share image and reads it again.
func share(t testing.TB, s picture.Share) image.Image {
	t.Helper()
	s.Accent = sea
	file, err := s.PNG()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 1200, 630) || len(file) > 200_000 {
		t.Errorf("%v in %d bytes", img.Bounds(), len(file))
	}
	return img
}

// inked is the part of a picture below its band that is not white.
func inked(img image.Image) (area image.Rectangle) {
	for y := 20; y < img.Bounds().Dy(); y++ {
		for x := range img.Bounds().Dx() {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xffff {
				area = area.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return area
}

func TestAShareImage(t *testing.T) {
	var logo bytes.Buffer
	if err := png.Encode(&logo, drawn(400, 100)); err != nil {
		t.Fatal(err)
	}
	plain := picture.Share{Headline: "Upphandlare till Ängö", Lines: []string{"Ekby kommun", "Sista ansökningsdag 4 december 2026"}, Service: "Lediga jobb"}
	with := plain
	with.Logo = logo.Bytes()
	img := share(t, with)
	if r, _, _, _ := img.At(100, 120).RGBA(); r>>8 < 150 {
		t.Errorf("no logo: %v", img.At(100, 120))
	}
	if got := img.At(600, 5); got != color.Color(sea) {
		t.Errorf("the band is %v", got)
	}
	for name, broken := range map[string][]byte{"no logo": nil, "broken": []byte("\x89PNG\r\n\x1a\n"), "cut off": logo.Bytes()[:len(logo.Bytes())/2]} {
		s := plain
		s.Logo = broken
		if !same(share(t, s), share(t, plain)) {
			t.Errorf("%s: is drawn", name)
		}
	}
}

func same(a, b image.Image) bool {
	return bytes.Equal(a.(*image.RGBA).Pix, b.(*image.RGBA).Pix)
}

func TestSwedishLettersAreDrawn(t *testing.T) {
	seen := map[string]string{}
	for _, letter := range strings.Split("a o å ä ö Å Ä Ö é ü – … € “", " ") {
		pix := string(share(t, picture.Share{Headline: letter}).(*image.RGBA).Pix)
		if other, twice := seen[pix]; twice {
			t.Errorf("%s looks like %s", letter, other)
		}
		seen[pix] = letter
	}
	composed, apart := share(t, picture.Share{Headline: "Ängö"}), share(t, picture.Share{Headline: "A\u0308ngo\u0308"})
	if !same(composed, apart) {
		t.Error("letters in two characters are drawn otherwise")
	}
}

func TestWhateverTheHeadlineItStaysInside(t *testing.T) {
	for name, headline := range map[string]string{
		"long":         strings.Repeat("Upphandlingsansvarig för entreprenader ", 100),
		"one word":     strings.Repeat("Upphandlingsansvarig", 100),
		"nothing":      "",
		"not drawable": "👩‍⚖️\x00\u2028招聘",
		"broken":       "\xff\xfe",
		"wide":         strings.Repeat("W", 400),
	} {
		lines := []string{headline, headline, headline}
		area := inked(share(t, picture.Share{Headline: headline, Lines: lines, Service: headline}))
		if !area.In(image.Rect(70, 20, 1130, 630)) {
			t.Errorf("%s: ink in %v", name, area)
		}
	}
}

func FuzzShare(f *testing.F) {
	f.Add("Upphandlare – 80 %", []byte{})
	f.Fuzz(func(t *testing.T, text string, logo []byte) {
		if _, err := (picture.Share{Logo: logo, Headline: text, Lines: []string{text}, Accent: sea}).PNG(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkShare(b *testing.B) {
	s := picture.Share{Headline: strings.Repeat("Upphandlare till Ekby ", 10), Lines: []string{"Ekby kommun", "Linköping", "4 december"}, Accent: sea}
	for b.Loop() {
		if _, err := s.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
