package apiv1_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the examples anew")

// keep is for how long the tests' service keeps an ended ad.
const keep = 180 * 24 * time.Hour

// service is an API on a real database and index, with a clock that the test moves.
type service struct {
	testing.TB
	store   *store.Store
	index   *search.Index
	base    string // its public address
	handler *echo.Echo
	now     time.Time
	tick    chan time.Time // the streams' heartbeat
	done    chan struct{}  // closed: the server is about to end
}

// newService starts at noon of a Thursday in winter.
func newService(t testing.TB) *service {
	return serviceAt(t, "https://jobb.example.se")
}

func serviceAt(t testing.TB, baseURL string) *service {
	t.Helper()
	s := &service{
		TB: t, store: storetest.New(t), index: search.New(), base: baseURL, now: at("2026-11-12 12:00"),
		tick: make(chan time.Time), done: make(chan struct{}),
	}
	s.handler = s.fresh()
	s.follow()
	return s
}

// fresh is an API that has not kept anything yet.
func (s *service) fresh() *echo.Echo {
	s.Helper()
	links, err := link.New(s.base)
	if err != nil {
		s.Fatal(err)
	}
	handler := echo.New()
	api := apiv1.New(apiv1.Config{
		Index: s.index, Store: s.store, Links: links, Answers: kept.New(10<<20, "test"), Keep: keep, Done: s.done,
		Now:    func() time.Time { return s.now },
		Ticker: func(time.Duration) (<-chan time.Time, func()) { return s.tick, func() {} },
	})
	handler.HTTPErrorHandler = func(err error, c echo.Context) {
		if err := api.Problem(c, err); err != nil {
			s.Error(err)
		}
	}
	api.Register(handler.Group(links.BasePath() + "/api/v1"))
	return handler
}

// at is a time as Sweden's clocks show it.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", (clock + ":00")[:len("2006-01-02 15:04:05")], board.Stockholm())
	if err != nil {
		panic(err)
	}
	return t
}

// write changes the database, and the index after it.
func (s *service) write(change func(ctx context.Context, tx *store.Tx) error) {
	s.Helper()
	err := s.store.Write(s.Context(), func(tx *store.Tx) error { return change(s.Context(), tx) })
	if err != nil {
		s.Fatal(err)
	}
	s.follow()
}

// follow brings the index to the end of the change log.
func (s *service) follow() {
	s.Helper()
	if err := s.store.Snapshot(s.Context(), s.now, 1, s.index.LoadParts); err != nil {
		s.Fatal(err)
	}
}

// hire makes an employer.
func (s *service) hire(e board.Employer) board.Employer {
	s.Helper()
	s.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertEmployer(ctx, &e, board.EmployerKey(e.OrgNr, "test", e.Name), "")
	})
	return e
}

// insert puts jobs into the database as they are, and says so in the change log.
func (s *service) insert(jobs ...*board.Job) {
	s.Helper()
	s.write(func(ctx context.Context, tx *store.Tx) error {
		for _, j := range jobs {
			tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: s.now})
		}
		return tx.InsertJobs(ctx, jobs)
	})
}

// change loads a job, moves it and saves it.
func (s *service) change(id board.ID, move func(j *board.Job) error) {
	s.Helper()
	s.write(func(ctx context.Context, tx *store.Tx) error {
		j, err := tx.Job(ctx, id)
		if err != nil {
			return err
		}
		if err := move(j); err != nil {
			return err
		}
		tx.Append(board.Change{Kind: board.ChangeJob, Job: id, At: s.now})
		return tx.SaveJob(ctx, j)
	})
}

// published is a live job with the minimum, published now, to be changed before it is inserted.
func (s *service) published(id board.ID, headline string, days int) *board.Job {
	s.Helper()
	j := s.waiting(id, headline, days)
	if err := j.Approve("redaktor@example.se", s.now, s.now); err != nil {
		s.Fatal(err)
	}
	return j
}

// waiting is a job in review.
func (s *service) waiting(id board.ID, headline string, days int) *board.Job {
	ad := board.Ad{Title: headline, Headline: headline, Deadline: board.Deadline{Date: board.DateOf(s.now).AddDays(days)}}
	return &board.Job{ID: id, State: board.StatusInReview, Ad: ad, CreatedAt: s.now, UpdatedAt: s.now}
}

// answer is what came back.
type answer struct {
	testing.TB
	status int
	header http.Header
	body   []byte
}

// get asks by GET, with headers as name and value in turn, and holds the answer to the document.
func (s *service) get(path string, headers ...string) answer {
	s.Helper()
	return s.ask(http.MethodGet, path, headers...)
}

func (s *service) ask(method, path string, headers ...string) answer {
	s.Helper()
	r := httptest.NewRequestWithContext(s.Context(), method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	a := answer{s.TB, w.Code, w.Header(), w.Body.Bytes()}
	validate(s.TB, r, a)
	if got := a.header.Get("Access-Control-Allow-Origin"); got != "*" {
		s.Errorf("%s %s: CORS %q", method, path, got)
	}
	return a
}

// expect holds the status.
func (a answer) expect(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, not %d: %.400s", a.status, status, a.body)
	}
	return a
}

// at is the value at a path of names and numbers, nil when there is none.
func (a answer) at(path ...any) any {
	a.Helper()
	var value any
	if err := json.Unmarshal(a.body, &value); err != nil {
		a.Fatalf("%v in %.400s", err, a.body)
	}
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[step]
		case int:
			list, _ := value.([]any)
			if step >= len(list) {
				return nil
			}
			value = list[step]
		}
	}
	return value
}

// is holds a value at a path.
func (a answer) is(want any, path ...any) answer {
	a.Helper()
	if n, ok := want.(int); ok {
		want = float64(n)
	}
	if got := a.at(path...); got != want {
		a.Errorf("%v is %v, not %v", path, got, want)
	}
	return a
}

// ids is those of the jobs in data.
func (a answer) ids() string {
	a.Helper()
	var ids []string
	data, _ := a.at("data").([]any)
	for i := range data {
		id, _ := a.at("data", i, "id").(string)
		ids = append(ids, id)
	}
	return strings.Join(ids, " ")
}

// without holds that the answer does not hold a text anywhere.
func (a answer) without(texts ...string) answer {
	a.Helper()
	for _, text := range texts {
		if bytes.Contains(a.body, []byte(text)) {
			a.Errorf("%q is in the answer: %.400s", text, a.body)
		}
	}
	return a
}

func indented(t *testing.T, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func closed(t *testing.T, c io.Closer) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// rename gives an employer another slug.
func (s *service) rename(e board.Employer, slug string) {
	s.Helper()
	e.Slug = slug
	s.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveEmployer(ctx, &e) })
}
