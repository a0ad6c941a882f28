package search_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"

	"pgregory.net/rapid"
)

// TestFollowedIndexAnswersAsOneBuiltFresh takes random steps, changes, time both ways and new starts, and asks the index that went
// along and one built at the end the same questions.
func TestFollowedIndexAnswersAsOneBuiltFresh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGenerator(rapid.Uint64().Draw(t, "seed"), 8)
		f := follower{generator: g, now: start, jobs: map[board.ID]*board.Job{}, index: search.New()}
		f.begin(rapid.IntRange(0, 60).Draw(t, "at first"))
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			f.step(rapid.IntRange(0, 7).Draw(t, "step"))
		}
		fresh := loaded(f.seq, f.live())
		fresh.SetSynonyms(board.Position{Epoch: "e", Seq: f.seq}, f.synonyms)
		if got, want := f.index.At(f.now).Until(), fresh.At(f.now).Until(); !got.Equal(want) {
			t.Fatalf("holds until %v, want %v", got, want)
		}
		for range 20 {
			q := g.query()
			if got, want := asJSON(f.index.At(f.now).Search(q)), asJSON(fresh.At(f.now).Search(q)); got != want {
				t.Fatalf("%+v\n got %s\nwant %s", q, got, want)
			}
		}
		if got, want := asJSON(f.index.At(f.now).Employers()), asJSON(fresh.At(f.now).Employers()); got != want {
			t.Fatalf("employers\n got %s\nwant %s", got, want)
		}
	})
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// A follower keeps an index up with a board that changes.
type follower struct {
	*generator
	index *search.Index
	jobs  map[board.ID]*board.Job
	now   time.Time
	seq   int64

	synonyms string
}

func (f *follower) begin(n int) {
	for _, j := range f.generator.jobs(n, 6) {
		f.jobs[j.ID] = j
	}
	f.index.Load(board.Position{Epoch: "e"}, f.live())
}

// live is the jobs in an order of their own.
func (f *follower) live() []*board.Job {
	var out []*board.Job
	for _, j := range f.jobs {
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b *board.Job) int { return strings.Compare(string(a.ID), string(b.ID)) })
	f.Shuffle(len(out), func(i, k int) { out[i], out[k] = out[k], out[i] })
	return out
}

func (f *follower) some(n int) (ids []board.ID) {
	for id := range f.jobs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	f.Shuffle(len(ids), func(i, k int) { ids[i], ids[k] = ids[k], ids[i] })
	return ids[:min(n, len(ids))]
}

func (f *follower) step(kind int) {
	switch kind {
	case 0: // new ones
		f.apply(f.generator.jobs(1+f.IntN(5), 6), nil)
	case 1: // changed ones
		var changed []*board.Job
		for _, id := range f.some(1 + f.IntN(4)) {
			changed = append(changed, f.jobWithID(id, 6))
		}
		f.apply(changed, nil)
	case 2: // removed ones, some of which nobody knows
		f.apply(nil, append(f.some(f.IntN(5)), "0000000000"))
	case 3: // withdrawn ones
		var changed []*board.Job
		for _, id := range f.some(1 + f.IntN(3)) {
			j := *f.jobs[id]
			j.State = board.StatusWithdrawn
			changed = append(changed, &j)
		}
		f.apply(changed, nil)
	case 4: // time goes on
		f.now = f.now.Add(time.Duration(f.IntN(200)) * time.Hour)
		f.index.At(f.now)
	case 5: // a clock is wrong for a moment
		f.index.At(f.now.Add(-time.Duration(f.IntN(20)) * time.Hour))
	case 6: // an editor's synonyms
		f.seq++
		f.synonyms = fmt.Sprintf("%s = %s\n%s ~ %s\n- %s", f.word(), f.word(), f.word(), f.word(), f.word())
		f.index.SetSynonyms(board.Position{Epoch: "e", Seq: f.seq}, f.synonyms)
	case 7: // the service starts anew
		f.index = restarted(f.index.At(f.now))
		f.index.SetSynonyms(board.Position{Epoch: "e", Seq: f.seq}, f.synonyms)
	}
}

