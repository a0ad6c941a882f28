package mix

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/importer"
)

// Read reads a file of ads, without those that an import refuses.
func Read(path string) (ads []board.Incoming, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	for item, err := range importer.JobTech(file) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if item.Refused == nil {
			ads = append(ads, item.Incoming)
		}
	}
	return ads, nil
}

// Jobs is the ads as live jobs of their employers, as the board holds them after an import.
func Jobs(ads iter.Seq[board.Incoming], now time.Time) (jobs []*board.Job, err error) {
	ids := rand.New(rand.NewPCG(seed, 2))
	staff := employers{bySlug: map[string]bool{}, byKey: map[string]board.Employer{}}
	for in := range ads {
		var random [board.IDLength]byte
		for i := range random {
			random[i] = byte(ids.IntN(32))
		}
		job := in.Job(board.NewID(random), staff.of(in), daysAfter, now)
		if err := job.PublishImported(in.Published, now); err != nil {
			return nil, fmt.Errorf("ad %s: %w", in.Source.ID, err)
		}
		jobs = append(jobs, job)
	}
	return jobs, nil
}

// employers is those met so far.
type employers struct {
	bySlug map[string]bool
	byKey  map[string]board.Employer
}

func (e *employers) of(in board.Incoming) board.Employer {
	if in.Employer.Name == "" {
		return board.Employer{}
	}
	key := board.EmployerKey(in.Employer.OrgNr, in.Source.Name, in.Employer.Name)
	if known, ok := e.byKey[key]; ok {
		return known
	}
	fresh := board.Employer{ID: board.EmployerID(len(e.byKey) + 1), Name: in.Employer.Name, OrgNr: in.Employer.OrgNr, Sector: in.Employer.Sector}
	for slug := range board.SlugCandidates(fresh.Name, "") {
		if !e.bySlug[slug] {
			fresh.Slug = slug
			break
		}
	}
	e.bySlug[fresh.Slug], e.byKey[key] = true, fresh
	return fresh
}
