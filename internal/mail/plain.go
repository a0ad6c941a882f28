package mail

import (
	"regexp"
	"strings"
)

// address is what looks like a mail address, with what may stand around it.
var address = regexp.MustCompile(`<?[^\s<>@"(),:;]+@[^\s<>@"(),:;]+>?`)

// maxPlain is how many characters of a server's answer are kept.
const maxPlain = 300

// Plain is a mail server's answer as it may be kept and logged: on one line, not endless, without mail addresses.
func Plain(s string) string {
	s = address.ReplaceAllString(strings.ToValidUTF8(s, ""), "(address)")
	s = strings.Join(strings.Fields(strings.Map(seen, strings.ReplaceAll(s, "\n", " "))), " ")
	if runes := []rune(s); len(runes) > maxPlain {
		return string(runes[:maxPlain-1]) + "…"
	}
	return s
}
