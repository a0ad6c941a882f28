package main

import (
	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type demoCommand struct{ config.Serve }

// Run serves the sample board until it is told to stop.
func (d *demoCommand) Run(c *call) error {
	if err := checked(d.Check()); err != nil {
		return err
	}
	c.env.Log = logger(d.Log, c.stderr)
	return app.Demo(c.ctx, d.Serve, c.env)
}
