package site

import (
	"context"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// employerRoutes is the pages of those who advertise.
func (s *Site) employerRoutes() []route {
	return append([]route{
		{"GET", "/platsannonsera", anyone, s.offer},
		{"GET", "/platsannonsera/ny", welcome, s.newDraft},
		{"POST", "/platsannonsera/ny", welcome, s.beginDraft},
		{"GET", "/platsannonsera/bekrafta/:token", anyone, s.confirmation},
		{"POST", "/platsannonsera/bekrafta/:token", anyone, s.confirmAd},
		{"GET", "/platsannonsera/:draft", welcome, s.orItsAd(s.resumeDraft)},
		{"POST", "/platsannonsera/:draft/radera", welcome, s.deleteDraft},
		{"GET", "/platsannonsera/:draft/skickad", welcome, s.orItsAd(s.sentDraft)},
		{"POST", "/platsannonsera/:draft/skickad", welcome, s.orItsAd(s.sendConfirmation)},
		{"GET", "/platsannonsera/:draft/:step", welcome, s.orItsAd(s.draftStep)},
		{"POST", "/platsannonsera/:draft/:step", welcome, s.orItsAd(s.saveStep)},
		{"POST", "/platsannonsera/:draft/:step/spara", welcome, s.autosave},
		{"GET", "/platsannonsera/invand/:token", anyone, s.objection},
		{"POST", "/platsannonsera/invand/:token", anyone, s.object},
	}, s.myAdRoutes()...)
}

// An offerPage says what it is to advertise a job, what it costs, and what happens next.
type offerPage struct {
	Begin     string // address of the form
	Mine      string // and of the ads that are there
	Packages  []packageOffer
	Discounts string
	VAT       string
	Steps     []string
	Extras    []fact
	Help      []string // for those who would rather write or call: what stands before the address, and after it
	Email     string   // empty: the journal has none
}

type packageOffer struct {
	Name, Price, Note, Until string
	Contains                 []string
}

// offer answers GET /platsannonsera.
func (s *Site) offer(c echo.Context) error {
	version, v := s.Index.At(s.Now()), s.visit(c.Request())
	return s.answer(c, v, version, s.Links.Absolute(s.Links.Path("platsannonsera")), func() (*page, error) {
		return s.offerPage(c.Request().Context(), v, version)
	})
}

func (s *Site) offerPage(ctx context.Context, v *visit, version *search.Version) (*page, error) {
	prices, err := s.Desk.Prices(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.frame(ctx, version.Position())
	if err != nil {
		return nil, err
	}
	main := offerPage{
		Begin: v.link(s.Links.Path("platsannonsera", "ny"), nil), Mine: v.link(s.Links.Path("mina-annonser"), nil),
		Packages: packageOffers(v, prices), Extras: extraOffers(v, prices), Email: f.Email,
		VAT: v.text("offer.vat", "percent", prices.VAT), Discounts: v.text("offer.discounts", "bundle_5", prices.Offer(board.ItemBundle5).Percent,
			"bundle_10", prices.Offer(board.ItemBundle10).Percent, "readvertise", prices.Offer(board.ItemReadvertise).Percent,
			"days", prices.Offer(board.ItemReadvertise).Days),
	}
	help := "offer.help"
	if f.Phone != "" {
		help = "offer.help.phone"
	}
	main.Help = strings.SplitN(v.text(help, "email", "\x00", "phone", f.Phone), "\x00", 2)
	for i := range 4 {
		main.Steps = append(main.Steps, v.text("offer.step."+strconv.Itoa(i+1)))
	}
	return &page{
		template: "employer/offer", Title: v.text("offer.title"), Description: v.text("offer.description"), Main: main,
		section: "platsannonsera", path: s.Links.Path("platsannonsera"), Crumbs: []anchor{{Name: v.text("nav.post"), Current: "page"}},
	}, nil
}

func packageOffers(v *visit, prices board.PriceList) []packageOffer {
	var all []packageOffer
	for _, p := range board.Packages() {
		offer := prices.Offer(board.Item(p))
		one := packageOffer{
			Name: reference.Label(v.lang, reference.ListPackage, string(p)), Price: v.text("offer.free"),
			Until: v.text("offer.until", "days", offer.Days), Contains: []string{v.text("offer.in." + string(p))},
		}
		if offer.Price > 0 {
			one.Price, one.Note = kronor(v, offer.Price), v.text("offer.price.vat")
		}
		if offer.Newsletters > 0 {
			one.Contains = append(one.Contains, v.text("offer.newsletters", "n", offer.Newsletters))
		}
		if offer.Top > 0 {
			one.Contains = append(one.Contains, v.text("offer.top", "n", offer.Top))
		}
		all = append(all, one)
	}
	return all
}

// extraOffers is what can be bought beside a package and costs something.
func extraOffers(v *visit, prices board.PriceList) []fact {
	l := factList{visit: v}
	for _, e := range board.Extras() {
		if price := prices.Offer(e).Price; price > 0 {
			l.facts = append(l.facts, fact{reference.Label(v.lang, reference.ListItem, string(e)), []anchor{{Name: kronor(v, price)}}})
		}
	}
	return l.facts
}
