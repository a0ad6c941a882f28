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

// customerRoutes is who advertises. Everybody at the desk sees it; what may be done is an editor's, prices are sales'.
func (s *Site) customerRoutes() []route {
	return []route{
		{"GET", "/redaktionen/kunder", board.PermRead, s.customerList},
		{"GET", "/redaktionen/kunder/byraer", board.PermRead, s.agencies},
		{"POST", "/redaktionen/kunder/byraer", board.PermOrders, s.saveAgency},
		{"GET", "/redaktionen/kunder/:slug", board.PermRead, s.customerPage},
		{"POST", "/redaktionen/kunder/:slug/verifiera", board.PermCustomers, s.verifyCustomer},
		{"POST", "/redaktionen/kunder/:slug/betrodd", board.PermCustomers, s.trustAddress},
		{"POST", "/redaktionen/kunder/:slug/sla-ihop", board.PermCustomers, s.mergeCustomer},
		{"POST", "/redaktionen/kunder/:slug/sparra", board.PermCustomers, s.blockCustomer},
		{"POST", "/redaktionen/kunder/:slug/hav-sparr", board.PermCustomers, s.unblockCustomer},
		{"POST", "/redaktionen/kunder/:slug/anteckning", board.PermCustomers, s.noteCustomer},
		{"POST", "/redaktionen/kunder/:slug/priser", board.PermOrders, s.priceCustomer},
	}
}

// customersPage is a page of the list of customers.
type customersPage struct {
	Tabs     []tab
	Query    url.Values
	Text     string
	Search   string
	Agencies string
	Status   string
	Rows     []customerRow
	Pager    *pager
}

type customerRow struct {
	Name     anchor
	OrgNr    string
	Sector   string
	Verified string
	Jobs     string
	Last     string
}

// customersOnPage is how many customers a page lists.
const customersOnPage = 50

// The views of the list, by the parameter "visa".
var customerViews = [...]struct {
	show     string
	verified string
	blocked  bool
}{{"", "", false}, {"ej-verifierade", "no", false}, {"verifierade", "yes", false}, {"sparrade", "", true}}

// customerList answers GET /redaktionen/kunder.
func (s *Site) customerList(c echo.Context) error {
	v := s.visit(c.Request())
	search := store.CustomerSearch{Text: strings.TrimSpace(v.values.Get("q")), Offset: offset(v.values.Get("offset")), Limit: customersOnPage}
	path, show := s.Links.Path("redaktionen", "kunder"), v.values.Get("visa")
	values := url.Values{}
	if search.Text != "" {
		values.Set("q", search.Text)
	}
	main := customersPage{Text: search.Text, Search: path, Query: url.Values{}, Agencies: v.link(s.Links.Path("redaktionen", "kunder", "byraer"), nil)}
	for _, view := range customerViews {
		to := values
		if view.show != "" {
			to = with(values, "visa", view.show)
		}
		main.Tabs = append(main.Tabs, tab{anchor: anchor{Name: v.text("customers.view." + view.show), URL: v.link(path, to), Current: currentIf(view.show == show)}})
		if view.show == show && show != "" {
			search.Verified, search.Blocked = view.verified, view.blocked
			main.Query.Set("visa", show)
			values = to
		}
	}
	lines, total, err := s.Store.Customers(c.Request().Context(), search)
	if err != nil {
		return err
	}
	main.Status = v.text("customers.count", "n", total)
	main.Pager = paged(v, search.Offset, search.Limit, total, func(offset int) string {
		if offset == 0 {
			return v.link(path, values)
		}
		return v.link(path, with(values, "offset", strconv.Itoa(offset)))
	})
	for _, line := range lines {
		main.Rows = append(main.Rows, s.customerRow(v, line))
	}
	return s.desk(c, v, &page{template: "editor/customers", Title: v.text("desk.customers"), Main: main, section: "kunder", path: path, values: values})
}

func (s *Site) customerRow(v *visit, line store.CustomerLine) customerRow {
	e := line.Employer
	row := customerRow{
		Name: anchor{Name: e.Name, URL: v.link(s.customerPath(e.Slug), nil)}, OrgNr: e.OrgNr.String(), Sector: term(v, reference.ListSector, e.Sector),
		Jobs: strconv.Itoa(line.Jobs),
	}
	if e.Verified {
		row.Verified = v.text("mark.verified")
	}
	if !line.Last.IsZero() {
		row.Last = words.ShortDate(v.lang, board.DateOf(line.Last), board.DateOf(s.Now()))
	}
	return row
}

func (s *Site) customerPath(slug string) string { return s.Links.Path("redaktionen", "kunder", slug) }
