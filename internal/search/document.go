package search

import (
	"cmp"
	"iter"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/richtext"
)

// excerptLength is the length of an excerpt in characters.
const excerptLength = 240

// searchable says whether readers can find the job at any time.
func searchable(j *board.Job) bool {
	return j.State == board.StatusLive && j.Run.From.Before(j.Run.Until)
}

func excerpt(j *board.Job) string {
	plain := j.Ad.Text.Plain
	if start := plain[:min(len(plain), 4*excerptLength)]; len(start) < len(plain) {
		// Most texts are many times as long as what is shown of them. A cut through a character is behind the excerpt.
		if short := richtext.Excerpt(start, excerptLength); strings.HasSuffix(short, "…") {
			return short
		}
	}
	return richtext.Excerpt(plain, excerptLength)
}

// newestFirst is the order of a segment's documents: the newest first, then by ID.
func newestFirst(a, b *board.Job) int {
	if c := cmp.Compare(b.Run.From.UnixMilli(), a.Run.From.UnixMilli()); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// fieldTexts yields what of the job is searched. No phrase reaches from one text into the next.
func fieldTexts(j *board.Job) iter.Seq2[field, string] {
	ad := &j.Ad
	return func(yield func(field, string) bool) {
		each := func(f field, texts ...string) bool {
			for _, text := range texts {
				if text != "" && !yield(f, text) {
					return false
				}
			}
			return true
		}
		_ = each(inHeadline, ad.Headline) &&
			each(inRole, append(roleLabels(ad), title(ad))...) &&
			each(inEmployer, j.Employer.Name, j.Employer.LegalName, ad.Department, ad.Agency.Name) &&
			each(inPlace, townNames(ad)...) &&
			each(inCounty, countyNames(ad)...) &&
			each(inText, append(lawNames(ad), ad.Text.Plain, ad.RegistryNumber)...)
	}
}

// title is the ad's title where it says something else than the headline.
func title(ad *board.Ad) string {
	if ad.Title == ad.Headline {
		return ""
	}
	return ad.Title
}

func roleLabels(ad *board.Ad) []string {
	var names []string
	for _, role := range ad.Profile.Roles {
		names = append(names, reference.Label(board.Swedish, reference.ListRole, string(role)))
	}
	return names
}

// lawNames is the laws that the ad is about, as people say them: LOU.
func lawNames(ad *board.Ad) []string {
	var names []string
	for _, law := range ad.Profile.Laws {
		names = append(names, reference.Label(board.Swedish, reference.ListLaw, string(law)))
	}
	return names
}

func placeNames(ad *board.Ad) []string { return append(townNames(ad), countyNames(ad)...) }

func townNames(ad *board.Ad) []string {
	var names []string
	for _, p := range ad.Where.Places {
		names = append(names, p.City, reference.Label(board.Swedish, reference.ListMunicipality, p.Municipality))
	}
	return names
}

func countyNames(ad *board.Ad) []string {
	var names []string
	for _, p := range ad.Where.Places {
		names = append(names, reference.Label(board.Swedish, reference.ListRegion, p.Region))
	}
	return names
}

// noDeadline stands where an ad has no deadline.
const noDeadline int64 = -1 << 63

// deadlineOf is the ad's last second, as the API shows it, in Unix milliseconds.
func deadlineOf(ad *board.Ad) int64 {
	if ad.Deadline.IsZero() {
		return noDeadline
	}
	return ad.Deadline.LastSecond().UnixMilli()
}

// ceilMilli is the first whole millisecond that is not before the instant.
func ceilMilli(t time.Time) int64 { return t.Add(time.Millisecond - 1).UnixMilli() }
