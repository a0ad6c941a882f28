package site

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/compare"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/words"
)

// A certificatePage is made to be printed and put into a registry.
type certificatePage struct {
	Title, Headline, Lang, Address string
	Facts                          []fact
	Events                         []certified
	Ad                             adPage
	Issued                         string
}

// A certified thing is what happened, and when.
type certified struct {
	At, Name string
	Changes  []change
}

// certificate answers GET /mina-annonser/{id}/bevis: what was shown, when, and every change with its time.
func (s *Site) certificate(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	proof, err := s.Desk.Certificate(c.Request().Context(), o.actor(), o.job.ID)
	if move := (*board.MoveError)(nil); errors.As(err, &move) {
		return o.show(attempt{}, o.text("my.certificate.early"))
	}
	if err != nil {
		return err
	}
	frame, err := s.frame(c.Request().Context(), s.Index.At(s.Now()).Position())
	if err != nil {
		return err
	}
	j := proof.Job
	main := &certificatePage{
		Title: o.text("my.certificate"), Headline: j.Ad.Headline, Lang: other(o.lang, j.Ad.Language), Address: s.Links.Job(j),
		Issued: o.text("certificate.issued", "name", frame.Name, "time", words.Moment(o.lang, o.now)),
		Facts:  o.certifiedFacts(j),
	}
	for _, e := range proof.Events {
		if e.At.Before(j.Run.From) || slices.Contains(beforeReaders, e.Action) {
			continue // readers saw nothing of it but the ad itself
		}
		main.Events = append(main.Events, o.certified(e))
	}
	shown := *j
	shown.State = board.StatusLive
	main.Ad = o.adOf(o.visit, &shown, o.now)
	main.Ad.Inside, main.Ad.Employer.URL, main.Ad.Deadline = true, "", ""
	return o.ownPage(c, o.visit, &page{
		template: "employer/certificate", Title: main.Title, section: "mina-annonser", Main: main, path: c.Request().URL.Path,
		Crumbs: []anchor{{Name: o.text("nav.my_ads"), URL: o.link(o.Links.Path("mina-annonser"), nil)}, {Name: j.Ad.Headline, URL: o.address()}, {Name: main.Title, Current: "page"}},
	})
}

// certifiedFacts is what a registry asks for first: whose ad it is, its numbers, when it was shown and where it stood, and where
// to apply. Contacts are left out: they are people's, and not kept for a registry.
func (o *owning) certifiedFacts(j *board.Job) []fact {
	l := factList{visit: o.visit}
	l.add("job.employer", j.Employer.Name, j.Employer.OrgNr.String())
	l.add("job.registry", j.Ad.RegistryNumber)
	l.add("job.reference", j.Ad.Apply.Reference)
	l.add("certificate.from", words.Moment(o.lang, j.Run.From))
	l.add("certificate.until", words.Moment(o.lang, lastShown(j)))
	if until := j.Promotion.FeaturedUntil; !until.IsZero() {
		l.add("certificate.featured", words.Moment(o.lang, lastMoment(until)))
	}
	l.add("job.deadline", deadlineText(o.visit, j.Ad.Deadline))
	l.add("job.apply_heading", j.Ad.Apply.URL, j.Ad.Apply.Email, j.Ad.Apply.Information)
	return l.facts
}

// beforeReaders is what becomes of an ad on its way to its publication.
var beforeReaders = []string{"job.submit", "proof.approve", "job.publish", "job.approve"}

// lastShown is the last moment at which readers saw the ad, or will.
func lastShown(j *board.Job) time.Time {
	if j.Ending.At.IsZero() {
		return lastMoment(j.EndedAt())
	}
	return j.EndedAt()
}

// lastMoment is the last second before an end by the clock, which is midnight.
func lastMoment(end time.Time) time.Time { return end.Add(-time.Second) }

// certified is an event in words, with what was different.
func (o *owning) certified(e desk.Event) certified {
	is := certified{At: words.Moment(o.lang, e.At), Name: o.text("certificate.changed")}
	for _, key := range []string{"certificate." + e.Action, "audit." + e.Action} {
		if words.Has(key) {
			is.Name = o.text(key)
			break
		}
	}
	for _, d := range e.Changes {
		if key := "audit.field." + d.Field; words.Has(key) && certifies(d.Field) {
			is.Changes = append(is.Changes, change{o.text(key), o.certifiedChange(d)})
		}
	}
	return is
}

// certifies says whether a change of a field is told in words. The others say the same as the event's name, or as one of these.
func certifies(field string) bool {
	return strings.HasPrefix(field, "ad.") || strings.HasPrefix(field, "promotion.") || slices.Contains([]string{"run.from", "extension.reason", "ending.reason"}, field)
}

// certifiedChange is a value before and after, word by word. Of people only that others were named is told: a registry keeps
// what it gets.
func (o *owning) certifiedChange(d board.Difference) []compare.Part {
	switch {
	case d.Erased || d.Field == "ad.contacts" || d.Field == "ad.union_contacts":
		return []compare.Part{{Text: o.text("certificate.others")}}
	case d.Field == "ad.text.plain":
		return shortened(compare.Words(d.Before, d.After))
	}
	var parts []compare.Part
	for _, value := range []struct {
		fate compare.Fate
		text string
	}{{compare.Removed, d.Before}, {compare.Added, d.After}} {
		text := inWords(o.visit, board.SubjectJob, d.Field, value.text)
		if until, err := time.Parse(time.RFC3339, value.text); err == nil && d.Field == "promotion.featured_until" {
			text = words.Moment(o.lang, lastMoment(until))
		}
		if text != "" {
			parts = append(parts, compare.Part{Fate: value.fate, Text: text + " "})
		}
	}
	return parts
}
