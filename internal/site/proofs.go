package site

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// proofRoutes is the desk's drafts for customers, and the pages on which customers answer.
func (s *Site) proofRoutes() []route {
	return []route{
		{"GET", "/redaktionen/korrektur", board.PermPlace, s.proofs},
		{"GET", "/redaktionen/korrektur/ny", board.PermPlace, s.newProof},
		{"POST", "/redaktionen/korrektur/ny", board.PermPlace, s.beginProof},
		{"GET", "/redaktionen/korrektur/:id", board.PermPlace, s.deskProof},
		{"POST", "/redaktionen/korrektur/:id/paminn", board.PermPlace, s.remindOfProof},
		{"GET", "/platsannonsera/korrektur/:token", anyone, s.proof},
		{"POST", "/platsannonsera/korrektur/:token", anyone, s.answerProof},
		{"POST", "/platsannonsera/korrektur/:token/oppnat", anyone, s.openedProof},
	}
}

// A proofsPage lists the desk's drafts by where they are, what waits for the desk first.
type proofsPage struct {
	New      string
	Groups   []proofGroup
	Approved []proofRow // lately
	None     string
}

type proofGroup struct {
	Name string
	Rows []proofRow
}

// A proofRow is a draft for a customer.
type proofRow struct {
	Ad       anchor
	Lang     string
	Customer string
	Notes    []string // when it was sent, opened, commented on
}

// recently is for how long an approval stands on the list.
const recently = 14 * 24 * time.Hour

// mostApproved is how many approvals the list has.
const mostApproved = 20

// proofs answers GET /redaktionen/korrektur.
func (s *Site) proofs(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	drafts, err := s.Desk.Proofs(ctx, v.actor())
	if err != nil {
		return err
	}
	main := &proofsPage{New: v.link(s.Links.Path("redaktionen", "korrektur", "ny"), nil)}
	for _, state := range board.ProofStates() {
		group := proofGroup{Name: v.text("proof.state." + string(state))}
		for _, d := range drafts {
			if d.ProofState() == state {
				group.Rows = append(group.Rows, s.proofRow(v, d))
			}
		}
		if len(group.Rows) > 0 {
			main.Groups = append(main.Groups, group)
		}
	}
	if main.Approved, err = s.approvedProofs(c, v); err != nil {
		return err
	}
	if len(main.Groups)+len(main.Approved) == 0 {
		main.None = v.text("proof.none")
	}
	return s.desk(c, v, &page{
		template: "editor/proofs", Title: v.text("proof.list"), Main: main, section: "", path: s.Links.Path("redaktionen", "korrektur"),
		Crumbs: []anchor{{Name: v.text("desk.review"), URL: v.link(s.Links.Path("redaktionen"), nil)}, {Name: v.text("proof.list"), Current: "page"}},
	})
}

func (s *Site) proofRow(v *visit, d *board.Draft) proofRow {
	return proofRow{
		Ad: anchor{Name: draftName(v, d), URL: v.link(s.proofPath(d.ID), nil)}, Lang: other(v.lang, d.Ad.Language), Customer: d.Owner, Notes: proofNotes(v, d),
	}
}

// proofNotes is what has come of a draft, the last first.
func proofNotes(v *visit, d *board.Draft) (notes []string) {
	p := d.Proof
	for _, one := range []struct {
		what string
		at   time.Time
	}{{"commented", p.Commented}, {"taken", p.TakenAt}, {"opened", p.OpenedAt}, {"reminded", p.Reminded}, {"sent", p.SentAt}} {
		if !one.at.IsZero() {
			notes = append(notes, v.text("proof.note."+one.what, "time", words.Moment(v.lang, one.at)))
		}
	}
	if len(notes) == 0 {
		notes = append(notes, v.text("my.draft.saved", "time", words.Moment(v.lang, d.UpdatedAt)))
	}
	return notes
}

// approvedProofs is the ads that customers have approved lately, the last first.
func (s *Site) approvedProofs(c echo.Context, v *visit) (rows []proofRow, err error) {
	ctx := c.Request().Context()
	entries, err := s.Store.Entries(ctx, store.AuditSearch{Action: "proof.approve", From: s.Now().Add(-recently), Limit: mostApproved})
	if err != nil {
		return nil, err
	}
	ids := make([]board.ID, len(entries))
	for i, e := range entries {
		ids[i] = board.ID(e.Subject.ID)
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if j := jobs[board.ID(e.Subject.ID)]; j != nil {
			rows = append(rows, proofRow{
				Ad: anchor{Name: j.Ad.Headline, URL: v.link(s.adPath(j.ID), nil)}, Lang: other(v.lang, j.Ad.Language), Customer: e.By.Email,
				Notes: []string{v.text("proof.note.approved", "time", words.Moment(v.lang, e.At)), v.text("state." + string(j.Status(s.Now())))},
			})
		}
	}
	return rows, nil
}

