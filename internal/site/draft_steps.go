package site

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// A draftStep is a page of the form in which somebody orders an ad.
type draftStep struct {
	path     string // the last part of its address
	name     string // of its texts: step.NAME
	sections []adSection
}

// draftSteps is the way through the form, in its order. Everything that walks it reads this table.
func draftSteps() []draftStep {
	ad := map[string]adSection{}
	for _, section := range adSections() {
		ad[section.name] = section
	}
	whom := adSection{"whom", fillWhom, (*adFields).whom, (*adReader).whom}
	employer := adSection{"employer", fillHirer, (*adFields).hirer, (*adReader).hirer}
	invoice := adSection{"invoice", fillInvoice, (*adFields).invoice, (*adReader).invoice}
	order := adSection{"order", fillPurchase, (*adFields).purchase, (*adReader).purchase}
	return []draftStep{
		{"for-vem", "whom", []adSection{whom}},
		{"tjansten", "job", []adSection{ad["job"], ad["place"], ad["terms"]}},
		{"texten", "text", []adSection{ad["text"]}},
		{"ansokan", "apply", []adSection{ad["apply"]}},
		{"arbetsgivare", "employer", []adSection{employer, invoice}},
		{"bestall", "order", []adSection{order}},
	}
}

// StepPaths is the last part of the address of each step, in their order.
func StepPaths() []string {
	var paths []string
	for _, step := range draftSteps() {
		paths = append(paths, step.path)
	}
	return paths
}

// stepAt finds a step by the last part of its address; i is -1 where there is none.
func stepAt(steps []draftStep, path string) (i int) {
	return slices.IndexFunc(steps, func(s draftStep) bool { return s.path == path })
}

// draftTyped is all steps as the draft fills them, with what was typed that an ad cannot say.
func draftTyped(d *board.Draft) url.Values {
	form := url.Values{}
	for _, step := range draftSteps() {
		for _, section := range step.sections {
			section.fill(form, d)
		}
	}
	maps.Copy(form, d.Form.Typed)
	return form
}

// read reads what was typed on the step into the draft, and keeps with it, letter by letter, what could not be read and what
// belongs to that. Nothing that was typed is lost.
func (step draftStep) read(form url.Values, was *board.Draft) (*board.Draft, *board.Invalid) {
	d, wrong := readParts(form, was, step.sections)
	d.Form.Step = step.path
	d.Form.Typed = map[string][]string{}
	for name, values := range was.Form.Typed {
		if _, again := form[name]; !again {
			d.Form.Typed[name] = values
		}
	}
	maps.Copy(d.Form.Typed, step.unread(form, d, wrong))
	return d, wrong
}

// unread is what was typed into fields that are wrong, and into those beside them, where the draft does not say the same.
func (step draftStep) unread(form url.Values, d *board.Draft, wrong *board.Invalid) url.Values {
	says, left, about := url.Values{}, url.Values{}, map[string]bool{}
	for _, section := range step.sections {
		section.fill(says, d)
	}
	for _, fault := range wrong.Faults {
		about[groupOf(fault.Field)] = true
	}
	for name, values := range form {
		if controls[name] || !about[groupOf(name)] {
			continue
		}
		typed := make([]string, len(values))
		for i, value := range values {
			typed[i] = typedText(value)
		}
		if strings.Join(typed, "") != strings.Join(says[name], "") {
			left[name] = typed
		}
	}
	return left
}

// together is what is said by two fields: a day and the time of it.
var together = map[string]bool{"application_deadline": true, "publication_date": true, "start": true}

// groupOf is what a field shares with those that say the same thing together: a day and its time, a list's rows. All others
// are read one by one.
func groupOf(name string) string {
	group, rest, _ := strings.Cut(name, ".")
	if together[group] || strings.Contains(rest, ".") {
		return group
	}
	return name
}

// controls is what a step's form sends that is not typed.
var controls = map[string]bool{"version": true, "gor": true, moreRows: true, "link": true, trap: true, "sum": true, "terms": true, "logo": true,
	"category": true, "law": true, "requirements": true, "extras": true}

func fillWhom(form url.Values, d *board.Draft) {
	put(form, "client.for", string(d.Client.For))
	put(form, "client.told", d.Client.Told)
	put(form, "owners", d.Owner)
	put(form, "agency.name", d.Ad.Agency.Name)
	put(form, "agency.url", d.Ad.Agency.URL)
}

func (f *adFields) whom() []formPart {
	var answers []option
	for _, whom := range board.Whoms() {
		answers = append(answers, option{Value: string(whom), Name: f.v.text(f.key("client.for." + string(whom)))})
	}
	whom := f.ticks("client.for", answers)
	whom.Ticks.Optional, whom.Ticks.Radio = false, true
	firm := f.fields(field{Name: "agency.name", Autocomplete: "organization"}, field{Name: "agency.url", Kind: "url", Optional: true})
	told := f.fields(field{Name: "client.told", Kind: "email", Optional: true})
	firm.When, told.When = "other", "other"
	return []formPart{whom, firm, told, f.fields(field{Name: "owners", Kind: "email", Autocomplete: "email"})}
}

