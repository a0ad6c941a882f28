package apiv1

import (
	"net/url"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/search"
)

type suggestions struct {
	Data []suggestion `json:"data"`
}

type suggestion struct {
	Text  string                `json:"text"`
	Kind  search.SuggestionKind `json:"kind"`
	Count int                   `json:"count"`
}

// suggest answers GET /suggest.
func (a *API) suggest(c echo.Context) error {
	return a.readOnce(c, func(v *search.Version, _ time.Time) (*kept.Answer, error) {
		p := readOnly(c.Request(), "q")
		text := richtext.Line(p.text("q"))
		if utf8.RuneCountInString(text) > board.MaxQuery {
			p.invalid.Add(board.Fault{Field: "q", Code: "range", Allowed: span(0, board.MaxQuery)})
		}
		if err := p.invalid.Err(); err != nil {
			return nil, err
		}
		key := "suggest?" + url.Values{"q": {text}}.Encode()
		return a.render(v, key, p.lang, func() (any, error) {
			shown := suggestions{Data: []suggestion{}}
			for _, s := range v.Suggest(text, p.lang) {
				shown.Data = append(shown.Data, suggestion(s))
			}
			return shown, nil
		})
	})
}
