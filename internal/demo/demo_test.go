package demo_test

import (
	"crypto/rand"
	"encoding/csv"
	"iter"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
	"ledigajobb/internal/validate"
)

// start is a morning on which a board is filled.
var start = time.Date(2026, 11, 23, 9, 30, 0, 0, board.Stockholm())

// jobs is every job of the board, with its employer.
func jobs(t testing.TB, now time.Time) []*board.Job {
	t.Helper()
	hirings, err := demo.Board(now)
	if err != nil {
		t.Fatal(err)
	}
	var all []*board.Job
	for _, h := range hirings {
		for _, j := range h.Jobs {
			j.Employer = h.Employer
			all = append(all, j)
		}
	}
	return all
}

func count(jobs []*board.Job, is func(*board.Job) bool) (n int) {
	for _, j := range jobs {
		if is(j) {
			n++
		}
	}
	return n
}

func TestEveryAdIsWhole(t *testing.T) {
	check := validate.New()
	for _, j := range jobs(t, start) {
		in := board.Incoming{Source: board.Source{Name: "demo", ID: string(j.ID)}, Ad: j.Ad, Employer: board.NewEmployer{Name: j.Employer.Name}}
		if err := check.Storable(&in); err != nil {
			t.Errorf("%s: %v", j.Ad.Headline, err)
		}
		ad := j.Ad
		lists := map[string]bool{
			"employment":  listed(board.EmploymentTypes(), ad.Terms.Employment),
			"hours":       listed(board.AllWorkingHours(), ad.Terms.Hours),
			"duration":    listed(board.Durations(), ad.Terms.Duration),
			"workplace":   listed(board.Workplaces(), ad.Where.Workplace),
			"language":    listed(board.Languages(), ad.Language),
			"level":       listed(board.Levels(), ad.Profile.Level),
			"roles":       listed(board.Roles(), ad.Profile.Roles...) && len(ad.Profile.Roles) <= board.MaxRoles,
			"laws":        listed(board.Laws(), ad.Profile.Laws...) && len(ad.Profile.Laws) <= board.MaxLaws,
			"categories":  len(ad.Profile.Categories) == 0 || listed(board.Categories(), ad.Profile.Categories...),
			"requirement": len(ad.Terms.Requirements) == 0 || listed(board.Requirements(), ad.Terms.Requirements...),
			"sector":      listed(board.Sectors(), j.Employer.Sector),
			"package":     listed(board.Packages(), j.Package),
			"pay":         ad.Salary.Stated() != (ad.Salary.Reason != "") && ad.Salary.Min <= ad.Salary.Max,
			"place":       ad.Where.Nationwide != (len(ad.Where.Places) > 0),
			"title":       ad.Title != "" && ad.Headline != "",
			"contact":     len(ad.Contacts) > 0 && len(j.Owners) > 0,
			"application": (ad.Apply.URL != "") != (ad.Apply.Email != ""),
			"length":      j.Run.Until.Before(j.Run.From.AddDate(0, 0, 62)),
		}
		for what, right := range lists {
			if !right {
				t.Errorf("%s: %s is wrong", ad.Headline, what)
			}
		}
	}
}

// listed says whether there is a value and all are in the list.
func listed[T comparable](list []T, values ...T) bool {
	for _, v := range values {
		if !slices.Contains(list, v) {
			return false
		}
	}
	return len(values) > 0
}

