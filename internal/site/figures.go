package site

import (
	"net/url"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// figureRoutes is the desk's numbers.
func (s *Site) figureRoutes() []route {
	return []route{
		{"GET", "/redaktionen/nyckeltal", board.PermRead, s.figures},
		{"GET", "/redaktionen/nyckeltal/csv", board.PermRead, s.figureSheet},
	}
}

// A figuresPage is how the board does: now, and in a period.
type figuresPage struct {
	Now     []tile
	Action  string
	Fields  []field
	Periods []anchor
	Period  string // in words
	During  []tile
	Charts  []chart
	Shares  []shares
	Sheet   string
}

// A tile is one number, what it is of, and what there is to say about it.
type tile struct{ Name, Value, Note string }

// A shares table has a bar beside each of its rows.
type shares struct {
	Caption string
	First   string // the heading of its first column
	Live    bool   // it has a column for how many ads there are now
	Rows    []shareRow
}

// A shareRow is how often ads of a kind were looked at, drawn beside the others.
type shareRow struct {
	Name                string
	Live, Views, Clicks string
	Bar                 int // percent of the longest
}

// Periods that can be chosen by a press, in weeks; the first is the usual one. mostWeeks is the longest at all.
var weeksOffered = [...]int{12, 4, 26, 52}

const mostWeeks = 105

// A period is some days, both included.
type period struct{ from, through board.Date }

// lastWeeks is so many weeks, of which the one of today is the last.
func lastWeeks(n int, today board.Date) period {
	return period{desk.Monday(today).AddDays(-7 * (n - 1)), today}
}

// periodOf reads a period. What cannot be one is said, and the closest is shown.
func periodOf(v *visit, today board.Date) period {
	usual := lastWeeks(weeksOffered[0], today)
	read := func(name string, otherwise board.Date) board.Date {
		given := v.values.Get(name)
		if given == "" {
			return otherwise
		}
		day, err := board.ParseDate(given)
		if err != nil {
			v.notices = append(v.notices, notice{Text: v.text("figures.date", "given", given)})
			return otherwise
		}
		return day
	}
	p := period{read("from", usual.from), read("until", usual.through)}
	if p.through.Before(p.from) {
		p.from, p.through = p.through, p.from
	}
	if first := desk.Monday(p.through).AddDays(-7 * (mostWeeks - 1)); p.from.Before(first) {
		v.notices = append(v.notices, notice{Text: v.text("figures.long", "n", mostWeeks)})
		p.from = first
	}
	return p
}

func (p period) values() url.Values {
	return url.Values{"from": {p.from.String()}, "until": {p.through.String()}}
}

// counted is the figures of a period and, of the ads that are live now, how many there are of each kind.
type counted struct {
	*visit
	desk.Figures
	live search.Result
}

func (s *Site) counted(c echo.Context, v *visit, p period, now time.Time) (*counted, error) {
	figures, err := s.Desk.Figures(c.Request().Context(), v.actor(), p.from, p.through)
	if err != nil {
		return nil, err
	}
	live := s.Index.At(now).Search(board.Query{Facets: []board.Facet{board.FacetRole, board.FacetRegion, board.FacetPay}})
	return &counted{v, figures, live}, nil
}

// figures answers GET /redaktionen/nyckeltal.
func (s *Site) figures(c echo.Context) error {
	v, now := s.visit(c.Request()), s.Now()
	today := board.DateOf(now)
	p := periodOf(v, today)
	f, err := s.counted(c, v, p, now)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "nyckeltal")
	typed := newFilled(v, p.values(), nil)
	main := &figuresPage{
		Now: f.now(), During: f.during(), Charts: f.charts(), Shares: f.shares(), Action: v.link(path, nil),
		Fields: []field{typed.field(field{Name: "from", Label: v.text("figures.from"), Kind: "date"}), typed.field(field{Name: "until", Label: v.text("figures.until"), Kind: "date"})},
		Period: v.text("figures.period", "from", words.Date(v.lang, p.from), "until", words.Date(v.lang, p.through)),
		Sheet:  v.link(s.Links.Path("redaktionen", "nyckeltal", "csv"), p.values()),
	}
	for _, n := range slices.Sorted(slices.Values(weeksOffered[:])) {
		a := anchor{Name: v.text("figures.weeks", "n", n), URL: v.link(path, lastWeeks(n, today).values())}
		if lastWeeks(n, today) == p {
			a.Current = "true"
		}
		main.Periods = append(main.Periods, a)
	}
	return s.desk(c, v, &page{template: "editor/figures", section: "nyckeltal", Title: v.text("desk.figures"), path: path, Main: main, Notices: v.notices})
}

func (f *counted) number(n int) string { return f.text("figures.n", "n", n) }

// now is how the board is at the moment.
func (f *counted) now() []tile {
	waiting := tile{Name: f.text("figures.waiting"), Value: f.number(f.Waiting.Turns())}
	if f.Waiting.Asked > 0 {
		waiting.Note = f.text("figures.asked", "n", f.Waiting.Asked)
	}
	pay := tile{Name: f.text("figures.pay"), Value: "–"}
	if stated := f.stated(); f.live.Total > 0 {
		pay.Value = f.text("figures.percent", "n", (100*stated+f.live.Total/2)/f.live.Total)
		pay.Note = f.text("figures.of", "n", stated, "all", f.live.Total)
	}
	return []tile{{Name: f.text("figures.live"), Value: f.number(f.live.Total)}, waiting, pay}
}

// stated is how many live ads state their pay.
func (f *counted) stated() int {
	return countsOf(f.live.Facets[board.FacetPay])[board.PayStated]
}

// during is the period in a few numbers.
func (f *counted) during() []tile {
	answer := tile{Name: f.text("figures.answer"), Value: "–", Note: f.text("figures.decisions", "n", f.Answers.N)}
	if f.Answers.N > 0 {
		answer.Value = words.Age(f.lang, f.Answers.Median)
		answer.Note = f.text("figures.answer_note", "time", words.Age(f.lang, f.Answers.Most), "n", f.Answers.N)
	}
	return []tile{
		{Name: f.text("my.column.views"), Value: f.number(f.Total.Views)},
		{Name: f.text("figures.clicks"), Value: f.number(f.Total.Clicks)}, answer,
	}
}
