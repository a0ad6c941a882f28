// Package picture makes pictures that people send fit to be shown.
//
// What comes in is a file of bytes that may be anything. What goes out is a PNG that this program wrote itself: small
// enough for a page, without metadata, and named by its content, so that its address can be kept for ever.
package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Limits of a logo: of the file that comes in, and of what is shown.
const (
	MaxBytes = 2 << 20 // of the file
	MaxSide  = 4096    // of its picture, in pixels
	Width    = 400     // a logo is made to fit into this, in pixels; a smaller one is left as it is
	Height   = 200
)

// A Picture is a PNG that may be shown.
type Picture struct {
	Key           string // names the bytes: the first 20 hexadecimal digits of their SHA-256
	PNG           []byte
	Width, Height int // in pixels
}

// Why a file is no logo.
const (
	CodeType = "logo.type" // it is no picture of a kind that is taken, or a broken one
	CodeSize = "logo.size" // the file, or the picture in it, is too large
)

// Error says why a file cannot be a logo.
type Error struct {
	Code          string // CodeType or CodeSize
	Bytes         int    // the size of the file
	Width, Height int    // of the picture in pixels; 0 when it could not be read
}

// Error names the code and the sizes, and nothing of the file's content.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: a file of %d bytes, %d×%d pixels", e.Code, e.Bytes, e.Width, e.Height)
}

// Logo makes a logo of a PNG, JPEG, GIF (its first frame) or WebP file. Formats that can hold scripts or refer to other
// files (SVG, EPS, PDF) are refused like everything else that is none of the four. The error is an *Error.
func Logo(file []byte) (Picture, error) {
	if len(file) > MaxBytes {
		return Picture{}, &Error{Code: CodeSize, Bytes: len(file)}
	}
	format, ok := formatOf(file)
	if !ok {
		return Picture{}, &Error{Code: CodeType, Bytes: len(file)}
	}
	size, err := format.size(bytes.NewReader(file))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return Picture{}, &Error{Code: CodeType, Bytes: len(file)}
	}
	if size.Width > MaxSide || size.Height > MaxSide { // asked before a pixel is decoded: a kilobyte may claim gigabytes
		return Picture{}, &Error{CodeSize, len(file), size.Width, size.Height}
	}
	img, err := format.decode(bytes.NewReader(file))
	if err != nil || img.Bounds().Empty() {
		return Picture{}, &Error{CodeType, len(file), size.Width, size.Height}
	}
	return encode(fit(img))
}

// A format is a kind of file that is taken.
type format struct {
	size   func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// formatOf tells the file's format by its first bytes; its name and what a browser says of it prove nothing.
func formatOf(file []byte) (format, bool) {
	switch {
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return format{png.DecodeConfig, png.Decode}, true
	case bytes.HasPrefix(file, []byte("\xff\xd8\xff")):
		return format{jpeg.DecodeConfig, decodeJPEG}, true
	case bytes.HasPrefix(file, []byte("GIF87a")), bytes.HasPrefix(file, []byte("GIF89a")):
		return format{gif.DecodeConfig, gif.Decode}, true
	case len(file) > 12 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP":
		return format{webp.DecodeConfig, webp.Decode}, true
	}
	return format{}, false
}

// maxScans is how often a JPEG is gone over to become clearer. Programs that make them do it about ten times; forty bytes can
// ask for all its pixels once more.
const maxScans = 64

func decodeJPEG(r io.Reader) (image.Image, error) {
	file, err := io.ReadAll(r)
	if err == nil && bytes.Count(file, []byte("\xff\xda")) > maxScans { // within a scan no FF is followed by DA (ITU T.81, B.1.1.5)
		err = errors.New("too many scans")
	}
	if err != nil {
		return nil, err
	}
	return jpeg.Decode(bytes.NewReader(file))
}

// fit draws the picture anew, made smaller where it does not fit into Width and Height, never larger.
func fit(img image.Image) *image.NRGBA {
	from := img.Bounds()
	w, h := from.Dx(), from.Dy()
	if w > Width {
		w, h = Width, h*Width/w
	}
	if h > Height {
		w, h = w*Height/h, Height
	}
	to := image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	if to.Bounds().Size() == from.Size() {
		draw.Draw(to, to.Bounds(), img, from.Min, draw.Src)
		return to
	}
	draw.CatmullRom.Scale(to, to.Bounds(), img, from, draw.Src, nil)
	return to
}

// encode writes the picture with the best compression: it is written once and sent often.
func encode(img *image.NRGBA) (Picture, error) {
	var file bytes.Buffer
	writer := png.Encoder{CompressionLevel: png.BestCompression}
	if err := writer.Encode(&file, img); err != nil {
		return Picture{}, fmt.Errorf("writing a picture of %v: %w", img.Bounds().Size(), err)
	}
	sum := sha256.Sum256(file.Bytes())
	return Picture{
		Key: hex.EncodeToString(sum[:10]), PNG: file.Bytes(), Width: img.Bounds().Dx(), Height: img.Bounds().Dy(),
	}, nil
}
