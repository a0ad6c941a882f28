package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// maxAd is the size of an ad's JSON, in bytes, above which it is refused unread.
const maxAd = 1 << 20

// sniffed is how many bytes of a file are looked at to tell its format.
const sniffed = 64 << 10

var (
	errTooLong    = fmt.Errorf("longer than %d bytes", maxAd)
	errNotJobTech = errors.New("the file does not hold JobTech's ads: it should have one JSON object a line, " +
		"or be a JSON array of them, or an answer of the API with its hits")
)

// records gives the ads of a file one after another.
type records interface {
	// next is the next ad as bytes that are good until the one after it. Its error is io.EOF at the end, errTooLong
	// for an ad to pass over, or what broke the file off.
	next() ([]byte, error)
	// at is the line at which that ad begins, from 1, and what it is called there when a line may have several: "ad 7".
	at() (line int, name string)
}

// open tells how the ads lie in a file, gzip or not.
func open(file io.Reader) (records, error) {
	r := bufio.NewReaderSize(file, sniffed)
	if magic, _ := r.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("the file looks like gzip and cannot be unpacked: %w", err)
		}
		r = bufio.NewReaderSize(unzipped, sniffed)
	}
	if mark, _ := r.Peek(3); string(mark) == "\uFEFF" {
		r.Discard(3)
	}
	start, err := r.Peek(sniffed)
	switch array := findArray(start); {
	case array > 0:
		list := &elements{r: r, line: 1 + bytes.Count(start[:array], []byte{'\n'})}
		r.Discard(array)
		return list, nil
	case objectLine.Match(start):
		return &lines{r: r}, nil
	case err != nil && err != io.EOF:
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	case len(bytes.TrimSpace(start)) == 0 && err == io.EOF:
		return nil, errors.New("the file is empty")
	}
	return nil, errNotJobTech
}

// objectLine is a line that begins an object. It is looked for in all of a file's beginning, not just in the first
// line, which may be the one that is broken.
var objectLine = regexp.MustCompile(`(?m)^[ \t]*\{[ \t]*["}]`)

// findArray finds where the elements of the file's array of ads begin, when it is one: at the top, or as "hits" of the
// answer of a search. 0: it is no array.
func findArray(start []byte) int {
	d := json.NewDecoder(bytes.NewReader(start))
	switch top, _ := d.Token(); top {
	case json.Delim('['):
		return int(d.InputOffset())
	case json.Delim('{'):
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return 0
			}
			if key == "hits" {
				if list, _ := d.Token(); list == json.Delim('[') {
					return int(d.InputOffset())
				}
				return 0
			}
			if err := d.Decode(new(json.RawMessage)); err != nil {
				return 0
			}
		}
	}
	return 0
}

// lines reads a file of one ad a line.
type lines struct {
	r    *bufio.Reader
	buf  []byte
	line int
}

func (l *lines) at() (int, string) { return l.line, "" }

func (l *lines) next() ([]byte, error) {
	l.buf = l.buf[:0]
	l.line++
	size := 0
	for {
		part, err := l.r.ReadSlice('\n')
		if size += len(part); size <= maxAd {
			l.buf = append(l.buf, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && size > 0, err == nil:
			return within(l.buf, size)
		}
		return nil, err
	}
}

func within(buf []byte, size int) ([]byte, error) {
	if size > maxAd {
		return nil, errTooLong
	}
	return buf, nil
}

// elements reads the elements of a JSON array that has been entered; what stands after the array is not looked at.
// It looks at brackets and strings alone: whether an element is JSON is asked when it is parsed.
type elements struct {
	r     *bufio.Reader
	buf   []byte
	n     int // elements so far
	line  int // where reading is
	begun int // where the element began
}

func (e *elements) at() (int, string) { return e.begun, fmt.Sprintf("ad %d", e.n) }

func (e *elements) next() ([]byte, error) {
	c, err := e.skip()
	if err != nil {
		return nil, err
	}
	e.buf = e.buf[:0]
	e.n, e.begun = e.n+1, e.line
	var at nesting
	for size := 1; ; size++ {
		if size <= maxAd {
			e.buf = append(e.buf, c)
		}
		at.pass(c)
		if at.depth < 0 {
			return nil, errors.New("a bracket closes what was not opened")
		}
		if at.outside() && (c == '}' || c == ']' || c == '"' || e.delimited()) {
			return within(e.buf, size)
		}
		if c, err = e.read(); err != nil {
			return nil, err
		}
	}
}

// read is the next byte; the array has to be closed before the file ends.
func (e *elements) read() (byte, error) {
	c, err := e.r.ReadByte()
	if err == io.EOF {
		return 0, io.ErrUnexpectedEOF
	}
	if c == '\n' {
		e.line++
	}
	return c, err
}

// skip goes to the first byte of the next element; io.EOF is the array's end.
func (e *elements) skip() (byte, error) {
	for {
		c, err := e.read()
		switch {
		case err != nil:
			return 0, err
		case c == ']':
			return 0, io.EOF
		case c != ',' && !isSpace(c):
			return c, nil
		}
	}
}

// delimited says whether a number or a word ends here.
func (e *elements) delimited() bool {
	next, err := e.r.Peek(1)
	return err == nil && (next[0] == ',' || next[0] == ']' || isSpace(next[0]))
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// nesting knows whether a place in JSON is inside a string, and in how many brackets.
type nesting struct {
	depth             int
	inString, escaped bool
}

func (n *nesting) pass(c byte) {
	switch {
	case n.escaped:
		n.escaped = false
	case n.inString:
		n.escaped = c == '\\'
		n.inString = c != '"'
	case c == '"':
		n.inString = true
	case c == '{', c == '[':
		n.depth++
	case c == '}', c == ']':
		n.depth--
	}
}

func (n *nesting) outside() bool { return n.depth == 0 && !n.inString }