func (r *adReader) whom() {
	choose(r, "client.for", board.Whoms(), &r.d.Client.For)
	switch r.d.Client.For {
	case board.ForOwn:
		r.d.Ad.Agency, r.d.Client.Told = board.Agency{}, ""
	case board.ForOther:
		r.line("agency.name", &r.d.Ad.Agency.Name)
		r.address("agency.url", &r.d.Ad.Agency.URL)
		r.mail("client.told", &r.d.Client.Told)
	}
	r.mail("owners", &r.d.Owner)
}

// mail reads a mail address; what is none is a fault and leaves nothing.
func (r *adReader) mail(name string, into *string) {
	*into = ""
	typed := r.typed(name)
	if typed == "" {
		return
	}
	email, err := board.ParseEmail(typed)
	if err != nil {
		r.fault(name, "email", "")
		return
	}
	*into = email
}

// Who owns or governs an employer whose number does not tell (terms: 5), and what that makes of it.
var owners = [...]struct {
	answer string
	sector board.Sector
}{{"nej", ""}, {"kommun", "municipal_company"}, {"region", "regional_company"}, {"stat", "state_company"}}

// askOwned says whether the number leaves open who owns the employer.
func askOwned(nr board.OrgNr) bool {
	_, listed := reference.BodyByOrgNr(nr)
	return !nr.IsZero() && !listed && !nr.PublicBody()
}

func fillHirer(form url.Values, d *board.Draft) {
	fillEmployer(form, d)
	delete(form, "agency.name")
	delete(form, "agency.url")
	for _, o := range owners {
		if d.Employer.Sector != "" && (o.sector == d.Employer.Sector || o.sector == "") {
			form.Set("employer.owned", o.answer)
		}
	}
}

func (f *adFields) hirer() []formPart {
	owned := field{Name: "employer.owned", Kind: "select", Options: []option{{Name: f.v.text("adform.choose")}}}
	for _, o := range owners {
		owned.Options = append(owned.Options, option{Value: o.answer, Name: f.v.text("adform.owned." + o.answer)})
	}
	parts := []formPart{
		f.fields(field{Name: "employer.organization_number", Optional: true, InputMode: "numeric"}, field{Name: "employer.name", Autocomplete: "organization"}),
		f.fields(field{Name: "employer.workplace", Optional: true}, field{Name: "employer.url", Kind: "url", Optional: true}),
	}
	nr, err := board.ParseOrgNr(f.values.Get("employer.organization_number"))
	if err == nil && askOwned(nr) || f.faults["employer.owned"] != "" {
		parts = slices.Insert(parts, 1, f.fields(owned))
	}
	if _, listed := reference.BodyByOrgNr(nr); !listed {
		parts = append(parts, f.fields(unsaid(f, "employer.sector", reference.ListSector, board.Sectors())))
	}
	return parts
}

// hirer reads the employer. What is known of a public body need not be typed; of others it is asked who owns them.
func (r *adReader) hirer() {
	agency := r.d.Ad.Agency
	r.employer()
	r.d.Ad.Agency = agency
	e := &r.d.Employer
	if body, listed := reference.BodyByOrgNr(e.OrgNr); listed {
		if e.Sector = body.Sector; e.Name == "" {
			e.Name = body.Name
		}
		return
	}
	if !askOwned(e.OrgNr) {
		return
	}
	answer, known := r.form.Get("employer.owned"), false
	for _, o := range owners {
		if o.answer == answer {
			if known = true; o.sector != "" {
				e.Sector = o.sector
			}
		}
	}
	switch {
	case !known:
		r.fault("employer.owned", "owned", "")
	case e.Sector == "":
		e.Sector = e.OrgNr.SuggestedSector()
	}
}

// fillInvoice leaves open what would come of itself: it follows the employer.
func fillInvoice(form url.Values, d *board.Draft) {
	i := d.Order.Invoice
	for _, open := range []func(*board.Invoice){
		func(i *board.Invoice) { i.Recipient = "" },
		func(i *board.Invoice) { i.OrgNr = board.OrgNr{} },
		func(i *board.Invoice) { i.PeppolID = "" },
		func(i *board.Invoice) { i.Route = "" },
		func(i *board.Invoice) { i.Route, i.Email = "", "" },
	} {
		without := i
		if open(&without); completed(without, d) == d.Order.Invoice {
			i = without
		}
	}
	for name, values := range invoiceTyped(i) {
		put(form, name, values[0])
	}
}

