package swedish

import (
	"strings"
	"unicode/utf8"
)

// The least letters of a part: on the left but for short words such as it, on the right.
const (
	leastLeft  = 3
	leastRight = 4
)

// Split takes a compound into what stands on its left, in a form that Base understands, and its head; either may be a
// compound itself. ok is false when the word is no compound.
func (l *Language) Split(word string) (left, head string, ok bool) {
	if parts, listed := l.compounds[word]; listed {
		if len(parts) < 2 {
			return "", "", false
		}
		return parts[0], parts[1], true
	}
	endings := endingsOf(word)
	for i := range word { // the longest head first
		head = word[i:]
		if utf8.RuneCountInString(head) < leastRight {
			break
		}
		if l.isHead(head, endings) {
			if left, ok = l.left(word[:i], head); ok {
				return left, head, true
			}
		}
	}
	return "", "", false
}

// isCompound says whether Split takes the word apart.
func (l *Language) isCompound(word string) bool {
	_, _, ok := l.Split(word)
	return ok
}

// isHead says whether a word, with the endings of doers, may be the head of a compound.
func (l *Language) isHead(word string, endings []ending) bool {
	if l.words[word] || l.heads[word] {
		return !l.apart[word]
	}
	base, ok := l.doer(word, endings)
	return ok && (l.words[base] || l.heads[base])
}

// Leads says whether a word may stand before a head in this form: upphandlings, skol.
func (l *Language) Leads(left string) bool {
	_, ok := l.left(left, " ")
	return ok
}

// Heads says whether a word may be the head of a compound.
func (l *Language) Heads(word string) bool {
	return utf8.RuneCountInString(word) >= leastRight && l.isHead(word, endingsOf(word))
}

// left is the word that stands before a head; ok is false if that is no word.
func (l *Language) left(left, head string) (word string, ok bool) {
	switch n := utf8.RuneCountInString(left); {
	case n == 2 && l.short[left]:
		return left, true
	case n < leastLeft || l.apart[left]:
		return "", false
	}
	word, ok = l.unlink(left, head)
	return word, (ok || l.heads[head]) && !l.apart[word]
}

// unlink is the word that stands on the left of a compound: as it is; without an s that links it (upphandlings); with
// the vowel that it loses there or has changed (skol, hälso, gatu); with the second of three like letters (topp|politiker).
func (l *Language) unlink(left, head string) (word string, ok bool) {
	if vowel := left[len(left)-1]; vowel == 'o' || vowel == 'u' || vowel == 'e' {
		if word := left[:len(left)-1] + "a"; l.words[word] {
			return word, true
		}
	}
	stem, linked := strings.CutSuffix(left, "s")
	if linked && l.words[stem] {
		return stem, true
	}
	if l.words[left] || len(l.compounds[left]) > 1 {
		return left, true
	}
	tries := []string{left + "a", left + "e"}
	switch last := left[len(left)-1]; {
	case linked:
		tries = []string{stem, stem + "e", stem + "a"}
	case strings.IndexByte("aeou", last) >= 0:
		tries = []string{left[:len(left)-1]}
	case last == head[0]:
		tries = append(tries, left+head[:1])
	}
	for _, try := range tries {
		if utf8.RuneCountInString(try) >= leastLeft && l.words[try] {
			return try, true
		}
	}
	if linked && l.isCompound(stem) { // the left side is a compound itself
		return stem, true
	}
	return left, !linked && l.isCompound(left)
}
