// Package compare says how texts differ: how much two have in common, and word by word what became of one in the other.
package compare

import (
	"slices"
	"unicode"
)

// shingle is how many words in a row are compared as one: four seldom stand together by chance.
const shingle = 4

// Shingles is what a text is recognised by: the hashes of all its runs of four words, sorted, each once. Case, signs and
// spaces do not count.
type Shingles []uint64

// Sketch makes the shingles of a text; one of fewer than four words is one shingle.
func Sketch(text string) Shingles {
	words := hashes(text)
	if len(words) == 0 {
		return nil
	}
	all := make(Shingles, 0, len(words))
	for i := range max(1, len(words)-shingle+1) {
		h := uint64(offset)
		for _, word := range words[i:min(i+shingle, len(words))] {
			h = (h ^ word) * prime
		}
		all = append(all, h)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The numbers of FNV-1a, by which runes and words are hashed.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// hashes is the hash of each word of a text.
func hashes(text string) []uint64 {
	words := make([]uint64, 0, len(text)/6)
	h, inWord := uint64(offset), false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			h, inWord = (h^uint64(unicode.ToLower(r)))*prime, true
		case inWord:
			words = append(words, h)
			h, inWord = offset, false
		}
	}
	if inWord {
		words = append(words, h)
	}
	return words
}

// Nearly says whether at least a share of what stands in either text stands in both; texts of very different lengths are
// told apart by that alone.
func (s Shingles) Nearly(other Shingles, share float64) bool {
	short, long := min(len(s), len(other)), max(len(s), len(other))
	return float64(short) >= share*float64(long) && s.Alike(other) >= share
}

// Alike is how much of what stands in either text stands in both, from 0 to 1 (the Jaccard index).
func (s Shingles) Alike(other Shingles) float64 {
	common := 0
	for i, j := 0, 0; i < len(s) && j < len(other); {
		switch {
		case s[i] < other[j]:
			i++
		case s[i] > other[j]:
			j++
		default:
			common++
			i++
			j++
		}
	}
	if common == 0 {
		return 0
	}
	return float64(common) / float64(len(s)+len(other)-common)
}
