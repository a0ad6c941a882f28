package main

import (
	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type editorLinkCommand struct{ config.EditorLink }

// Run prints a link that lets an editor in.
func (e *editorLinkCommand) Run(c *call) error {
	if err := checked(e.Check()); err != nil {
		return err
	}
	return app.EditorLink(c.ctx, e.EditorLink, c.env)
}
