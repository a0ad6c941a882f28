package site

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// The form of an ad is made of sections. A page shows all of them, or one after the other; the fields and their names are
// the same, and those of the API. A draft fills a form, a form that was sent makes a draft, and between the two a form is
// what was typed: nothing that is wrong is lost.

// An adSection is a part of the form: how a draft fills it, what it shows, and how what was typed is read.
type adSection struct {
	name  string // of its texts, adform.NAME
	fill  func(url.Values, *board.Draft)
	parts func(*adFields) []formPart
	read  func(*adReader)
}

// adSections is the whole form, in its order.
func adSections() []adSection {
	return []adSection{
		{"job", fillJob, (*adFields).job, (*adReader).job},
		{"place", fillPlaces, (*adFields).place, (*adReader).place},
		{"terms", fillTerms, (*adFields).terms, (*adReader).terms},
		{"text", fillText, (*adFields).text, (*adReader).text},
		{"apply", fillApply, (*adFields).apply, (*adReader).apply},
		{"employer", fillEmployer, (*adFields).employer, (*adReader).employer},
		{"order", fillOrder, (*adFields).order, (*adReader).order},
	}
}

// adTyped is the form as the draft fills it.
func adTyped(d *board.Draft) url.Values {
	form := url.Values{}
	for _, section := range adSections() {
		section.fill(form, d)
	}
	return form
}

// readAd is the draft with what was typed. What was not touched stays as it was, also where the form could not have said
// it. Faults are those of reading alone: whether the ad can be ordered, package validate says.
func readAd(form url.Values, was *board.Draft) (*board.Draft, *board.Invalid) {
	return readParts(form, was, adSections())
}

// readParts reads some sections of the form.
func readParts(form url.Values, was *board.Draft, sections []adSection) (*board.Draft, *board.Invalid) {
	d, filled := *was, url.Values{}
	for _, section := range sections {
		section.fill(filled, was)
	}
	r := &adReader{form: form, was: filled, d: &d, wrong: &board.Invalid{}}
	for _, section := range sections {
		section.read(r)
	}
	return r.d, r.wrong
}

// A formPart is what stands on its own in a form: a field or some beside each other, boxes to tick, or rows of fields.
type formPart struct {
	Fields []field
	Ticks  *ticks
	Rows   *formRows
	When   string // it is needed only with this answer ("other"); empty: always
	Fold   string // what it is called where it is folded away; empty: it is not
	Open   bool   // something in it is said, or wrong
}

// ticks are boxes, of which radio buttons choose one; those without a label are a single one, which says all itself.
type ticks struct {
	ID, Name, Label, Help, Fault, Check string
	Optional, Radio                     bool
	Options                             []option
}

// formRows are the same fields several times, with a button for more of them.
type formRows struct {
	ID, Name, Label, Help, Fault, Check string
	Rows                                []formRow
	More                                string // the button; empty: there are as many as there can be
}

type formRow struct {
	Name   string
	Fields []field
}

// A formSection is a section as a page shows it.
type formSection struct {
	ID, Title, Lead string
	Parts           []formPart
	First           bool // the page's headline is its own
}

// adFields makes the fields of a form.
type adFields struct {
	filled
	v        *visit
	required map[string]bool
	prices   board.PriceList
	check    map[string]string // fields that were found elsewhere and not looked at yet
	desk     bool              // somebody there fills it in for a customer
	beside   []string          // fields that the page has outside of the sections
}

// key is where a field's texts are: adform.NAME, or the desk's own, adform.desk.NAME.
func (f *adFields) key(name string) string {
	if key := "adform.desk." + name; f.desk && words.Has(key) {
		return key
	}
	return "adform." + name
}

// unchecked is the mark of a field that was found elsewhere, nothing for others. What was found as a whole, such as the pay,
// marks those of its fields that say something.
func (f *adFields) unchecked(name string) string {
	whole, field, _ := strings.Cut(name, ".")
	found := f.check[name] != "" || f.check[whole] != "" && !strings.Contains(field, ".") && f.values.Get(name) != ""
	if !found {
		return ""
	}
	return f.v.text("post.check")
}

// moreRows is the button that asks for more rows; its value is which.
const moreRows = "fler"

func newAdFields(v *visit, form url.Values, wrong *board.Invalid, prices board.PriceList) *adFields {
	f := &adFields{v: v, filled: newFilled(v, form, wrong), required: map[string]bool{}, prices: prices}
	if wrong != nil {
		for _, fault := range wrong.Faults {
			f.required[fault.Field] = f.required[fault.Field] || fault.Code == "required" && !words.Has("fault.required."+fault.Field)
		}
	}
	return f
}

func (f *adFields) section(name string, parts []formPart) formSection {
	section := formSection{ID: name, Title: f.v.text(f.key(name)), Parts: parts}
	if key := "adform." + name + ".lead"; words.Has(key) {
		section.Lead = f.v.text(key)
	}
	return section
}

