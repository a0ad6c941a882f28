package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/store"
)

// A Mailer sends the letters that are due, each at least once: whoever dies between sending and noting it leaves a letter
// that is sent again, under the same Message-ID. Several may run on one database.
type Mailer struct {
	Store  *store.Store
	Writer *mail.Writer
	Server *mail.Server // nil: letters are kept, to be read at the desk
	Now    func() time.Time
	Log    *slog.Logger

	faults int       // how often in a row the mail server could not be reached
	quiet  time.Time // until when it is left alone
}

const (
	letters  = 20               // how many are held at a time
	hold     = 10 * time.Minute // for how long
	longest  = 3 * time.Minute  // that a letter takes: to connect, and to send
	giveUp   = 3 * 24 * time.Hour
	noteTime = 10 * time.Second // for noting what became of a letter, also when the program is being stopped
)

// pauses is how long to wait after each try; the last holds for all further ones.
var pauses = [...]time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// mostQuiet is how long the mail server is left alone at most: all letters wait for it.
const mostQuiet = 15 * time.Minute

// pause is how long to wait after the n-th try.
func pause(n int) time.Duration { return pauses[min(max(n, 1), len(pauses))-1] }

// Step sends what is due. Its error is the database's, not that of a letter or of the mail server.
func (m *Mailer) Step(ctx context.Context) error {
	for ctx.Err() == nil && !m.Now().Before(m.quiet) {
		held, err := m.hold(ctx)
		if err != nil {
			return fmt.Errorf("letters: %w", err)
		}
		if len(held) == 0 {
			return nil
		}
		if err := m.send(ctx, held); err != nil {
			return fmt.Errorf("letters: %w", err)
		}
	}
	return nil
}

// hold takes some of the letters that are due. Nothing is written when there are none: every write wakes this task.
func (m *Mailer) hold(ctx context.Context) (held []board.Notice, err error) {
	due, err := m.Store.NoticesDue(ctx, m.Now())
	if err != nil || !due {
		return nil, err
	}
	err = m.Store.Write(ctx, func(tx *store.Tx) (err error) {
		now := m.Now()
		held, err = tx.LeaseNotices(ctx, now, now.Add(hold), letters)
		return err
	})
	return held, err
}

// errAway marks that the mail server cannot be reached.
var errAway = errors.New("away")

// send deals with the letters one by one, over one connection as long as it lasts. Those that it does not come to it
// gives back.
func (m *Mailer) send(ctx context.Context, held []board.Notice) error {
	until := m.Now().Add(hold)
	line := &line{server: m.Server}
	defer line.close()
	for i, n := range held {
		if until.Sub(m.Now()) < longest || ctx.Err() != nil {
			return m.giveBack(ctx, held[i:], "", m.Now())
		}
		err := m.one(ctx, line, n)
		if errors.Is(err, errAway) {
			return m.away(ctx, held[i:], err)
		}
		if err != nil {
			return errors.Join(err, m.giveBack(ctx, held[i+1:], "", m.Now()))
		}
	}
	return nil
}

// away leaves the mail server alone for a while, and gives back the letters. It is no error of the task: the task would
// be said to work again with every turn that it keeps quiet.
func (m *Mailer) away(ctx context.Context, held []board.Notice, err error) error {
	m.faults++
	m.quiet = m.Now().Add(min(pause(m.faults), mostQuiet))
	m.Log.Error("the mail server is away", "error", err, "letters", len(held), "next", m.quiet)
	return m.giveBack(ctx, held, mail.Plain(err.Error()), m.quiet)
}

func (m *Mailer) back() {
	if m.faults > 0 {
		m.Log.Info("the mail server is back")
	}
	m.faults = 0
}

