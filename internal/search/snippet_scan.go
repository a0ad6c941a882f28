package search

import "unicode/utf8"

// A word that is found by a base has the beginning of that base in it, somewhere: endings are all that differs, and what
// a compound has in front. (Irregular forms are listed.) So a text is searched for beginnings, and the words around them
// are analysed, no others.

// The length of a beginning: what is left of a base without its last two letters, but at least and at most so many.
const (
	shortestBeginning = 3
	longestBeginning  = 4
)

// begin adds the beginning of a word.
func (sp *spotter) begin(word string) {
	letters := min(max(utf8.RuneCountInString(word)-2, shortestBeginning), longestBeginning)
	beginning := make([]byte, 0, 8)
	for i := range len(word[:runeEnd(word, letters)]) {
		beginning = append(beginning, alike(word[i]))
	}
	for _, known := range sp.beginnings {
		if known == string(beginning) {
			return
		}
	}
	sp.beginnings = append(sp.beginnings, string(beginning))
	if len(beginning) > 1 {
		sp.pairs[pairOf(beginning[0], beginning[1])] = true
		return
	}
	for second := range 256 {
		sp.pairs[pairOf(beginning[0], byte(second))] = true
	}
}

// alike makes the letters of Swedish in upper and lower case the same, byte by byte, and some others too.
func alike(b byte) byte { return b | 'a' - 'A' }

// pairs is how many pairs of bytes are told apart.
const pairs = 1024

func pairOf(first, second byte) int { return (int(alike(first))<<5 ^ int(alike(second))) % pairs }

// maybeAt says whether one of the beginnings may stand at a byte. It is small enough to be inlined: hardly any does.
func (sp *spotter) maybeAt(text string, at int) bool {
	second := byte(0)
	if at+1 < len(text) {
		second = text[at+1]
	}
	return sp.pairs[pairOf(text[at], second)]
}

// beginsAt says whether one of the beginnings stands at a byte.
func (sp *spotter) beginsAt(text string, at int) bool {
	for _, beginning := range sp.beginnings {
		if stands(text[at:], beginning) {
			return true
		}
	}
	return false
}

func stands(text, beginning string) bool {
	if len(text) < len(beginning) {
		return false
	}
	for i := range len(beginning) {
		if alike(text[i]) != beginning[i] {
			return false
		}
	}
	return true
}

// wordAround is where the word that has a byte begins and ends; no word has it when it ends there.
func wordAround(text string, at int) (start, end int) {
	for start = at; start > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isWord(r) {
			break
		}
		start -= size
	}
	for end = at; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isWord(r) {
			break
		}
		end += size
	}
	return start, end
}

func hasWord(text string) bool {
	for _, r := range text {
		if isWord(r) {
			return true
		}
	}
	return false
}

// runeEnd is the byte behind a text's first runes.
func runeEnd(text string, runes int) int {
	for i := range text {
		if runes == 0 {
			return i
		}
		runes--
	}
	return len(text)
}
