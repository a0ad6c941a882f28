// Command wordlist makes the word lists of package swedish from a file of real ads.
//
//	go run ./internal/wordlist ../shared/data/ads.jsonl.gz internal/swedish/data
//
// It writes words.txt, the words that compounds are made of, and english.txt, the words that are English. Both are
// sorted and hold nothing but words that many ads have, so the same ads always give the same files.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: wordlist ADS.jsonl.gz DIRECTORY")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "wordlist:", err)
		os.Exit(1)
	}
}

func run(ads, dir string) error {
	file, err := os.Open(ads)
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("%s: %w", ads, err)
	}
	words := counts{}
	if err := words.read(unzipped); err != nil {
		return fmt.Errorf("%s: %w", ads, err)
	}
	return errors.Join(
		write(filepath.Join(dir, "words.txt"), words.parts()),
		write(filepath.Join(dir, "english.txt"), words.english()))
}

// A count says in how many Swedish and in how many English ads a word stands.
type count struct{ swedish, english int }

type counts map[string]count

// read counts the words of ads, each once an ad.
func (c counts) read(r io.Reader) error {
	lines := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var ad struct {
				Headline    string
				Description struct{ Text string }
			}
			if err := json.Unmarshal(line, &ad); err != nil {
				return err
			}
			c.add(ad.Headline + " " + ad.Description.Text)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (c counts) add(text string) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !strings.ContainsRune(letters, r) })
	swedish, english := 0, 0
	for _, w := range words {
		switch w {
		case "och", "att", "som", "är", "på":
			swedish++
		case "and", "the", "of", "with", "to":
			english++
		}
	}
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		n := c[w]
		if swedish >= english {
			n.swedish++
		} else {
			n.english++
		}
		c[w] = n
	}
}

const letters = "abcdefghijklmnopqrstuvwxyzåäöéü"

// least is how many Swedish ads a part of compounds must stand in as a word, by its length: the shorter a word, the
// easier it is found where it is not.
func least(length int) int {
	switch {
	case length <= 3:
		return 60
	case length == 4:
		return 25
	case length == 5:
		return 10
	case length == 6:
		return 4
	}
	return 2
}

// longest is the length from which on a word is taken for a compound itself.
const longest = 16

func (c counts) parts() []string {
	var words []string
	for _, w := range slices.Sorted(maps.Keys(c)) {
		length := utf8.RuneCountInString(w)
		need := least(length)
		if c.isEnglish(w) {
			need *= 4 // a loan, if it is common in Swedish all the same
		}
		if length >= 3 && length < longest && c[w].swedish >= need {
			words = append(words, w)
		}
	}
	return words
}

func (c counts) english() []string {
	var words []string
	for _, w := range slices.Sorted(maps.Keys(c)) {
		if len(w) >= 3 && c[w].english >= 8 && c.isEnglish(w) {
			words = append(words, w)
		}
	}
	return words
}

// isEnglish says whether a word is found oftener in English ads, of which there are a fraction, than in Swedish ones.
func (c counts) isEnglish(w string) bool { return c[w].english > c[w].swedish }

func write(name string, words []string) error {
	return os.WriteFile(name, []byte(strings.Join(words, "\n")+"\n"), 0o644)
}
