package prefill

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A posting is a JobPosting (schema.org), with the way in which it was stated.
type posting struct {
	thing
	how How
}

// jsonLD is the page's JobPostings in JSON-LD, wherever in its scripts they stand.
func (p *page) jsonLD() (all []posting) {
	var values []any
	for n := range p.root.Descendants() {
		kind, _, _ := strings.Cut(strings.ToLower(attribute(n, "type")), ";")
		if n.DataAtom != atom.Script || strings.TrimSpace(kind) != "application/ld+json" || n.FirstChild == nil {
			continue
		}
		if value, err := parseJSON([]byte(n.FirstChild.Data)); err == nil {
			values = append(values, value)
		}
	}
	for _, found := range things(values, "JobPosting") {
		all = append(all, posting{found, JSONLD})
	}
	return all
}

// parseJSON reads a JSON value as sites write them: in a comment or a CDATA section, with line breaks inside texts.
func parseJSON(raw []byte) (value any, err error) {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("\uFEFF"))
	for _, wrapping := range []string{"<!--", "-->", "/*<![CDATA[*/", "/*]]>*/", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		raw = bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte(wrapping)), []byte(wrapping)))
	}
	if value, err = decodeJSON(raw); err == nil {
		return value, nil
	}
	return decodeJSON(bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, raw))
}

func decodeJSON(raw []byte) (value any, err error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimRight(raw, "; \r\n\t")))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the value")
	}
	return value, nil
}

// fitting is the posting that is the page's own: the one with its address or one of its headlines, or the only one. Of
// several of which none fits none is taken: another ad would be worse than an empty form.
func fitting(all []posting, addresses, headlines []string) (posting, bool) {
	for _, p := range all {
		if slices.ContainsFunc(addresses, func(address string) bool { return sameAddress(p.text("url", "@id"), address) }) {
			return p, true
		}
	}
	for _, p := range all {
		if slices.ContainsFunc(headlines, func(headline string) bool { return strings.EqualFold(p.title(), headline) }) {
			return p, true
		}
	}
	if len(all) == 0 || slices.ContainsFunc(all, func(p posting) bool { return p.title() != all[0].title() }) {
		return posting{}, false
	}
	return all[0], true
}

// title is what the position is called; some sites escape it once too often.
func (p posting) title() string {
	return line(html.UnescapeString(p.text("title", "name")), maxHeadline)
}

// sameAddress says whether two addresses are the same but for their scheme, a slash at the end and what comes after #.
func sameAddress(a, b string) bool { return bare(a) != "" && bare(a) == bare(b) }

func bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	_, rest, _ := strings.Cut(steady(u), "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}
