// Command ledigajobb is a job board: it serves vacancies as a JSON API, takes ads in, and looks after its database.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"ledigajobb/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// The exit statuses.
const (
	done       = 0
	failed     = 1
	wrongUsage = 2
)

// commands is the command line: kong makes flags, environment variables and help of it.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Bring the database up to date, then serve."`
	Demo       demoCommand       `cmd:"" set:"database=sqlite:data/demo.db" help:"Serve a board of sample ads, on a database of its own that is filled at the first start."`
	Import     importCommand     `cmd:"" help:"Take ads in from a file."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database up to date, and say what was done."`
	EditorLink editorLinkCommand `cmd:"" help:"Print a one-time sign-in link for an editor; no mail server is needed."`
	Backup     backupCommand     `cmd:"" help:"Write a consistent, verified copy of a SQLite database while the server runs."`
	MailTest   mailTestCommand   `cmd:"" help:"Send one letter, and report what the mail server said and which SPF, DKIM and DMARC records there are."`
	Health     healthCommand     `cmd:"" help:"Ask the server at --addr whether it is ready."`
	Version    versionCommand    `cmd:"" help:"Say which program this is."`
}

// run does what the arguments say and answers with the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var exited bool
	parser, err := kong.New(&commands{}, kong.Name("ledigajobb"), kong.DefaultEnvars("LEDIGAJOBB"),
		kong.Vars{"database": "sqlite:data/ledigajobb.db", "kept": keptMB()},
		kong.Description("A job board for public procurement. Every flag is also an environment variable, named in brackets."),
		kong.Writers(stdout, stderr), kong.Exit(func(int) { exited = true }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		panic(err) // the struct above is wrong
	}
	command, err := parser.Parse(args)
	if exited { // help has been asked for, and given
		return done
	}
	if err != nil {
		fmt.Fprintf(stderr, "ledigajobb: %v; see ledigajobb --help\n", err)
		return wrongUsage
	}
	env := app.Env{Log: slog.New(slog.NewTextHandler(stderr, nil)), Now: time.Now, Random: rand.Reader, Out: stdout, Build: build().tag()}
	return report(command.Run(&call{ctx: ctx, env: env, stderr: stderr}), stderr)
}

// call is what every command is given.
type call struct {
	ctx    context.Context
	env    app.Env
	stderr io.Writer
}

// usageError is a fault of what the person typed.
type usageError struct{ error }

// report writes each fault on a line of its own, and chooses the exit status.
func report(err error, stderr io.Writer) int {
	if err == nil {
		return done
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintln(stderr, "ledigajobb:", line)
	}
	if usage := (usageError{}); errors.As(err, &usage) {
		return wrongUsage
	}
	return failed
}

// checked makes the faults of settings a wrong usage.
func checked(err error) error {
	if err != nil {
		return usageError{err}
	}
	return nil
}
