package board

import (
	"strconv"
	"strings"
	"time"
)

// EmployerID is an employer's number inside the program; outside, its slug names it.
type EmployerID int64

// An Employer is an organisation that hires.
type Employer struct {
	ID        EmployerID
	Slug      string
	Name      string // what it goes by, as it writes it: "Ekby kommun"
	LegalName string // when that is another
	OrgNr     OrgNr
	Sector    Sector
	URL       string
	Logo      string // key of its picture, empty: none
	Verified  bool   // an editor has matched mail domain and organisation number
	UpdatedAt time.Time
	Version   int // counts its changes
}

// EmployerKey is what tells two employers apart: the organisation number, else the source and the name without regard
// to case and spacing. An employer of a source without numbers is nobody else's.
func EmployerKey(nr OrgNr, source, name string) string {
	if !nr.IsZero() {
		return "nr:" + nr.Digits()
	}
	return source + ":" + strings.ToLower(strings.Join(strings.Fields(name), " "))
}

// Sectors is every sector that the employer is found under: its own, and for Region Gotland, which is municipality and
// region, both.
func (e Employer) Sectors() []Sector {
	switch {
	case e.OrgNr.Digits() == gotland:
		return []Sector{SectorMunicipality, SectorRegion}
	case e.Sector == "":
		return nil
	}
	return []Sector{e.Sector}
}

// SlugCandidates are the slugs that an employer may get, the wished one first: its name's, then with its county for
// those that share a name (Håbo and Habo kommun), then with a number. county is the slug of the county, or empty.
func SlugCandidates(name, county string) func(yield func(string) bool) {
	base := Slugify(name)
	if base == "" {
		base = "arbetsgivare"
	}
	return func(yield func(string) bool) {
		if !yield(base) || county != "" && !yield(base+"-"+county) {
			return
		}
		for n := 2; ; n++ {
			if !yield(base + "-" + strconv.Itoa(n)) {
				return
			}
		}
	}
}
