package validate

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ledigajobb/internal/board"
)

func TestStorable(t *testing.T) {
	whole := func(change func(*board.Incoming)) *board.Incoming {
		in := &board.Incoming{
			Source: board.Source{Name: "jobtech", ID: "1"},
			Ad: board.Ad{Headline: "Upphandlare till Ekby kommun",
				Where: board.Where{Places: []board.Place{{Municipality: "0180", Region: "01", Country: "SE"}}}},
		}
		change(in)
		return in
	}
	for _, s := range []struct {
		name   string
		in     *board.Incoming
		faults []string
	}{
		{"whole", whole(func(*board.Incoming) {}), nil},
		{"only id and headline", &board.Incoming{Source: board.Source{Name: "x", ID: "1"}, Ad: board.Ad{Headline: "x"}}, nil},
		{"nothing", &board.Incoming{}, []string{"source.name required", "source.id required", "headline required"}},
		{"headline of 300 letters with rings", whole(func(in *board.Incoming) { in.Ad.Headline = strings.Repeat("å", 300) }), nil},
		{"too long", whole(func(in *board.Incoming) {
			in.Ad.Headline, in.Ad.Text.Plain = strings.Repeat("å", 301), strings.Repeat("a", MaxText+1)
		}), []string{"headline text.long", "description_text text.long"}},
		{"places that are not there", whole(func(in *board.Incoming) {
			in.Ad.Where.Places = []board.Place{{Municipality: "9999", Region: "99", Country: "XX"}}
		}), []string{"municipality_code municipality", "region_code region", "country_code iso3166_1_alpha2"}},
		{"a book in every field", whole(func(in *board.Incoming) {
			book := strings.Repeat("a", MaxText)
			in.Ad.Salary.Description, in.Ad.Apply.Information, in.Ad.Department = book, book, book
			in.Ad.Where.Places[0].City = book
			in.Ad.UnionContacts = []board.Contact{{Name: book}}
		}), []string{"employer.workplace text.long", "salary.description text.long", "application_details.information text.long",
			"city text.long", "application_contacts.name text.long"}},
		{"what is no text", whole(func(in *board.Incoming) { in.Source.ID, in.Employer.Name = "a\x00", "\xff" }),
			[]string{"source.id text", "employer.name text"}},
		{"too many places", whole(func(in *board.Incoming) { in.Ad.Where.Places = make([]board.Place, 21) }),
			[]string{"workplace_addresses too_many"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			var got []string
			var invalid *board.Invalid
			if err := New().Storable(s.in); errors.As(err, &invalid) {
				for _, f := range invalid.Faults {
					got = append(got, f.Field+" "+f.Code)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, s.faults) {
				t.Errorf("%v, want %v", got, s.faults)
			}
		})
	}
}
