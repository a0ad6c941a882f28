package search

import (
	"math"
)

// The fields of a document, by their numbers.
type field int

const (
	inHeadline field = iota
	inRole
	inEmployer
	inPlace
	inText
	shortFields = inText
)

// The weights of the short fields in a level, and of each time in the text: what a headline says counts most.
var weights = [shortFields]float32{inHeadline: 10, inRole: 5, inEmployer: 5, inPlace: 6}

const (
	weightText = 0.35
	maxTimes   = 6 // more in the text counts no more
)

// saturation is how soon more of the same word stops to count (k1 of BM25, for these weights).
const saturation = 4

// usualHeadline is the length of a headline in words at which it counts as it is; a longer one counts a little less, by
// lengthMatters (b of BM25). It is a constant, so that a document's level changes with no other document.
const (
	usualHeadline = 6
	lengthMatters = 0.2
)

// headlineNorm is what a word of a headline counts.
func headlineNorm(words int) float32 {
	return 1 / (1 - lengthMatters + lengthMatters*float32(words)/usualHeadline)
}

// A level says how much a document is about a word, from 1 to 255: the saturated term frequency of BM25F (Robertson and
// Zaragoza 2009) over the fields, worked out when the document comes in and kept as a step (Anh and Moffat 2005).
type level = uint8

// A step is a level as postings keep it, in four bits: from 1 to 15, 0 is none.
type step uint8

// lowest is the lowest level of each step; levels is what a step counts as. No step has levels on both sides of aboutText.
var (
	lowest = [...]level{0, 1, 30, 46, 60, 74, aboutText, 111, 125, 139, 151, 163, 173, 183, 193, 205}
	levels = [16]level{0, 20, 38, 53, 66, 84, 104, 118, 132, 145, 157, 168, 178, 187, 198, 215}
)

// steps is the step of each level.
var steps = func() (of [256]step) {
	for l := range of {
		for s, least := range lowest {
			if int(least) <= l {
				of[l] = step(s)
			}
		}
	}
	return of
}()

func stepOf(l level) step { return steps[l] }

// A document is about a word from the level aboutText on: more than the text alone gives; as a step, from aboutStep on.
const (
	aboutText level = 100
	aboutStep step  = 6
)

// Tiers are levels from which on documents are looked at first: the most there is, about what the headline gives, and more
// than the text gives. Below each is a gap between the levels of steps as wide as freshness is worth.
var tiers = [...]level{199, 158, 85}

// A presence is where in a document a word stands: how near in each short field, how much in the text.
type presence struct {
	short [shortFields]float32
	text  float32
	about bool // it stands in a short field
}

// level is that of a word that is present so in a document whose headline counts norm.
func (p *presence) level(norm float32) level {
	sum := weightText * p.text
	if p.about {
		for f, near := range p.short {
			if field(f) == inHeadline {
				near *= norm
			}
			sum += weights[f] * near
		}
	}
	return max(1, uint8(255*sum/(sum+saturation)))
}

// rarity is the inverse document frequency of a word that is found in so many of n documents.
func rarity(found, n int) float64 {
	return math.Log(1 + (float64(n-found)+0.5)/(float64(found)+0.5))
}

// What freshness adds to a score, and after how many days half of that.
const (
	fresh     = 0.05
	freshDays = 21
)

// freshness is the factor of a document that is so many days old.
func freshness(days int) float64 { return 1 + fresh*math.Exp2(-float64(days)/freshDays) }
