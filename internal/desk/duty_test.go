package desk

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// called is the letters that calling those on duty now owes: kind, how many wait, and to whom.
func (r *reviewing) called() string {
	r.Helper()
	if err := r.CallDuty(r.Context()); err != nil {
		r.Fatal(err)
	}
	all, err := r.store.Notices(r.Context(), store.NoticeSearch{State: board.NoticeWaiting, Limit: 100})
	if err != nil {
		r.Fatal(err)
	}
	var letters []string
	for _, n := range all {
		name, _, _ := strings.Cut(n.To, "@")
		letters = append(letters, string(n.Kind)+" "+n.Details["n"]+" "+n.Details["age"]+" "+name)
		r.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.EndNotice(ctx, n.ID, board.NoticeSent, "", r.now)
		})
	}
	slices.Sort(letters)
	return strings.Join(letters, ", ")
}

func (r *reviewing) on(e board.Editor) {
	r.Helper()
	e.CreatedAt = r.now
	r.write(func(ctx context.Context, tx *store.Tx) error { return tx.SaveEditor(ctx, e) })
}

func (r *reviewing) expects(what, want string) {
	r.Helper()
	if got := r.called(); got != want {
		r.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestThoseOnDutyAreCalledOncePerWaitAndReminded(t *testing.T) {
	on(t, func(r *reviewing) {
		r.now = time.Date(2026, 11, 23, 9, 0, 0, 0, board.Stockholm()) // a Monday
		r.on(board.Editor{ID: "aaaaaaaaaa", Email: anna.Email, Role: board.DeskEditor})
		r.on(board.Editor{ID: "bbbbbbbbbb", Email: sara.Email, Role: board.DeskSales})
		r.expects("nothing waits", "")
		first := r.handIn(1)
		r.now = r.now.Add(time.Minute)
		r.expects("one waits", "duty 1 1 minut anna")
		r.now = r.now.Add(time.Minute)
		r.handIn(2)
		r.expects("another soon after", "")
		r.now = r.now.Add(9 * time.Minute)
		r.expects("both, gathered", "duty 2 11 minuter anna")
		r.now = r.now.Add(time.Hour)
		r.expects("nothing new", "")
		r.now = time.Date(2026, 11, 23, 13, 0, 30, 0, board.Stockholm())
		r.expects("after four hours", "reminder 1 4 timmar anna")
		r.now = r.now.Add(20 * time.Minute)
		r.expects("the second one's four hours", "reminder 2 4 timmar anna")
		r.now = r.now.Add(20 * time.Minute)
		r.expects("reminded once", "")
		must[int64](r)(r.Approve(r.Context(), anna, first, time.Time{}))
		r.now = r.now.AddDate(0, 0, 1)
		r.expects("only the owner's letter", "approved   rekrytering")
	})
}

func TestThoseOnDutyAreCalledInTheirLanguage(t *testing.T) {
	on(t, func(r *reviewing) {
		r.on(board.Editor{ID: "aaaaaaaaaa", Email: anna.Email, Role: board.DeskEditor, AwayUntil: board.DateOf(r.now), StandIn: bo.Email})
		r.on(board.Editor{ID: "bbbbbbbbbb", Email: bo.Email, Role: board.DeskEditor, Language: board.English})
		r.handIn(1)
		r.now = r.now.Add(time.Minute)
		r.expects("one, who stands in too", "duty 1 1 minute bo")
	})
}

func TestAStandInIsCalledForWhoIsAway(t *testing.T) {
	on(t, func(r *reviewing) {
		r.admins = []string{"chef@tidningen.example.se", anna.Email}
		r.on(board.Editor{ID: "aaaaaaaaaa", Email: anna.Email, Role: board.DeskEditor, AwayUntil: board.DateOf(r.now), StandIn: bo.Email})
		r.handIn(1)
		r.expects("on the last day of the absence", "duty 1 mindre än en minut bo, duty 1 mindre än en minut chef")
		r.now = r.now.AddDate(0, 0, 1)
		r.handIn(2)
		if got := r.called(); !strings.Contains(got, "duty 2 24 timmar anna") || strings.Contains(got, " bo") {
			r.Errorf("after it: %q", got)
		}
	})
}
