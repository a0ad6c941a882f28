package worker

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// following is a board with readers who follow searches, and a clock that only the test moves.
type following struct {
	*testing.T
	*Alerts
	now  time.Time
	made int
}

func newFollowing(t *testing.T, s *store.Store) *following {
	r := &following{T: t, now: morning}
	now := func() time.Time { return r.now }
	r.Alerts = &Alerts{Desk: desk.New(desk.Config{Store: s, Random: rand.Reader, Now: now}), Store: s, Now: now, Name: "one"}
	return r
}

// clock sets the clock to what those in Sweden show.
func (r *following) clock(at string) {
	r.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04:05", at, board.Stockholm())
	if err != nil {
		r.Fatal(err)
	}
	r.now = t
}

// follow makes an alert, confirmed now.
func (r *following) follow(reader, query string, f board.Frequency) board.Alert {
	r.Helper()
	r.made++
	a := board.Alert{
		ID: board.ID(fmt.Sprintf("a%09d", r.made)), Email: reader + "@x.example", Query: query, Name: query, Frequency: f, Language: board.Swedish,
		CreatedAt: r.now, AskedAt: r.now.Add(-time.Second), ConfirmedAt: r.now,
	}
	write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error { return tx.InsertAlert(ctx, a) })
	return a
}

// job is a live ad, published now, for a month.
func (r *following) job(n int, title string) *board.Job {
	return &board.Job{
		ID: board.ID(fmt.Sprintf("j%09d", n)), State: board.StatusLive, CreatedAt: r.now, UpdatedAt: r.now,
		Run: board.Run{From: r.now, Until: r.now.AddDate(0, 1, 0)}, Ad: board.Ad{Headline: title, Title: title, Language: board.Swedish},
	}
}

// publish puts ads on the board.
func (r *following) publish(jobs ...*board.Job) {
	r.Helper()
	write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error {
		for _, j := range jobs {
			if err := tx.InsertJob(ctx, j); err != nil {
				return err
			}
			tx.Append(board.Change{Kind: board.ChangeJob, Job: j.ID, At: r.now})
		}
		return nil
	})
}

// change saves an ad that is there already.
func (r *following) change(id board.ID, how func(*board.Job)) {
	r.Helper()
	write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error {
		j, err := tx.Job(ctx, id)
		if err != nil {
			return err
		}
		how(j)
		tx.Append(board.Change{Kind: board.ChangeJob, Job: id, At: r.now})
		return tx.SaveJob(ctx, j)
	})
}

// letters is what stepping now owes, and takes it out of the outbox: "lena: 1 2, 3", of two searches.
func (r *following) letters() string {
	r.Helper()
	if err := r.Step(r.Context()); err != nil {
		r.Fatal(err)
	}
	owed, err := r.Store.Notices(r.Context(), store.NoticeSearch{State: board.NoticeWaiting, Limit: 1000})
	if err != nil {
		r.Fatal(err)
	}
	var all []string
	for _, n := range owed {
		name, _, _ := strings.Cut(n.To, "@")
		all = append(all, name+": "+said(n))
		write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error {
			return tx.EndNotice(ctx, n.ID, board.NoticeSent, "", r.now)
		})
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// said is the numbers of the ads that a letter tells of.
func said(n board.Notice) string {
	var searches []string
	for _, news := range board.ParseNews(n.Details["news"]) {
		var ads []string
		for _, id := range news.Jobs {
			ads = append(ads, strings.TrimLeft(string(id), "j0"))
		}
		searches = append(searches, strings.Join(ads, " "))
	}
	return strings.Join(searches, ", ")
}

func (r *following) expect(when, want string) {
	r.Helper()
	if got := r.letters(); got != want {
		r.Errorf("%s: %q, not %q", when, got, want)
	}
}

// after moves the clock.
func (r *following) after(d time.Duration) { r.now = r.now.Add(d) }

func onBoth(t *testing.T, test func(r *following)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store) { test(newFollowing(t, s)) })
}

