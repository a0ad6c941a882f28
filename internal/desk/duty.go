package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// What is told to those on duty is remembered as a place in time: everything that came, or was overdue, by then has been
// told of.
const (
	dutyCursor     = "duty"
	reminderCursor = "duty.reminder"
)

// gatherDuty is for how long at least those on duty are left alone after a letter: what comes meanwhile stands in the next.
const gatherDuty = 10 * time.Minute

// CallDuty owes those on duty a letter when something waits that they have not been told of, and another when an answer
// that was promised is overdue. It is to be called again and again; whichever replica calls first writes.
func (d *Desk) CallDuty(ctx context.Context) error {
	err := errors.Join(
		d.call(ctx, dutyCursor, board.NoticeDuty, func(since, _ time.Time) time.Time { return since }),
		d.call(ctx, reminderCursor, board.NoticeReminder, func(_, promised time.Time) time.Time { return promised }),
	)
	if err != nil {
		return fmt.Errorf("calling those on duty: %w", err)
	}
	return nil
}

// call owes a letter about what has become due after the cursor's time, and moves the cursor to now. due is when a thing
// does, by when it was handed in and when its answer is promised.
func (d *Desk) call(ctx context.Context, cursor string, kind board.NoticeKind, due func(since, promised time.Time) time.Time) error {
	waits, err := d.store.Waits(ctx, time.Time{})
	if err != nil || len(waits) == 0 {
		return err // nothing is written as long as there is nothing to tell
	}
	office, err := d.Office(ctx)
	if err != nil {
		return err
	}
	var at []time.Time
	for _, since := range waits {
		at = append(at, due(since, office.Promised(since)))
	}
	return d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Alone(ctx, cursor); err != nil {
			return err
		}
		now := d.now()
		told, err := tx.Cursor(ctx, cursor)
		if err != nil || now.Sub(told.At) < gatherDuty {
			return err
		}
		fresh := slices.ContainsFunc(at, func(t time.Time) bool { return t.After(told.At) && !t.After(now) })
		if !fresh {
			return nil
		}
		c := &change{Desk: d, tx: tx, by: board.System, now: now}
		if err := c.tellDuty(ctx, kind, waits, at); err != nil {
			return err
		}
		return tx.MoveCursor(ctx, cursor, store.Cursor{At: now})
	})
}

// tellDuty owes everybody on duty the letter about what waits and is due.
func (c *change) tellDuty(ctx context.Context, kind board.NoticeKind, waits, at []time.Time) error {
	n := 0
	for _, t := range at {
		if !t.After(c.now) {
			n++
		}
	}
	people, err := c.onDuty(ctx)
	if err != nil {
		return err
	}
	for _, e := range people {
		lang := cmp.Or(e.Language, board.Swedish)
		err := c.owe(ctx, board.Notice{
			Kind: kind, To: e.Email, Language: lang, NotBefore: c.now, DedupeKey: string(kind) + ":" + e.Email,
			Details: map[string]string{"n": fmt.Sprint(n), "age": words.Age(lang, c.now.Sub(waits[0]))},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// onDuty is those who review today: editors and admins, the stand-in of each who is away.
func (c *change) onDuty(ctx context.Context) ([]board.Editor, error) {
	stored, err := c.tx.Editors(ctx)
	if err != nil {
		return nil, err
	}
	all, known := c.withAdmins(stored), map[string]board.Editor{}
	for _, e := range all {
		known[e.Email] = e
	}
	called := map[string]board.Editor{}
	for _, e := range all {
		switch {
		case !e.Role.May(board.PermReview):
		case !e.Away(board.DateOf(c.now)):
			called[e.Email] = e
		case e.StandIn != "":
			called[e.StandIn] = board.Editor{Email: e.StandIn, Language: known[e.StandIn].Language}
		}
	}
	people := slices.Collect(maps.Values(called))
	slices.SortFunc(people, func(a, b board.Editor) int { return strings.Compare(a.Email, b.Email) })
	return people, nil
}

// Office is when the desk is there. A setting that cannot be read keeps nobody from working.
func (d *Desk) Office(ctx context.Context) (board.Office, error) {
	settings, err := d.store.Settings(ctx)
	if err != nil {
		return board.Office{}, err
	}
	office, err := board.ParseOffice(settings[board.SettingHours])
	if err != nil {
		return board.Office{}, nil
	}
	return office, nil
}
