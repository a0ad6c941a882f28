package site

import (
	"context"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/compare"
	"ledigajobb/internal/search"
)

// How many ads of employers are looked through for those that are like one that waits.
const (
	mostStanding = 200 // for a page of the queue
	mostOwn      = 50  // for one ad
)

// nearlySame is from which share on of what stands in either text two texts are taken for the same. Ads of one employer
// share what they say of it, which is less.
const nearlySame = 0.7

// A resemblance is an ad that another is like, and why.
type resemblance struct {
	job *board.Job
	why string // a text's key
}

// alike says why two ads are likely to be the same, or nothing. a and b are the sketches of their texts.
func alike(one, other *board.Job, a, b compare.Shingles) string {
	x, y := one.Waiting(), other.Waiting()
	sameTitle := x.Deadline == y.Deadline && one.Employer.ID != 0 && one.Employer.ID == other.Employer.ID &&
		strings.EqualFold(strings.TrimSpace(x.Headline), strings.TrimSpace(y.Headline))
	switch {
	case one.ID == other.ID || one.Readvertise.Of == other.ID || other.Readvertise.Of == one.ID:
		return ""
	case sameTitle:
		return "like.title"
	case len(a) > 1 && a.Nearly(b, nearlySame):
		return "like.text"
	}
	return ""
}

// alikeWaiting is, for each of the ads that wait, one that it is like: among those that wait with it, and among what else
// of its employer waits or stands.
func (s *Site) alikeWaiting(ctx context.Context, waiting []*board.Job, now time.Time) (map[board.ID]*board.Job, error) {
	var employers []board.EmployerID
	for _, j := range waiting {
		if j.Employer.ID != 0 && !slices.Contains(employers, j.Employer.ID) {
			employers = append(employers, j.Employer.ID)
		}
	}
	related, err := s.Store.StandingJobs(ctx, employers, now, mostStanding)
	if err != nil {
		return nil, err
	}
	sketches, found := map[board.ID]compare.Shingles{}, map[board.ID]*board.Job{}
	candidates := append(slices.Clone(waiting), related...)
	for _, j := range candidates {
		if sketches[j.ID] == nil {
			sketches[j.ID] = compare.Sketch(j.Waiting().Text.Plain)
		}
	}
	for _, j := range waiting {
		for _, other := range candidates {
			if found[j.ID] == nil && alike(j, other, sketches[j.ID], sketches[other.ID]) != "" {
				found[j.ID] = other
			}
		}
	}
	return found, nil
}

// mostLike is how many ads of the index are looked at, and how many of those that an ad is like are shown.
const mostLike = 10

// resemblances is the ads that one that waits is like, among its employer's and those that readers see.
func (s *Site) resemblances(ctx context.Context, v *search.Version, j *board.Job, own []*board.Job) ([]resemblance, error) {
	candidates, ids := slices.Clone(own), []board.ID{}
	for _, hit := range v.Like(j, mostLike) {
		if !slices.ContainsFunc(own, func(o *board.Job) bool { return o.ID == hit.Job.ID }) {
			candidates, ids = append(candidates, hit.Job), append(ids, hit.Job.ID)
		}
	}
	texts, err := s.Store.Texts(ctx, ids)
	if err != nil {
		return nil, err
	}
	var found []resemblance
	sketch := compare.Sketch(j.Waiting().Text.Plain)
	for _, other := range candidates {
		text, listed := texts[other.ID]
		if !listed {
			text = other.Waiting().Text.Plain
		}
		if why := alike(j, other, sketch, compare.Sketch(text)); why != "" && len(found) < mostLike {
			found = append(found, resemblance{other, why})
		}
	}
	return found, nil
}