func TestWhatIsNewIsToldAtOnceAndGathered(t *testing.T) {
	onBoth(t, func(r *following) {
		r.publish(r.job(1, "Upphandlare"))
		r.after(time.Minute)
		r.follow("lena", "q=upphandlare", board.Instant)
		r.follow("per", "q=jurist", board.Instant)
		r.after(time.Minute)
		r.publish(r.job(2, "Upphandlare"), r.job(3, "Jurist"), r.job(4, "Kock"))
		r.after(board.TimeToUndo - time.Millisecond)
		r.expect("while it can be taken back", "")
		r.after(time.Millisecond)
		r.expect("while others may come", "")
		r.after(2 * time.Minute)
		r.publish(r.job(5, "Upphandlare"))
		r.after(3 * time.Minute)
		r.expect("five minutes after the first", "lena: 2 5; per: 3")
		r.publish(r.job(6, "Upphandlare"))
		r.after(20 * time.Minute)
		r.publish(r.job(7, "Upphandlare"))
		r.after(40*time.Minute - time.Second)
		r.expect("within an hour of the last letter", "")
		r.after(time.Second)
		r.expect("an hour after it", "lena: 6 7")
		r.after(24 * time.Hour)
		r.expect("nothing new", "")
	})
}

func TestNobodyGetsMoreThanFourLettersADay(t *testing.T) {
	for _, clock := range []string{
		"2026-11-22 09:00:00",
		"2027-03-28 00:30:00", // summer time begins
		"2026-10-25 00:30:00", // summer time ends
		"2026-12-31 21:30:00", // New Year
	} {
		onBoth(t, func(r *following) {
			r.clock(clock)
			r.follow("lena", "", board.Instant)
			begin := r.now
			var sent []string
			for n := range 60 { // an ad each half hour, for thirty hours
				r.now = begin.Add(time.Duration(n) * 30 * time.Minute)
				r.publish(r.job(n+1, "Upphandlare"))
				r.after(10 * time.Minute)
				if said := r.letters(); said != "" {
					sent = append(sent, fmt.Sprintf("%s after %s", strings.Fields(said)[1], r.now.Sub(begin)))
				}
			}
			// the first of each letter: hourly four times, and when the first of them was a day ago
			if got := strings.Join(sent, ", "); got != "1 after 10m0s, 2 after 1h10m0s, 4 after 2h10m0s, 6 after 3h10m0s, 8 after 24h10m0s, 50 after 25h10m0s, 52 after 26h10m0s, 54 after 27h10m0s" {
				r.Error(clock, got)
			}
		})
	}
}

func TestLettersLeaveAtSevenOnWorkdaysAndMondays(t *testing.T) {
	for _, s := range []struct {
		name, came    string
		daily, weekly string
	}{
		{"before seven", "2026-11-24 06:59:00", "2026-11-24 07:00:00", "2026-11-30 07:00:00"},
		{"at seven it is for tomorrow", "2026-11-24 07:00:00", "2026-11-25 07:00:00", "2026-11-30 07:00:00"},
		{"on a Friday", "2026-11-27 09:00:00", "2026-11-30 07:00:00", "2026-11-30 07:00:00"},
		{"before summer time begins", "2027-03-27 23:00:00", "2027-03-30 07:00:00", "2027-03-29 07:00:00"}, // Easter Monday is no workday
		{"before summer time ends", "2026-10-24 12:00:00", "2026-10-26 07:00:00", "2026-10-26 07:00:00"},
		{"on New Year's Eve", "2026-12-31 23:59:30", "2027-01-04 07:00:00", "2027-01-04 07:00:00"},
		{"before Midsummer", "2027-06-24 12:00:00", "2027-06-28 07:00:00", "2027-06-28 07:00:00"},
	} {
		t.Run(s.name, func(t *testing.T) {
			for f, due := range map[board.Frequency]string{board.Daily: s.daily, board.Weekly: s.weekly} {
				r := newFollowing(t, storetest.New(t))
				r.clock(s.came)
				r.follow("lena", "", f)
				r.publish(r.job(1, "Upphandlare"))
				r.after(30 * time.Second)
				r.expect("at first", "")
				r.clock(due)
				r.after(-time.Second)
				r.expect("a second before", "")
				r.after(time.Second)
				r.expect(string(f)+" at "+due, "lena: 1")
				r.after(14 * 24 * time.Hour)
				r.expect("a fortnight later", "")
			}
		})
	}
}

