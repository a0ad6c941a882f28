package search

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A spotter finds in texts the words by which a search has found its jobs: in any form and inside compounds, and what
// was looked up besides them. Only words in which the beginning of something wanted stands are looked at, a few of a
// hundred; the lexicon has analysed each of them when the text came in.
type spotter struct {
	lexicon    *lexicon
	wants      []want
	phrases    []phrase
	all        wantSet
	bases      map[string]spot
	longer     []string        // the bases, which words may be the beginnings of
	reach      int             // how many words that follow each other may belong together
	looked     map[string]mark // by word as it stands in a text, what it is
	beginnings []string        // in upper and lower case alike
	pairs      [pairs]bool     // the first two bytes of beginnings
}

// A wantSet is some of the wants of a search, a bit each. Those past its room are not looked for in texts.
type wantSet uint64

const maxSpotted = 64

// A spot is what a word is to a search: what it is wanted for, and of that, where it is what was typed in some form and
// not another word for it.
type spot struct{ wants, typed wantSet }

// A phrase is words that are wanted next to each other alone.
type phrase struct {
	clause
	spot
}

func (s *spot) add(other spot) {
	s.wants |= other.wants
	s.typed |= other.typed
}

// A mark is a word of a text that is wanted, from one byte to before another.
type mark struct {
	term       string
	start, end int
	spot
	opens bool // the word behind it may belong to it: front end
}

// spotter is for the words of the selection; nil when it has none.
func (s *selection) spotter() *spotter {
	if len(s.wanted) == 0 {
		return nil
	}
	sp := &spotter{lexicon: s.lexicon, bases: map[string]spot{}, looked: map[string]mark{}, reach: 2}
	for i, m := range s.wanted[:min(len(s.wanted), maxSpotted)] {
		sp.wants = append(sp.wants, m.want)
		sp.all |= 1 << i
		if m.isPhrase() {
			sp.addPhrase(phrase{m.clause, spot{1 << i, 1 << i}})
		}
		for _, word := range m.words {
			sp.begin(word)
		}
		for _, way := range m.ways {
			sp.addWay(way, 1<<i)
		}
	}
	return sp
}

func (sp *spotter) addPhrase(p phrase) {
	sp.phrases, sp.reach = append(sp.phrases, p), max(sp.reach, len(p.words))
}

func (sp *spotter) addWay(w way, want wantSet) {
	if len(w.words) > 0 {
		sp.addPhrase(phrase{clause{words: w.words}, spot{wants: want}})
		for _, word := range w.words {
			sp.begin(word)
		}
	}
	for _, base := range w.bases {
		s, known := sp.bases[base]
		if !known {
			sp.longer = append(sp.longer, base)
		}
		if s.wants |= want; w.also == "" {
			s.typed |= want
		}
		sp.bases[base] = s
		sp.begin(base)
		for _, form := range sp.lexicon.language.Irregular(base) {
			sp.begin(form)
		}
	}
}

// isPhrase says whether words are wanted next to each other alone.
func (c clause) isPhrase() bool { return c.exact() && len(c.words) > 1 }

// marks yields the wanted words of a text, in order.
func (sp *spotter) marks(text string) iter.Seq[mark] {
	return func(yield func(mark) bool) {
		held := make([]mark, 0, sp.reach) // words that follow each other, to which one that is still to come may belong
		release := func(n int) bool {
			for _, m := range held[:n] {
				if m.wants != 0 && !yield(m) {
					return false
				}
			}
			held = held[:copy(held, held[n:])]
			return true
		}
		for at := 0; at < len(text); {
			opened := len(held) > 0 && held[len(held)-1].opens
			m, ok := sp.next(text, at, opened)
			if !ok {
				break
			}
			if last := len(held) - 1; last >= 0 && hasWord(text[held[last].end:m.start]) && !release(len(held)) {
				return
			}
			held = append(held, m)
			sp.join(held)
			if len(held) == sp.reach && !release(1) {
				return
			}
			at = m.end
		}
		release(len(held))
	}
}

// next is the next word in which something wanted may begin, or any word.
func (sp *spotter) next(text string, at int, anyWord bool) (m mark, ok bool) {
	for ; at < len(text); at++ {
		if !anyWord && !(sp.maybeAt(text, at) && sp.beginsAt(text, at)) {
			continue
		}
		if start, end := wordAround(text, at); end > at {
			return sp.look(text, start, end), true
		}
	}
	return mark{}, false
}

// look is what a word is by itself. Ads that are found together have much the same words.
func (sp *spotter) look(text string, start, end int) mark {
	m, ok := sp.looked[text[start:end]]
	if !ok {
		m = sp.judge(term(text[start:end]))
		sp.looked[text[start:end]] = m
	}
	m.start, m.end = start, end
	return m
}

// judge is what a term is by itself.
func (sp *spotter) judge(term string) mark {
	m := mark{term: term}
	for i, w := range sp.wants {
		if !w.isPhrase() && w.mentions(m.term) {
			m.add(spot{1 << i, 1 << i})
		}
	}
	for _, k := range sp.lexicon.keys(m.term) {
		m.add(sp.bases[k.base])
	}
	for _, base := range sp.longer {
		m.opens = m.opens || len(base) > len(m.term) && strings.HasPrefix(base, m.term)
	}
	return m
}

// join marks the last of the words and those before it that are wanted together: two that are one when they are written
// so, and phrases.
func (sp *spotter) join(held []mark) {
	last := len(held) - 1
	if last > 0 && held[last-1].opens {
		both := sp.bases[sp.lexicon.pair(held[last-1].term, held[last].term)]
		held[last-1].add(both)
		held[last].add(both)
	}
	for _, p := range sp.phrases {
		if len(p.words) > len(held) {
			continue
		}
		if words := held[len(held)-len(p.words):]; p.is(words) {
			for k := range words {
				words[k].add(p.spot)
			}
		}
	}
}

// is says whether words, as many as the clause has, are those that it asks for.
func (c clause) is(words []mark) bool {
	for i, w := range c.words {
		begins := c.prefix && i == len(c.words)-1 && strings.HasPrefix(words[i].term, w)
		if words[i].term != w && !begins {
			return false
		}
	}
	return true
}

// ranges is where in a text wanted words stand, from a rune to before a rune, and what the text has of the wants.
func (sp *spotter) ranges(text string) (ranges [][2]int, found wantSet) {
	at, runes := 0, 0
	for m := range sp.marks(text) {
		start := runes + utf8.RuneCountInString(text[at:m.start])
		at, runes = m.end, start+utf8.RuneCountInString(text[m.start:m.end])
		ranges = append(ranges, [2]int{start, runes})
		found |= m.wants
	}
	return ranges, found
}
