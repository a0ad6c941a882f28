package site

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// someDrafts are drafts that a form can say all of.
func someDrafts() *rapid.Generator[*board.Draft] {
	line := rapid.Map(rapid.StringMatching(`[A-Za-zåäö0-9 &<>"'-]{0,30}`), richtext.Line)
	text := rapid.Map(rapid.StringMatching(`([A-Za-zåäö*_#&<>\-]{1,12}[ \n]{0,2}){0,20}`), func(s string) board.Text { return board.Text(richtext.FromPlain(s)) })
	email := rapid.StringMatching(`(|[a-z]{1,8}@[a-z]{2,8}\.example)`)
	website := rapid.StringMatching(`(|https://[a-z]{1,8}\.example/[a-z0-9?=&]{0,9})`)
	date := rapid.Custom(func(t *rapid.T) board.Date {
		return board.Date{Year: 2026, Month: 11, Day: 22}.AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
	})
	place := rapid.Custom(func(t *rapid.T) board.Place {
		p := board.Place{Country: board.Sweden, Street: line.Draw(t, "street"), City: line.Draw(t, "city")}
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			p.Region = rapid.SampledFrom(reference.Regions()).Draw(t, "county").Code
		case 1:
			p.Country, p.Region, p.City = "NO", "", "Oslo"
		default:
			m := rapid.SampledFrom(reference.Municipalities()).Draw(t, "municipality")
			p.Municipality, p.Region, p.Postcode = m.Code, m.Region, "12345"
		}
		return p
	})
	contact := func(kinds ...board.ContactKind) *rapid.Generator[board.Contact] {
		return rapid.Custom(func(t *rapid.T) board.Contact {
			return board.Contact{Name: "Anna " + line.Draw(t, "name") + "n", Description: line.Draw(t, "title"), Telephone: line.Draw(t, "phone"), Email: email.Draw(t, "mail"),
				Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		})
	}
	return rapid.Custom(func(t *rapid.T) *board.Draft {
		n := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
		d := &board.Draft{Package: pick(t, board.Packages())}
		d.Employer = board.NewEmployer{Name: line.Draw(t, "employer"), Sector: pick(t, board.Sectors()), URL: website.Draw(t, "site")}
		if rapid.Bool().Draw(t, "number") {
			d.Employer.OrgNr = rapid.SampledFrom(reference.Bodies()).Draw(t, "body").OrgNr
		}
		if rapid.Bool().Draw(t, "later") {
			d.PublishAt = date.Draw(t, "publish").At(n("minute", 1439)).UTC()
		}
		ad := &d.Ad
		ad.Title, ad.Headline, ad.Text, ad.Language = line.Draw(t, "title"), line.Draw(t, "headline"), text.Draw(t, "text"), pick(t, board.Languages())
		ad.Department, ad.Agency = line.Draw(t, "unit"), board.Agency{Name: line.Draw(t, "agency"), URL: website.Draw(t, "agency's")}
		ad.Profile = board.Profile{Roles: some(t, board.Roles(), 3), Level: pick(t, board.Levels()), Laws: some(t, board.Laws(), 3), Categories: some(t, board.Categories(), 5)}
		ad.Where = board.Where{Places: rapid.SliceOfN(place, 0, 20).Draw(t, "places"), Nationwide: rapid.Bool().Draw(t, "nationwide"), Workplace: pick(t, board.Workplaces())}
		ad.Terms = board.Terms{Employment: pick(t, board.EmploymentTypes()), Probation: rapid.Bool().Draw(t, "probation"), Hours: pick(t, board.AllWorkingHours()),
			Scope: board.Scope{Min: n("from", 100), Max: n("to", 100)}, Duration: pick(t, board.Durations()), Start: board.Start{Term: pick(t, board.StartTerms()), Date: date.Draw(t, "start")},
			Vacancies: n("vacancies", 20), Requirements: some(t, board.Requirements(), 6), CollectiveAgreement: line.Draw(t, "agreement")}
		ad.Salary = board.Salary{Min: int64(n("least", 90_000)), Max: int64(n("most", 90_000)), Currency: "SEK", Period: pick(t, board.PayPeriods()), Reason: pick(t, board.PayReasons()), Description: line.Draw(t, "pay")}
		if rapid.Bool().Draw(t, "ends") {
			ad.Deadline = board.Deadline{Date: date.Draw(t, "deadline"), Minute: n("closes", 1438)}
		}
		ad.Continuous, ad.NoSalesCalls, ad.RegistryNumber = rapid.Bool().Draw(t, "rolling"), rapid.Bool().Draw(t, "sales"), line.Draw(t, "dnr")
		ad.Apply = board.Apply{URL: website.Draw(t, "url"), Email: email.Draw(t, "email"), Reference: line.Draw(t, "reference"), Information: text.Draw(t, "information").Plain}
		ad.Contacts = rapid.SliceOfN(contact("", "manager", "hr"), 0, 5).Draw(t, "contacts")
		ad.UnionContacts = rapid.SliceOfN(contact("union"), 0, 5).Draw(t, "unions")
		return d
	})
}

