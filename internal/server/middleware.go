package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"
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

func (c Config) logRequest(ctx echo.Context, begin time.Time, err error) {
	response, level := ctx.Response(), slog.LevelInfo
	if response.Status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	request := ctx.Request()
	if !c.Log.Enabled(request.Context(), level) {
		return
	}
	attributes := make([]slog.Attr, 0, 6)
	attributes = append(attributes,
		slog.String("method", request.Method), slog.String("route", ctx.Path()), slog.Int("status", response.Status),
		slog.Int64("bytes", response.Size), slog.Duration("took", c.Now().Sub(begin)))
	if err != nil && level == slog.LevelError {
		attributes = append(attributes, slog.Any("error", err))
	}
	c.Log.LogAttrs(request.Context(), level, "request", attributes...)
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
func securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	fixed := map[string][]string{
		"X-Content-Type-Options":  {"nosniff"},
		"Referrer-Policy":         {"strict-origin-when-cross-origin"},
		"Content-Security-Policy": {"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
	}
	return func(ctx echo.Context) error {
		h := ctx.Response().Header()
		for name, value := range fixed {
			h[name] = value
		}
		return next(ctx)
	}
}
