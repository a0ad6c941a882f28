package desk

import (
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// tidyDraft cleans what an author has written, as it is kept and shown from then on.
func tidyDraft(d *board.Draft) {
	tidyAd(&d.Ad)
	lines(&d.Employer.Name, &d.Employer.URL)
	d.Owner, d.CoOwners, d.Client.Told = address(d.Owner), addresses(d.CoOwners), address(d.Client.Told)
	d.Order.Invoice.Clean()
	for name, values := range d.Form.Typed {
		for i, value := range values {
			values[i] = strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "")
		}
		d.Form.Typed[name] = values
	}
}

// tidyAd cleans an ad's texts: those of one line of what is not seen, those with markup of what is not safe. What is clean
// stays as it is.
func tidyAd(ad *board.Ad) {
	if ad.Text.HTML != "" {
		ad.Text = board.Text(richtext.FromHTML(ad.Text.HTML))
	}
	lines(&ad.Title, &ad.Headline, &ad.Department, &ad.Agency.Name, &ad.Agency.URL, &ad.Terms.CollectiveAgreement,
		&ad.Salary.Description, &ad.Apply.URL, &ad.Apply.Email, &ad.Apply.Reference, &ad.RegistryNumber)
	ad.Apply.Information = richtext.FromPlain(ad.Apply.Information).Plain
	ad.Contacts, ad.UnionContacts = slices.Clone(ad.Contacts), slices.Clone(ad.UnionContacts)
	for _, people := range [][]board.Contact{ad.Contacts, ad.UnionContacts} {
		for i := range people {
			lines(&people[i].Name, &people[i].Description, &people[i].Email, &people[i].Telephone)
		}
	}
	ad.Where.Places = slices.Clone(ad.Where.Places)
	for i := range ad.Where.Places {
		p := &ad.Where.Places[i]
		lines(&p.Street, &p.Postcode, &p.City)
	}
}

func lines(texts ...*string) {
	for _, text := range texts {
		*text = richtext.Line(*text)
	}
}