func TestAnAdIsToldOnceHoweverManyOfAReadersAlertsFindIt(t *testing.T) {
	onBoth(t, func(r *following) {
		r.clock("2026-11-23 12:00:00")
		r.follow("lena", "", board.Weekly)
		r.follow("lena", "q=upphandlare", board.Instant)
		r.follow("lena", "q=upphandlare+ekby", board.Instant)
		r.publish(r.job(1, "Upphandlare till Ekby"), r.job(2, "Jurist"))
		r.after(10 * time.Minute)
		r.expect("at once", "lena: 1")
		r.change("j000000001", func(j *board.Job) { j.Ad.Headline = "Upphandlare till Ekby kommun" })
		r.after(2 * time.Hour)
		r.expect("after a correction", "")
		r.clock("2026-11-30 07:00:00")
		r.expect("on Monday", "lena: 2")
		r.change("j000000002", func(j *board.Job) { j.State = board.StatusPaused })
		r.after(time.Hour)
		r.change("j000000002", func(j *board.Job) { j.State = board.StatusLive })
		r.after(8 * 24 * time.Hour)
		r.expect("after a pause of the ad", "")
	})
}

func TestSeveralSearchesStandInOneLetter(t *testing.T) {
	onBoth(t, func(r *following) {
		r.follow("lena", "q=upphandlare", board.Instant)
		r.follow("lena", "q=jurist", board.Instant)
		r.publish(r.job(1, "Upphandlare"), r.job(2, "Jurist"))
		r.after(10 * time.Minute)
		r.expect("both", "lena: 1, 2")
	})
}

func TestWhatIsTakenBackIsToldToNobody(t *testing.T) {
	onBoth(t, func(r *following) {
		r.follow("lena", "", board.Instant)
		approve := func(j *board.Job) {
			j.State, j.Run = board.StatusLive, board.Run{From: r.now, Until: r.now.AddDate(0, 1, 0)}
		}
		waiting := r.job(1, "Upphandlare")
		waiting.State, waiting.Run = board.StatusInReview, board.Run{}
		r.publish(waiting)
		r.after(time.Hour)
		r.change(waiting.ID, approve)
		r.after(5 * time.Second)
		r.change(waiting.ID, func(j *board.Job) { j.State, j.Run = board.StatusInReview, board.Run{} })
		r.after(time.Hour)
		r.expect("taken back", "")
		r.change(waiting.ID, approve)
		r.after(9 * time.Second)
		r.change(waiting.ID, func(j *board.Job) { j.State = board.StatusInReview })
		r.after(time.Second)
		r.change(waiting.ID, approve) // the first row is settled, the job is not
		r.expect("while the last decision can be taken back", "")
		r.after(time.Second)
		r.change(waiting.ID, func(j *board.Job) { j.State = board.StatusWithdrawn })
		r.after(time.Hour)
		r.expect("withdrawn within ten seconds", "")
	})
}

func TestWhatHasEndedIsLeftOutAndNoLetterIsEmpty(t *testing.T) {
	onBoth(t, func(r *following) {
		r.clock("2026-11-24 12:00:00")
		r.follow("lena", "", board.Daily)
		short := r.job(1, "Upphandlare")
		short.Run.Until = r.now.Add(time.Hour)
		r.publish(short)
		r.after(time.Minute)
		r.expect("at first", "")
		r.clock("2026-11-25 07:00:00")
		r.expect("nothing is left", "")
		r.publish(r.job(2, "Jurist"), r.job(3, "Kock"))
		r.after(time.Hour)
		r.expect("for tomorrow", "")
		r.change("j000000003", func(j *board.Job) { j.State = board.StatusPaused })
		r.clock("2026-11-26 07:00:00")
		r.expect("one is paused", "lena: 2")
		r.change("j000000003", func(j *board.Job) { j.State = board.StatusLive })
		r.after(time.Minute)
		r.letters()
		r.clock("2026-11-27 07:00:00")
		r.expect("it is news when it comes back", "lena: 3")
	})
}

