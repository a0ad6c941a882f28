package apiv1

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/search"
)

// A ground is what the answer to a search stands on. While that is the same, all that a new version changes of the answer is
// the number of the version in it.
type ground struct {
	*search.Ground
	seq, end int // where that number begins and ends
}

// remake gives the answer to a search, the one of an older version where it still stands.
func (a *API) remake(v *search.Version, key string, lang board.Language, q board.Query,
	write func(w *writer) (*search.Ground, error)) (*kept.Answer, error) {
	return a.Answers.Remake(generation(v), key+"#"+string(lang), func(before *kept.Answer) (*kept.Answer, error) {
		if again, ok := renewed(before, v, q); ok {
			return again, nil
		}
		w := a.writers.Get().(*writer)
		defer a.writers.Put(w)
		w.bytes = w.bytes[:0]
		on, err := write(w)
		if err != nil {
			return nil, err
		}
		return newLasting(slices.Clone(append(w.bytes, '\n')), on), nil
	})
}

// renewed is an answer of an older version as it is in this one; ok is false where it may be another.
func renewed(before *kept.Answer, v *search.Version, q board.Query) (again *kept.Answer, ok bool) {
	if before == nil {
		return nil, false
	}
	on := before.Ground.(ground)
	now, ok := v.Stands(q, on.Ground)
	if !ok {
		return nil, false
	}
	seq := strconv.FormatInt(v.Position().Seq, 10)
	body := slices.Concat(before.Body[:on.seq], []byte(seq), before.Body[on.end:])
	return lasting(body, ground{now, on.seq, on.seq + len(seq)}), true
}

// newLasting is an answer that was made for this version.
func newLasting(body []byte, on *search.Ground) *kept.Answer {
	meta := bytes.LastIndex(body, []byte(`"meta":{`)) // no text can have it in it: its quotes are written otherwise there
	if on == nil || meta < 0 {
		return lasting(body, nil)
	}
	seq := meta + bytes.Index(body[meta:], []byte(`"seq":`)) + len(`"seq":`)
	end := seq + bytes.IndexAny(body[seq:], ",}")
	return lasting(body, ground{on, seq, end})
}

func lasting(body []byte, on any) *kept.Answer {
	return &kept.Answer{Status: http.StatusOK, Type: echo.MIMEApplicationJSON, Body: body, Ground: on}
}
