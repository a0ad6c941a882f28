package search

import (
	"cmp"
	"slices"
	"strings"

	"ledigajobb/internal/board"
)

// maxAlike is in how many jobs, as a share of all, a word of a headline may stand to say what is alike: one in so many.
const maxAlike = 5

// Similar is up to n visible jobs that are most like a job of the index, the most alike first: by the words of its
// headline, its roles and its municipality, the rarer ones counting more. The job need not be visible any more. There
// are none for a job that the index does not have.
func (v *Version) Similar(id board.ID, n int) []Hit {
	j, ok := v.kept(id)
	if !ok {
		return nil
	}
	return v.Like(j, n)
}

// Like is Similar for a job that the index need not have.
func (v *Version) Like(j *board.Job, n int) []Hit {
	alike := make([]likeness, len(v.parts))
	for i := range v.parts {
		alike[i] = likeness{make([]float64, v.parts[i].len()), newBitset(v.parts[i].len())}
	}
	for _, said := range v.says(j) {
		v.addAlike(alike, said)
	}
	top := best[place]{max: n, compare: mostRelevant}
	for i := range v.parts {
		p := &v.parts[i]
		for doc := range alike[i].docs.all {
			if p.id(doc) != j.ID {
				top.push(place{p, doc, alike[i].scores[doc]})
			}
		}
	}
	var hits []Hit
	for _, at := range top.sorted() {
		hits = append(hits, v.hit(at))
	}
	return hits
}

// A likeness is how much the documents of a part are like a job; the scores of those that are not alike mean nothing.
type likeness struct {
	scores []float64
	docs   bitset
}

// kept is a job that is visible, or was.
func (v *Version) kept(id board.ID) (*board.Job, bool) {
	for i := range v.parts {
		p := &v.parts[i]
		if doc, ok := p.find(id); ok && p.alive.has(doc) {
			return v.job(p, doc), true
		}
	}
	return nil, false
}

// A saying is a base that a job is about, and how rare it is.
type saying struct {
	base   string
	rarity float64
}

// maxSaid is how many bases of a job are looked for, the rarest of them.
const maxSaid = 12

// says is the bases of what the job's headline, title, roles and places say, each once, the rarest first.
func (v *Version) says(j *board.Job) []saying {
	var all []saying
	for base := range v.basesOf(j) {
		if found := v.based(base); found > 0 && found <= max(fewTogether, v.count/maxAlike) {
			all = append(all, saying{base, rarity(found, v.count)})
		}
	}
	slices.SortFunc(all, func(a, b saying) int {
		return cmp.Or(cmp.Compare(b.rarity, a.rarity), strings.Compare(a.base, b.base))
	})
	return all[:min(maxSaid, len(all))]
}

func (v *Version) basesOf(j *board.Job) map[string]bool {
	texts := append(roleLabels(&j.Ad), j.Ad.Headline, j.Ad.Title)
	bases := map[string]bool{}
	for _, text := range append(texts, placeNames(&j.Ad)...) {
		for t := range tokens(text) {
			if small[t.term] {
				continue
			}
			for _, k := range v.lexicon.keys(t.term) {
				bases[k.base] = true
			}
		}
	}
	return bases
}

// addAlike adds what a base says of the visible documents that are about it.
func (v *Version) addAlike(alike []likeness, said saying) {
	for i := range v.parts {
		p := &v.parts[i]
		term, ok := p.bases.find(said.base)
		if !ok {
			continue
		}
		for hit := range p.bases.listAbout(term, p.visible) {
			alike[i].scores[hit.doc] += said.rarity * float64(hit.level)
			alike[i].docs.set(hit.doc)
		}
	}
}
