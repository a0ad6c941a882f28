package site

import (
	"slices"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// places is the counties, of which those that are chosen open to their municipalities. Where no county divides what was
// found, it is the municipalities alone.
func (l listing) places() []choices {
	counties := l.choices(board.FacetRegion)
	if len(counties.Shown) == 0 {
		return []choices{l.choices(board.FacetMunicipality)}
	}
	municipalities := l.municipalities()
	for _, list := range [][]choice{counties.Shown, counties.More} {
		for i, county := range list {
			if within := municipalities[county.Value]; opens(county, within) {
				name := l.text("filter.within", "county", county.Name)
				list[i].Within = &choices{Name: name, Field: string(board.FacetMunicipality), Shown: within}
				delete(municipalities, county.Value)
			}
		}
	}
	return []choices{counties, l.loose(municipalities)}
}

// opens says whether a county shows its municipalities: it is chosen and they divide what is found in it, or one of them is
// chosen.
func opens(county choice, within []choice) bool {
	return slices.ContainsFunc(within, func(c choice) bool {
		return c.Checked || county.Checked && c.Count > 0 && c.Count < county.Count
	})
}

// municipalities is the choices of municipalities by their county.
func (l listing) municipalities() map[string][]choice {
	by := map[string][]choice{}
	list := l.choices(board.FacetMunicipality)
	for _, c := range slices.Concat(list.Shown, list.More) {
		m, _ := reference.MunicipalityByCode(c.Value)
		by[m.Region] = append(by[m.Region], c)
	}
	return by
}

// loose is the chosen municipalities whose county is not shown, because nothing was found there.
func (l listing) loose(by map[string][]choice) choices {
	list := choices{Name: l.text("filter.municipality"), Field: string(board.FacetMunicipality)}
	for _, region := range reference.Regions() {
		for _, c := range by[region.Code] {
			if c.Checked {
				list.Shown = append(list.Shown, c)
			}
		}
	}
	return list
}