func TestAScheduledAdIsToldWhenItBegins(t *testing.T) {
	onBoth(t, func(r *following) {
		r.follow("lena", "", board.Instant)
		later := r.job(1, "Upphandlare")
		later.Run.From = r.now.Add(24 * time.Hour)
		r.publish(later)
		r.after(time.Hour)
		r.expect("before it begins", "")
		r.after(23 * time.Hour)
		if err := Boundaries(r.Store, r.Now)(r.Context()); err != nil {
			r.Fatal(err)
		}
		r.after(10 * time.Minute)
		r.expect("after it has begun", "lena: 1")
	})
}

func TestWhoIsNotFollowingIsToldNothing(t *testing.T) {
	onBoth(t, func(r *following) {
		r.clock("2026-11-24 12:00:00")
		paused := r.follow("lena", "", board.Instant)
		unconfirmed := r.follow("per", "", board.Instant)
		paused.PausedUntil, unconfirmed.ConfirmedAt = r.now.Add(48*time.Hour), time.Time{}
		write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.SaveAlert(ctx, paused); err != nil {
				return err
			}
			return tx.SaveAlert(ctx, unconfirmed)
		})
		r.publish(r.job(1, "Upphandlare"))
		r.after(time.Hour)
		r.expect("paused and unconfirmed", "")
		r.after(48 * time.Hour)
		r.publish(r.job(2, "Upphandlare"))
		r.after(time.Hour)
		r.expect("after the pause", "lena: 2")
	})
}

// TestWhoHasEndedIsForgotten ends an alert while a process has found something for it.
func TestWhoHasEndedIsForgotten(t *testing.T) {
	onBoth(t, func(r *following) {
		r.clock("2026-11-24 12:00:00")
		ended, ad := r.follow("lena", "", board.Instant), r.job(1, "Upphandlare")
		r.publish(ad)
		r.after(time.Hour)
		turn, err := r.Desk.HoldNews(t.Context(), r.Name)
		if err != nil || turn == nil {
			t.Fatal(turn, err)
		}
		write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteAlert(ctx, ended.ID) })
		if err := r.Desk.TakeNews(t.Context(), turn, []desk.Find{{Alert: ended, Job: ad.ID}}); err != nil {
			t.Error(err)
		}
		if told, err := r.Store.ToldTo(t.Context(), board.ReaderOf(ended.Email)); err != nil || len(told) > 0 {
			t.Error("it is noted of whom nothing is to be known:", told, err)
		}
	})
}

func TestAnAlertFollowsItsEmployerThroughAMerge(t *testing.T) {
	onBoth(t, func(r *following) {
		old, kept := board.Employer{Name: "Ekby kn", UpdatedAt: r.now}, board.Employer{Name: "Ekby kommun", UpdatedAt: r.now}
		write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.InsertEmployer(ctx, &old, "old", ""); err != nil {
				return err
			}
			return tx.InsertEmployer(ctx, &kept, "kept", "")
		})
		r.follow("lena", "employer="+old.Slug, board.Instant)
		r.follow("per", "employer=somebody-else", board.Instant)
		write(r.T, r.Store, func(ctx context.Context, tx *store.Tx) error { return tx.MergeEmployers(ctx, old.ID, kept.ID, r.now) })
		j := r.job(1, "Upphandlare")
		j.Employer = kept
		r.publish(j)
		r.after(time.Hour)
		r.expect("under its new name", "lena: 1")
	})
}

func TestAMassImportIsOneLetter(t *testing.T) {
	r := newFollowing(t, storetest.New(t))
	r.follow("lena", "", board.Instant)
	r.follow("per", "q=jurist", board.Instant)
	for batch := range 30 {
		var jobs []*board.Job
		for i := range 100 {
			title := "Upphandlare"
			if i == 50 && batch%10 == 0 {
				title = "Jurist"
			}
			jobs = append(jobs, r.job(1+batch*100+i, title))
		}
		r.publish(jobs...)
		r.after(4 * time.Second)
		if got := r.letters(); got != "" {
			t.Fatal(got)
		}
	}
	r.after(5 * time.Minute)
	letters := strings.Split(r.letters(), "; ")
	if len(letters) != 2 || strings.Count(letters[0], " ") != board.MostNews || letters[1] != "per: 51 1051 2051" {
		t.Errorf("%d letters: %s", len(letters), letters)
	}
	r.after(48 * time.Hour)
	r.expect("what is beyond the letter is on the search's page", "")
}

