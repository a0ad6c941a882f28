// Package fetch asks for web addresses that strangers give, with every suspicion.
//
// What a name resolves to is looked at when it is connected to, so that neither a redirect nor a name server that changes
// its mind leads anywhere but to the public web; time, size and redirects are bounded; nothing of ours is sent along.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// A Client asks for addresses. It keeps nothing between two of them and may be used by many at once.
type Client struct {
	Agent string // who asks, for the User-Agent: "Lediga jobb (https://jobb.example.se)"

	Timeout  time.Duration             // for all that one address takes; 0: ten seconds
	Resolver *net.Resolver             // finds the hosts; nil: the system's
	Allow    func(netip.AddrPort) bool // lets through what is not public, for tests; nil: nothing
}

// Why there is nothing to be had at an address. An error that wraps one of them gives the reason for logs, which names hosts
// and never whole addresses: those may be secret.
var (
	ErrAddress     = errors.New("no web address")           // it is no whole http or https address of a public host
	ErrUnreachable = errors.New("unreachable")              // nobody answers, or not in time, or not where the public may look
	ErrGone        = errors.New("gone")                     // what stood there no longer does (404, 410)
	ErrUnreadable  = errors.New("answered with no content") // somebody answers, but with nothing that can be read
)

// Limits of what is asked.
const (
	MaxAddress   = 2000     // bytes of an address
	maxHeader    = 64 << 10 // bytes of an answer's header
	maxRedirects = 5
)

// Limit ends a context when the client's time for one address is over.
func (c Client) Limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, cmp.Or(c.Timeout, 10*time.Second))
}

// Parse reads a web address as people paste it, also without its scheme. The error is ErrAddress.
func Parse(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") && !strings.HasPrefix(s, "//") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || len(s) > MaxAddress {
		return nil, ErrAddress
	}
	return u, Acceptable(u)
}

// Acceptable is ErrAddress for what is no public web address by its looks, else nil. Where the host lies is seen when it is
// connected to.
func Acceptable(u *url.URL) error {
	switch host := u.Hostname(); {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: neither http nor https", ErrAddress)
	case u.User != nil:
		return fmt.Errorf("%w: it has a user name", ErrAddress)
	case !strings.ContainsAny(host, ".:") || strings.ContainsAny(host, " %"):
		return fmt.Errorf("%w: no public host", ErrAddress)
	}
	return nil
}

// Reach is nil when somebody answers at an address, as people find who follow it, whatever the answer is: a site that turns
// programs away is there. It is ErrGone or ErrUnreachable when nobody gets anywhere by the address, ErrAddress when it is
// none.
func (c Client) Reach(ctx context.Context, address string) error {
	ctx, cancel := c.Limit(ctx)
	defer cancel()
	at, err := Parse(address)
	if err != nil {
		return err
	}
	response, err := c.ask(ctx, http.MethodGet, at, "*/*")
	if err != nil {
		return err
	}
	response.Body.Close() // an error would be of a body that nobody wants
	switch err := acceptStatus(response.StatusCode); {
	case errors.Is(err, ErrGone):
		return err
	case response.StatusCode >= http.StatusInternalServerError:
		return err
	}
	return nil
}

// ask sends one request, and those to which it is redirected.
func (c Client) ask(ctx context.Context, method string, at *url.URL, accept string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, at.String(), nil)
	if err != nil {
		return nil, ErrAddress
	}
	request.Header.Set("User-Agent", c.Agent)
	request.Header.Set("Accept", accept)
	request.Header.Set("Accept-Language", "sv,en;q=0.5")
	response, err := c.web().Do(request)
	if err != nil {
		return nil, unreachable(at, err)
	}
	return response, nil
}

// web asks without proxies, cookies and connections that are kept, and looks at each address that it connects to: a name
// that is looked up again, or a redirect, leads nowhere else.
func (c Client) web() *http.Client {
	dialer := net.Dialer{Resolver: c.Resolver, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		return c.connectable(address)
	}}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(next *http.Request, before []*http.Request) error {
			if len(before) > maxRedirects {
				return fmt.Errorf("%w: too many redirects", ErrUnreachable)
			}
			next.Header.Del("Referer") // the next host need not know what was pasted
			return Acceptable(next.URL)
		},
	}
}

// connectable refuses a resolved address, as "93.184.215.14:443", that is not public or not the web's.
func (c Client) connectable(address string) error {
	at, err := netip.ParseAddrPort(address)
	switch {
	case err != nil:
		return fmt.Errorf("%w: not an address to connect to", ErrUnreachable)
	case c.Allow != nil && c.Allow(at):
		return nil
	case !public(at.Addr()):
		return fmt.Errorf("%w: the address is not public", ErrUnreachable)
	case at.Port() != 80 && at.Port() != 443:
		return fmt.Errorf("%w: port %d is not the web's", ErrUnreachable, at.Port())
	}
	return nil
}

// unreachable is why there was no answer. Whether nobody was there or nobody may look there is the same to people: else
// they could ask for what is behind our walls. The address itself may be a secret one and is not repeated.
func unreachable(at *url.URL, err error) error {
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	if errors.Is(err, ErrAddress) || errors.Is(err, ErrUnreachable) {
		return fmt.Errorf("asking %s: %w", at.Hostname(), err)
	}
	return fmt.Errorf("asking %s: %w: %w", at.Hostname(), ErrUnreachable, err)
}

func acceptStatus(status int) error {
	var kind error
	switch {
	case status == http.StatusOK:
		return nil
	case status == http.StatusNotFound || status == http.StatusGone:
		kind = ErrGone
	case status >= 500 || status == http.StatusTooManyRequests:
		kind = ErrUnreachable
	default:
		kind = ErrUnreadable
	}
	return fmt.Errorf("%w: the answer is %d", kind, status)
}
