package site

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// adFormMain is the form of an ad at the desk: a new one for a customer, or one that is there.
type adFormMain struct {
	Title       string
	Action      string
	ID          string // of a new ad: two presses make one
	Version     string // of one that is there
	Summary     *summary
	Conflict    string       // who changed the ad meanwhile, or why it can't be changed
	Theirs      []difference // what is different there
	Keep        anchor       // lets the other version stand
	Sections    []formSection
	Suggestions map[string][]string
	Look        *look
	Buttons     []formButton
}

// A formButton says what is to be done with a form.
type formButton struct{ Name, Value, Kind string }

// blankAd is what the form of a new ad begins with.
func blankAd() *board.Draft {
	d := &board.Draft{}
	d.Ad.Language, d.Ad.Profile.Level, d.Ad.Salary.Period = board.Swedish, board.LevelExperienced, board.PerMonth
	return d
}

// newAd answers GET /redaktionen/annonser/ny.
func (s *Site) newAd(c echo.Context) error {
	v := s.visit(c.Request())
	id, err := s.Desk.NewID()
	if err != nil {
		return err
	}
	form := adTyped(blankAd())
	form.Set("id", string(id))
	return s.showNewAd(c, v, form, nil, nil)
}

// placeAd answers POST /redaktionen/annonser/ny.
func (s *Site) placeAd(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	form, err := readForm(c)
	if err != nil {
		return err
	}
	draft, wrong := readAd(form, blankAd())
	if draft.ID, err = board.ParseID(form.Get("id")); err != nil {
		return err
	}
	p := desk.Placement{Draft: draft, Owners: addresses(form.Get("owners")), Unread: wrong, Publish: form.Get("gor") == "publicera"}
	p.Days = daysOf(form, wrong)
	switch form.Get("gor") {
	case "publicera", "granskning":
	case "titta":
		return s.showNewAd(c, v, form, wrong, draft)
	default: // more rows
		return s.showNewAd(c, v, form, nil, nil)
	}
	job, err := s.Desk.Place(ctx, v.actor(), p)
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.showNewAd(c, v, form, invalid, nil)
	case err != nil:
		return err
	}
	return s.seeOther(c, v, s.adPath(job.ID), "ad_placed")
}

