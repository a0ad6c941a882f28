package search

import (
	"slices"

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
	scores := make([][]float64, len(v.parts))
	for i := range v.parts {
		scores[i] = make([]float64, v.parts[i].len())
	}
	for _, base := range v.says(j) {
		found := v.based(base)
		if found == 0 || found > max(fewTogether, v.count/maxAlike) {
			continue
		}
		v.addAlike(scores, base, rarity(found, v.count))
	}
	top := best[place]{max: n, compare: mostRelevant}
	for i := range v.parts {
		p := &v.parts[i]
		for doc := range p.visible.all {
			if scores[i][doc] > 0 && p.id(doc) != j.ID {
				top.push(place{p, doc, scores[i][doc]})
			}
		}
	}
	var hits []Hit
	for _, at := range top.sorted() {
		hits = append(hits, v.hit(at))
	}
	return hits
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

// says is the bases of what the job's headline, title, roles and first place say, each once, in order.
func (v *Version) says(j *board.Job) []string {
	texts := append(roleLabels(&j.Ad), j.Ad.Headline, j.Ad.Title)
	texts = append(texts, placeNames(&j.Ad)...)
	var bases []string
	for _, text := range texts {
		for t := range tokens(text) {
			if small[t.term] {
				continue
			}
			for _, k := range v.lexicon.keys(t.term) {
				bases = append(bases, k.base)
			}
		}
	}
	slices.Sort(bases)
	return slices.Compact(bases)
}

// addAlike adds what a base says of the documents that are about it.
func (v *Version) addAlike(scores [][]float64, base string, rarity float64) {
	for i := range v.parts {
		p := &v.parts[i]
		term, ok := p.bases.find(base)
		if !ok {
			continue
		}
		for _, hit := range p.bases.list(term, p.visible) {
			if hit.level >= aboutText {
				scores[i][hit.doc] += rarity * float64(hit.level)
			}
		}
	}
}
