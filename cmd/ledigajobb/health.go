package main

import "ledigajobb/internal/app"

type healthCommand struct {
	Addr string `default:"127.0.0.1:8080" help:"The address that the server listens at, host:port."`
}

// Run asks the server whether it is ready.
func (h *healthCommand) Run(c *call) error { return app.Health(c.ctx, h.Addr) }
