package mail

import (
	"context"
	"errors"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/mail/mailtest"
)

// way is the way to a test's server.
func way(s *mailtest.Server) *Server {
	return &Server{Host: s.Host, Port: s.Port, Security: Open, Roots: s.Roots, Name: "journal.example"}
}

func letter(to string) *Letter {
	return &Letter{
		ID: "1.a@journal.example", From: netmail.Address{Name: "Lediga jobb", Address: "jobb@journal.example"},
		ReplyTo: "redaktion@journal.example", To: to, Date: morning, Language: "sv", Subject: "Publicerad: Inköpare på Öland",
		Text: "Hej\n.\nÅäö\n", HTML: "<p>Hej</p>",
	}
}

// send sends a letter over a connection of its own.
func send(t *testing.T, s *Server, l *Letter) error {
	t.Helper()
	c, err := s.Connect(t.Context())
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Send(t.Context(), l)
}

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	s := mailtest.New(t)
	if err := send(t, way(s), letter("maria@ekby.example")); err != nil {
		t.Fatal(err)
	}
	got := s.Wait(t, 1)[0]
	for what, is := range map[string][2]string{
		"sender":       {got.From, "jobb@journal.example"},
		"reader":       {got.To, "maria@ekby.example"},
		"subject":      {got.Subject, "Publicerad: Inköpare på Öland"},
		"text":         {got.Text, "Hej\n.\nÅäö\n"},
		"HTML":         {got.HTML, "<p>Hej</p>"},
		"From":         {got.Header.Get("From"), `"Lediga jobb" <jobb@journal.example>`},
		"Reply-To":     {got.Header.Get("Reply-To"), "<redaktion@journal.example>"},
		"Message-ID":   {got.Header.Get("Message-Id"), "<1.a@journal.example>"},
		"Date":         {got.Header.Get("Date"), "Sun, 22 Nov 2026 08:00:00 +0000"},
		"holidays":     {got.Header.Get("Auto-Submitted"), "auto-generated"},
		"language":     {got.Header.Get("Content-Language"), "sv"},
		"MIME-Version": {got.Header.Get("Mime-Version"), "1.0"},
	} {
		if is[0] != is[1] {
			t.Errorf("%s: %q, not %q", what, is[0], is[1])
		}
	}
	if kind := got.Header.Get("Content-Type"); !strings.HasPrefix(kind, "multipart/alternative") {
		t.Errorf("it is %s", kind)
	}
}

func TestALetterIsEncryptedOrNotSent(t *testing.T) {
	for _, s := range []struct {
		name     string
		options  mailtest.Options
		security Security
		distrust bool
		fault    string // part of the error
	}{
		{"STARTTLS", mailtest.Options{StartTLS: true}, StartTLS, false, ""},
		{"STARTTLS and a password", mailtest.Options{StartTLS: true, User: "jobb", Password: "hemligt"}, StartTLS, false, ""},
		{"TLS from the first byte", mailtest.Options{TLS: true, User: "jobb", Password: "hemligt"}, ImplicitTLS, false, ""},
		{"no encryption", mailtest.Options{}, StartTLS, false, "STARTTLS"},
		{"a certificate of nobody's", mailtest.Options{StartTLS: true}, StartTLS, true, "certificate"},
		{"the same, from the first byte", mailtest.Options{TLS: true}, ImplicitTLS, true, "certificate"},
		{"within this machine", mailtest.Options{User: "jobb", Password: "hemligt"}, Open, false, ""},
		{"another password", mailtest.Options{User: "jobb", Password: "another"}, Open, false, "535"},
		{"no password", mailtest.Options{}, Open, false, "nobody sign in"},
	} {
		t.Run(s.name, func(t *testing.T) {
			server := mailtest.Start(t, s.options)
			to := way(server)
			to.Security = s.security
			if s.distrust {
				to.Roots = nil
			}
			if s.options.User != "" || strings.Contains(s.fault, "sign in") {
				to.User, to.Password = "jobb", "hemligt"
			}
			err := send(t, to, letter("maria@ekby.example"))
			if s.fault == "" {
				if err != nil {
					t.Fatal(err)
				}
				if got := server.Wait(t, 1)[0]; got.Encrypted != (s.security != Open) {
					t.Errorf("encrypted: %v", got.Encrypted)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), s.fault) || strings.Contains(err.Error(), "hemligt") {
				t.Errorf("%v", err)
			}
			if n := len(server.Letters()); n != 0 {
				t.Errorf("%d letters were sent", n)
			}
		})
	}
}

