package site

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// A route is an address, who may ask for it, and what answers.
type route struct {
	method  string // GET answers HEAD too
	path    string
	may     board.Permission // one of the desk's, or one of the two below
	handler echo.HandlerFunc
}

// Who may ask, where the desk's permissions do not say it.
const (
	welcome  board.Permission = "welcome"   // anyone; who has signed in is known to the handler
	anyone   board.Permission = ""          // nobody is asked who they are
	signedIn board.Permission = "signed_in" // what they may see of it, the handler decides
)

// routes is every page that there is.
func (s *Site) routes() []route {
	var all []route
	for _, group := range [][]route{s.readerRoutes(), s.accountRoutes(), s.alertRoutes(), s.queueRoutes(), s.reportRoutes(), s.adRoutes(), s.customerRoutes(), s.orderRoutes(), s.outboxRoutes(), s.auditRoutes(), s.figureRoutes(), s.newsletterRoutes(), s.settingRoutes(), s.widgetRoutes(), s.feedRoutes(), s.employerRoutes(), s.proofRoutes(), s.assetRoutes()} {
		all = append(all, group...)
	}
	return all
}

func (s *Site) readerRoutes() []route {
	routes := []route{
		{"GET", "", anyone, s.home},
		{"GET", "/", anyone, s.home},
		{"GET", "/lediga-jobb", anyone, s.list},
		{"GET", "/lediga-jobb/student", anyone, s.student},
		{"GET", "/lediga-jobb/:name", anyone, s.job},
		{"GET", "/lediga-jobb/:name/:county", anyone, s.landing},
		{"GET", "/lediga-jobb/:name/ansok", anyone, s.applyStep},
		{"GET", "/arbetsgivare", anyone, s.employers},
		{"GET", "/arbetsgivare/:slug", anyone, s.employer},
		{"GET", "/sparade", anyone, s.saved},
		{"GET", "/logotyp/:key", anyone, s.logo},
	}
	for _, p := range prose {
		routes = append(routes, route{"GET", "/" + p.name, anyone, s.small(p.name, p.title)})
	}
	if s.Demo {
		routes = append(routes, route{"GET", "/delar", anyone, s.parts})
	}
	return routes
}

// assetRoutes is what pages are drawn with.
func (s *Site) assetRoutes() []route {
	return []route{
		{"GET", "/stil/:name", anyone, s.styles},
		{"GET", "/skript/:name", anyone, s.pageScript},
		{"GET", "/ikon.svg", anyone, s.icon},
		{"GET", "/favicon.ico", anyone, s.icon}, // what a browser asks for where a page names none
	}
}

// Register mounts the pages on the group at the base path.
func (s *Site) Register(g *echo.Group) {
	for _, r := range s.routes() {
		handler := s.admit(r.may, r.handler)
		g.Add(r.method, r.path, handler)
		if r.method == http.MethodGet {
			g.Add(http.MethodHead, r.path, handler)
		}
	}
}
