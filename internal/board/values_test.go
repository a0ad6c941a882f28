package board

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOrganisationNumbers(t *testing.T) {
	for _, s := range []struct {
		in, out string
		sector  Sector
	}{
		{"212000-0142", "212000-0142", SectorMunicipality},
		{"2120001355", "212000-1355", SectorMunicipality},
		{"SE212000112401", "212000-1124", SectorMunicipality},
		{"162321000016", "232100-0016", SectorRegion},
		{" 202100 0076 ", "202100-0076", SectorState},
		{"559000-0005", "559000-0005", SectorPrivate},
	} {
		nr, err := ParseOrgNr(s.in)
		if err != nil || nr.String() != s.out || nr.SuggestedSector() != s.sector || nr.Public() == "" {
			t.Errorf("%q: %s %s %v", s.in, nr, nr.SuggestedSector(), err)
		}
	}
	for in, code := range map[string]string{
		"212000-1125": "orgnr.checksum", "": "orgnr.format", "21200014": "orgnr.format", "21200001a2": "orgnr.format",
		"99212000-0142": "orgnr.format", "２１２００００１４２": "orgnr.format",
	} {
		_, err := ParseOrgNr(in)
		if invalid, ok := err.(*Invalid); !ok || invalid.Faults[0].Code != code {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestASoleTradersNumberIsNeverShown(t *testing.T) {
	nr, err := ParseOrgNr("19811218-9876")
	if err != nil || !nr.Personal() {
		t.Fatal(nr, err)
	}
	for _, shown := range []string{nr.String(), nr.Public(), fmt.Sprint(nr), fmt.Sprintf("%v %s", nr, nr), nr.LogValue().String(),
		string(nr.SuggestedSector())} {
		if strings.Contains(shown, "8112") {
			t.Errorf("%q shows the number", shown)
		}
	}
}

func TestAnyWrongDigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte("2120000142")
		i := rapid.IntRange(0, 9).Draw(t, "place")
		digits[i] = '0' + (digits[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "more")))%10
		if nr, err := ParseOrgNr(string(digits)); err == nil {
			t.Fatalf("%s was read", nr)
		}
	})
}

func TestSlugs(t *testing.T) {
	for in, want := range map[string]string{
		"Upphandlare till Ängelholms kommun": "upphandlare-till-angelholms-kommun", "IT-upphandlare, SKR:s": "it-upphandlare-skr-s",
		"  Håbo  kommun ": "habo-kommun", "Café Zoé & Søn": "cafe-zoe-son", "???": "", "": "",
		strings.Repeat("upphandlare ", 20): "upphandlare-upphandlare-upphandlare-upphandlare-upphandlare-upphandlare",
		strings.Repeat("x", 200):           strings.Repeat("x", MaxSlug),
	} {
		if got := Slugify(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	var got []string
	for slug := range SlugCandidates("Håbo kommun", "uppsala-lan") {
		if got = append(got, slug); len(got) == 4 {
			break
		}
	}
	if !slices.Equal(got, []string{"habo-kommun", "habo-kommun-uppsala-lan", "habo-kommun-2", "habo-kommun-3"}) {
		t.Error(got)
	}
}

func FuzzSlugify(f *testing.F) {
	f.Add("Ä b")
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slugify(s)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(slug) > MaxSlug ||
			strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") || Slugify(slug) != slug {
			t.Errorf("%q became %q", s, slug)
		}
	})
}

func TestIDs(t *testing.T) {
	id := NewID([IDLength]byte{0, 1, 31, 32, 255, 6, 7, 8, 9, 10})
	if back, err := ParseID(string(id)); err != nil || back != id {
		t.Fatal(id, back, err)
	}
	for _, wrong := range []string{"", "012345678", "01234567890", "012345678U", "012345678ä", "../../etc/"} {
		if _, err := ParseID(wrong); err == nil {
			t.Errorf("%q is an id", wrong)
		}
	}
}

func TestWhereAJobIsFound(t *testing.T) {
	j := &Job{Employer: Employer{Slug: "region-gotland", OrgNr: OrgNr{gotland}, Sector: SectorMunicipality},
		Ad: Ad{Profile: Profile{Roles: []Role{"upphandlare", "inkopare", "upphandlare"}}, Salary: Salary{Min: 40000},
			Terms: Terms{Hours: FullOrPartTime}, Where: Where{Places: []Place{
				{Municipality: "0180", Region: "01"}, {Municipality: "0184", Region: "01"}, {Region: "03"}}}}}
	want := map[Facet]string{FacetRole: "[upphandlare inkopare]", FacetRegion: "[01 03]", FacetMunicipality: "[0180 0184]",
		FacetEmployer: "[region-gotland]", FacetSector: "[municipality region]", FacetPay: "[stated]",
		FacetWorkingHours: "[full_time part_time full_or_part_time]", FacetLevel: "[]"}
	for f, values := range want {
		if got := fmt.Sprint(j.Values(f)); got != values {
			t.Errorf("%s: %s", f, got)
		}
	}
	j.Ad.Where.Nationwide = true
	if len(j.Values(FacetRegion))+len(j.Values(FacetMunicipality)) != 0 {
		t.Error("an ad for the whole country is found under a county")
	}
}

func TestCanonicalQueries(t *testing.T) {
	midnight := Date{2026, 11, 30}.Start()
	for _, s := range []struct {
		q    Query
		want string
	}{
		{Query{Limit: 20}, ""},
		{Query{Limit: 20, Sort: SortPublished}, ""},
		{Query{Limit: 20, Sort: SortRelevance}, ""},
		{Query{Limit: 20, Sort: SortDeadline}, "sort=deadline"},
		{Query{Limit: 20, Text: "x", Sort: SortRelevance}, "q=x"},
		{Query{Limit: 20, Text: "x", Sort: SortPublished}, "q=x&sort=published"},
		{Query{Limit: 5, Offset: 10, Filters: map[Facet][]string{FacetRole: {"b", "a", "b"}}}, "limit=5&offset=10&role=a&role=b"},
		{Query{Limit: 20, DeadlineBefore: midnight, PublishedAfter: midnight.Add(time.Hour)},
			"deadline_before=2026-11-30&published_after=2026-11-30T01%3A00%3A00%2B01%3A00"},
	} {
		if got := s.q.Values().Encode(); got != s.want {
			t.Errorf("%+v: %s", s.q, got)
		}
	}
}

func TestAnImportedAd(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	in := Incoming{Source: Source{Name: "jobtech", ID: "1"}, Ad: Ad{Headline: "Upphandlare"}, Published: now.AddDate(0, 0, -10)}
	job := in.Job("0123456789", Employer{}, 60, now)
	if err := job.PublishImported(in.Published, now); err != nil || job.Status(now) != StatusLive || job.Continuous() != true {
		t.Fatal(job.Status(now), err)
	}
	past := in
	past.Ad.Deadline = Deadline{Date: DateOf(now).AddDays(-1)}
	job.Ad.Profile.Roles = []Role{"upphandlare"}
	job.Reimport(past, 60, now)
	if job.Status(now) != StatusExpired || len(job.Ad.Profile.Roles) != 1 || !job.Run.From.Equal(in.Published) {
		t.Error("a changed deadline, or an editor's role, did not hold", job.Status(now))
	}
	in.Redate(60, now)
	if d := in.Ad.Deadline.Date; d != (Date{2027, 1, 21}) || !in.Published.Equal(now) {
		t.Error(d)
	}
}
