package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store"
)

func TestTheTryOutSaysWhatHappened(t *testing.T) {
	lookup := func(_ context.Context, name string) ([]string, error) {
		return map[string][]string{"journal.example": {"v=spf1 -all"}, "_dmarc.journal.example": {"v=DMARC1; p=reject"}}[name], nil
	}
	for _, s := range []struct {
		name   string
		answer func(step, argument string) error
		said   []string
		fault  string
	}{
		{"taken on", nil, []string{"we: RCPT TO:<maria@ekby.example>", "server: 250 2.0.0", "SPF: journal.example has v=spf1 -all",
			"DKIM: ", "DMARC: _dmarc.journal.example has v=DMARC1; p=reject", "has taken the letter on"}, ""},
		{"refused", func(step, _ string) error {
			if step == "rcpt" {
				return mailtest.Refuse(550, "no such user")
			}
			return nil
		}, []string{"we: RCPT TO:<maria@ekby.example>", "SPF: ", "DMARC: "}, "RCPT TO: 550 no such user"},
	} {
		t.Run(s.name, func(t *testing.T) {
			server := mailtest.Start(t, mailtest.Options{Answer: s.answer})
			var out bytes.Buffer
			c := config.MailTest{Mail: config.Mail{SMTP: server.URL(), MailFrom: "jobb@journal.example"}, Address: "maria@ekby.example"}
			if err := c.Check(); err != nil {
				t.Fatal(err)
			}
			err := MailTest(t.Context(), c, Env{Now: time.Now, Out: &out}, lookup)
			if (err == nil) != (s.fault == "") || err != nil && !strings.Contains(err.Error(), s.fault) {
				t.Errorf("%v", err)
			}
			for _, part := range s.said {
				if !strings.Contains(out.String(), part) {
					t.Errorf("%q is missing in:\n%s", part, &out)
				}
			}
			if s.fault == "" && server.Wait(t, 1)[0].Subject != "Provmejl från Lediga jobb" {
				t.Errorf("the letter is %q", server.Letters()[0].Subject)
			}
		})
	}
}

func TestARunningServerSendsWhatIsOwed(t *testing.T) {
	server := mailtest.New(t)
	c := config.Serve{Addr: "127.0.0.1:0", EndedDays: 180}
	c.Database.Database = "sqlite:" + t.TempDir() + "/board.db"
	c.SMTP, c.MailFrom, c.BaseURL = server.URL(), "jobb@journal.example", "https://journal.example/jobb"
	b, err := Open(t.Context(), c, Env{Log: slog.New(slog.DiscardHandler), Now: time.Now, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	err = b.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Owe(t.Context(), board.Notice{Kind: board.NoticeTest, To: "maria@ekby.example", Language: "en"})
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := server.To(t, "maria@ekby.example"); got.Subject != "Test e-mail from Lediga jobb" || got.From != "jobb@journal.example" {
		t.Errorf("%q from %s", got.Subject, got.From)
	}
}
