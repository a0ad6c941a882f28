package mail

import (
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"maps"
	"strings"
	"sync"
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

// parse reads the templates of all kinds, in each language, with the words of the catalogue or what lies over them.
func parse(files fs.FS, said words.Overlay) (map[kindIn]pair, error) {
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
			if pairs[kindIn{board.NoticeKind(kind), lang}], err = parsePair(files, said, kind, lang); err != nil {
				return nil, fmt.Errorf("letter %s: %w", kind, err)
			}
		}
	}
	return pairs, nil
}

func parsePair(files fs.FS, said words.Overlay, kind string, lang board.Language) (p pair, err error) {
	of := func(end string) []string { return []string{"mail/" + layout + end, "mail/" + kind + end} }
	functions := map[string]any{
		"text":  func(key string, args ...any) string { return said.Text(lang, key, args...) },
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

// wordings keeps the templates with the words that the settings had last: they change a few times a year.
type wordings struct {
	mu    sync.Mutex
	said  words.Overlay
	pairs map[kindIn]pair
}

// templates is all pairs in the words of the settings.
func (w *wordings) templates(settings map[string]string) (map[kindIn]pair, error) {
	said := words.Only(settings)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pairs != nil && maps.Equal(said, w.said) {
		return w.pairs, nil
	}
	pairs, err := parse(web.Letters, said)
	if err == nil {
		w.said, w.pairs = said, pairs
	}
	return pairs, err
}