func (f *follower) apply(upserts []*board.Job, removed []board.ID) {
	f.seq++
	for _, j := range upserts {
		if f.jobs[j.ID] = j; j.State != board.StatusLive {
			delete(f.jobs, j.ID)
		}
	}
	for _, id := range removed {
		delete(f.jobs, id)
	}
	f.index.Apply(board.Position{Epoch: "e", Seq: f.seq}, upserts, removed)
}

// advertise is a job that is shown from one instant to another.
func advertise(id board.ID, from, until time.Time) *board.Job {
	return &board.Job{ID: id, State: board.StatusLive, Ad: board.Ad{Headline: "Upphandlare till Ekby kommun"},
		Employer: board.Employer{Slug: "ekby-kommun", Name: "Ekby kommun"}, Run: board.Run{From: from, Until: until}}
}

func TestPartsReadAtTheSameTimeAnswerAsOne(t *testing.T) {
	g := newGenerator(5, 40)
	jobs := g.jobs(3_000, 8)
	jobs[7].State = board.StatusPaused // nobody finds it
	one, several := loaded(1, jobs), search.New()
	slices.SortFunc(jobs, func(a, b *board.Job) int {
		return cmp.Or(b.Run.From.Compare(a.Run.From), strings.Compare(string(a.ID), string(b.ID)))
	})
	parts := make([][]*board.Job, 4) // the last is empty
	for _, j := range jobs {
		i := min(g.IntN(4), 2)
		parts[i] = append(parts[i], j)
	}
	if err := several.LoadParts(board.Position{Epoch: "e", Seq: 1}, inParts(parts, nil)); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		q := g.query()
		if got, want := asJSON(several.At(start).Search(q)), asJSON(one.At(start).Search(q)); got != want {
			t.Fatalf("%+v\n got %s\nwant %s", q, got, want)
		}
	}
	if got, want := asJSON(several.At(start).Employers()), asJSON(one.At(start).Employers()); got != want {
		t.Errorf("employers\n got %s\nwant %s", got, want)
	}
}

func TestAPartThatFailsLeavesTheIndexAsItWas(t *testing.T) {
	x := loaded(1, []*board.Job{advertise("aaaaaaaaaa", start, start.Add(time.Hour))})
	lost := errors.New("lost")
	parts := inParts([][]*board.Job{{advertise("bbbbbbbbbb", start, start.Add(time.Hour))}, nil}, lost)
	if err := x.LoadParts(board.Position{Epoch: "e", Seq: 2}, parts); !errors.Is(err, lost) {
		t.Errorf("%v", err)
	}
	v := x.At(start)
	if _, ok := v.Job("aaaaaaaaaa"); !ok || v.Position().Seq != 1 || v.Search(board.Query{Limit: 1}).Total != 1 {
		t.Errorf("it has moved to %+v", v.Position())
	}
}

// inParts yields jobs in parts, the last of which ends with the error.
func inParts(parts [][]*board.Job, err error) (each []iter.Seq2[*board.Job, error]) {
	for i, jobs := range parts {
		each = append(each, func(yield func(*board.Job, error) bool) {
			for _, j := range jobs {
				if !yield(j, nil) {
					return
				}
			}
			if i == len(parts)-1 && err != nil {
				yield(nil, err)
			}
		})
	}
	return each
}