// one writes and sends a letter, and notes what became of it.
func (m *Mailer) one(ctx context.Context, l *line, n board.Notice) error {
	if m.Server == nil {
		return m.end(ctx, n, board.NoticeKept, "")
	}
	letter, err := m.Writer.Write(ctx, n)
	if err == nil {
		connection, connectErr := l.connection(ctx)
		if connectErr != nil {
			return fmt.Errorf("%w: %w", errAway, connectErr)
		}
		m.back()
		err = connection.Send(ctx, letter)
	}
	switch {
	case err == nil:
		return m.end(ctx, n, board.NoticeSent, "")
	case errors.Is(err, mail.ErrVanished):
		return m.end(ctx, n, board.NoticeDropped, why(err))
	case errors.Is(err, mail.ErrUndeliverable):
		return m.end(ctx, n, board.NoticeFailed, mail.Plain(err.Error()))
	case ctx.Err() != nil:
		return m.giveBack(ctx, []board.Notice{n}, "", m.Now())
	}
	return m.again(ctx, n, mail.Plain(err.Error()))
}

// why is the part of an error that says why a letter is needless, without the template that found it out.
func why(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil || errors.Is(next, mail.ErrVanished) && errors.Unwrap(next) == nil {
			return mail.Plain(err.Error())
		}
		err = next
	}
}

// end notes the end of a letter.
func (m *Mailer) end(ctx context.Context, n board.Notice, state board.NoticeState, reason string) error {
	level := slog.LevelInfo
	if state == board.NoticeFailed {
		level = slog.LevelWarn
	}
	m.Log.Log(ctx, level, "letter", "id", n.ID, "kind", n.Kind, "state", state, "attempts", n.Attempts, "reason", reason)
	return m.note(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.EndNotice(ctx, n.ID, state, reason, m.Now())
	})
}

// again notes when a letter is tried again, unless it has been tried for days.
func (m *Mailer) again(ctx context.Context, n board.Notice, reason string) error {
	next := m.Now().Add(pause(n.Attempts))
	if next.Sub(n.TriedAt) > giveUp {
		return m.end(ctx, n, board.NoticeFailed, reason)
	}
	m.Log.Warn("letter", "id", n.ID, "kind", n.Kind, "state", n.State, "attempts", n.Attempts, "reason", reason, "next", next)
	return m.note(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.FailedNotice(ctx, n.ID, reason, next) })
}

// giveBack gives up holding letters that have not been tried. What has waited for days for the mail server is given up.
func (m *Mailer) giveBack(ctx context.Context, held []board.Notice, reason string, next time.Time) (err error) {
	for _, n := range held {
		if reason != "" && next.Sub(n.TriedAt) > giveUp {
			err = errors.Join(err, m.end(ctx, n, board.NoticeFailed, reason))
			continue
		}
		err = errors.Join(err, m.note(ctx, func(ctx context.Context, tx *store.Tx) error {
			return tx.ReleaseNotice(ctx, n.ID, reason, next)
		}))
	}
	return err
}

// note writes down what became of a letter, even if the program is being stopped: a letter that was sent and not noted
// is sent again. One that has been taken back meanwhile is nobody's any more.
func (m *Mailer) note(ctx context.Context, write func(context.Context, *store.Tx) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer cancel()
	err := m.Store.Write(ctx, func(tx *store.Tx) error { return write(ctx, tx) })
	if errors.Is(err, board.ErrNotFound) {
		return nil
	}
	return err
}

// line is the connection to the mail server: opened when the first letter needs it, and anew when it broke.
type line struct {
	server *mail.Server
	open   *mail.Connection
}

func (l *line) connection(ctx context.Context) (*mail.Connection, error) {
	if l.open != nil && !l.open.Broken() {
		return l.open, nil
	}
	l.close()
	connection, err := l.server.Connect(ctx)
	if err == nil {
		l.open = connection
	}
	return connection, err
}

func (l *line) close() {
	if l.open != nil {
		l.open.Close()
		l.open = nil
	}
}

// KeepLetters is how long the outbox remembers letters that have reached their end: they name people.
const KeepLetters = 90 * 24 * time.Hour

// ForgetLetters takes old letters out of the outbox.
func ForgetLetters(s *store.Store, now func() time.Time) func(context.Context) error {
	return func(ctx context.Context) error {
		err := s.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.ForgetNotices(ctx, now().Add(-KeepLetters))
			return err
		})
		if err != nil {
			return fmt.Errorf("forgetting old letters: %w", err)
		}
		return nil
	}
}
