package search_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

const program = "test"

// save is what a version has written down.
func save(v *search.Version) []byte {
	var file bytes.Buffer
	if err := v.Save(&file, program, ""); err != nil {
		panic(err)
	}
	return file.Bytes()
}

func restore(x *search.Index, file []byte) (board.Position, error) {
	return x.Restore(bytes.NewReader(file), int64(len(file)), func(o search.Origin) bool { return o.Program == program })
}

// restarted is a new index that stands where a version stood.
func restarted(v *search.Version) *search.Index {
	x := search.New()
	if at, err := restore(x, save(v)); err != nil || at != v.Position() {
		panic(err)
	}
	return x
}

func TestWhatIsSavedAnswersAsItDid(t *testing.T) {
	g := newGenerator(7, 20)
	before := loaded(9, g.jobs(3000, 30)).At(start)
	after := restarted(before).At(start)
	for range 200 {
		q := g.query()
		if got, want := asJSON(after.Search(q)), asJSON(before.Search(q)); got != want {
			t.Fatalf("%+v\n got %s\nwant %s", q, got, want)
		}
		typed := q.Text[:min(3, len(q.Text))]
		if got, want := asJSON(after.Suggest(typed, board.Swedish)), asJSON(before.Suggest(typed, board.Swedish)); got != want {
			t.Fatalf("%q\n got %s\nwant %s", typed, got, want)
		}
	}
}

// A field that was forgotten would be found by what no question above happens to ask.
func TestWhatIsSavedIsTheSameInEveryField(t *testing.T) {
	jobs := newGenerator(7, 20).jobs(3000, 30)
	lasting := slices.DeleteFunc(jobs, func(j *board.Job) bool { return j.Run.Until.Before(start) }) // segments are saved as they are
	before := loaded(9, lasting).At(start)
	if fields := restarted(before).At(start).Unlike(before); len(fields) > 0 {
		t.Error(fields)
	}
}

// What nobody finds any longer is not kept on a disk, and a person who hires by herself is somebody.
func TestWhatHasEndedIsNotSaved(t *testing.T) {
	ended := advertise("0000000001", start.AddDate(0, 0, -20), start.AddDate(0, 0, -2))
	ended.Ad.Headline = "Slutförd"
	ended.Employer = board.Employer{ID: 1, Slug: "berit-berg", Name: "Berit Berg"}
	removed, live := advertise("0000000002", start.AddDate(0, 0, -3), start.AddDate(0, 0, 9)), advertise("0000000003", start.AddDate(0, 0, -3), start.AddDate(0, 0, 9))
	removed.Ad.Headline, live.Ad.Headline = "Borttagen", "Upphandlare"
	live.Employer = board.Employer{ID: 2, Slug: "ekby", Name: "Ekby kommun"}
	x := loaded(1, []*board.Job{ended, removed, live})
	x.At(start)
	x.Apply(board.Position{Epoch: "e", Seq: 2}, nil, []board.ID{removed.ID})
	file := string(save(x.At(start)))
	for _, gone := range []string{"Slutförd", "slutförd", "Borttagen", "Berit", "berit"} {
		if strings.Contains(file, gone) {
			t.Errorf("%q is saved", gone)
		}
	}
	again := restarted(x.At(start)).At(start)
	if got := again.Search(board.Query{Limit: 9}); got.Total != 1 || got.Hits[0].Job.Employer != live.Employer {
		t.Error(asJSON(got))
	}
	if e := again.Employers(); len(e) != 1 {
		t.Error(asJSON(e))
	}
}

func TestWhatIsDamagedOrDoesNotFitIsNotRestored(t *testing.T) {
	x := loaded(3, newGenerator(1, 3).jobs(20, 10))
	file := save(x.At(start))
	other := loaded(1, newGenerator(2, 3).jobs(5, 10))
	refused := func(what string, file []byte) {
		t.Helper()
		if _, err := restore(other, file); err == nil {
			t.Error(what, "is restored")
		}
		if other.At(start).Position().Seq != 1 {
			t.Error(what, "has changed the index")
		}
	}
	for i := 0; i < len(file); i += 5 {
		damaged := bytes.Clone(file)
		damaged[i] ^= 1 << (i % 8)
		refused("another bit", damaged)
	}
	for n := 0; n < len(file); n += 7 {
		refused("a beginning", file[:n])
	}
	want := search.Origin{Program: program, Position: board.Position{Epoch: "e", Seq: 3}, Latest: start}
	if _, err := x.Restore(bytes.NewReader(file), int64(len(file)), func(o search.Origin) bool { return o != want }); !errors.Is(err, search.ErrUnfit) {
		t.Error("another origin:", err)
	}
}

func TestAnEmptyBoardIsSaved(t *testing.T) {
	if got := restarted(loaded(5, nil).At(time.Time{})).At(start); got.Position().Seq != 5 || got.Search(board.Query{}).Total != 0 {
		t.Error(got.Position())
	}
}

func FuzzRestore(f *testing.F) {
	f.Add(save(loaded(3, newGenerator(1, 3).jobs(3, 10)).At(start)))
	x := search.New()
	f.Fuzz(func(t *testing.T, file []byte) { _, _ = restore(x, file) })
}
