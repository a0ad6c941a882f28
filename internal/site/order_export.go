package site

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// exportsPage is what has been handed over to finance, and whether the sums agree.
type exportsPage struct {
	Orders   anchor // those that can be handed over
	Months   []anchor
	Month    string
	Sums     []sumLine
	Billable sumLine
	Checks   []sumLine // what the exports noted, and what their orders say now
	Missed   []anchor
	Agrees   bool
	Verdict  string
	Rows     []exportLine
	Pager    *pager
	Book     *bookForm // nil: the person may not
}

type sumLine struct{ Name, Count, Sum string }

type exportLine struct {
	Number    string
	At        string
	By        string
	Count     string
	Sum       string
	CSV, JSON string // empty: the person may not
}

// bookForm is where the ledger's numbers are pasted.
type bookForm struct {
	Action  string
	Summary *summary
	Faults  []string
	Numbers field
}

// exportsOnPage is how many exports a page lists.
const exportsOnPage = 25

// exports answers GET /redaktionen/order/export.
func (s *Site) exports(c echo.Context) error {
	return s.exportsAs(c, s.visit(c.Request()), 0, nil, nil)
}

// exportsAs shows the exports, with what was typed and what was wrong with it.
func (s *Site) exportsAs(c echo.Context, v *visit, status int, typed url.Values, wrong *board.Invalid) error {
	ctx, now := c.Request().Context(), s.Now()
	from, until := month(v.values.Get("month"), now)
	balance, err := s.Store.Balance(ctx, from, until, now)
	if err != nil {
		return err
	}
	at := offset(v.values.Get("offset"))
	exports, err := s.Store.Exports(ctx, at, exportsOnPage)
	if err != nil {
		return err
	}
	path := s.Links.Path("redaktionen", "order", "export")
	main := s.balance(v, balance)
	main.Months, main.Month = s.months(v, from, now), v.text("export.month", "month", monthName(v, from))
	main.Orders = anchor{Name: v.text("export.choose"), URL: v.link(s.Links.Path("redaktionen", "order"), url.Values{"state": {string(board.OrderPublished)}})}
	main.Pager = paged(v, at, exportsOnPage, balance.ExportsMade, func(offset int) string { return v.link(path, offsetValues(offset)) })
	for _, e := range exports {
		main.Rows = append(main.Rows, s.exportLine(v, e))
	}
	if v.editor.Role.May(board.PermExport) {
		main.Book = s.bookForm(v, typed, wrong)
	}
	return s.desk(c, v, &page{
		template: "editor/exports", Title: v.text("export.title"), Main: main, section: "order", path: path, status: status,
		Crumbs: []anchor{{Name: v.text("desk.orders"), URL: v.link(s.Links.Path("redaktionen", "order"), nil)}, {Name: v.text("export.title"), Current: "page"}},
	})
}

// month is the month in Sweden that a parameter names (2026-11), else the one of now: its first instant and that of the
// next.
func month(s string, now time.Time) (from, until time.Time) {
	first := board.DateOf(now)
	if d, err := board.ParseDate(s + "-01"); err == nil {
		first = d
	}
	first.Day = 1
	next := first.AddDays(31)
	next.Day = 1
	return first.Start(), next.Start()
}

func monthName(v *visit, from time.Time) string {
	d := board.DateOf(from)
	_, name, _ := strings.Cut(words.Date(v.lang, d), "\u00a0")
	return name
}

// months leads to the months that finance asks about: this one and the eleven before it.
func (s *Site) months(v *visit, shown, now time.Time) []anchor {
	var all []anchor
	d := board.DateOf(now)
	for range 12 {
		d.Day = 1
		a := anchor{Name: monthName(v, d.Start()), URL: v.link(s.Links.Path("redaktionen", "order", "export"), url.Values{"month": {d.String()[:7]}})}
		if d.Start().Equal(shown) {
			a.Current = "true"
		}
		all = append(all, a)
		d = d.AddDays(-1)
	}
	return all
}

func (s *Site) balance(v *visit, b store.Balance) exportsPage {
	sum := func(name string, o store.OrderSum) sumLine {
		return sumLine{name, v.text("order.number", "n", o.Orders), kronor(v, o.Total)}
	}
	main := exportsPage{Agrees: b.Agrees(), Verdict: v.text("export.differs")}
	if main.Agrees {
		main.Verdict = v.text("export.agrees")
	}
	for _, state := range []board.OrderState{board.OrderPublished, board.OrderExported, board.OrderInvoiced, board.OrderCredited} {
		main.Sums = append(main.Sums, sum(reference.Label(v.lang, reference.ListOrderState, string(state)), b.States[state]))
	}
	main.Billable = sum(v.text("export.billable"), b.Billable)
	main.Checks = []sumLine{sum(v.text("export.noted"), b.Exports), sum(v.text("export.now"), b.Exported)}
	for _, number := range b.Missed {
		main.Missed = append(main.Missed, s.orderAnchor(v, number))
	}
	return main
}

