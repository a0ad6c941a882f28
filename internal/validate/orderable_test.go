package validate

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

var noon = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)

func day(n int) board.Deadline { return board.Deadline{Date: board.DateOf(noon).AddDays(n)} }

// order is an ad that can be ordered, changed as the test wants it.
func order(change ...func(*board.Draft)) *board.Draft {
	nr, err := board.ParseOrgNr("212000-0142")
	must(err)
	d := &board.Draft{
		Package: "basic", Employer: board.NewEmployer{OrgNr: nr},
		Ad: board.Ad{
			Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Text: board.Text{Plain: "Du leder upphandlingar."}, Language: board.Swedish,
			Profile: board.Profile{Roles: []board.Role{"upphandlare"}, Level: board.LevelExperienced},
			Where:   board.Where{Places: []board.Place{{Municipality: "0180", Region: "01", Country: "SE"}}},
			Terms:   board.Terms{Employment: board.Permanent, Hours: board.FullTime}, Salary: board.Salary{Reason: board.PayIndividual},
			Deadline: day(20), Apply: board.Apply{Email: "jobb@ekby.example"},
		},
	}
	for _, c := range change {
		c(d)
	}
	return d
}

func faultsOf(t *testing.T, err error) []string {
	t.Helper()
	var invalid *board.Invalid
	if err != nil && !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	faults := []string{}
	if invalid != nil {
		for _, f := range invalid.Faults {
			faults = append(faults, f.Field+" "+f.Code)
		}
	}
	return faults
}

func TestOrderable(t *testing.T) {
	for _, s := range []struct {
		name   string
		change func(*board.Draft)
		faults []string
	}{
		{"whole", func(*board.Draft) {}, nil},
		{"nothing", func(d *board.Draft) { *d = board.Draft{} }, []string{"role required", "level required", "employment_type required",
			"working_hours required", "title required", "headline required", "description_text required", "language required", "package required",
			"workplace_addresses place", "salary.reason pay.reason", "application_details.url apply", "employer.name required",
			"application_deadline deadline.none"}},
		{"too long", func(d *board.Draft) {
			d.Ad.Title, d.Ad.Headline = strings.Repeat("å", 101), strings.Repeat("å", 121)
			d.Ad.Text.Plain = strings.Repeat("å", 20_001)
		}, []string{"title text.long", "headline text.long", "description_text text.long"}},
		{"as long as can be", func(d *board.Draft) {
			d.Ad.Title, d.Ad.Headline = strings.Repeat("å", 100), strings.Repeat("å", 120)
			d.Ad.Text.Plain = strings.Repeat("å", 20_000)
		}, nil},
		{"values that no list has", func(d *board.Draft) {
			d.Ad.Profile = board.Profile{Roles: []board.Role{"chef"}, Level: "x", Laws: []board.Law{"lag"}, Categories: []board.Category{"y"}}
			d.Ad.Terms.Requirements = []board.Requirement{"z"}
		}, []string{"role value", "level value", "law value", "category value", "requirements value"}},
		{"the same role twice", func(d *board.Draft) { d.Ad.Profile.Roles = []board.Role{"upphandlare", "upphandlare"} }, []string{"role twice"}},
		{"four roles", func(d *board.Draft) {
			d.Ad.Profile.Roles = []board.Role{"upphandlare", "inkopare", "inkopschef", "annan"}
		}, []string{"role too_many"}},
		{"a municipality that is not there", func(d *board.Draft) { d.Ad.Where.Places[0].Municipality = "9999" }, []string{"workplace_addresses.0.municipality municipality"}},
		{"the whole country", func(d *board.Draft) { d.Ad.Where = board.Where{Nationwide: true} }, nil},
		{"pay", func(d *board.Draft) { d.Ad.Salary = board.Salary{Min: 50_000, Max: 40_000, Currency: "SEK"} }, []string{"salary.max pay.order", "salary.period required"}},
		{"extent", func(d *board.Draft) { d.Ad.Terms.Scope = board.Scope{Min: 120, Max: 80} }, []string{"scope_of_work.min percent", "scope_of_work.max percent.order"}},
		{"start", func(d *board.Draft) {
			d.Ad.Terms.Start = board.Start{Date: day(60).Date, Term: "by_agreement"}
		}, []string{"start.date start.both"}},
		{"ways to apply that lead nowhere", func(d *board.Draft) { d.Ad.Apply = board.Apply{URL: "jobb.ekby.example", Email: "jobb@ekby"} },
			[]string{"application_details.url url", "application_details.email email"}},
		{"contacts", func(d *board.Draft) {
			d.Ad.Contacts = []board.Contact{{Name: "Anna Ekman", Telephone: "08-123 45 67"}, {Email: "anna", Telephone: "ring"}}
		}, []string{"application_contacts.1.name required", "application_contacts.1.email email", "application_contacts.1.telephone phone"}},
		{"a known employer", func(d *board.Draft) { d.Employer, d.EmployerID = board.NewEmployer{}, 7 }, nil},
		{"an agency without a name", func(d *board.Draft) { d.Ad.Agency.URL = "https://rekryt.example" }, []string{"agency.name required"}},
		{"yesterday", func(d *board.Draft) { d.Ad.Deadline = day(-1) }, []string{"application_deadline deadline.past"}},
		{"this morning", func(d *board.Draft) { d.Ad.Deadline = board.Deadline{Date: day(0).Date, Minute: 11 * 60} }, []string{"application_deadline deadline.past"}},
		{"today", func(d *board.Draft) { d.Ad.Deadline = day(0) }, nil},
		{"before its publication", func(d *board.Draft) { d.PublishAt = day(25).Date.Start() }, []string{"application_deadline deadline.early"}},
		{"published in fourteen months", func(d *board.Draft) { d.PublishAt, d.Ad.Deadline = day(425).Date.Start(), day(440) }, []string{"publication_date too_far"}},
		{"the package's last day", func(d *board.Draft) { d.Ad.Deadline = day(45) }, nil},
		{"a day too far", func(d *board.Draft) { d.Ad.Deadline = day(46) }, []string{"application_deadline deadline.far"}},
		{"as far from its publication", func(d *board.Draft) { d.PublishAt, d.Ad.Deadline = day(10).Date.At(360), day(55) }, nil},
		{"none", func(d *board.Draft) { d.Ad.Deadline = board.Deadline{} }, []string{"application_deadline deadline.none"}},
		{"applications assessed as they arrive", func(d *board.Draft) { d.Ad.Deadline, d.Ad.Continuous = board.Deadline{}, true }, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			if got := faultsOf(t, New().Orderable(order(s.change), 45, noon)); !slices.Equal(got, s.faults) {
				t.Errorf("%v, want %v", got, s.faults)
			}
		})
	}
}