// pick is one of a list's values, or none.
func pick[T ~string](t *rapid.T, list []T) T {
	return rapid.SampledFrom(append([]T{""}, list...)).Draw(t, fmt.Sprintf("one of %T", list))
}

// some is a few of a list's values, each once.
func some[T ~string](t *rapid.T, list []T, most int) []T {
	return rapid.Permutation(list).Draw(t, fmt.Sprintf("some of %T", list))[:rapid.IntRange(0, min(most, len(list))).Draw(t, "how many")]
}

// sent is a form as a browser sends it: lines end as in mail.
func sent(form url.Values) url.Values {
	out := url.Values{}
	for name, values := range form {
		for _, value := range values {
			out.Add(name, strings.ReplaceAll(value, "\n", "\r\n"))
		}
	}
	return out
}

func TestAnAdIsReadBackFromItsForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someDrafts().Draw(t, "draft")
		back, wrong := readAd(sent(adTyped(d)), &board.Draft{})
		if len(wrong.Faults) > 0 {
			t.Fatalf("%v", wrong)
		}
		if got, want := stated(back), stated(d); !reflect.DeepEqual(got, want) {
			t.Fatalf("read\n%+v\nfrom\n%+v", got, want)
		}
	})
}

// stated is a draft without the differences between no value and none, and without the markup that a text's own marks make
// of it: * and _ in a plain text mean something to nobody but Markdown.
func stated(d *board.Draft) board.Draft {
	out := *d
	out.PublishAt = out.PublishAt.UTC()
	p, w := &out.Ad.Profile, &out.Ad.Where
	p.Roles, p.Laws, p.Categories = slices.Clip(append([]board.Role{}, p.Roles...)), append([]board.Law{}, p.Laws...), append([]board.Category{}, p.Categories...)
	w.Places, out.Ad.Terms.Requirements = append([]board.Place{}, w.Places...), append([]board.Requirement{}, out.Ad.Terms.Requirements...)
	out.Ad.Contacts, out.Ad.UnionContacts = append([]board.Contact{}, out.Ad.Contacts...), append([]board.Contact{}, out.Ad.UnionContacts...)
	return out
}

