package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ledigajobb/internal/board"
)

// clean refuses texts of strangers in which one of the words that the journal has blocked stands, as a board.Invalid of the
// field.
func (c *change) clean(ctx context.Context, field string, texts ...string) error {
	settings, err := c.tx.Settings(ctx)
	if err != nil {
		return err
	}
	if word := blockedWord(settings[board.SettingBlockedWords], texts...); word != "" {
		return &board.Invalid{Faults: []board.Fault{{Field: field, Code: "blocked", Value: word}}}
	}
	return nil
}

// spotless refuses drafts with a word that the journal has blocked, wherever readers would see it. What stood there before is
// not held against them.
func (c *change) spotless(ctx context.Context, draft, before *board.Draft) error {
	settings, err := c.tx.Settings(ctx)
	if err != nil {
		return err
	}
	stood, wrong := map[string]string{}, &board.Invalid{}
	for _, w := range writings(before) {
		stood[w.field] = w.text
	}
	for _, w := range writings(draft) {
		if word := blockedWord(settings[board.SettingBlockedWords], w.text); word != "" && stood[w.field] != w.text {
			wrong.Add(board.Fault{Field: w.field, Code: "blocked", Value: word})
		}
	}
	return wrong.Err()
}

// A writing is what was written into a field of the form.
type writing struct{ field, text string }

// writings is everything that an author writes in words of their own, and that readers see.
func writings(d *board.Draft) []writing {
	ad := &d.Ad
	all := []writing{
		{"title", ad.Title}, {"headline", ad.Headline}, {"salary.description", ad.Salary.Description},
		{"collective_agreement", ad.Terms.CollectiveAgreement}, {"description_text", ad.Text.Plain},
		{"application_details.reference", ad.Apply.Reference}, {"application_details.information", ad.Apply.Information},
		{"registry_number", ad.RegistryNumber}, {"employer.workplace", ad.Department}, {"agency.name", ad.Agency.Name},
	}
	if d.EmployerID == 0 {
		all = append(all, writing{"employer.name", d.Employer.Name})
	}
	for i, p := range ad.Where.Places {
		at := fmt.Sprintf("workplace_addresses.%d.", i)
		all = append(all, writing{at + "street_address", p.Street}, writing{at + "city", p.City})
	}
	return append(all, slices.Concat(persons("application_contacts", ad.Contacts), persons("union_contacts", ad.UnionContacts))...)
}

func persons(list string, contacts []board.Contact) (all []writing) {
	for i, c := range contacts {
		at := fmt.Sprintf("%s.%d.", list, i)
		all = append(all, writing{at + "name", c.Name}, writing{at + "description", c.Description})
	}
	return all
}

// blockedWord is the first of the list's words and phrases, one a line, that stands in one of the texts as a whole,
// however it is written; empty when none does.
func blockedWord(list string, texts ...string) string {
	for line := range strings.Lines(list) {
		phrase := spelt(line)
		if phrase == "" {
			continue
		}
		for _, text := range texts {
			if strings.Contains(" "+spelt(text)+" ", " "+phrase+" ") {
				return strings.TrimSpace(line)
			}
		}
	}
	return ""
}

// spelt is the words of a text in lower case with one space between.
func spelt(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}