// A deskProofPage is one draft for a customer, as the desk sees it.
type deskProofPage struct {
	Headline, Lang string
	State          string
	Comment        *comment
	Facts          []fact
	Version        int
	Change         string // address of the form
	Remind         string // empty: it does not wait for the customer
	Delete         string
	Look           *look
	Order          *orderBox
}

// deskProof answers GET /redaktionen/korrektur/{id}. A draft that has been approved is an ad.
func (s *Site) deskProof(c echo.Context) error {
	v, ctx := s.visit(c.Request()), c.Request().Context()
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return err
	}
	d, err := s.Desk.DeskProof(ctx, v.actor(), id)
	if errors.Is(err, board.ErrNotFound) {
		if _, err := s.Store.Job(ctx, id); err == nil {
			return s.seeOther(c, v, s.adPath(id), "")
		}
	}
	if err != nil {
		return err
	}
	main := &deskProofPage{
		Headline: draftName(v, d), Lang: other(v.lang, d.Ad.Language), State: v.text("proof.state." + string(d.ProofState())), Version: d.Version,
		Comment: commentOf(v, d), Facts: s.proofFacts(v, d), Change: v.link(s.Links.Path("platsannonsera", string(id)), nil),
		Delete: v.link(s.Links.Path("platsannonsera", string(id), "radera"), nil),
	}
	if d.State == board.StatusUnconfirmed {
		main.Remind = v.link(s.proofPath(id, "paminn"), nil)
	}
	if err := s.lookAt(c, v, d, main); err != nil {
		return err
	}
	return s.desk(c, v, &page{
		template: "editor/proof", Title: main.Headline, Main: main, section: "", path: s.proofPath(id),
		Crumbs: append(proofCrumbs(s, v), anchor{Name: main.Headline, Current: "page"}),
	})
}

// lookAt is how the ad of a draft will look, and what it costs, as far as that is known.
func (s *Site) lookAt(c echo.Context, v *visit, d *board.Draft, main *deskProofPage) error {
	ctx := c.Request().Context()
	prices, err := s.Desk.Prices(ctx)
	if err != nil {
		return err
	}
	quote, err := s.Desk.Quote(ctx, v.actor(), d.ID, "")
	var invalid *board.Invalid
	switch {
	case err == nil:
		main.Order = priceBox(v, quote)
	case !errors.As(err, &invalid):
		return err
	}
	if d.Ad.Headline == "" {
		return nil // there is nothing to look at yet
	}
	job := draftedJob(d, prices)
	if err := s.wearLogo(ctx, v.actor(), job, quote.Order.Employer); err != nil {
		return err
	}
	main.Look, err = s.looks(v, job, later(d.PublishAt, s.Now()))
	return err
}

// later is the later of two instants.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// proofFacts is what the desk knows of a draft beside its ad.
func (s *Site) proofFacts(v *visit, d *board.Draft) []fact {
	l := factList{visit: v}
	l.add("proof.customer", d.Owner)
	l.add("proof.employer", d.Employer.Name)
	l.add("proof.package", term(v, reference.ListPackage, d.Package))
	l.add("proof.wished", wishedAt(v, d))
	l.add("proof.reference", d.Order.Invoice.BuyerReference, d.Order.Invoice.OrderReference)
	l.add("proof.begun", d.Begun.By)
	l.add("proof.sender", d.Proof.By)
	notes := proofNotes(v, d)
	slices.Reverse(notes)
	l.add("proof.course", notes...)
	l.add("proof.until", words.Date(v.lang, board.DateOf(d.UpdatedAt.AddDate(0, 0, board.DraftDays))))
	return l.facts
}

// wishedAt is when an ad shall be published.
func wishedAt(v *visit, d *board.Draft) string {
	if d.PublishAt.IsZero() {
		return v.text("proof.at_once")
	}
	return words.Moment(v.lang, d.PublishAt)
}

// remindOfProof answers POST /redaktionen/korrektur/{id}/paminn.
func (s *Site) remindOfProof(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	id, err := board.ParseID(c.Param("id"))
	if err != nil {
		return err
	}
	err = s.Desk.RemindOfProof(c.Request().Context(), v.actor(), id, version(form))
	if errors.Is(err, board.ErrConflict) {
		return s.seeOther(c, v, s.proofPath(id), "proof_changed")
	}
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.proofPath(id), "proof_reminded")
}

func (s *Site) proofPath(id board.ID, more ...string) string {
	return s.Links.Path(append([]string{"redaktionen", "korrektur", string(id)}, more...)...)
}

// proofCrumbs lead from the queue to the list of drafts.
func proofCrumbs(s *Site, v *visit) []anchor {
	return []anchor{
		{Name: v.text("desk.review"), URL: v.link(s.Links.Path("redaktionen"), nil)},
		{Name: v.text("proof.list"), URL: v.link(s.Links.Path("redaktionen", "korrektur"), nil)},
	}
}

// draftName is what a draft is called.
func draftName(v *visit, d *board.Draft) string {
	return cmp.Or(d.Ad.Headline, d.Ad.Title, v.text("my.untitled"))
}
