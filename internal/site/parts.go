package site

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// partsPage shows every part that pages are built from, in each of its states.
type partsPage struct {
	Search    searchBox
	Fields    []field
	Summary   summary
	Buttons   []button
	Cards     []card
	Marks     []mark
	Filters   jobList // its chips
	Groups    []filterGroup
	Pagers    []*pager
	Notices   []notice
	Ended     *empty
	Empty     *empty
	Facts     []fact
	Table     table
	Chart     chart
	Dialog    dialog
	LongWords string
}

// A field is a control of a form with its label, what helps to fill it in, and what is wrong with it.
type field struct {
	ID, Name, Label, Kind, Value string
	Help, Fault                  string
	Check                        string // it was found elsewhere, and is to be looked at
	Autocomplete, InputMode      string
	List                         string // ID of a list of suggestions
	Lines                        int    // of a textarea; 0: five
	Optional, Disabled           bool
	Options                      []option
}

type option struct {
	Value, Name string
	Chosen      bool
}

// A summary is what has to be corrected in a form.
type summary struct {
	Title  string
	Faults []faultLine
	Sample bool // it does not take the focus: nobody has sent anything
}

type faultLine struct{ ID, Text string }

// A button is something to press. Kind is empty, "quiet" or "danger".
type button struct {
	Name, Kind     string
	Disabled, Busy bool
}

// A table has a caption and columns; a column of numbers stands to the right.
type table struct {
	Caption string
	Columns []column
	Rows    [][]cell
}

type column struct {
	Name   string
	Number bool
}

type cell struct {
	Text         string
	Head, Number bool
}

// A chart is bars, and the same figures in a table.
type chart struct {
	Caption string
	Width   int
	Bars    []bar
	Ends    [2]string // what the first and the last bar are
	Highest string    // how much the highest is; empty: neither is said
	None    string    // said where there is nothing to be drawn
	Table   table
	Fold    string // what unfolds the table; empty: it is open
}

// A bar's measures are in the chart's own units, of which it is 100 high.
type bar struct{ X, Y, Width, Height int }

// A dialog is a question that has to be answered.
type dialog struct {
	ID, Title, Text string
	Buttons         []button
}

// parts answers GET /delar, in a demo.
func (s *Site) parts(c echo.Context) error {
	version, v := s.Index.At(s.Now()), s.visit(c.Request())
	return s.answer(c, v, version, s.Links.Absolute(s.Links.Path("delar")), func() (*page, error) {
		return &page{
			template: "reader/parts", Title: v.text("parts.title"), Main: s.examples(v), path: s.Links.Path("delar"), NoIndex: true,
			Crumbs: []anchor{{Name: v.text("parts.title"), Current: "page"}},
		}, nil
	})
}

// long is a headline that no column is wide enough for.
const long = "Upphandlingsverksamhetsutvecklare och kategoriansvarig för entreprenad-, fastighets- och samhällsbyggnadsupphandlingar"

// examples are invented contents for every part.
func (s *Site) examples(v *visit) partsPage {
	list := s.Links.Path("lediga-jobb")
	marks := []mark{{"featured", v.text("mark.featured")}, {"pick", v.text("mark.pick")}, {"new", v.text("mark.new")},
		{"extended", v.text("mark.extended")}, {"readvertised", v.text("mark.readvertised")}, {"verified", v.text("mark.verified")}}
	return partsPage{
		Search: s.searchBox(v, board.Query{Text: "upphandlare", Limit: board.DefaultLimit}),
		Fields: fieldExamples(), LongWords: long,
		Summary: summary{Title: "Du behöver rätta 2 saker innan du går vidare", Sample: true, Faults: []faultLine{
			{"f-deadline", "Skriv datumet som 2026-11-30"}, {"f-orgnr", "Numret stämmer inte, kontrollsiffran är fel. Kontrollera de tio siffrorna."}}},
		Buttons: []button{{Name: "Sök jobbet"}, {Name: "Filtrera", Kind: "quiet"}, {Name: "Ta bort annonsen nu", Kind: "danger"},
			{Name: "Går inte nu", Disabled: true}, {Name: "Sparar …", Busy: true}},
		Marks: marks,
		Cards: []card{
			card{Headline: "Upphandlare till Ekby kommun", URL: list, Employer: "Ekby kommun", Place: "Linköping", Deadline: "Sista dag i dag", Day: "2026-11-30", Urgent: true, Published: "Publicerad för 3 dagar sedan", Sub: true}.marked(marks[:1]),
			card{Headline: long, URL: list, Employer: "Myndigheten för samhällsviktig varuförsörjning och beredskapsupphandling", Place: "Örnsköldsvik och 4 orter till", Remote: "Delvis på distans", Deadline: "Urval sker löpande", Published: "Publicerad i dag", Sub: true}.marked(marks[2:5]),
			{Headline: "Category Manager", URL: list, Lang: "en", Place: "Ort anges i annonsen", Deadline: "3 dagar kvar", Day: "2026-12-03", Published: "Publicerad 12 nov", Sub: true},
		},
		Filters: jobList{Chips: []chip{{"Upphandlare", list}, {"Stockholms län", list}, {long, list}}, Clear: list},
		Groups:  groupExamples(v),
		Pagers:  []*pager{{"Sida 1 av 3", "", list}, {"Sida 2 av 3", list, list}, {"Sida 3 av 3", list, ""}},
		Notices: []notice{{"Ingen yrkesroll heter uphandlare.", "Menade du Upphandlare?", list}},
		Ended:   &empty{Title: "Tjänsten är tillsatt", Text: "Annonsen ligger kvar till 29 maj 2027 så att du kan läsa den inför en intervju."},
		Empty:   &empty{Title: "Inga jobb matchar sökningen", Links: []anchor{{Name: "5 jobb om du tar bort Distansarbete", URL: list}}},
		Facts: []fact{{"Arbetsgivare", []anchor{{Name: "Ekby kommun", URL: list}}}, {"Lön", []anchor{{Name: "42\u00a0000–48\u00a0000 kr/mån"}, {Name: "Individuell lönesättning"}}},
			{"Anställningsform", []anchor{{Name: "Tillsvidareanställning (inleds med provanställning)"}}}},
		Table:  tableExample(),
		Chart:  chartExample(),
		Dialog: dialog{"fraga", "Ta bort annonsen nu?", "Den försvinner genast och går inte att få tillbaka.", []button{{Name: "Ta bort", Kind: "danger"}, {Name: "Behåll", Kind: "quiet"}}},
	}
}

