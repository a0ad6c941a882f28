package worker

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/fetch"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// A recruiter is a real server where ads lead on to apply.
type recruiter struct {
	*httptest.Server

	mu     sync.Mutex
	status map[string]int // by path; 0 is 200
	asked  []string
	now    int // how many ask at the same time
	most   int
}

func newRecruiter(t *testing.T) *recruiter {
	r := &recruiter{status: map[string]int{}}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.mu.Lock()
		r.now++
		r.most = max(r.most, r.now)
		r.asked = append(r.asked, q.Method+" "+q.URL.Path)
		status := r.status[q.URL.Path]
		r.mu.Unlock()
		if status != 0 {
			w.WriteHeader(status)
		}
		r.mu.Lock()
		r.now--
		r.mu.Unlock()
	}))
	t.Cleanup(r.Close)
	return r
}

// answers sets what a path is answered from now on.
func (r *recruiter) answers(path string, status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status[path] = status
}

// questions is what was asked since the last time, in alphabetical order.
func (r *recruiter) questions() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	asked := r.asked
	r.asked = nil
	slices.Sort(asked)
	return strings.Join(asked, ", ")
}

// A linking is a board with ads that lead to a recruiter's server, and a clock that only the test moves.
type linking struct {
	*following
	*Links
	site *recruiter
}

func newLinking(t *testing.T, s *store.Store) *linking {
	l := &linking{following: newFollowing(t, s), site: newRecruiter(t)}
	l.Links = l.process("one")
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveEditor(ctx, board.Editor{ID: "e000000001", Email: "anna@journal.example", Role: board.DeskEditor, CreatedAt: l.now})
	})
	l.clock("2026-11-23 12:00:00")
	return l
}

// process is one of several on the database.
func (l *linking) process(name string) *Links {
	here := func(a netip.AddrPort) bool { return "http://"+a.String() == l.site.URL }
	return &Links{Desk: l.following.Desk, Web: fetch.Client{Agent: "test", Allow: here}, Name: name}
}

// leading is an ad that leads to a path of the recruiter's.
func (l *linking) leading(n int, path string) *board.Job {
	j := l.job(n, fmt.Sprint("Upphandlare ", n))
	j.Owners = []string{fmt.Sprintf("owner%d@ekby.example", n)}
	if path != "" {
		j.Ad.Apply.URL = l.site.URL + path
	}
	return j
}

// night does what is done in the night before a day, and is what is told in its morning: "owner1: 1".
func (l *linking) night(day string) string {
	l.Helper()
	l.clock(day + " 02:00:00")
	l.step()
	before := l.told()
	l.clock(day + " 07:00:00")
	if before != "" {
		l.Errorf("in the night of %s: %s", day, before)
	}
	return l.told()
}

func (l *linking) step() {
	l.Helper()
	if err := l.Links.Step(l.Context()); err != nil {
		l.Fatal(err)
	}
}

// told takes the letters that are due out of the outbox.
func (l *linking) told() string {
	l.Helper()
	var all []string
	write(l.T, l.Store, func(ctx context.Context, tx *store.Tx) error {
		all = nil
		due, err := tx.LeaseNotices(ctx, l.now, l.now.Add(time.Hour), 100)
		for _, n := range due {
			name, _, _ := strings.Cut(n.To, "@")
			all = append(all, name+": "+strings.TrimLeft(string(n.Job), "j0"))
			err = errors.Join(err, tx.EndNotice(ctx, n.ID, board.NoticeSent, "", l.now))
		}
		return err
	})
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func (l *linking) expectNight(day, want string) {
	l.Helper()
	if got := l.night(day); got != want {
		l.Errorf("%s: %q, not %q", day, got, want)
	}
}

func onBothLinks(t *testing.T, test func(l *linking)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store) { test(newLinking(t, s)) })
}

