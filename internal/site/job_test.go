package site_test

import (
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

const ekbyPage = "/lediga-jobb/upphandlare-till-ekby-kommun-0000000001"

func TestAnAdsPage(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), nil)
	d := s.page(200, ekbyPage)
	d.says("title", "Upphandlare till Ekby kommun – Lediga jobb")
	d.says("h1", "Upphandlare till Ekby kommun")
	d.says(".crumbs li", "Karriär | Lediga jobb | Upphandlare till Ekby kommun")
	d.says(".crumbs span[aria-current=page]", "Upphandlare till Ekby kommun")
	d.says(".ad__deadline", "Sista ansökningsdag 4 december 2026 (om 12 dagar). Urval sker löpande, tjänsten kan tillsättas tidigare.")
	d.says(".ad__act .button", "Ansök hos Ekby kommun")
	if a := d.all("a.button")[0]; true {
		href, _ := attribute(a, "href")
		rel, _ := attribute(a, "rel")
		if href != "/lediga-jobb/0000000001/ansok" || rel != "nofollow" {
			t.Errorf("the way to apply is %s, rel %s", href, rel)
		}
	}
	facts := strings.Join(d.texts(".ad__facts .facts div"), "\n")
	for _, fact := range []string{"ArbetsgivareEkby kommun", "ArbetsplatsUpphandlingsenheten, Ekby kommun", "OrtLinköping eller Stockholm",
		"AdressStorgatan 1, 123 45 Ekby", "DistansarbeteDelvis på distans", "YrkesrollUpphandlare", "ErfarenhetSenior eller specialist",
		"InköpskategoriIt och telekom", "LagstiftningLOU, LUF", "AnställningsformTillsvidareanställning (inleds med provanställning)",
		"OmfattningHeltid, 80–100 %", "TillträdeEnligt överenskommelse", "Antal tjänster2", "Lön42 000–48 000 kr/månIndividuell lönesättning",
		"KollektivavtalHÖK", "KravPlacering i säkerhetsklassSvenskt medborgarskap krävs", "ReferensnummerKS-1", "DiarienummerDnr KS 2026/123"} {
		if !strings.Contains(facts+"\n", fact+"\n") {
			t.Errorf("no fact %q in\n%s", fact, facts)
		}
	}
	d.says(".prose", "Du leder upphandlingar.KravErfarenhet.")
	d.says(".contacts li", "Anna EkmanUpphandlingschef013-000 00 01anna@ekby.example | Per LindVision013-000 00 02")
	if got := strings.Join(d.links(".contacts a"), " "); got != "tel:0130000001 mailto:anna@ekby.example tel:0130000002" {
		t.Errorf("contacts lead to %q", got)
	}
	for _, sentence := range []string{"Bifoga ett brev.", "Ange referens KS-1", "Rekryteringen sköts av Rekryt AB", "Vi undanber oss kontakt från bemanningsföretag och annonssäljare."} {
		if !strings.Contains(d.text("article"), sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
}

func TestAnAdInEnglishOnASwedishPageAndTheOtherWay(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) { j.Ad.Headline, j.Ad.Language = "Buyer", board.English })
	d := s.page(200, "/lediga-jobb/buyer-0000000001")
	if lang, _ := attribute(d.all(".prose")[0], "lang"); lang != "en" {
		t.Errorf("the text is in %q", lang)
	}
	if !strings.Contains(d.text("article"), "Annonsen är på engelska") {
		t.Error("the page does not say that the ad is in English")
	}
	d = s.page(200, "/lediga-jobb/buyer-0000000001?lang=en")
	if lang, has := attribute(d.all(".prose")[0], "lang"); has {
		t.Errorf("the text says again that it is in %q", lang)
	}
	d.says(".ad__deadline", "Application deadline 4 December 2026 (in 12 days). Applications are assessed as they arrive, and the position may be filled earlier.")
	if got := d.text(".facts"); !strings.Contains(got, "SEK 42,000–48,000 a month") {
		t.Errorf("pay in English: %s", got)
	}
}