func TestWhatWasNotTouchedStaysAsItWas(t *testing.T) {
	odd := &board.Draft{EmployerID: 7, PublishAt: time.Date(2026, 12, 1, 5, 0, 17, 0, time.UTC), Employer: board.NewEmployer{Name: "Ekby  kommun"}}
	odd.Ad = board.Ad{
		Headline: "Upphandlare\u200b  till Ekby", Text: board.Text{HTML: "<p><strong>Krav,</strong>annat</p>", Plain: "något annat"},
		Where: board.Where{Places: []board.Place{{Municipality: "0180", Region: "01"}}}, Salary: board.Salary{Min: 1, Currency: "sek"},
		Apply:    board.Apply{URL: "ekby.example", Information: "a   b\n\n\nc", Email: "Anna@Ekby.example"},
		Contacts: []board.Contact{{Name: "A  B", Kind: "okänd"}}, Profile: board.Profile{Level: "okänd"},
	}
	back, wrong := readAd(sent(adTyped(odd)), odd)
	if len(wrong.Faults) > 0 || !reflect.DeepEqual(back, odd) {
		t.Errorf("%v\n%+v\n%+v", wrong, back, odd)
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for _, s := range []struct{ field, typed, fault, sentence string }{
		{"application_deadline", "30/11", "deadline.format", "Skriv datumet som 2026-11-30"},
		{"start.date", "snart", "deadline.format", "Skriv datumet som 2026-11-30"},
		{"workplace_addresses.0.municipality", "Stokholm", "municipality", "Ingen kommun heter Stokholm. Menade du Stockholm?"},
		{"workplace_addresses.0.municipality", "Atlantis", "municipality", "Ingen kommun heter Atlantis."},
		{"employer.organization_number", "212000-0143", "orgnr.checksum", "Numret stämmer inte, kontrollsiffran är fel. Kontrollera de tio siffrorna."},
		{"employer.organization_number", "212000", "orgnr.format", "Skriv organisationsnumret med tio siffror, till exempel 212000-0142."},
		{"salary.min", "mycket", "number", "Skriv ett helt tal, till exempel 42 000"},
		{"scope_of_work.min", "9999999999999999999", "number", "Skriv ett helt tal, till exempel 42 000"},
		{"role", "kejsare", "value", "Ingen yrkesroll heter kejsare."},
		{"role.2", "kejsare", "value", "role.2 kan inte vara kejsare."},
		{"publication_date", "i morgon", "deadline.format", "Skriv datumet som 2026-11-30"},
		{"description_text", strings.Repeat("å", farTooLong+1), "text.long", "Texten är 25001 tecken. Den får vara högst 20000."},
	} {
		t.Run(s.field+" "+s.fault, func(t *testing.T) {
			_, wrong := readAd(url.Values{s.field: {s.typed}}, &board.Draft{})
			if len(wrong.Faults) != 1 || wrong.Faults[0].Field != s.field || wrong.Faults[0].Code != s.fault {
				t.Fatalf("%v", wrong)
			}
			f := newFilled(&visit{lang: board.Swedish}, nil, wrong)
			if f.faults[s.field] != s.sentence {
				t.Errorf("%q", f.faults[s.field])
			}
		})
	}
}

func TestPeopleTypeAsTheyLike(t *testing.T) {
	d, wrong := readAd(url.Values{
		"application_deadline": {" 2026-11-30 "}, "application_deadline.time": {"12.00"}, "salary.min": {"42 000 kr"}, "scope_of_work.min": {"80 %"},
		"workplace_addresses.0.municipality": {"kista"}, "workplace_addresses.0.postcode": {"123 45"}, "workplace_addresses.4.country_code": {"Norge"},
		"workplace_addresses.4.city": {"Oslo"}, "application_details.url": {"jobb.ekby.example/1"}, "application_details.email": {"Jobb@Ekby.example"},
		"publication_date": {"2026-11-25"}, "employer.organization_number": {"SE212000014201"},
	}, &board.Draft{})
	ad := d.Ad
	if len(wrong.Faults) > 0 || ad.Deadline.String() != "2026-11-30T12:00" || ad.Salary.Min != 42000 || ad.Salary.Currency != "SEK" || ad.Terms.Scope.Min != 80 ||
		ad.Where.Places[0] != (board.Place{Municipality: "0180", Region: "01", Country: "SE", Postcode: "12345"}) || ad.Where.Places[1].Country != "NO" ||
		ad.Apply.URL != "https://jobb.ekby.example/1" || ad.Apply.Email != "jobb@ekby.example" || d.PublishAt.UTC().Format(time.RFC3339) != "2026-11-25T05:00:00Z" ||
		d.Employer.OrgNr.String() != "212000-0142" {
		t.Errorf("%v %+v %v", wrong, d, d.PublishAt)
	}
}

func TestHostileInputIsCleanedOrRefused(t *testing.T) {
	for _, s := range []struct{ name, typed, plain, page string }{
		{"a script", `Hej <script>alert(1)</script><b onclick=x>du</b>`, "Hej du", "<p>Hej <strong>du</strong></p>"},
		{"a script in Markdown", "[klicka](javascript:alert(1))", "klicka", "<p>klicka</p>"},
		{"a picture", "![x](https://evil.example/x.png)", "", ""},
		{"a right-to-left override", "Upp\u202ehandlare", "Upphandlare", "<p>Upphandlare</p>"},
		{"zero-width characters", "Upp\u200b\u2060handlare\ufeff", "Upphandlare", "<p>Upphandlare</p>"},
		{"control characters", "Upp\x00hand\x1blare\r\nhos oss", "Upphandlare\nhos oss", "<p>Upphandlare<br>hos oss</p>"},
		{"what is no text", "Upp\xffhandlare", "Upp\ufffdhandlare", "<p>Upp\ufffdhandlare</p>"},
		{"Word", "<p class=MsoNormal><b>Krav</b><o:p></o:p></p><ul><li>Ett</li></ul>", "Krav\n\n- Ett", "<p><strong>Krav</strong></p><ul><li>Ett</li></ul>"},
		{"a link that is not what it says", `<a href="https://ekby.example@evil.example/">Ekby</a>`, "Ekby", "<p>Ekby</p>"},
	} {
		t.Run(s.name, func(t *testing.T) {
			d, _ := readAd(url.Values{"description_text": {s.typed}, "headline": {s.typed}}, &board.Draft{})
			if d.Ad.Text.Plain != s.plain || d.Ad.Text.HTML != s.page {
				t.Errorf("%q, %q", d.Ad.Text.Plain, d.Ad.Text.HTML)
			}
			if strings.ContainsAny(d.Ad.Headline, "\x00\x1b\r\n\u202e\u200b\u2060\ufeff") {
				t.Errorf("headline %q", d.Ad.Headline)
			}
		})
	}
}

func TestLongRiddlesAreReadInTime(t *testing.T) {
	for _, piece := range []string{"[", "*a_ ", "> ", "- ", "`", "<", "![](", "\n#", "&#", "[a](<b", "| ", "1. \n   "} {
		d, _ := readAd(url.Values{"description_text": {strings.Repeat(piece, farTooLong/len(piece))}}, &board.Draft{})
		if len(d.Ad.Text.HTML) > 100*farTooLong {
			t.Errorf("%q grows to %d bytes", piece, len(d.Ad.Text.HTML))
		}
	}
}

// FuzzReadAd holds that whatever is sent is read, and that what was read is read back as the same.
func FuzzReadAd(f *testing.F) {
	f.Add("headline=Upphandlare&application_contacts.0.name=Anna&role=inkopare&salary.min=42+000&description_text=%23+a%0Ab")
	f.Add("application_contacts.99999999999999999999.name=x&workplace_addresses.-1.city=y&role.1=&fler=union_contacts")
	f.Fuzz(func(t *testing.T, query string) {
		form, _ := url.ParseQuery(query)
		d, _ := readAd(form, &board.Draft{})
		again, wrong := readAd(sent(adTyped(d)), d)
		if len(wrong.Faults) > 0 || !reflect.DeepEqual(again, d) {
			t.Fatalf("%v\n%+v\n%+v", wrong, again, d)
		}
	})
}
