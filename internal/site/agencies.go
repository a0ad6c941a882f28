package site

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// agenciesPage is the agencies that something has been agreed with.
type agenciesPage struct {
	Rows []agencyLine
	Form *smallForm
}

type agencyLine struct {
	Name, OrgNr, Percent string
	Change               string // address of the form with what holds now; empty: the person may not
}

// agencies answers GET /redaktionen/kunder/byraer; "nummer" is the agency that is to be changed.
func (s *Site) agencies(c echo.Context) error {
	return s.agenciesAs(c, s.visit(c.Request()), attempt{})
}

func (s *Site) agenciesAs(c echo.Context, v *visit, try attempt) error {
	all, err := s.Store.Agencies(c.Request().Context())
	if err != nil {
		return err
	}
	path, main, may := s.Links.Path("redaktionen", "kunder", "byraer"), agenciesPage{}, v.editor.Role.May(board.PermOrders)
	number := v.values.Get("nummer")
	if try.form != "" {
		number = try.typed.Get("organization_number")
	}
	wanted, _ := board.ParseOrgNr(number) // zero: a new one
	chosen := store.Agency{OrgNr: wanted}
	for _, a := range all {
		if a.OrgNr == wanted {
			chosen = a
		}
		line := agencyLine{Name: a.Name, OrgNr: a.OrgNr.String(), Percent: strconv.Itoa(a.Percent) + "\u00a0%"}
		if nr := a.OrgNr.Public(); may && nr != "" {
			line.Change = v.link(path, url.Values{"nummer": {nr}}) + "#save"
		}
		main.Rows = append(main.Rows, line)
	}
	if may {
		main.Form = agencyForm(v, v.link(path, nil), chosen, try)
	}
	p := &page{
		template: "editor/agencies", Title: v.text("agency.title"), Main: main, section: "kunder", path: path, status: try.status,
		Crumbs: []anchor{{Name: v.text("desk.customers"), URL: v.link(s.Links.Path("redaktionen", "kunder"), nil)}, {Name: v.text("agency.title"), Current: "page"}},
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return s.desk(c, v, p)
}

// agencyForm is the form for an agency as it is, or for a new one.
func agencyForm(v *visit, action string, a store.Agency, try attempt) *smallForm {
	percent := ""
	if a.Version > 0 {
		percent = strconv.Itoa(a.Percent)
	}
	f := newSmallForm(v, "agency", "save", action, "", a.Version, try, field{Name: "name", Label: v.text("agency.name"), Value: a.Name},
		field{Name: "organization_number", Label: v.text("employer.orgnr"), Value: a.OrgNr.Public()},
		field{Name: "percent", Label: v.text("agency.percent"), Value: percent},
		field{Name: "reason", Label: v.text("order.line.reason")})
	f.Open = true
	return f
}

// saveAgency answers POST /redaktionen/kunder/byraer.
func (s *Site) saveAgency(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	try := attempt{form: "save", typed: form, status: http.StatusUnprocessableEntity}
	nr, err := board.ParseOrgNr(form.Get("organization_number"))
	if err == nil {
		percent, failed := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(form.Get("percent")), "%")))
		if failed != nil {
			percent = -1
		}
		agency := store.Agency{OrgNr: nr, Name: form.Get("name"), Percent: percent, Version: version(form)}
		err = s.Desk.SaveAgency(c.Request().Context(), v.actor(), agency, form.Get("reason"))
	}
	var stale *board.Stale
	switch {
	case err == nil:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "kunder", "byraer"), "agency_saved")
	case errors.As(err, &stale):
		try.status, try.notice = http.StatusConflict, s.overtaken(c, v, "agency.stale", stale)
	case !errors.As(err, &try.wrong):
		return err
	}
	return s.agenciesAs(c, v, try)
}
