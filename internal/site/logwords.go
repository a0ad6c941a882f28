package site

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// termsIn is the list of terms that a field's values are of, where they are of one.
func termsIn(field string, about board.SubjectKind) reference.List {
	switch field {
	case "state":
		if about == board.SubjectOrder {
			return reference.ListOrderState
		}
		return reference.ListEmployerStatus
	case "role":
		return reference.ListDeskRole
	case "why":
		return reference.ListCreditReason
	}
	return map[string]reference.List{
		"package": reference.ListPackage, "sector": reference.ListSector, "frequency": reference.ListFrequency, "language": reference.ListLanguage,
		"invoice.route": reference.ListInvoiceRoute, "ad.language": reference.ListLanguage,
		"ad.profile.roles": reference.ListRole, "ad.profile.level": reference.ListLevel, "ad.profile.laws": reference.ListLaw,
		"ad.profile.categories": reference.ListCategory, "ad.where.workplace": reference.ListWorkplace,
		"ad.terms.employment": reference.ListEmploymentType, "ad.terms.hours": reference.ListWorkingHours, "ad.terms.duration": reference.ListDuration,
		"ad.terms.start.term": reference.ListStart, "ad.terms.requirements": reference.ListRequirement,
		"ad.salary.period": reference.ListPayPeriod, "ad.salary.reason": reference.ListPayReason,
	}[field]
}

// wordsIn is the beginnings of the words' keys that name a field's values, where some do.
func wordsIn(field string) []string {
	return map[string][]string{
		"decision.reasons": {"reason."}, "ending.reason": {"end.", "takedown."}, "extension.reason": {"extend."},
		"reason": {"report.reason."}, "outcome": {"reports.outcome."}, "kind": {"letter.", "customer.block."},
	}[field]
}

// inWords is a value of the log as people read it: slugs by their names, instants as Sweden's clocks show them. What nobody has
// words for stays as it is kept.
func inWords(v *visit, about board.SubjectKind, field, value string) string {
	field = strings.TrimPrefix(field, "revision.")
	if value == "" {
		return ""
	}
	if terms, keys := termsIn(field, about), wordsIn(field); terms != "" || keys != nil {
		return eachSaid(value, func(slug string) string {
			for _, key := range keys {
				for _, key := range []string{key + slug, key + slug + ".name"} {
					if words.Has(key) {
						return v.text(key)
					}
				}
			}
			return reference.Label(v.lang, terms, slug)
		})
	}
	switch _, isPackage := board.Parse(board.Packages(), field); {
	case isPackage, field == "credited", field == "total":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return kronor(v, n)
		}
	case field == "org_nr", field == "invoice.org_nr":
		return numberSaid(value)
	case value == "true":
		return v.text("customer.yes")
	case strings.HasPrefix(value, "["):
		return manySaid(v, field, value)
	}
	return whenSaid(v, value)
}

// numberSaid is an organisation number, one that is personal as nothing but its kind.
func numberSaid(value string) string {
	var nr board.OrgNr
	if nr.UnmarshalText([]byte(value)) != nil {
		return value
	}
	return nr.String()
}

// whenSaid is a day or an instant in words, and anything else as it is.
func whenSaid(v *visit, value string) string {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return words.Moment(v.lang, t)
	}
	if d, err := board.ParseDate(value); err == nil {
		return words.Date(v.lang, d)
	}
	if t, err := time.ParseInLocation("2006-01-02T15:04", value, board.Stockholm()); err == nil {
		return words.Moment(v.lang, t)
	}
	return value
}

// eachSaid is a slug, or a list of them, each as it is called.
func eachSaid(value string, name func(string) string) string {
	var slugs []string
	if json.Unmarshal([]byte(value), &slugs) != nil {
		return name(value)
	}
	for i, slug := range slugs {
		slugs[i] = name(slug)
	}
	return strings.Join(slugs, ", ")
}

// manySaid is a list that is kept as one value: places, people, an order's lines, or plain texts.
func manySaid(v *visit, field, value string) string {
	var many []string
	switch field {
	case "ad.where.places":
		many = listSaid(value, func(p board.Place) []string { return []string{p.Street, placeName(v.lang, p)} })
	case "ad.contacts", "ad.union_contacts":
		many = listSaid(value, func(c board.Contact) []string { return []string{c.Name, c.Description, c.Email, c.Telephone} })
	case "lines":
		many = listSaid(value, func(l board.OrderLine) []string {
			return []string{reference.Label(v.lang, reference.ListItem, string(l.Item)), kronor(v, l.Sum()), l.Reason}
		})
	default:
		many = listSaid(value, func(s string) []string { return []string{s} })
	}
	if many == nil {
		return value
	}
	return strings.Join(many, "; ")
}

// listSaid is each entry of a list as the parts of it that say something; nil for what is no such list.
func listSaid[T any](value string, parts func(T) []string) (many []string) {
	var list []T
	if json.Unmarshal([]byte(value), &list) != nil {
		return nil
	}
	for _, one := range list {
		var known []string
		for _, part := range parts(one) {
			if part != "" {
				known = append(known, part)
			}
		}
		many = append(many, strings.Join(known, ", "))
	}
	return many
}
