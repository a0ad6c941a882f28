package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strings"
	"time"

	"github.com/wneessen/go-mail/log"
	"github.com/wneessen/go-mail/smtp"
)

// Security is how the way to a mail server is kept from others.
type Security string

// The ways. What cannot be kept so is not sent.
const (
	StartTLS    Security = "starttls" // begins in the open and is encrypted before anything is told (RFC 3207)
	ImplicitTLS Security = "tls"      // encrypted from the first byte (RFC 8314)
	Open        Security = "open"     // within this machine
)

// A Server is a mail server that takes letters on.
type Server struct {
	Host     string
	Port     string
	User     string // empty: it asks nobody who they are
	Password string
	Security Security
	Roots    *x509.CertPool // who may vouch for it; nil: whom this machine trusts
	Name     string         // what we call ourselves: a domain
	Patience time.Duration  // for the whole of a greeting, and for each letter; 0: a minute
	Tell     func(string)   // is told each line that is said, without passwords; may be nil
}

// ErrUndeliverable says that a letter will not be taken on, however often it is tried.
var ErrUndeliverable = errors.New("undeliverable")

// undeliverable makes an error one. Its words stay as they are: where they are shown, the state says the rest.
type undeliverable struct{ error }

// Is says that it is ErrUndeliverable.
func (undeliverable) Is(target error) bool { return target == ErrUndeliverable }

// Unwrap is the error itself.
func (u undeliverable) Unwrap() error { return u.error }

// A Connection is the way to a mail server, open for any number of letters, one after the other.
type Connection struct {
	server *Server
	conn   net.Conn
	client *smtp.Client
	broken bool
}

// Connect opens a connection: greeted, encrypted and signed in. Its errors tell neither password nor address.
func (s *Server) Connect(ctx context.Context) (*Connection, error) {
	ctx, cancel := context.WithTimeout(ctx, s.patience())
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return nil, fmt.Errorf("the mail server cannot be reached: %w", err)
	}
	c := &Connection{server: s, conn: conn}
	done := c.until(ctx)
	err = c.begin()
	if done(); err != nil {
		conn.Close()
		return nil, fmt.Errorf("the mail server at %s: %w", net.JoinHostPort(s.Host, s.Port), told(ctx, err))
	}
	return c, nil
}

func (s *Server) patience() time.Duration {
	if s.Patience > 0 {
		return s.Patience
	}
	return time.Minute
}

// until makes the connection's reads and writes fail when the context ends, until done is called.
func (c *Connection) until(ctx context.Context) (done func() bool) {
	long := time.Unix(1, 0)
	return context.AfterFunc(ctx, func() { c.conn.SetDeadline(long) })
}

// begin greets, encrypts and signs in.
func (c *Connection) begin() (err error) {
	s, conn := c.server, c.conn
	if s.Security == ImplicitTLS {
		conn = tls.Client(conn, s.tls())
	}
	if c.client, err = smtp.NewClient(conn, s.Host); err != nil {
		return fmt.Errorf("greeting: %w", err)
	}
	if s.Tell != nil {
		s.Tell("connected to " + c.conn.RemoteAddr().String())
		c.client.SetLogger(teller(s.Tell))
		c.client.SetDebugLog(true)
	}
	c.client.SkipSMTPUTF8(true) // nothing of ours needs it, and not every server that the letter will pass has it
	if err := c.client.Hello(s.Name); err != nil {
		return fmt.Errorf("greeting: %w", err)
	}
	if s.Security == StartTLS {
		if err := c.startTLS(); err != nil {
			return err
		}
	}
	c.tellEncryption()
	if s.User != "" {
		return c.signIn()
	}
	return nil
}

func (s *Server) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

func (c *Connection) startTLS() error {
	if ok, _ := c.client.Extension("STARTTLS"); !ok {
		return errors.New("it offers no encryption (STARTTLS), without which nothing is sent")
	}
	if err := c.client.StartTLS(c.server.tls()); err != nil {
		return fmt.Errorf("encryption: %w", err)
	}
	return nil
}

func (c *Connection) tellEncryption() {
	if state, ok := c.client.TLSConnectionState(); ok && c.server.Tell != nil {
		c.server.Tell("encrypted with " + tls.VersionName(state.Version) + ", " + tls.CipherSuiteName(state.CipherSuite))
	}
}

