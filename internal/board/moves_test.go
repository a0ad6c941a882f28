package board

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// allowed is the life of a job as a table: from which states each move leads on. It is written out once more here, so
// that a move that begins to allow more, or less, is seen.
var allowed = map[Move][]Status{
	MoveApprove:        {StatusInReview},
	MoveReturn:         {StatusInReview},
	MoveRefuse:         {StatusInReview},
	MoveResubmit:       {StatusReturned},
	MoveEdit:           {StatusInReview, StatusScheduled, StatusLive, StatusPaused},
	MoveRevise:         {StatusScheduled, StatusLive, StatusPaused},
	MoveAcceptRevision: {StatusScheduled, StatusLive, StatusPaused},
	MoveDropRevision:   Statuses(),
	MovePause:          {StatusScheduled, StatusLive},
	MoveResume:         {StatusPaused},
	MoveExtend:         {StatusScheduled, StatusLive, StatusPaused},
	MoveReschedule:     {StatusScheduled},
	MoveFeature:        {StatusScheduled, StatusLive, StatusPaused},
	MoveEnd:            {StatusLive, StatusPaused, StatusExpired},
	MoveWithdraw: {StatusInReview, StatusReturned, StatusScheduled, StatusLive, StatusPaused, StatusExpired,
		StatusFilled, StatusCancelled},
	MoveReadvertise: {StatusExpired, StatusFilled, StatusCancelled},
}

// try makes the move with arguments that are good in themselves.
func try(j *Job, move Move, now time.Time) error {
	later := Deadline{Date: maxDate(DateOf(now), j.Ad.Deadline.Date).AddDays(5)}
	changed := j.Ad
	changed.Headline += "!"
	changed.Deadline = Deadline{Date: DateOf(now).AddDays(7)}
	switch move {
	case MoveApprove:
		return j.Approve("e@example.se", now.Add(time.Hour), now)
	case MoveReturn:
		return j.Return("e@example.se", []string{"deadline"}, "", now)
	case MoveRefuse:
		return j.Refuse("e@example.se", []string{"category"}, "", now)
	case MoveResubmit:
		return j.Resubmit(changed, now)
	case MoveEdit:
		return j.Edit(changed, now)
	case MoveRevise:
		return j.Revise(changed, "o@example.se", now)
	case MoveAcceptRevision:
		return j.AcceptRevision("e@example.se", now)
	case MoveDropRevision:
		return j.DropRevision("o@example.se", nil, "", now)
	case MovePause:
		return j.Pause("e@example.se", now)
	case MoveResume:
		return j.Resume("e@example.se", now)
	case MoveExtend:
		return j.Extend(later, "few_applicants", 0, now)
	case MoveReschedule:
		return j.Reschedule(now.Add(2*time.Hour), now)
	case MoveFeature:
		return j.Feature(now.Add(time.Hour), now)
	case MoveEnd:
		return j.End([]string{EndFilled, EndCancelled, EndEnoughApplicants}[now.Hour()%3], now)
	case MoveWithdraw:
		return j.Withdraw("not_ours", "", now)
	case MoveReadvertise:
		_, err := j.Advertise("0000000000", "o@example.se", true, now)
		return err
	}
	panic("no such move: " + move)
}

func maxDate(a, b Date) Date {
	if a.Before(b) {
		return b
	}
	return a
}

func TestAPausedAdWhoseTimeIsOverHasNotEnoughApplicants(t *testing.T) {
	now := time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC)
	job := &Job{ID: "0123456789", State: StatusPaused, Run: Run{From: now.Add(-48 * time.Hour), Until: now.Add(-time.Hour)}}
	var refused *MoveError
	if err := job.End(EndEnoughApplicants, now); !errors.As(err, &refused) || refused.From != StatusPaused {
		t.Errorf("%v, want a refusal of one that is paused", err)
	}
}

func TestARandomLifeKeepsItsRules(t *testing.T) {
	moves := make([]Move, 0, len(allowed))
	for m := range allowed {
		moves = append(moves, m)
	}
	slices.Sort(moves)
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC)
		job := &Job{ID: "0123456789", State: StatusInReview, Days: rapid.SampledFrom([]int{0, 30, 60}).Draw(t, "days"),
			Ad: Ad{Headline: "Upphandlare", Deadline: Deadline{Date: DateOf(now).AddDays(rapid.IntRange(0, 40).Draw(t, "deadline"))}}}
		for range rapid.IntRange(1, 30).Draw(t, "length") {
			now = now.Add(time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour)
			move := rapid.SampledFrom(moves).Draw(t, "move")
			step(t, job, move, now)
		}
	})
}

// step makes one move and holds it to the table.
func step(t *rapid.T, job *Job, move Move, now time.Time) {
	before, status, waiting := *job, job.Status(now), job.Revision != nil
	err := try(job, move, now)
	var refused *MoveError
	switch {
	case err == nil && !slices.Contains(allowed[move], status):
		t.Fatalf("%s was allowed from %s", move, status)
	case err != nil && !(errors.As(err, &refused) && errors.Is(err, ErrConflict)):
		t.Fatalf("%s from %s: %v is no MoveError", move, status, err)
	case err != nil && !reflect.DeepEqual(before, *job):
		t.Fatalf("%s from %s was refused and changed the job", move, status)
	case err != nil && (refused.From != status || refused.Move != move):
		t.Fatalf("%s from %s: the error says %v", move, status, err)
	case err != nil && slices.Contains(allowed[move], status) && refused.Why == "":
		t.Fatalf("%s from %s was refused: %v", move, status, err)
	case err == nil && (move == MoveAcceptRevision || move == MoveDropRevision) && !waiting:
		t.Fatalf("%s without a revision", move)
	}
	hold(t, job, now)
}