func (s *Site) exportLine(v *visit, e store.Export) exportLine {
	line := exportLine{Number: e.Number, At: words.Moment(v.lang, e.At), By: e.By, Count: v.text("order.number", "n", e.Orders), Sum: kronor(v, e.Total)}
	if v.editor.Role.May(board.PermExport) {
		line.CSV = s.Links.Path("redaktionen", "order", "export", e.Number+".csv")
		line.JSON = s.Links.Path("redaktionen", "order", "export", e.Number+".json")
	}
	return line
}

// makeExport answers POST /redaktionen/order/export: the chosen orders go over to finance.
func (s *Site) makeExport(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	_, err = s.Desk.Export(c.Request().Context(), v.actor(), form["order"])
	list := url.Values{"state": {string(board.OrderPublished)}}
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
		return s.ordersAs(c, v, list, http.StatusUnprocessableEntity, s.exportFaults(v, invalid))
	case errors.Is(err, board.ErrConflict):
		return s.ordersAs(c, v, list, http.StatusConflict, []notice{{Text: v.text("export.conflict")}})
	case err != nil:
		return err
	}
	return s.seeOther(c, v, s.Links.Path("redaktionen", "order", "export"), "exported")
}

// exportFaults says which orders keep the rest from leaving.
func (s *Site) exportFaults(v *visit, invalid *board.Invalid) []notice {
	var notices []notice
	for _, f := range invalid.Faults {
		n := notice{Text: words.Fault(v.lang, f)}
		if f.Code == "export" {
			n.Link, n.URL = v.text("export.mend", "order", f.Value), v.link(s.orderPath(f.Value), nil)
		}
		notices = append(notices, n)
	}
	return notices
}

// exportFile answers GET /redaktionen/order/export/{number}.csv or .json: what was handed over, as it was.
func (s *Site) exportFile(c echo.Context) error {
	number, kind, _ := strings.Cut(c.Param("file"), ".")
	if kind != "csv" && kind != "json" {
		return board.ErrNotFound
	}
	e, err := s.Store.Export(c.Request().Context(), number)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+e.Number+"."+kind+`"`)
	h.Set("X-Robots-Tag", "noindex")
	if kind == "csv" {
		return c.Blob(http.StatusOK, "text/csv; charset=utf-8", []byte(e.CSV))
	}
	return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, []byte(e.JSON))
}

// maxNumbersFile is how many bytes of numbers can be handed in.
const maxNumbersFile = 1 << 20

// bookNumbers answers POST /redaktionen/order/fakturanummer: the ledger's numbers, pasted or as a file.
func (s *Site) bookNumbers(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if err := readNumbersFile(c, form); err != nil {
		return err
	}
	_, err = s.Desk.Book(c.Request().Context(), v.actor(), form.Get("numbers"))
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
	case errors.Is(err, board.ErrConflict):
		invalid = &board.Invalid{Faults: []board.Fault{{Field: "numbers", Code: "numbers.taken"}}}
	case err != nil:
		return err
	default:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "order", "export"), "booked")
	}
	return s.exportsAs(c, v, http.StatusUnprocessableEntity, form, invalid)
}

// readNumbersFile puts a file that was handed in into the place of what was pasted.
func readNumbersFile(c echo.Context, form url.Values) error {
	file, _, err := c.Request().FormFile("file")
	if err != nil {
		return nil // none was chosen
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxNumbersFile))
	if len(content) > 0 {
		form.Set("numbers", strings.TrimPrefix(strings.ToValidUTF8(string(content), "\ufffd"), "\ufeff"))
	}
	return err
}

func (s *Site) bookForm(v *visit, typed url.Values, wrong *board.Invalid) *bookForm {
	f := newFilled(v, typed, wrong)
	form := &bookForm{
		Action:  v.link(s.Links.Path("redaktionen", "order", "fakturanummer"), nil),
		Numbers: f.field(field{Name: "numbers", Label: v.text("book.numbers"), Help: v.text("book.help"), Kind: "textarea", Optional: true}),
	}
	if wrong == nil {
		return form
	}
	for _, fault := range wrong.Faults[:min(len(wrong.Faults), 20)] {
		form.Faults = append(form.Faults, words.Fault(v.lang, fault))
	}
	form.Summary = &summary{Title: v.text("form.summary", "n", len(wrong.Faults))}
	for _, text := range form.Faults {
		form.Summary.Faults = append(form.Summary.Faults, faultLine{form.Numbers.ID, text})
	}
	return form
}
