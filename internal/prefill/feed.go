package prefill

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
	"ledigajobb/internal/importer"
	"ledigajobb/internal/richtext"
)

// readFeedFor reads a page's ad from the JSON Feed of its site.
func (r Reader) readFeedFor(ctx context.Context, feed *url.URL, p *page) (Found, error) {
	answer, err := r.Get(ctx, feed)
	if err != nil {
		return Found{}, refusal(err)
	}
	if !answer.JSON {
		return Found{}, refuse(CodeNone, "the feed is no JSON")
	}
	return readFeed(answer, p.at.String())
}

// readFeed reads an ad from JSON: the item of a JSON Feed at the address (its only one, where none is given), with what its
// _jobposting states, or a JobPosting itself.
func readFeed(a fetch.Answer, address string) (Found, error) {
	value, err := parseJSON(a.Body)
	if err != nil {
		return Found{}, refuse(CodeNone, "the JSON cannot be read")
	}
	feed, _ := value.(map[string]any)
	items := thing{properties: feed}.all("items")
	for _, item := range items {
		if len(items) == 1 && address == "" || sameAddress(item.text("url", "id"), address) {
			return readItem(a.At, item)
		}
	}
	postings := things(value, "JobPosting")
	switch {
	case len(items) == 0 && len(postings) == 1:
		f, data := newFound(a.At), posting{postings[0], JSONLD}
		put(&f, "headline", JSONLD, &f.Ad.Headline, data.title())
		f.posting(data, board.Text{})
		f.Address = firstAddress(postings[0].text("url"), f.Address)
		return f.finish()
	case len(items)+len(postings) > 1 && address == "":
		return Found{}, refuse(CodeSeveral, "several ads at one address")
	}
	return Found{}, refuse(CodeNone, "no ad in the JSON")
}

// readItem is the ad of an item, which has an address of its own.
func readItem(at *url.URL, item thing) (Found, error) {
	f := newFound(at)
	f.Address = firstAddress(item.text("url"), f.Address)
	put(&f, "headline", JSONFeed, &f.Ad.Headline, line(item.text("title"), maxHeadline))
	f.posting(posting{item.first("_jobposting"), JSONFeed}, board.Text{})
	text := board.Text(richtext.FromUnknown(item.text("content_html")))
	if text.Plain == "" {
		text = board.Text(richtext.FromPlain(item.text("content_text")))
	}
	if len(text.Plain) <= maxText {
		put(&f, "description_text", JSONFeed, &f.Ad.Text, text)
	}
	return f.finish()
}

// finish guesses the rest of an ad that has at least a headline.
func (f Found) finish() (Found, error) {
	f.guess("")
	if f.Ad.Headline == "" {
		return Found{}, refuse(CodeNone, "an ad without a headline")
	}
	return f, nil
}

func firstAddress(stated, otherwise string) string {
	if address := webAddress(stated); address != "" {
		return address
	}
	return otherwise
}

// platsbankenPage is the address of an ad at Platsbanken, or its number alone.
var platsbankenPage = regexp.MustCompile(`^(?:(?:https?://)?(?:www\.)?arbetsformedlingen\.se/platsbanken/annonser/)?([1-9]\d{5,11})/?(?:[?#].*)?$`)

// platsbankenNumber is the number of the ad that is meant by an address.
func platsbankenNumber(address string) (number string, ok bool) {
	m := platsbankenPage.FindStringSubmatch(strings.TrimSpace(address))
	if m == nil {
		return "", false
	}
	return m[1], true
}

// readPlatsbanken asks JobSearch for an ad, which is then read like an imported one.
func (r Reader) readPlatsbanken(ctx context.Context, number string) (Found, error) {
	at, err := url.Parse(strings.TrimSuffix(r.JobSearch, "/") + "/ad/" + number)
	if err != nil {
		return Found{}, refuse(CodePlatsbanken, "the API's address is none")
	}
	answer, err := r.Get(ctx, at)
	switch {
	case errors.Is(err, fetch.ErrGone):
		return Found{}, refusal(err)
	case err != nil: // nothing is wrong with what was pasted
		return Found{}, because(CodePlatsbanken, err)
	}
	var ad bytes.Buffer
	if err := json.Compact(&ad, answer.Body); err != nil || !answer.JSON {
		return Found{}, refuse(CodePlatsbanken, "the API's answer is no JSON")
	}
	for item, err := range importer.JobTech(&ad) {
		if err != nil || item.Refused != nil {
			break
		}
		return platsbankenAd(item.Incoming, number), nil
	}
	return Found{}, refuse(CodeGone, "the API has no such ad")
}

// platsbankenAd is an imported ad as it was found, each field with how.
func platsbankenAd(in board.Incoming, number string) Found {
	f := Found{Address: firstAddress(in.Source.URL, "https://arbetsformedlingen.se/platsbanken/annonser/"+number), How: map[string]How{}}
	ad, from := &f.Ad, &in.Ad
	put(&f, "title", Platsbanken, &ad.Title, from.Title)
	put(&f, "headline", Platsbanken, &ad.Headline, from.Headline)
	put(&f, "description_text", Platsbanken, &ad.Text, from.Text)
	put(&f, "language", Guess, &ad.Language, from.Language)
	put(&f, "employer.workplace", Platsbanken, &ad.Department, from.Department)
	putAll(&f, "workplace_addresses", Platsbanken, &ad.Where.Places, from.Where.Places)
	put(&f, "workplace", Platsbanken, &ad.Where.Workplace, from.Where.Workplace)
	put(&f, "employment_type", Platsbanken, &ad.Terms.Employment, from.Terms.Employment)
	put(&f, "working_hours", Platsbanken, &ad.Terms.Hours, from.Terms.Hours)
	put(&f, "scope_of_work", Platsbanken, &ad.Terms.Scope, from.Terms.Scope)
	put(&f, "duration", Platsbanken, &ad.Terms.Duration, from.Terms.Duration)
	put(&f, "number_of_vacancies", Platsbanken, &ad.Terms.Vacancies, from.Terms.Vacancies)
	putAll(&f, "requirements", Platsbanken, &ad.Terms.Requirements, from.Terms.Requirements)
	put(&f, "salary", Platsbanken, &ad.Salary, from.Salary)
	put(&f, "application_deadline", Platsbanken, &ad.Deadline, from.Deadline)
	put(&f, "application_details.url", Platsbanken, &ad.Apply.URL, from.Apply.URL)
	put(&f, "application_details.email", Platsbanken, &ad.Apply.Email, from.Apply.Email)
	put(&f, "application_details.reference", Platsbanken, &ad.Apply.Reference, from.Apply.Reference)
	put(&f, "application_details.information", Platsbanken, &ad.Apply.Information, from.Apply.Information)
	putAll(&f, "application_contacts", Platsbanken, &ad.Contacts, from.Contacts)
	putAll(&f, "union_contacts", Platsbanken, &ad.UnionContacts, from.UnionContacts)
	put(&f, "employer.organization_number", Platsbanken, &f.Employer.OrgNr, in.Employer.OrgNr)
	put(&f, "employer.name", Platsbanken, &f.Employer.Name, in.Employer.Name)
	put(&f, "employer.sector", Platsbanken, &f.Employer.Sector, in.Employer.Sector)
	put(&f, "employer.url", Platsbanken, &f.Employer.URL, in.Employer.URL)
	f.guess("")
	return f
}
