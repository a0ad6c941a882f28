package site

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// orderForm is the form of an order's lines and invoice.
type orderForm struct {
	Action  string
	Version int
	Open    bool
	Summary *summary
	Lines   [][]field // of an order that is there
	Buys    []field   // of a new one
	Extras  []option
	Invoice []field
	Reason  *field
	Fault   string // of the lines together
	Button  string
}

// spareLines is how many empty lines a form has to be filled in; maxLines how many it can have at all.
const (
	spareLines = 2
	maxLines   = 40
)

// editForm is the form that changes an order, as it is or as it was filled in.
func (s *Site) editForm(v *visit, o board.Order, try attempt) *orderForm {
	typed := try.typed
	if typed == nil {
		typed = orderTyped(o)
	}
	f := newFilled(v, typed, try.wrong)
	form := &orderForm{
		Action: v.link(s.orderPath(o.Number), nil), Version: o.Version, Open: try.form != "", Invoice: invoiceFields(v, f),
		Fault: f.faults["lines"], Button: v.text("order.edit.button"),
	}
	all := []field{{ID: "lines", Fault: form.Fault}}
	if o.Credits == "" {
		n := min(linesIn(typed)+spareLines, maxLines)
		for i := range n {
			form.Lines = append(form.Lines, lineFields(v, f, i))
			all = append(all, form.Lines[i]...)
		}
	}
	reason := f.field(field{Name: "reason", Label: v.text("order.reason")})
	form.Reason = &reason
	form.Summary = f.summary(v, append(append(all, form.Invoice...), reason)...)
	return form
}

// orderTyped is an order as its form would have been filled in.
func orderTyped(o board.Order) url.Values {
	typed := invoiceTyped(o.Invoice)
	for i, l := range o.Lines {
		typed.Set(board.LineField(i, "item"), string(l.Item))
		typed.Set(board.LineField(i, "quantity"), strconv.Itoa(l.Quantity))
		typed.Set(board.LineField(i, "price"), strconv.FormatInt(l.Price, 10))
		typed.Set(board.LineField(i, "reason"), l.Reason)
	}
	return typed
}

// linesIn is how many lines a form has that say something.
func linesIn(form url.Values) (n int) {
	for i := range maxLines {
		if form.Get(board.LineField(i, "item")) != "" {
			n = i + 1
		}
	}
	return n
}

func lineFields(v *visit, f filled, i int) []field {
	at := func(name, key, kind string, options []option) field {
		return f.field(field{Name: board.LineField(i, name), Label: v.text(key), Kind: kind, Options: options})
	}
	items := []option{{Name: v.text("order.line.none")}}
	for _, item := range board.Items() {
		if item != board.ItemCredit {
			items = append(items, option{Value: string(item), Name: reference.Label(v.lang, reference.ListItem, string(item))})
		}
	}
	return []field{at("item", "order.line.item", "select", items), at("quantity", "order.line.quantity", "", nil),
		at("price", "order.line.price", "", nil), at("reason", "order.line.reason", "", nil)}
}

// readLines reads the lines that say something. A credit has none in its form; its lines are not to be changed.
func readLines(form url.Values) (lines []board.OrderLine, wrong *board.Invalid) {
	wrong = &board.Invalid{}
	for i := range maxLines {
		item := form.Get(board.LineField(i, "item"))
		if item == "" {
			continue
		}
		quantity, err := strconv.Atoi(strings.TrimSpace(form.Get(board.LineField(i, "quantity"))))
		if err != nil {
			wrong.Add(board.Fault{Field: board.LineField(i, "quantity"), Code: "quantity"})
		}
		price, err := readKronor(form.Get(board.LineField(i, "price")))
		if err != nil {
			wrong.Add(board.Fault{Field: board.LineField(i, "price"), Code: "money"})
		}
		lines = append(lines, board.OrderLine{Item: board.Item(item), Quantity: quantity, Price: price, Reason: strings.TrimSpace(form.Get(board.LineField(i, "reason")))})
	}
	return lines, wrong
}

// readKronor reads whole kronor as people write them: 8 900, -1 000 kr.
func readKronor(s string) (int64, error) {
	s = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), "kr")
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "−", "-", "–", "-").Replace(s)
	return strconv.ParseInt(strings.TrimSuffix(strings.TrimSuffix(s, ":-"), ",00"), 10, 64)
}

