package site_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// few is a service with three ads at two employers, in two counties.
func few(t *testing.T) *service {
	t.Helper()
	s := newService(t)
	ekby, vik := s.employer("Ekby kommun"), s.employer("Vikens Energi AB")
	s.job("0000000001", ekby, func(j *board.Job) { j.Run.From = s.now.Add(-90 * time.Hour) })
	s.job("0000000002", ekby, func(j *board.Job) {
		j.Ad.Headline, j.Ad.Language = "Procurement officer", board.English
		j.Ad.Where = board.Where{Nationwide: true, Workplace: board.Remote}
		j.Ad.Deadline = board.Deadline{Date: board.DateOf(s.now)}
		j.Run = board.NewRun(s.now.Add(-2*time.Hour), j.Ad.Deadline, 60)
		j.Ad.Salary = board.Salary{Reason: board.PayIndividual}
	})
	s.job("0000000003", vik, func(j *board.Job) {
		j.Ad.Headline = "Inköpschef"
		j.Ad.Profile.Roles = []board.Role{"inkopschef"}
		j.Ad.Where.Places = []board.Place{{Municipality: "0180", Region: "01"}}
		j.Ad.Deadline = board.Deadline{}
		j.Run = board.NewRun(s.now.Add(-time.Hour), j.Ad.Deadline, 60)
		j.Promotion.FeaturedUntil = s.now.Add(time.Hour)
	})
	return s
}

func TestTheListShowsEachAdInOneOrder(t *testing.T) {
	d := few(t).page(200, "/lediga-jobb")
	d.says("title", "Lediga jobb")
	d.says("h1", "Lediga jobb")
	d.says("p[role=status]", "3 lediga jobb")
	d.says("nav[aria-label=Du] li", "")
	d.says(".job-card h2 a", "Inköpschef | Procurement officer | Upphandlare till Ekby kommun")
	d.says(".job-card__where", "Vikens Energi ABStockholmDelvis på distans | Ekby kommunHela SverigeHelt på distans | Ekby kommunLinköping eller StockholmDelvis på distans")
	d.says(".job-card__when", "Urval sker löpandePublicerad i dag | Sista dag i dagPublicerad i dag | Ansök senast 4 decPublicerad för 4 dagar sedan")
	d.says(".marks", "ToppannonsNytt | Nytt")
	if links := d.links(".job-card a"); len(links) != 3 || links[2] != "/lediga-jobb/upphandlare-till-ekby-kommun-0000000001?via=list" {
		t.Errorf("links %v", links)
	}
	if lang, _ := attribute(d.all(".job-card h2 a")[1], "lang"); lang != "en" {
		t.Errorf("the English headline is in %q", lang)
	}
	if got := strings.Join(d.links("link[rel=canonical]"), ""); got != "https://jobb.example.se/lediga-jobb" {
		t.Errorf("canonical %q", got)
	}
}

func TestNothingToShow(t *testing.T) {
	s := newService(t)
	s.page(200, "/lediga-jobb").says("p[role=status]", "Inga lediga jobb just nu")
	s.page(200, "/lediga-jobb?lang=en").says("p[role=status]", "No vacancies at the moment")
	full := few(t)
	d := full.page(200, "/lediga-jobb?q=bibliotekarie&role=inkopschef")
	d.says("p[role=status]", "Inga jobb matchar sökningen")
	d.says(".chip .hidden", "Ta bort Inköps- och upphandlingschef")
	d = full.page(200, "/lediga-jobb?role=inkopschef&region=05")
	d.says(".empty li", "1 jobb om du tar bort Inköps- och upphandlingschef | 1 jobb om du tar bort Östergötlands län | Visa alla lediga jobb")
	d = full.page(200, "/lediga-jobb?role=inkopschef&region=05&deadline_after=2027-06-01")
	d.says(".empty li", "1 jobb om du tar bort Inköps- och upphandlingschef, Sista dag från 1 juni 2027 | "+
		"1 jobb om du tar bort Östergötlands län, Sista dag från 1 juni 2027 | Visa alla lediga jobb")
}

func TestFiltersAreAFormWithCounts(t *testing.T) {
	d := few(t).page(200, "/lediga-jobb?role=upphandlare")
	d.says("p[role=status]", "2 lediga jobb")
	names := d.texts(".filter__name")
	if got := strings.Join(names, ","); !strings.HasPrefix(got, "Yrkesroll 1 vald,Län och kommun,Distansarbete") {
		t.Errorf("filters %q", got)
	}
	for _, absent := range []string{"Omfattning", "Lagstiftning", "Typ av arbetsgivare"} {
		if strings.Contains(strings.Join(names, ","), absent) {
			t.Errorf("%s divides nothing and is shown", absent)
		}
	}
	var roles []string
	for _, box := range d.all("input[name=role]") {
		value, _ := attribute(box, "value")
		_, checked := attribute(box, "checked")
		form, _ := attribute(box, "form")
		roles = append(roles, fmt.Sprintf("%s %v %s %s", value, checked, form, words(box.Parent)))
	}
	if got := strings.Join(roles, "; "); got != "upphandlare true sok Upphandlare2; inkopschef false sok Inköps- och upphandlingschef1" {
		t.Errorf("roles %q", got)
	}
	d.says(".chip .hidden", "Ta bort Upphandlare")
	if links := d.links(".chip"); len(links) != 1 || links[0] != "/lediga-jobb" {
		t.Errorf("chips lead to %v", links)
	}
	d.says(".filters .button .on-narrow", "Visa 2 jobb")
	d.says(".results__filter", "Filtrera (1 vald)")
}

