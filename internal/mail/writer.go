package mail

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/words"
)

// Secrets makes what a letter alone may know, when it is written: links that let somebody in, codes; by the names that its
// templates use. They are not to be found anywhere else, and each writing makes new ones. ErrVanished: the letter need not
// be sent.
type Secrets func(ctx context.Context, n board.Notice) (map[string]string, error)

// Config is what a Writer stands on.
type Config struct {
	Links    link.Links
	From     string // the address that letters are sent from
	Name     string // of the journal or service, where the settings do not say it; may be empty
	ReplyTo  string // a mailbox that a person reads; empty: the contact address of the settings, else From
	Now      func() time.Time
	Settings func(context.Context) (map[string]string, error)
	Jobs     func(context.Context, []board.ID) (map[board.ID]*board.Job, error)
	Alerts   func(context.Context, []board.ID) ([]board.Alert, error)
	Secrets  map[board.NoticeKind]Secrets
}

// A Writer makes letters of notices. Make one with NewWriter.
type Writer struct {
	Config
	wordings wordings
}

// NewWriter reads the templates. It fails when one of them is broken.
func NewWriter(c Config) (*Writer, error) {
	w := &Writer{Config: c}
	_, err := w.wordings.templates(nil)
	return w, err
}

// Write makes the letter of a notice, to be sent. ErrVanished: it need not be. ErrUndeliverable: it can't be.
func (w *Writer) Write(ctx context.Context, n board.Notice) (*Letter, error) {
	c, err := w.content(ctx, n)
	if err != nil {
		return nil, err
	}
	if secrets := w.Secrets[n.Kind]; secrets != nil {
		if c.secrets, err = secrets(ctx, n); err != nil {
			return nil, fmt.Errorf("letter %d (%s): %w", n.ID, n.Kind, err)
		}
	}
	return w.letter(n, c)
}

// Show makes the letter of a notice to be looked at: its links and codes are blanked.
func (w *Writer) Show(ctx context.Context, n board.Notice) (*Letter, error) {
	c, err := w.content(ctx, n)
	if err != nil {
		return nil, err
	}
	c.blank = true
	return w.letter(n, c)
}

// Subjects is the subjects of letters, in their order, their codes blanked; that of a letter that can't be written is
// empty.
func (w *Writer) Subjects(ctx context.Context, notices []board.Notice) ([]string, error) {
	known, err := w.look(ctx, notices...)
	if err != nil {
		return nil, err
	}
	subjects := make([]string, len(notices))
	for i, n := range notices {
		c := w.contentOf(n, known)
		c.blank = true
		if p, err := w.pair(n, c); err == nil {
			subjects[i], _ = p.subject(c)
		}
	}
	return subjects, nil
}

// known is what letters are written from.
type known struct {
	settings map[string]string
	jobs     map[board.ID]*board.Job
	alerts   map[board.ID]board.Alert
}

// look loads what the letters of notices are written from, in as many questions for many as for one.
func (w *Writer) look(ctx context.Context, notices ...board.Notice) (k known, err error) {
	var jobs, alerts []board.ID
	for _, n := range notices {
		if n.Job != "" {
			jobs = append(jobs, n.Job)
		}
		for _, news := range board.ParseNews(n.Details["news"]) {
			jobs, alerts = append(jobs, news.Jobs...), append(alerts, news.Alert)
		}
	}
	if k.settings, err = w.Settings(ctx); err != nil {
		return k, err
	}
	if slices.Sort(jobs); len(jobs) > 0 {
		if k.jobs, err = w.Jobs(ctx, slices.Compact(jobs)); err != nil {
			return k, err
		}
	}
	if slices.Sort(alerts); len(alerts) == 0 {
		return k, nil
	}
	found, err := w.Alerts(ctx, slices.Compact(alerts))
	k.alerts = map[board.ID]board.Alert{}
	for _, a := range found {
		k.alerts[a.ID] = a
	}
	return k, err
}

func (w *Writer) content(ctx context.Context, n board.Notice) (*content, error) {
	known, err := w.look(ctx, n)
	return w.contentOf(n, known), err
}

func (w *Writer) contentOf(n board.Notice, k known) *content {
	return &content{
		Lang: language(n), Name: senderName(language(n), cmp.Or(k.settings[board.SettingName], w.Config.Name)), Details: n.Details,
		id: n.Job, known: k, replyTo: w.replyTo(k.settings), links: w.Links, now: w.Now(),
	}
}

// maxHTML is how many bytes of HTML a letter has at most: Gmail cuts what is longer off.
const maxHTML = 100 << 10

func (w *Writer) letter(n board.Notice, c *content) (*Letter, error) {
	fail := func(err error) (*Letter, error) { return nil, fmt.Errorf("letter %d (%s): %w", n.ID, n.Kind, err) }
	p, err := w.pair(n, c)
	if err != nil {
		return fail(err)
	}
	if c.Subject, err = p.subject(c); err != nil {
		return fail(err)
	}
	text, html, err := p.bodies(c)
	if err != nil {
		return fail(err)
	}
	if len(html) > maxHTML {
		html = ""
	}
	to, err := board.ParseEmail(n.To)
	if err != nil {
		return fail(undeliverable{errors.New("the address is none")})
	}
	return &Letter{
		ID: messageID(n, w.From), From: netmail.Address{Name: c.Name, Address: w.From}, ReplyTo: c.replyTo, To: to,
		Date: w.Now(), Language: c.Lang, Subject: c.Subject, Text: text, HTML: html, End: c.secrets["end"],
	}, nil
}

func (w *Writer) pair(n board.Notice, c *content) (pair, error) {
	pairs, err := w.wordings.templates(c.settings)
	if err != nil {
		return pair{}, err
	}
	p, ok := pairs[kindIn{n.Kind, language(n)}]
	if !ok {
		return p, errors.New("there is no such kind of letter")
	}
	return p, nil
}

// replyTo is a mailbox that a person reads.
func (w *Writer) replyTo(settings map[string]string) string {
	if w.ReplyTo != "" {
		return w.ReplyTo
	}
	if contact, err := board.ParseEmail(settings[board.SettingEmail]); err == nil {
		return contact
	}
	return w.From
}

// senderName is what stands before the address of the sender: the journal's name and Lediga jobb.
func senderName(lang board.Language, journal string) string {
	const service = "Lediga jobb"
	switch journal = line(journal); {
	case journal == "":
		return service
	case strings.Contains(journal, service):
		return journal
	}
	return words.Text(lang, "letter.sender", "name", journal)
}

func language(n board.Notice) board.Language {
	if lang, ok := words.Language(string(n.Language)); ok {
		return lang
	}
	return board.Swedish
}

// messageID names a letter: by the notice's number, at the sender's domain. A number is given again when a backup is put
// back; the hash keeps two letters of one number apart.
func messageID(n board.Notice, from string) string {
	h := sha256.New()
	for _, s := range []string{string(n.Kind), n.To, string(n.Job), n.DedupeKey} {
		io.WriteString(h, s+"\x00")
	}
	return fmt.Sprintf("%d.%s@%s", n.ID, hex.EncodeToString(h.Sum(nil)[:8]), Domain(from))
}

// Domain is what stands behind the @ of an address.
func Domain(address string) string { return address[strings.LastIndex(address, "@")+1:] }
