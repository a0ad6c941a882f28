package site

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// orderPage is one order with what can be done to it.
type orderPage struct {
	Number  string
	State   string
	Lines   []lineRow
	Net     string
	VAT     string
	Gross   string
	Rate    string
	Facts   []fact
	Invoice []fact
	Edit    *orderForm
	Void    *smallForm
	Book    *smallForm
	Credit  *smallForm
	History []event
}

// lineRow is a line of an order as it is read.
type lineRow struct{ Name, Reason, Quantity, Price, Sum string }

// A smallForm is a few fields and a button, behind a heading of its own.
type smallForm struct {
	ID      string
	Action  string
	Version int
	Title   string
	Lead    string
	Refused string // why it was not done, where no field is to blame
	Summary *summary
	Fields  []field
	Button  button
	Open    bool
}

// order answers GET /redaktionen/order/{number}.
func (s *Site) order(c echo.Context) error {
	return s.orderAs(c, s.visit(c.Request()), attempt{})
}

// An attempt is a form of a page that was not taken in: which, what was typed, and what was wrong.
type attempt struct {
	form   string // its name; empty: none
	typed  url.Values
	wrong  *board.Invalid
	notice string
	status int
}

// orderAs shows an order, with a form as it was filled in.
func (s *Site) orderAs(c echo.Context, v *visit, try attempt) error {
	ctx := c.Request().Context()
	o, err := s.Store.Order(ctx, c.Param("number"))
	if err != nil {
		return err
	}
	credits, err := s.Store.CreditsOf(ctx, o.Number)
	if err != nil {
		return err
	}
	customers, err := s.customers(c, []board.Order{o})
	if err != nil {
		return err
	}
	about := ""
	if o.Job != "" {
		jobs, err := s.Store.Jobs(ctx, []board.ID{o.Job})
		if err != nil {
			return err
		}
		if job := jobs[o.Job]; job != nil {
			about = job.Ad.Headline
		}
	}
	history, err := s.Store.Entries(ctx, store.AuditSearch{Subject: board.Subject{Kind: board.SubjectOrder, ID: o.Number}, Limit: 100})
	if err != nil {
		return err
	}
	main := s.orderMain(v, o, try)
	main.Facts = s.orderFacts(v, o, customers[o.Employer], about, credits)
	main.History = events(v, history)
	p := &page{
		template: "editor/order", Title: v.text("order.title", "order", o.Number), Main: main, section: "order", path: s.orderPath(o.Number), status: try.status,
		Crumbs: []anchor{{Name: v.text("desk.orders"), URL: v.link(s.Links.Path("redaktionen", "order"), nil)}, {Name: o.Number, Current: "page"}},
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return s.desk(c, v, p)
}

func (s *Site) orderMain(v *visit, o board.Order, try attempt) orderPage {
	main := orderPage{
		Number: o.Number, State: reference.Label(v.lang, reference.ListOrderState, string(o.State)),
		Net: kronor(v, o.Total()), Rate: v.text("order.rate", "percent", o.VAT), VAT: kronorOre(v, o.Tax()), Gross: kronorOre(v, 100*o.Total()+o.Tax()),
		Invoice: invoiceFacts(v, o.Invoice),
	}
	if o.Ledger != "" {
		main.State = v.text("order.invoiced", "number", o.Ledger)
	}
	for _, l := range o.Lines {
		main.Lines = append(main.Lines, lineRow{
			reference.Label(v.lang, reference.ListItem, string(l.Item)), l.Reason, strconv.Itoa(l.Quantity), kronor(v, l.Price), kronor(v, l.Sum())})
	}
	s.orderForms(v, &main, o, try)
	return main
}

// orderForms is what this person may do to the order as it is.
func (s *Site) orderForms(v *visit, main *orderPage, o board.Order, try attempt) {
	role, open := v.editor.Role, o.State == board.OrderOrdered || o.State == board.OrderPublished
	if role.May(board.PermOrders) && open {
		main.Edit = s.editForm(v, o, try.of("edit"))
		if o.Credits == "" {
			main.Void = s.smallForm(v, o, try, "void", "faktureras-inte", "danger", field{Name: "reason", Label: v.text("order.line.reason")})
		}
	}
	if role.May(board.PermExport) && (o.State == board.OrderExported || o.State == board.OrderInvoiced) {
		main.Book = s.smallForm(v, o, try, "book", "faktura", "", field{Name: "ledger", Label: v.text("order.ledger"), Value: o.Ledger})
	}
	if role.May(board.PermOrders) && o.State == board.OrderInvoiced && o.Credits == "" {
		left := strconv.FormatInt(o.Total()-o.Credited, 10)
		main.Credit = s.smallForm(v, o, try, "credit", "kreditera", "danger",
			field{Name: "amount", Label: v.text("order.credit.amount"), Help: v.text("order.credit.left", "sum", kronor(v, o.Total()-o.Credited)), Value: left},
			field{Name: "credit_reason", Label: v.text("order.credit.reason"), Kind: "select", Options: creditReasons(v)},
			field{Name: "note", Label: v.text("order.credit.note"), Optional: true})
	}
}

func (t attempt) of(form string) attempt {
	if t.form == form {
		return t
	}
	return attempt{}
}

func (s *Site) smallForm(v *visit, o board.Order, try attempt, name, step, kind string, fields ...field) *smallForm {
	return newSmallForm(v, "order", name, v.link(s.Links.Path("redaktionen", "order", o.Number, step), nil), kind, o.Version, try, fields...)
}

// newSmallForm is a form of a page, as it is or as it was filled in. Its texts are PAGE.NAME.title, .lead and .button.
func newSmallForm(v *visit, page, name, action, kind string, version int, try attempt, fields ...field) *smallForm {
	try = try.of(name)
	f, key := newFilled(v, try.typed, try.wrong), page+"."+name+"."
	form := &smallForm{
		ID: name, Action: action, Version: version, Title: v.text(key + "title"), Lead: v.text(key + "lead"),
		Button: button{Name: v.text(key + "button"), Kind: kind}, Open: try.form != "",
	}
	for _, one := range fields {
		shown := f.field(one)
		shown.ID = "f-" + name + "-" + one.Name
		form.Fields = append(form.Fields, shown)
	}
	form.Summary = f.summary(v, form.Fields...)
	return form
}

func creditReasons(v *visit) []option {
	var all []option
	for _, r := range board.CreditReasons() {
		all = append(all, option{Value: string(r), Name: reference.Label(v.lang, reference.ListCreditReason, string(r))})
	}
	return all
}

func (s *Site) orderFacts(v *visit, o board.Order, customer board.Employer, headline string, credits []board.Order) []fact {
	l := factList{visit: v}
	if customer.ID != 0 {
		l.link("order.customer", anchor{Name: customer.Name, URL: v.link(s.Links.Path("redaktionen", "kunder", customer.Slug), nil)})
	}
	if o.Job != "" {
		l.link("order.job", anchor{Name: headline, URL: v.link(s.Links.Path("redaktionen", "annonser", string(o.Job)), nil)})
	}
	l.add("order.ordered", words.Moment(v.lang, o.CreatedAt))
	if !o.PublishedAt.IsZero() {
		l.add("order.published", words.Moment(v.lang, o.PublishedAt))
	}
	l.link("order.export", anchor{Name: o.Export, URL: v.link(s.Links.Path("redaktionen", "order", "export"), nil)})
	if o.Credits != "" {
		l.link("order.credited_order", s.orderAnchor(v, o.Credits))
		l.add("order.credit.reason", reference.Label(v.lang, reference.ListCreditReason, o.Why))
	} else if o.State == board.OrderVoid {
		l.add("order.why", whyVoid(v, o.Why))
	}
	for _, credit := range credits {
		l.link("order.credit", anchor{Name: credit.Number + " · " + kronor(v, credit.Total()), URL: s.orderAnchor(v, credit.Number).URL})
	}
	l.add("order.terms", o.Terms)
	return l.facts
}

// whyVoid is why nothing is invoiced: what its ad became, or what somebody wrote.
func whyVoid(v *visit, why string) string {
	if key := "order.void." + why; words.Has(key) {
		return v.text(key)
	}
	return why
}

func invoiceFacts(v *visit, i board.Invoice) []fact {
	l := factList{visit: v}
	a := i.Address
	l.add("invoice.route", term(v, reference.ListInvoiceRoute, i.Route))
	l.add("invoice.recipient", i.Recipient)
	l.add("invoice.orgnr", i.OrgNr.String())
	l.add("invoice.address", nonEmpty(a.Street, strings.TrimSpace(spacedPostcode(a.Postcode, a.Country)+" "+a.City), a.Country)...)
	l.add("invoice.email", i.Email)
	l.add("invoice.peppol", peppolShown(i))
	l.add("invoice.gln", i.GLN)
	l.add("invoice.reference", i.BuyerReference)
	l.add("invoice.order_reference", i.OrderReference)
	l.add("invoice.contract", i.Contract)
	l.add("invoice.object", i.InvoicedObject)
	l.add("invoice.mark", i.Mark)
	l.add("invoice.not_before", i.NotBefore.String())
	l.add("invoice.reason", i.Reason)
	return l.facts
}

// version is the version of what a form was made from. A form that says none was made from nothing that is there.
func version(form url.Values) int {
	n, err := strconv.Atoi(form.Get("version"))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// changeOrder does what a form of an order's page asks, and shows the page again with what was typed when it cannot be
// done.
func (s *Site) changeOrder(c echo.Context, name, done string, do func(v *visit, number string, form url.Values) error) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	number := c.Param("number")
	err = do(v, number, form)
	try := attempt{form: name, typed: form, status: http.StatusUnprocessableEntity}
	var stale *board.Stale
	switch {
	case err == nil:
		return s.seeOther(c, v, s.orderPath(number), done)
	case errors.As(err, &try.wrong):
	case errors.As(err, &stale):
		try.status, try.notice = http.StatusConflict, v.text("order.stale", "who", stale.Last.By.Email, "time", words.Moment(v.lang, stale.Last.At))
	case errors.Is(err, board.ErrConflict):
		try.status, try.notice = http.StatusConflict, v.text("order.conflict")
	default:
		return err
	}
	return s.orderAs(c, v, try)
}

// voidOrder answers POST /redaktionen/order/{number}/faktureras-inte.
func (s *Site) voidOrder(c echo.Context) error {
	return s.changeOrder(c, "void", "order_void", func(v *visit, number string, form url.Values) error {
		return s.Desk.VoidOrder(c.Request().Context(), v.actor(), number, version(form), form.Get("reason"))
	})
}

// bookOne answers POST /redaktionen/order/{number}/faktura.
func (s *Site) bookOne(c echo.Context) error {
	return s.changeOrder(c, "book", "order_booked", func(v *visit, number string, form url.Values) error {
		return s.Desk.BookOne(c.Request().Context(), v.actor(), number, version(form), form.Get("ledger"))
	})
}

// creditOrder answers POST /redaktionen/order/{number}/kreditera.
func (s *Site) creditOrder(c echo.Context) error {
	return s.changeOrder(c, "credit", "order_credited", func(v *visit, number string, form url.Values) error {
		amount, _ := readKronor(form.Get("amount")) // what is no number is 0, which the desk refuses
		_, err := s.Desk.CreditOrder(c.Request().Context(), v.actor(), number, version(form), amount, board.CreditReason(form.Get("credit_reason")), form.Get("note"))
		return err
	})
}

// reviseOrder answers POST /redaktionen/order/{number}.
func (s *Site) reviseOrder(c echo.Context) error {
	return s.changeOrder(c, "edit", "order_changed", func(v *visit, number string, form url.Values) error {
		lines, wrong := readLines(form)
		invoice := readInvoice(form, wrong)
		if err := wrong.Err(); err != nil {
			return err
		}
		return s.Desk.ReviseOrder(c.Request().Context(), v.actor(), number, version(form), lines, invoice, form.Get("reason"))
	})
}
