package config

import (
	"errors"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// Mail says how letters leave.
type Mail struct {
	SMTP        string `name:"smtp" help:"The mail server that letters leave through: smtp://user:password@host:587 (encrypted by STARTTLS, unless the host is this machine) or smtps://user:password@host:465. Without one, letters are kept and shown at the desk."`
	MailFrom    string `help:"The address that letters are sent from. (default: jobb@ and the host of --base-url)"`
	MailReplyTo string `help:"A mailbox that a person reads, for replies. (default: the contact address of the settings, else --mail-from)"`
}

// A MailServer is what --smtp says.
type MailServer struct {
	Host, Port     string
	User, Password string
	Security       string // "starttls", "tls" from the first byte, or "open": within this machine
}

// errSMTP never repeats what was given: there is a password in it.
var errSMTP = errors.New("--smtp is no mail server: write smtp://user:password@host:587, or smtps:// for one that is encrypted from the first byte, with special characters in the password percent-encoded")

// Server reads --smtp; nil: there is none.
func (m *Mail) Server() (*MailServer, error) {
	if m.SMTP == "" {
		return nil, nil
	}
	u, err := url.Parse(m.SMTP)
	if err != nil || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errSMTP
	}
	s := &MailServer{Host: u.Hostname(), Port: u.Port(), User: u.User.Username()}
	s.Password, _ = u.User.Password()
	switch {
	case u.Scheme == "smtps":
		s.Security = "tls"
	case u.Scheme != "smtp":
		return nil, errSMTP
	case loopback(s.Host):
		s.Security = "open"
	default:
		s.Security = "starttls"
	}
	if s.Port == "" {
		s.Port = map[string]string{"smtp": "587", "smtps": "465"}[u.Scheme]
	}
	if n, err := strconv.Atoi(s.Port); err != nil || n < 1 || n > 65535 || (s.User == "") != (s.Password == "") {
		return nil, errSMTP
	}
	return s, nil
}

// loopback says whether a host is this machine.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// From is the address that letters are sent from: the one that was given, else one at the host of the service's public
// address.
func (m *Mail) From(publicURL string) string {
	if m.MailFrom != "" {
		return m.MailFrom
	}
	u, _ := url.Parse(publicURL) // Check has read it
	if u == nil || net.ParseIP(u.Hostname()) != nil {
		return "jobb@localhost"
	}
	return "jobb@" + u.Hostname()
}

// checkMail is nil, or every fault of the settings for letters.
func (m *Mail) checkMail(publicURL string) error {
	_, serverErr := m.Server()
	var fromErr, replyErr error
	_, domain, _ := strings.Cut(m.From(publicURL), "@")
	switch {
	case m.MailFrom != "" && !isAddress(m.MailFrom):
		fromErr = errors.New("--mail-from is no mail address: write one, for example jobb@journal.example")
	case m.SMTP != "" && !strings.Contains(domain, "."):
		fromErr = errors.New("--mail-from is missing: letters are sent from an address at your domain, for example jobb@journal.example")
	}
	if m.MailReplyTo != "" && !isAddress(m.MailReplyTo) {
		replyErr = errors.New("--mail-reply-to is no mail address: write one that a person reads, for example redaktion@journal.example")
	}
	return errors.Join(serverErr, fromErr, replyErr)
}

// isAddress takes a bare address, without a name.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == ""
}

// MailTest is what the try-out of the mail server is told.
type MailTest struct {
	Mail
	BaseURL string `name:"base-url" help:"The public address of the service, for the default of --mail-from."`
	Address string `arg:"" help:"The mailbox to send a letter to."`
}

// Check is nil, or every fault of the settings in one error.
func (c *MailTest) Check() error {
	var smtp, address error
	if c.SMTP == "" {
		smtp = errors.New("--smtp is missing: write smtp://user:password@host:587")
	}
	if !isAddress(c.Address) {
		address = errors.New("the mailbox to send to is no mail address: write one, for example maria@ekby.example")
	}
	return errors.Join(smtp, c.checkMail(c.BaseURL), address)
}