func fieldExamples() []field {
	return []field{
		{ID: "f-title", Name: "title", Label: "Tjänstetitel", Help: "Bara tjänsten, till exempel Upphandlare"},
		{ID: "f-deadline", Name: "deadline", Label: "Sista ansökningsdag", Value: "30/11", Fault: "Skriv datumet som 2026-11-30"},
		{ID: "f-orgnr", Name: "orgnr", Label: "Organisationsnummer", Help: "10 siffror", Value: "212000-0143", Fault: "Numret stämmer inte, kontrollsiffran är fel. Kontrollera de tio siffrorna."},
		{ID: "f-email", Name: "email", Label: "E-post", Kind: "email", Autocomplete: "email", Optional: true},
		{ID: "f-hours", Name: "hours", Label: "Omfattning", Kind: "select", Options: []option{{"full_time", "Heltid", true}, {"part_time", "Deltid", false}}},
		{ID: "f-text", Name: "text", Label: "Annonsens text", Kind: "textarea", Value: "Du leder upphandlingar från behov till avtal."},
		{ID: "f-closed", Name: "closed", Label: "Annons-id", Value: "aps8befzsj", Disabled: true},
	}
}

func groupExamples(v *visit) []filterGroup {
	shown := []choice{{"upphandlare", "Upphandlare", 12, true, nil}, {"inkopare", "Inköpare", 7, false, nil}, {"lang", long, 1, false, nil}}
	more := []choice{{"annan", "Annan roll", 1, false, nil}}
	return []filterGroup{
		{Name: "Yrkesroll", Chosen: v.text("filter.chosen_count", "n", 1), Open: true,
			Lists: []choices{{Field: "role", Shown: shown, More: more, Label: v.text("filter.more", "n", 1)}}},
		{Name: "Län och kommun", Lists: []choices{
			{Field: "region", Shown: []choice{
				{"01", "Stockholms län", 9, true, &choices{Name: "Kommuner i Stockholms län", Field: "municipality", Shown: []choice{
					{"0180", "Stockholm", 8, false, nil}, {"0184", "Solna", 2, false, nil}}}},
				{"05", "Östergötlands län", 3, false, nil}}}}},
	}
}

func tableExample() table {
	t := table{Caption: "Visningar och klick", Columns: []column{{"Dag", false}, {"Visningar", true}, {"Klick", true}}}
	for _, row := range []string{"23 nov|140|9", "24 nov|1\u00a0208|61", "25 nov|0|0"} {
		cells := strings.Split(row, "|")
		t.Rows = append(t.Rows, []cell{{Text: cells[0], Head: true}, {Text: cells[1], Number: true}, {Text: cells[2], Number: true}})
	}
	return t
}

func chartExample() chart {
	c := chart{Caption: "Visningar per dag"}
	c.Table = table{Caption: c.Caption, Columns: []column{{"Dag", false}, {"Visningar", true}}}
	for i, n := range []int{14, 61, 88, 45, 70, 12, 4} {
		c.Bars = append(c.Bars, bar{X: i*20 + 2, Y: 100 - n, Width: 16, Height: n})
		c.Table.Rows = append(c.Table.Rows, []cell{{Text: strconv.Itoa(23+i) + " nov", Head: true}, {Text: strconv.Itoa(n), Number: true}})
	}
	c.Width = 20 * len(c.Bars)
	return c
}
