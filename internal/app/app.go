// Package app puts the program together: the store, the index beside its change log, the tasks, the server; and the
// commands that use a part of it.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/fetch"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
	"ledigajobb/internal/prefill"
	"ledigajobb/internal/search"
	"ledigajobb/internal/server"
	"ledigajobb/internal/site"
	"ledigajobb/internal/store"
	"ledigajobb/internal/tally"
	"ledigajobb/internal/worker"
)

// Env is what a program takes from the world around it; tests lend their own.
type Env struct {
	Log    *slog.Logger
	Now    func() time.Time
	Random io.Reader
	Out    io.Writer // what a command says to the person who called it
	Build  string    // which program this is; part of every entity tag

	// Near lets through what is not of the public web when strangers' addresses are asked for; nil: nothing.
	Near func(netip.AddrPort) bool
}

// clock is the time in whole milliseconds, as the database keeps it: what was compared before a save must compare the
// same after it.
func (e Env) clock() time.Time { return e.Now().Truncate(time.Millisecond) }

// A Board is a running service without its listener.
type Board struct {
	Handler http.Handler
	Store   *store.Store
	Index   *search.Index
	Answers *kept.Answers
	tally   tally.Tally
	indexer *worker.Indexer
	desk    *desk.Desk
	mailer  *worker.Mailer
	alerts  *worker.Alerts
	links   *worker.Links
	env     Env
	stop    context.CancelFunc // ends the tasks and the streams
	tasks   sync.WaitGroup
}

