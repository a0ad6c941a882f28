package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// logRequests writes a line for each request: what was asked of which route, and how it ended. Neither the reader's
// address nor what was searched for is in it: they are personal data, or can be.
func (c Config) logRequests() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			begin := c.Now()
			err := next(ctx)
			if err != nil {
				ctx.Error(err) // the status is known once the error handler has written it
			}
			c.logRequest(ctx, begin, err)
			return nil
		}
	}
}

// logRequest hands its line to the log's handler itself: a Logger would look up where in the program it is called from.
func (c Config) logRequest(ctx echo.Context, begin time.Time, err error) {
	request, response, log := ctx.Request(), ctx.Response(), c.Log.Handler()
	level := levelOf(response.Status)
	if !log.Enabled(request.Context(), level) {
		return
	}
	end := c.Now()
	line := slog.NewRecord(end, level, "request", 0)
	line.AddAttrs(
		slog.String("method", request.Method), slog.String("route", ctx.Path()), slog.Int("status", response.Status),
		slog.Int64("bytes", response.Size), slog.Duration("took", end.Sub(begin)))
	if err != nil && level == slog.LevelError {
		line.AddAttrs(slog.Any("error", err))
	}
	_ = log.Handle(request.Context(), line) // who would be told?
}

func levelOf(status int) slog.Level {
	switch {
	case status == statusHungUp:
		return slog.LevelDebug
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// recoverPanics makes a handler's panic an error, with its stack for the log and nothing of it for the reader. One that
// aborts the answer on purpose goes on.
func recoverPanics(next echo.HandlerFunc) echo.HandlerFunc {
	return func(ctx echo.Context) (err error) {
		defer func() {
			if r := recover(); r == http.ErrAbortHandler {
				panic(r)
			} else if r != nil {
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(ctx)
	}
}

// securityHeaders go with every answer: nothing is run, framed or guessed that we did not mean.
func securityHeaders() echo.MiddlewareFunc {
	var (
		types    = []string{"nosniff"}
		referrer = []string{"strict-origin-when-cross-origin"}
		policy   = []string{"default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"}
	)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			h := ctx.Response().Header()
			h["X-Content-Type-Options"] = types
			h["Referrer-Policy"] = referrer
			h["Content-Security-Policy"] = policy
			return next(ctx)
		}
	}
}

// refuseOthersForms refuses what a page of another site, also of a sibling of ours, makes a browser write here with its
// cookies. Programs, which are no browsers, pass.
func (c Config) refuseOthersForms() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(c.Links.Origin()); err != nil { // a proxy may hide our name from us
		panic(err) // link.New has read it
	}
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(ctx echo.Context) error {
			if err := protection.Check(ctx.Request()); err != nil {
				return board.ErrForbidden
			}
			return next(ctx)
		}
	}
}
