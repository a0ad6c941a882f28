package board

import (
	"log/slog"
	"strings"
)

// OrgNr is a Swedish organisation number: ten digits, checked. The zero OrgNr is none.
//
// A sole trader's number is the owner's personal identity number. It is kept for the invoice and never shown: String,
// and so every log and page, hides it.
type OrgNr struct {
	digits string
}

// ParseOrgNr reads the ways in which people write a number: ten digits with or without hyphen and spaces, with the
// century prefix 16 (or 19, 20 of a person), or as a VAT number SE…01. The fault codes are "orgnr.format" and
// "orgnr.checksum" (the tenth digit is a Luhn check digit over the other nine).
func ParseOrgNr(s string) (OrgNr, error) {
	digits := orgNrDigits(s)
	if len(digits) != 10 || strings.Trim(digits, "0123456789") != "" {
		return OrgNr{}, &Invalid{[]Fault{{Field: "organization_number", Code: "orgnr.format"}}}
	}
	if !luhn(digits) {
		return OrgNr{}, &Invalid{[]Fault{{Field: "organization_number", Code: "orgnr.checksum"}}}
	}
	return OrgNr{digits}, nil
}

func orgNrDigits(s string) string {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "–", "", "+", "").Replace(strings.ToUpper(strings.TrimSpace(s)))
	if vat, ok := strings.CutPrefix(s, "SE"); ok && len(vat) == 12 && strings.HasSuffix(vat, "01") {
		return vat[:10]
	}
	if len(s) == 12 && (s[:2] == "16" || s[:2] == "19" || s[:2] == "20") {
		return s[2:]
	}
	return s
}

// luhn checks the digits by the Luhn algorithm (ISO/IEC 7812-1 annex B).
func luhn(digits string) bool {
	sum := 0
	for i, r := range digits {
		n := int(r - '0')
		if i%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}

// IsZero says whether there is no number.
func (o OrgNr) IsZero() bool { return o.digits == "" }

// Digits is the number as ten digits, for the database and the invoice only.
func (o OrgNr) Digits() string { return o.digits }

// Personal says whether the number is a personal identity number: its third digit is 0 or 1, the ten of a month.
// An organisation's is always 2 or more.
func (o OrgNr) Personal() bool { return !o.IsZero() && o.digits[2] < '2' }

// Public is the number for addresses, pages and the API: ten digits, or nothing for a personal one.
func (o OrgNr) Public() string {
	if o.Personal() {
		return ""
	}
	return o.digits
}

// String writes the number as 212000-0142, a personal one as nothing but its kind.
func (o OrgNr) String() string {
	switch {
	case o.IsZero():
		return ""
	case o.Personal():
		return "(personal)"
	}
	return o.digits[:6] + "-" + o.digits[6:]
}

// LogValue keeps personal numbers out of logs.
func (o OrgNr) LogValue() slog.Value { return slog.StringValue(o.String()) }

// SuggestedSector is the sector that the number proposes, or none where the number cannot tell (terms: 5).
func (o OrgNr) SuggestedSector() Sector {
	for _, group := range []struct {
		prefix string
		sector Sector
	}{
		{"212000", SectorMunicipality}, {"232100", SectorRegion}, {"222000", SectorMunicipalAssociation},
		{"202100", SectorState}, {"5", SectorPrivate}, {"9", SectorPrivate}, {"8", SectorNonProfit},
	} {
		if strings.HasPrefix(o.digits, group.prefix) && !o.Personal() {
			return group.sector
		}
	}
	return ""
}

// gotland is the number of Region Gotland, the one organisation that is both municipality and region.
const gotland = "2120000803"

// MarshalText writes the digits: the form is for storage.
func (o OrgNr) MarshalText() ([]byte, error) { return []byte(o.digits), nil }

// UnmarshalText reads what MarshalText wrote.
func (o *OrgNr) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*o = OrgNr{}
		return nil
	}
	*o, err = ParseOrgNr(string(text))
	return err
}
