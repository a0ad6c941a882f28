package apiv1

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
)

// A writer writes JSON part by part, without a look at types. Jobs and counts are written so, since a list of them is most of
// what the API writes: what is written is, byte for byte, what encode would make of the same. The rest is encoded as it is.
type writer struct{ bytes []byte }

// object begins an object that is a member of another, array an array; item begins one that is in an array, or by itself.
func (w *writer) object(name string) { w.name(name); w.bytes = append(w.bytes, '{') }
func (w *writer) array(name string)  { w.name(name); w.bytes = append(w.bytes, '[') }
func (w *writer) item()              { w.next(); w.bytes = append(w.bytes, '{') }

// end ends an object or an array.
func (w *writer) end(bracket byte) { w.bytes = append(w.bytes, bracket) }

// next parts what follows from what stands before it in the same object or array.
func (w *writer) next() {
	if n := len(w.bytes); n > 0 && w.bytes[n-1] != '{' && w.bytes[n-1] != '[' {
		w.bytes = append(w.bytes, ',')
	}
}

// name begins a member of an object. Names are ours, and have nothing in them to be escaped.
func (w *writer) name(name string) {
	w.next()
	w.bytes = append(append(append(w.bytes, '"'), name...), '"', ':')
}

func (w *writer) text(name, value string) {
	w.name(name)
	w.bytes = appendText(w.bytes, value)
}

func (w *writer) number(name string, value int64) {
	w.name(name)
	w.bytes = strconv.AppendInt(w.bytes, value, 10)
}

func (w *writer) flag(name string, value bool) {
	w.name(name)
	w.bytes = strconv.AppendBool(w.bytes, value)
}

// span writes a pair of numbers in an array.
func (w *writer) span(of [2]int) {
	w.next()
	w.bytes = strconv.AppendInt(append(w.bytes, '['), int64(of[0]), 10)
	w.bytes = append(strconv.AppendInt(append(w.bytes, ','), int64(of[1]), 10), ']')
}

// instant writes a time as Sweden's clocks show it; parts of a second only where there are any.
func (w *writer) instant(name string, t time.Time) {
	w.name(name)
	w.bytes = append(appendInstant(append(w.bytes, '"'), t), '"')
}

// someText writes a text that is not empty.
func (w *writer) someText(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

// someNumber writes a number that is not 0.
func (w *writer) someNumber(name string, value int64) {
	if value != 0 {
		w.number(name, value)
	}
}

// deadline writes the last second of one that there is.
func (w *writer) deadline(name string, d board.Deadline) {
	if !d.IsZero() {
		w.instant(name, d.LastSecond())
	}
}

// encoded writes a member that is encoded.
func (w *writer) encoded(name string, content any) error {
	text, err := encode(content)
	w.name(name)
	w.bytes = append(w.bytes, bytes.TrimSuffix(text, []byte("\n"))...)
	return err
}

// instant is a time as the writer writes it, lastSecond that of a deadline that there is.
func instant(t time.Time) string { return string(appendInstant(nil, t)) }

func lastSecond(d board.Deadline) string {
	if d.IsZero() {
		return ""
	}
	return instant(d.LastSecond())
}

func appendInstant(to []byte, t time.Time) []byte {
	return t.In(board.Stockholm()).AppendFormat(to, "2006-01-02T15:04:05.999Z07:00")
}

// appendText appends a text in quotes. One that has anything in it to be escaped is encoded.
func appendText(to []byte, text string) []byte {
	if isPlain(text) {
		return append(append(append(to, '"'), text...), '"')
	}
	quoted, _ := encode(text) // a text is always encoded
	return append(to, bytes.TrimSuffix(quoted, []byte("\n"))...)
}

// odd are the bytes that JSON escapes, and that with which the line separators begin, U+2028 and U+2029, which encoding/json
// escapes too.
var odd = func() (of [256]bool) {
	for b := range ' ' {
		of[b] = true
	}
	of['"'], of['\\'], of["\u2028"[0]] = true, true, true
	return of
}()

func isPlain(text string) bool {
	for i := range len(text) {
		if odd[text[i]] && !isPunctuation(text[i:]) {
			return false
		}
	}
	return utf8.ValidString(text)
}

// isPunctuation says whether a text begins with something like a dash or an ellipsis.
func isPunctuation(text string) bool {
	return len(text) > 2 && text[:2] == "\u2028"[:2] && text[2] != "\u2028"[2] && text[2] != "\u2029"[2]
}

// encode writes JSON as it is read: addresses with their &, not \u0026.
func encode(content any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(content)
	return b.Bytes(), err
}

// written is what a writer writes, as a part of what is encoded.
func written(write func(w *writer)) json.RawMessage {
	var w writer
	write(&w)
	return slices.Clip(w.bytes)
}
