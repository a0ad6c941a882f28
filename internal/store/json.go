package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"ledigajobb/internal/board"
)

// storedRevision is how a revision lies in its column, apart from its time.
type storedRevision struct {
	Ad board.Ad
	By string
}

// life is how decision, ending and extension of a job lie in their column.
type life struct {
	Decision  board.Decision
	Ending    board.Ending
	Extension board.Extension
}

func newLife(j *board.Job) life {
	l := life{j.Decision, j.Ending, j.Extension}
	l.Decision.At, l.Ending.At = kept(l.Decision.At), kept(l.Ending.At)
	return l
}

func encode(value any) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}

func decode(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("stored %T: %w", into, err)
	}
	return nil
}

// chunks is the values in parts that fit into an IN list.
func chunks[T any](values []T) iter.Seq[[]T] { return slices.Chunk(values, chunk) }
