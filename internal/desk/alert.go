package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// A reader follows a search by mail without an account: what lets them in is the links of their letters. Each is signed
// for one purpose. None of them names an address.
const (
	alertConfirm = "alert.confirm" // an alert and how often: wants it
	alertEnd     = "alert.end"     // alerts: no longer wants them
	alertOwn     = "alert.own"     // a reader: sees and changes everything there is of them
)

// ownLife is for how long a letter leads its reader to what there is of them. Within a year there is another letter.
const ownLife = 400 * 24 * time.Hour

// The limits of asking for alerts: letters to one address, letters of one client.
var (
	alertsTo   = []limit{{"alert to", 5, time.Hour}, {"alert to", 10, 24 * time.Hour}}
	alertsFrom = []limit{{"alert from", 20, time.Hour}, {"alert from", 60, 24 * time.Hour}}
)

// reader is who does what the links of letters allow.
var reader = board.Actor{Kind: board.ActorReader}

// Watch asks a mail address by a letter whether it wants an alert; from is the client's network address. Whether the
// address has alerts already makes no difference to what is returned. An Invalid says what is wrong with address or
// frequency; too many letters are a board.TooMany.
func (d *Desk) Watch(ctx context.Context, a board.Alert, from string) (err error) {
	if a.Email, err = checkAlert(a); err != nil {
		return err
	}
	if a.ID, err = d.newID(); err != nil {
		return err
	}
	return d.change(ctx, reader, func(c *change) error {
		if err := errors.Join(c.allow(ctx, client(from), alertsFrom...), c.allow(ctx, a.Email, alertsTo...)); err != nil {
			return err
		}
		return c.watch(ctx, a)
	})
}

func checkAlert(a board.Alert) (email string, err error) {
	var wrong board.Invalid
	if email, err = board.ParseEmail(a.Email); err != nil {
		wrong.Add(board.Fault{Field: "email", Code: "email"})
	}
	if _, ok := board.Parse(board.Frequencies(), string(a.Frequency)); !ok {
		wrong.Add(board.Fault{Field: "frequency", Code: "required"})
	}
	return email, wrong.Err()
}

// watch makes the alert, unless the address follows the search already or has as many as it can have, and owes the letter.
// What is confirmed already changes how often it comes, once that is confirmed.
func (c *change) watch(ctx context.Context, a board.Alert) error {
	known, err := c.tx.AlertsOf(ctx, a.Email)
	if err != nil {
		return err
	}
	a.CreatedAt, a.AskedAt = c.now, c.now
	confirmed := 0 // others may be a stranger's doing
	for _, k := range known {
		if !k.ConfirmedAt.IsZero() {
			confirmed++
		}
		if k.Query != a.Query {
			continue
		}
		if a.ID, a.CreatedAt = k.ID, k.CreatedAt; k.ConfirmedAt.IsZero() {
			err = c.tx.SaveAlert(ctx, a)
		}
		return errors.Join(err, c.askReader(ctx, board.NoticeAlertConfirm, a))
	}
	if confirmed >= board.MostAlerts {
		return nil // who owns the address knows; who does not must not learn it
	}
	if err := c.tx.InsertAlert(ctx, a); err != nil {
		return err
	}
	if err := c.audit(ctx, alertSubject(a.ID), "alert.ask", "", nil, a); err != nil {
		return err
	}
	return c.askReader(ctx, board.NoticeAlertConfirm, a)
}

func alertSubject(id board.ID) board.Subject {
	return board.Subject{Kind: board.SubjectAlert, ID: string(id)}
}

// askReader owes a letter that asks for a press on a button.
func (c *change) askReader(ctx context.Context, kind board.NoticeKind, a board.Alert) error {
	return c.owe(ctx, board.Notice{
		Kind: kind, To: a.Email, Language: a.Language, NotBefore: c.now, DedupeKey: string(kind) + ":" + string(a.ID) + ":" + string(a.Frequency),
		Details: map[string]string{"alert": string(a.ID), "frequency": string(a.Frequency), "search": a.Name},
	})
}

// AlertTokens signs what the links of a letter to a reader carry: "confirm" what a button says yes to, "end" what one click
// ends, and "end.ID" each alert of several; "own" what there is of the reader. An alert that is no more makes a letter that
// asks about it a board.ErrGone.
func (d *Desk) AlertTokens(ctx context.Context, n board.Notice) (map[string]string, error) {
	tokens := map[string]string{"own": d.signer.Sign(alertOwn, board.ReaderOf(n.To), d.now().Add(ownLife))}
	if id := n.Details["alert"]; id != "" {
		if _, err := d.store.Alert(ctx, board.ID(id)); err != nil {
			return nil, over(err)
		}
		wanted, days := id+" "+n.Details["frequency"], board.AlertConfirmDays
		if n.Kind == board.NoticeAlertKeep {
			wanted, days = id, board.AlertAnswerDays
		}
		tokens["confirm"] = d.signer.Sign(alertConfirm, wanted, d.now().AddDate(0, 0, days))
		tokens["end"] = d.signer.Sign(alertEnd, id, time.Time{})
		return tokens, nil
	}
	var all []string
	for _, news := range board.ParseNews(n.Details["news"]) {
		all = append(all, string(news.Alert))
		tokens["end."+string(news.Alert)] = d.signer.Sign(alertEnd, string(news.Alert), time.Time{})
	}
	tokens["end"] = d.signer.Sign(alertEnd, strings.Join(all, " "), time.Time{})
	return tokens, nil
}

