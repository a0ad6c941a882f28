package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
)

// Text is the text of a job's ad, for those who have the rest of the job from the index.
func (q queries) Text(ctx context.Context, id board.ID) (text board.Text, err error) {
	row := q.with(ctx).Raw("SELECT text_html, text_plain FROM jobs WHERE id = ?", string(id)).Row()
	err = row.Scan(&text.HTML, &text.Plain)
	if errors.Is(err, sql.ErrNoRows) {
		err = board.ErrNotFound
	}
	if err != nil {
		return board.Text{}, fmt.Errorf("text of job %s: %w", id, err)
	}
	return text, nil
}