func TestARefusalIsOfTheLetterOrOfTheDay(t *testing.T) {
	at := func(step string, code int) func(string, string) error {
		return func(s, argument string) error {
			if s == step {
				return mailtest.Refuse(code, "maria@ekby.example is not wanted")
			}
			return nil
		}
	}
	for _, s := range []struct {
		name   string
		answer func(step, argument string) error
		final  bool
		broken bool
	}{
		{"no such reader", at("rcpt", 550), true, false},
		{"reader busy", at("rcpt", 451), false, false},
		{"letter not liked", at("data", 554), true, false},
		{"letter not now", at("data", 452), false, false},
		{"sender not known", at("mail", 550), false, false},
		{"server leaves", at("rcpt", 421), false, true},
		{"hangs up before", func(step, _ string) error { return map[string]error{"data": mailtest.ErrHangUp}[step] }, false, true},
		{"hangs up after", func(step, _ string) error { return map[string]error{"kept": mailtest.ErrHangUp}[step] }, false, true},
	} {
		t.Run(s.name, func(t *testing.T) {
			refused := false
			server := mailtest.Start(t, mailtest.Options{Answer: func(step, argument string) error {
				if refused {
					return nil
				}
				err := s.answer(step, argument)
				refused = err != nil
				return err
			}})
			c, err := way(server).Connect(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			err = c.Send(t.Context(), letter("maria@ekby.example"))
			if err == nil || errors.Is(err, ErrUndeliverable) != s.final || c.Broken() != s.broken {
				t.Errorf("final %v, broken %v: %v", errors.Is(err, ErrUndeliverable), c.Broken(), err)
			}
			if err != nil && strings.Contains(err.Error(), "@") {
				t.Errorf("an address is told: %v", err)
			}
			if s.broken {
				return
			}
			if err := c.Send(t.Context(), letter("eva@ekby.example")); err != nil {
				t.Errorf("the next letter: %v", err)
			}
			if got := server.Wait(t, 1); got[0].To != "eva@ekby.example" {
				t.Errorf("arrived: %v", got[0].To)
			}
		})
	}
}

func TestAServerThatHangsIsNotWaitedForWithoutEnd(t *testing.T) {
	for _, step := range []string{"connect", "rcpt", "kept"} {
		t.Run(step, func(t *testing.T) {
			over := make(chan struct{})
			server := mailtest.Start(t, mailtest.Options{Answer: func(at, _ string) error {
				if at == step {
					<-over
				}
				return nil
			}})
			t.Cleanup(func() { close(over) }) // before the server ends
			to := way(server)
			to.Patience = 50 * time.Millisecond
			if err := send(t, to, letter("maria@ekby.example")); err == nil || !strings.Contains(err.Error(), "in time") {
				t.Error(err)
			}
		})
	}
}

func TestSendingEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan struct{})
	server := mailtest.Start(t, mailtest.Options{Answer: func(at, _ string) error {
		if at == "rcpt" {
			cancel()
			<-over
		}
		return nil
	}})
	t.Cleanup(func() { close(over) })
	c, err := way(server).Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Send(ctx, letter("maria@ekby.example")); !errors.Is(err, context.Canceled) || !c.Broken() {
		t.Error(err)
	}
}

func TestNobodyListens(t *testing.T) {
	_, err := (&Server{Host: "127.0.0.1", Port: "1", Security: Open}).Connect(t.Context())
	if err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Error(err)
	}
}

func TestTheConversationIsToldWithoutPasswords(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{StartTLS: true, User: "jobb", Password: "hemligt"})
	var said strings.Builder
	to := way(server)
	to.Security, to.User, to.Password = StartTLS, "jobb", "hemligt"
	to.Tell = func(s string) { said.WriteString(s + "\n") }
	if err := send(t, to, letter("maria@ekby.example")); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"connected to 127.0.0.1", "we: EHLO journal.example", "we: STARTTLS", "encrypted with TLS 1.3", "server: 235", "we: RCPT TO:<maria@ekby.example>", "server: 354", "server: 250 2.0.0"} {
		if !strings.Contains(said.String(), part) {
			t.Errorf("%q is missing in:\n%s", part, said.String())
		}
	}
	if strings.Contains(said.String(), "hemligt") || strings.Contains(said.String(), "AGpvYmI") {
		t.Errorf("the password is told:\n%s", said.String())
	}
}
