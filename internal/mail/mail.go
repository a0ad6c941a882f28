// Package mail makes letters of notices, and hands them to a mail server.
//
// A notice says who is to be told what; its letter is written when it is sent. A Writer makes it from the templates of
// the notice's kind, in the reader's language, and from what is true by then. A Server is the way out: one connection
// takes any number of letters.
//
// To add a kind of letter:
//
//  1. name it in package board: const NoticeApproved NoticeKind = "approved";
//  2. write web/mail/approved.txt, which defines "subject" and "body", and web/mail/approved.html, which defines "body".
//     Both are shown a content (see content.go), and may use the parts of web/mail/layout.*: in HTML button and quote, in
//     text quote. A line of text is a paragraph, however long: it is wrapped here;
//  3. put its words into the catalogue, in both languages: letter.approved.name, by which the desk calls it,
//     letter.approved.subject, which ends with what it is about, and so on;
//  4. write internal/mail/testdata/approved.json, a sample with the details that the kind needs.
//
// Then owe it: tx.Owe(ctx, board.Notice{Kind: board.NoticeApproved, To: …, Job: …, Details: …}). Tests hold that every kind
// of package board has all of this and renders.
//
// What must not lie in the database, a link that lets somebody in, is made when the letter is written, by the kind's
// Secrets. One of the name "end" is the address that ends a subscription by one POST, and stands in the letter's header
// too. A letter that makes sense only while its ad is in certain states says so itself: {{.Only "live" "paused"}}.
package mail

import (
	"bytes"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"ledigajobb/internal/board"
)

// ErrVanished says that what a letter would have told is no longer so: it need not be sent.
var ErrVanished = errors.New("no longer so")

// A Letter is written and can be sent.
type Letter struct {
	ID       string // the Message-ID without its brackets: the same however often the letter is sent
	From     netmail.Address
	ReplyTo  string
	To       string
	Date     time.Time
	Language board.Language
	Subject  string
	Text     string
	HTML     string // empty: text alone
	End      string // address that ends such letters by one POST; empty: they are nobody's subscription
}

// Bytes is the letter as it is sent (RFC 5322): a header, and text and HTML beside each other. What stands in a header
// can't begin another: line breaks and other control characters are gone, and addresses have been read as such.
func (l *Letter) Bytes() ([]byte, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&l.From)
	if err := m.To(l.To); err != nil {
		return nil, errors.New("the recipient's address cannot be read") // the error repeats it
	}
	if err := m.ReplyTo(l.ReplyTo); err != nil {
		return nil, errors.New("the address for replies cannot be read")
	}
	m.SetMessageIDWithValue(l.ID)
	m.SetDateWithValue(l.Date)
	m.Subject(line(l.Subject))
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday replies
	m.SetGenHeader("Content-Language", string(l.Language))
	if l.End != "" {
		m.SetGenHeader("List-Id", "<bevakningar."+Domain(l.From.Address)+">") // RFC 2919
		m.SetGenHeader("List-Unsubscribe", "<"+l.End+">")                     // RFC 2369
		m.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") // RFC 8058
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("letter: %w", err)
	}
	return b.Bytes(), nil
}

// maxSubject is how many characters a subject has at most.
const maxSubject = 200

// line is a text on one line, without what is not seen, and without what a mail program would take for another text in
// disguise (RFC 2047).
func line(s string) string {
	s = strings.ReplaceAll(s, "=?", "= ?")
	runes := []rune(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unseen(r) }), " "))
	if len(runes) > maxSubject {
		return string(runes[:maxSubject-1]) + "…"
	}
	return string(runes)
}

// unseen tells control characters, and those that turn the direction of writing.
func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
}
