package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// listed puts jobs in every state into a store, numbered in the order in which they were made.
func listed(t *testing.T, s *store.Store) board.Employer {
	t.Helper()
	e := board.Employer{Name: "Åre kommun", UpdatedAt: start}
	hour := func(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }
	jobs := []*board.Job{
		{Ad: board.Ad{Headline: "Upphandlare till Åre"}, State: board.StatusInReview},
		{Ad: board.Ad{Headline: "INKÖPARE", Apply: board.Apply{Reference: "Ref_1%"}}, State: board.StatusLive, Run: board.Run{From: hour(1), Until: hour(90)}, Owners: []string{"asa@are.example"}},
		{Ad: board.Ad{Headline: "Jurist", RegistryNumber: "KS 2026/12"}, State: board.StatusLive, Run: board.Run{From: hour(-20), Until: hour(80)}, Package: "plus"},
		{Ad: board.Ad{Headline: "Upphandlare"}, State: board.StatusLive, Run: board.Run{From: hour(-40), Until: hour(-1)}, Package: "plus"},
		{Ad: board.Ad{Headline: "Upphandlare, pausad"}, State: board.StatusPaused, Run: board.Run{From: hour(-30), Until: hour(70)}},
	}
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		e.ID = 0
		must(t, tx.InsertEmployer(ctx, &e, "test:are", ""))
		for i, j := range jobs {
			j.ID, j.CreatedAt, j.UpdatedAt = id(i+1), hour(i-50), hour(-i)
			if i > 1 {
				j.Employer = e
			}
		}
		must(t, tx.InsertJobs(ctx, jobs))
		return tx.InsertOrder(ctx, &board.Order{Number: "A-2026-0001", Job: id(3), State: board.OrderOrdered, CreatedAt: start, UpdatedAt: start})
	})
	return e
}

func TestJobsAreFoundInTheListOfAll(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		e := listed(t, s)
		for _, c := range []struct {
			name   string
			search store.JobSearch
			want   []int
		}{
			{"all, the newest first", store.JobSearch{}, []int{5, 4, 3, 2, 1}},
			{"by publication", store.JobSearch{Sort: store.ByPublication}, []int{2, 3, 5, 4, 1}},
			{"by change", store.JobSearch{Sort: store.ByChange}, []int{1, 2, 3, 4, 5}},
			{"by end", store.JobSearch{Sort: store.ByEnd, Status: board.StatusLive}, []int{3}},
			{"a word, however it is written", store.JobSearch{Text: "inköp"}, []int{2}},
			{"two words, in the headline and of the employer", store.JobSearch{Text: "upphandlare åre"}, []int{5, 4, 1}},
			{"an employer's name", store.JobSearch{Text: "åre kommun"}, []int{5, 4, 3}},
			{"an address", store.JobSearch{Text: "ASA@are"}, []int{2}},
			{"a reference with what means something in SQL", store.JobSearch{Text: "ref_1%"}, []int{2}},
			{"a registry number", store.JobSearch{Text: "2026/12"}, []int{3}},
			{"an order", store.JobSearch{Text: "a-2026-0001"}, []int{3}},
			{"an id", store.JobSearch{Text: string(id(4))}, []int{4}},
			{"nothing", store.JobSearch{Text: "brandman"}, nil},
			{"what is no text", store.JobSearch{Text: "\x00\xff"}, nil},
			{"waiting", store.JobSearch{Status: board.StatusInReview}, []int{1}},
			{"scheduled", store.JobSearch{Status: board.StatusScheduled}, []int{2}},
			{"live", store.JobSearch{Status: board.StatusLive}, []int{3}},
			{"expired", store.JobSearch{Status: board.StatusExpired}, []int{4}},
			{"paused", store.JobSearch{Status: board.StatusPaused}, []int{5}},
			{"an employer's", store.JobSearch{Employer: e.ID, Package: "plus"}, []int{4, 3}},
			{"published in a time", store.JobSearch{From: start.Add(-35 * time.Hour), Until: start}, []int{5, 3}},
		} {
			t.Run(c.name, func(t *testing.T) {
				c.search.At, c.search.Limit = start, 2
				var got []int
				for {
					found := get[store.FoundJobs](t)(s.FindJobs(t.Context(), c.search))
					for _, one := range found.IDs {
						got = append(got, slices.IndexFunc([]int{1, 2, 3, 4, 5}, func(n int) bool { return id(n) == one })+1)
					}
					if c.search.After = found.Next; found.Next.ID == "" {
						break
					}
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%v, want %v", got, c.want)
				}
			})
		}
	})
}