// invoice is what an invoice needs; what most leave out is folded away.
func (f *adFields) invoice() []formPart {
	named := map[string]field{}
	for _, one := range invoiceFields(f.v, f.filled) {
		named[strings.TrimPrefix(one.Name, "invoice.")] = one
	}
	route := named["route"]
	route.Options = slices.DeleteFunc(route.Options, func(o option) bool { return o.Value == string(board.RouteFree) })
	route.Options = slices.Insert(route.Options, 0, option{Name: f.v.text("adform.invoice.by_buyer"), Chosen: route.Value == ""})
	named["route"] = route
	part := func(names ...string) (p formPart) {
		for _, name := range names {
			one := named[name]
			one.Optional = one.Optional || name != "city"
			if help := "adform.invoice." + name + ".help"; one.Help == "" && name == "recipient" {
				one.Help = f.v.text(help)
			}
			p.Fields = append(p.Fields, one)
		}
		return p
	}
	more := part("contract", "object", "mark", "gln", "not_before")
	more.Fold = f.v.text("adform.invoice.more")
	return []formPart{part("reference", "order_reference"), part("route"), part("peppol", "email"), part("recipient", "orgnr"), part("street", "postcode", "city"), more}
}

// invoice reads where the invoice goes.
func (r *adReader) invoice() {
	i := readInvoice(r.form, r.wrong)
	i.Clean()
	r.d.Order.Invoice = completed(i, r.d)
	if invalid, ok := r.d.Order.Invoice.Check(publicBuyer(r.d.Order.Invoice, r.d)).(*board.Invalid); ok {
		r.wrong.Faults = append(r.wrong.Faults, invalid.Faults...)
	}
}

// completed is an invoice with what its author has left open. It goes to the employer, unless somebody else advertises, and by
// the way that the law wants for public buyers.
func completed(i board.Invoice, d *board.Draft) board.Invoice {
	if d.Client.For != board.ForOther {
		i.Recipient = cmp.Or(i.Recipient, d.Employer.Name)
		i.OrgNr = cmp.Or(i.OrgNr, d.Employer.OrgNr)
	}
	if i.Route == "" {
		switch {
		case publicBuyer(i, d):
			i.Route = board.RoutePeppol
		case i.Email != "":
			i.Route = board.RouteEmail
		case i.PeppolID != "":
			i.Route = board.RoutePeppol
		default:
			i.Route, i.Email = board.RouteEmail, d.Owner
		}
	}
	if i.Route == board.RoutePeppol && i.PeppolID == "" && !i.OrgNr.IsZero() && !i.OrgNr.Personal() {
		i.PeppolID = "0007:" + i.OrgNr.Digits()
	}
	return i
}

// publicBuyer says whether an invoice goes to a public buyer, or to a company that one owns.
func publicBuyer(i board.Invoice, d *board.Draft) bool {
	owned := strings.HasSuffix(string(d.Employer.Sector), "_company")
	return i.OrgNr.PublicBody() || owned && i.OrgNr == d.Employer.OrgNr
}

func fillPurchase(form url.Values, d *board.Draft) {
	fillOrder(form, d)
	putAll(form, "extras", d.Order.Extras)
	if d.Order.Discount > 0 {
		put(form, "discount", strconv.FormatInt(d.Order.Discount, 10))
		put(form, "discount.reason", d.Order.Reason)
	}
	put(form, "co_owners", strings.Join(d.CoOwners, ", "))
}

func (f *adFields) purchase() []formPart {
	var extras []option
	for _, e := range board.Extras() {
		if e == board.ItemExtend {
			continue // an ad that is there is extended
		}
		name := reference.Label(f.v.lang, reference.ListItem, string(e))
		if price := f.prices.Offer(e).Price; price > 0 {
			name += ", " + kronor(f.v, price)
		}
		extras = append(extras, option{Value: string(e), Name: name})
	}
	parts := append(f.order(), f.ticks("extras", extras), f.fields(field{Name: "co_owners", Optional: true}))
	if f.desk && f.v.editor.Role.May(board.PermOrders) {
		parts = append(parts, f.fields(field{Name: "discount", Optional: true, InputMode: "numeric"}, field{Name: "discount.reason", Optional: true}))
	}
	return parts
}

func (r *adReader) purchase() {
	r.order()
	chooseAll(r, "extras", board.Extras(), &r.d.Order.Extras)
	r.discount()
	if r.same("co_owners") {
		return
	}
	r.d.CoOwners = nil
	for _, typed := range strings.FieldsFunc(r.typed("co_owners"), func(c rune) bool { return strings.ContainsRune(",; ", c) }) {
		email, err := board.ParseEmail(typed)
		if err != nil {
			r.fault("co_owners", "email", "")
			continue
		}
		r.d.CoOwners = append(r.d.CoOwners, email)
	}
}

// discount reads what the desk takes off the price, and why; whether it may, the desk decides. A form without it leaves it as
// it was.
func (r *adReader) discount() {
	if _, asked := r.form["discount"]; !asked {
		return
	}
	typed, order := r.typed("discount"), &r.d.Order
	order.Discount, order.Reason = 0, ""
	kronor, err := readKronor(typed)
	switch {
	case typed == "":
	case err != nil || kronor < 0:
		r.fault("discount", "money", "")
	case kronor > 0 && r.typed("discount.reason") == "":
		r.fault("discount.reason", "required", "")
	default:
		order.Discount, order.Reason = kronor, r.typed("discount.reason")
	}
}
