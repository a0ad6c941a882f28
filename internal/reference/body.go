package reference

import (
	"slices"
	"strings"
	"sync"

	"ledigajobb/internal/board"
)

// A Body is a municipality, a region or a state agency.
type Body struct {
	OrgNr     board.OrgNr
	Name      string // what it goes by: "Stockholms stad", "Sida"
	LegalName string // "Stockholms kommun", "Styrelsen för internationellt utvecklingssamarbete"
	Sector    board.Sector
}

type register struct {
	bodies  []Body // by name
	byOrgNr map[board.OrgNr]Body
	byName  map[string]Body // folded names of all kinds
}

var bodies = sync.OnceValue(func() *register {
	r := &register{byOrgNr: map[board.OrgNr]Body{}, byName: map[string]Body{}}
	for _, row := range rows("bodies.tsv") {
		nr, err := board.ParseOrgNr(row[0])
		if err != nil {
			panic("reference: bodies.tsv: " + row[0] + ": " + err.Error())
		}
		b := Body{OrgNr: nr, Name: row[1], LegalName: row[2], Sector: board.Sector(row[3])}
		r.bodies = append(r.bodies, b)
		r.byOrgNr[nr] = b
		for _, name := range append(strings.Split(row[4], ", "), b.LegalName, b.Name) {
			if name != "" {
				r.byName[fold(name)] = b
			}
		}
	}
	slices.SortFunc(r.bodies, func(a, b Body) int { return Compare(a.Name, b.Name) })
	return r
})

// Bodies lists the public bodies by the Swedish alphabet of the names they go by.
func Bodies() []Body { return slices.Clone(bodies().bodies) }

// BodyByOrgNr finds a public body by its organisation number.
func BodyByOrgNr(nr board.OrgNr) (Body, bool) {
	b, ok := bodies().byOrgNr[nr]
	return b, ok
}

// BodyByName finds a public body by the name it goes by, its legal name, or another that it is known by, such as Polisen
// or MSB. Case and spacing do not matter.
func BodyByName(name string) (Body, bool) {
	b, ok := bodies().byName[fold(name)]
	return b, ok
}