func TestHowAnAdEnds(t *testing.T) {
	const text, person, apply = "Du leder upphandlingar.", "Anna Ekman", "/ansok"
	for _, c := range []struct {
		name   string
		end    func(s *service, j *board.Job)
		status int
		says   string
		shown  []string
	}{
		{"live", func(*service, *board.Job) {}, 200, "", []string{text, person, apply}},
		{"expired", func(s *service, j *board.Job) { s.now = j.Run.Until }, 200, "Ansökningstiden gick ut 4 december 2026", []string{text}},
		{"filled", func(s *service, j *board.Job) { s.must(j.End("filled", s.now)) }, 200, "Tjänsten är tillsatt", []string{text}},
		{"cancelled", func(s *service, j *board.Job) { s.must(j.End("cancelled", s.now)) }, 200, "Rekryteringen är avbruten", []string{text}},
		{"kept to the last instant", func(s *service, j *board.Job) { s.now = j.Run.Until.Add(keep - time.Millisecond) }, 200, "Ansökningstiden gick ut 4 december 2026", []string{text}},
		{"kept long enough", func(s *service, j *board.Job) { s.now = j.Run.Until.Add(keep) }, 410, "Annonsen har tagits bort", nil},
		{"withdrawn", func(s *service, j *board.Job) { s.must(j.Withdraw("not_ours", "", s.now)) }, 410, "Annonsen har tagits bort", nil},
		{"paused", func(s *service, j *board.Job) { s.must(j.Pause("anna@example.se", s.now)) }, 404, "Sidan finns inte", nil},
		{"in review", func(s *service, j *board.Job) { j.State = board.StatusInReview }, 404, "Sidan finns inte", nil},
		{"scheduled", func(s *service, j *board.Job) { j.Run.From = s.now.Add(time.Hour) }, 404, "Sidan finns inte", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService(t)
			j := s.job("0000000001", s.employer("Ekby kommun"), nil)
			s.page(200, ekbyPage) // what was kept before the end must not come back after it
			c.end(s, j)
			s.save(j)
			d := s.page(c.status, ekbyPage)
			body := s.ask("GET", ekbyPage).Body.String()
			for _, part := range []string{text, person, apply, "anna@ekby.example", "jobb.ekby.example", "Per Lind"} {
				want := len(c.shown) == 3 && part != "jobb.ekby.example" || len(c.shown) == 1 && part == text
				if strings.Contains(body, part) != want {
					t.Errorf("%q shown: %v", part, !want)
				}
			}
			if got := d.text("main"); !strings.Contains(got, c.says) {
				t.Errorf("the page does not say %q: %s", c.says, got)
			}
			noindex := len(d.all("meta[name=robots]")) > 0
			header := s.ask("GET", ekbyPage).Header().Get("X-Robots-Tag")
			if ended := c.name != "live"; noindex != ended || strings.Contains(header, "noindex") != ended {
				t.Errorf("noindex is %v, header %q", noindex, header)
			}
			if w := s.ask("GET", "/lediga-jobb/0000000001/ansok"); (w.Code == 303) != (c.name == "live") || w.Code == 200 {
				t.Errorf("applying answers %d", w.Code)
			}
		})
	}
}

// must fails the test on an error.
func (s *service) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func TestAnEndedAdSaysHowLongItStays(t *testing.T) {
	s := newService(t)
	j := s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.now = j.Run.Until
	s.page(200, ekbyPage).says(".notice--strong", "Ansökningstiden gick ut 4 december 2026Annonsen ligger kvar till 3 juni 2027 så att du kan läsa den inför en intervju.")
}

func TestAddressesOfAds(t *testing.T) {
	s := newService(t)
	ekby := s.employer("Ekby kommun")
	s.job("0000000001", ekby, nil)
	same := s.job("0000000002", ekby, func(j *board.Job) { j.Ad.Headline = "Upphandlare" })
	s.must(same.Withdraw("duplicate", "0000000001", s.now))
	s.save(same)
	s.leads(301, "/lediga-jobb/0000000001", ekbyPage)
	s.leads(301, "/lediga-jobb/gammal-rubrik-0000000001?utm_source=x", ekbyPage)
	s.leads(301, "/lediga-jobb/gammal-rubrik-0000000001?lang=en", ekbyPage+"?lang=en")
	s.leads(301, "/lediga-jobb/upphandlare-0000000002", ekbyPage)
	for _, path := range []string{"/lediga-jobb/0000000009", "/lediga-jobb/x", "/lediga-jobb/upphandlare", "/lediga-jobb/upphandlare0000000001",
		"/lediga-jobb/0000000001/", "/lediga-jobb/%2e%2e%2f", "/lediga-jobb/0000000001/annat"} {
		s.page(404, path).says("h1", "Sidan finns inte")
	}
}

