package site

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// customerMain is one customer, with all that the desk knows of it.
type customerMain struct {
	Name     string
	Marks    []mark
	Public   anchor
	Note     string
	Facts    []fact
	Compare  []fact // what number, name and mail domains say, side by side
	People   []personRow
	Trusted  []personRow
	Blocks   []blockRow
	Jobs     []customerJob
	JobCount string
	AllJobs  anchor
	Orders   anchor
	Bundles  []string
	Prices   []fact
	May      bool // change customers
	Trust    string
	Unblock  string
	Forms    []*smallForm
	History  []event
}

type personRow struct{ Email, Note string }

type blockRow struct{ Name, Kind, Value, Note string }

type customerJob struct {
	Headline    anchor
	State, Date string
}

// A customerView is what a customer's page is made of.
type customerView struct {
	employer board.Employer
	customer board.Customer
	jobs     []*board.Job
	count    int
	people   []store.Person
	trusted  []board.Trust
	blocks   []board.Block
	bundles  []board.Bundle
	prices   map[board.Package]int64
	history  []board.Entry
}

// How much of each a customer's page shows.
const (
	customerJobs   = 20
	customerPeople = 50
)

// load asks the store for all that a customer's page shows, in a fixed number of questions.
func (s *Site) load(ctx context.Context, e board.Employer) (w customerView, err error) {
	w.employer = e
	for _, ask := range []func() error{
		func() (err error) { w.customer, err = s.Store.Customer(ctx, e.ID); return err },
		func() (err error) { w.jobs, w.count, err = s.Store.JobsOfCustomer(ctx, e.ID, customerJobs); return err },
		func() (err error) { w.people, err = s.Store.People(ctx, e.ID, customerPeople); return err },
		func() (err error) { w.trusted, err = s.Store.Trusted(ctx, e.ID); return err },
		func() (err error) { w.blocks, err = s.Store.Blocks(ctx, e.ID); return err },
		func() (err error) { w.bundles, err = s.Store.Bundles(ctx, e.ID); return err },
		func() (err error) { w.prices, err = s.Store.CustomerPrices(ctx, e.ID); return err },
		func() (err error) {
			about := board.Subject{Kind: board.SubjectEmployer, ID: strconv.FormatInt(int64(e.ID), 10)}
			w.history, err = s.Store.Entries(ctx, store.AuditSearch{Subject: about, Limit: 50})
			return err
		},
	} {
		if err := ask(); err != nil {
			return w, err
		}
	}
	return w, nil
}

// customerPage answers GET /redaktionen/kunder/{slug}; an old name leads to the new one.
func (s *Site) customerPage(c echo.Context) error {
	return s.customerAs(c, s.visit(c.Request()), attempt{})
}

