package main

import (
	"net"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type mailTestCommand struct{ config.MailTest }

// Run sends one letter and says how it went.
func (m *mailTestCommand) Run(c *call) error {
	if err := checked(m.Check()); err != nil {
		return err
	}
	return app.MailTest(c.ctx, m.MailTest, c.env, net.DefaultResolver.LookupTXT)
}
