package apiv1

import (
	"encoding/json"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// A look is what is shown of a job besides what all calls show.
type look struct {
	excerpt    string
	text       board.Text
	highlights []search.Highlight
}

// whole is an ad with its text, as its own call shows it.
func (v view) whole(j *board.Job) json.RawMessage {
	return written(func(w *writer) { v.job(w, j, look{text: j.Ad.Text}) })
}

// listed is an ad with the part of its text that a list shows.
func (v view) listed(j *board.Job, excerpt string) json.RawMessage {
	return written(func(w *writer) { v.job(w, j, look{excerpt: excerpt}) })
}

// job writes a Job of the document, as it is at the view's time.
func (v view) job(w *writer, j *board.Job, l look) {
	j = j.Public(v.now)
	ad := &j.Ad
	w.item()
	v.about(w, j, l)
	v.profile(w, &ad.Profile)
	v.place(w, ad.Where)
	v.terms(w, &ad.Terms)
	v.salary(w, ad.Salary)
	w.someText("collective_agreement", ad.Terms.CollectiveAgreement)
	v.dates(w, j)
	apply(w, ad.Apply)
	w.someText("registry_number", ad.RegistryNumber)
	highlights(w, l.highlights)
	contacts(w, "application_contacts", ad.Contacts)
	contacts(w, "union_contacts", ad.UnionContacts)
	if s := j.Source; s.Name != "" || s.ID != "" || s.URL != "" {
		w.object("source")
		w.text("name", s.Name)
		w.text("id", s.ID)
		w.someText("url", s.URL)
		w.end('}')
	}
	w.end('}')
}

// about writes what the job is, and whose.
func (v view) about(w *writer, j *board.Job, l look) {
	w.text("id", string(j.ID))
	w.text("url", v.links.Job(j))
	w.text("status", string(j.State))
	w.text("title", j.Ad.Title)
	w.text("headline", j.Ad.Headline)
	w.someText("excerpt", l.excerpt)
	w.someText("description_text", l.text.Plain)
	w.someText("description_html", l.text.HTML)
	v.term(w, "language", reference.ListLanguage, string(j.Ad.Language))
	if j.Employer.Name != "" { // an imported job may name none
		w.object("employer")
		v.employer(w, &j.Employer, j.Ad.Department)
		w.end('}')
	}
	if agency := j.Ad.Agency; agency != (board.Agency{}) {
		w.object("agency")
		w.text("name", agency.Name)
		w.someText("url", agency.URL)
		w.end('}')
	}
}

func (v view) profile(w *writer, p *board.Profile) {
	terms(v, w, "role", reference.ListRole, p.Roles)
	v.term(w, "level", reference.ListLevel, string(p.Level))
	terms(v, w, "law", reference.ListLaw, p.Laws)
	terms(v, w, "category", reference.ListCategory, p.Categories)
}

// place writes where the work is: places, or the whole country.
func (v view) place(w *writer, where board.Where) {
	v.term(w, "workplace", reference.ListWorkplace, string(where.Workplace))
	if where.Nationwide {
		w.flag("nationwide", true)
		return
	}
	if len(where.Places) == 0 {
		return
	}
	w.object("workplace_address")
	v.address(w, where.Places[0])
	w.end('}')
	w.array("workplace_addresses")
	for _, place := range where.Places {
		w.item()
		v.address(w, place)
		w.end('}')
	}
	w.end(']')
}

func (v view) address(w *writer, at board.Place) {
	w.someText("municipality", v.label(reference.ListMunicipality, at.Municipality))
	w.someText("municipality_code", at.Municipality)
	w.someText("region", v.label(reference.ListRegion, at.Region))
	w.someText("region_code", at.Region)
	w.someText("country_code", at.Country)
	w.someText("street_address", at.Street)
	w.someText("postcode", at.Postcode)
	w.someText("city", at.City)
}

func (v view) terms(w *writer, t *board.Terms) {
	v.term(w, "employment_type", reference.ListEmploymentType, string(t.Employment))
	v.term(w, "working_hours", reference.ListWorkingHours, string(t.Hours))
	if t.Scope != (board.Scope{}) {
		w.object("scope_of_work")
		w.someNumber("min", int64(t.Scope.Min))
		w.someNumber("max", int64(t.Scope.Max))
		w.end('}')
	}
	v.term(w, "duration", reference.ListDuration, string(t.Duration))
	if t.Start != (board.Start{}) {
		w.object("start")
		w.someText("date", t.Start.Date.String())
		w.someText("value", string(t.Start.Term))
		w.someText("label", v.label(reference.ListStart, string(t.Start.Term)))
		w.end('}')
	}
	w.someNumber("number_of_vacancies", int64(t.Vacancies))
	terms(v, w, "requirements", reference.ListRequirement, t.Requirements)
}

func (v view) salary(w *writer, s board.Salary) {
	stated := s.Stated()
	if !stated && s.Min == 0 && s.Max == 0 && s.Reason == "" && s.Description == "" {
		return
	}
	w.object("salary")
	w.someNumber("min", s.Min)
	w.someNumber("max", s.Max)
	if stated {
		w.someText("currency", s.Currency)
		v.term(w, "period", reference.ListPayPeriod, string(s.Period))
	}
	v.term(w, "reason", reference.ListPayReason, string(s.Reason))
	w.someText("description", s.Description)
	w.end('}')
}

func (v view) dates(w *writer, j *board.Job) {
	w.instant("publication_date", j.Run.From)
	w.deadline("application_deadline", j.Ad.Deadline)
	w.flag("continuous_selection", j.Continuous())
	w.deadline("deadline_extended_from", j.Extension.From)
	w.instant("published_until", j.Run.Until)
	w.instant("updated_at", j.UpdatedAt)
	w.flag("featured", j.FeaturedAt(v.now))
	w.someText("readvertises", string(j.Readvertise.Of))
}

func apply(w *writer, a board.Apply) {
	if a == (board.Apply{}) {
		return
	}
	w.object("application_details")
	w.someText("url", a.URL)
	w.someText("email", a.Email)
	w.someText("reference", a.Reference)
	w.someText("information", a.Information)
	w.end('}')
}

func contacts(w *writer, name string, people []board.Contact) {
	if len(people) == 0 {
		return
	}
	w.array(name)
	for _, p := range people {
		w.item()
		w.someText("name", p.Name)
		w.someText("description", p.Description)
		w.someText("email", p.Email)
		w.someText("telephone", p.Telephone)
		w.end('}')
	}
	w.end(']')
}

func highlights(w *writer, all []search.Highlight) {
	if len(all) == 0 {
		return
	}
	w.array("highlights")
	for _, h := range all {
		w.item()
		w.text("field", h.Field)
		w.array("ranges")
		for _, r := range h.Ranges {
			w.span(r)
		}
		w.end(']')
		w.end('}')
	}
	w.end(']')
}
