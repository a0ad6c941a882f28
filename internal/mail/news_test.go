package mail

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/mail/mailtest"
)

// following is a Writer for a reader with two alerts, on a board with so many ads, all live but those that end says.
func following(t *testing.T, ads int, end ...int) *Writer {
	t.Helper()
	jobs := map[board.ID]*board.Job{}
	for i := range ads {
		j := &board.Job{ID: ad(i), State: board.StatusLive, Employer: board.Employer{Name: "Ekby kommun"},
			Run: board.Run{From: morning.Add(-time.Duration(i) * time.Minute), Until: morning.AddDate(0, 0, 30)},
			Ad: board.Ad{Headline: fmt.Sprintf("Upphandlare %d", i), Deadline: board.Deadline{Date: board.DateOf(morning).AddDays(3)},
				Where: board.Where{Places: []board.Place{{Municipality: "0580"}, {Municipality: "0180"}}}}}
		jobs[j.ID] = j
	}
	for _, i := range end {
		jobs[ad(i)].Run.Until = morning
	}
	return writer(t, func(c *Config) {
		c.Jobs = func(context.Context, []board.ID) (map[board.ID]*board.Job, error) { return jobs, nil }
		c.Secrets[board.NoticeAlert] = func(context.Context, board.Notice) (map[string]string, error) {
			return readSample(t, board.NoticeAlert).Secrets, nil
		}
	})
}

func ad(i int) board.ID { return board.ID(fmt.Sprintf("%010d", i)) }

// telling is a notice of news: the ads from one to before another because of each alert.
func telling(lang board.Language, ads ...[2]int) board.Notice {
	var all []board.News
	for i, span := range ads {
		n := board.News{Alert: []board.ID{"b1c2d3e4f5", "c1c2d3e4f5", "d1c2d3e4f5"}[i]}
		for j := span[0]; j < span[1]; j++ {
			n.Jobs = append(n.Jobs, ad(j))
		}
		all = append(all, n)
	}
	return board.Notice{ID: 1, Kind: board.NoticeAlert, To: "lena@x.example", Language: lang, Details: map[string]string{"news": board.FormatNews(all)}}
}

func TestALetterListsTheNewAds(t *testing.T) {
	for _, s := range []struct {
		name    string
		ads     int
		end     []int
		notice  board.Notice
		subject string
		has     []string
		not     string
	}{
		{"one", 1, nil, telling("sv", [2]int{0, 1}), "Nytt jobb: Upphandlare 0", []string{
			"Upphandlare, Stockholms län\n", "\nUpphandlare 0\nEkby kommun, Linköping, Stockholm\n3 dagar kvar\nhttps://journal.example/jobb/lediga-jobb/upphandlare-0-0000000000?via=alert\n",
			"Visa sökningen:\nhttps://journal.example/jobb/lediga-jobb?region=01&role=upphandlare&via=alert\n", "Avsluta bevakningen:\nhttps://journal.example/jobb/bevakningar/avsluta/w8x1c5v6b0n.s3",
		}, "ramavtal"},
		{"some, the newest first", 3, nil, telling("sv", [2]int{0, 3}), "3 nya jobb: Upphandlare 0 och 2 till", nil, "\u0000"},
		{"in English", 3, nil, telling("en", [2]int{0, 3}), "3 new jobs: Upphandlare 0 and 2 more", []string{"?lang=en&via=alert", "3 days left"}, "Avsluta"},
		{"one that has ended", 2, []int{0}, telling("sv", [2]int{0, 2}), "Nytt jobb: Upphandlare 1", nil, "Upphandlare 0"},
		{"of two searches", 4, nil, telling("sv", [2]int{0, 2}, [2]int{2, 4}), "4 nya jobb: Upphandlare 0 och 3 till", []string{"ramavtal & avrop", "w8x1c5v6b0n.s4", "w8x1c5v6b0n.s5"}, "w8x1c5v6b0n.s3"},
		{"of an alert that has ended meanwhile", 4, nil, telling("sv", [2]int{0, 2}, [2]int{2, 3}, [2]int{3, 4}), "3 nya jobb: Upphandlare 0 och 2 till", nil, "Upphandlare 3"},
		{"very many", 100, nil, telling("sv", [2]int{0, 99}), "99 nya jobb: Upphandlare 0 och 98 till", []string{"och 69 till. Visa alla:"}, "Upphandlare 30"},
		{"more than are kept", 100, nil, telling("sv", [2]int{0, 100}), "100 nya jobb: Upphandlare 0 och 99 till", []string{"och fler. Visa alla:"}, "Upphandlare 30"},
	} {
		w := following(t, s.ads, s.end...)
		l, err := w.Write(t.Context(), s.notice)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if l.Subject != s.subject || strings.Contains(l.Text, s.not) {
			t.Errorf("%s: %q, or it has %q:\n%s", s.name, l.Subject, s.not, l.Text)
		}
		for _, part := range s.has {
			if !strings.Contains(l.Text, part) {
				t.Errorf("%s: %q is missing:\n%s", s.name, part, l.Text)
			}
		}
		if subjects, err := w.Subjects(t.Context(), []board.Notice{s.notice}); err != nil || subjects[0] != s.subject {
			t.Errorf("%s: in the list it is %q, %v", s.name, subjects, err)
		}
		looksRight(t, l)
	}
}

func TestALetterWithoutAdsIsNeedless(t *testing.T) {
	for name, w := range map[string]*Writer{"all have ended": following(t, 2, 0, 1), "all are gone": following(t, 0)} {
		if _, err := w.Write(t.Context(), telling("sv", [2]int{0, 2})); !errors.Is(err, ErrVanished) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASubscriptionEndsByOneClick(t *testing.T) {
	l, err := following(t, 1).Write(t.Context(), telling("sv", [2]int{0, 1}))
	if err != nil {
		t.Fatal(err)
	}
	read, err := mailtest.Read(bytesOf(t, l))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"List-Unsubscribe":      "<https://journal.example/jobb/bevakningar/avsluta/w8x1c5v6b0n.s3>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"List-Id":               "<bevakningar.journal.example>",
		"Auto-Submitted":        "auto-generated",
	} {
		if got := read.Header.Get(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	if l.End = ""; strings.Contains(string(bytesOf(t, l)), "List-") {
		t.Error("what is no subscription can be unsubscribed from")
	}
}

func bytesOf(t *testing.T, l *Letter) []byte {
	t.Helper()
	raw, err := l.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
