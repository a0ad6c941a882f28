// Package mailtest lends tests a real mail server within the process. It keeps the letters that it is sent, and can be
// told to refuse them, to hang, and to hang up.
package mailtest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// A Server is a mail server. Start one with New or Start.
type Server struct {
	Host, Port string
	Roots      *x509.CertPool // whom to trust so as to trust it; nil without TLS

	options Options
	mu      sync.Mutex
	letters []Letter
	arrived chan struct{} // closed, and made anew, when a letter arrives
}

// Options say what a server is like.
type Options struct {
	StartTLS, TLS  bool   // offers encryption; is encrypted from the first byte
	User, Password string // asks for them, where there is a user
	// Answer decides what is answered at a step: "connect", "mail", "rcpt", "data" (a letter has been read, but is not
	// kept yet), "kept" (it is, and the client has not been told). The argument is the address at mail and rcpt. A
	// *smtp.SMTPError is what the client is told; ErrHangUp ends the connection. It may wait: that is a server that hangs.
	Answer func(step, argument string) error
}

// ErrHangUp ends the connection without an answer.
var ErrHangUp = errors.New("hang up")

// Refuse is an answer with a code, such as 550.
func Refuse(code int, message string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: message}
}

// New is a server that takes every letter, for as long as the test runs.
func New(t testing.TB) *Server { return Start(t, Options{}) }

// Start starts a server for as long as the test runs.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{options: o, arrived: make(chan struct{})}
	s.Host, s.Port, _ = net.SplitHostPort(l.Addr().String())
	server := smtp.NewServer(smtp.BackendFunc(s.session))
	server.Domain, server.AllowInsecureAuth, server.ErrorLog = "mail.example", true, quiet{}
	if o.StartTLS || o.TLS {
		var config *tls.Config
		config, s.Roots = certificate(t)
		if o.TLS {
			l = tls.NewListener(l, config)
		} else {
			server.TLSConfig = config
		}
	}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(l) })
	t.Cleanup(func() {
		server.Close()
		serving.Wait()
	})
	return s
}

// URL is the server as --smtp names it, without user.
func (s *Server) URL() string { return "smtp://" + net.JoinHostPort(s.Host, s.Port) }

// Letters is the letters that have arrived.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Wait waits until n letters have arrived, and returns all that have.
func (s *Server) Wait(t testing.TB, n int) []Letter {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		s.mu.Lock()
		letters, arrived := append([]Letter(nil), s.letters...), s.arrived
		s.mu.Unlock()
		if len(letters) >= n {
			return letters
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			t.Fatalf("%d letters have arrived, not %d", len(letters), n)
		}
	}
}

// To waits for a letter to an address, and returns the latest.
func (s *Server) To(t testing.TB, address string) Letter {
	t.Helper()
	for n := 1; ; n++ {
		letters := s.Wait(t, n)
		n = len(letters)
		for i := n - 1; i >= 0; i-- {
			if letters[i].To == address {
				return letters[i]
			}
		}
	}
}

func (s *Server) keep(l Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, l)
	close(s.arrived)
	s.arrived = make(chan struct{})
}

// answer asks the test what to answer.
func (s *Server) answer(c *smtp.Conn, step, argument string) error {
	if s.options.Answer == nil {
		return nil
	}
	err := s.options.Answer(step, argument)
	if errors.Is(err, ErrHangUp) {
		c.Conn().Close()
	}
	return err
}

func (s *Server) session(c *smtp.Conn) (smtp.Session, error) {
	if err := s.answer(c, "connect", ""); err != nil {
		return nil, err
	}
	plain := &session{server: s, conn: c}
	if s.options.User != "" {
		return &guarded{session: plain}, nil
	}
	return plain, nil
}

// session is one client.
type session struct {
	server   *Server
	conn     *smtp.Conn
	from, to string
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return s.server.answer(s.conn, "mail", from)
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.server.answer(s.conn, "rcpt", to)
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.server.answer(s.conn, "data", ""); err != nil {
		return err
	}
	letter, err := Read(raw)
	if err != nil {
		return Refuse(554, "the letter cannot be read: "+err.Error())
	}
	letter.From, letter.To = s.from, s.to
	_, letter.Encrypted = s.conn.TLSConnectionState()
	s.server.keep(letter)
	return s.server.answer(s.conn, "kept", "")
}

// guarded is one client that has to sign in.
type guarded struct {
	*session
	known bool
}

func (g *guarded) AuthMechanisms() []string { return []string{sasl.Plain} }

func (g *guarded) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		o := g.server.options
		if g.known = user == o.User && password == o.Password; !g.known {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (g *guarded) Mail(from string, options *smtp.MailOptions) error {
	if !g.known {
		return Refuse(530, "sign in first")
	}
	return g.session.Mail(from, options)
}

// certificate is a fresh certificate for this machine, and whom to trust so as to trust it.
func certificate(t testing.TB) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

// quiet logs nothing: tests break connections on purpose.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}
