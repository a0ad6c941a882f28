package apiv1

import (
	"html/template"
	"strings"
)

// prose shows a description's little markup: paragraphs, indented examples, `code` and **strong**.
func prose(text string) template.HTML {
	var b strings.Builder
	for _, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(paragraph, "    ") {
			lines := strings.ReplaceAll(strings.TrimPrefix(paragraph, "    "), "\n    ", "\n")
			b.WriteString("<pre tabindex=\"0\"><code>" + template.HTMLEscapeString(lines) + "</code></pre>")
			continue
		}
		escaped := template.HTMLEscapeString(paragraph)
		escaped = pairs(pairs(escaped, "**", "strong"), "`", "code")
		b.WriteString("<p>" + escaped + "</p>")
	}
	return template.HTML(b.String())
}

// pairs puts what stands between two marks into an element.
func pairs(text, mark, element string) string {
	parts := strings.Split(text, mark)
	for i := 1; i < len(parts)-1; i += 2 {
		parts[i] = "<" + element + ">" + parts[i] + "</" + element + ">"
	}
	if len(parts)%2 == 0 { // the last mark has no other
		parts[len(parts)-1] = mark + parts[len(parts)-1]
	}
	return strings.Join(parts, "")
}