func TestEveryKindOfAdIsThere(t *testing.T) {
	all := jobs(t, start)
	tomorrow := board.DateOf(start).AddDays(1)
	live := func(is func(*board.Job) bool) int {
		return count(all, func(j *board.Job) bool { return j.VisibleAt(start) && is(j) })
	}
	status := func(s board.Status) int {
		return count(all, func(j *board.Job) bool { return j.Status(start) == s })
	}
	for _, kind := range []struct {
		name     string
		got, min int
	}{
		{"ads", len(all), 44},
		{"live", status(board.StatusLive), 34},
		{"in review", status(board.StatusInReview), 6},
		{"with a change that waits", live(func(j *board.Job) bool { return j.Revision != nil }), 1},
		{"scheduled", status(board.StatusScheduled), 1},
		{"paused", status(board.StatusPaused), 1},
		{"expired", status(board.StatusExpired), 2},
		{"filled", status(board.StatusFilled), 1},
		{"cancelled", status(board.StatusCancelled), 1},
		{"withdrawn", status(board.StatusWithdrawn), 1},
		{"two places", live(func(j *board.Job) bool { return len(j.Ad.Where.Places) == 2 }), 3},
		{"two roles", live(func(j *board.Job) bool { return len(j.Ad.Profile.Roles) == 2 }), 3},
		{"a department", live(func(j *board.Job) bool { return j.Ad.Department != "" }), 10},
		{"a legal name of its own", live(func(j *board.Job) bool { return j.Employer.LegalName != "" }), 2},
		{"publicly owned companies", live(func(j *board.Job) bool { return strings.HasSuffix(string(j.Employer.Sector), "_company") }), 5},
		{"English", live(func(j *board.Job) bool { return j.Ad.Language == board.English }), 3},
		{"an agency", live(func(j *board.Job) bool { return j.Ad.Agency.Name != "" }), 1},
		{"a law firm", live(func(j *board.Job) bool { return j.Employer.Sector == "law_firm" }), 1},
		{"students", live(func(j *board.Job) bool { return j.Ad.Profile.Level == board.LevelStudent }), 3},
		{"trainee", live(func(j *board.Job) bool { return j.Ad.Profile.Level == board.LevelTrainee }), 1},
		{"internship", live(func(j *board.Job) bool { return j.Ad.Terms.Employment == board.Internship }), 1},
		{"thesis", live(func(j *board.Job) bool { return j.Ad.Terms.Employment == board.Thesis }), 1},
		{"interim", live(func(j *board.Job) bool { return j.Ad.Terms.Employment == "assignment" }), 1},
		{"nationwide", live(func(j *board.Job) bool { return j.Ad.Where.Nationwide && j.Ad.Where.Workplace == board.Remote }), 2},
		{"by the hour", live(func(j *board.Job) bool { return j.Ad.Salary.Period == board.PerHour }), 2},
		{"by the year", live(func(j *board.Job) bool { return j.Ad.Salary.Period == board.PerYear }), 1},
		{"pay stated", live(func(j *board.Job) bool { return j.Ad.Salary.Stated() }), 15},
		{"individual pay", live(func(j *board.Job) bool { return j.Ad.Salary.Reason == board.PayIndividual }), 4},
		{"continuous selection", live((*board.Job).Continuous), 3},
		{"no deadline", live(func(j *board.Job) bool { return j.Ad.Deadline.IsZero() }), 3},
		{"a time of day", live(func(j *board.Job) bool { return j.Ad.Deadline.Minute > 0 }), 2},
		{"extended", live(func(j *board.Job) bool { return !j.Extension.From.IsZero() }), 1},
		{"re-advertised", live(func(j *board.Job) bool { return j.Readvertise.Of != "" }), 1},
		{"featured", live(func(j *board.Job) bool { return j.FeaturedAt(start) }), 5},
		{"the editors' pick", live(func(j *board.Job) bool { return j.Promotion.EditorsPick }), 1},
		{"security vetting", live(func(j *board.Job) bool { return slices.Contains(j.Ad.Terms.Requirements, "security_class") }), 2},
		{"ending today", live(func(j *board.Job) bool { return j.Ad.Deadline.Date == board.DateOf(start) }), 2},
		{"ending tomorrow", live(func(j *board.Job) bool { return j.Ad.Deadline.Date == tomorrow }), 2},
	} {
		if kind.got < kind.min {
			t.Errorf("%s: %d, want %d", kind.name, kind.got, kind.min)
		}
	}
}

func TestARepeatedAdPointsToTheOneItRepeats(t *testing.T) {
	all := jobs(t, start)
	for _, j := range all {
		of := count(all, func(old *board.Job) bool {
			return old.ID == j.Readvertise.Of && old.Status(start) == board.StatusExpired
		})
		if j.Readvertise.Of != "" && of != 1 {
			t.Errorf("%s repeats nothing that has ended", j.Ad.Headline)
		}
	}
}