func TestALongFilterShowsTheLargestFirst(t *testing.T) {
	s := newService(t)
	for i := range 12 {
		e := s.employer(fmt.Sprintf("Kommun %c", 'A'+i))
		s.job(board.ID(fmt.Sprintf("00000000%02d", i)), e, nil)
	}
	d := s.page(200, "/lediga-jobb?employer=kommun-l")
	group := d.all("input[name=employer]")
	if len(group) != 12 {
		t.Fatalf("%d employers", len(group))
	}
	if n := len(d.all(".filter__more input[name=employer]")); n != 3 {
		t.Errorf("%d behind, not 3: eight and the chosen one are shown", n)
	}
}

func TestSortingAndPaging(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i := range 45 {
		s.job(board.ID(fmt.Sprintf("00000000%02d", i)), e, func(j *board.Job) {
			j.Ad.Headline = fmt.Sprintf("Upphandlare %02d", i)
			j.Run.From = s.now.Add(-time.Duration(i) * time.Minute)
		})
	}
	d := s.page(200, "/lediga-jobb?offset=20&sort=deadline&utm_source=brev")
	d.says(".pager__here", "Sida 2 av 3")
	if got := strings.Join(d.links(".pager a"), " "); got != "/lediga-jobb?sort=deadline /lediga-jobb?offset=40&sort=deadline" {
		t.Errorf("pager %q", got)
	}
	d.says(".sorts a[aria-current]", "Sista ansökningsdag")
	if got := strings.Join(d.links(".sorts a"), " "); got != "/lediga-jobb /lediga-jobb?sort=deadline" {
		t.Errorf("sorts %q", got)
	}
	if n := len(s.page(200, "/lediga-jobb?offset=40").all(".job-card")); n != 5 {
		t.Errorf("%d on the last page", n)
	}
	d = s.page(200, "/lediga-jobb?offset=8000")
	if got := strings.Join(d.links(".pager a"), " "); got != "/lediga-jobb?offset=40" {
		t.Errorf("beyond the end the pager leads to %q", got)
	}
	s.page(200, "/lediga-jobb?q=upphandlare").says(".sorts a", "Mest relevanta | Senast publicerade | Sista ansökningsdag")
}

func TestWhatAPageDoesNotUnderstandItSays(t *testing.T) {
	s := few(t)
	for _, c := range []struct{ query, says, leads string }{
		{"role=uphandlare", "Ingen yrkesroll heter uphandlare. Menade du Upphandlare?", "/lediga-jobb?role=upphandlare"},
		{"role=inkopschef&region=99", "Inget län har koden 99. Skriv länets två siffror, till exempel 01.", ""},
		{"sort=deadlin", "Det går inte att sortera efter deadlin. Menade du Sista ansökningsdag?", "/lediga-jobb?sort=deadline"},
		{"limit=1000", "Antal per sida ska vara 1–100, inte 1000.", ""},
		{"law=lou&law=xyz", "Lagstiftning kan inte vara xyz.", ""},
		{"employer=finns-inte", "Ingen arbetsgivare heter finns-inte. Skriv namnet som i arbetsgivarens adress, eller organisationsnumret.", ""},
		{"lang=fi", "Texterna finns inte på fi.", ""},
		{"published_after=igar&q=inköpschef", "igar går inte att läsa. Skriv till exempel 2026-11-30, 2026-11-30T12:00:00+01:00.", ""},
	} {
		d := s.page(200, "/lediga-jobb?"+c.query)
		if got := d.text(".notice p"); !strings.HasPrefix(got, c.says) {
			t.Errorf("%s: %q, not %q", c.query, got, c.says)
		}
		if got := strings.Join(d.links(".notice a"), ""); got != c.leads {
			t.Errorf("%s leads to %q, not %q", c.query, got, c.leads)
		}
	}
	s.page(200, "/lediga-jobb?role=inkopschef&region=99").says("p[role=status]", "1 ledigt jobb")
	s.page(200, "/lediga-jobb?q=a&q=b&role=&facets=none&ver=6.4").says(".notice p", "Parametern q får bara stå en gång.")
	s.page(200, "/lediga-jobb?lang=en"+strings.Repeat("&employer=x", 51)).says(".notice p", "Employer may have 1–50 values.")
}

