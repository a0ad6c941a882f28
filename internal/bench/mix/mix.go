// Package mix makes boards of any size out of real ads, and the searches that readers make of them: always the same ones
// from the same ads.
//
// A mixed ad has the headline, the title and the place of one ad, the employer of another, and a text as long as an ad's,
// put together from stretches of following sentences of several. So words are as frequent, as long and as near each other
// as in real ads. Every facet is filled, its first values most often.
package mix

import (
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// seed is that of everything random here.
const seed = 20261122

// Real is the ads as they are, each published some time in the days before now.
func Real(ads []board.Incoming, now time.Time) iter.Seq[board.Incoming] {
	return func(yield func(board.Incoming) bool) {
		m := newMixer(nil)
		for _, in := range ads {
			m.date(&in, now)
			if !yield(in) {
				return
			}
		}
	}
}

// Mixed is n ads mixed from others, each published some time in the days before now.
func Mixed(ads []board.Incoming, n int, now time.Time) iter.Seq[board.Incoming] {
	return func(yield func(board.Incoming) bool) {
		m := newMixer(ads)
		for i := range n {
			in := m.ad(i)
			m.date(&in, now)
			if !yield(in) {
				return
			}
		}
	}
}

// A mixer draws from the ads.
type mixer struct {
	*rand.Rand
	ads    []board.Incoming
	staffs []board.Incoming // those that name their employer
	texts  [][]string       // the sentences of those that have a text
	towns  []reference.Municipality
}

func newMixer(ads []board.Incoming) *mixer {
	m := &mixer{Rand: rand.New(rand.NewPCG(seed, 1)), ads: ads, towns: reference.Municipalities()}
	for _, in := range ads {
		if in.Employer.Name != "" {
			m.staffs = append(m.staffs, in)
		}
		if in.Ad.Text.Plain != "" {
			m.texts = append(m.texts, strings.SplitAfter(in.Ad.Text.Plain, ". "))
		}
	}
	return m
}

// How long ads have been shown, and will be.
const (
	daysBefore = 50
	daysAfter  = 50
)

// date spreads the ad's life around now.
func (m *mixer) date(in *board.Incoming, now time.Time) {
	in.Published = now.Add(-time.Duration(m.Int64N(int64(daysBefore * 24 * time.Hour)))).Truncate(time.Second)
	in.Ad.Deadline = board.Deadline{Date: board.DateOf(now).AddDays(5 + m.IntN(daysAfter))}
}

func (m *mixer) ad(n int) board.Incoming {
	model := pick(m, m.ads)
	id := "mixed-" + strconv.Itoa(n)
	return board.Incoming{
		Source:   board.Source{Name: "mix", ID: id, Digest: id},
		Employer: m.employer(),
		Ad: board.Ad{
			Title: strings.Clone(model.Ad.Title), Headline: strings.Clone(model.Ad.Headline), Text: m.text(),
			Language: m.language(model),
			Profile: board.Profile{Roles: some(m, board.Roles(), 1, 3), Level: first(m, board.Levels()),
				Laws: some(m, board.Laws(), 1, 2), Categories: some(m, board.Categories(), 1, 4)},
			Where:  m.where(model),
			Terms:  board.Terms{Employment: first(m, board.EmploymentTypes()), Hours: first(m, board.AllWorkingHours())},
			Salary: m.salary(),
		},
	}
}

// text strings together stretches of at most maxStretch sentences until it is as long as one of the texts. It has no HTML:
// no search looks at that.
func (m *mixer) text() board.Text {
	length := 0
	for _, sentence := range pick(m, m.texts) {
		length += len(sentence)
	}
	var b strings.Builder
	for b.Len() < length {
		from := pick(m, m.texts)
		begin := m.IntN(len(from))
		for _, sentence := range from[begin:min(len(from), begin+1+m.IntN(maxStretch))] {
			b.WriteString(sentence)
		}
		b.WriteString("\n")
	}
	return board.Text{Plain: b.String()}
}

const maxStretch = 4

func (m *mixer) employer() board.NewEmployer {
	e := pick(m, m.staffs).Employer
	if e.Sector == "" {
		e.Sector = board.Sectors()[len(e.Name)%len(board.Sectors())] // the same for each of its ads
	}
	e.Name, e.URL = strings.Clone(e.Name), ""
	return e
}

func (m *mixer) language(model board.Incoming) board.Language {
	if model.Ad.Language != "" {
		return model.Ad.Language
	}
	return first(m, board.Languages())
}

// where is the model's place, or a town; few ads are for the whole country.
func (m *mixer) where(model board.Incoming) board.Where {
	w := board.Where{Workplace: first(m, board.Workplaces()), Nationwide: m.IntN(40) == 0}
	for _, p := range model.Ad.Where.Places {
		if p.Municipality != "" && p.Region != "" {
			w.Places = append(w.Places, board.Place{Municipality: strings.Clone(p.Municipality), Region: strings.Clone(p.Region),
				Country: board.Sweden, City: strings.Clone(p.City)})
		}
	}
	if len(w.Places) == 0 {
		town := pick(m, m.towns)
		w.Places = []board.Place{{Municipality: town.Code, Region: town.Region, Country: board.Sweden, City: town.Name}}
	}
	return w
}

func (m *mixer) salary() board.Salary {
	if m.IntN(3) > 0 {
		return board.Salary{Reason: board.PayIndividual}
	}
	return board.Salary{Min: 28_000 + 500*m.Int64N(60), Currency: "SEK", Period: board.PerMonth}
}

func pick[T any](m *mixer, values []T) T { return values[m.IntN(len(values))] }

// first is a value, the first ones most often.
func first[T any](m *mixer, values []T) T {
	f := m.Float64()
	return values[int(f*f*float64(len(values)))]
}

// some is from least to most different values, the first ones most often.
func some[T comparable](m *mixer, values []T, least, most int) []T {
	n := least + m.IntN(most-least+1)
	seen := map[T]bool{}
	out := make([]T, 0, n)
	for len(out) < n {
		if value := first(m, values); !seen[value] {
			seen[value] = true
			out = append(out, value)
		}
	}
	return out
}