func TestTextsAreLongEnoughAndEachItsOwn(t *testing.T) {
	word, end := regexp.MustCompile(`[\pL\pN]+`), regexp.MustCompile(`[.!?:]\s+|\n+`)
	said := map[string]string{}
	for _, j := range jobs(t, start) {
		plain := j.Ad.Text.Plain
		if n := len(word.FindAllString(plain, -1)); n < 120 || n > 350 {
			t.Errorf("%s: %d words", j.Ad.Headline, n)
		}
		if !strings.Contains(j.Ad.Text.HTML, "<h3>") || !strings.Contains(j.Ad.Text.HTML, "<p>") {
			t.Errorf("%s is one block", j.Ad.Headline)
		}
		for _, sentence := range end.Split(plain, -1) {
			if words := word.FindAllString(strings.ToLower(sentence), -1); len(words) >= 4 {
				key := strings.Join(words, " ")
				if other := said[key]; other != "" {
					t.Errorf("%q stands in %s and in %s", sentence, other, j.Ad.Headline)
				}
				said[key] = j.Ad.Headline
			}
		}
	}
}

func TestNothingIsAnybodys(t *testing.T) {
	hirings, err := demo.Board(start)
	if err != nil {
		t.Fatal(err)
	}
	if len(hirings) < 18 {
		t.Errorf("%d employers", len(hirings))
	}
	real := map[string]bool{}
	for _, b := range reference.Bodies() {
		real[strings.ToLower(b.Name)], real[strings.ToLower(b.LegalName)], real[b.OrgNr.Digits()] = true, true, true
	}
	for _, r := range publicBodies(t) {
		real[r[0]], real[strings.ToLower(r[1])] = true, true
	}
	for _, h := range hirings {
		e := h.Employer
		if real[strings.ToLower(e.Name)] || real[strings.ToLower(e.LegalName)] || real[e.OrgNr.Digits()] && !e.OrgNr.IsZero() {
			t.Errorf("%s is real", e.Name)
		}
		if e.Sector != e.OrgNr.SuggestedSector() && !e.OrgNr.IsZero() {
			t.Errorf("%s is no %s by its number", e.Name, e.Sector)
		}
		if len(h.Jobs) == 0 {
			t.Errorf("%s has no ads", e.Name)
		}
	}
	for _, j := range jobs(t, start) {
		for _, c := range slices.Concat(j.Ad.Contacts, j.Ad.UnionContacts) {
			if !fictional.MatchString(c.Telephone) || !strings.HasSuffix(c.Email, ".example.se") || strings.Count(c.Name, " ") < 1 {
				t.Errorf("%s: %+v", j.Ad.Headline, c)
			}
		}
		if to := j.Ad.Apply; !strings.HasSuffix(to.Email, ".example.se") && !strings.Contains(to.URL, ".example.se/") {
			t.Errorf("%s: %+v", j.Ad.Headline, to)
		}
		if strings.Contains(j.Ad.Text.HTML, "href") {
			t.Errorf("%s leads somewhere", j.Ad.Headline)
		}
	}
}

// fictional is the telephone numbers that the Swedish Post and Telecom Authority keeps free for books and films.
var fictional = regexp.MustCompile(`^(031-390 06 \d\d|040-628 04 \d\d|08-465 004 \d\d|0980-319 2\d\d|070-174 06 (0[5-9]|[1-9]\d))$`)

