package board

import (
	"regexp"
	"strings"
)

// maxEmail is how long an address can be (RFC 5321, 4.5.3.1.3).
const maxEmail = 254

// email is the addresses that are in use: no quotes, no comments, a domain with a dot in it.
var email = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~-]{1,64}(\.[a-z0-9!#$%&'*+/=?^_{|}~-]{1,64})*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$`)

// ParseEmail reads a mail address and gives it in small letters, as it is kept and compared. What is none is
// ErrNotFound: nobody can be reached there.
func ParseEmail(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	local, _, _ := strings.Cut(s, "@")
	if len(s) > maxEmail || len(local) > 64 || !email.MatchString(s) {
		return "", ErrNotFound
	}
	return s, nil
}

// MaskEmail is a mail address as it is shown to whom it may not belong: r•••@example.se.
func MaskEmail(s string) string {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" {
		return ""
	}
	return local[:1] + "•••@" + domain
}
