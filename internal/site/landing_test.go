package site_test

import (
	"fmt"
	"strings"
	"testing"

	"ledigajobb/internal/board"
)

// inCounties is a service with three procurement officers' jobs in one county, two of them in one municipality, and two in
// another county.
func inCounties(t *testing.T) *service {
	t.Helper()
	s := newService(t)
	for i, where := range []struct{ employer, municipality, region string }{
		{"Solna stad", "0184", "01"}, {"Region Ekby", "0180", "01"}, {"Region Ekby", "0180", "01"},
		{"Vikens Energi AB", "1480", "14"}, {"Vikens Energi AB", "1480", "14"},
	} {
		e, ok := s.index.At(s.now).Employer(board.Slugify(where.employer))
		if !ok {
			e.Employer = s.employer(where.employer)
		}
		s.job(board.ID(fmt.Sprintf("000000000%d", i)), e.Employer, func(j *board.Job) {
			j.Ad.Headline = fmt.Sprintf("Upphandlare nummer %d", i)
			j.Ad.Where.Places = []board.Place{{Municipality: where.municipality, Region: where.region}}
			j.Ad.Deadline.Date = j.Ad.Deadline.Date.AddDays(i)
			j.Run = board.NewRun(s.now.Add(-72*60*60*1e9), j.Ad.Deadline, 60)
		})
		s.follow()
	}
	return s
}

func TestARoleInACountyHasAPageFromThreeAdsOn(t *testing.T) {
	s := inCounties(t)
	d := s.page(200, "/lediga-jobb/upphandlare/stockholms-lan?utm_source=brev")
	d.says("h1", "Upphandlare i Stockholms län")
	d.says("title", "Upphandlare i Stockholms län: lediga jobb – Lediga jobb")
	d.says(".lead", "3 lediga jobb hos Region Ekby och Solna stad. Orter: Stockholm och Solna. "+
		"Först ut är Upphandlare nummer 0, med sista ansökningsdag 4 december 2026. 3 går att sköta helt eller delvis på distans. 3 anger lön.")
	d.says("p[role=status]", "3 lediga jobb")
	if len(d.all("meta[name=robots]")) > 0 || strings.Join(d.links("link[rel=canonical]"), "") != "https://jobb.example.se/lediga-jobb/upphandlare/stockholms-lan" {
		t.Error("it is not to be found at its own address")
	}
	d = s.page(200, "/lediga-jobb/upphandlare/stockholms-lan?lang=en")
	d.says("h1", "Procurement officer in Stockholms län")
	if got := d.text(".lead"); !strings.HasPrefix(got, "3 vacancies at Region Ekby and Solna stad. Locations: Stockholm and Solna. The first to close is") || !strings.Contains(got, "4 December 2026") {
		t.Errorf("in English it says %q", got)
	}
}

func TestARoleInACountyWithFewAdsIsTheSearch(t *testing.T) {
	s := inCounties(t)
	for path, count := range map[string]string{
		"/lediga-jobb/upphandlare/vastra-gotalands-lan": "2 lediga jobb",
		"/lediga-jobb/inkopschef/vastra-gotalands-lan":  "Inga jobb matchar sökningen",
	} {
		d := s.page(200, path)
		d.says("h1", "Lediga jobb")
		d.says("p[role=status]", count)
		role := strings.Split(path, "/")[2]
		want := "https://jobb.example.se/lediga-jobb?region=14&role=" + role
		if got := strings.Join(d.links("link[rel=canonical]"), ""); len(d.all("meta[name=robots]")) == 0 || got != want {
			t.Errorf("%s: canonical %s", path, got)
		}
	}
}

func TestOldAndWrongAddressesOfLandingPages(t *testing.T) {
	s := inCounties(t)
	to := "/lediga-jobb/upphandlare/stockholms-lan"
	for _, from := range []string{"/lediga-jobb/upphandlare/01", "/lediga-jobb/upphandlare/stockholm", "/lediga-jobb/Upphandlare/Stockholms-L%C3%A4n",
		"/lediga-jobb/upphandlare/Stockholms%20l%C3%A4n"} {
		s.leads(301, from, to)
		s.leads(301, from+"?lang=en", to+"?lang=en")
	}
	for _, path := range []string{"/lediga-jobb/upphandlare/finns-inte", "/lediga-jobb/finns-inte/stockholms-lan", "/lediga-jobb/annan/stockholms-lan",
		"/lediga-jobb/upphandlare/", "/lediga-jobb/upphandlare-0000000000/stockholms-lan"} {
		s.page(404, path)
	}
}

