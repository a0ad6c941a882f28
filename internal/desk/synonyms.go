package desk

import (
	"context"
	"fmt"

	"ledigajobb/internal/board"
)

// SetSynonyms replaces the synonyms that an editor has laid over the search's own, lines as board.ParseSynonyms reads
// them. Every server searches with them a moment later. Lines with faults are a board.Invalid, and nothing is changed.
func (d *Desk) SetSynonyms(ctx context.Context, by board.Actor, lines string) error {
	if !by.May(board.PermAdmin) {
		return board.ErrForbidden
	}
	if _, err := board.ParseSynonyms(lines); err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		settings, err := c.tx.Settings(ctx)
		if err != nil {
			return err
		}
		if settings[board.SettingSynonyms] == lines {
			return nil
		}
		if err := c.tx.SaveSetting(ctx, board.SettingSynonyms, lines, by.Email, c.now); err != nil {
			return fmt.Errorf("saving synonyms: %w", err)
		}
		type setting struct {
			Lines string `json:"lines"`
		}
		about := board.Subject{Kind: board.SubjectSetting, ID: board.SettingSynonyms}
		return c.audit(ctx, about, "setting.change", "", setting{settings[board.SettingSynonyms]}, setting{lines})
	})
}
