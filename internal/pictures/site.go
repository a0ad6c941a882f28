package main

import (
	"context"
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
)

// site is the demonstration, served where it is by default: its address is in some of the pictures.
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
	listener, err := net.Listen("tcp", "127.0.0.1:8080")
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
	if err := app.FillDemo(ctx, database, env); err != nil {
		return nil, err
	}
	return app.Open(ctx, config.Serve{Database: database, BaseURL: address, EndedDays: 180, KeptMB: 16, Demo: true}, env)
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
func (s *site) subjects(ctx context.Context) ([]subject, error) {
	links, err := link.New(s.address)
	if err != nil {
		return nil, err
	}
	hits := s.board.Index.At(moment).Search(board.Query{Limit: 1}).Hits
	filled, err := s.board.Store.JobsInState(ctx, board.StatusFilled)
	if err != nil {
		return nil, err
	}
	if len(hits) == 0 || len(filled) == 0 {
		return nil, errors.New("the demonstration has no live ad, or none that is filled")
	}
	job := hits[0].Job
	return []subject{
		{"list", "/lediga-jobb", "All vacancies", true},
		{"list-filtered", "/lediga-jobb?q=avtal&employment_type=permanent", "Vacancies, searched and filtered", false},
		{"list-nothing", "/lediga-jobb?q=xylofonist", "Nothing found", false},
		{"list-english", "/lediga-jobb?lang=en", "All vacancies, in English", false},
		{"ad", links.Local(links.Job(job)), "An ad", true},
		{"ad-filled", links.Local(links.Job(filled[0])), "An ad that has ended", false},
		{"ad-missing", "/lediga-jobb/upphandlare-0000000000", "An ad that is not there", false},
		{"employers", "/arbetsgivare", "Employers", false},
		{"employer", links.Local(links.Employer(job.Employer.Slug)), "An employer", false},
		{"privacy", "/personuppgifter", "Privacy", false},
		{"terms", "/annonsvillkor", "Terms", false},
		{"accessibility", "/tillganglighet", "Accessibility", false},
		{"contact", "/kontakt", "Contact", false},
		{"parts", "/delar", "The parts that pages are made of", true},
		{"sidebar", "/widget-demo", "The sidebar on a journal's page", true},
		{"api", "/api/v1/docs", "The API's manual", false},
	}, nil
}
