package validate

import (
	"slices"
	"testing"

	"ledigajobb/internal/board"
)

func TestWhatAnAuthorSaysOfThemselves(t *testing.T) {
	own := func(typed map[string][]string) *board.Draft {
		return &board.Draft{Owner: "elin@ekby.example", Client: board.Client{For: board.ForOwn}, Form: board.DraftForm{Typed: typed}}
	}
	six := own(nil)
	six.CoOwners = []string{"1@ekby.example", "2@ekby.example", "3@ekby.example", "4@ekby.example", "5@ekby.example"}
	for name, s := range map[string]struct {
		draft *board.Draft
		want  []string
	}{
		"nothing":   {&board.Draft{}, []string{"client.for whom", "owners email"}},
		"all":       {own(nil), nil},
		"no agency": {&board.Draft{Owner: "a@lind.example", Client: board.Client{For: board.ForOther}}, []string{"agency.name required"}},
		"an agency that is told itself": {&board.Draft{Owner: "a@lind.example", Client: board.Client{For: board.ForOther, Told: "b@lind.example"}, Ad: board.Ad{Agency: board.Agency{Name: "Lind"}}},
			[]string{"client.told own_domain"}},
		"six owners": {six, []string{"co_owners too_many"}},
		"a day that is none, and its time": {own(map[string][]string{"application_deadline": {"30 nobember"}, "application_deadline.time": {"kl 12"}}),
			[]string{"application_deadline deadline.format", "application_deadline.time time"}},
		"a sum that is none": {own(map[string][]string{"salary.min": {"mycket"}, "salary.period": {"vecka"}}), []string{"salary.min number", "salary.period value"}},
		"an address, a place, a number": {own(map[string][]string{"client.told": {"hr"}, "workplace_addresses.0.municipality": {"Ekbi"}, "employer.organization_number": {"1"},
			"workplace_addresses.0.street_address": {"Storgatan"}}),
			[]string{"client.told email", "employer.organization_number orgnr.format", "workplace_addresses.0.municipality municipality"}},
	} {
		if got := faultsOf(t, New().Handed(s.draft)); !slices.Equal(got, s.want) {
			t.Errorf("%s: %q, want %q", name, got, s.want)
		}
	}
}
