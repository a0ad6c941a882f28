package main

import (
	"io"
	"os"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

type importCommand struct{ config.Import }

// Run takes the ads of a file in, with a count that moves when a person looks on.
func (i *importCommand) Run(c *call) error {
	if err := checked(i.Check()); err != nil {
		return err
	}
	return app.Import(c.ctx, i.Import, c.env, terminal(c.stderr))
}

// terminal is the writer when it is a terminal, else nil.
func terminal(w io.Writer) io.Writer {
	file, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return file
}
