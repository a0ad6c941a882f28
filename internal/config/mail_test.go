package config

import (
	"strings"
	"testing"
)

func TestMailServers(t *testing.T) {
	for given, want := range map[string]MailServer{
		"smtp://jobb:hem%40ligt@mail.example:587": {"mail.example", "587", "jobb", "hem@ligt", "starttls"},
		"smtp://mail.example":                     {"mail.example", "587", "", "", "starttls"},
		"smtps://a%40b.example:x@mail.example/":   {"mail.example", "465", "a@b.example", "x", "tls"},
		"smtp://localhost:25":                     {"localhost", "25", "", "", "open"},
		"smtp://[::1]:2525":                       {"::1", "2525", "", "", "open"},
		"smtps://127.0.0.1:465":                   {"127.0.0.1", "465", "", "", "tls"},
	} {
		m := Mail{SMTP: given}
		got, err := m.Server()
		if err != nil || *got != want {
			t.Errorf("%s: %v, %v", given, got, err)
		}
	}
	if s, err := new(Mail).Server(); s != nil || err != nil {
		t.Errorf("none: %v, %v", s, err)
	}
	for _, given := range []string{
		"mail.example:587", "mail.example", "http://jobb:hemligt@mail.example", "smtp://jobb:hemligt@", "smtp://jobb:hemligt@mail.example:x",
		"smtp://jobb:hemligt@mail.example:99999", "smtp://jobb:hem/ligt@mail.example", "smtp://jobb@mail.example", "smtp://jobb:hemligt@mail.example/in",
		"smtp://jobb:hemligt@mail.example?tls=no", "smtp://jobb:hemligt%@mail.example",
	} {
		m := Mail{SMTP: given}
		if s, err := m.Server(); s != nil || err == nil || strings.Contains(err.Error(), "ligt") {
			t.Errorf("%s: %v, %v", given, s, err)
		}
	}
}

func TestWhoALetterIsFrom(t *testing.T) {
	for _, s := range []struct{ from, public, want string }{
		{"lediga@journal.example", "https://jobb.journal.example", "lediga@journal.example"},
		{"", "https://jobb.journal.example:8443/jobb", "jobb@jobb.journal.example"},
		{"", "http://127.0.0.1:8080", "jobb@localhost"},
	} {
		m := Mail{MailFrom: s.from}
		if got := m.From(s.public); got != s.want {
			t.Errorf("%v: %s", s, got)
		}
	}
}

func TestFaultsOfTheSettingsForLetters(t *testing.T) {
	const journal, smtp = "https://jobb.journal.example", "smtp://mail.example"
	for _, s := range []struct {
		name, public string
		mail         Mail
		faults       []string // flags that the error names; none: it is right
	}{
		{"nothing", "http://127.0.0.1:8080", Mail{}, nil},
		{"a server", journal, Mail{SMTP: smtp}, nil},
		{"a server, and nobody to send from", "http://127.0.0.1:8080", Mail{SMTP: smtp}, []string{"--mail-from"}},
		{"all wrong", journal, Mail{"mail.example", "jobb", "Redaktionen <r@journal.example>"}, []string{"--smtp", "--mail-from", "--mail-reply-to"}},
		{"two addresses", journal, Mail{MailFrom: "a@b.example, c@d.example"}, []string{"--mail-from"}},
		{"another header", journal, Mail{MailReplyTo: "a@b.example\r\nBcc: c@d.example"}, []string{"--mail-reply-to"}},
	} {
		err := s.mail.checkMail(s.public)
		if (err == nil) != (s.faults == nil) {
			t.Errorf("%s: %v", s.name, err)
		}
		for _, flag := range s.faults {
			if err != nil && !strings.Contains(err.Error(), flag+" ") {
				t.Errorf("%s: %s is not named: %v", s.name, flag, err)
			}
		}
	}
}
