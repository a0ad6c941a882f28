package app

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// TestReplicasAddUpWhatTheyHaveCounted has two replicas on one database count at once. What a replica has counted and not
// yet written down is written down when it stops.
func TestReplicasAddUpWhatTheyHaveCounted(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		c := newClock(morning)
		take(t, address, ads(2), c)
		replicas := []*Board{open(t, address, c), open(t, address, c)}
		job := replicas[0].Index.At(c.now()).Search(board.Query{Limit: 1}).Hits[0].Job
		page := "/lediga-jobb/" + board.Slugify(job.Ad.Headline) + "-" + string(job.ID)
		var all sync.WaitGroup
		for _, b := range replicas {
			all.Go(func() {
				for range 20 {
					for _, path := range []string{page + "?via=widget", page, "/lediga-jobb/" + string(job.ID) + "/ansok"} {
						r := httptest.NewRequest("GET", path, nil)
						r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
						r.Header.Set("Accept-Language", "sv")
						b.Handler.ServeHTTP(httptest.NewRecorder(), r)
					}
				}
			})
		}
		all.Wait()
		for _, b := range replicas {
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		s := storetest.Open(t, address)
		counts, err := s.Counts(t.Context(), job.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(said(counts)); got != "[view direct 40 view widget 40]" {
			t.Error("of the ad:", got)
		}
		sums, err := s.ReachSums(t.Context(), board.DateOf(morning), board.DateOf(morning))
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(sums, func(r store.Reach) bool { return r.Part == store.ByRegion }); i < 0 || sums[i].Value != "01" || sums[i].N != 80 {
			t.Error("of all ads:", sums)
		}
	})
}

func said(counts []store.Count) (all []string) {
	for _, c := range counts {
		all = append(all, fmt.Sprintf("%s %s %d", c.Kind, c.Source, c.N))
	}
	return all
}
