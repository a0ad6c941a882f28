package words

import (
	"time"

	"ledigajobb/internal/board"
)

// Moment writes an instant as in running text, as Sweden's clocks show it: 30 november 2026 kl. 12.00.
func Moment(lang board.Language, at time.Time) string {
	local := at.In(board.Stockholm())
	return Date(lang, board.DateOf(at)) + " " + Clock(lang, local.Hour()*60+local.Minute())
}
