package worker

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/search"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var morning = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func TestATaskThatFailsIsTriedAgainAndBothAreSaid(t *testing.T) {
	var log bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	wake, turn := make(chan struct{}, 10), 0
	for range 10 {
		wake <- struct{}{}
	}
	Run(ctx, slog.New(slog.NewTextHandler(&log, nil)), Task{Name: "letters", Every: time.Hour, Wake: wake, Step: func(context.Context) error {
		switch turn++; turn {
		case 1:
			return errors.New("no connection")
		case 3:
			cancel()
		}
		return nil
	}})
	if turn != 3 || strings.Count(log.String(), "task failed") != 1 || strings.Count(log.String(), "task works again") != 1 {
		t.Errorf("%d turns: %s", turn, &log)
	}
}

func TestAllTasksEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var begun sync.WaitGroup
	tasks := make([]Task, 3)
	for i := range tasks {
		begun.Add(1)
		tasks[i] = Task{Name: fmt.Sprint(i), Every: time.Hour, Step: func(context.Context) error { begun.Done(); return nil }}
	}
	go func() { begun.Wait(); cancel() }()
	Run(ctx, slog.New(slog.DiscardHandler), tasks...)
}

func TestABellThatIsSharedIsHeardByAll(t *testing.T) {
	bell := make(chan struct{})
	shared := Share(bell, 2)
	bell <- struct{}{}
	for _, c := range shared {
		<-c
	}
	bell <- struct{}{}
	bell <- struct{}{} // nobody has heard the first: nobody is waited for
	close(bell)
	<-shared[1]
}

// indexed is a store with ads, and an indexer beside it.
func indexed(t *testing.T, s *store.Store, ids ...string) *Indexer {
	t.Helper()
	take(t, s, ids...)
	return &Indexer{Store: s, Index: search.New(), Now: func() time.Time { return morning }}
}

func take(t *testing.T, s *store.Store, ids ...string) {
	t.Helper()
	var ads []board.Incoming
	for _, id := range ids {
		ads = append(ads, board.Incoming{Source: board.Source{Name: "test", ID: id, Digest: id},
			Ad: board.Ad{Headline: "Upphandlare " + id}, Employer: board.NewEmployer{Name: "Ekby kommun"}})
	}
	d := desk.New(desk.Config{Store: s, Random: rand.Reader, Now: func() time.Time { return morning }})
	if _, err := d.Take(t.Context(), ads, desk.Intake{Publish: true, Days: 60}); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, s *store.Store, f func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// found steps the indexer, and is how many jobs its index then has for the words, at which place in the log.
func found(t *testing.T, x *Indexer, words string) string {
	t.Helper()
	if err := x.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	v := x.Index.At(morning)
	return fmt.Sprintf("%d at %d", v.Search(board.Query{Text: words, Limit: 20}).Total, v.Position().Seq)
}

func TestTheIndexFollowsTheLog(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		x := indexed(t, s, "a", "b")
		if got := found(t, x, "upphandlare"); got != "2 at 2" {
			t.Fatal("from a snapshot:", got)
		}
		take(t, s, "c")
		if got := found(t, x, "upphandlare"); got != "3 at 3" {
			t.Fatal("a new ad:", got)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			jobs, err := tx.JobsBySource(ctx, "test", []string{"a"})
			if err != nil {
				return err
			}
			job := jobs["a"]
			tx.Append(board.Change{Kind: board.ChangeJob, Job: job.ID, At: morning})
			return errors.Join(job.Withdraw("not_ours", "", morning), tx.SaveJob(ctx, job))
		})
		if got := found(t, x, "upphandlare"); got != "2 at 4" {
			t.Fatal("one withdrawn:", got)
		}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			e, err := tx.EmployerBySlug(ctx, "ekby-kommun")
			if err != nil {
				return err
			}
			e.Name = "Sydby stad"
			return tx.SaveEmployer(ctx, &e)
		})
		if got := found(t, x, "sydby"); got != "2 at 7" {
			t.Fatal("an employer renamed:", got)
		}
	})
}

func TestTheIndexFollowsTheSettings(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		x := indexed(t, s, "a", "b")
		if got := found(t, x, "avropsmästare"); got != "0 at 2" {
			t.Fatal("at first:", got)
		}
		set := func(key, lines string) {
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveSetting(ctx, key, lines, "eva@example.se", morning)
			})
		}
		set(board.SettingSynonyms, "avropsmästare = upphandlare")
		take(t, s, "c") // in the log behind the setting
		set("frame.name", "Inköpsnytt")
		for name, index := range map[string]*Indexer{"followed": x, "fresh": {Store: s, Index: search.New(), Now: x.Now}} {
			if got := found(t, index, "avropsmästare"); got != "3 at 5" {
				t.Errorf("%s: %s", name, got)
			}
		}
		set(board.SettingSynonyms, "")
		if got := found(t, x, "avropsmästare"); got != "0 at 6" {
			t.Error("taken away:", got)
		}
	})
}

func TestTheIndexBeginsAnew(t *testing.T) {
	for name, turn := range map[string]func(t *testing.T, s *store.Store){
		"after a restore": func(t *testing.T, s *store.Store) {
			if err := s.NewEpoch(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
		"when the log was thinned past its place": func(t *testing.T, s *store.Store) {
			take(t, s, "c")
			write(t, s, func(ctx context.Context, tx *store.Tx) error {
				jobs, err := tx.JobsBySource(ctx, "test", []string{"c"})
				if err != nil {
					return err
				}
				tx.Append(board.Change{Kind: board.ChangeJob, Job: jobs["c"].ID, At: morning})
				return nil
			})
			if err := Compact(s, func() time.Time { return morning.Add(KeepLog + time.Hour) })(t.Context()); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T, s *store.Store) {
				x := indexed(t, s, "a", "b")
				found(t, x, "upphandlare")
				turn(t, s)
				end, err := s.Position(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				want := fmt.Sprintf("at %d", end.Seq)
				if got := found(t, x, "upphandlare"); !strings.HasSuffix(got, want) || x.Index.At(morning).Position() != end {
					t.Errorf("%s, want %s", got, want)
				}
			})
		})
	}
}
