package search_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
)

// start is the middle of the generated jobs' time.
var start = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// A generator makes believable jobs with every facet filled, the same ones from the same seed.
type generator struct {
	*rand.Rand
	employers []board.Employer
	towns     []reference.Municipality
	words     []string
	made      int
}

func newGenerator(seed uint64, employers int) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), towns: reference.Municipalities()}
	for i := range employers {
		name := fmt.Sprintf("%s %d", pick(g, []string{"Ekby kommun", "Ängsholms stad", "Norrvik AB", "Östra verket", "ålunda konsult"}), i%7*100+i)
		g.employers = append(g.employers, board.Employer{ID: board.EmployerID(i + 1), Slug: board.Slugify(name), Name: name,
			Sector: pick(g, board.Sectors()), LegalName: "Bolaget " + fmt.Sprint(i)})
	}
	for i := range 3000 {
		g.words = append(g.words, fmt.Sprintf("%s%s", pick(g, []string{"upp", "in", "av", "kvalitets", "Ö", "bygg"}), letters(i)))
	}
	return g
}

func letters(i int) string {
	const alphabet = "aeiourstlnkmdå"
	s := ""
	for ; i > 0; i /= len([]rune(alphabet)) {
		s += string([]rune(alphabet)[i%len([]rune(alphabet))])
	}
	return s
}

func pick[T any](g *generator, values []T) T { return values[g.IntN(len(values))] }

// some is up to max of the values, each once.
func some[T comparable](g *generator, values []T, max int) []T {
	var out []T
	for _, i := range g.Perm(len(values))[:g.IntN(min(max, len(values))+1)] {
		out = append(out, values[i])
	}
	return out
}

// maybe is the value, or in one of four cases nothing.
func maybe[T any](g *generator, value T) (out T) {
	if g.IntN(4) > 0 {
		out = value
	}
	return out
}

// word draws by something like Zipf's law.
func (g *generator) word() string {
	f := g.Float64()
	return g.words[int(f*f*f*float64(len(g.words)))]
}

func (g *generator) sentence(words int) string {
	out := make([]string, words)
	for i := range out {
		out[i] = g.word()
	}
	return strings.Join(out, pick(g, []string{" ", " ", ", ", "-"}))
}

// job is a live or scheduled job with an ID of its own; words is the length of its text.
func (g *generator) job(words int) *board.Job {
	var random [board.IDLength]byte
	for i := range random {
		random[i] = byte(g.IntN(32))
	}
	g.made++
	return g.jobWithID(board.NewID(random), words)
}

func (g *generator) jobWithID(id board.ID, words int) *board.Job {
	j := &board.Job{ID: id, State: board.StatusLive, Employer: pick(g, g.employers)}
	j.Ad = board.Ad{
		Headline: g.sentence(1 + g.IntN(5)), Title: g.word(), Language: maybe(g, pick(g, board.Languages())),
		Text: board.Text{Plain: g.sentence(words), HTML: "<p>"},
		Profile: board.Profile{Roles: some(g, board.Roles(), 3), Level: maybe(g, pick(g, board.Levels())),
			Laws: some(g, board.Laws(), 3), Categories: some(g, board.Categories(), 5)},
		Where: board.Where{Nationwide: g.IntN(15) == 0, Workplace: maybe(g, pick(g, board.Workplaces()))},
		Terms: board.Terms{Employment: maybe(g, pick(g, board.EmploymentTypes())), Hours: maybe(g, pick(g, board.AllWorkingHours()))},
	}
	for range g.IntN(3) {
		town := g.towns[int(g.Float64()*g.Float64()*float64(len(g.towns)))]
		j.Ad.Where.Places = append(j.Ad.Where.Places, board.Place{Municipality: town.Code, Region: town.Region, City: town.Name})
	}
	if g.IntN(3) == 0 {
		j.Ad.Salary.Min = 30000
	}
	from := start.Add(time.Duration(g.IntN(60*24)-50*24) * time.Hour)
	if g.IntN(3) > 0 {
		j.Ad.Deadline = board.Deadline{Date: board.DateOf(from).AddDays(g.IntN(60)), Minute: maybe(g, 0) + g.IntN(4)/3*720}
	}
	j.Run = board.NewRun(from, j.Ad.Deadline, 40)
	if g.IntN(10) == 0 {
		j.Promotion.FeaturedUntil = from.Add(time.Duration(g.IntN(2000)) * time.Hour)
	}
	return j
}

func (g *generator) jobs(n, words int) []*board.Job {
	out := make([]*board.Job, n)
	for i := range out {
		out[i] = g.job(words)
	}
	return out
}

// query is a random search, most of them with few conditions, so that most find something.
func (g *generator) query() board.Query {
	q := board.Query{Filters: map[board.Facet][]string{}, Limit: 1 + g.IntN(100), Facets: board.Facets()}
	for range g.IntN(4) {
		f := pick(g, board.Facets())
		for range 1 + g.IntN(3) {
			q.Filters[f] = append(q.Filters[f], g.value(f))
		}
	}
	if g.IntN(3) == 0 {
		q.Text = g.text()
	}
	instant := func() time.Time { return start.Add(time.Duration(g.IntN(4000)-1500) * time.Hour) }
	if g.IntN(6) == 0 {
		q.PublishedAfter = instant()
	}
	if g.IntN(6) == 0 {
		q.DeadlineBefore = instant()
	}
	if g.IntN(6) == 0 {
		q.DeadlineAfter = board.DateOf(instant()).Start()
	}
	q.Nationwide = g.IntN(15) == 0
	q.Sort = pick(g, append(board.Sorts(), ""))
	if g.IntN(2) == 0 {
		q.Offset = g.IntN(300)
	}
	return q
}

func (g *generator) text() string {
	switch g.IntN(7) {
	case 0:
		return g.word() + " " + g.word()
	case 1:
		return `"` + g.word() + " " + g.word() + `"`
	case 2:
		return g.word() + " -" + g.word()
	case 3:
		w := []rune(g.word())
		return string(w[:min(len(w), 1+g.IntN(4))]) + "*"
	case 4:
		return "-" + g.word()
	case 5:
		return pick(g, g.employers).Name
	}
	return g.word()
}

func (g *generator) value(f board.Facet) string {
	pickText := func(values []string) string { return values[g.IntN(len(values))] }
	switch f {
	case board.FacetRegion:
		return pick(g, reference.Regions()).Code
	case board.FacetMunicipality:
		return pick(g, g.towns).Code
	case board.FacetEmployer:
		return pick(g, g.employers).Slug
	case board.FacetPay:
		return board.PayStated
	}
	return pickText(closedLists()[f])
}

func closedLists() map[board.Facet][]string {
	return map[board.Facet][]string{
		board.FacetRole: slugs(board.Roles()), board.FacetSector: slugs(board.Sectors()),
		board.FacetEmploymentType: slugs(board.EmploymentTypes()), board.FacetWorkingHours: slugs(board.AllWorkingHours()),
		board.FacetWorkplace: slugs(board.Workplaces()), board.FacetLaw: slugs(board.Laws()),
		board.FacetCategory: slugs(board.Categories()), board.FacetLevel: slugs(board.Levels()),
		board.FacetLanguage: slugs(board.Languages()), board.FacetPay: {board.PayStated},
	}
}

func slugs[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// loaded is an index of the jobs at a position.
func loaded(seq int64, jobs []*board.Job) *search.Index {
	x := search.New()
	x.Load(board.Position{Epoch: "e", Seq: seq}, jobs)
	return x
}
