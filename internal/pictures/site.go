package main

import (
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"ledigajobb/internal/app"
	"ledigajobb/internal/config"
)

// site is the demonstration, served on a free port.
type site struct {
	address string
	board   *app.Board
	server  *http.Server
	folder  string
}

func openSite(ctx context.Context) (*site, error) {
	folder, err := os.MkdirTemp("", "ledigajobb-pictures")
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := "http://" + listener.Addr().String()
	board, err := openBoard(ctx, config.Database{Database: "sqlite:" + filepath.Join(folder, "demo.db")}, address)
	if err != nil {
		return nil, err
	}
	s := &site{address: address, board: board, server: &http.Server{Handler: board.Handler}, folder: folder}
	go s.server.Serve(listener)
	return s, nil
}

// openBoard fills a database with the demonstration and opens it.
func openBoard(ctx context.Context, database config.Database, address string) (*app.Board, error) {
	env := app.Env{
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return moment }, Random: rand.NewChaCha8([32]byte{}), Out: io.Discard,
		Build: "pictures",
	}
	if err := app.Import(ctx, config.Import{Database: database, File: "internal/demo/sample.jsonl", Publish: true, Redate: true, Days: 60}, env, nil); err != nil {
		return nil, err
	}
	return app.Open(ctx, config.Serve{Database: database, BaseURL: address, EndedDays: 180}, env)
}

func (s *site) close() {
	s.server.Close()
	s.board.Close()
	os.RemoveAll(s.folder)
}

// A subject is a page that pictures are taken of.
type subject struct {
	Name string
	Path string
	Says string // what it shows
	Dark bool   // shown in dark colours too
}

// Colours are how the files of its pictures end: nothing for light colours, "-dark" for dark ones.
func (s subject) Colours() []string {
	if s.Dark {
		return []string{"", "-dark"}
	}
	return []string{""}
}

// subjects is every page of the demonstration.
func (s *site) subjects() ([]subject, error) {
	return []subject{
		{"list", "/lediga-jobb", "The list", true},
		{"api", "/api/v1/docs", "The description of the API", false},
	}, nil
}