func TestApplying(t *testing.T) {
	for _, c := range []struct {
		name   string
		apply  board.Apply
		status int
		leads  string
		says   string
	}{
		{"at the employer's", board.Apply{URL: "https://jobb.ekby.example/1?a=b"}, 303, "https://jobb.ekby.example/1?a=b", ""},
		{"by e-mail", board.Apply{Email: "jobb@ekby.example", Reference: "KS-1"}, 200, "mailto:jobb@ekby.example?subject=Upphandlare%20till%20Ekby%20kommun%20%28KS-1%29", "Skicka din ansökan till jobb@ekby.example"},
		{"in words", board.Apply{Information: "Ring oss."}, 200, "", "Ring oss."},
		{"no way", board.Apply{}, 404, "", "Sidan finns inte"},
		{"a script", board.Apply{URL: "javascript:alert(1)"}, 404, "", "Sidan finns inte"},
		{"no host", board.Apply{URL: "https:///x"}, 404, "", ""},
		{"our own site's path", board.Apply{URL: "//evil.example/x"}, 404, "", ""},
		{"a password", board.Apply{URL: "https://a:b@evil.example/"}, 404, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService(t)
			s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) { j.Ad.Apply = c.apply })
			if c.status == 303 {
				s.leads(303, "/lediga-jobb/0000000001/ansok?to=https://evil.example", c.leads)
				return
			}
			d := s.page(c.status, "/lediga-jobb/0000000001/ansok")
			if !strings.Contains(d.text("main"), c.says) {
				t.Errorf("says %q", d.text("main"))
			}
			if c.status == 200 && c.leads != "" && d.links(".prose a")[0] != c.leads {
				t.Errorf("leads to %q", d.links(".prose a"))
			}
			page := s.page(200, ekbyPage)
			if buttons := len(page.all(".ad__apply a.button")); (buttons > 0) != (c.leads != "") {
				t.Errorf("%d buttons on the ad's page", buttons)
			}
		})
	}
}

func TestHostileAdsAreText(t *testing.T) {
	s := newService(t)
	const script = `"><script>alert(1)</script>`
	e := s.employer("Ekby " + script)
	s.job("0000000001", e, func(j *board.Job) {
		j.Ad.Headline, j.Ad.Department, j.Ad.RegistryNumber = "Upphandlare "+script, script, script
		j.Ad.Agency = board.Agency{Name: script, URL: "javascript:alert(1)"}
		j.Ad.Contacts = []board.Contact{{Name: script, Email: script, Telephone: "javascript:1234567"}}
		j.Ad.Apply = board.Apply{Email: script, Information: script, Reference: script}
		j.Ad.Salary.Description = script
	})
	for _, path := range []string{"/lediga-jobb", "/lediga-jobb/upphandlare-script-alert-1-script-0000000001", "/arbetsgivare", "/lediga-jobb/0000000001/ansok",
		"/lediga-jobb?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/lediga-jobb?role=%22%3E%3Cscript%3E", "/lediga-jobb?lang=%3Cscript%3E"} {
		s.page(200, path)
	}
	body := s.ask("GET", "/lediga-jobb/upphandlare-script-alert-1-script-0000000001").Body.String()
	if strings.Contains(body, "javascript:") && strings.Contains(body, `href="javascript`) {
		t.Error("a link runs a script")
	}
}

func TestExtendedAndReadvertised(t *testing.T) {
	s := newService(t)
	s.job("0000000001", s.employer("Ekby kommun"), func(j *board.Job) {
		j.Extension = board.Extension{From: board.Deadline{Date: board.Date{Year: 2026, Month: 11, Day: 20}}, Reason: "few_applicants"}
		j.Readvertise = board.Readvertise{Of: "0000000007"}
	})
	d := s.page(200, ekbyPage)
	d.says(".marks li", "Nytt | Förlängd ansökningstid | Återannonserad")
	for _, sentence := range []string{"Tidigare sista ansökningsdag: 20 november 2026", "Du som redan har sökt behöver inte söka igen."} {
		if !strings.Contains(d.text(".ad__act"), sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
}

func TestJobsBesideAnAd(t *testing.T) {
	s := few(t)
	s.job("0000000004", s.employer("Annans kommun"), func(j *board.Job) { j.Ad.Headline = "Upphandlare i Annan" })
	d := s.page(200, ekbyPage)
	d.says(".beside h2", "Fler jobb hos Ekby kommun | Liknande jobb")
	d.says(".beside h3", "Procurement officer | Upphandlare i Annan")
}

func TestAnAdThatChangesIsShownAsItIs(t *testing.T) {
	s := newService(t)
	j := s.job("0000000001", s.employer("Ekby kommun"), nil)
	s.page(200, ekbyPage)
	j.Ad.Text = board.Text{HTML: "<p>Ny text.</p>", Plain: "Ny text."}
	s.save(j)
	s.page(200, ekbyPage).says(".prose", "Ny text.")
}
