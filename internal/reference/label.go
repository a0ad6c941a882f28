package reference

import (
	"sync"

	"ledigajobb/internal/board"
)

// List names a list of values that have labels. A facet's list has the facet's name.
type List string

// The lists.
const (
	ListRole           = List(board.FacetRole)
	ListLevel          = List(board.FacetLevel)
	ListLaw            = List(board.FacetLaw) // as people say it: LOU
	ListCategory       = List(board.FacetCategory)
	ListSector         = List(board.FacetSector)
	ListEmploymentType = List(board.FacetEmploymentType)
	ListWorkingHours   = List(board.FacetWorkingHours)
	ListWorkplace      = List(board.FacetWorkplace)
	ListLanguage       = List(board.FacetLanguage)
	ListPay            = List(board.FacetPay)
	ListRegion         = List(board.FacetRegion)       // by SCB's code; one name in both languages
	ListMunicipality   = List(board.FacetMunicipality) // by SCB's code; one name in both languages

	ListCountry        List = "country"  // by ISO 3166-1 alpha-2 code
	ListLawName        List = "law_name" // in full, as inside a sentence
	ListDuration       List = "duration"
	ListStart          List = "start"
	ListPlace          List = "place" // nationwide, abroad, none
	ListPayPeriod      List = "pay_period"
	ListPayReason      List = "pay_reason"
	ListRequirement    List = "requirement"
	ListStatus         List = "status"          // to a reader; only those that a reader meets
	ListEmployerStatus List = "employer_status" // to the employer
	ListFrequency      List = "frequency"
	ListContactKind    List = "contact_kind"
	ListDeskRole       List = "desk_role"
	ListPackage        List = "package"
	ListItem           List = "order_item"
	ListOrderState     List = "order_state"
	ListInvoiceRoute   List = "invoice_route"
	ListCreditReason   List = "credit_reason"
)

type term struct {
	list List
	slug string
}

type label struct{ swedish, english string }

var labels = sync.OnceValue(func() map[term]label {
	byTerm := map[term]label{}
	for _, row := range rows("labels.tsv") {
		byTerm[term{List(row[0]), row[1]}] = label{row[2], row[3]}
	}
	for _, r := range places().regions {
		byTerm[term{ListRegion, r.Code}] = label{r.Name, r.Name}
	}
	for _, m := range places().municipalities {
		byTerm[term{ListMunicipality, m.Code}] = label{m.Name, m.Name}
	}
	for _, row := range rows("countries.tsv") {
		byTerm[term{ListCountry, row[0]}] = label{row[1], row[2]}
	}
	return byTerm
})

// Label is what a value of a list is called: in English when lang is English, else in Swedish. A value that the list does
// not have is its own label.
func Label(lang board.Language, list List, slug string) string {
	l, ok := labels()[term{list, slug}]
	switch {
	case !ok:
		return slug
	case lang == board.English:
		return l.english
	}
	return l.swedish
}