// signIn uses the best way that both know. The password is told to an encrypted server, or one within this machine.
func (c *Connection) signIn() error {
	s := c.server
	_, offered := c.client.Extension("AUTH")
	ways := map[string]smtp.Auth{
		"SCRAM-SHA-256": smtp.ScramSHA256Auth(s.User, s.Password),
		"PLAIN":         smtp.PlainAuth("", s.User, s.Password, s.Host, true),
		"LOGIN":         smtp.LoginAuth(s.User, s.Password, s.Host, true),
	}
	for _, name := range []string{"SCRAM-SHA-256", "PLAIN", "LOGIN"} {
		if !offers(offered, name) {
			continue
		}
		if err := c.client.Auth(ways[name]); err != nil {
			return fmt.Errorf("signing in: %w", err)
		}
		return nil
	}
	return fmt.Errorf("it lets nobody sign in with a password (it offers %q)", offered)
}

func offers(offered, name string) bool {
	for word := range strings.FieldsSeq(strings.ToUpper(offered)) {
		if word == name {
			return true
		}
	}
	return false
}

// Send hands over a letter: when it returns nil, the server has taken it on. An error is of the letter alone as long as
// the connection is not Broken; ErrUndeliverable says that it will be the same next time. No error tells an address.
func (c *Connection) Send(ctx context.Context, l *Letter) error {
	raw, err := l.Bytes()
	if err != nil {
		return undeliverable{err}
	}
	ctx, cancel := context.WithTimeout(ctx, c.server.patience())
	defer cancel()
	defer c.until(ctx)()
	step, err := c.hand(l, raw)
	if err == nil {
		return nil
	}
	err = told(ctx, err)
	var answer *refusal
	if !errors.As(err, &answer) || answer.code == 421 { // RFC 5321, 3.8: the server leaves
		c.broken = true
		return fmt.Errorf("%s: %w", step, err)
	}
	if c.client.Reset() != nil {
		c.broken = true
	}
	if answer.code >= 500 && step != stepFrom {
		return undeliverable{fmt.Errorf("%s: %w", step, err)}
	}
	return fmt.Errorf("%s: %w", step, err)
}

// The steps of handing over, as errors name them. A refusal of the sender is the settings' fault, not the letter's.
const (
	stepFrom    = "MAIL FROM"
	stepTo      = "RCPT TO"
	stepContent = "DATA"
)

// hand goes through the steps (RFC 5321, 3.3), and says in which one it failed.
func (c *Connection) hand(l *Letter, raw []byte) (step string, err error) {
	bracketed := func(address string) string { return (&netmail.Address{Address: address}).String() }
	if err := c.client.Mail(bracketed(l.From.Address)); err != nil {
		return stepFrom, err
	}
	if err := c.client.Rcpt(bracketed(l.To)); err != nil {
		return stepTo, err
	}
	w, err := c.client.Data()
	if err != nil {
		return stepContent, err
	}
	if _, err := w.Write(raw); err != nil {
		return stepContent, err
	}
	if err := w.Close(); err != nil {
		return stepContent, err
	}
	if closer, ok := w.(*smtp.DataCloser); ok && c.server.Tell != nil {
		c.server.Tell("server: 250 " + closer.ServerResponse())
	}
	return "", nil
}

// Broken says whether the connection can't take another letter.
func (c *Connection) Broken() bool { return c.broken }

// farewell is how long a goodbye may take.
const farewell = 5 * time.Second

// Close says goodbye and ends the connection.
func (c *Connection) Close() {
	if !c.broken {
		ctx, cancel := context.WithTimeout(context.Background(), min(farewell, c.server.patience()))
		defer cancel()
		defer c.until(ctx)()
		_ = c.client.Quit()
	}
	c.conn.Close()
}

// refusal is what a server answered instead of what was asked of it.
type refusal struct {
	code int
	text string
}

// Error is the answer, without addresses.
func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.code, r.text) }

// told is what a person is told of an error: the server's own words without addresses, and the time that was too long.
func told(ctx context.Context, err error) error {
	var answer *textproto.Error
	switch {
	case errors.As(err, &answer):
		before, _, _ := strings.Cut(err.Error(), answer.Error())
		return fmt.Errorf("%s%w", before, &refusal{answer.Code, Plain(answer.Msg)})
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return errors.New("it did not answer in time")
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, io.EOF):
		return errors.New("the connection was lost")
	}
	return err
}

// teller tells what go-mail logs.
type teller func(string)

// Debugf tells one line of the conversation.
func (t teller) Debugf(l log.Log) {
	who := "server"
	if l.Direction == log.DirClientToServer {
		who = "we"
	}
	t(who + ": " + fmt.Sprintf(l.Format, l.Messages...))
}

// Infof tells nothing: the conversation is logged by Debugf.
func (teller) Infof(log.Log) {}

// Warnf tells nothing.
func (teller) Warnf(log.Log) {}

// Errorf tells nothing.
func (teller) Errorf(log.Log) {}
