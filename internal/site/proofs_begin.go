package site

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/prefill"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// A beginPage asks for whom an ad is, and what it begins with: a link, a text that was mailed, an old ad, or nothing.
type beginPage struct {
	Action    string
	Summary   *summary
	Customer  field
	Link      field
	Text      field
	Search    field
	Templates []templateRow
	None      string // nothing was found
	Direct    string // address of the form without a customer to ask
}

// A templateRow is an old ad that can be begun with.
type templateRow struct {
	ID, Headline, Lang, About string
	Chosen                    bool
}

// mostTemplates is how many old ads are offered.
const mostTemplates = 10

// newProof answers GET /redaktionen/korrektur/ny.
func (s *Site) newProof(c echo.Context) error {
	return s.showBegin(c, http.StatusOK, url.Values{"mall": s.visit(c.Request()).values["mall"]}, nil)
}

// showBegin shows the page as it was typed, with what is wrong.
func (s *Site) showBegin(c echo.Context, status int, form url.Values, wrong *board.Invalid, notices ...notice) error {
	v := s.visit(c.Request())
	f := newFilled(v, form, wrong)
	main := &beginPage{
		Action:   v.link(s.Links.Path("redaktionen", "korrektur", "ny"), nil),
		Customer: f.field(field{Name: "owners", Label: v.text("adform.desk.owners"), Help: v.text("adform.desk.owners.help"), Kind: "email"}),
		Link:     f.field(field{Name: "link", Label: v.text("post.prefill"), Help: v.text("proof.begin.link.help"), Optional: true, InputMode: "url"}),
		Text:     f.field(field{Name: "description_text", Label: v.text("proof.begin.text"), Help: v.text("proof.begin.text.help"), Kind: "textarea", Lines: 10, Optional: true}),
		Search:   f.field(field{Name: "q", Label: v.text("proof.begin.old"), Help: v.text("proof.begin.old.help"), Optional: true}),
		Direct:   v.link(s.Links.Path("redaktionen", "annonser", "ny"), nil),
	}
	main.Summary = f.summary(v, main.Customer, main.Link, main.Text, main.Search)
	if err := s.offerTemplates(c.Request().Context(), v, main, form); err != nil {
		return err
	}
	title := v.text("ad.new")
	return s.desk(c, v, &page{
		template: "editor/proof_new", scripts: []string{"employer/draft"}, Title: title, section: "", Main: main, status: status, Notices: notices,
		path: s.Links.Path("redaktionen", "korrektur", "ny"), Crumbs: append(proofCrumbs(s, v), anchor{Name: title, Current: "page"}),
	})
}

// offerTemplates lists the old ads that were searched for, and the one that has been chosen.
func (s *Site) offerTemplates(ctx context.Context, v *visit, main *beginPage, form url.Values) error {
	var ids []board.ID
	if chosen, err := board.ParseID(form.Get("mall")); err == nil {
		ids = append(ids, chosen)
	}
	if text := strings.TrimSpace(form.Get("q")); text != "" {
		found, err := s.Store.FindJobs(ctx, store.JobSearch{Text: text, Limit: mostTemplates, At: s.Now()})
		if err != nil {
			return err
		}
		for _, id := range found.IDs {
			if len(ids) == 0 || id != ids[0] {
				ids = append(ids, id)
			}
		}
		if len(found.IDs) == 0 {
			main.None = v.text("ads.none")
		}
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	for _, id := range ids {
		if j := jobs[id]; j != nil {
			about := []string{j.Employer.Name, v.text("state." + string(j.Status(s.Now()))), words.Date(v.lang, board.DateOf(j.CreatedAt))}
			main.Templates = append(main.Templates, templateRow{
				ID: string(id), Headline: j.Ad.Headline, Lang: other(v.lang, j.Ad.Language), About: strings.Join(about, ", "), Chosen: string(id) == form.Get("mall"),
			})
		}
	}
	return err
}

// beginProof answers POST /redaktionen/korrektur/ny: the draft begins with what was given, and its form goes on.
func (s *Site) beginProof(c echo.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if form.Get("gor") == "sok" {
		return s.showBegin(c, http.StatusOK, form, nil)
	}
	var wrong board.Invalid
	customer, err := board.ParseEmail(form.Get("owners"))
	if err != nil {
		wrong.Add(board.Fault{Field: "owners", Code: "email"})
	}
	if len(form.Get("description_text")) > farTooLong {
		wrong.Add(board.Fault{Field: "description_text", Code: "text.long", Value: "", Allowed: "20 000"})
	}
	if wrong.Err() != nil {
		return s.showBegin(c, http.StatusUnprocessableEntity, form, &wrong)
	}
	id, err := s.begunWith(c, customer, form)
	var invalid *board.Invalid
	var often *board.TooMany
	switch {
	case errors.As(err, &invalid):
		return s.showBegin(c, http.StatusUnprocessableEntity, form, invalid)
	case errors.As(err, &often):
		return s.showBegin(c, http.StatusTooManyRequests, form, nil, notice{Text: tooOften(c, s.visit(c.Request()), often)})
	case err != nil:
		return err
	}
	return s.seeOther(c, s.visit(c.Request()), s.Links.Path("platsannonsera", string(id), draftSteps()[1].path), "")
}

// begunWith begins a draft for a customer with what was given. What a text says goes before what stands at a link or in an old
// ad.
func (s *Site) begunWith(c echo.Context, customer string, form url.Values) (board.ID, error) {
	ctx, by := c.Request().Context(), s.visit(c.Request()).actor()
	start := desk.Start{Customer: customer}
	if id, err := board.ParseID(form.Get("mall")); err == nil {
		start.Copy = id
	}
	found, err := s.foundFor(c, form, start.Copy != "")
	if err != nil {
		return "", err
	}
	draft, _, err := s.Desk.StartDraft(ctx, by, start, c.RealIP())
	if err != nil {
		return "", err
	}
	draft, err = s.Desk.SaveDraft(ctx, by, draft.ID, "", draft.Version, func(d *board.Draft) {
		if start.Copy == "" && len(found.How) > 0 {
			*d = *filledIn(d, found)
		} else if found.Ad.Text.HTML != "" {
			d.Ad.Text = found.Ad.Text
			d.Ad.Headline = cmp.Or(found.Ad.Headline, d.Ad.Headline)
		}
		d.Client.For = cmp.Or(d.Client.For, board.ForOwn)
		d.Package = cmp.Or(d.Package, board.Packages()[0])
	})
	if err != nil {
		return "", err
	}
	return draft.ID, nil
}

// foundFor is what stands at the link that was pasted, and in the text. A link is not read where an old ad was chosen.
func (s *Site) foundFor(c echo.Context, form url.Values, template bool) (found prefill.Found, err error) {
	ctx, today := c.Request().Context(), board.DateOf(s.Now())
	if address := strings.TrimSpace(form.Get("link")); address != "" && !template {
		if err := s.Desk.AllowReading(ctx, s.visit(c.Request()).actor(), c.RealIP()); err != nil {
			return found, err
		}
		if found, err = s.Prefill.Read(ctx, address, today); err != nil {
			return found, err
		}
	}
	typed := typedText(form.Get("description_text"))
	if strings.TrimSpace(typed) == "" {
		return found, nil
	}
	pasted := prefill.Text(typedMarkup(typed), today)
	if len(found.How) == 0 {
		return pasted, nil
	}
	found.Ad.Text = pasted.Ad.Text
	return found, nil
}