func TestLandingPagesAreFoundWhileTheyAreWorthIt(t *testing.T) {
	s := inCounties(t)
	mapped := func() string { return s.ask("GET", "/sitemap.xml").Body.String() }
	const at = "https://jobb.example.se/lediga-jobb/upphandlare/stockholms-lan<"
	if got := mapped(); !strings.Contains(got, at) || strings.Contains(got, "vastra-gotalands-lan") || strings.Contains(got, "/student") {
		t.Errorf("the map: %s", got)
	}
	s.page(200, "/lediga-jobb").says(".anchors a", "Upphandlare i Stockholms län | Student och praktik")
	s.page(200, "/lediga-jobb/upphandlare-nummer-0-0000000000").says(".anchors a", "Upphandlare i Stockholms län")
	s.page(200, "/lediga-jobb/upphandlare-nummer-4-0000000004").says(".anchors a", "")
	s.page(200, "/lediga-jobb?role=upphandlare").says(".anchors a", "")

	j, err := s.store.Job(s.Context(), "0000000000")
	if err != nil {
		t.Fatal(err)
	}
	j.State = board.StatusFilled
	j.Ending.At = s.now
	s.save(j)
	s.follow()
	if strings.Contains(mapped(), at) {
		t.Error("the map has a page with two ads")
	}
	s.page(200, "/lediga-jobb/upphandlare/stockholms-lan").says("h1", "Lediga jobb")
}

func TestAChosenCountyOpensToItsMunicipalities(t *testing.T) {
	s := inCounties(t)
	open := func(path, want string) {
		t.Helper()
		s.page(200, path).says(".filter__within .filter__choice", want)
	}
	open("/lediga-jobb", "")
	open("/lediga-jobb?region=01", "Stockholm2 | Solna1")
	open("/lediga-jobb?region=14", "") // all lie in one municipality
	open("/lediga-jobb?region=01&municipality=0184", "Stockholm2 | Solna1")
	open("/lediga-jobb?region=01&region=14&municipality=0184", "Stockholm2 | Solna1")
	d := s.page(200, "/lediga-jobb?region=01&municipality=0184")
	d.says(".filter[open] .filter__chosen", "2 valda")
	d = s.page(200, "/lediga-jobb?municipality=0184&role=inkopschef") // nothing is found there
	boxes := d.all("input[name=municipality]")
	if len(boxes) == 0 {
		t.Fatal("what was chosen is not in the form")
	}
	for _, box := range boxes {
		value, _ := attribute(box, "value")
		if _, checked := attribute(box, "checked"); checked != (value == "0184") {
			t.Errorf("%s is chosen: %v", value, checked)
		}
	}
}

func TestMunicipalitiesAloneWhereAllLiesInOneCounty(t *testing.T) {
	s := inCounties(t)
	d := s.page(200, "/lediga-jobb?employer=solna-stad&employer=region-ekby")
	if n := len(d.all("input[name=municipality]")); n < 2 || len(d.all("input[name=region]")) > 0 {
		t.Errorf("%d municipalities, %d counties", n, len(d.all("input[name=region]")))
	}
}

func TestStudents(t *testing.T) {
	s := newService(t)
	d := s.page(200, "/lediga-jobb/student")
	d.says("p[role=status]", "Inga lediga jobb för studenter just nu")
	if len(d.all("meta[name=robots]")) == 0 {
		t.Error("a page without ads is to be found")
	}
	e := s.employer("Ekby kommun")
	for i, change := range []func(*board.Ad){
		func(ad *board.Ad) { ad.Headline, ad.Profile.Level = "Studentmedarbetare", board.LevelStudent },
		func(ad *board.Ad) { ad.Headline, ad.Profile.Level = "Trainee", board.LevelTrainee },
		func(ad *board.Ad) {
			ad.Headline, ad.Profile.Level, ad.Terms.Employment = "Praktik", "", board.Internship
		},
		func(ad *board.Ad) {
			ad.Headline, ad.Profile.Level, ad.Terms.Employment = "Exjobb", board.LevelStudent, board.Thesis
		},
		func(ad *board.Ad) { ad.Headline, ad.Profile.Level = "Junior upphandlare", board.LevelJunior },
		func(ad *board.Ad) {
			ad.Headline, ad.Profile.Level, ad.Terms.Employment = "Sommarjobb", board.LevelJunior, board.Summer
		},
		func(ad *board.Ad) { ad.Headline = "Erfaren upphandlare" },
	} {
		s.job(board.ID(fmt.Sprintf("000000000%d", i)), e, func(j *board.Job) { change(&j.Ad) })
	}
	s.follow()
	d = s.page(200, "/lediga-jobb/student")
	d.says("h1", "Jobb för studenter och nyutexaminerade")
	d.says("p[role=status]", "5 lediga jobb för studenter")
	for _, to := range d.links("main a") {
		if strings.HasSuffix(to, "/lediga-jobb/student") {
			t.Error("the page leads to itself")
		}
	}
	d.says(".beside h2", "För dig som studerar | För dig som är ny i yrket")
	d.says(".beside .job-card__headline", "Studentmedarbetare | Trainee | Praktik | Exjobb | Sommarjobb | Junior upphandlare")
	if !strings.Contains(s.ask("GET", "/sitemap.xml").Body.String(), "/lediga-jobb/student<") {
		t.Error("it is not in the map")
	}
	s.page(200, "/lediga-jobb/student?lang=en").says("h1", "Jobs for students and graduates")
}
