// Package showcase serves the demonstration on this machine, at a moment that stands still, to those who look at its pages:
// the pictures of the documentation are taken there, and Lighthouse marks them.
package showcase

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ledigajobb/internal/app"
	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/link"
	"ledigajobb/internal/store"
)

// Moment is when it is, always: a Monday morning.
var Moment = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// Site is the demonstration while it is served.
type Site struct {
	Address string // http://127.0.0.1:8080
	Links   link.Links
	Board   *app.Board
	server  *http.Server
	folder  string
}

// Open fills a database of its own with the demonstration and serves it at an address, whose port may be 0 for a free one.
// Its chance is no chance, so that what has not changed looks the same the next time.
func Open(ctx context.Context, address string) (*Site, error) {
	folder, err := os.MkdirTemp("", "ledigajobb-showcase")
	if err != nil {
		return nil, err
	}
	s := &Site{folder: folder}
	if err := s.open(ctx, address); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return s, nil
}

func (s *Site) open(ctx context.Context, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	s.Address = "http://" + listener.Addr().String()
	if s.Links, err = link.New(s.Address); err != nil {
		return errors.Join(err, listener.Close())
	}
	if s.Board, err = s.fill(ctx); err != nil {
		return errors.Join(err, listener.Close())
	}
	s.server = &http.Server{Handler: s.Board.Handler}
	go s.server.Serve(listener)
	return nil
}

func (s *Site) fill(ctx context.Context) (*app.Board, error) {
	database := config.Database{Database: "sqlite:" + filepath.Join(s.folder, "demo.db")}
	env := app.Env{
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return Moment }, Random: rand.NewChaCha8([32]byte{}), Out: io.Discard,
		Build: "showcase",
	}
	if err := app.FillDemo(ctx, database, env); err != nil {
		return nil, err
	}
	return app.Open(ctx, config.Serve{Database: database, BaseURL: s.Address, EndedDays: 180, KeptMB: 16, Demo: true}, env)
}

// Editor is an admin of the desk, once they have been let in.
var Editor = board.Editor{ID: "0000000001", Email: "redaktor@example.se", Name: "Robin Ek", Role: board.DeskAdmin, CreatedAt: Moment}

// Cookie is the name and value of one that lets somebody in by their address: the editor, or an employer of the
// demonstration.
func (s *Site) Cookie(ctx context.Context, email string) (string, error) {
	token := "token of " + email
	hash := sha256.Sum256([]byte(token))
	err := s.Board.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SaveEditor(ctx, Editor); err != nil {
			return err
		}
		return tx.InsertSession(ctx, board.Session{TokenHash: hash[:], Email: email, CreatedAt: Moment, SeenAt: Moment, ExpiresAt: Moment.AddDate(0, 0, 1)})
	})
	return "ledigajobb=" + token, err
}

// Close ends it and leaves nothing behind.
func (s *Site) Close() error {
	return errors.Join(s.server.Close(), s.Board.Close(), os.RemoveAll(s.folder))
}
