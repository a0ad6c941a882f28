// Package demo is a believable board: what the program shows before it has ads of its own.
//
// Its ads and employers are invented, and lie beside this file as a person would write them: an ad is a Markdown file
// whose head says the rest, and its days are counted from the one on which the board is filled, so that it is always a
// board of today. Each ad comes to where it stands by the moves that a real one makes.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// Employer is the mail address of the employer whose own pages are shown: it has ads in every state.
const Employer = "inkop@ekby.example.se"

//go:embed ads/*.md employers.yaml
var files embed.FS

// Fill puts the sample board, with logos and what was ordered, into an empty store. A store that holds anything already is
// left alone: a second start shows what the first one made of it.
func Fill(ctx context.Context, d *desk.Desk, now time.Time) error {
	var hirings []desk.Hiring
	filled, err := d.Fill(ctx, func() (all []desk.Hiring, err error) {
		hirings, err = withLogos(now)
		return hirings, err
	})
	if err != nil || !filled {
		return err
	}
	return order(ctx, d, hirings)
}

func withLogos(now time.Time) ([]desk.Hiring, error) {
	employers, err := readEmployers()
	if err != nil {
		return nil, err
	}
	hirings, err := Board(now)
	if err != nil {
		return nil, err
	}
	for i, e := range employers {
		if hirings[i].Logo, err = e.logo(); err != nil {
			return nil, fmt.Errorf("logo of %s: %w", e.Key, err)
		}
	}
	return hirings, nil
}

// Board is the sample board as it is at the time of its first start, employer by employer, without logos.
func Board(now time.Time) ([]desk.Hiring, error) {
	employers, err := readEmployers()
	if err != nil {
		return nil, err
	}
	hirings := make([]desk.Hiring, len(employers))
	for i, e := range employers {
		if hirings[i].Employer, err = e.employer(); err != nil {
			return nil, fmt.Errorf("employer %s: %w", e.Key, err)
		}
		if hirings[i].Jobs, err = e.jobs(now); err != nil {
			return nil, err
		}
	}
	return hirings, nil
}

// jobs is the employer's ads at the time; the name of each file begins with the employer's key.
func (e employer) jobs(now time.Time) ([]*board.Job, error) {
	names, err := fs.Glob(files, "ads/"+e.Key+"-*.md")
	if err != nil {
		return nil, err
	}
	var jobs []*board.Job
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".md")
		job, err := e.job(file, name, now)
		if err != nil {
			return nil, fmt.Errorf("ad %s: %w", name, err)
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

func (e employer) job(file, name string, now time.Time) (*board.Job, error) {
	text, err := fs.ReadFile(files, file)
	if err != nil {
		return nil, err
	}
	s, err := readSheet(text)
	if err != nil {
		return nil, err
	}
	ad, err := s.ad(e, name, board.DateOf(now))
	if err != nil {
		return nil, err
	}
	return s.Life.job(ID(name), ad, e.mailbox(), now)
}
