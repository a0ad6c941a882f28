package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A wordField is what the other engines search as one field: employer and place, which weigh the same, are one.
type wordField struct {
	name   string
	weight float64
	of     func(*board.Job) string
}

func wordFields() []wordField {
	return []wordField{
		{"headline", 10, func(j *board.Job) string { return joined(j.Ad.Headline) }},
		{"title", 5, titles},
		{"around", 5, around},
		{"text", 1, func(j *board.Job) string { return joined(append(laws(j), j.Ad.Text.Plain, j.Ad.RegistryNumber)...) }},
	}
}

func titles(j *board.Job) string {
	var names []string
	for _, role := range j.Ad.Profile.Roles {
		names = append(names, reference.Label(board.Swedish, reference.ListRole, string(role)))
	}
	return joined(append(names, j.Ad.Title)...)
}

func laws(j *board.Job) []string {
	var names []string
	for _, law := range j.Ad.Profile.Laws {
		names = append(names, reference.Label(board.Swedish, reference.ListLaw, string(law)))
	}
	return names
}

func around(j *board.Job) string {
	names := []string{j.Employer.Name, j.Employer.LegalName, j.Ad.Department, j.Ad.Agency.Name}
	for _, p := range j.Ad.Where.Places {
		names = append(names, p.City, reference.Label(board.Swedish, reference.ListMunicipality, p.Municipality),
			reference.Label(board.Swedish, reference.ListRegion, p.Region))
	}
	return joined(names...)
}

// apart stands between texts and is a word that nobody searches for, so that no phrase reaches from one into the next.
const apart = "\n0\n"

// joined is texts as one, in normal form C and with the words that hyphens part also in one, as our analysis has them.
func joined(texts ...string) string {
	text := norm.NFC.String(strings.Join(texts, apart))
	return strings.Join(append([]string{text}, withoutHyphens(text)...), apart)
}

func withoutHyphens(text string) (words []string) {
	for i, r := range text {
		if r != '-' && r != '\u2010' && r != '\u2011' {
			continue
		}
		before, after := text[:i], text[i+utf8.RuneLen(r):]
		before = strings.TrimLeftFunc(before[max(0, strings.LastIndexFunc(before, notWord)):], notWord)
		if end := strings.IndexFunc(after, notWord); end >= 0 {
			after = after[:end]
		}
		if before != "" && after != "" {
			words = append(words, before+after)
		}
	}
	return words
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }
