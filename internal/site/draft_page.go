package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// A stepPage is a step of the form.
type stepPage struct {
	Title, Lead string
	Where       string // Steg 2 av 6
	Steps       []stepButton
	Action      string
	Autosave    string // address, for the script
	Version     int
	Summary     *summary
	Sections    []formSection
	Suggestions map[string][]string
	Unchecked   string // how many fields were found elsewhere and are to be looked at
	Advice      []adviceLine
	Link        *field // where an address can be pasted
	Logo        *logoField
	Look        *look // the last step's
	Order       *orderBox
	Missing     []anchor // what is still wrong on other steps
	Lacking     string   // their headline
	Comment     *comment // of the customer whom the draft is for
	Go          stepButton
	Saved       string
	Mail        string // offers a letter with the way back to the draft
	Trap        string // the name of a field that people do not see, and programs fill in
	Delete      string // address of the form; empty: there is nothing yet
	First, Last bool
}

// A stepButton leads to a step, and saves the one that is open.
type stepButton struct {
	Value, Name string
	Current     bool
	Done        bool
	Disabled    bool
}

// An adviceLine is something to think about, and the field that it is about.
type adviceLine struct{ Text, URL string }

// sections is a step's part of the form, with what was typed and what is wrong with it.
func (f *drafting) sections(at int, typed url.Values, wrong *board.Invalid) []formSection {
	sections, _ := f.fields(at, typed, wrong)
	return sections
}

func (f *drafting) fields(at int, typed url.Values, wrong *board.Invalid) ([]formSection, *summary) {
	fields := newAdFields(f.visit, typed, wrong, f.prices)
	fields.desk, fields.beside = f.atDesk(), alongside[f.steps[at].name]
	if f.draft != nil {
		fields.check = f.draft.Form.Check
	}
	var sections []formSection
	for _, section := range f.steps[at].sections {
		sections = append(sections, fields.section(section.name, section.parts(fields)))
	}
	sections[0].First = true
	fold(sections)
	return sections, fields.summaryOf(sections)
}

// folded is what most ads do without.
var folded = map[string]bool{"category": true, "law": true, "requirements": true, "union_contacts": true}

// fold folds away what most ads do without, unless something is said or wrong there.
func fold(sections []formSection) {
	for _, section := range sections {
		for i := range section.Parts {
			part := &section.Parts[i]
			switch {
			case part.Ticks != nil && folded[part.Ticks.Name]:
				part.Fold = part.Ticks.Label
				part.Open = part.Ticks.Fault+part.Ticks.Check != "" || slices.ContainsFunc(part.Ticks.Options, func(o option) bool { return o.Chosen })
			case part.Rows != nil && folded[part.Rows.Name]:
				part.Fold, part.Open = part.Rows.Label, part.Rows.Fault+part.Rows.Check != "" || part.Rows.said()
			case part.Fold != "":
				part.Open = slices.ContainsFunc(part.Fields, func(f field) bool { return f.Fault+f.Value != "" })
			}
		}
	}
}

// said says whether something stands in one of the rows.
func (r *formRows) said() bool {
	return slices.ContainsFunc(r.Rows, func(row formRow) bool {
		return slices.ContainsFunc(row.Fields, func(f field) bool { return f.Fault+f.Value != "" })
	})
}

// show writes the step, as it was typed, with what is wrong with it.
func (f *drafting) show(status int, typed url.Values, wrong *board.Invalid, notices ...notice) error {
	step := f.steps[f.at]
	sections, summary := f.fields(f.at, typed, wrong)
	main := &stepPage{
		Title: f.stepTitle(step), Lead: f.stepText(step, "lead"), Lacking: f.text("draft.missing"), Summary: summary, Sections: sections,
		Where: f.text("step.of", "n", f.at+1, "of", len(f.steps)), First: f.at == 0, Last: f.at == len(f.steps)-1,
		Action: f.link(f.Links.Path("platsannonsera", "ny"), nil), Suggestions: suggestions(step),
	}
	if f.draft != nil {
		f.begun(main)
	} else {
		main.Trap = trap
	}
	f.steered(main)
	if err := f.special(main, typed, wrong); err != nil {
		return err
	}
	p := &page{
		template: "employer/step", Title: main.Title, Main: main, section: "platsannonsera", path: f.c.Request().URL.Path, status: status, scripts: []string{"employer/draft", "parts/logo-field"},
		Notices: notices, Crumbs: []anchor{{Name: f.text("nav.post"), URL: f.link(f.Links.Path("platsannonsera"), nil)}, {Name: main.Title, Current: "page"}},
	}
	if f.atDesk() {
		return f.showAtDesk(p, main)
	}
	return f.ownPage(f.c, f.visit, p)
}

// stepTitle is a step's headline; that of its button may be shorter.
func (f *drafting) stepTitle(step draftStep) string {
	return cmp.Or(f.stepText(step, "title"), f.stepName(step))
}

// stepName is what a step's button is called.
func (f *drafting) stepName(step draftStep) string {
	return cmp.Or(f.stepText(step, "name"), f.text("step."+step.name))
}

// stepText is a text of a step, the desk's own where it has one.
func (f *drafting) stepText(step draftStep, what string) string {
	for _, key := range []string{"step.desk." + step.name + "." + what, "step." + step.name + "." + what} {
		if words.Has(key) && (f.atDesk() || !strings.HasPrefix(key, "step.desk.")) {
			return f.text(key)
		}
	}
	return ""
}

// begun is what a page shows of a draft that is there.
func (f *drafting) begun(main *stepPage) {
	main.Action, main.Version = f.stepLink(f.at), f.draft.Version
	main.Autosave = f.link(f.stepPath(f.at)+"/spara", nil)
	if main.Last && f.session.Email == f.draft.Owner && !f.atDesk() {
		main.Lead = f.text("step.order.signed_in") // there is nothing left to confirm
	}
	main.Saved, main.Mail = f.savedAt(), f.draft.Owner
	main.Delete = f.link(f.Links.Path("platsannonsera", string(f.draft.ID), "radera"), nil)
	found := 0
	for _, section := range main.Sections {
		for _, part := range section.Parts {
			found += part.unchecked()
		}
	}
	if found > 0 {
		main.Unchecked = f.text("draft.unchecked", "n", found)
	}
}

// unchecked is how many fields of the part were found elsewhere and are to be looked at.
func (p formPart) unchecked() (n int) {
	for _, one := range p.Fields {
		if one.Check != "" {
			n++
		}
	}
	if p.Ticks != nil && p.Ticks.Check != "" || p.Rows != nil && p.Rows.Check != "" {
		n++
	}
	return n
}

// steered is the way through the form. A draft that is not there yet has its first step alone.
func (f *drafting) steered(main *stepPage) {
	main.Go = stepButton{Value: "nasta", Name: f.text("draft.next")}
	if main.Last {
		main.Go = stepButton{Value: "bestall", Name: f.text("post.order")}
	}
	var wrong []*board.Invalid
	if f.draft != nil {
		wrong = f.wrong(f.draft)
	}
	for i, step := range f.steps {
		b := stepButton{Value: "steg." + step.path, Name: f.stepName(step), Current: i == f.at, Disabled: f.draft == nil}
		b.Done = f.draft != nil && wrong[i].Err() == nil && i != f.at && i < len(f.steps)-1
		main.Steps = append(main.Steps, b)
	}
	if !main.Last || f.draft == nil {
		return
	}
	for i, invalid := range wrong {
		if i == f.at || invalid.Err() == nil {
			continue
		}
		_, summary := f.fields(i, draftTyped(f.draft), invalid)
		if summary == nil {
			continue
		}
		for _, fault := range summary.Faults {
			main.Missing = append(main.Missing, anchor{Name: f.stepName(f.steps[i]) + ": " + fault.Text,
				URL: f.link(f.stepPath(i), url.Values{"fel": {"1"}}) + "#" + fault.ID})
		}
	}
}

// wrong is what keeps the draft from being ordered, by step: what cannot be read, and what an ad has to say.
func (f *drafting) wrong(d *board.Draft) []*board.Invalid {
	typed, whole := draftTyped(d), &board.Invalid{}
	for _, step := range f.steps {
		_, invalid := step.read(typed, d)
		whole.Faults = append(whole.Faults, invalid.Faults...)
	}
	days := f.prices.Offer(board.Item(d.Package)).Days
	for _, err := range []error{f.rules.Handed(d), f.rules.Orderable(d, days, f.Now())} {
		if invalid, ok := err.(*board.Invalid); ok {
			whole = merged(whole, invalid)
		}
	}
	return f.byStep(typed, whole)
}

