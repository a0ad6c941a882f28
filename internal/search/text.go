package search

import (
	"slices"
	"strings"
)

// A match is what a want finds in a version.
type match struct {
	want
	finds []find   // by part
	found int      // how many documents
	also  []string // the ways told of that found some
}

// match finds what is wanted among the visible documents.
func (s *selection) match(w want) match {
	m := match{want: w, finds: make([]find, len(s.parts))}
	for i := range s.parts {
		m.finds[i] = find{docs: s.in.set(s.parts[i].len()), in: s.in}
	}
	if w.exact() {
		for i := range s.parts {
			s.parts[i].exactly(&m.finds[i], w.clause)
		}
		m.found = m.count(s.parts)
	}
	for _, way := range w.ways {
		for i := range s.parts {
			s.parts[i].follow(&m.finds[i], way)
		}
		found := m.count(s.parts)
		if way.also != "" && found > m.found {
			m.also = append(m.also, way.also)
		}
		m.found = found
	}
	for i := range s.parts {
		m.finds[i].docs.and(s.parts[i].visible)
	}
	return m
}

func (m *match) count(parts []part) int {
	n := 0
	for i := range m.finds {
		n += m.finds[i].docs.common(parts[i].visible)
	}
	return n
}

// matchText narrows the base to what the text's clauses ask for: all of them, or when nothing has all, those that
// something has.
func (s *selection) matchText(clauses []clause) {
	fixed := s.matchAll(clauses)
	if meant, ok := s.respelled(clauses); ok {
		clauses, s.wanted = meant, nil
		fixed = s.matchAll(clauses)
		s.corrected = typed(clauses)
	}
	base := s.base
	s.base = s.common(base, -1)
	for count(s.base) == 0 && s.giveUp(base) {
		s.base, fixed = s.common(base, -1), true
	}
	if fixed {
		s.corrected = s.written(clauses)
	}
}

// matchAll matches each of the clauses by itself; fixed says that errors have been mended.
func (s *selection) matchAll(clauses []clause) (fixed bool) {
	for _, w := range s.understand(clauses) {
		m := s.match(w)
		if m.not {
			for i := range s.base {
				s.base[i] = s.in.minus(s.base[i], m.finds[i].docs)
			}
			continue
		}
		if meant, ok := s.mended(m); ok {
			m, fixed = meant, true
		}
		s.wanted = append(s.wanted, m)
	}
	return fixed
}

// mended is the match with what was probably meant, when hardly anything has what was typed.
func (s *selection) mended(m match) (match, bool) {
	if m.exact() || m.found > maxErrors {
		return m, false
	}
	meant := s.mends(strings.Join(m.words, ""), m.found)
	if len(meant) == 0 {
		return m, false
	}
	wants := []want{s.want(clause{words: meant[:1], typed: meant[0]})}
	s.addSynonyms(wants)
	for _, other := range meant[1:] {
		wants[0].add(way{bases: []string{s.lexicon.language.Base(other)}, weight: weightSame, also: other})
	}
	for i := range wants[0].ways {
		wants[0].ways[i].weight = wants[0].ways[i].weight * weightFixed / fullWeight
	}
	for _, typed := range m.ways {
		wants[0].add(typed)
	}
	return s.match(wants[0]), true
}

// common is the documents of the base that everything wanted has, but for the one left out.
func (s *selection) common(base []bitset, but int) []bitset {
	docs := s.in.copies(base)
	for w, m := range s.wanted {
		for i := range docs {
			if w != but {
				docs[i].and(m.finds[i].docs)
			}
		}
	}
	return docs
}

// giveUp leaves out a word: one without which something is found, rather a place than what is looked for there, and
// the one without which the best is about the rest most; if no single one helps, the one that fewest have. ok is false when
// one word is left, or none that may be left out.
func (s *selection) giveUp(base []bitset) (ok bool) {
	if len(s.wanted) < 2 {
		return false
	}
	out, best := -1, 0.0
	for i, m := range s.wanted {
		if m.exact() {
			continue
		}
		worth := s.bestWithout(base, i)
		if worth > 0 && s.lexicon.towns[strings.Join(m.words, "")] {
			worth += float64(s.count)
		}
		if worth > best {
			out, best = i, worth
		}
	}
	for i, m := range s.wanted {
		if best == 0 && !m.exact() && (out < 0 || m.found < s.wanted[out].found) {
			out = i
		}
	}
	if out < 0 {
		return false
	}
	s.wanted = slices.Delete(s.wanted, out, out+1)
	return true
}

// bestWithout is the best score of what everything wanted finds but for one; 0 where that is nothing.
func (s *selection) bestWithout(base []bitset, but int) float64 {
	left := *s
	left.wanted = slices.Delete(slices.Clone(s.wanted), but, but+1)
	matches := left.common(base, -1)
	total := count(matches)
	if total == 0 {
		return 0
	}
	return left.relevant(matches, total, 1)[0].score
}

// written is the text that was searched for in the end.
func (s *selection) written(clauses []clause) string {
	var out []string
	for _, m := range s.wanted {
		out = append(out, m.typed)
	}
	for _, c := range clauses {
		if c.not {
			out = append(out, c.typed)
		}
	}
	return strings.Join(out, " ")
}

// maxAlso is how many other words are told of.
const maxAlso = 8

// also is what was looked up besides what was typed, and found.
func (s *selection) also() []string {
	var all []string
	for _, m := range s.wanted {
		for _, name := range m.also {
			if !slices.Contains(all, name) && len(all) < maxAlso {
				all = append(all, name)
			}
		}
	}
	return all
}
