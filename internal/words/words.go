// Package words holds every text of pages, letters and errors, in Swedish and English.
//
// A text has a key, "problem.gone.title", and stands in one of the files of the catalogue directory with both its
// languages beside each other:
//
//	search.count
//	sv {n} {n|ledigt jobb|lediga jobb}
//	en {n} {n|vacancy|vacancies}
//
// {name} is filled in with the argument of that name; {name|one|many} is one of two words by the number in it. A line
// that begins with # is a comment. To add a text, write its three lines. A text that is asked for and not there, one that
// lacks a language, and two languages that take different arguments each fail a test.
package words

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"ledigajobb/internal/board"
)

//go:embed catalogue
var files embed.FS

// text is one entry of the catalogue.
type text struct {
	swedish, english string
}

var catalogue = sync.OnceValue(func() map[string]text {
	texts, err := read(files)
	if err != nil {
		panic("words: " + err.Error())
	}
	return texts
})

// read reads every file of a catalogue.
func read(catalogue fs.FS) (map[string]text, error) {
	texts := map[string]text{}
	err := fs.WalkDir(catalogue, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(catalogue, path)
		if err != nil {
			return err
		}
		return parse(path, string(content), texts)
	})
	return texts, err
}

// parse adds the texts of one file.
func parse(path, content string, texts map[string]text) error {
	key := ""
	for i, line := range strings.Split(content, "\n") {
		lang, words, isText := strings.Cut(line, " ")
		entry := texts[key]
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case !isText:
			key = line
			if _, twice := texts[key]; twice {
				return fmt.Errorf("%s:%d: %s stands here for the second time", path, i+1, key)
			}
			entry = text{}
		case key != "" && lang == string(board.Swedish) && entry.swedish == "":
			entry.swedish = words
		case key != "" && lang == string(board.English) && entry.english == "":
			entry.english = words
		default:
			return fmt.Errorf("%s:%d: neither a key nor its sv or en", path, i+1)
		}
		texts[key] = entry
	}
	return nil
}

// Text is the text of a key in a language, with the arguments filled in. They come in pairs, a name and its value:
//
//	words.Text(lang, "problem.unavailable.detail", "seconds", 5)
//
// Whole numbers are written with their thousands apart. A key that does not exist is its own text.
func Text(lang board.Language, key string, args ...any) string {
	entry, ok := catalogue()[key]
	switch {
	case !ok:
		return key
	case lang == board.English:
		return fill(entry.english, lang, args)
	}
	return fill(entry.swedish, lang, args)
}

// Has says whether there is a text with the key.
func Has(key string) bool {
	_, ok := catalogue()[key]
	return ok
}

// Languages lists the languages that texts are in; the first is the one that holds when none is asked for.
func Languages() []board.Language { return []board.Language{board.Swedish, board.English} }

// Language reads the name of a language that texts are in.
func Language(s string) (board.Language, bool) { return board.Parse(Languages(), s) }