// over makes what is not there any more what was there once.
func over(err error) error {
	if errors.Is(err, board.ErrNotFound) {
		return fmt.Errorf("alert: %w", board.ErrGone)
	}
	return err
}

// AlertToConfirm is the alert that a letter's button is about, with the frequency that it confirms, without changing
// anything. It is ErrGone when the link or the alert is over, ErrNotFound for what is no such link.
func (d *Desk) AlertToConfirm(ctx context.Context, token string) (board.Alert, error) {
	value, err := d.signer.Verify(alertConfirm, token, d.now())
	if err != nil {
		return board.Alert{}, err
	}
	id, frequency, _ := strings.Cut(value, " ")
	a, err := d.store.Alert(ctx, board.ID(id))
	if frequency != "" { // a letter that asks whether to keep the alert leaves that as it is
		a.Frequency = board.Frequency(frequency)
	}
	return a, over(err)
}

// ConfirmAlert notes that a reader wants an alert, for the first time or still. Errors are as AlertToConfirm's.
func (d *Desk) ConfirmAlert(ctx context.Context, token string) (a board.Alert, own string, err error) {
	wanted, err := d.AlertToConfirm(ctx, token)
	if err != nil {
		return a, "", err
	}
	err = d.change(ctx, reader, func(c *change) error {
		if a, err = c.tx.Alert(ctx, wanted.ID); err != nil {
			return over(err)
		}
		before := a
		a.Confirm(wanted.Frequency, c.now)
		if err := c.tx.SaveAlert(ctx, a); err != nil {
			return err
		}
		return c.audit(ctx, alertSubject(a.ID), "alert.confirm", "", before, a)
	})
	return a, d.signer.Sign(alertOwn, board.ReaderOf(a.Email), d.now().Add(ownLife)), err
}

// AlertsToEnd is the alerts that a letter's link ends, as far as they are still there, without changing anything. What is
// no such link is ErrNotFound.
func (d *Desk) AlertsToEnd(ctx context.Context, token string) ([]board.Alert, error) {
	value, err := d.signer.Verify(alertEnd, token, d.now())
	if err != nil {
		return nil, err
	}
	var ids []board.ID
	for id := range strings.FieldsSeq(value) {
		ids = append(ids, board.ID(id))
	}
	return d.store.Alerts(ctx, ids)
}

// EndAlerts ends them. To do it twice is no error: mail programs do (RFC 8058).
func (d *Desk) EndAlerts(ctx context.Context, token string) error {
	alerts, err := d.AlertsToEnd(ctx, token)
	if err != nil {
		return err
	}
	for _, a := range alerts {
		if err := d.endAlert(ctx, reader, a.ID, "alert.end", func(*board.Alert, time.Time) bool { return true }); err != nil {
			return err
		}
	}
	return nil
}

// endAlert ends an alert if it is there and, by now, to be ended.
func (d *Desk) endAlert(ctx context.Context, by board.Actor, id board.ID, action string, when func(*board.Alert, time.Time) bool) error {
	err := d.change(ctx, by, func(c *change) error {
		a, err := c.tx.Alert(ctx, id)
		if err != nil || !when(&a, c.now) {
			return err
		}
		return c.endAlert(ctx, a, action)
	})
	if errors.Is(err, board.ErrNotFound) {
		return nil
	}
	return err
}

// endAlert takes an alert away with what waits for it, and with a reader's last one everything that there is of them.
func (c *change) endAlert(ctx context.Context, a board.Alert, action string) error {
	if err := c.tx.DeleteAlert(ctx, a.ID); err != nil {
		return err
	}
	if err := c.tx.DropNews(ctx, []board.ID{a.ID}); err != nil {
		return err
	}
	if err := c.audit(ctx, alertSubject(a.ID), action, "", nil, nil); err != nil {
		return err
	}
	if err := c.tx.EraseAuditOf(ctx, alertSubject(a.ID), c.now); err != nil {
		return err
	}
	left, err := c.tx.AlertsOf(ctx, a.Email)
	if err != nil || len(left) > 0 {
		return err
	}
	return c.tx.ForgetReader(ctx, a.Email, board.AlertNotices())
}
