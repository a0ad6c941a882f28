package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"ledigajobb/internal/picture"
)

// drawn is a picture with a red left half on a ground that lets through.
func drawn(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w / 2 {
			img.Set(x, y, color.NRGBA{R: 200, G: 16, B: 46, A: 255})
		}
	}
	return img
}

func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

func asJPEG(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) })
}

func asGIF(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) })
}

// asWebP is one red pixel: nothing here can write WebP.
func asWebP(t testing.TB) []byte {
	t.Helper()
	file, err := base64.StdEncoding.DecodeString("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// animated is a GIF of two frames, the first red.
func animated(t testing.TB) []byte {
	palette := color.Palette{color.NRGBA{R: 255, A: 255}, color.NRGBA{B: 255, A: 255}}
	frames := []*image.Paletted{image.NewPaletted(image.Rect(0, 0, 8, 4), palette), image.NewPaletted(image.Rect(0, 0, 8, 4), palette)}
	for i := range frames[1].Pix {
		frames[1].Pix[i] = 1
	}
	return encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, &gif.GIF{Image: frames, Delay: []int{1, 1}}) })
}

func TestLogosFitTheirPlace(t *testing.T) {
	for _, s := range []struct {
		name string
		file []byte
		w, h int
	}{
		{"PNG", asPNG(t, drawn(300, 100)), 300, 100},
		{"JPEG", asJPEG(t, drawn(300, 100)), 300, 100},
		{"JPEG that grows clearer", redrawn(12), 8, 8},
		{"GIF", asGIF(t, drawn(300, 100)), 300, 100},
		{"GIF that moves", animated(t), 8, 4},
		{"WebP", asWebP(t), 1, 1},
		{"as large as can be shown", asPNG(t, drawn(400, 200)), 400, 200},
		{"wide", asPNG(t, drawn(1600, 400)), 400, 100},
		{"high", asPNG(t, drawn(300, 900)), 66, 200},
		{"wide and high", asPNG(t, drawn(1000, 1000)), 200, 200},
		{"a line", asPNG(t, drawn(4096, 1)), 400, 1},
		{"a pixel", asPNG(t, drawn(1, 1)), 1, 1},
	} {
		t.Run(s.name, func(t *testing.T) {
			got, err := picture.Logo(s.file)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(got.PNG))
			if err != nil {
				t.Fatal(err)
			}
			if size := img.Bounds().Size(); size != (image.Point{s.w, s.h}) || got.Width != s.w || got.Height != s.h {
				t.Errorf("is %v, says %d×%d, want %d×%d", size, got.Width, got.Height, s.w, s.h)
			}
			if !regexp.MustCompile(`^[0-9a-f]{20}$`).MatchString(got.Key) {
				t.Errorf("key %q", got.Key)
			}
		})
	}
}

func TestTheFirstFrameIsShown(t *testing.T) {
	got, err := picture.Logo(animated(t))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(got.PNG))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, b, _ := img.At(3, 2).RGBA(); r != 0xffff || b != 0 {
		t.Errorf("colour %v is not the first frame's", img.At(3, 2))
	}
}

func TestWhatLetsThroughStillDoes(t *testing.T) {
	got, err := picture.Logo(asPNG(t, drawn(800, 400)))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(got.PNG))
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, left := img.At(50, 100).RGBA()
	_, _, _, right := img.At(350, 100).RGBA()
	if left != 0xffff || right != 0 {
		t.Errorf("alpha %d to the left, %d to the right", left, right)
	}
}

func TestTheKeyNamesTheContent(t *testing.T) {
	one, err := picture.Logo(asPNG(t, drawn(40, 20)))
	if err != nil {
		t.Fatal(err)
	}
	again, err := picture.Logo(one.PNG)
	if err != nil || again.Key != one.Key {
		t.Errorf("the same picture got %q and %q, %v", one.Key, again.Key, err)
	}
	other, err := picture.Logo(asPNG(t, drawn(40, 21)))
	if err != nil || other.Key == one.Key {
		t.Errorf("two pictures are named %q, %v", one.Key, err)
	}
}