func TestAJobEndsWithItsDayWithoutAWrite(t *testing.T) {
	for _, day := range []board.Date{
		{Year: 2026, Month: 11, Day: 30},
		{Year: 2026, Month: 3, Day: 29},  // summer time begins: 23 hours
		{Year: 2026, Month: 10, Day: 25}, // and ends: 25 hours
		{Year: 2027, Month: 3, Day: 28},
		{Year: 2026, Month: 12, Day: 31},
	} {
		midnight := day.AddDays(1).Start()
		x := loaded(1, []*board.Job{advertise("aaaaaaaaaa", day.AddDays(-20).Start(), midnight)})
		last := x.At(midnight.Add(-time.Second))
		if _, ok := last.Job("aaaaaaaaaa"); !ok || last.Search(board.Query{Limit: 1}).Total != 1 {
			t.Errorf("%s 23:59:59: the job is not found", day)
		}
		if !last.Until().Equal(midnight) {
			t.Errorf("%s holds until %v, want midnight", day, last.Until())
		}
		after := x.At(midnight)
		if _, ok := after.Job("aaaaaaaaaa"); ok || after.Search(board.Query{Limit: 1}).Total != 0 {
			t.Errorf("%s 24:00:00: the job is still found", day)
		}
		if _, ok := after.Employer("ekby-kommun"); ok || len(after.Employers()) != 0 {
			t.Errorf("%s 24:00:00: its employer still has ads", day)
		}
		if _, ok := x.At(midnight.Add(-time.Second)).Job("aaaaaaaaaa"); !ok {
			t.Errorf("%s: a clock turned back does not find the job", day)
		}
		if x.At(midnight) != after {
			t.Errorf("%s: a clock turned back has thrown away the version that holds", day)
		}
	}
}

func TestAScheduledJobAppearsAtItsInstant(t *testing.T) {
	from := start.Add(90 * time.Minute)
	x := loaded(1, []*board.Job{advertise("aaaaaaaaaa", from, from.Add(time.Hour))})
	before := x.At(start)
	if before.Search(board.Query{Limit: 1}).Total != 0 {
		t.Error("it is found before its time")
	}
	if !before.Until().Equal(from) {
		t.Errorf("the version holds until %v, want %v", before.Until(), from)
	}
	if x.At(from.Add(-time.Millisecond)) != before {
		t.Error("the version was made anew though it holds")
	}
	if x.At(from).Search(board.Query{Limit: 1}).Total != 1 {
		t.Error("it is not found at its time")
	}
}

func TestAVersionEndsWithAFeaturedPlaceAndAtMidnight(t *testing.T) {
	j := advertise("aaaaaaaaaa", start, start.AddDate(0, 1, 0))
	j.Promotion.FeaturedUntil = start.Add(time.Hour)
	x := loaded(1, []*board.Job{j})
	if got := x.At(start).Until(); !got.Equal(j.Promotion.FeaturedUntil) {
		t.Errorf("it holds until %v, want the end of the featured place", got)
	}
	if got := x.At(start.Add(time.Hour)).Until(); !got.Equal(board.DateOf(start).AddDays(1).Start()) {
		t.Errorf("then until %v, want midnight", got)
	}
}

func TestPagingNeverRepeatsOrLosesAJob(t *testing.T) {
	g := newGenerator(7, 20)
	jobs := g.jobs(700, 5)
	for _, j := range jobs[:300] { // many that only the ID tells apart
		j.Run = board.Run{From: start.Add(-time.Hour), Until: start.Add(time.Hour)}
	}
	x := loaded(1, jobs[:400])
	x.Apply(board.Position{Seq: 2}, jobs[400:], nil)
	v := x.At(start)
	for _, sort := range board.Sorts() {
		for _, text := range []string{"", g.words[0]} {
			seen := map[board.ID]bool{}
			q := board.Query{Text: text, Sort: sort, Limit: 7}
			total := v.Search(q).Total
			for ; q.Offset < total+7; q.Offset += 7 {
				for _, h := range v.Search(q).Hits {
					if seen[h.Job.ID] {
						t.Errorf("%s %q: %s is on two pages", sort, text, h.Job.ID)
					}
					seen[h.Job.ID] = true
				}
			}
			if len(seen) != total || total == 0 {
				t.Errorf("%s %q: %d jobs on the pages, %d in all", sort, text, len(seen), total)
			}
		}
	}
}

