package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ledigajobb/internal/board"
)

// Quote makes the excerpts fit the search. A hit that shows a looked-for word nowhere, neither in its headline, employer
// and places nor in the beginning of its text, gets the passage of the text in which most of the words stand, and first
// of those that it does not show. texts gives the plain texts of such jobs, all that are asked for at once; a job that it
// leaves out keeps its excerpt.
func (r *Result) Quote(texts func(ids []board.ID) (map[board.ID]string, error)) error {
	var ids []board.ID
	for _, h := range r.Hits {
		if h.missing != 0 {
			ids = append(ids, h.Job.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := texts(ids)
	if err != nil {
		return err
	}
	for i := range r.Hits {
		h := &r.Hits[i]
		if h.missing == 0 {
			continue
		}
		if passage, ok := r.spotter.passage(found[h.Job.ID], h.missing); ok {
			h.Excerpt, h.Quoted = passage, true
			h.Highlights = slices.DeleteFunc(h.Highlights, func(l Highlight) bool { return l.Field == fieldExcerpt })
			h.highlight(r.spotter, fieldExcerpt, passage)
		}
	}
	return nil
}

// The fields that have highlights, as the API names them.
const (
	fieldHeadline = "headline"
	fieldExcerpt  = "excerpt"
)

// hit is a hit with what is wanted marked; without words nothing is.
func (sp *spotter) hit(h Hit) Hit {
	if sp == nil {
		return h
	}
	shown := h.highlight(sp, fieldHeadline, h.Job.Ad.Headline)
	shown |= h.highlight(sp, fieldExcerpt, h.Excerpt)
	for _, text := range append(placeNames(&h.Job.Ad), h.Job.Employer.Name) {
		if shown != sp.all {
			_, found := sp.ranges(text)
			shown |= found
		}
	}
	h.missing = sp.all &^ shown
	return h
}

// highlight notes where wanted words stand in a field.
func (h *Hit) highlight(sp *spotter, field, text string) wantSet {
	ranges, found := sp.ranges(text)
	if ranges != nil {
		h.Highlights = append(h.Highlights, Highlight{field, ranges})
	}
	return found
}

// passage is the part of a text, as long as an excerpt, that has most of what is missing, and then most of all wants,
// rather as they were typed than in other words; of several the first. ok is false when nothing missing stands in the
// text. A word that is longer than an excerpt is passed over.
func (sp *spotter) passage(text string, missing wantSet) (passage string, ok bool) {
	var window, best []mark
	least := worth(spot{wants: sp.all, typed: sp.all}, 0)
	for m := range sp.marks(text) {
		if utf8.RuneCountInString(text[m.start:m.end]) > excerptRoom {
			continue
		}
		window = append(window, m)
		for utf8.RuneCountInString(text[window[0].start:m.end]) > excerptRoom || together(window[1:]) == together(window) {
			window = window[1:]
		}
		has := together(window)
		if w := worth(has, missing); w > least {
			least, best = w, slices.Clone(window)
		}
		if has.typed == sp.all {
			break
		}
	}
	if best == nil {
		return "", false
	}
	return around(text, best[0].start, best[len(best)-1].end), true
}

// worth compares passages by what they have of the wants.
func worth(has spot, missing wantSet) int {
	n := func(set wantSet) int { return bits.OnesCount64(uint64(set)) }
	const most = 2*maxSpotted + 1
	return n(has.wants&missing)*most + n(has.wants) + n(has.typed)
}

// together is what words have of the wants.
func together(marks []mark) (s spot) {
	for _, m := range marks {
		s.add(m.spot)
	}
	return s
}

// excerptRoom is how many characters of a text an excerpt has between two ellipses.
const excerptRoom = excerptLength - 2

// around is what stands from one byte to another with whole words on both sides, one space apart, as long as an excerpt;
// it begins with a sentence where one begins near enough. Ellipses say where something is left out.
func around(text string, start, end int) string {
	room := excerptRoom - utf8.RuneCountInString(text[start:end])
	first := backwards(text, start, room/2)
	room -= utf8.RuneCountInString(text[first:start])
	last := forwards(text, end, room)
	if last == len(text) {
		room -= utf8.RuneCountInString(text[end:])
		first = backwards(text, first, room)
	}

	short := strings.Join(strings.Fields(text[first:last]), " ")
	if strings.TrimSpace(text[:first]) != "" {
		short = "…" + short
	}
	if strings.TrimSpace(text[last:]) != "" {
		short = strings.TrimRight(short, " ,;:-–") + "…"
	}
	return short
}

// backwards is the first beginning of a sentence at most so many characters before a place; else of a word; else the
// place itself.
func backwards(text string, at, most int) int {
	word, sentence := at, at
	for i := at; most >= 0; most-- {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if size == 0 {
			return 0
		}
		if unicode.IsSpace(r) {
			word = i
			if r == '\n' || strings.ContainsAny(lastOf(text[:i-size]), ".!?") {
				sentence = i
			}
		}
		i -= size
	}
	if sentence < at {
		return sentence
	}
	return word
}

func lastOf(text string) string { return text[max(0, len(text)-1):] }

// forwards is the end of a word at most so many characters behind a place, the last one; else the place itself.
func forwards(text string, at, most int) int {
	end := at
	for i, r := range text[at:] {
		if unicode.IsSpace(r) {
			end = at + i
		}
		if most--; most < 0 {
			return end
		}
	}
	return len(text)
}
