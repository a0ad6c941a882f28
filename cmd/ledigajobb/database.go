package main

import (
	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type migrateCommand struct{ config.Database }

// Run brings the database up to date.
func (m *migrateCommand) Run(c *call) error {
	if err := checked(m.Check()); err != nil {
		return err
	}
	return app.Migrate(c.ctx, m.Database, c.env)
}

type backupCommand struct {
	config.Database
	File string `arg:"" help:"The file to write; it must not exist yet."`
}

// Run writes a copy of the database.
func (b *backupCommand) Run(c *call) error {
	if err := checked(b.Check()); err != nil {
		return err
	}
	return app.Backup(c.ctx, b.Database, b.File, c.env)
}