func TestRefusals(t *testing.T) {
	whole := asPNG(t, drawn(64, 64))
	for _, s := range []struct {
		name, code string
		file       []byte
	}{
		{"nothing", picture.CodeType, nil},
		{"SVG", picture.CodeType, []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)},
		{"SVG after a prologue", picture.CodeType, []byte(`<?xml version="1.0"?><svg/>`)},
		{"EPS", picture.CodeType, []byte("%!PS-Adobe-3.0 EPSF-3.0\n")},
		{"PDF", picture.CodeType, []byte("%PDF-1.7\n")},
		{"BMP", picture.CodeType, []byte("BM\x00\x00\x00\x00")},
		{"TIFF", picture.CodeType, []byte("II*\x00\x08\x00\x00\x00")},
		{"a page", picture.CodeType, []byte("<!doctype html><p>logo.png")},
		{"only a beginning", picture.CodeType, []byte("\x89PNG\r\n\x1a\n")},
		{"cut short", picture.CodeType, whole[:len(whole)/2]},
		{"JPEG cut short", picture.CodeType, asJPEG(t, drawn(64, 64))[:200]},
		{"GIF cut short", picture.CodeType, asGIF(t, drawn(64, 64))[:40]},
		{"WebP cut short", picture.CodeType, asWebP(t)[:24]},
		{"a page in a picture's name", picture.CodeType, []byte("GIF89a\x01\x00\x01\x00<script>alert(1)</script>")},
		{"a file too large", picture.CodeSize, append(bytes.Clone(whole), make([]byte, picture.MaxBytes)...)},
		{"too wide", picture.CodeSize, asPNG(t, drawn(picture.MaxSide+1, 1))},
		{"too high", picture.CodeSize, asGIF(t, drawn(1, picture.MaxSide+1))},
		{"a PNG that claims gigabytes", picture.CodeSize, claims(whole, 1<<15, 1<<15)},
		{"a PNG without height", picture.CodeType, claims(whole, 10, 0)},
		{"a GIF that claims gigabytes", picture.CodeSize, []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00")},
		{"a WebP frame larger than its canvas", picture.CodeType, webpBomb()},
		{"a JPEG that is drawn anew without end", picture.CodeType, redrawn(1000)},
	} {
		t.Run(s.name, func(t *testing.T) {
			_, err := picture.Logo(s.file)
			var refused *picture.Error
			if !errors.As(err, &refused) || refused.Code != s.code || refused.Bytes != len(s.file) {
				t.Errorf("got %v, want %s", err, s.code)
			}
		})
	}
}

// claims is the PNG with another size in its header.
func claims(file []byte, w, h uint32) []byte {
	file = bytes.Clone(file)
	header := file[12:29] // type and content of IHDR
	binary.BigEndian.PutUint32(header[4:], w)
	binary.BigEndian.PutUint32(header[8:], h)
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(header))
	return file
}

// webpBomb is a canvas of one pixel with a frame of 16384 by 16384 in it.
func webpBomb() []byte {
	chunk := func(name string, content []byte) []byte {
		size := binary.LittleEndian.AppendUint32(nil, uint32(len(content)))
		return append(append([]byte(name), size...), content...)
	}
	body := append([]byte("WEBP"), chunk("VP8X", make([]byte, 10))...)
	body = append(body, chunk("VP8L", []byte{0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0})...)
	return chunk("RIFF", body)
}

// redrawn is a progressive JPEG of 8 by 8 grey pixels that says so many times, in two bits, that they stay as they are.
func redrawn(times int) []byte {
	table := func(class, symbol byte) []byte { return append([]byte{class, 1}, append(make([]byte, 15), symbol)...) } // one code, "0"
	file := []byte("\xff\xd8")
	segment := func(marker byte, content []byte, scanned ...byte) {
		file = append(file, 0xff, marker, 0, byte(len(content)+2))
		file = append(append(file, content...), scanned...)
	}
	segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...))
	segment(0xc2, []byte{8, 0, 8, 0, 8, 1, 1, 0x11, 0})
	segment(0xc4, table(0x00, 0))
	segment(0xc4, table(0x10, 0))
	segment(0xda, []byte{1, 1, 0, 0, 0, 0}, 0x7f)
	for range times {
		segment(0xda, []byte{1, 1, 0, 1, 63, 0}, 0x7f)
	}
	return append(file, 0xff, 0xd9)
}

func TestNothingButThePictureIsKept(t *testing.T) {
	secret := "Fotograf: Karin Ekdal, 59.3293 N 18.0686 E"
	exif := append([]byte{0xff, 0xe1, 0, byte(len(secret) + 8)}, "Exif\x00\x00"+secret...)
	photo := asJPEG(t, drawn(64, 64))
	photo = append(append(bytes.Clone(photo[:2]), exif...), photo[2:]...)
	text := append([]byte("tEXtComment\x00"), secret...)
	drawing := asPNG(t, drawn(64, 64))
	size, sum := binary.BigEndian.AppendUint32(nil, uint32(len(text)-4)), binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(text))
	drawing = bytes.Join([][]byte{drawing[:33], size, text, sum, drawing[33:], []byte("<script>" + secret)}, nil)
	for name, file := range map[string][]byte{"JPEG": photo, "PNG": drawing} {
		got, err := picture.Logo(file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if s := string(got.PNG); strings.Contains(s, "Ekdal") || strings.Contains(s, "tEXt") || strings.Contains(s, "eXIf") {
			t.Errorf("%s: its metadata is still there", name)
		}
	}
}

func FuzzLogo(f *testing.F) {
	f.Add(asPNG(f, drawn(9, 5)))
	f.Add(asJPEG(f, drawn(9, 5)))
	f.Add(asGIF(f, drawn(9, 5)))
	f.Add(asWebP(f))
	f.Add(webpBomb())
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := picture.Logo(file)
		var refused *picture.Error
		switch {
		case errors.As(err, &refused):
		case err != nil:
			t.Fatal(err)
		case got.Width < 1 || got.Height < 1 || got.Width > picture.Width || got.Height > picture.Height:
			t.Fatalf("%d×%d pixels", got.Width, got.Height)
		}
	})
}
