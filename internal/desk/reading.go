package desk

import (
	"context"
	"time"

	"ledigajobb/internal/board"
)

// How many addresses one client may have read: this service asks other people's servers for it.
var readingsFrom = []limit{{"reading from", 20, time.Hour}, {"reading from", 100, 24 * time.Hour}}

// AllowReading counts an address that a client wants to have read; too many are a board.TooMany. Who works at the desk is not
// counted: an office has one network address, and a morning's orders are many.
func (d *Desk) AllowReading(ctx context.Context, by board.Actor, from string) error {
	if by.Kind == board.ActorEditor {
		return nil
	}
	return d.change(ctx, board.System, func(c *change) error { return c.allow(ctx, client(from), readingsFrom...) })
}
