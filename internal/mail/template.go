package mail

import (
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"strings"
	"text/template"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
	"ledigajobb/web"
)

// pair is the templates of one kind in one language.
type pair struct {
	text *template.Template
	html *htmltemplate.Template
}

// kindIn names a pair.
type kindIn struct {
	kind board.NoticeKind
	lang board.Language
}

const layout = "layout"

// parse reads the templates of all kinds, in each language.
func parse(files fs.FS) (map[kindIn]pair, error) {
	names, err := fs.Glob(files, "mail/*.txt")
	if err != nil {
		return nil, fmt.Errorf("letters: %w", err)
	}
	pairs := map[kindIn]pair{}
	for _, name := range names {
		kind := strings.TrimSuffix(strings.TrimPrefix(name, "mail/"), ".txt")
		if kind == layout {
			continue
		}
		for _, lang := range words.Languages() {
			if pairs[kindIn{board.NoticeKind(kind), lang}], err = parsePair(files, kind, lang); err != nil {
				return nil, fmt.Errorf("letter %s: %w", kind, err)
			}
		}
	}
	return pairs, nil
}

func parsePair(files fs.FS, kind string, lang board.Language) (p pair, err error) {
	of := func(end string) []string { return []string{"mail/" + layout + end, "mail/" + kind + end} }
	functions := map[string]any{
		"text":  func(key string, args ...any) string { return words.Text(lang, key, args...) },
		"dict":  dictionary,
		"lines": lines,
	}
	const strict = "missingkey=error"
	if p.text, err = template.New(kind).Option(strict).Funcs(functions).ParseFS(files, of(".txt")...); err != nil {
		return p, err
	}
	p.html, err = htmltemplate.New(kind).Option(strict).Funcs(functions).ParseFS(files, of(".html")...)
	return p, err
}

// dictionary gives a part that takes several values its values: dict "URL" .JobLink "Name" "…".
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

func (p pair) subject(c *content) (string, error) {
	var b strings.Builder
	err := p.text.ExecuteTemplate(&b, "subject", c)
	return line(b.String()), err
}

func (p pair) bodies(c *content) (text, html string, err error) {
	var t, h strings.Builder
	if err := p.text.ExecuteTemplate(&t, "letter", c); err != nil {
		return "", "", err
	}
	if err := p.html.ExecuteTemplate(&h, "letter", c); err != nil {
		return "", "", err
	}
	return wrap(t.String()), h.String(), nil
}

func templates() (map[kindIn]pair, error) { return parse(web.Letters) }