// Open opens the database, brings it up to date, loads the live board, and starts the tasks. They run until Close.
func Open(ctx context.Context, c config.Serve, env Env) (*Board, error) {
	links, err := link.New(c.PublicURL())
	if err != nil {
		return nil, err
	}
	proxies, err := c.Proxies()
	if err != nil {
		return nil, err
	}
	s, err := openStore(ctx, c.Database, env)
	if err != nil {
		return nil, err
	}
	b := &Board{Store: s, Index: search.New(), Answers: kept.New(int64(c.KeptMB)<<20, env.Build), env: env}
	b.indexer = &worker.Indexer{Store: s, Index: b.Index, Now: env.clock, Saved: savedIndex(c, env)}
	if b.desk, err = newDesk(s, c.Database, c.Access, env); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if b.mailer, err = newMailer(c, links, s, env); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	b.mailer.Writer.Secrets[board.NoticeSignIn] = signInSecrets(b.desk, links)
	b.mailer.Writer.Secrets[board.NoticeConfirm] = employerSecrets(links, "bekrafta", b.desk.NewConfirmation)
	b.mailer.Writer.Secrets[board.NoticeProof] = employerSecrets(links, "korrektur", b.desk.NewProof)
	b.mailer.Writer.Secrets[board.NoticeAgency] = employerSecrets(links, "invand", b.desk.NewObjection)
	if err := errors.Join(b.openAlerts(links), b.indexer.Step(ctx)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if c.TryLinks && !c.Demo { // its ads lead to addresses that nobody has
		b.links = &worker.Links{Desk: b.desk, Web: stranger(c, env), Name: b.alerts.Name, Pause: time.Second}
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	b.stop = stop
	answers, keep := b.Answers, time.Duration(c.EndedDays)*24*time.Hour
	pages, err := site.New(site.Config{
		Index: b.Index, Store: s, Desk: b.desk, Links: links, Letters: b.mailer.Writer, Answers: answers, Now: env.clock,
		Keep: keep, Name: c.SiteName, Demo: c.Demo, Tally: &b.tally, Prefill: prefill.Reader{Client: stranger(c, env), JobSearch: c.JobSearch}, Log: env.Log,
	})
	if err != nil {
		stop()
		return nil, errors.Join(err, s.Close())
	}
	b.Handler = server.New(server.Config{
		API: apiv1.New(apiv1.Config{
			Index: b.Index, Store: s, Links: links, Answers: answers, Now: env.clock, Keep: keep, Done: running.Done(),
		}),
		Site: pages, Links: links, Log: env.Log, Now: env.Now, Ready: s.Ready, Proxies: proxies,
	})
	b.tasks.Go(func() { worker.Run(running, env.Log, b.table(running)...) })
	return b, nil
}

// savedIndex is the file that was given, else one beside the SQLite database.
func savedIndex(c config.Serve, env Env) *worker.SavedIndex {
	path := c.IndexFile
	if database, ok := strings.CutPrefix(c.Database.Database, "sqlite:"); ok && path == "" {
		path = database + ".index"
	}
	if path == "" {
		return nil
	}
	return &worker.SavedIndex{Path: path, Program: env.Build, Log: env.Log}
}

// stranger asks for addresses that strangers give, and says who asks.
func stranger(c config.Serve, env Env) fetch.Client {
	return fetch.Client{Agent: "Lediga jobb (" + c.PublicURL() + ")", Allow: env.Near}
}

// table is everything that is done beside answering.
func (b *Board) table(ctx context.Context) []worker.Task {
	bells := worker.Share(b.Store.Watch(ctx), 2)
	return append([]worker.Task{
		{Name: "index", Every: time.Second, Wake: bells[0], Step: b.indexer.Step},
		{Name: "save", Every: 24 * time.Hour, Step: b.indexer.Save},
		{Name: "boundaries", Every: 15 * time.Second, Step: worker.Boundaries(b.Store, b.env.clock)},
		{Name: "reporters", Every: time.Hour, Step: b.desk.ForgetReporters},
		{Name: "contacts", Every: time.Hour, Step: b.desk.ForgetContacts},
		{Name: "drafts", Every: time.Hour, Step: b.desk.ForgetDrafts},
		{Name: "pictures", Every: 24 * time.Hour, Step: b.desk.ForgetPictures},
		{Name: "owners", Every: time.Minute, Step: b.desk.TellOwners},
		worker.Count(b.desk, &b.tally),
		{Name: "orders", Every: 30 * time.Second, Step: worker.Orders(b.desk)},
		{Name: "expire", Every: time.Hour, Step: worker.Expire(b.Store, b.env.clock)},
		{Name: "compact", Every: 24 * time.Hour, Step: worker.Compact(b.Store, b.env.clock)},
		worker.Duty(b.desk),
	}, slices.Concat(b.letterTasks(bells[1]), b.alertTasks(), b.linkTasks())...)
}

// Close ends the tasks, writes down what has been counted of readers and the index, and closes the database.
func (b *Board) Close() error {
	b.stop()
	b.tasks.Wait()
	ctx := context.Background()
	err := worker.Count(b.desk, &b.tally).Step(ctx)
	if err := b.indexer.Save(ctx); err != nil {
		b.env.Log.Warn("the next start takes longer", "error", err)
	}
	return errors.Join(err, b.Store.Close())
}

// openStore opens a database and brings it up to date.
func openStore(ctx context.Context, d config.Database, env Env) (*store.Store, error) {
	s, err := store.Open(ctx, store.Options{Database: d.Database, Log: env.Log, Random: env.Random})
	if err != nil {
		return nil, err
	}
	if _, err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Serve runs the service until the context ends.
func Serve(ctx context.Context, c config.Serve, env Env) error {
	return serve(ctx, c, env, func(*Board) error {
		_, err := fmt.Fprintf(env.Out, "Lediga jobb is served at %s\n", c.PublicURL())
		return err
	})
}

// serve runs the service until the context ends; greet is called once it is ready.
func serve(ctx context.Context, c config.Serve, env Env, greet func(*Board) error) error {
	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	begin := env.Now()
	b, err := Open(ctx, c, env)
	if ctx.Err() != nil && err != nil { // told to stop before it had begun
		return listener.Close()
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	live := b.Index.At(env.clock()).Search(board.Query{}).Total
	env.Log.Info("ready", "address", c.PublicURL(), "live", live, "took", env.Now().Sub(begin).Round(time.Millisecond))
	if err := greet(b); err != nil {
		return errors.Join(err, listener.Close(), b.Close())
	}
	err = server.Listen(ctx, listener, b.Handler, b.stop, env.Log)
	return errors.Join(err, b.Close())
}

// listen takes the port before anything else is done, so that a second start changes nothing.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("another program listens at %s already: stop it, or choose another address with --addr", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen at %s: choose a port above 1023 with --addr", addr)
	case err != nil:
		return nil, fmt.Errorf("cannot listen at %s (%v): choose another address with --addr", addr, err)
	}
	return l, nil
}