func TestALinkThatIsGoneIsToldOnce(t *testing.T) {
	onBothLinks(t, func(l *linking) {
		l.publish(l.leading(1, "/1"), l.leading(2, "/2"), l.leading(3, ""))
		l.expectNight("2026-11-24", "")
		if got := l.site.questions(); got != "HEAD /1, HEAD /2" {
			l.Error("asked:", got)
		}
		l.site.answers("/1", 404)
		l.expectNight("2026-11-25", "")
		if got := l.site.questions(); got != "GET /1, HEAD /1, HEAD /2" {
			l.Error("asked:", got)
		}
		l.expectNight("2026-11-26", "anna: 1; owner1: 1")
		l.expectNight("2026-11-27", "")
		gone, err := l.Store.ToldLinks(l.Context(), l.now, 10)
		if err != nil || len(gone) != 1 || gone[0].Job != "j000000001" || gone[0].GoneSince.String() != "2026-11-25" {
			l.Errorf("for the queue: %+v, %v", gone, err)
		}
		if j, err := l.Store.Job(l.Context(), "j000000001"); err != nil || !j.VisibleAt(l.now) {
			l.Error("the ad does not stay:", err)
		}
		l.site.answers("/1", 200)
		l.expectNight("2026-11-28", "")
		if gone, err := l.Store.ToldLinks(l.Context(), l.now, 10); err != nil || len(gone) > 0 {
			l.Errorf("there again: %+v, %v", gone, err)
		}
		l.site.answers("/1", 410)
		l.expectNight("2026-11-29", "")
		l.expectNight("2026-11-30", "anna: 1; owner1: 1")
	})
}

func TestWhatIsNotSureIsNotTold(t *testing.T) {
	for _, status := range []int{401, 403, 405, 429, 500, 502, 503} {
		l := newLinking(t, storetest.New(t))
		l.publish(l.leading(1, "/1"))
		l.site.answers("/1", status)
		for _, day := range []string{"2026-11-24", "2026-11-25", "2026-11-26"} {
			l.expectNight(day, "")
		}
	}
	l := newLinking(t, storetest.New(t))
	l.publish(l.leading(1, "/1"))
	l.site.answers("/1", 404)
	l.expectNight("2026-11-24", "")
	l.site.answers("/1", 503)
	l.expectNight("2026-11-25", "")
	l.site.answers("/1", 404)
	l.expectNight("2026-11-26", "anna: 1; owner1: 1") // the second night on which it was sure
	l.site.CloseClientConnections()
	l.site.Close()
	l.expectNight("2026-11-27", "")
}

func TestAnAdThatLeadsElsewhereBeginsAnew(t *testing.T) {
	onBothLinks(t, func(l *linking) {
		l.publish(l.leading(1, "/1"))
		l.site.answers("/1", 404)
		l.site.answers("/new", 404)
		l.expectNight("2026-11-24", "")
		l.change("j000000001", func(j *board.Job) { j.Ad.Apply.URL = l.site.URL + "/new" })
		l.expectNight("2026-11-25", "")
		l.expectNight("2026-11-26", "anna: 1; owner1: 1")
		l.change("j000000001", func(j *board.Job) { j.Ad.Apply.URL = l.site.URL + "/there" })
		l.expectNight("2026-11-27", "")
		if gone, err := l.Store.ToldLinks(l.Context(), l.now, 10); err != nil || len(gone) > 0 {
			l.Errorf("for the queue: %+v, %v", gone, err)
		}
	})
}

func TestTheDeskKnowsBetter(t *testing.T) {
	l := newLinking(t, storetest.New(t))
	l.publish(l.leading(1, "/1"))
	l.site.answers("/1", 404)
	l.night("2026-11-24")
	l.expectNight("2026-11-25", "anna: 1; owner1: 1")
	anna := board.Actor{Kind: board.ActorEditor, Email: "anna@journal.example", Role: board.DeskEditor}
	for range 2 {
		if err := l.following.Desk.DismissLink(l.Context(), anna, "j000000001"); err != nil {
			l.Fatal(err)
		}
	}
	l.expectNight("2026-11-26", "")
	l.expectNight("2026-11-27", "")
	if gone, err := l.Store.ToldLinks(l.Context(), l.now, 10); err != nil || len(gone) > 0 {
		l.Errorf("for the queue: %+v, %v", gone, err)
	}
}