func TestAnEmployerThatIsRenamedMoves(t *testing.T) {
	job := func(id board.ID, slug, name string) *board.Job {
		j := advertise(id, start, start.Add(time.Hour))
		j.Employer = board.Employer{Slug: slug, Name: name}
		return j
	}
	x := loaded(1, []*board.Job{job("a000000000", "b", "Berg"), job("b000000000", "c", "Ceder")})
	x.Apply(board.Position{Seq: 2}, []*board.Job{job("a000000000", "b", "Åberg")}, nil)
	v := x.At(start)
	if e, _ := v.Employer("b"); e.Employer.Name != "Åberg" || e.Count != 1 {
		t.Errorf("%+v", e)
	}
	if all := v.Employers(); len(all) != 2 || all[0].Employer.Slug != "c" {
		t.Errorf("%+v", all)
	}
	q := board.Query{Facets: []board.Facet{board.FacetEmployer}}
	if counts := v.Search(q).Facets[board.FacetEmployer]; !slices.Equal(counts, []search.Count{{Value: "c", Count: 1}, {Value: "b", Count: 1}}) {
		t.Errorf("%v", counts)
	}
}

func TestAnEmployerIsFoundByItsNumberUnlessItIsPersonal(t *testing.T) {
	number := func(s string) board.OrgNr {
		nr, err := board.ParseOrgNr(s)
		if err != nil {
			t.Fatal(err)
		}
		return nr
	}
	public, personal := advertise("a000000000", start, start.Add(time.Hour)), advertise("b000000000", start, start.Add(time.Hour))
	public.Employer = board.Employer{Slug: "ekby-kommun", OrgNr: number("212000-0142")}
	personal.Employer = board.Employer{Slug: "konsult", OrgNr: number("640823-3234")}
	v := loaded(1, []*board.Job{public, personal}).At(start)
	if e, ok := v.Employer("2120000142"); !ok || e.Employer.Slug != "ekby-kommun" {
		t.Errorf("%v %v", e, ok)
	}
	if _, ok := v.Employer("6408233234"); ok {
		t.Error("a personal number finds its owner")
	}
}

func TestTheTextIsNotKept(t *testing.T) {
	j := advertise("aaaaaaaaaa", start, start.Add(time.Hour))
	j.Ad.Text = board.Text{HTML: "<p>Vi söker</p>", Plain: "Vi söker"}
	x := loaded(1, []*board.Job{j})
	hit := x.At(start).Search(board.Query{Text: "söker", Limit: 1}).Hits[0]
	if hit.Job.Ad.Text != (board.Text{}) || hit.Excerpt != "Vi söker" {
		t.Errorf("text %q, excerpt %q", hit.Job.Ad.Text, hit.Excerpt)
	}
	if j.Ad.Text.Plain == "" {
		t.Error("the caller's job has lost its text")
	}
}

func TestReadersAndTheWriterDoNotDisturbEachOther(t *testing.T) {
	g := newGenerator(3, 20)
	jobs := g.jobs(300, 5)
	x := loaded(0, jobs)
	var queries []board.Query
	for range 50 {
		queries = append(queries, g.query())
	}
	var readers sync.WaitGroup
	for reader := range uint64(3) {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(reader, 2))
			for range 300 {
				v := x.At(start.Add(time.Duration(r.IntN(100)) * time.Hour))
				q := queries[r.IntN(len(queries))]
				if first, second := v.Search(q), v.Search(q); first.Total != second.Total {
					t.Errorf("a version has changed: %d, then %d", first.Total, second.Total)
				}
				v.Employers()
			}
		})
	}
	readers.Go(func() {
		for range 20 {
			save(x.At(start))
		}
	})
	for seq := range int64(150) {
		x.Apply(board.Position{Seq: seq}, []*board.Job{g.jobWithID(jobs[g.IntN(300)].ID, 5), g.job(5)}, nil)
	}
	readers.Wait()
}
