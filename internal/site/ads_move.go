package site

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// An adMove is something that an editor does to an ad: a form on its page, and what the desk is asked to do.
type adMove struct {
	name   string // of its texts: ad.NAME.title, .lead, .button; done.ad_NAME
	path   string // the last part of its address
	kind   string // of its button
	states []board.Status
	fields func(d *deskAd) []field
	do     func(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error
}

// shownStates are those of an ad that has been approved and whose time is not over.
var shownStates = []board.Status{board.StatusScheduled, board.StatusLive, board.StatusPaused}

// adMoves is what can be done to ads, in the order of the page.
func adMoves() []adMove {
	return []adMove{
		{name: "schedule", path: "schemalagg", states: shownStates[:1], fields: (*deskAd).publicationFields, do: scheduleAd},
		{name: "resume", path: "visa", states: shownStates[2:], fields: noFields, do: resumeAd},
		{name: "deadline", path: "sista-dag", states: append(shownStates[:3:3], board.StatusInReview), fields: (*deskAd).deadlineFields, do: moveDeadline},
		{name: "feature", path: "toppannons", states: shownStates, fields: (*deskAd).featureFields, do: featureAd},
		{name: "pick", path: "redaktionens-val", states: shownStates, fields: (*deskAd).pickFields, do: pickAd},
		{name: "owners", path: "ansvariga", states: append(shownStates[:3:3], board.StatusInReview, board.StatusReturned, board.StatusExpired,
			board.StatusFilled, board.StatusCancelled), fields: (*deskAd).ownerFields, do: giveAd},
		{name: "pause", path: "pausa", kind: "quiet", states: shownStates[:2], fields: (*deskAd).noteField, do: pauseAd},
		{name: "close", path: "avsluta", kind: "danger", states: []board.Status{board.StatusLive, board.StatusPaused, board.StatusExpired}, fields: (*deskAd).endFields, do: closeAd},
		{name: "take_down", path: "avpublicera", kind: "danger", states: append(shownStates[:3:3], board.StatusInReview, board.StatusReturned, board.StatusExpired,
			board.StatusFilled, board.StatusCancelled), fields: (*deskAd).takedownFields, do: takeDownAd},
	}
}

// moves is the forms of what can be done to the ad as it is; one that was tried stands in any case.
func (d *deskAd) moves(status board.Status, try attempt) []*smallForm {
	var forms []*smallForm
	for _, m := range adMoves() {
		if slices.Contains(m.states, status) || try.form == m.name {
			action := d.link(d.adPath(d.job.ID, m.path), nil)
			forms = append(forms, newSmallForm(d.visit, "ad", m.name, action, m.kind, d.job.Version, try, m.fields(d)...))
		}
	}
	return forms
}

// moveAd answers POST /redaktionen/annonser/{id}/{move}.
func (s *Site) moveAd(m adMove) echo.HandlerFunc {
	return func(c echo.Context) error {
		d, err := s.deskAd(c)
		if err != nil {
			return err
		}
		form, err := readForm(c)
		if err != nil {
			return err
		}
		err = m.do(d.ctx, s, d.actor(), desk.Seen{Job: d.job.ID, Version: version(form)}, form)
		return d.moved(c, attempt{form: m.name, typed: form}, err, "ad_"+m.name)
	}
}

func noFields(*deskAd) []field { return nil }

func (d *deskAd) noteField() []field {
	return []field{{Name: "note", Label: d.text("ad.note"), Optional: true}}
}

func (d *deskAd) publicationFields() []field {
	at := d.job.Run.From.In(board.Stockholm())
	return []field{{Name: "publication_date", Label: d.text("adform.publication_date"), Kind: "date", Value: board.DateOf(at).String()},
		{Name: "publication_date.time", Label: d.text("adform.publication_date.time"), Kind: "time", Value: at.Format("15:04")}}
}

func (d *deskAd) deadlineFields() []field {
	reasons := []option{{Name: d.text("adform.choose")}}
	for _, reason := range append(board.ExtensionReasons(), board.Correction) {
		reasons = append(reasons, option{Value: reason, Name: d.text("extend." + reason)})
	}
	deadline := d.job.Ad.Deadline
	return []field{{Name: "application_deadline", Label: d.text("job.deadline"), Kind: "date", Value: deadline.Date.String()},
		{Name: "application_deadline.time", Label: d.text("adform.application_deadline.time"), Kind: "time", Value: clock(deadline.Minute), Optional: true},
		{Name: "deadline_reason", Label: d.text("ad.reason"), Kind: "select", Options: reasons}, d.noteField()[0]}
}

func (d *deskAd) featureFields() []field {
	has := field{Name: "featured_until", Label: d.text("ad.featured_until"), Help: d.text("ad.featured_until.help"), Kind: "date", Optional: true}
	if d.job.FeaturedAt(d.now) {
		has.Value = board.DateOf(d.job.Promotion.FeaturedUntil.Add(-time.Second)).String()
	}
	return []field{has}
}

func (d *deskAd) pickFields() []field {
	has := field{Name: "pick", Label: d.text("ad.pick"), Kind: "select", Value: "nej", Options: []option{{Value: "nej", Name: d.text("ad.pick.no")}, {Value: ticked, Name: d.text("ad.pick.yes")}}}
	if d.job.Promotion.EditorsPick {
		has.Value = ticked
	}
	return []field{has}
}

func (d *deskAd) ownerFields() []field {
	return []field{{Name: "owners", Label: d.text("ad.owners"), Help: d.text("ad.owners.help"), Kind: "textarea", Value: strings.Join(d.job.Owners, "\n")}}
}

func (d *deskAd) endFields() []field {
	reasons := []option{{Name: d.text("adform.choose")}}
	for _, reason := range board.EndReasons() {
		reasons = append(reasons, option{Value: reason, Name: d.text("end." + reason)})
	}
	return []field{{Name: "end_reason", Label: d.text("ad.reason"), Kind: "select", Options: reasons}, d.noteField()[0]}
}

func (d *deskAd) takedownFields() []field { return takedownFields(d.visit) }

func scheduleAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	at, wrong := readAd(url.Values{"publication_date": form["publication_date"], "publication_date.time": form["publication_date.time"]}, &board.Draft{})
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Desk.Schedule(ctx, by, seen, at.PublishAt)
}

func resumeAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, _ url.Values) error {
	return s.Desk.Resume(ctx, by, seen)
}

func moveDeadline(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	d, wrong := readAd(url.Values{"application_deadline": form["application_deadline"], "application_deadline.time": form["application_deadline.time"]}, &board.Draft{})
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Desk.SetDeadline(ctx, by, seen, d.Ad.Deadline, form.Get("deadline_reason"), strings.TrimSpace(form.Get("note")))
}

func featureAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	given := strings.TrimSpace(form.Get("featured_until"))
	if given == "" {
		return s.Desk.Feature(ctx, by, seen, board.Date{})
	}
	through, err := board.ParseDate(given)
	if err != nil {
		return &board.Invalid{Faults: []board.Fault{{Field: "featured_until", Code: "deadline.format"}}}
	}
	return s.Desk.Feature(ctx, by, seen, through)
}

func pickAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	return s.Desk.Pick(ctx, by, seen, form.Get("pick") == ticked)
}

func giveAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	return s.Desk.SetOwners(ctx, by, seen, addresses(form.Get("owners")))
}

// addresses is the addresses in a field, one a line or with commas between.
func addresses(typed string) []string {
	return strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;", r) })
}

func pauseAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	return s.Desk.Pause(ctx, by, seen, strings.TrimSpace(form.Get("note")))
}

func closeAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	return s.Desk.Close(ctx, by, seen, form.Get("end_reason"), strings.TrimSpace(form.Get("note")))
}

func takeDownAd(ctx context.Context, s *Site, by board.Actor, seen desk.Seen, form url.Values) error {
	down, err := readTakedown(form)
	if err != nil {
		return err
	}
	return s.Desk.TakeDown(ctx, by, seen, down)
}