// daysOf reads for how many days an ad is shown, where that is not as its package says.
func daysOf(form url.Values, wrong *board.Invalid) int {
	given := strings.TrimSpace(form.Get("days"))
	if given == "" {
		return 0
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > mostDays {
		wrong.Add(board.Fault{Field: "days", Code: "range", Allowed: "1–" + strconv.Itoa(mostDays)})
	}
	return n
}

// mostDays is for how many days an ad can be shown at most, whatever its package says.
const mostDays = 365

// showNewAd shows the form of a new ad, and how the ad looks where that is asked for.
func (s *Site) showNewAd(c echo.Context, v *visit, form url.Values, wrong *board.Invalid, look *board.Draft) error {
	prices, err := s.Desk.Prices(c.Request().Context())
	if err != nil {
		return err
	}
	f := newAdFields(v, form, wrong, prices)
	main := adFormMain{
		Title: v.text("ad.new"), Action: v.link(s.Links.Path("redaktionen", "annonser", "ny"), nil), ID: form.Get("id"), Suggestions: deskSuggestions(),
		Buttons: []formButton{{v.text("ad.look"), "titta", "quiet"}, {v.text("ad.to_review"), "granskning", ""}},
	}
	if v.editor.Role.May(board.PermReview) {
		main.Buttons = []formButton{{v.text("ad.look"), "titta", "quiet"}, {v.text("ad.to_review"), "granskning", "quiet"}, {v.text("ad.publish"), "publicera", ""}}
	}
	owners := f.field(field{Name: "owners", Label: v.text("ad.customer"), Help: v.text("ad.customer.help"), Kind: "textarea", Lines: 3, Optional: true})
	customer := f.section("customer", []formPart{{Fields: []field{owners}}, f.fields(field{Name: "days", Optional: true, InputMode: "numeric"})})
	main.Sections = append(s.adSections(f, true), customer)
	main.Summary = f.summaryOf(main.Sections)
	if look != nil {
		if main.Look, err = s.looks(v, draftAsJob(look, prices), s.Now()); err != nil {
			return err
		}
	}
	return s.showAdForm(c, v, main, main.Action)
}

// draftAsJob is a draft as the job that it will be, to be looked at.
func draftAsJob(d *board.Draft, prices board.PriceList) *board.Job {
	e := board.Employer{Name: d.Employer.Name, OrgNr: d.Employer.OrgNr, Sector: d.Employer.Sector}
	if body, ok := reference.BodyByOrgNr(e.OrgNr); ok && e.Name == "" {
		e.Name = body.Name
	}
	return &board.Job{ID: d.ID, Ad: d.Ad, Employer: e, Days: prices.Offer(board.Item(d.Package)).Days}
}

// adSections is the sections of an ad's form; what is ordered is asked as long as the ad has not been approved.
func (s *Site) adSections(f *adFields, ordered bool) []formSection {
	var sections []formSection
	for _, section := range adSections() {
		if ordered || section.name != "order" {
			sections = append(sections, f.section(section.name, section.parts(f)))
		}
	}
	return sections
}

func deskSuggestions() map[string][]string {
	return map[string][]string{"kommuner": municipalityNames(), "fack": unions[:]}
}

func (s *Site) showAdForm(c echo.Context, v *visit, main adFormMain, path string) error {
	status := http.StatusOK
	switch {
	case main.Conflict != "":
		status = http.StatusConflict
	case main.Summary != nil && main.Look == nil:
		status = http.StatusUnprocessableEntity
	}
	return s.desk(c, v, &page{
		template: "editor/ad_form", Title: main.Title, Main: main, section: "annonser", path: path, status: status,
		Crumbs: []anchor{{Name: v.text("desk.ads"), URL: v.link(s.Links.Path("redaktionen", "annonser"), nil)}, {Name: main.Title, Current: "page"}},
	})
}

// editAd answers GET /redaktionen/annonser/{id}/andra.
func (s *Site) editAd(c echo.Context) error {
	d, err := s.deskAd(c)
	if err != nil {
		return err
	}
	status := d.job.Status(d.now)
	switch {
	case !d.person.editor.Role.May(d.editPermission(status)):
		return board.ErrForbidden
	case !d.mayEdit(status):
		return d.moved(c, attempt{}, &board.MoveError{Move: board.MoveEdit, From: status}, "")
	}
	form := adTyped(d.job.AsDraft())
	form.Set("version", strconv.Itoa(d.job.Version))
	return d.showEdit(c, form, nil, adFormMain{})
}

// changeAd answers POST /redaktionen/annonser/{id}/andra.
func (s *Site) changeAd(c echo.Context) error {
	d, err := s.deskAd(c)
	if err != nil {
		return err
	}
	if !d.person.editor.Role.May(d.editPermission(d.job.Status(d.now))) {
		return board.ErrForbidden
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	draft, wrong := readAd(form, d.job.AsDraft())
	switch form.Get("gor") {
	case "spara":
	case "titta":
		shown := *d.job
		shown.Ad = draft.Ad
		look, err := s.looks(d.visit, &shown, d.now)
		if err != nil {
			return err
		}
		return d.showEdit(c, form, wrong, adFormMain{Look: look})
	default: // more rows
		return d.showEdit(c, form, nil, adFormMain{})
	}
	err = s.Desk.Edit(d.ctx, d.actor(), desk.Seen{Job: d.job.ID, Version: version(form)}, desk.Replacement{Draft: draft, Note: strings.TrimSpace(form.Get("note")), Unread: wrong})
	var invalid *board.Invalid
	var stale *board.Stale
	var refused *board.MoveError
	switch {
	case err == nil:
		return s.seeOther(c, d.visit, d.adPath(d.job.ID), "ad_edited")
	case errors.As(err, &invalid):
		return d.showEdit(c, form, invalid, adFormMain{})
	case errors.As(err, &stale):
		return d.showConflict(c, form, stale)
	case errors.As(err, &refused):
		return d.showEdit(c, form, nil, adFormMain{Conflict: notPossible(d.visit, refused)})
	}
	return err
}

// showConflict shows the form as it was typed, beside what the ad says now. Saved again, it replaces that.
func (d *deskAd) showConflict(c echo.Context, form url.Values, stale *board.Stale) error {
	main := adFormMain{Conflict: d.text("ad.conflict", "what", d.changedBy(stale)), Keep: anchor{Name: d.text("ad.keep"), URL: d.link(d.adPath(d.job.ID), nil)}}
	main.Theirs = typedDifferences(d.visit, adTyped(d.job.AsDraft()), form)
	form.Set("version", strconv.Itoa(d.job.Version))
	return d.showEdit(c, form, nil, main)
}

// typedDifferences is the fields in which two forms differ, the one that is there before the one that was typed.
func typedDifferences(v *visit, there, typed url.Values) []difference {
	names := maps.Clone(there)
	maps.Copy(names, typed)
	var all []difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		key := "adform." + generic(name)
		before, after := strings.Join(there[name], ", "), typedText(strings.Join(typed[name], ", "))
		if before != after && words.Has(key) && name != "note" {
			all = append(all, difference{v.text(key), richtext.Excerpt(before, mostShown), richtext.Excerpt(after, mostShown)})
		}
	}
	return all
}

// mostShown is how many characters of a field are shown beside another version.
const mostShown = 300

// showEdit shows the form of the ad as it was typed; main has what else is to be said.
func (d *deskAd) showEdit(c echo.Context, form url.Values, wrong *board.Invalid, main adFormMain) error {
	prices, err := d.Desk.Prices(d.ctx)
	if err != nil {
		return err
	}
	f := newAdFields(d.visit, form, wrong, prices)
	waits := d.job.State == board.StatusInReview || d.job.State == board.StatusReturned
	main.Title, main.Action, main.Version = d.text("ad.edit_title", "headline", d.job.Ad.Headline), d.link(d.adPath(d.job.ID, "andra"), nil), form.Get("version")
	main.Sections = append(d.adSections(f, waits), f.section("note", []formPart{f.fields(field{Name: "note", Optional: true})}))
	main.Suggestions, main.Summary = deskSuggestions(), f.summaryOf(main.Sections)
	main.Buttons = []formButton{{d.text("ad.look"), "titta", "quiet"}, {d.text("ad.save"), "spara", ""}}
	return d.showAdForm(c, d.visit, main, main.Action)
}