func TestUnknownParametersCostNothing(t *testing.T) {
	s := few(t)
	first := s.ask("GET", "/lediga-jobb")
	size := s.answers.Bytes()
	for _, query := range []string{"?utm_source=a", "?utm_campaign=b&ver=6.4", "?q=", "?offset=0&limit=20&sort=published", "?fbclid=x%zz"} {
		again := s.ask("GET", "/lediga-jobb"+query)
		if again.Header().Get("ETag") != first.Header().Get("ETag") || again.Body.String() != first.Body.String() {
			t.Errorf("%s is another answer", query)
		}
	}
	if s.answers.Bytes() != size {
		t.Errorf("the kept answers grew from %d to %d bytes", size, s.answers.Bytes())
	}
	if w := s.ask("GET", "/lediga-jobb", "If-None-Match", first.Header().Get("ETag")); w.Code != 304 {
		t.Errorf("a page that is known: %d", w.Code)
	}
	if w := s.ask("HEAD", "/lediga-jobb"); w.Code != 200 || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}

// Newsletters mark their links, each reader's with another mark.
func TestReadersWithManyMarksCostOneRendering(t *testing.T) {
	readers, atOnce := 20_000, 16
	if testing.Short() {
		readers = 2_000
	}
	s := few(t)
	for _, path := range []string{"/lediga-jobb?role=upphandlare&", ekbyPage + "?"} {
		made := s.answers.Made()
		var all sync.WaitGroup
		for part := range atOnce {
			all.Go(func() {
				for i := range readers / atOnce {
					r := httptest.NewRequest("GET", fmt.Sprintf("%sutm_source=brev&utm_content=%d-%d", path, part, i), nil)
					w := httptest.NewRecorder()
					if s.handler.ServeHTTP(w, r); w.Code != 200 {
						t.Errorf("%s: %d", r.URL, w.Code)
					}
				}
			})
		}
		all.Wait()
		if n := s.answers.Made() - made; n != 1 {
			t.Errorf("%s cost %d renderings", path, n)
		}
	}
}

func TestAnEmployerWithoutAdsIsNoMistake(t *testing.T) {
	s := few(t)
	s.employer("Tomma verket")
	d := s.page(200, "/lediga-jobb?employer=tomma-verket")
	d.says(".notice p", "")
	d.says("p[role=status]", "Inga jobb matchar sökningen")
}

func TestAListChangesWithTheClock(t *testing.T) {
	s := few(t)
	s.now = at("2026-11-22 23:59")
	s.page(200, "/lediga-jobb").says("p[role=status]", "3 lediga jobb")
	s.now = at("2026-11-23 00:00")
	d := s.page(200, "/lediga-jobb")
	d.says("p[role=status]", "2 lediga jobb")
	d.says(".job-card__when", "Urval sker löpandePublicerad i går | Ansök senast 4 decPublicerad för 5 dagar sedan")
}

func TestWhatWasTypedIsOneClickAway(t *testing.T) {
	s := newService(t)
	e := s.employer("Ekby kommun")
	for i, headline := range []string{"Upphandlare till Ekby kommun", "Inköpare till Ekby kommun", "Senior upphandlare"} {
		s.job(board.ID(fmt.Sprintf("000000000%d", i+1)), e, func(j *board.Job) {
			j.Ad.Headline, j.Ad.Title, j.Ad.Text, j.Ad.Profile = headline, headline, board.Text{Plain: "Välkommen."}, board.Profile{}
		})
	}
	for typed, says := range map[string]string{
		"upphandalre": "Sök i stället på upphandalre", "upphandlare": "Sök bara på upphandlare",
	} {
		d := s.page(200, "/lediga-jobb?q="+typed)
		if text := d.text(".results"); !strings.Contains(text, says) {
			t.Errorf("%s: %q is missing in %q", typed, says, text)
		}
		if links := d.links(".results__also a"); len(links) == 0 || !strings.Contains(links[0], "q=%22"+typed+"%22") {
			t.Errorf("%s leads to %q", typed, links)
		}
	}
}

func TestACardShowsThePassageThatFitsTheSearch(t *testing.T) {
	s := newService(t)
	ekby := s.employer("Ekby kommun")
	s.job("0000000001", ekby, func(j *board.Job) {
		j.Ad.Text.Plain = strings.Repeat("Vi är många som trivs hos oss. ", 20) + "Du kan LOU & avtal <i>väl</i>."
	})
	for address, want := range map[string]string{
		"/lediga-jobb":               "",
		"/lediga-jobb?q=upphandlare": "", // the headline says it
		"/lediga-jobb?q=lou":         "LOU",
		"/lediga-jobb?q=avtal+lou":   "LOU | avtal",
	} {
		d := s.page(200, address)
		d.says(".job-card__passage mark", want)
		if passage := strings.Join(d.texts(".job-card__passage"), ""); want != "" && !strings.HasSuffix(passage, "Du kan LOU & avtal <i>väl</i>.") {
			t.Errorf("%s: %q", address, passage)
		}
	}
}