func (s *Site) customerAs(c echo.Context, v *visit, try attempt) error {
	ctx := c.Request().Context()
	e, err := s.Store.EmployerBySlug(ctx, c.Param("slug"))
	if err != nil {
		return err
	}
	if e.Slug != c.Param("slug") && try.status == 0 {
		return c.Redirect(http.StatusMovedPermanently, v.link(s.customerPath(e.Slug), nil))
	}
	w, err := s.load(ctx, e)
	if err != nil {
		return err
	}
	p := &page{
		template: "editor/customer", Title: e.Name, Main: s.customerMain(v, w, try), section: "kunder", path: s.customerPath(e.Slug), status: try.status,
		Crumbs: []anchor{{Name: v.text("desk.customers"), URL: v.link(s.Links.Path("redaktionen", "kunder"), nil)}, {Name: e.Name, Current: "page"}},
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return s.desk(c, v, p)
}

func (s *Site) customerMain(v *visit, w customerView, try attempt) customerMain {
	e := w.employer
	main := customerMain{
		Name: e.Name, Note: w.customer.Note, Facts: employerFacts(v, e), Compare: compared(v, w), May: v.editor.Role.May(board.PermCustomers),
		Public:   anchor{Name: v.text("customer.public"), URL: v.link(s.Links.Path("arbetsgivare", e.Slug), nil)},
		JobCount: v.text("customer.jobs", "n", w.count), Orders: anchor{Name: v.text("customer.orders"), URL: v.link(s.Links.Path("redaktionen", "order"), url.Values{"kund": {e.Slug}})},
		Trust: v.link(s.Links.Path("redaktionen", "kunder", e.Slug, "betrodd"), nil), Unblock: v.link(s.Links.Path("redaktionen", "kunder", e.Slug, "hav-sparr"), nil),
		History: events(v, w.history),
	}
	if e.Verified {
		main.Marks = append(main.Marks, mark{"verified", v.text("mark.verified")})
	}
	if w.customer.NoContact {
		main.Marks = append(main.Marks, mark{"extended", v.text("customer.no_contact")})
	}
	s.customerPeople(v, &main, w)
	now := s.Now()
	for _, j := range w.jobs {
		main.Jobs = append(main.Jobs, customerJob{
			anchor{Name: j.Ad.Headline, URL: v.link(s.Links.Path("redaktionen", "annonser", string(j.ID)), nil)},
			reference.Label(v.lang, reference.ListEmployerStatus, string(j.Status(now))), words.ShortDate(v.lang, board.DateOf(j.CreatedAt), board.DateOf(now)),
		})
	}
	for _, b := range w.bundles {
		main.Bundles = append(main.Bundles, v.text("customer.bundle", "package", reference.Label(v.lang, reference.ListPackage, string(b.Package)),
			"left", b.Left(), "size", b.Size, "date", words.Date(v.lang, board.DateOf(b.Until))))
	}
	l := factList{visit: v}
	for _, p := range board.Packages() {
		if price, ok := w.prices[p]; ok {
			l.facts = append(l.facts, fact{reference.Label(v.lang, reference.ListPackage, string(p)), []anchor{{Name: kronor(v, price)}}})
		}
	}
	main.Prices = l.facts
	main.Forms = s.customerForms(v, w, try)
	return main
}

// compared is what an editor looks at to verify: the number and who it belongs to, and the domains of those who advertise.
func compared(v *visit, w customerView) []fact {
	l, e := factList{visit: v}, w.employer
	l.add("customer.given_name", e.Name)
	l.add("employer.orgnr", e.OrgNr.String())
	if body, ok := reference.BodyByOrgNr(e.OrgNr); ok {
		l.add("customer.number_is", body.Name+" ("+body.LegalName+")", reference.Label(v.lang, reference.ListSector, string(body.Sector)))
	} else if !e.OrgNr.IsZero() {
		l.add("customer.number_is", v.text("customer.number_unknown"))
	}
	if body, ok := reference.BodyByName(e.Name); ok && body.OrgNr != e.OrgNr {
		l.add("customer.name_is", body.OrgNr.String()+" "+body.LegalName)
	}
	if address, ok := link.Web(e.URL); ok {
		l.link("employer.website", anchor{Name: host(address), URL: address})
	}
	var domains []string
	for _, p := range w.people {
		if _, domain, _ := strings.Cut(p.Email, "@"); !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	l.add("customer.domains", domains...)
	return l.facts
}

func (s *Site) customerPeople(v *visit, main *customerMain, w customerView) {
	today := board.DateOf(s.Now())
	trusted := map[string]bool{}
	for _, t := range w.trusted {
		trusted[t.Email] = true
		main.Trusted = append(main.Trusted, personRow{t.Email, v.text("customer.trusted_by", "who", t.By, "date", words.ShortDate(v.lang, board.DateOf(t.At), today))})
	}
	for _, p := range w.people {
		if !trusted[p.Email] {
			main.People = append(main.People, personRow{p.Email, v.text("customer.person", "n", p.Jobs, "date", words.ShortDate(v.lang, board.DateOf(p.Last), today))})
		}
	}
	for _, b := range w.blocks {
		name := b.Value
		if b.Kind == board.BlockEmployer {
			name = w.employer.Name
		}
		main.Blocks = append(main.Blocks, blockRow{name, string(b.Kind), b.Value,
			v.text("customer.blocked_by", "reason", b.Reason, "who", b.By, "date", words.ShortDate(v.lang, board.DateOf(b.At), today))})
	}
}

// customerForms is what this person may change.
func (s *Site) customerForms(v *visit, w customerView, try attempt) (forms []*smallForm) {
	e := w.employer
	at := func(step string) string { return v.link(s.Links.Path("redaktionen", "kunder", e.Slug, step), nil) }
	add := func(name, step, kind string, version int, fields ...field) {
		forms = append(forms, newSmallForm(v, "customer", name, at(step), kind, version, try, fields...))
	}
	yes := func(now bool) []option {
		return []option{{"", v.text("customer.no"), !now}, {"1", v.text("customer.yes"), now}}
	}
	if v.editor.Role.May(board.PermCustomers) {
		sectors := []option{{Name: v.text("customer.sector.none")}}
		for _, sector := range board.Sectors() {
			sectors = append(sectors, option{Value: string(sector), Name: reference.Label(v.lang, reference.ListSector, string(sector))})
		}
		add("verify", "verifiera", "", e.Version, field{Name: "name", Label: v.text("customer.given_name"), Value: e.Name},
			field{Name: "orgnr", Label: v.text("employer.orgnr"), Help: v.text("customer.orgnr.help"), Value: e.OrgNr.Public()},
			field{Name: "sector", Label: v.text("filter.sector"), Kind: "select", Options: sectors, Value: string(e.Sector)},
			field{Name: "verified", Label: v.text("customer.verified"), Kind: "select", Options: yes(e.Verified), Value: oneIf(e.Verified)})
		add("note", "anteckning", "quiet", w.customer.Version, field{Name: "note", Label: v.text("customer.note"), Kind: "textarea", Value: w.customer.Note, Optional: true},
			field{Name: "no_contact", Label: v.text("customer.no_contact"), Kind: "select", Options: yes(w.customer.NoContact), Value: oneIf(w.customer.NoContact)})
	}
	if v.editor.Role.May(board.PermOrders) {
		var fields []field
		for _, p := range board.Packages() {
			one := field{Name: "price." + string(p), Label: reference.Label(v.lang, reference.ListPackage, string(p)), Optional: true}
			if price, ok := w.prices[p]; ok {
				one.Value = strconv.FormatInt(price, 10)
			}
			fields = append(fields, one)
		}
		add("prices", "priser", "quiet", w.customer.Version, append(fields, field{Name: "reason", Label: v.text("order.line.reason")})...)
	}
	if v.editor.Role.May(board.PermCustomers) {
		kinds := []option{}
		for _, k := range board.BlockKinds() {
			kinds = append(kinds, option{Value: string(k), Name: v.text("customer.block." + string(k))})
		}
		add("merge", "sla-ihop", "danger", 0, field{Name: "duplicate", Label: v.text("customer.duplicate"), Help: v.text("customer.duplicate.help")})
		add("block", "sparra", "danger", 0, field{Name: "kind", Label: v.text("customer.block.kind"), Kind: "select", Options: kinds},
			field{Name: "value", Label: v.text("customer.block.value"), Optional: true}, field{Name: "reason", Label: v.text("order.line.reason")})
	}
	return forms
}

func oneIf(is bool) string {
	if is {
		return "1"
	}
	return ""
}

// changeCustomer does what a form of a customer's page asks, and shows the page again with what was typed when it cannot
// be done.
func (s *Site) changeCustomer(c echo.Context, name, done string, do func(v *visit, e board.Employer, form url.Values) error) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	e, err := s.Store.EmployerBySlug(c.Request().Context(), c.Param("slug"))
	if err != nil {
		return err
	}
	err = do(v, e, form)
	try := attempt{form: name, typed: form, status: http.StatusUnprocessableEntity}
	var stale *board.Stale
	switch {
	case err == nil:
		return s.seeOther(c, v, s.customerPath(e.Slug), done)
	case errors.As(err, &stale):
		try.status, try.notice = http.StatusConflict, s.overtaken(c, v, "customer.stale", stale)
	case errors.As(err, &try.wrong):
		if name == "trust" || name == "unblock" { // buttons, which have no field to say it at
			try.notice = words.Fault(v.lang, try.wrong.Faults[0])
		}
	case errors.Is(err, board.ErrConflict):
		try.status, try.notice = http.StatusConflict, v.text("customer.conflict")
	default:
		return err
	}
	return s.customerAs(c, v, try)
}

// verifyCustomer answers POST /redaktionen/kunder/{slug}/verifiera. A number that is not shown stays when none is typed.
func (s *Site) verifyCustomer(c echo.Context) error {
	return s.changeCustomer(c, "verify", "customer_changed", func(v *visit, e board.Employer, form url.Values) error {
		found := desk.Verification{Name: form.Get("name"), Sector: board.Sector(form.Get("sector")), Verified: form.Get("verified") != "", Version: version(form)}
		if text := strings.TrimSpace(form.Get("orgnr")); text != "" {
			nr, err := board.ParseOrgNr(text)
			var invalid *board.Invalid
			if errors.As(err, &invalid) {
				return &board.Invalid{Faults: []board.Fault{{Field: "orgnr", Code: invalid.Faults[0].Code}}}
			}
			found.OrgNr = nr
		} else if e.OrgNr.Personal() {
			found.OrgNr = e.OrgNr
		}
		return s.Desk.Verify(c.Request().Context(), v.actor(), e.ID, found)
	})
}

// trustAddress answers POST /redaktionen/kunder/{slug}/betrodd: an address is trusted, or no longer.
func (s *Site) trustAddress(c echo.Context) error {
	return s.changeCustomer(c, "trust", "customer_changed", func(v *visit, e board.Employer, form url.Values) error {
		return s.Desk.Trust(c.Request().Context(), v.actor(), e.ID, form.Get("email"), form.Get("trusted") != "")
	})
}

// mergeCustomer answers POST /redaktionen/kunder/{slug}/sla-ihop: another becomes a part of this one.
func (s *Site) mergeCustomer(c echo.Context) error {
	return s.changeCustomer(c, "merge", "customer_merged", func(v *visit, e board.Employer, form url.Values) error {
		other, err := s.customerNamed(c, strings.TrimSpace(form.Get("duplicate")))
		if errors.Is(err, board.ErrNotFound) || err == nil && other.ID == e.ID {
			return &board.Invalid{Faults: []board.Fault{{Field: "duplicate", Code: "nobody"}}}
		}
		if err != nil {
			return err
		}
		return s.Desk.Merge(c.Request().Context(), v.actor(), other.ID, e.ID)
	})
}

func blockIn(form url.Values, e board.Employer) board.Block {
	return board.Block{Kind: board.BlockKind(form.Get("kind")), Value: form.Get("value"), Employer: e.ID, Reason: form.Get("reason")}
}

// blockCustomer answers POST /redaktionen/kunder/{slug}/sparra.
func (s *Site) blockCustomer(c echo.Context) error {
	return s.changeCustomer(c, "block", "customer_blocked", func(v *visit, e board.Employer, form url.Values) error {
		return s.Desk.Block(c.Request().Context(), v.actor(), blockIn(form, e))
	})
}

// unblockCustomer answers POST /redaktionen/kunder/{slug}/hav-sparr.
func (s *Site) unblockCustomer(c echo.Context) error {
	return s.changeCustomer(c, "unblock", "customer_changed", func(v *visit, e board.Employer, form url.Values) error {
		return s.Desk.Unblock(c.Request().Context(), v.actor(), blockIn(form, e))
	})
}

// noteCustomer answers POST /redaktionen/kunder/{slug}/anteckning.
func (s *Site) noteCustomer(c echo.Context) error {
	return s.changeCustomer(c, "note", "customer_changed", func(v *visit, e board.Employer, form url.Values) error {
		return s.Desk.NoteCustomer(c.Request().Context(), v.actor(), board.Customer{
			Employer: e.ID, Note: form.Get("note"), NoContact: form.Get("no_contact") != "", Version: version(form),
		})
	})
}

// priceCustomer answers POST /redaktionen/kunder/{slug}/priser.
func (s *Site) priceCustomer(c echo.Context) error {
	return s.changeCustomer(c, "prices", "customer_changed", func(v *visit, e board.Employer, form url.Values) error {
		agreed, wrong := map[board.Package]int64{}, &board.Invalid{}
		for _, p := range board.Packages() {
			text := strings.TrimSpace(form.Get("price." + string(p)))
			if text == "" {
				continue
			}
			price, err := readKronor(text)
			if err != nil {
				wrong.Add(board.Fault{Field: "price." + string(p), Code: "money"})
			}
			agreed[p] = price
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		return s.Desk.SaveCustomerPrices(c.Request().Context(), v.actor(), e.ID, version(form), agreed, form.Get("reason"))
	})
}
