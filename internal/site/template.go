package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
	"ledigajobb/web"
)

// templates are the pages' templates by language and name ("reader/list", "editor/queue"), each with layout and parts.
type templates map[board.Language]map[string]*template.Template

func parseTemplates() (templates, error) {
	all := templates{}
	for _, lang := range words.Languages() {
		known := &cards{}
		shared, err := template.New("shared").Option("missingkey=error").Funcs(functions(lang, known)).
			ParseFS(web.Files, "layout/*.html", "parts/*.html")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		if all[lang], err = parsePages(shared); err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		known.render = func(c card) (template.HTML, error) { return all.part(lang, "reader/list", "card", c) }
	}
	return all, nil
}

// parsePages reads every page on top of what is shared.
func parsePages(shared *template.Template) (map[string]*template.Template, error) {
	var names []string
	for _, dir := range []string{"reader", "account", "employer", "editor"} {
		found, err := fs.Glob(web.Files, dir+"/*.html")
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		page, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		if _, err := page.ParseFS(web.Files, name); err != nil {
			return nil, err
		}
		pages[strings.TrimSuffix(name, path.Ext(name))] = page
	}
	return pages, nil
}

// functions are what templates can call: texts in their language, cards that are kept, and the one part that is written
// in Go.
func functions(lang board.Language, known *cards) template.FuncMap {
	return template.FuncMap{
		"text":  func(key string, args ...any) string { return words.Text(lang, key, args...) },
		"dict":  dictionary,
		"parts": addressParts,
		"card":  known.html,
		"choices": func(list choices, shown []choice) template.HTML {
			return choicesHTML(lang, list, shown)
		},
	}
}

// addressParts is a mail address in the pieces between which a line of it may end: after its @, before its dots.
func addressParts(address string) []string {
	if !strings.Contains(address, "@") {
		return []string{address}
	}
	return strings.Split(strings.NewReplacer("@", "@\n", ".", "\n.").Replace(address), "\n")
}

// dictionary gives a part that takes several values its values: dict "Name" .Name "Count" 3.
func dictionary(pairs ...any) (map[string]any, error) {
	d := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		d[name] = pairs[i+1]
	}
	return d, nil
}

// part executes one part of a page: a part that all share, or the page's own.
func (t templates) part(lang board.Language, page, name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := t[lang][page].ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("part %s: %w", name, err)
	}
	return template.HTML(b.String()), nil
}

// render executes a page's template as a whole.
func (t templates) render(p *page) ([]byte, error) {
	tmpl, ok := t[p.Lang][p.template]
	if !ok {
		return nil, fmt.Errorf("page %s: no such template", p.template)
	}
	var b bytes.Buffer
	if err := tmpl.ExecuteTemplate(&b, "page", p); err != nil {
		return nil, fmt.Errorf("page %s: %w", p.template, err)
	}
	return b.Bytes(), nil
}
