package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

// second is a second of a day in Sweden.
func second(day, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", day+" "+clock, board.Stockholm())
	if err != nil {
		panic(err)
	}
	return t
}

// until is a service with three procurement officers' jobs in one county that can be applied for until a day.
func until(t *testing.T, last string, now time.Time) *service {
	t.Helper()
	s := newService(t)
	s.now = now
	day, err := board.ParseDate(last)
	s.must(err)
	e := s.employer("Ekby kommun")
	for i := range 3 {
		s.job(board.ID(fmt.Sprintf("000000000%d", i+1)), e, func(j *board.Job) {
			j.Ad.Where.Places = []board.Place{{Municipality: "0580", Region: "05"}}
			j.Ad.Deadline, j.Ad.Continuous = board.Deadline{Date: day}, false
			j.Run = board.NewRun(now.AddDate(0, 0, -10), j.Ad.Deadline, 60)
		})
	}
	s.follow()
	return s
}

// said is what the service says of an ad at a moment, wherever it says it.
type said struct{ card, page, through, calendar, landing string }

// says asks for everything that hangs on the day.
func (s *service) says() said {
	s.Helper()
	list, ad := s.page(200, "/lediga-jobb"), s.page(200, ekbyPage)
	got := said{page: ad.text(".ad__deadline") + ad.text(".ad .notice__title"), landing: s.page(200, "/lediga-jobb/upphandlare/ostergotlands-lan").text("h1")}
	if cards := list.texts(".job-card__when time"); len(cards) > 0 {
		got.card = cards[0]
	}
	if markup := ad.all("script[type=application/ld+json]"); len(markup) > 0 {
		_, rest, _ := strings.Cut(markup[0].FirstChild.Data, `"validThrough":"`)
		got.through, _, _ = strings.Cut(rest, `"`)
	}
	_, rest, _ := strings.Cut(s.ask("GET", "/jobb.ics").Body.String(), "DTSTART;VALUE=DATE:")
	got.calendar, _, _ = strings.Cut(rest, "\r\n")
	return got
}

func TestTheLastDayAtMidnight(t *testing.T) {
	const own, search = "Upphandlare i Östergötlands län", "Lediga jobb"
	for _, c := range []struct {
		name, before, last, after string // the days
		through                   string // the end, exclusive
		weekday, written          string
	}{
		{"an ordinary day", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-01T00:00:00+01:00", "måndag 30 november", "30 november 2026"},
		{"summer time ends: the day has 25 hours", "2026-10-24", "2026-10-25", "2026-10-26", "2026-10-26T00:00:00+01:00", "söndag 25 oktober", "25 oktober 2026"},
		{"the day before summer time ends", "2026-10-23", "2026-10-24", "2026-10-25", "2026-10-25T00:00:00+02:00", "lördag 24 oktober", "24 oktober 2026"},
		{"summer time begins: the day has 23 hours", "2027-03-27", "2027-03-28", "2027-03-29", "2027-03-29T00:00:00+02:00", "söndag 28 mars", "28 mars 2027"},
		{"the day before summer time begins", "2027-03-26", "2027-03-27", "2027-03-28", "2027-03-28T00:00:00+01:00", "lördag 27 mars", "27 mars 2027"},
		{"New Year", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-01T00:00:00+01:00", "torsdag 31 december", "31 december 2026"},
		{"a leap day", "2028-02-28", "2028-02-29", "2028-03-01", "2028-03-01T00:00:00+01:00", "tisdag 29 februari", "29 februari 2028"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := until(t, c.last, second(c.before, "23:59:59"))
			day := strings.ReplaceAll(c.last, "-", "")
			tomorrow := said{"Sista dag i morgon", "Sista ansökningsdag i morgon, " + c.weekday, c.through, day, own}
			today := said{"Sista dag i dag", "Sista ansökningsdag i dag. Du kan söka till kl. 23.59.", c.through, day, own}
			over := said{"", "Ansökningstiden gick ut " + c.written, "", "", search}
			for _, step := range []struct {
				day, clock string
				want       said
			}{
				{c.before, "23:59:59", tomorrow}, {c.last, "00:00:00", today}, {c.last, "23:59:59", today}, {c.after, "00:00:00", over},
			} {
				s.now = second(step.day, step.clock)
				if got := s.says(); got != step.want {
					t.Errorf("%s %s: %+v\nnot %+v", step.day, step.clock, got, step.want)
				}
			}
		})
	}
}

func TestDeadlinesOfNextYear(t *testing.T) {
	s := until(t, "2027-01-11", second("2026-12-31", "23:59:59"))
	const through = "2027-01-12T00:00:00+01:00"
	far := said{"Ansök senast 11 jan 2027", "Sista ansökningsdag 11 januari 2027 (om 11 dagar)", through, "20270111", "Upphandlare i Östergötlands län"}
	if got := s.says(); got != far {
		t.Errorf("at the end of the year: %+v", got)
	}
	s.now = second("2027-01-01", "00:00:00")
	far.card, far.page = "Ansök senast 11 jan", "Sista ansökningsdag 11 januari 2027 (om 10 dagar)"
	if got := s.says(); got != far {
		t.Errorf("at the beginning of the year: %+v", got)
	}
	s.page(200, "/lediga-jobb?lang=en").says(".job-card__when", strings.Repeat("Apply by 11 JanPublished 21 Dec 2026 | ", 2)+"Apply by 11 JanPublished 21 Dec 2026")
	s.page(200, ekbyPage+"?lang=en").says(".ad__deadline", "Application deadline 11 January 2027 (in 10 days)")
}

func TestAClockTimeOnTheLastDay(t *testing.T) {
	s := until(t, "2026-10-25", second("2026-10-25", "00:00:00"))
	e, _ := s.index.At(s.now).Employer("ekby-kommun")
	s.job("0000000009", e.Employer, func(j *board.Job) {
		j.Ad.Headline, j.Ad.Continuous = "Upphandlare till klockan tolv", false
		j.Ad.Deadline = board.Deadline{Date: board.DateOf(s.now), Minute: 12 * 60}
		j.Run = board.NewRun(s.now.AddDate(0, 0, -1), j.Ad.Deadline, 60)
	})
	s.follow()
	for clock, want := range map[string]bool{"11:59:59": true, "12:00:00": false} {
		s.now = second("2026-10-25", clock)
		if got := strings.Contains(s.page(200, "/lediga-jobb").text(".job-card__when"), "Stänger i dag kl. 12.00"); got != want {
			t.Errorf("at %s it is listed: %v", clock, got)
		}
	}
	s.now = second("2026-10-25", "11:59:59")
	d := s.page(200, "/lediga-jobb/upphandlare-till-klockan-tolv-0000000009")
	d.says(".ad__deadline", "Ansökan stänger i dag kl. 12.00")
}
