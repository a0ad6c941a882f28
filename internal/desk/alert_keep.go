package desk

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
)

// keepTold is for how long it is remembered what readers were told: longer than any ad stands.
const keepTold = 400 * 24 * time.Hour

// askedAtOnce is how many alerts are looked after in one turn.
const askedAtOnce = 200

// LookAfterAlerts asks readers once a year whether they want to keep their alerts, and ends those for which nobody has
// answered. It is to be called again and again.
func (d *Desk) LookAfterAlerts(ctx context.Context) error {
	if err := d.endUnanswered(ctx); err != nil {
		return fmt.Errorf("ending alerts: %w", err)
	}
	err := d.change(ctx, board.System, func(c *change) error {
		alerts, err := c.tx.AlertsToAsk(ctx, c.now.AddDate(0, 0, -board.AlertKeepDays), askedAtOnce)
		if err != nil {
			return err
		}
		for _, a := range alerts {
			a.AskedAt = c.now
			if err := c.tx.SaveAlert(ctx, a); err != nil {
				return err
			}
			if err := c.askReader(ctx, board.NoticeAlertKeep, a); err != nil {
				return err
			}
		}
		return c.tx.ForgetTold(ctx, c.now.Add(-keepTold))
	})
	if err != nil {
		return fmt.Errorf("asking about alerts: %w", err)
	}
	return nil
}

func (d *Desk) endUnanswered(ctx context.Context) error {
	for confirmed, days := range map[bool]int{false: board.AlertConfirmDays, true: board.AlertAnswerDays} {
		alerts, err := d.store.AlertsAsked(ctx, confirmed, d.now().AddDate(0, 0, -days), askedAtOnce)
		if err != nil {
			return err
		}
		for _, a := range alerts {
			if err := d.endAlert(ctx, board.System, a.ID, "alert.expire", (*board.Alert).OverAt); err != nil {
				return err
			}
		}
	}
	return nil
}
