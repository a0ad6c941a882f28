package mailtest

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"testing"
)

// A Letter is one that has arrived, read as a mail program would.
type Letter struct {
	From, To  string // of the envelope
	Encrypted bool
	Header    mail.Header
	Subject   string
	Text      string
	HTML      string
	Raw       []byte
}

// Read reads a letter's bytes.
func Read(raw []byte) (Letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Letter{}, err
	}
	l := Letter{Header: m.Header, Raw: raw}
	if l.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return l, err
	}
	return l, l.read(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
}

// read reads a part, or the parts of it.
func (l *Letter) read(contentType, encoding string, body io.Reader) error {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		return l.readParts(multipart.NewReader(body, params["boundary"]))
	}
	content, err := decoded(encoding, body)
	switch {
	case err != nil:
		return err
	case !strings.EqualFold(params["charset"], "utf-8"):
		return fmt.Errorf("a part in %q", params["charset"])
	case kind == "text/plain":
		l.Text = content
	case kind == "text/html":
		l.HTML = content
	default:
		return fmt.Errorf("a part that is %s", kind)
	}
	return nil
}

func (l *Letter) readParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.read(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part); err != nil {
			return err
		}
	}
}

func decoded(encoding string, body io.Reader) (string, error) {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	content, err := io.ReadAll(body)
	return strings.ReplaceAll(string(content), "\r\n", "\n"), err
}

// link is a web address in plain text.
var link = regexp.MustCompile(`https?://[^\s<>"]+`)

// Links is the addresses in the letter's text.
func (l Letter) Links() []string { return link.FindAllString(l.Text, -1) }

// Link is the first address in the letter's text that contains a word. Without one the test fails.
func (l Letter) Link(t testing.TB, word string) string {
	t.Helper()
	for _, address := range l.Links() {
		if strings.Contains(address, word) {
			return address
		}
	}
	t.Fatalf("no link with %q in the letter %q:\n%s", word, l.Subject, l.Text)
	return ""
}

// code is a code of six digits as it is written.
var code = regexp.MustCompile(`\b\d{3}[ \x{a0}]?\d{3}\b`)

// Code is the first code of six digits in the letter's text, without its space. Without one the test fails.
func (l Letter) Code(t testing.TB) string {
	t.Helper()
	found := code.FindString(l.Text)
	if found == "" {
		t.Fatalf("no code in the letter %q:\n%s", l.Subject, l.Text)
	}
	return strings.NewReplacer(" ", "", "\u00a0", "").Replace(found)
}
