package site_test

import (
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
)

func TestSavedJobsByDeadline(t *testing.T) {
	s := few(t)
	e := s.employer("Norrvik AB")
	s.job("0000000004", e, func(j *board.Job) {
		j.Ad.Headline, j.State, j.Ending.At = "Tillsatt tjänst", board.StatusFilled, s.now.Add(-time.Hour)
	})
	s.job("0000000005", e, func(j *board.Job) {
		j.Ad.Headline = "Utgången tjänst"
		j.Ad.Deadline = board.Deadline{Date: board.DateOf(s.now).AddDays(-3)}
		j.Run = board.NewRun(s.now.Add(-30*24*time.Hour), j.Ad.Deadline, 60)
	})
	s.job("0000000006", e, func(j *board.Job) {
		j.Ad.Headline, j.State, j.Ending.At = "Borttagen tjänst", board.StatusWithdrawn, s.now
	})
	s.follow()
	d := s.page(200, "/sparade?id=0000000003&id=0000000001&id=0000000002&id=0000000001&id=0000000004&id=0000000005&id=0000000006&id=zzzzzzzzzz&id=hej")
	d.says("p[role=status]", "3 sparade jobb att söka")
	d.says(".job-card h2", "Procurement officer | Upphandlare till Ekby kommun | Inköpschef")
	d.says(".job-card h3", "Tillsatt tjänst | Utgången tjänst")
	d.says(".beside .job-card__when", "Tjänsten är tillsattPublicerad i dag | Ansökningstiden gick ut 19 novPublicerad 23 okt")
	d.says(".saved__gone p", "2 sparade annonser har tagits bort och går inte att läsa längre. | Ta bort ur listan")
	if forget, _ := attribute(d.all("button[data-act=forget]")[0], "data-forget"); forget != "0000000006 zzzzzzzzzz" {
		t.Errorf("forgets %q", forget)
	}
	if page := s.ask("GET", "/sparade?id=0000000006").Body.String(); strings.Contains(page, "Borttagen") {
		t.Error("what was withdrawn is shown")
	}
}

func TestThePageOfSavedJobsIsNobodysUntilItsScriptRuns(t *testing.T) {
	s := few(t)
	d := s.page(200, "/sparade")
	d.says("h1", "Sparade jobb")
	if len(d.all(".job-card")) > 0 {
		t.Error("somebody's jobs are shown")
	}
	if got := d.text(".saved__needs"); !strings.HasPrefix(got, "För att spara jobb behövs JavaScript") {
		t.Errorf("without a script it says %q", got)
	}
	w := s.ask("GET", "/sparade?id=0000000001")
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("kept %q", got)
	}
	if len(s.page(200, "/sparade").all("meta[name=robots]")) == 0 {
		t.Error("it is to be found")
	}
	s.page(200, "/sparade?lang=en").says("h1", "Saved jobs")
}

func TestOnlyWhatCanBeAppliedForIsSavedFromItsPage(t *testing.T) {
	s := few(t)
	j := s.job("0000000004", s.employer("Norrvik AB"), func(j *board.Job) {
		j.State, j.Ending.At = board.StatusFilled, s.now.Add(-time.Hour)
	})
	if n := len(s.page(200, ekbyPage).all(".tools .save")); n != 1 {
		t.Errorf("%d buttons on a live ad's page", n)
	}
	if n := len(s.page(200, s.links.Local(s.links.Job(j))).all(".tools")); n != 0 {
		t.Error("an ended ad can be saved")
	}
}
