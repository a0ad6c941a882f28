package apiv1_test

import (
	"net/http"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

const one = "aaaaaaaaaa"

// asked is a job that answers everything.
func (s *service) asked() *board.Job {
	job := s.published(one, "Upphandlare till Ekby kommun", 18)
	job.Ad.Text = board.Text{HTML: "<p>Vi söker dig.</p>", Plain: "Vi söker dig."}
	job.Ad.Apply = board.Apply{URL: "https://jobb.example.com/123", Reference: "17/26"}
	job.Ad.Contacts = []board.Contact{{Name: "Alma Exempel", Email: "alma@example.com"}}
	job.Ad.UnionContacts = []board.Contact{{Name: "Bo Exempel", Telephone: "08-123 45 67"}}
	job.Owners = []string{"agare@example.com"}
	return job
}

// Each situation that an ad can be in, and what its address answers.
func TestOneAd(t *testing.T) {
	move := func(err func(j *board.Job, now time.Time) error) func(s *service) {
		return func(s *service) { s.change(one, func(j *board.Job) error { return err(j, s.now) }) }
	}
	for name, test := range map[string]struct {
		happens func(s *service)
		status  int
		is      string
	}{
		"live":                     {func(s *service) {}, http.StatusOK, "live"},
		"its time over":            {func(s *service) { s.now = at("2026-12-01 00:00") }, http.StatusOK, "expired"},
		"filled":                   {move(func(j *board.Job, now time.Time) error { return j.End(board.EndFilled, now) }), http.StatusOK, "filled"},
		"cancelled":                {move(func(j *board.Job, now time.Time) error { return j.End(board.EndCancelled, now) }), http.StatusOK, "cancelled"},
		"enough applied":           {move(func(j *board.Job, now time.Time) error { return j.End(board.EndEnoughApplicants, now) }), http.StatusOK, "expired"},
		"withdrawn":                {move(func(j *board.Job, now time.Time) error { return j.Withdraw(board.EndNotOurs, "", now) }), http.StatusGone, ""},
		"paused":                   {move(func(j *board.Job, now time.Time) error { return j.Pause("", now) }), http.StatusNotFound, ""},
		"kept long enough, nearly": {func(s *service) { s.now = at("2026-12-01 00:00").Add(keep - time.Millisecond) }, http.StatusOK, "expired"},
		"kept long enough":         {func(s *service) { s.now = at("2026-12-01 00:00").Add(keep) }, http.StatusGone, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.insert(s.asked())
			s.get("/api/v1/jobs/"+one).expect(http.StatusOK).is("Alma Exempel", "data", "application_contacts", 0, "name")
			test.happens(s)
			a := s.get("/api/v1/jobs/" + one).expect(test.status).without("agare@example.com")
			switch {
			case test.status != http.StatusOK:
				a.without("Ekby", "Vi söker dig", "Alma", "Bo Exempel")
			case test.is != "live":
				a.is("Vi söker dig.", "data", "description_text").is(test.is, "data", "status").
					without("Alma", "Bo Exempel", "jobb.example.com/123", "17/26")
			}
		})
	}
}

func TestADuplicateLeadsToTheOther(t *testing.T) {
	s := newService(t)
	s.insert(s.asked(), s.published("bbbbbbbbbb", "Upphandlare", 9))
	s.change("bbbbbbbbbb", func(j *board.Job) error { return j.Withdraw("duplicate", one, s.now) })
	moved := s.get("/api/v1/jobs/bbbbbbbbbb").expect(http.StatusMovedPermanently)
	if got := moved.header.Get("Location"); got != "https://jobb.example.se/api/v1/jobs/"+one {
		t.Errorf("it leads to %s", got)
	}
}

func TestNobodySeesAnAdBeforeItsTime(t *testing.T) {
	s := newService(t)
	inReview, scheduled := s.waiting("bbbbbbbbbb", "Inköpare", 10), s.waiting("cccccccccc", "Inköpare", 10)
	if err := scheduled.Approve("redaktor@example.se", at("2026-11-13 06:00"), s.now); err != nil {
		t.Fatal(err)
	}
	s.insert(inReview, scheduled)
	s.get("/api/v1/jobs/bbbbbbbbbb").expect(http.StatusNotFound)
	s.get("/api/v1/jobs/cccccccccc").expect(http.StatusNotFound)
	s.get("/api/v1/jobs").is(0, "meta", "total")
	s.now = at("2026-11-13 06:00")
	s.get("/api/v1/jobs/cccccccccc").expect(http.StatusOK)
	s.get("/api/v1/jobs").is(1, "meta", "total")
}