func TestLinksAreTriedAtNightAndOnce(t *testing.T) {
	l := newLinking(t, storetest.New(t))
	l.publish(l.leading(1, "/1"))
	for _, at := range []struct{ clock, asked string }{
		{"2026-11-24 01:59:59", ""}, {"2026-11-24 02:00:00", "HEAD /1"}, {"2026-11-24 03:00:00", ""}, {"2026-11-24 05:00:00", ""}, {"2026-11-24 23:59:59", ""},
		{"2026-12-31 23:59:59", ""}, {"2027-01-01 00:00:00", ""}, {"2027-01-01 02:00:00", "HEAD /1"},
	} {
		l.clock(at.clock)
		if j, err := l.Store.Job(l.Context(), "j000000001"); err != nil || !j.VisibleAt(l.now) {
			l.change("j000000001", func(j *board.Job) { j.Run.Until = l.now.AddDate(1, 0, 0) })
		}
		l.step()
		if got := l.site.questions(); got != at.asked {
			t.Errorf("%s: %q, not %q", at.clock, got, at.asked)
		}
	}
}

// TestAHostIsAskedOneQuestionAtATime has two replicas try many links to one host: each is tried once, none beside another.
func TestAHostIsAskedOneQuestionAtATime(t *testing.T) {
	onBothLinks(t, func(l *linking) {
		var jobs []*board.Job
		for n := range 120 {
			jobs = append(jobs, l.leading(n+1, fmt.Sprintf("/%03d", n)))
		}
		l.publish(jobs...)
		l.clock("2026-11-24 02:00:00")
		other, done := l.process("two"), make(chan error)
		go func() { done <- other.Step(l.Context()) }()
		l.step()
		if err := <-done; err != nil {
			l.Error(err)
		}
		l.step()
		if asked := strings.Split(l.site.questions(), ", "); len(asked) != 120 || len(slices.Compact(asked)) != 120 || l.site.most != 1 {
			l.Errorf("%d questions, up to %d at a time", len(asked), l.site.most)
		}
	})
}

// A process that dies leaves its links to another, when its time is over.
func TestLinksOfADeadProcessAreTriedByAnother(t *testing.T) {
	l := newLinking(t, storetest.New(t))
	l.publish(l.leading(1, "/1"))
	l.clock("2026-11-24 02:00:00")
	dead, err := l.following.Desk.HoldLinks(t.Context(), "dead")
	if err != nil || len(dead.Links) != 1 {
		t.Fatal(dead, err)
	}
	l.step()
	if got := l.site.questions(); got != "" {
		t.Error("while it is held:", got)
	}
	l.after(30 * time.Minute)
	l.step()
	if got := l.site.questions(); got != "HEAD /1" {
		t.Error("when its time is over:", got)
	}
	if err := l.following.Desk.NoteLinks(t.Context(), dead, map[board.ID]board.LinkAnswer{"j000000001": board.LinkGone}); !errors.Is(err, board.ErrConflict) {
		t.Error("the dead one comes back:", err)
	}
}

// When very many links go at once, the desk is not buried in letters: all of them stand in the queue.
func TestTheDeskGetsFiveLettersADay(t *testing.T) {
	l := newLinking(t, storetest.New(t))
	var jobs []*board.Job
	for n := range 9 {
		path := fmt.Sprint("/", n)
		l.site.answers(path, 404)
		jobs = append(jobs, l.leading(n+1, path))
	}
	l.publish(jobs...)
	l.night("2026-11-24")
	told := l.night("2026-11-25")
	if desk, owners := strings.Count(told, "anna"), strings.Count(told, "owner"); desk != 5 || owners != 9 {
		t.Errorf("%d letters to the desk, %d to owners", desk, owners)
	}
	if gone, err := l.Store.ToldLinks(t.Context(), l.now, 100); err != nil || len(gone) != 9 {
		t.Errorf("%d in the queue, %v", len(gone), err)
	}
}
