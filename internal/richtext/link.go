package richtext

import (
	"html"
	"net/url"
	"strings"
)

// linkTag is the start tag, without its brackets, of a link. Ads are written by strangers: their links lend no weight
// in search engines, and what they lead to gets no hold of the window.
func linkTag(href string) string {
	tag := `a href="` + html.EscapeString(href) + `"`
	if strings.HasPrefix(href, "http") {
		tag += ` rel="nofollow noopener"`
	}
	return tag
}

// address is href as it may stand in a link, or "" where it may not: only whole web addresses, mail and telephone, and
// no web address with a user name, which is there to be taken for the host.
func address(href string) string {
	u, err := url.Parse(strings.ReplaceAll(strings.TrimSpace(href), " ", "%20"))
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Hostname() == "" || u.User != nil {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return stable(u.String())
}

// stable is href, or "" if reading it again would give another.
func stable(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.String() != href || clean(href) != href || strings.ContainsAny(href, " \n") {
		return ""
	}
	return href
}

// link makes the web addresses of a line's text links.
func link(line []span) []span {
	linked := make([]span, 0, len(line))
	for _, s := range line {
		if s.href == "" {
			linked = appendLinked(linked, s)
		} else {
			linked = append(linked, s)
		}
	}
	return linked
}

func appendLinked(line []span, s span) []span {
	rest := s.text
	for from := 0; ; {
		start, end := findAddress(rest, from)
		if start < 0 {
			break
		}
		from = end
		href := address(rest[start:end])
		if href == "" {
			continue
		}
		before, found := s, s
		before.text, found.text, found.href = rest[:start], rest[start:end], href
		if before.text != "" {
			line = append(line, before)
		}
		line = append(line, found)
		rest, from = rest[end:], 0
	}
	if rest != "" {
		s.text = rest
		line = append(line, s)
	}
	return line
}

// findAddress is where the first web address after from begins and ends in text, or -1. Punctuation after it belongs
// to the sentence.
func findAddress(text string, from int) (start, end int) {
	for {
		i := strings.Index(text[from:], "http")
		if i < 0 {
			return -1, -1
		}
		start = from + i
		rest := text[start:]
		if strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") {
			break
		}
		from = start + len("http")
	}
	end = len(text)
	if i := strings.IndexAny(text[start:], " <>\"“”«»"); i >= 0 {
		end = start + i
	}
	found := strings.TrimRight(text[start:end], ".,;:!?'’*…")
	for strings.HasSuffix(found, ")") && strings.Count(found, ")") > strings.Count(found, "(") {
		found = strings.TrimRight(found[:len(found)-1], ".,;:!?'’*…")
	}
	return start, start + len(found)
}
