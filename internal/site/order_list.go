package site

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// orderRoutes is what is to be invoiced. Who may see the desk may see orders; what may be done to them is sales' or
// finance's.
func (s *Site) orderRoutes() []route {
	return []route{
		{"GET", "/redaktionen/order", board.PermRead, s.orders},
		{"GET", "/redaktionen/order/ny", board.PermOrders, s.newOrder},
		{"POST", "/redaktionen/order/ny", board.PermOrders, s.placeOrder},
		{"GET", "/redaktionen/order/export", board.PermRead, s.exports},
		{"POST", "/redaktionen/order/export", board.PermExport, s.makeExport},
		{"POST", "/redaktionen/order/fakturanummer", board.PermExport, s.bookNumbers},
		{"GET", "/redaktionen/order/export/:file", board.PermExport, s.exportFile},
		{"GET", "/redaktionen/order/:number", board.PermRead, s.order},
		{"POST", "/redaktionen/order/:number", board.PermOrders, s.reviseOrder},
		{"POST", "/redaktionen/order/:number/faktureras-inte", board.PermOrders, s.voidOrder},
		{"POST", "/redaktionen/order/:number/kreditera", board.PermOrders, s.creditOrder},
		{"POST", "/redaktionen/order/:number/faktura", board.PermExport, s.bookOne},
	}
}

// ordersPage is a page of the list of orders.
type ordersPage struct {
	Tabs    []tab
	Query   url.Values // what a search keeps
	Text    string
	Search  string
	New     string // empty: the person may not
	Exports string
	Export  string // where the chosen go; empty: nothing can be chosen
	Rows    []orderLine
	Status  string
	Pager   *pager
}

// A tab is one of several views of a list, with how much is in it.
type tab struct {
	anchor
	Count string
	Sum   string
}

// orderLine is an order in a list.
type orderLine struct {
	Number   anchor
	Date     string
	Customer string
	About    string
	State    string
	Invoice  string // its number in the ledger
	Sum      string
	Chosen   bool // goes with the next export unless somebody takes it out
	Later    string
}

// ordersOnPage is how many orders a page lists.
const ordersOnPage = 50

// orders answers GET /redaktionen/order.
func (s *Site) orders(c echo.Context) error {
	v := s.visit(c.Request())
	return s.ordersAs(c, v, v.values, 0, nil)
}

// ordersAs shows the list, with what was wrong with the choice that was made in it.
func (s *Site) ordersAs(c echo.Context, v *visit, values url.Values, status int, wrong []notice) error {
	ctx := c.Request().Context()
	search := store.OrderSearch{Text: strings.TrimSpace(values.Get("q")), Offset: offset(values.Get("offset")), Limit: ordersOnPage}
	search.State, _ = board.Parse(board.OrderStates(), values.Get("state"))
	customer := values.Get("kund")
	if customer != "" {
		e, err := s.Store.EmployerBySlug(ctx, customer)
		if err != nil {
			return err
		}
		search.Employer = e.ID
	}
	orders, err := s.Store.Orders(ctx, search)
	if err != nil {
		return err
	}
	sums, err := s.Store.OrderSums(ctx, search)
	if err != nil {
		return err
	}
	names, err := s.customers(c, orders)
	if err != nil {
		return err
	}
	main := s.ordersPage(v, search, customer, sums)
	for _, o := range orders {
		main.Rows = append(main.Rows, s.orderLine(v, o, names))
	}
	return s.desk(c, v, &page{
		template: "editor/orders", Title: v.text("desk.orders"), Main: main, section: "order", path: s.Links.Path("redaktionen", "order"),
		values: orderValues(search, customer, search.State, search.Offset), status: status, Notices: wrong,
	})
}

// customers is the employers of the orders.
func (s *Site) customers(c echo.Context, orders []board.Order) (map[board.EmployerID]board.Employer, error) {
	ids := make([]board.EmployerID, len(orders))
	for i, o := range orders {
		ids[i] = o.Employer
	}
	return s.Store.Employers(c.Request().Context(), ids)
}

