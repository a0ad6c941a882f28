package site

import (
	"html/template"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// choicesHTML is the choices of a list with their boxes. A page has hundreds of them: written here they cost a fiftieth
// of what a template takes, which was more than all the rest of the page together.
func choicesHTML(lang board.Language, list choices, shown []choice) template.HTML {
	var b strings.Builder
	b.Grow(240 * len(shown))
	kind := `<li><label class="filter__choice"><input type="checkbox"`
	if list.Radio {
		kind = `<li><label class="filter__choice"><input type="radio"`
	}
	field := template.HTMLEscapeString(list.Field)
	b.WriteString(`<ul class="plain">`)
	for _, c := range shown {
		b.WriteString(kind)
		b.WriteString(` form="sok" name="`)
		b.WriteString(field)
		b.WriteString(`" value="`)
		b.WriteString(template.HTMLEscapeString(c.Value))
		b.WriteByte('"')
		if c.Checked {
			b.WriteString(` checked`)
		}
		b.WriteString(`><span class="filter__value">`)
		b.WriteString(template.HTMLEscapeString(c.Name))
		b.WriteString(`</span><span class="filter__count">`)
		b.WriteString(template.HTMLEscapeString(words.Text(lang, "filter.count", "n", c.Count)))
		b.WriteString("</span></label>")
		if c.Within != nil {
			b.WriteString(`<div class="filter__within" role="group" aria-label="` + template.HTMLEscapeString(c.Within.Name) + `">`)
			b.WriteString(string(choicesHTML(lang, *c.Within, c.Within.Shown)))
			b.WriteString("</div>")
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>")
	return template.HTML(b.String())
}
