package apiv1

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// problem is a problem document (RFC 9457).
type problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail"`
	Errors []fault `json:"errors,omitempty"`
}

type fault struct {
	Field   string `json:"field,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Meant   string `json:"meant,omitempty"`
}

// kind is a kind of failure as the API tells it: its texts are problem.NAME.title and problem.NAME.detail.
type kind struct {
	name   string
	status int
	wait   int // seconds until another try makes sense, 0: none does
}

// errRestart says that a follower's place in the list of changes is of no use any more.
var errRestart = errors.New("the list of changes does not go on from there")

// kinds is what each kind of failure becomes. What is none of them is a fault of ours, of which a stranger is told
// nothing.
var kinds = []struct {
	err  error
	kind kind
}{
	{errRestart, kind{name: "restart", status: http.StatusGone}},
	{board.ErrNotFound, kind{name: "not_found", status: http.StatusNotFound}},
	{board.ErrGone, kind{name: "gone", status: http.StatusGone}},
	{board.ErrForbidden, kind{name: "forbidden", status: http.StatusForbidden}},
	{board.ErrConflict, kind{name: "conflict", status: http.StatusConflict}},
	{board.ErrTooMany, kind{name: "too_many", status: http.StatusTooManyRequests, wait: 30}},
	{board.ErrBusy, kind{name: "unavailable", status: http.StatusServiceUnavailable, wait: 5}},
	{board.ErrReadOnly, kind{name: "unavailable", status: http.StatusServiceUnavailable, wait: 60}},
	{context.Canceled, kind{name: "unavailable", status: http.StatusServiceUnavailable, wait: 5}}, // by another who waited for the same
	{context.DeadlineExceeded, kind{name: "unavailable", status: http.StatusServiceUnavailable, wait: 5}},
}

// internal is the kind of what nobody foresaw.
var internal = kind{name: "internal", status: http.StatusInternalServerError}

// statuses is what the statuses of echo's own errors are called.
var statuses = map[int]string{
	http.StatusNotFound: "not_found", http.StatusMethodNotAllowed: "method", http.StatusForbidden: "forbidden",
	http.StatusRequestEntityTooLarge: "too_large", http.StatusTooManyRequests: "too_many",
	http.StatusServiceUnavailable: "unavailable",
}

// kindOf finds what an error is; read says that the request only reads.
func kindOf(err error, reading bool) kind {
	var invalid *board.Invalid
	var routing *echo.HTTPError
	switch {
	case errors.As(err, &invalid) && reading:
		return kind{name: "invalid", status: http.StatusBadRequest}
	case errors.As(err, &invalid):
		return kind{name: "invalid", status: http.StatusUnprocessableEntity}
	case errors.As(err, &routing):
		return kindOfStatus(routing.Code)
	}
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.kind
		}
	}
	return internal
}

func kindOfStatus(status int) kind {
	name, known := statuses[status]
	switch {
	case known && status == http.StatusTooManyRequests:
		return kind{name, status, 30}
	case known && status == http.StatusServiceUnavailable:
		return kind{name, status, 5}
	case known:
		return kind{name: name, status: status}
	case status >= http.StatusBadRequest && status < http.StatusInternalServerError:
		return kind{name: "malformed", status: status}
	}
	return internal
}

// allKinds is every kind of problem, each once.
func allKinds() []kind {
	all := []kind{{name: "invalid", status: http.StatusBadRequest}, {name: "malformed", status: http.StatusBadRequest},
		{name: "method", status: http.StatusMethodNotAllowed}, {name: "too_large", status: http.StatusRequestEntityTooLarge}}
	for _, k := range kinds {
		if !slices.ContainsFunc(all, func(other kind) bool { return other.name == k.kind.name }) {
			all = append(all, k.kind)
		}
	}
	return append(all, internal)
}

// Problem writes a failure as a problem document in the language that the request asks for. It is what the server's
// error handler calls for every address under /api/v1, those without a route among them.
func (a *API) Problem(c echo.Context, err error) error {
	if c.Response().Committed {
		return nil
	}
	r := c.Request()
	k := kindOf(err, r.Method == http.MethodGet || r.Method == http.MethodHead)
	lang := read(r).lang
	h := c.Response().Header()
	allowOrigins(h)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", string(lang))
	if k.wait > 0 && h.Get("Retry-After") == "" {
		h.Set("Retry-After", strconv.Itoa(k.wait))
	}
	body, err := encode(a.problem(c, k, lang, err))
	if err != nil {
		return err
	}
	return c.Blob(k.status, "application/problem+json", body)
}

// maxFaults is how many faults a problem document names.
const maxFaults = 20

// problem puts a failure into words.
func (a *API) problem(c echo.Context, k kind, lang board.Language, err error) problem {
	p := problem{
		Type:   a.Links.API(nil, "docs") + "#problem-" + k.name,
		Title:  words.Text(lang, "problem."+k.name+".title"),
		Status: k.status,
	}
	n, first := 0, ""
	var invalid *board.Invalid
	if errors.As(err, &invalid) {
		n = len(invalid.Faults)
		for _, f := range invalid.Faults[:min(n, maxFaults)] {
			p.Errors = append(p.Errors, fault{f.Field, f.Code, words.Fault(lang, f), f.Meant})
		}
		first = p.Errors[0].Message
	}
	p.Detail = words.Text(lang, "problem."+k.name+".detail", "n", n, "first", first, "seconds", k.wait,
		"method", c.Request().Method, "allowed", c.Response().Header().Get("Allow"))
	if n > maxFaults {
		p.Detail += " " + words.Text(lang, "problem.invalid.more", "n", n-maxFaults)
	}
	return p
}