func TestTwoWorkersOnOneDatabaseTellOnce(t *testing.T) {
	onBoth(t, func(r *following) {
		other := *r.Alerts
		other.Name = "two"
		for i := range 20 {
			r.follow(fmt.Sprintf("reader%02d", i), "", board.Instant)
		}
		r.publish(r.job(1, "Upphandlare"), r.job(2, "Jurist"))
		r.after(time.Minute)
		both := func() {
			done := make(chan error)
			go func() { done <- other.Step(r.Context()) }()
			if err := r.Step(r.Context()); err != nil {
				r.Error(err)
			}
			if err := <-done; err != nil {
				r.Error(err)
			}
		}
		both()
		r.after(10 * time.Minute)
		both()
		both()
		if got := strings.Split(r.letters(), "; "); len(got) != 20 || got[7] != "reader07: 1 2" {
			r.Errorf("%d letters: %s", len(got), got)
		}
		r.publish(r.job(3, "Kock"))
		r.after(2 * time.Hour)
		if err := other.Step(r.Context()); err != nil { // the first one has died, and its lease is over
			r.Fatal(err)
		}
		if got := strings.Split(r.letters(), "; "); len(got) != 20 || got[0] != "reader00: 3" {
			r.Errorf("%d letters: %s", len(got), got)
		}
	})
}

// TestNobodyIsToldOfAnAdTwice goes through random days on the board.
func TestNobodyIsToldOfAnAdTwice(t *testing.T) {
	r, published := newFollowing(t, storetest.New(t)), 0
	r.clock("2026-12-28 06:00:00")
	rapid.Check(t, func(rt *rapid.T) {
		names, searches := []string{"lena", "per", "eva"}, []string{"", "q=upphandlare", "q=jurist", "q=upphandlare+-ekby"}
		for range rapid.IntRange(1, 6).Draw(rt, "alerts") {
			a := r.follow(fmt.Sprint(rapid.SampledFrom(names).Draw(rt, "reader"), published), rapid.SampledFrom(searches).Draw(rt, "search"),
				rapid.SampledFrom(board.Frequencies()).Draw(rt, "frequency"))
			defer write(t, r.Store, func(ctx context.Context, tx *store.Tx) error { return tx.DeleteAlert(ctx, a.ID) })
		}
		told, at, before := map[string]bool{}, map[string][]time.Time{}, published
		for range rapid.IntRange(4, 12).Draw(rt, "steps") {
			switch {
			case published == before || rapid.Bool().Draw(rt, "new"):
				published++
				r.publish(r.job(published, rapid.SampledFrom([]string{"Upphandlare", "Jurist", "Upphandlare till Ekby"}).Draw(rt, "title")))
			default:
				r.change(board.ID(fmt.Sprintf("j%09d", rapid.IntRange(before+1, published).Draw(rt, "which"))), func(j *board.Job) {
					j.Ad.Headline = rapid.SampledFrom([]string{"Upphandlare", "Jurist"}).Draw(rt, "title")
					j.State = rapid.SampledFrom([]board.Status{board.StatusLive, board.StatusPaused}).Draw(rt, "state")
				})
			}
			r.after(time.Duration(rapid.IntRange(1, 600).Draw(rt, "minutes")) * time.Minute)
			for letter := range strings.SplitSeq(r.letters(), "; ") {
				reader, ads, _ := strings.Cut(letter, ": ")
				if reader == "" {
					continue
				}
				if ads == "" {
					rt.Fatalf("%s has an empty letter", reader)
				}
				for ad := range strings.FieldsSeq(strings.ReplaceAll(ads, ",", "")) {
					if told[reader+ad] {
						rt.Fatalf("%s is told of %s again", reader, ad)
					}
					told[reader+ad] = true
				}
				at[reader] = append(at[reader], r.now)
			}
		}
		for reader, times := range at {
			for i := board.LettersADay + 2; i < len(times); i++ { // those of the morning are beside them
				if times[i].Sub(times[i-board.LettersADay-2]) < 24*time.Hour {
					rt.Fatalf("%s has too many letters: %v", reader, times)
				}
			}
		}
	})
}
