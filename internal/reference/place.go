package reference

import (
	"slices"
	"strings"
	"sync"
)

// A Municipality is one of Sweden's 290.
type Municipality struct {
	Code      string // SCB's, four digits: "0180"
	Name      string // "Stockholm"
	LegalName string // "Stockholms kommun"
	Region    string // its county's code, the first two digits of its own
	OrgNr     string // ten digits
	ConceptID string // in JobTech's taxonomy
}

// A Region is one of Sweden's 21 counties (län). The API calls it region as JobTech does; readers never see that word
// for it, since to them a region is the employer.
type Region struct {
	Code      string // SCB's, two digits: "01"
	Name      string // "Stockholms län"
	ConceptID string // in JobTech's taxonomy
}

type gazetteer struct {
	municipalities []Municipality // by name
	regions        []Region       // by name
	byCode         map[string]Municipality
	byName         map[string]Municipality // folded names of all kinds
	byConcept      map[string]Municipality
	region         map[string]Region // by code
	regionConcept  map[string]Region
	regionName     map[string]Region // by folded name without "län"
	country        map[string]string // code by folded name in either language, and by itself
}

var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{
		byCode: map[string]Municipality{}, byName: map[string]Municipality{}, byConcept: map[string]Municipality{},
		region: map[string]Region{}, regionConcept: map[string]Region{}, regionName: map[string]Region{},
		country: map[string]string{},
	}
	for _, row := range rows("regions.tsv") {
		r := Region{Code: row[0], Name: row[1], ConceptID: row[2]}
		g.regions = append(g.regions, r)
		g.region[r.Code], g.regionConcept[r.ConceptID] = r, r
		g.regionName[strings.TrimSuffix(fold(r.Name), " län")] = r
	}
	for _, row := range rows("municipalities.tsv") {
		m := Municipality{Code: row[0], Name: row[1], LegalName: row[2], Region: row[0][:2], OrgNr: row[3], ConceptID: row[4]}
		g.municipalities = append(g.municipalities, m)
		g.byCode[m.Code], g.byConcept[m.ConceptID] = m, m
		g.byName[fold(m.Name)], g.byName[fold(m.LegalName)] = m, m
	}
	for _, row := range rows("countries.tsv") {
		for _, name := range row {
			g.country[fold(name)] = row[0]
		}
	}
	for _, row := range rows("places.tsv") {
		g.byName[fold(row[0])] = g.byCode[row[1]]
	}
	slices.SortFunc(g.regions, func(a, b Region) int { return Compare(a.Name, b.Name) })
	slices.SortFunc(g.municipalities, func(a, b Municipality) int { return Compare(a.Name, b.Name) })
	return g
})

// Municipalities lists the municipalities by the Swedish alphabet.
func Municipalities() []Municipality { return slices.Clone(places().municipalities) }

// Regions lists the counties by the Swedish alphabet.
func Regions() []Region { return slices.Clone(places().regions) }

// MunicipalityByCode finds a municipality by SCB's four digits.
func MunicipalityByCode(code string) (Municipality, bool) {
	m, ok := places().byCode[code]
	return m, ok
}

// MunicipalityByConcept finds a municipality by its id in JobTech's taxonomy.
func MunicipalityByConcept(id string) (Municipality, bool) {
	m, ok := places().byConcept[id]
	return m, ok
}

// MunicipalityByName finds a municipality by its name, its legal name, or the name of a place in it that people name
// instead, such as Kista. Case and spacing do not matter.
func MunicipalityByName(name string) (Municipality, bool) {
	m, ok := places().byName[fold(name)]
	return m, ok
}

// RegionByCode finds a county by SCB's two digits.
func RegionByCode(code string) (Region, bool) {
	r, ok := places().region[code]
	return r, ok
}

// RegionByConcept finds a county by its id in JobTech's taxonomy.
func RegionByConcept(id string) (Region, bool) {
	r, ok := places().regionConcept[id]
	return r, ok
}

// RegionByName finds a county by its name, with or without "län". Case and spacing do not matter.
func RegionByName(name string) (Region, bool) {
	r, ok := places().regionName[strings.TrimSuffix(fold(name), " län")]
	return r, ok
}

// CountryByName finds a country's ISO 3166-1 alpha-2 code by its name in Swedish or English, or by the code itself. Case
// and spacing do not matter.
func CountryByName(name string) (code string, ok bool) {
	code, ok = places().country[fold(name)]
	return code, ok
}
