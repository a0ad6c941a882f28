package importer

import (
	"cmp"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// whereOf is where the work is done.
func whereOf(ad object) (w board.Where) {
	if p, ok := placeOf(ad.object("workplace_address")); ok {
		w.Places = []board.Place{p}
	}
	if ad.flag("remote_work") {
		w.Workplace = board.Remote
	}
	return w
}

// placeOf is the workplace's address; ok is false where nothing says where it is.
func placeOf(a object) (p board.Place, ok bool) {
	p = board.Place{Country: countryOf(a), Street: a.line("street_address"), City: a.line("city")}
	m, inMunicipality := municipalityOf(a)
	r, inRegion := regionOf(a)
	if p.Country == board.Sweden || inMunicipality {
		p.Postcode = postcodeOf(a)
	}
	switch {
	case inMunicipality:
		p.Municipality, p.Region = m.Code, m.Region
		if inRegion && r.Code != m.Region {
			a.note("workplace_address.region", r.Name+" ("+m.Name+")")
		}
		if p.Country != board.Sweden && p.Country != "" {
			a.note("workplace_address.country", p.Country+" ("+m.Name+")")
		}
		p.Country = board.Sweden
		return p, true
	case p.Country != board.Sweden:
		return p, p.Country != ""
	}
	p.Region = r.Code
	return p, inRegion || p.City != ""
}

// municipalityOf is the municipality by its code, else by its concept, else by its name.
func municipalityOf(a object) (reference.Municipality, bool) {
	code, name := a.line("municipality_code"), a.line("municipality")
	found, ok := reference.MunicipalityByCode(leftPad(code, 4))
	if !ok {
		found, ok = reference.MunicipalityByConcept(a.line("municipality_concept_id"))
	}
	if !ok {
		found, ok = reference.MunicipalityByName(name)
	}
	if !ok && code+name != "" {
		a.note("workplace_address.municipality", cmp.Or(name, code))
	}
	return found, ok
}

// regionOf is the county, by the same three.
func regionOf(a object) (reference.Region, bool) {
	code, name := a.line("region_code"), a.line("region")
	found, ok := reference.RegionByCode(leftPad(code, 2))
	if !ok {
		found, ok = reference.RegionByConcept(a.line("region_concept_id"))
	}
	if !ok {
		found, ok = reference.RegionByName(name)
	}
	if !ok && code+name != "" {
		a.note("workplace_address.region", cmp.Or(name, code))
	}
	return found, ok
}

// leftPad gives a code back the zeros that it lost when somebody took it for a number.
func leftPad(code string, length int) string {
	if code == "" || len(code) >= length {
		return code
	}
	return strings.Repeat("0", length-len(code)) + code
}

// countryOf is the country by its name, Sweden where none is stated, and nothing where the name is unknown.
func countryOf(a object) string {
	name := a.line("country")
	if name == "" {
		return board.Sweden
	}
	code, ok := reference.CountryByName(name)
	if !ok {
		a.note("workplace_address.country", name)
	}
	return code
}

// postcodeOf is five digits.
func postcodeOf(a object) string {
	stated := a.line("postcode")
	digits := strings.NewReplacer(" ", "", "-", "", "SE", "", "S", "").Replace(strings.ToUpper(stated))
	if len(digits) != 5 || strings.Trim(digits, "0123456789") != "" {
		if stated != "" {
			a.note("workplace_address.postcode", stated)
		}
		return ""
	}
	return digits
}
