package main

import (
	"io"
	"log/slog"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type serveCommand struct{ config.Serve }

// Run serves until it is told to stop.
func (s *serveCommand) Run(c *call) error {
	if err := checked(s.Check()); err != nil {
		return err
	}
	c.env.Log = logger(s.Log, c.stderr)
	return app.Serve(c.ctx, s.Serve, c.env)
}

func logger(l config.Log, w io.Writer) *slog.Logger {
	level, _ := l.Level() // Check has read it
	options := &slog.HandlerOptions{Level: level}
	if l.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
