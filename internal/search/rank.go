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
	inCounty
	inText
	shortFields = inText
)

// The weights of the short fields in a level, and of each time in the text: what a headline says counts most, and a town more
// than the county that has its name.
var weights = [shortFields]float32{inHeadline: 10, inRole: 5, inEmployer: 5, inPlace: 6, inCounty: 3}

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

// A use says how a word is used in a document: by bit whether it stands in each of the short fields, and above these how
// often it stands in the text, at most maxTimes.
type use uint8

// shortUses is the bits of the short fields.
const shortUses use = 1<<shortFields - 1

// textSteps are the steps of what stands in the text alone, so often.
var textSteps = func() (of [maxTimes + 1]step) {
	for times := range of {
		p := presence{text: int32(times) * nearUnits}
		of[times] = p.step(1)
	}
	return of
}()

// step is that of a word that is used so in a document whose headline counts norm.
func (u use) step(norm float32) step {
	if u&shortUses == 0 {
		return textSteps[u>>shortFields]
	}
	var p presence
	p.add(u, nearUnits)
	return p.step(norm)
}

// How near something is is counted in units, of which a word itself has nearUnits: sums of them are the same in whatever
// order they are added up.
const (
	nearUnits = 1 << 12
	pairUnits = nearUnits * 9 / 10 // nearPair
)

// A presence is where in a document what has a base stands: how near in each short field; in the text how near, each time.
type presence struct {
	short [shortFields]int32
	text  int32
}

// mark notes that something so near stands in a short field.
func (p *presence) mark(f field, near int32) { p.short[f] = max(p.short[f], near) }

// add adds a word that is used so, and is so near.
func (p *presence) add(u use, near int32) {
	p.text += int32(u>>shortFields) * near
	if u&shortUses == 0 {
		return
	}
	for f := range shortFields {
		if u>>f&1 != 0 {
			p.mark(f, near)
		}
	}
}

// step is the step of the level of what is present so in a document whose headline counts norm.
func (p *presence) step(norm float32) step {
	sum := weightText * float32(min(p.text, maxTimes*nearUnits))
	for f, near := range p.short {
		if near == 0 {
			continue
		}
		weight := weights[f]
		if field(f) == inHeadline {
			weight *= norm
		}
		sum += weight * float32(near)
	}
	sum /= nearUnits
	return stepOf(max(1, uint8(255*sum/(sum+saturation))))
}

// rarity is the inverse document frequency of a word that is found in so many of n documents, in rough steps: a document
// more or less seldom makes a difference to it, and so to the answers that it is not in.
func rarity(found, n int) float64 {
	const steps = 32
	return max(1, math.Round(steps*math.Log(1+(float64(n-found)+0.5)/(float64(found)+0.5)))) / steps
}

// What freshness adds to a score, and after how many days half of that.
const (
	fresh     = 0.05
	freshDays = 21
)

// maxDays is the age from which on freshness is the same.
const maxDays = 120

// freshness is the factor of a document, by its age in days.
var freshness = func() (of [maxDays + 1]float64) {
	for days := range of {
		of[days] = 1 + fresh*math.Exp2(-float64(days)/freshDays)
	}
	return of
}()
