package validate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// Handed is nil for a draft whose author says who they are and for whom they advertise, and that holds nothing that could not
// be read; else a board.Invalid. What its ad has to say, Orderable tells.
func (v *Validator) Handed(d *board.Draft) error {
	wrong := &board.Invalid{Faults: clientFaults(d)}
	if d.Owner == "" {
		wrong.Add(board.Fault{Field: "owners", Code: "email"})
	}
	if len(d.Owners()) > board.MaxOwners {
		wrong.Add(board.Fault{Field: "co_owners", Code: "too_many", Allowed: strconv.Itoa(board.MaxOwners - 1)})
	}
	for _, field := range slices.Sorted(maps.Keys(d.Form.Typed)) {
		fault := board.Fault{Field: field, Code: unreadable(field)}
		if slices.Contains([]string{"value", "municipality", "country"}, fault.Code) {
			fault.Value = strings.Join(d.Form.Typed[field], ", ")
		}
		if fault.Code != "" {
			wrong.Add(fault)
		}
	}
	return wrong.Err()
}

// clientFaults are those of who advertises for whom.
func clientFaults(d *board.Draft) (faults []board.Fault) {
	switch d.Client.For {
	case board.ForOwn:
		if d.Ad.Agency.Name != "" {
			faults = append(faults, board.Fault{Field: "client.for", Code: "agency"})
		}
	case board.ForOther:
		if d.Ad.Agency.Name == "" {
			faults = append(faults, board.Fault{Field: "agency.name", Code: "required"})
		}
		if told := d.Client.Told; told != "" && domain(told) == domain(d.Owner) {
			faults = append(faults, board.Fault{Field: "client.told", Code: "own_domain"})
		}
	default:
		faults = append(faults, board.Fault{Field: "client.for", Code: "whom"})
	}
	return faults
}

func domain(email string) string { return email[strings.LastIndexByte(email, '@')+1:] }

// unread is what is wrong with a field's text that could not be read, by the end of the field's name; the first counts.
var unread = [...]struct{ field, code string }{
	{"application_deadline", "deadline.format"}, {"publication_date", "deadline.format"}, {"start.date", "deadline.format"}, {".not_before", "deadline.format"},
	{".time", "time"}, {".email", "email"}, {"owners", "email"}, {"client.told", "email"},
	{".min", "number"}, {".max", "number"}, {"number_of_vacancies", "number"}, {".municipality", "municipality"}, {".country_code", "country"},
	{"organization_number", "orgnr.format"}, {".orgnr", "orgnr.format"}, {"employer.owned", "owned"}, {"description_text", "text.long"},
}

// unreadable is the code of a field that holds what could not be read; empty for one that only stands beside such a field.
func unreadable(field string) string {
	for _, u := range unread {
		if strings.HasSuffix(field, u.field) {
			return u.code
		}
	}
	if parts := strings.Split(field, "."); len(parts) == 3 { // a row of which another field is wrong
		return ""
	}
	return "value"
}