// invoiceFields is the form's fields of how an order is invoiced. Their names are those of board.Invoice's faults.
func invoiceFields(v *visit, f filled) []field {
	routes := []option{}
	for _, r := range board.InvoiceRoutes() {
		routes = append(routes, option{Value: string(r), Name: reference.Label(v.lang, reference.ListInvoiceRoute, string(r))})
	}
	fields := []field{{Name: "route", Kind: "select", Options: routes}, {Name: "recipient", Autocomplete: "organization"}, {Name: "orgnr"}, {Name: "street", Optional: true}, {Name: "postcode", Optional: true},
		{Name: "city"}, {Name: "country", Optional: true}, {Name: "reference"}, {Name: "order_reference"}, {Name: "peppol"}, {Name: "gln", Optional: true},
		{Name: "email", Kind: "email", Optional: true}, {Name: "contract", Optional: true}, {Name: "object", Optional: true}, {Name: "mark", Optional: true},
		{Name: "not_before", Kind: "date", Optional: true}, {Name: "reason", Optional: true}}
	for i, one := range fields {
		one.Label = v.text("invoice." + one.Name)
		if key := "invoice." + one.Name + ".help"; words.Has(key) {
			one.Help = v.text(key)
		}
		one.Name = "invoice." + one.Name
		fields[i] = f.field(one)
	}
	return fields
}

// peppolShown is the Peppol-id, unless a person's number is in it.
func peppolShown(i board.Invoice) string {
	if i.OrgNr.Personal() && strings.HasSuffix(i.PeppolID, i.OrgNr.Digits()) {
		return ""
	}
	return i.PeppolID
}

func invoiceTyped(i board.Invoice) url.Values {
	typed := url.Values{}
	for name, value := range map[string]string{
		"route": string(i.Route), "recipient": i.Recipient, "orgnr": i.OrgNr.Public(), "street": i.Address.Street,
		"postcode": i.Address.Postcode, "city": i.Address.City, "country": i.Address.Country, "reference": i.BuyerReference,
		"order_reference": i.OrderReference, "peppol": peppolShown(i), "gln": i.GLN, "email": i.Email, "contract": i.Contract,
		"object": i.InvoicedObject, "mark": i.Mark, "not_before": i.NotBefore.String(), "reason": i.Reason,
	} {
		typed.Set("invoice."+name, value)
	}
	return typed
}

// readInvoice reads the form's invoice; what cannot be read at all is noted as wrong.
func readInvoice(form url.Values, wrong *board.Invalid) board.Invoice {
	of := func(name string) string { return form.Get("invoice." + name) }
	i := board.Invoice{
		Route: board.InvoiceRoute(of("route")), Recipient: of("recipient"),
		Address: board.InvoiceAddress{Street: of("street"), Postcode: of("postcode"), City: of("city"), Country: of("country")},
		Email:   of("email"), PeppolID: of("peppol"), GLN: of("gln"), BuyerReference: of("reference"), OrderReference: of("order_reference"),
		Contract: of("contract"), InvoicedObject: of("object"), Mark: of("mark"), Reason: of("reason"),
	}
	var invalid *board.Invalid
	if nr := strings.TrimSpace(of("orgnr")); nr != "" {
		var err error
		if i.OrgNr, err = board.ParseOrgNr(nr); errors.As(err, &invalid) {
			wrong.Add(board.Fault{Field: "invoice.orgnr", Code: invalid.Faults[0].Code})
		}
	}
	if day := strings.TrimSpace(of("not_before")); day != "" {
		var err error
		if i.NotBefore, err = board.ParseDate(day); err != nil {
			wrong.Add(board.Fault{Field: "invoice.not_before", Code: "date"})
		}
	}
	return i
}

// newOrder answers GET /redaktionen/order/ny: an order for the ad, or for the customer, that the address names.
func (s *Site) newOrder(c echo.Context) error {
	v := s.visit(c.Request())
	typed := url.Values{"job": {v.values.Get("annons")}, "customer": {v.values.Get("kund")}, "package": {"basic"}}
	return s.newOrderAs(c, v, 0, typed, nil)
}

