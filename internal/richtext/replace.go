package richtext

import (
	"strings"

	"golang.org/x/net/html"
)

// Replace is the text with some words of it replaced by others, wherever they stand without a tag between them, and says
// how often that was.
func Replace(t Text, old, new string) (Text, int) {
	var b strings.Builder
	n := 0
	z := html.NewTokenizer(strings.NewReader(t.HTML))
	for old != "" {
		switch z.Next() {
		case html.ErrorToken:
			if n == 0 {
				return t, 0
			}
			return FromHTML(b.String()), n
		case html.TextToken:
			text := z.Token().Data
			n += strings.Count(text, old)
			b.WriteString(html.EscapeString(strings.ReplaceAll(text, old, new)))
		default:
			b.Write(z.Raw())
		}
	}
	return t, 0
}
