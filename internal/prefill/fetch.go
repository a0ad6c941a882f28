package prefill

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Limits of what is fetched.
const (
	maxBody      = 2 << 20  // bytes of an answer, unpacked
	maxHeader    = 64 << 10 // bytes of its header
	maxRedirects = 5
	maxAddress   = 2000 // bytes of an address
)

// timeout is how long one reading may take in all.
func (r Reader) timeout() time.Duration { return cmp.Or(r.Timeout, 10*time.Second) }

// parseAddress reads a web address as people paste it, also without its scheme.
func parseAddress(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") && !strings.HasPrefix(s, "//") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || len(s) > maxAddress {
		return nil, refuse(CodeAddress, "not an address")
	}
	if err := acceptable(u); err != nil {
		return nil, err
	}
	return u, nil
}

// acceptable refuses what is no public web address by its looks. Where the host lies is seen when it is connected to.
func acceptable(u *url.URL) error {
	switch host := u.Hostname(); {
	case u.Scheme != "http" && u.Scheme != "https":
		return refuse(CodeAddress, "neither http nor https")
	case u.User != nil:
		return refuse(CodeAddress, "an address with a user name")
	case !strings.ContainsAny(host, ".:") || strings.ContainsAny(host, " %"):
		return refuse(CodeAddress, "an address without a public host")
	}
	return nil
}

// An answer is what was fetched.
type answer struct {
	at   *url.URL // after redirects
	json bool     // else HTML
	body []byte   // UTF-8
}

// fetch gets a page or a JSON document, decoded.
func (r Reader) fetch(ctx context.Context, at *url.URL) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return answer{}, refuse(CodeAddress, "not an address to ask")
	}
	request.Header.Set("User-Agent", r.Agent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/feed+json,application/json;q=0.9")
	request.Header.Set("Accept-Language", "sv,en;q=0.5")
	response, err := r.client().Do(request)
	if err != nil {
		return answer{}, unreachable(at, err)
	}
	defer response.Body.Close()
	if err := acceptStatus(response.StatusCode); err != nil {
		return answer{}, err
	}
	return read(response)
}

// client asks without proxies, cookies and connections that are kept, and looks at each address that it connects to: a
// name that is looked up again, or a redirect, leads nowhere else.
func (r Reader) client() *http.Client {
	dialer := net.Dialer{Resolver: r.Resolver, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		return r.connectable(address)
	}}
	return &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(next *http.Request, before []*http.Request) error {
			if len(before) > maxRedirects {
				return refuse(CodeUnreachable, "too many redirects")
			}
			return acceptable(next.URL)
		},
	}
}

// connectable refuses a resolved address, as "93.184.215.14:443", that is not public or not the web's.
func (r Reader) connectable(address string) error {
	at, err := netip.ParseAddrPort(address)
	switch {
	case err != nil:
		return refuse(CodeUnreachable, "not an address to connect to")
	case r.Allow != nil && r.Allow(at):
		return nil
	case !public(at.Addr()):
		return refuse(CodeUnreachable, "the address is not public")
	case at.Port() != 80 && at.Port() != 443:
		return refuse(CodeUnreachable, fmt.Sprintf("port %d is not the web's", at.Port()))
	}
	return nil
}

// unreachable is why there was no answer. Whether nobody was there or nobody may look there is the same to people: else
// they could ask for what is behind our walls. The address itself may be a secret one and is not repeated.
func unreachable(at *url.URL, err error) error {
	code := CodeUnreachable
	if refused, ok := errors.AsType[*refusal](err); ok {
		code = refused.code
	}
	if outer, ok := errors.AsType[*url.Error](err); ok {
		err = outer.Err
	}
	return &refusal{code, fmt.Errorf("asking %s: %w", at.Hostname(), err)}
}

func acceptStatus(status int) error {
	reason := fmt.Sprintf("the answer is %d", status)
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return refuse(CodeGone, reason)
	case status >= 500 || status == http.StatusTooManyRequests:
		return refuse(CodeUnreachable, reason)
	case status != http.StatusOK:
		return refuse(CodeNone, reason)
	}
	return nil
}

// read takes the body when it is a page or JSON and not too large, whatever its length was said to be.
func read(response *http.Response) (answer, error) {
	stated := response.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(stated)
	isJSON := kind == "application/json" || strings.HasSuffix(kind, "+json")
	switch {
	case !isJSON && kind != "text/html" && kind != "application/xhtml+xml":
		return answer{}, refuse(CodeNone, "neither a page nor JSON")
	case response.Header.Get("Content-Encoding") != "": // gzip, which was asked for, is no longer there
		return answer{}, refuse(CodeNone, "packed in a way that was not asked for")
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	switch {
	case err != nil:
		return answer{}, unreachable(response.Request.URL, err)
	case len(body) > maxBody:
		return answer{}, refuse(CodeNone, "more than can be an ad")
	}
	if !isJSON {
		body = decode(body, stated)
	}
	return answer{response.Request.URL, isJSON, body}, nil
}

// decode is a page in UTF-8, from the encoding that its header, its first bytes or its meta elements name. What can be read
// as UTF-8 is that, whatever they name.
func decode(body []byte, contentType string) []byte {
	if utf8.Valid(body) {
		return body
	}
	encoding, _, _ := charset.DetermineEncoding(body, contentType)
	decoded, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return decoded
}