// byStep gives each fault to the step that has its field; one that none has is the last one's.
func (f *drafting) byStep(typed url.Values, whole *board.Invalid) []*board.Invalid {
	by := make([]*board.Invalid, len(f.steps))
	names := make([]map[string]bool, len(f.steps))
	for i := range f.steps {
		by[i], names[i] = &board.Invalid{}, namesIn(f.sections(i, typed, whole))
	}
	for _, fault := range whole.Faults {
		at := len(f.steps) - 1
		if i := slices.IndexFunc(names, func(n map[string]bool) bool { return n[fault.Field] }); i >= 0 {
			at = i
		}
		by[at].Add(fault)
	}
	return by
}

// namesIn is the names of the fields of some sections.
func namesIn(sections []formSection) map[string]bool {
	names := map[string]bool{}
	for _, section := range sections {
		for _, part := range section.Parts {
			for _, one := range part.Fields {
				names[one.Name] = true
			}
			if part.Ticks != nil {
				names[part.Ticks.Name] = true
			}
			if part.Rows == nil {
				continue
			}
			names[part.Rows.Name] = true
			for _, row := range part.Rows.Rows {
				for _, one := range row.Fields {
					names[one.Name] = true
				}
			}
		}
	}
	return names
}

// alongside is the names of the fields that a step has beside those of the ad.
var alongside = map[string][]string{"whom": {"link"}, "employer": {"logo"}}

// special is what a step has beside the fields of the ad.
func (f *drafting) special(main *stepPage, typed url.Values, wrong *board.Invalid) error {
	with := newFilled(f.visit, typed, wrong)
	switch f.steps[f.at].name {
	case "whom":
		link := with.field(field{Name: "link", Label: f.text("post.prefill"), Help: f.text("post.prefill.help"), Optional: true, InputMode: "url"})
		main.Link = &link
	case "employer":
		return f.offerLogo(main, with.faults["logo"])
	case "order":
		return f.look(main)
	}
	if f.steps[f.at].name == "text" || f.steps[f.at].name == "apply" || f.steps[f.at].name == "job" {
		main.Advice = f.advised(f.at)
	}
	return nil
}

// suggestions is what a step's fields suggest.
func suggestions(step draftStep) map[string][]string {
	switch step.name {
	case "job":
		return map[string][]string{"kommuner": municipalityNames()}
	case "apply":
		return map[string][]string{"fack": unions[:]}
	}
	return nil
}

// unions is what is suggested for union representatives (terms: 15).
var unions = [...]string{"Akavia", "Akademikerförbundet SSR", "Vision", "Kommunal", "ST", "SEKO", "Saco-S", "OFR/S", "Sveriges Ingenjörer", "Ledarna",
	"Unionen", "DIK", "Naturvetarna"}

// A priceLine is a row of what an order costs.
type priceLine struct {
	Name, Sum string
	Total     bool
}

// An orderBox is what the order costs, and what is agreed with it.
type orderBox struct {
	Lines   []priceLine
	Sum     int64 // in öre, as the form sends it back: what was seen
	Small   string
	Terms   string // address of the terms
	Accepts string // their version
}

// priced is what an order costs, line by line.
func priced(v *visit, o *board.Order) (lines []priceLine) {
	for _, l := range o.Lines {
		lines = append(lines, priceLine{Name: reference.Label(v.lang, reference.ListItem, string(l.Item)), Sum: kronor(v, l.Sum())})
	}
	total := o.Total()
	return append(lines, priceLine{v.text("order.net"), kronor(v, total), false},
		priceLine{v.text("order.rate", "percent", o.VAT), kronorOre(v, o.Tax()), false},
		priceLine{v.text("draft.total"), kronorOre(v, total*100+o.Tax()), true})
}

// orderBox is what a draft costs as it is.
func (f *drafting) orderBox(q desk.Quote) *orderBox {
	box := priceBox(f.visit, q)
	box.Small, box.Terms = f.text("post.order.small"), f.link(f.Links.Path("annonsvillkor"), nil)
	return box
}

// priceBox is a quote as a page shows it.
func priceBox(v *visit, q desk.Quote) *orderBox {
	return &orderBox{Lines: priced(v, &q.Order), Sum: q.Sum(), Accepts: q.Terms}
}