func TestTheListOfAllFollowsItsJobs(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		e := listed(t, s)
		search := store.JobSearch{At: start, Limit: 10}
		counts := get[map[board.Status]int](t)(s.CountJobs(t.Context(), start))
		want(t, "counts", counts, map[board.Status]int{board.StatusInReview: 1, board.StatusScheduled: 1, board.StatusLive: 1, board.StatusExpired: 1, board.StatusPaused: 1})

		job := get[*board.Job](t)(s.Job(t.Context(), id(1)))
		job.Ad.Headline, job.State = "Kategoriansvarig", board.StatusRefused
		other := board.Employer{Name: "Ekby kommun", UpdatedAt: start}
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			must(t, tx.SaveJob(ctx, job))
			other.ID = 0
			must(t, tx.InsertEmployer(ctx, &other, "test:ekby", ""))
			return tx.MergeEmployers(ctx, e.ID, other.ID, start)
		})
		search.Text = "kategoriansvarig"
		want(t, "the job as it is now", get[store.FoundJobs](t)(s.FindJobs(t.Context(), search)).IDs, []board.ID{id(1)})
		want(t, "the refused", get[map[board.Status]int](t)(s.CountJobs(t.Context(), start))[board.StatusRefused], 1)
		search.Text, search.Employer = "åre", other.ID
		want(t, "the merged employer's", len(get[store.FoundJobs](t)(s.FindJobs(t.Context(), search)).IDs), 3)
	})
}

func TestPromotedJobsAreThoseThatAreLiftedNow(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			var jobs []*board.Job
			for i, p := range []board.Promotion{{}, {FeaturedUntil: start.Add(time.Hour), Place: 2}, {FeaturedUntil: start}, {EditorsPick: true}} {
				j := liveJob(i)
				j.Promotion = p
				jobs = append(jobs, j)
			}
			return tx.InsertJobs(ctx, jobs)
		})
		var got []board.ID
		for _, j := range get[[]*board.Job](t)(s.Promoted(t.Context(), start)) {
			got = append(got, j.ID)
		}
		want(t, "promoted", got, []board.ID{id(1), id(3)})
	})
}

// BenchmarkListOfAllJobs searches a hundred thousand ads of ten thousand employers as the desk does.
func BenchmarkListOfAllJobs(b *testing.B) {
	s := storetest.Open(b, storetest.SQLite(b))
	jobs := make([]*board.Job, 100_000)
	err := s.Write(b.Context(), func(tx *store.Tx) error {
		for i := range jobs {
			j := liveJob(i)
			j.Ad.Headline, j.CreatedAt = fmt.Sprintf("Upphandlare till kommun %d", i/10), start.Add(time.Duration(i)*time.Minute)
			if j.Run.From, j.Run.Until = j.CreatedAt, j.CreatedAt.Add(720*time.Hour); i%10 == 0 {
				j.Employer = board.Employer{Name: fmt.Sprintf("Kommun %d", i/10), UpdatedAt: start}
				if err := tx.InsertEmployer(b.Context(), &j.Employer, fmt.Sprintf("test:%d", i), ""); err != nil {
					return err
				}
			} else {
				j.Employer = jobs[i-1].Employer
			}
			jobs[i] = j
		}
		return tx.InsertJobs(b.Context(), jobs)
	})
	if err != nil {
		b.Fatal(err)
	}
	at := start.Add(50_000 * time.Minute)
	for name, search := range map[string]store.JobSearch{
		"all": {}, "common word": {Text: "upphandlare"}, "rare word": {Text: "kommun 9999"}, "none": {Text: "brandman"}, "address": {Text: "a@x.example"},
		"live by end": {Status: board.StatusLive, Sort: store.ByEnd}, "expired by publication": {Status: board.StatusExpired, Sort: store.ByPublication, Text: "upphandlare"},
	} {
		search.At, search.Limit = at, 50
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				found, err := s.FindJobs(b.Context(), search)
				if err == nil {
					_, err = s.Jobs(b.Context(), found.IDs)
				}
				if err == nil && search.Text == "" {
					_, err = s.CountJobs(b.Context(), at)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