// hold checks what is true of every job at every time.
func hold(t *rapid.T, job *Job, now time.Time) {
	status := job.Status(now)
	switch {
	case status == StatusLive != job.VisibleAt(now):
		t.Fatal("visible and live are not the same")
	case status == StatusLive && !job.Run.Contains(now):
		t.Fatalf("live at %s, outside its run %v", now, job.Run)
	case job.Run.Until.Before(job.Run.From):
		t.Fatalf("the run %v ends before it begins", job.Run)
	case status.Final() && job.Revision != nil && status == StatusWithdrawn:
		t.Fatal("a withdrawn ad keeps a revision")
	case job.Public(now).Revision != nil || job.Public(now).Owners != nil:
		t.Fatal("readers see a revision or an owner")
	case status != StatusLive && (job.Public(now).Ad.Contacts != nil || job.Public(now).Ad.Apply != Apply{}):
		t.Fatal("an ad that is not live shows contacts or a way to apply")
	}
	if at, ok := nextChange(job, now); ok {
		if !at.After(now) || job.Status(at.Add(-time.Millisecond)) != status {
			t.Fatalf("the state %s changes before the next change at %s", status, at)
		}
	} else if later := now.AddDate(50, 0, 0); job.Status(later) != status {
		t.Fatalf("the state %s becomes %s without a next change", status, job.Status(later))
	}
}

// nextChange is the next instant after the time at which the clock alone changes what a reader sees of the job: its begin,
// its end, the end of its featured place. ok is false when there is none.
func nextChange(j *Job, now time.Time) (at time.Time, ok bool) {
	if j.State != StatusLive {
		return time.Time{}, false
	}
	for _, t := range []time.Time{j.Run.From, j.Run.Until, j.Promotion.FeaturedUntil} {
		if t.After(now) && (!ok || t.Before(at)) && !t.After(j.Run.Until) {
			at, ok = t, true
		}
	}
	return at, ok
}

func TestADraftsWay(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	d := &Draft{ID: "0123456789", State: StatusDraft, Ad: Ad{Headline: "Upphandlare"}}
	if err := d.Submit(now); err == nil {
		t.Fatal("submitted with nobody to confirm it")
	}
	d.Owner = "maria@ekby.example"
	if err := d.Submit(now); err != nil || d.State != StatusUnconfirmed {
		t.Fatal(err, d.State)
	}
	if err := d.Submit(now); !errors.Is(err, ErrConflict) {
		t.Fatal("submitted twice", err)
	}
	d.Ad.Headline = "Inköpare"
	d.Edited(now)
	if _, err := d.Confirm(Employer{ID: 1}, 45, now); !errors.Is(err, ErrConflict) {
		t.Fatal("confirmed what was changed after it was submitted", err)
	}
	if err := d.Submit(now); err != nil {
		t.Fatal(err)
	}
	job, err := d.Confirm(Employer{ID: 1}, 45, now)
	if err != nil || job.State != StatusInReview || job.ID != d.ID || job.Ad.Headline != "Inköpare" || job.Days != 45 {
		t.Fatal(job, err)
	}
}

func TestEndings(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	for reason, want := range map[string]Status{
		EndFilled: StatusFilled, EndCancelled: StatusCancelled, EndEnoughApplicants: StatusExpired,
		EndError: StatusWithdrawn, EndNotOurs: StatusWithdrawn,
	} {
		job := live(now, Deadline{Date: DateOf(now).AddDays(10)})
		if err := job.End(reason, now); err != nil || job.Status(now) != want || job.VisibleAt(now) {
			t.Errorf("%s: %s %v", reason, job.Status(now), err)
		}
		if job.GoneAt(now, 180*24*time.Hour) != (want == StatusWithdrawn) {
			t.Errorf("%s: the page is gone: %v", reason, want)
		}
		if want != StatusWithdrawn && !job.GoneAt(now.AddDate(0, 0, 180), 180*24*time.Hour) {
			t.Errorf("%s: the page is not gone after 180 days", reason)
		}
	}
	job := live(now, Deadline{Date: DateOf(now)})
	if err := job.End("because", now); !errors.Is(err, ErrConflict) {
		t.Error("ended for no known reason", err)
	}
}

func TestAnAdIsAdvertisedAgain(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	job := live(now, Deadline{Date: DateOf(now)})
	after := now.AddDate(0, 0, 2)
	d, err := job.Advertise("abcdefghjk", "maria@ekby.example", false, after)
	if err != nil || d.Readvertise.Of != job.ID || d.ID == job.ID || !d.Ad.Deadline.IsZero() || d.State != StatusDraft {
		t.Fatal(d, err)
	}
	if job.Status(after) != StatusExpired {
		t.Error("the old ad changed")
	}
}

func live(now time.Time, deadline Deadline) *Job {
	job := &Job{ID: "0123456789", State: StatusInReview, Ad: Ad{Headline: "Upphandlare", Deadline: deadline}, Days: 60}
	if err := job.Approve("e@example.se", now, now); err != nil {
		panic(err)
	}
	return job
}
