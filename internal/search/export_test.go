package search

import (
	"fmt"
	"reflect"
	"unsafe"

	"ledigajobb/internal/board"
)

// An Asked is one thing that a query was understood to ask for.
type Asked struct {
	Ways  [][]string // any of them, all bases of it
	Rows  [][]string // or any of these, as it is written
	Words []string   // what is asked for as it is written, else none
	Not   bool
	Begin bool // the last word is the beginning of one
}

// Asked is what the version understands a query to ask for, errors mended and words given up.
func (v *Version) Asked(q board.Query) []Asked {
	var all []Asked
	for _, m := range v.find(&q, &room{}).wanted {
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
		if len(way.words) > 0 {
			a.Rows = append(a.Rows, way.words)
		}
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

// Recount counts some of the visible documents in all ways: from the aggregates of each base that a part has, from a set that
// is kept, from nothing, and document by document. It tells how many ways there were, and the first value of which the counts differ.
func (v *Version) Recount(some func() bool) (ways int, differs string) {
	for i := range v.parts {
		p := &v.parts[i]
		docs, naive := p.visible.clone(), map[value]int32{}
		docs.keep(func(uint32) bool { return some() })
		for doc := range docs.all {
			for _, its := range p.values(doc, nil) {
				naive[its]++
			}
		}
		differences := []difference{{base: none, more: docs}}
		for _, base := range p.aggregates.bases {
			differences = append(differences, p.differFrom(int(base), docs, &room{}))
		}
		if len(p.aggregates.values) > 0 {
			all := newBitset(p.len())
			for doc := range uint32(p.len()) {
				if some() {
					all.set(doc)
				}
			}
			differences = append(differences, differFromKept(&keptSet{bitset: all}, docs, &room{}))
		}
		for _, d := range differences {
			c := census{room: &room{}, slots: make([][]int32, len(v.words)), masked: true}
			for f := range v.words {
				c.slots[f] = make([]int32, len(v.totals[f])+1)
			}
			p.tally(&c, d)
			ways++
			for f, counts := range c.slots {
				for n, count := range counts[1:] {
					if its := newValue(f, uint32(n)); count != naive[its] {
						return ways, fmt.Sprintf("%s %s: %d, not %d", v.words[f].facet, v.words[f].values[n], count, naive[its])
					}
				}
			}
		}
	}
	return ways, ""
}

// Unlike is in which of their fields the segments of two versions are not the same, down to what is empty or not there.
func (v *Version) Unlike(other *Version) (fields []string) {
	if len(v.parts) != len(other.parts) {
		return []string{"parts"}
	}
	for p := range v.parts {
		a, b := reflect.ValueOf(v.parts[p].segment).Elem(), reflect.ValueOf(other.parts[p].segment).Elem()
		for i := range a.NumField() {
			if !reflect.DeepEqual(bare(a.Field(i)), bare(b.Field(i))) {
				fields = append(fields, a.Type().Field(i).Name)
			}
		}
	}
	return fields
}

// bare is a field's value, which others may not read.
func bare(field reflect.Value) any {
	return reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem().Interface()
}