func (s *Site) newOrderAs(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid) error {
	list, err := s.Desk.Prices(c.Request().Context())
	if err != nil {
		return err
	}
	f := newFilled(v, typed, wrong)
	form := &orderForm{Action: v.link(s.Links.Path("redaktionen", "order", "ny"), nil), Invoice: invoiceFields(v, f), Button: v.text("order.new.button")}
	packages, bundles := []option{}, []option{{Name: v.text("order.new.no_bundle")}}
	for _, p := range board.Packages() {
		packages = append(packages, s.priced(v, list, board.Item(p)))
	}
	for _, b := range board.Bundles() {
		bundles = append(bundles, option{Value: string(b), Name: reference.Label(v.lang, reference.ListItem, string(b)) + ", −" + strconv.Itoa(list.Offer(b).Percent) + "\u00a0%"})
	}
	for _, e := range board.Extras() {
		extra := s.priced(v, list, e)
		extra.Chosen = slices.Contains(typed["extras"], string(e))
		form.Extras = append(form.Extras, extra)
	}
	form.Buys = []field{
		f.field(field{Name: "job", Label: v.text("order.new.job"), Help: v.text("order.new.job.help"), Optional: true}),
		f.field(field{Name: "customer", Label: v.text("order.new.customer"), Help: v.text("order.new.customer.help"), Optional: true}),
		f.field(field{Name: "package", Label: v.text("order.new.package"), Kind: "select", Options: packages}),
		f.field(field{Name: "bundle", Label: v.text("order.new.bundle"), Kind: "select", Options: bundles}),
		f.field(field{Name: "discount", Label: v.text("order.new.discount"), Optional: true}),
		f.field(field{Name: "reason", Label: v.text("order.new.reason"), Optional: true}),
	}
	form.Summary = f.summary(v, append(slices.Clone(form.Buys), form.Invoice...)...)
	return s.desk(c, v, &page{
		template: "editor/order_new", Title: v.text("order.new"), Main: form, section: "order", path: s.Links.Path("redaktionen", "order", "ny"), status: status,
		Crumbs: []anchor{{Name: v.text("desk.orders"), URL: v.link(s.Links.Path("redaktionen", "order"), nil)}, {Name: v.text("order.new"), Current: "page"}},
	})
}

// priced is an item with its price, to be chosen.
func (s *Site) priced(v *visit, list board.PriceList, item board.Item) option {
	return option{Value: string(item), Name: reference.Label(v.lang, reference.ListItem, string(item)) + ", " + kronor(v, list.Offer(item).Price)}
}

// placeOrder answers POST /redaktionen/order/ny.
func (s *Site) placeOrder(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	wish, err := s.readWish(c, form)
	var order board.Order
	if err == nil {
		order, err = s.Desk.PlaceOrder(c.Request().Context(), v.actor(), wish)
	}
	var invalid *board.Invalid
	if errors.As(err, &invalid) {
		return s.newOrderAs(c, v, http.StatusUnprocessableEntity, form, invalid)
	}
	if err != nil {
		return err
	}
	return s.seeOther(c, v, s.orderPath(order.Number), "order_placed")
}

// readWish reads what is ordered, and looks up for whom.
func (s *Site) readWish(c echo.Context, form url.Values) (w desk.Wish, err error) {
	wrong := &board.Invalid{}
	w = desk.Wish{Package: board.Package(form.Get("package")), Bundle: board.Item(form.Get("bundle")), Reason: form.Get("reason"), Invoice: readInvoice(form, wrong)}
	for _, e := range form["extras"] {
		w.Extras = append(w.Extras, board.Item(e))
	}
	if text := strings.TrimSpace(form.Get("discount")); text != "" {
		if w.Discount, err = readKronor(text); err != nil {
			wrong.Add(board.Fault{Field: "discount", Code: "money"})
		}
	}
	found := func(field string, err error) error {
		if errors.Is(err, board.ErrNotFound) {
			wrong.Add(board.Fault{Field: field, Code: "nobody"})
			return nil
		}
		return err
	}
	if text := strings.TrimSpace(form.Get("job")); text != "" {
		if w.Job, err = s.orderedJob(c, text); found("job", err) != nil {
			return w, err
		}
	}
	if text := strings.TrimSpace(form.Get("customer")); text != "" {
		e, err := s.customerNamed(c, text)
		if found("customer", err) != nil {
			return w, err
		}
		w.Employer = e.ID
	} else if w.Job == "" && form.Get("job") == "" {
		wrong.Add(board.Fault{Field: "customer", Code: "nobody"})
	}
	return w, wrong.Err()
}

// orderedJob is the ad that a form names, by its number or its address.
func (s *Site) orderedJob(c echo.Context, text string) (board.ID, error) {
	id, err := jobID(text[strings.LastIndexByte(text, '/')+1:])
	if err != nil {
		return "", err
	}
	job, err := s.Store.Job(c.Request().Context(), id)
	if err != nil {
		return "", err
	}
	return job.ID, nil
}

// customerNamed is the employer that a form names, by its organisation number or its slug.
func (s *Site) customerNamed(c echo.Context, text string) (board.Employer, error) {
	if nr, err := board.ParseOrgNr(text); err == nil {
		return s.Store.EmployerByKey(c.Request().Context(), board.EmployerKey(nr, "", ""))
	}
	return s.Store.EmployerBySlug(c.Request().Context(), text[strings.LastIndexByte(text, '/')+1:])
}
