package search

import "strings"

// Titles are the headlines of a segment, each once, with the documents that have it: many ads have the same, and whoever
// types looks at all of those that begin so.
type titles struct {
	forms           // the terms are numbers of headlines
	docs   []uint32 // by headline
	docEnd []uint32 // by headline, where its documents end
}

func newTitles(docs int, headline func(doc uint32) string) titles {
	number := map[string]int{}
	var headlines []string
	of, t := make([]int, docs), titles{docs: make([]uint32, docs)}
	for doc := range of {
		text := headline(uint32(doc))
		n, known := number[text]
		if !known {
			n = len(headlines)
			number[text] = n
			headlines, t.docEnd = append(headlines, text), append(t.docEnd, 0)
		}
		of[doc] = n
		t.docEnd[n]++
	}
	end := uint32(0)
	for n, has := range t.docEnd {
		t.docEnd[n], end = end, end+has // where they begin, at first
	}
	for doc, n := range of {
		t.docs[t.docEnd[n]] = uint32(doc)
		t.docEnd[n]++
	}
	t.forms = newForms(len(headlines), func(i int) (string, bool) {
		words := terms(headlines[i])
		return strings.Join(words, " "), len(words) > 0
	})
	return t
}

// is says whether there is a form there, and it is this one.
func (t *titles) is(form int, folded string) bool {
	return form < len(t.ends) && string(t.folded(form)) == folded
}

// with is the documents of a form's headline, which are some.
func (t *titles) with(form int) []uint32 {
	n := t.terms[form]
	return t.docs[begin(t.docEnd, int(n)):t.docEnd[n]]
}