func (s *Site) ordersPage(v *visit, search store.OrderSearch, customer string, sums map[board.OrderState]store.OrderSum) ordersPage {
	path := s.Links.Path("redaktionen", "order")
	at := func(state board.OrderState, offset int) string {
		return v.link(path, orderValues(search, customer, state, offset))
	}
	main := ordersPage{Text: search.Text, Search: path, Query: url.Values{}, Exports: v.link(s.Links.Path("redaktionen", "order", "export"), nil)}
	if search.State != "" {
		main.Query.Set("state", string(search.State))
	}
	if customer != "" {
		main.Query.Set("kund", customer)
	}
	if v.editor.Role.May(board.PermOrders) {
		main.New = v.link(s.Links.Path("redaktionen", "order", "ny"), nil)
	}
	if search.State == board.OrderPublished && v.editor.Role.May(board.PermExport) {
		main.Export = v.link(s.Links.Path("redaktionen", "order", "export"), nil)
	}
	all := store.OrderSum{}
	for _, state := range board.OrderStates() {
		all.Orders, all.Total = all.Orders+sums[state].Orders, all.Total+sums[state].Total
		main.Tabs = append(main.Tabs, orderTab(v, at(state, 0), reference.Label(v.lang, reference.ListOrderState, string(state)), sums[state], state == search.State))
	}
	main.Tabs = append([]tab{orderTab(v, at("", 0), v.text("order.all"), all, search.State == "")}, main.Tabs...)
	shown := all
	if search.State != "" {
		shown = sums[search.State]
	}
	main.Status = v.text("order.count", "n", shown.Orders, "sum", kronor(v, shown.Total))
	main.Pager = paged(v, search.Offset, search.Limit, shown.Orders, func(offset int) string { return at(search.State, offset) })
	return main
}

func orderTab(v *visit, url, name string, sum store.OrderSum, current bool) tab {
	t := tab{anchor{Name: name, URL: url}, v.text("order.number", "n", sum.Orders), kronor(v, sum.Total)}
	if current {
		t.Current = "page"
	}
	return t
}

// orderValues is the parameters of a page of the list.
func orderValues(search store.OrderSearch, customer string, state board.OrderState, offset int) url.Values {
	values := url.Values{}
	if customer != "" {
		values.Set("kund", customer)
	}
	if state != "" {
		values.Set("state", string(state))
	}
	if search.Text != "" {
		values.Set("q", search.Text)
	}
	if offset > 0 {
		values.Set("offset", strconv.Itoa(offset))
	}
	return values
}

func (s *Site) orderLine(v *visit, o board.Order, customers map[board.EmployerID]board.Employer) orderLine {
	today := board.DateOf(s.Now())
	line := orderLine{
		Number: s.orderAnchor(v, o.Number), Date: words.ShortDate(v.lang, board.DateOf(o.CreatedAt), today),
		Customer: customers[o.Employer].Name, Invoice: o.Ledger, Sum: kronor(v, o.Total()),
		State: reference.Label(v.lang, reference.ListOrderState, string(o.State)), Chosen: true,
	}
	if o.Credits != "" {
		line.About = v.text("order.credits", "order", o.Credits)
	} else if len(o.Lines) > 0 {
		line.About = reference.Label(v.lang, reference.ListItem, string(o.Lines[0].Item))
	}
	if r := o.Invoice.Recipient; r != "" && r != line.Customer {
		line.Customer = strings.Join(nonEmpty(line.Customer, r), " · ")
	}
	if today.Before(o.Invoice.NotBefore) {
		line.Chosen, line.Later = false, v.text("order.later", "date", words.ShortDate(v.lang, o.Invoice.NotBefore, today))
	}
	return line
}

func (s *Site) orderAnchor(v *visit, number string) anchor {
	return anchor{Name: number, URL: v.link(s.orderPath(number), nil)}
}

func (s *Site) orderPath(number string) string { return s.Links.Path("redaktionen", "order", number) }

// kronor writes a sum: 8 900 kr.
func kronor(v *visit, n int64) string { return v.text("money.kronor", "n", int(n)) }

// kronorOre writes öre as kronor with two decimals: 2 226,25 kr.
func kronorOre(v *visit, ore int64) string {
	minus := ""
	if ore < 0 {
		minus, ore = "−", -ore
	}
	decimals := strconv.Itoa(100 + int(ore%100))[1:]
	return minus + v.text("money.ore", "kronor", int(ore/100), "ore", decimals)
}