// publicBodies is the list of public bodies beside the project. Where it is missing, the shorter one in it must do.
func publicBodies(t *testing.T) [][]string {
	file, err := os.Open("../../../shared/data/public-bodies.csv")
	if err != nil {
		t.Log("the list of public bodies is not beside the project: compared with our own alone")
		return nil
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestABoardIsFullOnWhateverDayItIsFilled(t *testing.T) {
	edges := []time.Time{
		time.Date(2027, 3, 27, 0, 0, 0, 0, board.Stockholm()), time.Date(2027, 3, 28, 2, 59, 0, 0, board.Stockholm()),
		time.Date(2027, 10, 30, 23, 59, 59, 0, board.Stockholm()), time.Date(2027, 10, 31, 2, 30, 0, 0, board.Stockholm()),
		time.Date(2026, 12, 31, 23, 59, 59, 0, board.Stockholm()), time.Date(2027, 1, 1, 0, 0, 0, 0, board.Stockholm()),
		time.Date(2028, 2, 29, 12, 0, 0, 0, board.Stockholm()),
	}
	for _, now := range edges {
		full(t, now)
	}
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(0, 3*366*24*60).Draw(t, "minutes")
		full(t, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(minutes)*time.Minute))
	})
}

// full holds the board of a first start to what it must show then and for a day and a night.
func full(t rapid.TB, now time.Time) {
	hirings, err := demo.Board(now)
	if err != nil {
		t.Fatalf("at %v: %v", now, err)
	}
	var all []*board.Job
	for _, h := range hirings {
		all = append(all, h.Jobs...)
	}
	for hours := range 25 {
		at := now.Add(time.Duration(hours) * time.Hour)
		live := count(all, func(j *board.Job) bool { return j.VisibleAt(at) })
		if live < 30 || hours == 0 && live < 34 {
			t.Fatalf("at %v, filled at %v: %d live", at, now, live)
		}
	}
	for _, j := range all {
		if j.UpdatedAt.After(now) || j.CreatedAt.After(j.UpdatedAt) || j.Decision.At.After(now) || j.Ending.At.After(now) {
			t.Fatalf("%s has a past in the future of %v", j.Ad.Headline, now)
		}
	}
}

func TestAStoreIsFilledOnce(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		now := start
		d := desk.New(desk.Config{Store: s, Random: rand.Reader, Now: func() time.Time { return now }})
		if err := demo.Fill(t.Context(), d, now); err != nil {
			t.Fatal(err)
		}
		first, at := snapshot(t, s, now)
		if want := count(jobs(t, now), func(j *board.Job) bool { return j.State == board.StatusLive && j.Run.Until.After(now) }); len(first) != want {
			t.Errorf("%d jobs, want %d", len(first), want)
		}
		now = now.AddDate(0, 0, 3)
		if err := demo.Fill(t.Context(), d, now); err != nil {
			t.Fatal(err)
		}
		again, then := snapshot(t, s, start)
		if then != at || !slices.Equal(slices.Sorted(maps.Keys(again)), slices.Sorted(maps.Keys(first))) {
			t.Errorf("the second start wrote from %v to %v", at, then)
		}
		waiting, err := s.JobsInState(t.Context(), board.StatusInReview)
		if err != nil || len(waiting) != 6 {
			t.Errorf("%d wait for an editor, %v", len(waiting), err)
		}
		for _, j := range waiting {
			orders, err := s.OrdersOfJob(t.Context(), j.ID)
			if err != nil || len(orders) > 1 || len(orders) == 0 && j.Employer.OrgNr.PublicBody() {
				t.Errorf("%s has %d orders, %v", j.Ad.Headline, len(orders), err)
			}
		}
	})
}

// snapshot is the live jobs of the store, and how far its log is. Every logo in it must be there.
func snapshot(t *testing.T, s *store.Store, now time.Time) (map[board.ID]*board.Job, board.Position) {
	t.Helper()
	byID, logos, at := map[board.ID]*board.Job{}, map[string]bool{}, board.Position{}
	err := s.Snapshot(t.Context(), now, 1, func(pos board.Position, parts []iter.Seq2[*board.Job, error]) error {
		at = pos
		for j, err := range parts[0] {
			if err != nil {
				return err
			}
			byID[j.ID] = j
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range byID {
		if key := j.Employer.Logo; key != "" {
			logos[key] = true
			if p, err := s.Picture(t.Context(), key); err != nil || p.Width != 400 || p.Height != 160 {
				t.Errorf("logo of %s: %d×%d, %v", j.Employer.Name, p.Width, p.Height, err)
			}
		}
	}
	if len(logos) < 10 {
		t.Errorf("%d logos", len(logos))
	}
	return byID, at
}
