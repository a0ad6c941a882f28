package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"ledigajobb/internal/board"
)

// storedAd is how an ad lies in its column. It is board.Ad, field by field, without what is not stated.
type storedAd struct {
	Title          string          `json:",omitzero"`
	Headline       string          `json:",omitzero"`
	Text           board.Text      `json:",omitzero"`
	Language       board.Language  `json:",omitzero"`
	Department     string          `json:",omitzero"`
	Agency         board.Agency    `json:",omitzero"`
	Profile        board.Profile   `json:",omitzero"`
	Where          board.Where     `json:",omitzero"`
	Terms          board.Terms     `json:",omitzero"`
	Salary         board.Salary    `json:",omitzero"`
	Deadline       board.Deadline  `json:",omitzero"`
	Continuous     bool            `json:",omitzero"`
	Apply          board.Apply     `json:",omitzero"`
	RegistryNumber string          `json:",omitzero"`
	Contacts       []board.Contact `json:",omitzero"`
	UnionContacts  []board.Contact `json:",omitzero"`
	NoSalesCalls   bool            `json:",omitzero"`
}

// storedRevision is how a revision lies in its column, apart from its time.
type storedRevision struct {
	Ad storedAd
	By string
}

// life is how review, decision, ending and extension of a job lie in their column.
type life struct {
	Review    board.Review    `json:",omitzero"`
	Decision  board.Decision  `json:",omitzero"`
	Ending    board.Ending    `json:",omitzero"`
	Extension board.Extension `json:",omitzero"`
}

func newLife(j *board.Job) life {
	l := life{j.Review, j.Decision, j.Ending, j.Extension}
	l.Decision.At, l.Ending.At = kept(l.Decision.At), kept(l.Ending.At)
	l.Review.Since, l.Review.Wished, l.Review.Asked.At = kept(l.Review.Since), kept(l.Review.Wished), kept(l.Review.Asked.At)
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