// An ad leaves at the end of its last day, by the clock alone: list, page, sidebar, and what browsers and caches hold.
func TestADeadlinePasses(t *testing.T) {
	for name, test := range map[string]struct{ published, last, next string }{
		"a winter's day":          {"2026-11-12 12:00", "2026-11-30", "2026-12-01"},
		"when summer time begins": {"2027-03-20 12:00", "2027-03-28", "2027-03-29"},
		"when summer time ends":   {"2026-10-10 12:00", "2026-10-25", "2026-10-26"},
		"New Year's Eve":          {"2026-12-20 12:00", "2026-12-31", "2027-01-01"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newService(t)
			s.now = at(test.published)
			job := s.asked()
			job.Ad.Deadline = mustDeadline(t, test.last)
			job.Run = board.NewRun(s.now, job.Ad.Deadline, 0)
			s.insert(job)

			addresses := []string{"/api/v1/jobs", "/api/v1/jobs/" + one, "/api/v1/widget"}
			s.now = at(test.last + " 23:59:59")
			tags := map[string]string{}
			for _, address := range addresses {
				a := s.get(address).expect(http.StatusOK)
				tags[address] = a.header.Get("ETag")
				if got := a.header.Get("Cache-Control"); got != "public, max-age=1, stale-while-revalidate=0, stale-if-error=86400" {
					t.Errorf("%s may be kept: %s", address, got)
				}
				s.get(address, "If-None-Match", tags[address]).expect(http.StatusNotModified)
			}
			s.get("/api/v1/jobs").is(1, "meta", "total")
			s.now = at(test.next + " 00:00:00")
			for _, address := range addresses {
				s.get(address, "If-None-Match", tags[address]).expect(http.StatusOK)
			}
			s.get("/api/v1/jobs").is(0, "meta", "total")
			s.get("/api/v1/widget").is(nil, "data", 0)
			s.get("/api/v1/jobs/"+one).is("expired", "data", "status").is(nil, "data", "application_details").
				is(job.Ad.Deadline.LastSecond().Format(time.RFC3339), "data", "application_deadline")
		})
	}
}

func mustDeadline(t *testing.T, s string) board.Deadline {
	t.Helper()
	d, err := board.ParseDeadline(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEmployers(t *testing.T) {
	s := newService(t)
	ekby := s.hire(board.Employer{Name: "Ekby kommun", Sector: board.SectorMunicipality, Verified: true})
	oby := s.hire(board.Employer{Name: "Åby kommun"})
	s.hire(board.Employer{Name: "Idel Stiftelse"})
	for i, e := range []board.Employer{ekby, ekby, oby} {
		job := s.published(board.ID("aaaaaaaaa"+string(rune('a'+i))), "Inköpare", 5)
		job.Employer = e
		s.insert(job)
	}
	s.get("/api/v1/employers").expect(http.StatusOK).is(2, "meta", "total").
		is("Ekby kommun", "data", 0, "name").is(2, "data", 0, "count").is("Kommun", "data", 0, "sector", "label").
		is("Åby kommun", "data", 1, "name").is(nil, "data", 1, "sector")
	s.get("/api/v1/employers?limit=1").is(nil, "data", 1).
		is("https://jobb.example.se/api/v1/employers?limit=1&offset=1", "links", "next")
	s.get("/api/v1/employers?limit=%2B0000000001&offset=00").
		is("https://jobb.example.se/api/v1/employers?limit=1", "links", "self")
	s.get("/api/v1/employers?offset=2").expect(http.StatusOK).is(nil, "data", 0)

	s.get("/api/v1/employers/ekby-kommun").expect(http.StatusOK).is(2, "data", "count").is(true, "data", "verified")
	s.get("/api/v1/employers/idel-stiftelse").expect(http.StatusOK).is(0, "data", "count")
	s.get("/api/v1/employers/ingen-alls").expect(http.StatusNotFound)
	s.rename(ekby, "ekby-stad")
	moved := s.get("/api/v1/employers/ekby-kommun?lang=en").expect(http.StatusMovedPermanently)
	if got := moved.header.Get("Location"); got != "https://jobb.example.se/api/v1/employers/ekby-stad?lang=en" {
		t.Errorf("it leads to %s", got)
	}
}

// A sole trader's organisation number is the owner's personal identity number.
func TestAPersonalNumberIsNeverShownOrFound(t *testing.T) {
	s := newService(t)
	number, err := board.ParseOrgNr("811218-9876") // an example number of the Swedish Tax Agency
	if err != nil {
		t.Fatal(err)
	}
	job := s.asked()
	job.Employer = s.hire(board.Employer{Name: "Exempels inköpshjälp", OrgNr: number})
	s.insert(job)
	for _, address := range []string{"/jobs", "/jobs/" + one, "/employers", "/employers/exempels-inkopshjalp", "/changes"} {
		s.get("/api/v1"+address).expect(http.StatusOK).without("8112189876", "811218")
	}
	s.get("/api/v1/jobs?employer=8112189876").expect(http.StatusBadRequest)
	s.get("/api/v1/employers/8112189876").expect(http.StatusNotFound)
}

// A public address with a path: all routes and links lie under it.
func TestABaseAddressWithAPath(t *testing.T) {
	s := serviceAt(t, "https://site.example/jobb")
	s.insert(s.asked())
	s.get("/jobb/api/v1/jobs").expect(http.StatusOK).
		is("https://site.example/jobb/api/v1/jobs", "links", "self").
		is("https://site.example/jobb/lediga-jobb/upphandlare-till-ekby-kommun-aaaaaaaaaa", "data", 0, "url")
}