func TestADeadlineThatIsTooFarSaysWhichIsNot(t *testing.T) {
	var invalid *board.Invalid
	err := New().Orderable(order(func(d *board.Draft) { d.Ad.Deadline = day(60) }), 45, noon)
	if !errors.As(err, &invalid) || invalid.Faults[0].Value != "45" || invalid.Faults[0].Allowed != "2027-01-06" {
		t.Errorf("%v", err)
	}
}

func TestPhonesAreReadAsPeopleWriteThem(t *testing.T) {
	good := []string{"08-123 45 67", "+46 8 123 45 67", "0701234567", "013-10 00 00 (vx)", "08-123 45 67 ankn. 12", "(08) 123 45 67", "08/1234567"}
	for _, s := range good {
		if !phone.MatchString(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{"ring växeln", "0", "08-12", "anna@ekby.example", "08-123 45 67 <script>", "112 112 112\n08"} {
		if phone.MatchString(s) {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestAddressesOfTheWeb(t *testing.T) {
	for s, want := range map[string]bool{
		"https://jobb.ekby.example/123": true, "http://ekby.example": true, "https://xn--brs-rla.example/å": true,
		"jobb.ekby.example": false, "ftp://ekby.example": false, "javascript:alert(1)": false, "https://localhost/": false,
		"https://jobb.ekby.example@evil.example/": false, "https://ekby.example/a b": false, "https://.": false, "": false,
	} {
		if isWeb(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestAnEditIsRefusedForWhatItMakesWrongAlone(t *testing.T) {
	imported := order(func(d *board.Draft) {
		d.Ad.Profile, d.Ad.Terms, d.Ad.Salary = board.Profile{}, board.Terms{}, board.Salary{}
	})
	mended := *imported
	mended.Ad.Headline = "Upphandlare till Ekby"
	if err := New().Changed(imported, 0, &mended, 0, noon); err != nil {
		t.Errorf("what it never said is asked of it: %v", err)
	}
	mended.Ad.Headline = ""
	if got := faultsOf(t, New().Changed(imported, 0, &mended, 0, noon)); !slices.Equal(got, []string{"headline required"}) {
		t.Errorf("%v", got)
	}
}
