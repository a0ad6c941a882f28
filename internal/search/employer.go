package search

import (
	"slices"

	"ledigajobb/internal/board"
)

const employerFacet = board.FacetEmployer

// An EmployerCount is an employer and how many of its jobs are visible.
type EmployerCount struct {
	Employer board.Employer
	Count    int
}

// employers is the number of the employer facet.
func (v *Version) employers() int {
	return slices.IndexFunc(v.words, func(d *dictionary) bool { return d.facet == employerFacet })
}

// Employers is every employer with visible jobs, by the Swedish alphabet.
func (v *Version) Employers() []EmployerCount {
	f := v.employers()
	out := []EmployerCount{}
	for _, n := range v.words[f].order {
		if count := v.totals[f][n]; count > 0 {
			out = append(out, EmployerCount{*v.known[n], int(count)})
		}
	}
	return out
}

// Employer is the employer with the slug or the organisation number, if it has visible jobs.
func (v *Version) Employer(slugOrOrgNr string) (EmployerCount, bool) {
	f := v.employers()
	n, ok := v.employerNumber(slugOrOrgNr)
	if !ok || v.totals[f][n] == 0 {
		return EmployerCount{}, false
	}
	return EmployerCount{*v.known[n], int(v.totals[f][n])}, true
}

// employerNumber finds an employer that the vocabulary has. A personal number finds nobody.
func (v *Version) employerNumber(slugOrOrgNr string) (uint32, bool) {
	f := v.employers()
	if n, ok := v.words[f].number[slugOrOrgNr]; ok {
		return n, true
	}
	nr, err := board.ParseOrgNr(slugOrOrgNr)
	if err != nil || nr.Public() == "" {
		return 0, false
	}
	for _, n := range v.words[f].order {
		if v.known[n].OrgNr == nr && v.hires(n) {
			return n, true
		}
	}
	return 0, false
}

// hires says whether the employer has a job that is visible or will be.
func (v *Version) hires(n uint32) bool {
	f := v.employers()
	if v.totals[f][n] > 0 {
		return true
	}
	for i := range v.parts {
		p := &v.parts[i]
		docs := newBitset(p.len())
		p.columns[f].set(n).addTo(docs)
		for doc := range docs.all {
			if p.alive.has(doc) && p.until[doc] > v.at {
				return true
			}
		}
	}
	return false
}
