// Package link makes every address that the service hands out, base path included.
//
// The public address of the service may hold a path (https://site.example/jobb) that no proxy strips: all routes lie
// under it. Nothing else in the program puts an address together.
package link

import (
	"fmt"
	"net/url"
	"strings"

	"ledigajobb/internal/board"
)

// Links makes addresses under a base. Make one with New.
type Links struct {
	origin string // "https://site.example"
	base   string // "/jobb", or empty
}

// New reads the public address of the service: http or https, a host, maybe a path, nothing else.
func New(baseURL string) (Links, error) {
	u, err := url.Parse(baseURL)
	switch {
	case err != nil:
		return Links{}, fmt.Errorf("base address %q is no address", baseURL)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return Links{}, fmt.Errorf("base address %q must begin with http:// or https:// and name a host", baseURL)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return Links{}, fmt.Errorf("base address %q may hold a path, but no user, question mark or hash", u.Redacted())
	}
	return Links{origin: u.Scheme + "://" + u.Host, base: strings.TrimRight(u.EscapedPath(), "/")}, nil
}

// BasePath is the path that all routes lie under: "/jobb", or nothing.
func (l Links) BasePath() string { return l.base }

// Secure says whether the service is reached over https.
func (l Links) Secure() bool { return strings.HasPrefix(l.origin, "https:") }

// Origin is the scheme and host of the service: "https://site.example".
func (l Links) Origin() string { return l.origin }

// Host is the host of the service, with its port if it has one: "site.example".
func (l Links) Host() string {
	_, host, _ := strings.Cut(l.origin, "://")
	return host
}

// Path is the address of a route inside the site: the base path and the elements, each escaped.
func (l Links) Path(elements ...string) string {
	var b strings.Builder
	b.WriteString(l.base)
	for _, e := range elements {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(e))
	}
	return b.String()
}

// Absolute is the whole address of a path that Path made.
func (l Links) Absolute(path string) string { return l.origin + path }

// Local is one of the service's addresses as its own pages name it: without scheme and host.
func (l Links) Local(address string) string { return strings.TrimPrefix(address, l.origin) }

// Job is the address of an ad's page.
func (l Links) Job(j *board.Job) string {
	name := string(j.ID)
	if slug := board.Slugify(j.Ad.Headline); slug != "" {
		name = slug + "-" + name
	}
	return l.Absolute(l.Path("lediga-jobb", name))
}

// Mend is where an owner mends an ad that was sent back: the form, at the field that the first reason is about, or the ad
// among its owner's.
func (l Links) Mend(j *board.Job) string {
	if reasons := j.Decision.Reasons; len(reasons) > 0 {
		if field := board.Reason(reasons[0]).Field(); field != "" {
			return l.Absolute(l.Path("mina-annonser", string(j.ID), "andra")) + "#f-" + field
		}
	}
	return l.Absolute(l.Path("mina-annonser", string(j.ID)))
}

// List is the address of a search's page.
func (l Links) List(q board.Query) string {
	return withQuery(l.Absolute(l.Path("lediga-jobb")), q.Values())
}

// Employer is the address of an employer's page.
func (l Links) Employer(slug string) string { return l.Absolute(l.Path("arbetsgivare", slug)) }

// Logo is the address of an employer's logo.
func (l Links) Logo(key string) string { return l.Absolute(l.Path("logotyp", key)) }

// SignIn is the address of a link that lets somebody in, by its token.
func (l Links) SignIn(token string) string { return l.Absolute(l.Path("logga-in", token)) }

// API is the address of a call of the JSON API, the elements without api and v1.
func (l Links) API(values url.Values, elements ...string) string {
	path := l.Path(append([]string{"api", "v1"}, elements...)...)
	return withQuery(l.Absolute(path), values)
}

func withQuery(address string, values url.Values) string {
	if len(values) == 0 {
		return address
	}
	return address + "?" + values.Encode()
}
