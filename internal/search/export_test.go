package search

import "ledigajobb/internal/board"

// An Asked is one thing that a query was understood to ask for.
type Asked struct {
	Ways  [][]string // any of them, all bases of it
	Words []string   // what is asked for as it is written, else none
	Not   bool
	Begin bool // the last word is the beginning of one
}

// Asked is what the version understands a query to ask for, errors mended and words given up.
func (v *Version) Asked(q board.Query) []Asked {
	var all []Asked
	for _, m := range v.find(&q).wanted {
		all = append(all, asked(m.want))
	}
	for _, c := range parseText(q.Text) {
		if c.not {
			all = append(all, asked(want{clause: c}))
		}
	}
	return all
}

func asked(w want) Asked {
	a := Asked{Not: w.not, Begin: w.prefix}
	if w.exact() {
		a.Words = w.words
	}
	for _, way := range w.ways {
		a.Ways = append(a.Ways, way.bases)
	}
	return a
}

// Bases is what a text is found by; a short text also by two of its words together.
func (x *Index) Bases(text string, short bool) map[string]bool {
	lexicon, bases, before := x.current.Load().lexicon, map[string]bool{}, ""
	for t := range tokens(text) {
		for _, k := range lexicon.keys(t.term) {
			bases[k.base] = true
		}
		switch {
		case before == "":
		case t.hyphen:
			for _, k := range lexicon.keys(before + t.term) {
				bases[k.base] = true
			}
		case short && !small[before] && !small[t.term]:
			bases[lexicon.pair(before, t.term)] = true
		}
		before = t.term
	}
	return bases
}