// summaryOf is what has to be corrected, in the order of the page. What is wrong and has no place on the page stands last.
func (f *adFields) summaryOf(sections []formSection) *summary {
	left := maps.Clone(f.faults)
	var s summary
	add := func(id, name, fault string) {
		if fault != "" {
			s.Faults = append(s.Faults, faultLine{id, fault})
		}
		delete(left, name)
	}
	each := func(fields []field) {
		for _, field := range fields {
			add(field.ID, field.Name, field.Fault)
		}
	}
	for _, section := range sections {
		for _, part := range section.Parts {
			each(part.Fields)
			if t := part.Ticks; t != nil {
				add(t.ID, t.Name, t.Fault)
			}
			if r := part.Rows; r != nil {
				add(r.ID, r.Name, r.Fault)
				for _, row := range r.Rows {
					each(row.Fields)
				}
			}
		}
	}
	for _, name := range f.beside {
		add("f-"+name, name, f.faults[name])
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		s.Faults = append(s.Faults, faultLine{"form", f.placeless(name, left[name])})
	}
	if len(s.Faults) == 0 {
		return nil
	}
	s.Title = f.v.text("form.summary", "n", len(s.Faults))
	return &s
}

// placeless is what is wrong with a field that the page does not have, with the field's name where it has one for people.
func (f *adFields) placeless(name, fault string) string {
	if key := f.key(generic(name)); words.Has(key) {
		return f.v.text(key) + ": " + fault
	}
	return fault
}

// one is a field with its texts: adform.NAME is its label, adform.NAME.help what helps. In a row the name is that of the
// row's list.
func (f *adFields) one(has field) field {
	key := f.key(generic(has.Name))
	has.Label = f.v.text(key)
	if words.Has(key + ".help") {
		has.Help = f.v.text(key + ".help")
	}
	has.Check = f.unchecked(has.Name)
	required := f.required[has.Name]
	has = f.field(has)
	if required && has.Fault != "" && !words.Has("fault.required."+has.Name) {
		has.Fault = f.v.text("form.required", "field", small(has.Label))
	}
	return has
}

// generic is a field's name without the number of its row.
func generic(name string) string {
	parts := strings.Split(name, ".")
	if len(parts) == 3 {
		return parts[0] + "." + parts[2]
	}
	return name
}

// small begins a label in small letters, as it stands inside a sentence.
func small(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToLower(first)) + label[size:]
}

func (f *adFields) fields(has ...field) formPart {
	for i := range has {
		has[i] = f.one(has[i])
	}
	return formPart{Fields: has}
}

// tick is a single box.
func (f *adFields) tick(name string) formPart {
	chosen := f.values.Get(name) == ticked
	return formPart{Ticks: &ticks{ID: "f-" + name, Name: name, Fault: f.faults[name], Check: f.unchecked(name),
		Options: []option{{Value: ticked, Name: f.v.text("adform." + name), Chosen: chosen}}}}
}

// ticked is what a single box says.
const ticked = "ja"

// ticks is boxes for the values of a list.
func (f *adFields) ticks(name string, options []option) formPart {
	chosen := map[string]bool{}
	for _, value := range f.values[name] {
		chosen[value] = true
	}
	for i := range options {
		options[i].Chosen = chosen[options[i].Value]
	}
	t := &ticks{ID: "f-" + name, Name: name, Label: f.v.text(f.key(name)), Fault: f.faults[name], Check: f.unchecked(name), Optional: true, Options: options}
	if key := f.key(name) + ".help"; words.Has(key) {
		t.Help = f.v.text(key)
	}
	return formPart{Ticks: t}
}

// rows is as many rows as were sent or filled, at least so many; the button asks for more.
func (f *adFields) rows(name string, least, most int, fields func(at string) []field) formPart {
	n := max(least, rowsIn(f.values, name, most))
	if f.values.Get(moreRows) == name {
		n += addRows
	}
	n = min(n, most)
	r := &formRows{ID: "f-" + name, Name: name, Label: f.v.text("adform." + name), Fault: f.faults[name], Check: f.unchecked(name)}
	if key := "adform." + name + ".help"; words.Has(key) {
		r.Help = f.v.text(key)
	}
	if n < most {
		r.More = f.v.text("adform." + name + ".more")
	}
	for i := range n {
		row := formRow{Name: f.v.text("adform."+name+".row", "n", i+1), Fields: fields(fmt.Sprintf("%s.%d.", name, i))}
		for k := range row.Fields {
			row.Fields[k] = f.one(row.Fields[k])
		}
		r.Rows = append(r.Rows, row)
	}
	return formPart{Rows: r}
}

// addRows is how many rows a press adds.
const addRows = 3

// rowsIn is how many rows of a list a form has, empty ones among them.
func rowsIn(form url.Values, name string, most int) (n int) {
	for key := range form {
		var i int
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			if _, err := fmt.Sscanf(rest, "%d.", &i); err == nil && i >= 0 && i < most {
				n = max(n, i+1)
			}
		}
	}
	return n
}

// typedText is a text of several lines that a form has sent: browsers end lines as mail does.
func typedText(s string) string { return strings.NewReplacer("\r\n", "\n", "\x00", "").Replace(s) }

// typedMarkup reads an ad's text: HTML that was pasted is cleaned, anything else is Markdown.
func typedMarkup(s string) board.Text {
	if isHTML(s) {
		return board.Text(richtext.FromHTML(s))
	}
	return board.Text(richtext.FromMarkdown(s))
}

// isHTML says whether a text was pasted as HTML. What Markdown has taken the meaning from does not make it so.
func isHTML(s string) bool {
	return richtext.LooksLikeHTML(strings.NewReplacer(`\<`, "", `\&`, "").Replace(s))
}
