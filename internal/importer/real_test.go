package importer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"ledigajobb/internal/board"
)

// shared opens a file of real ads, which lie beside the project where it is developed and nowhere else.
func shared(t testing.TB, name string) *os.File {
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared folder with real ads is not beside the project")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// tally counts the items of a file, and what is true of them.
func tally(t *testing.T, name string) map[string]int {
	n := map[string]int{}
	count := func(what string, is bool) {
		if is {
			n[what]++
		}
	}
	ids := map[string]bool{}
	for item, err := range JobTech(shared(t, name)) {
		if err != nil {
			t.Fatal(err)
		}
		in, ad := item.Incoming, item.Incoming.Ad
		checkItem(t, item)
		count("ads", true)
		count("refused", item.Refused != nil)
		count("the same id again", ids[in.Source.ID])
		ids[in.Source.ID] = true
		count("no text", ad.Text.Plain == "")
		count("no deadline", ad.Deadline.IsZero())
		count("no place", len(ad.Where.Places) == 0)
		count("no employer", in.Employer.Name == "")
		count("no publication", in.Published.IsZero())
		count("role or level", len(ad.Profile.Roles) > 0 || ad.Profile.Level != "")
		count("contacts", len(ad.Contacts) > 0)
		count(string(ad.Terms.Employment), true)
		count(string(ad.Salary.Reason), true)
		for _, m := range item.Misfits {
			count("misfit "+m.Field, true)
		}
	}
	return n
}

// checkItem holds of every item, whatever came in.
func checkItem(t *testing.T, item Item) {
	t.Helper()
	in := item.Incoming
	if item.Refused == nil && (in.Source.ID == "" || in.Ad.Headline == "" || in.Ad.Title == "" || len(in.Source.Digest) != 64) {
		t.Errorf("line %d lacks what an ad must have: %+v", item.Line, in.Source)
	}
	for _, s := range []string{in.Source.ID, in.Ad.Headline, in.Ad.Title, in.Ad.Text.HTML, in.Ad.Text.Plain, in.Employer.Name,
		in.Ad.Salary.Description, in.Ad.Apply.Information, in.Ad.Department} {
		if !utf8.ValidString(s) {
			t.Errorf("line %d has a text that is not UTF-8", item.Line)
		}
	}
	for _, p := range in.Ad.Where.Places {
		if len(p.Municipality) != 0 && p.Municipality[:2] != p.Region || p.Country == "" {
			t.Errorf("line %d has the place %+v", item.Line, p)
		}
	}
	if s := in.Ad.Salary; s.Stated() && (s.Period == "" || s.Currency == "" || s.Max != 0 && s.Min > s.Max) {
		t.Errorf("line %d has the pay %+v", item.Line, s)
	}
}

func same(t *testing.T, got, want map[string]int) {
	t.Helper()
	for what, n := range want {
		if got[what] != n {
			t.Errorf("%s: %d, want %d", what, got[what], n)
		}
	}
}

func TestEveryRealAdComesIn(t *testing.T) {
	if testing.Short() {
		t.Skip("25,825 ads take a while")
	}
	same(t, tally(t, "ads.jsonl.gz"), map[string]int{
		"ads": 25825, "refused": 0, "the same id again": 0,
		"no text": 11874, "no deadline": 24257, "no place": 2885, "no employer": 377, "no publication": 10954,
		"role or level": 0, "contacts": 0,
		string(board.Permanent): 122, string(board.FixedTerm): 21, string(board.OnCall): 5, string(board.Summer): 1,
		"misfit employment_type": 1213,
	})
}

func TestEveryWholeRealAdComesIn(t *testing.T) {
	same(t, tally(t, "jobtech-full.jsonl"), map[string]int{
		"ads": 96, "refused": 0, "no text": 0, "no deadline": 0, "no place": 1, "no employer": 0, "no publication": 0,
		"role or level":         0,
		string(board.Permanent): 72, string(board.FixedTerm): 20, string(board.OnCall): 4,
		string(board.PayIndividual): 4, string(board.PayByAgreement): 1,
		"misfit workplace_address.region": 1, "misfit employment_type": 0,
	})
}

func BenchmarkRealAds(b *testing.B) {
	for b.Loop() {
		file := shared(b, "ads.jsonl.gz")
		for _, err := range JobTech(file) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
