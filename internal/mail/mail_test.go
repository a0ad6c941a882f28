package mail

import (
	"context"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/words"
)

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

const jobID = "7f3k2m9q4w"

// writer is a Writer for a journal whose one ad is live.
func writer(t testing.TB, change ...func(*Config)) *Writer {
	t.Helper()
	links, err := link.New("https://journal.example/jobb")
	if err != nil {
		t.Fatal(err)
	}
	job := &board.Job{
		ID: jobID, State: board.StatusLive, Run: board.Run{From: morning.Add(-time.Hour), Until: morning.Add(24 * time.Hour)},
		Ad:       board.Ad{Headline: "Upphandlare till Ekby kommun", Title: "Upphandlare"},
		Employer: board.Employer{Name: "Ekby kommun"},
	}
	c := Config{
		Links: links, From: "jobb@journal.example", Now: func() time.Time { return morning },
		Settings: func(context.Context) (map[string]string, error) {
			return map[string]string{"frame.name": "Inköp & upphandling", "contact.email": "redaktion@journal.example"}, nil
		},
		Jobs: func(_ context.Context, ids []board.ID) (map[board.ID]*board.Job, error) {
			found := map[board.ID]*board.Job{}
			for _, id := range ids {
				if id == jobID {
					found[id] = job
				}
			}
			return found, nil
		},
		Alerts: func(context.Context, []board.ID) ([]board.Alert, error) {
			return []board.Alert{
				{ID: "b1c2d3e4f5", Name: "Upphandlare, Stockholms län", Query: "region=01&role=upphandlare"},
				{ID: "c1c2d3e4f5", Name: "“ramavtal & avrop”", Query: "q=ramavtal+%26+avrop"},
			}, nil
		},
		Secrets: map[board.NoticeKind]Secrets{},
	}
	for _, f := range change {
		f(&c)
	}
	w, err := NewWriter(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// sample is what a kind of letter is tried with: testdata/KIND.json.
type sample struct {
	Details map[string]string
	Secrets map[string]string
	Job     bool         // it is about an ad
	State   board.Status // of the ad, where it is not live
}

func readSample(t testing.TB, kind board.NoticeKind) sample {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", string(kind)+".json"))
	if err != nil {
		t.Fatalf("the letter %s has no sample: %v", kind, err)
	}
	var s sample
	if err := json.Unmarshal(content, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// sampled is a Writer and a notice for a kind's sample.
func sampled(t testing.TB, kind board.NoticeKind, lang board.Language) (*Writer, board.Notice) {
	t.Helper()
	s := readSample(t, kind)
	w := writer(t, func(c *Config) {
		if s.State != "" {
			jobs := c.Jobs
			c.Jobs = func(ctx context.Context, ids []board.ID) (map[board.ID]*board.Job, error) {
				found, err := jobs(ctx, ids)
				for _, job := range found {
					job.State = s.State
				}
				return found, err
			}
		}
		if s.Secrets != nil {
			c.Secrets[kind] = func(context.Context, board.Notice) (map[string]string, error) { return s.Secrets, nil }
		}
	})
	n := board.Notice{ID: 7, Kind: kind, To: "maria@ekby.example", Language: lang, Details: s.Details}
	if s.Job {
		n.Job = jobID
	}
	return w, n
}

// kinds is every kind of letter that package board names.
func kinds(t *testing.T) (found []board.NoticeKind) {
	t.Helper()
	files, err := filepath.Glob("../board/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				literal, isLiteral := spec.Values[0].(*ast.BasicLit)
				kind, isKind := spec.Type.(*ast.Ident)
				if isLiteral && isKind && kind.Name == "NoticeKind" {
					value, _ := strconv.Unquote(literal.Value)
					found = append(found, board.NoticeKind(value))
				}
			}
			return true
		})
	}
	if len(found) == 0 {
		t.Fatal("package board names no kind of letter")
	}
	return found
}

func TestEveryKindOfLetterIsWrittenInBothLanguages(t *testing.T) {
	for _, kind := range kinds(t) {
		for _, lang := range words.Languages() {
			t.Run(string(kind)+" "+string(lang), func(t *testing.T) {
				w, n := sampled(t, kind, lang)
				l, err := w.Write(t.Context(), n)
				if err != nil {
					t.Fatal(err)
				}
				looksRight(t, l)
				shown, err := w.Show(t.Context(), n)
				if err != nil {
					t.Fatal(err)
				}
				tellsNoSecret(t, shown, readSample(t, kind))
			})
		}
	}
}

func TestAHeadlineIsToldApartFromTheSentenceAroundIt(t *testing.T) {
	const headline = "Upphandlare till Ekby kommun"
	quoted := map[board.Language]string{board.Swedish: "”" + headline + "”", board.English: "“" + headline + "”"}
	for _, kind := range kinds(t) {
		if kind == board.NoticeAlert {
			continue // its headlines have lines of their own
		}
		for _, lang := range words.Languages() {
			w, n := sampled(t, kind, lang)
			l, err := w.Write(t.Context(), n)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.Join(strings.Fields(l.Text), " ")
			if strings.Contains(strings.ReplaceAll(text, quoted[lang], ""), headline) {
				t.Errorf("%s, %s: the headline runs into its sentence:\n%s", kind, lang, l.Text)
			}
		}
	}
}

// looksRight holds a letter to what is true of all.
func looksRight(t *testing.T, l *Letter) {
	t.Helper()
	reply := words.Text(l.Language, "letter.reply")
	all := l.Subject + l.Text + l.HTML
	for what, wrong := range map[string]bool{
		"no subject":                    l.Subject == "",
		"a text that does not exist":    strings.Contains(all, "letter."),
		"a place that was not filled":   strings.ContainsAny(l.Subject+l.Text, "{}"),
		"nothing in its text":           strings.TrimSpace(strings.Replace(l.Text, reply, "", 1)) == "",
		"another last line":             !strings.HasSuffix(l.Text, "\n\n"+reply+"\n"),
		"no word of replies in HTML":    !strings.Contains(l.HTML, reply),
		"an end that is missing":        !strings.HasSuffix(strings.TrimSpace(l.HTML), "</html>"),
		"more HTML than Gmail shows":    len(l.HTML) > maxHTML,
		"what mail programs leave out":  strings.Contains(l.HTML, "<style") || strings.Contains(l.HTML, "<script") || strings.Contains(l.HTML, "class="),
		"another language in its HTML":  !strings.Contains(l.HTML, `<html lang="`+string(l.Language)+`">`),
		"an address that was cut out":   strings.Contains(l.HTML, "#ZgotmplZ"),
		"another sender":                l.From.Name != "Inköp & upphandling Lediga jobb" || l.From.Address != "jobb@journal.example",
		"another mailbox for replies":   l.ReplyTo != "redaktion@journal.example",
		"HTML that looks like its text": strings.Contains(l.Text, "<"),
	} {
		if wrong {
			t.Errorf("the letter has %s:\n%s\n%s\n%s", what, l.Subject, l.Text, l.HTML)
		}
	}
	for row := range strings.Lines(l.Text) {
		if utf8.RuneCountInString(strings.TrimSpace(row)) > width && strings.Contains(strings.TrimSpace(row), " ") {
			t.Errorf("a line is too long: %q", row)
		}
	}
	for _, address := range (mailtest.Letter{Text: l.Text}).Links() {
		if !strings.Contains(l.HTML, strings.ReplaceAll(address, "&", "&amp;")) {
			t.Errorf("the HTML lacks %s", address)
		}
	}
}

func tellsNoSecret(t *testing.T, l *Letter, s sample) {
	t.Helper()
	for name, secret := range s.Secrets {
		if strings.Contains(l.Subject+l.Text+l.HTML, secret) {
			t.Errorf("who only looks at the letter is told its %s", name)
		}
	}
	if strings.Contains(l.Text, "https://journal.example") || strings.Contains(l.HTML, "https://journal.example") {
		t.Errorf("who only looks at the letter is told a link:\n%s", l.Text)
	}
}

func TestEveryKindOfLetterHasAName(t *testing.T) {
	for _, kind := range kinds(t) {
		if name := "letter." + string(kind) + ".name"; !words.Has(name) {
			t.Errorf("the desk has no word for the letter %s: write %s into the catalogue", kind, name)
		}
	}
}

func TestASecretIsMadeWhenTheLetterIsWritten(t *testing.T) {
	made := 0
	w := writer(t, func(c *Config) {
		c.Secrets[board.NoticeSignIn] = func(_ context.Context, n board.Notice) (map[string]string, error) {
			if made++; made > 2 {
				return nil, ErrVanished
			}
			return map[string]string{"link": "https://journal.example/jobb/logga-in/" + strconv.Itoa(made), "code": "482 913"}, nil
		}
	})
	n := board.Notice{ID: 1, Kind: board.NoticeSignIn, To: "maria@ekby.example", Language: "sv"}
	first, err := w.Write(t.Context(), n)
	second, err2 := w.Write(t.Context(), n)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(first.Text, "/logga-in/1\n") || !strings.Contains(second.Text, "/logga-in/2\n") {
		t.Errorf("not a fresh link each:\n%s%s", first.Text, second.Text)
	}
	if first.ID != second.ID || !strings.HasSuffix(first.ID, "@journal.example") || !strings.HasPrefix(first.ID, "1.") {
		t.Errorf("the Message-ID is %s, then %s", first.ID, second.ID)
	}
	if _, err := w.Write(t.Context(), n); !errors.Is(err, ErrVanished) {
		t.Errorf("a letter that is needless: %v", err)
	}
	if _, err := w.Show(t.Context(), n); err != nil || made != 3 {
		t.Errorf("looking at a letter made a secret: %v", err)
	}
}

func TestSubjectsOfAList(t *testing.T) {
	subjects, err := writer(t).Subjects(t.Context(), []board.Notice{
		{Kind: board.NoticeSignIn, Language: "sv"}, {Kind: "never_heard_of"}, {Kind: board.NoticeSignIn, Language: "en"},
	})
	if err != nil || strings.Join(subjects, "|") != "Din kod är •••||Your code is •••" {
		t.Errorf("%q, %v", subjects, err)
	}
}

// tried is the content of a template that is about an ad.
func tried(state board.Status) *content {
	w := &content{id: jobID, now: morning}
	if state != "" {
		w.jobs = map[board.ID]*board.Job{jobID: {ID: jobID, State: state, Run: board.Run{From: morning.Add(-time.Hour), Until: morning.Add(time.Hour)}}}
	}
	return w
}

func TestALetterIsNeedlessWhenItsAdIsNoLongerSo(t *testing.T) {
	for _, s := range []struct {
		name     string
		state    board.Status
		needless bool
	}{
		{"live", board.StatusLive, false},
		{"paused", board.StatusPaused, false},
		{"withdrawn", board.StatusWithdrawn, true},
		{"gone", "", true},
	} {
		_, err := tried(s.state).Only(board.StatusLive, board.StatusPaused)
		if errors.Is(err, ErrVanished) != s.needless {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	if _, err := tried("").JobLink(); !errors.Is(err, ErrVanished) {
		t.Errorf("the link to an ad that is gone: %v", err)
	}
}

func TestTheSender(t *testing.T) {
	for journal, want := range map[string]string{
		"":                           "Lediga jobb",
		"Upphandling24":              "Upphandling24 Lediga jobb",
		"Inköpsjobb – Lediga jobb":   "Inköpsjobb – Lediga jobb",
		"X\r\nBcc: a@b.example\r\n":  "X Bcc: a@b.example Lediga jobb",
		"X\u202e\u0000 <a@b.example": "X <a@b.example Lediga jobb",
	} {
		if got := senderName(board.Swedish, journal); got != want {
			t.Errorf("%q: %q, not %q", journal, got, want)
		}
	}
}

func TestWhoCannotBeReachedIsSaidAtOnce(t *testing.T) {
	for _, to := range []string{"", "maria", "maria@ekby.example, eva@ekby.example", "maria@ekby.example\r\nBcc: x@y.example", "a@b@c.example"} {
		_, err := writer(t).Write(t.Context(), board.Notice{Kind: board.NoticeTest, To: to})
		if !errors.Is(err, ErrUndeliverable) || to != "" && strings.Contains(err.Error(), to) {
			t.Errorf("%q: %v", to, err)
		}
	}
}

func TestPlainTextIsWrapped(t *testing.T) {
	long := strings.Repeat("upphandling ", 10)
	for name, s := range map[string]struct{ in, want string }{
		"paragraphs": {"\n\na\n\n\n b \nc\n\n", "a\n\nb\nc\n"},
		"long":       {long, strings.TrimSpace(strings.Repeat("upphandling ", 6)) + "\n" + strings.TrimSpace(strings.Repeat("upphandling ", 4)) + "\n"},
		"quoted":     {"> " + long, "> " + strings.TrimSpace(strings.Repeat("upphandling ", 5)) + "\n> " + strings.TrimSpace(strings.Repeat("upphandling ", 5)) + "\n"},
		"an address": {"se https://journal.example/" + strings.Repeat("x", 80) + " nu", "se\nhttps://journal.example/" + strings.Repeat("x", 80) + "\nnu\n"},
		"unseen":     {"a\x00b\x1b[31m\u202ec\r", "ab[31mc\n"},
		"no-break":   {"kl.\u00a012.00", "kl.\u00a012.00\n"},
	} {
		if got := wrap(s.in); got != s.want {
			t.Errorf("%s: %q, not %q", name, got, s.want)
		}
	}
}

func TestAnAnswerIsKeptWithoutAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"5.1.1 <maria@ekby.example>: Recipient address rejected": "5.1.1 (address): Recipient address rejected",
		"user maria@ekby.example unknown\nsee help":              "user (address) unknown see help",
		"\x1b[31mno\xff":                 "[31mno",
		"mailto:a@b.example,c@d.example": "mailto:(address),(address)",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	if got := Plain(strings.Repeat("å", 1000)); utf8.RuneCountInString(got) != maxPlain {
		t.Errorf("an answer without end has %d characters", utf8.RuneCountInString(got))
	}
}

// FuzzNothingBreaksOutOfAHeader writes letters with hostile words and reads them as a mail program would.
func FuzzNothingBreaksOutOfAHeader(f *testing.F) {
	f.Add("Din kod är 482 913", "Tidningen", "Hej")
	f.Add("a\r\nBcc: x@y.example\r\n\r\nhej", "b\nReply-To: x@y.example", ".\r\nQUIT\r\n")
	f.Add("=?utf-8?q?a=0D=0AX:_b?=", "\"<x@y.example>, \u202e", "From me")
	f.Add("=??B??=", "=?x?q?y?=", "0")
	f.Add(strings.Repeat("ö", 500), strings.Repeat("long ", 200), strings.Repeat("=", 2000))
	f.Fuzz(func(t *testing.T, subject, name, text string) {
		l := &Letter{
			ID: "1.a@journal.example", ReplyTo: "redaktion@journal.example", To: "maria@ekby.example", Date: morning, Language: "sv",
			Subject: subject, Text: wrap(text), HTML: "<p>x</p>",
		}
		l.From.Name, l.From.Address = senderName(board.Swedish, name), "jobb@journal.example"
		raw, err := l.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, err := mailtest.Read(raw)
		if err != nil {
			t.Fatalf("%v:\n%s", err, raw)
		}
		if len(got.Header) != 10 || len(got.Header["To"]) != 1 || len(got.Header["Reply-To"]) != 1 {
			t.Fatalf("the header has %d fields: %v", len(got.Header), got.Header)
		}
		from, err := got.Header.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Address != "jobb@journal.example" {
			t.Fatalf("the sender is %v, %v", from, err)
		}
		if to, err := got.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != "maria@ekby.example" {
			t.Fatalf("the reader is %v, %v", to, err)
		}
		if got.HTML != "<p>x</p>" || got.Text != l.Text && strings.TrimSpace(got.Text) != strings.TrimSpace(strings.ToValidUTF8(l.Text, "\ufffd")) {
			t.Fatalf("the text is %q, not %q", got.Text, l.Text)
		}
		if got.Subject != line(subject) {
			t.Fatalf("the subject is %q, not %q", got.Subject, line(subject))
		}
		for row := range strings.SplitSeq(string(raw), "\r\n") {
			if len(row) > 998 || strings.ContainsAny(row, "\r\n") {
				t.Fatalf("a line of %d bytes: %q", len(row), row)
			}
		}
	})
}
