package site

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// A card is an ad in a list: its headline and, in one order everywhere, employer, place, deadline and marks. It can be
// compared: two that are equal look the same.
type card struct {
	ID        board.ID // of an ad that can be saved; empty: it cannot
	Headline  string
	URL       string
	Lang      string // of the headline, where it is not the page's
	Employer  string
	Place     string
	Remote    string
	Deadline  string
	Day       string // the deadline's, for machines
	Urgent    bool   // the deadline is today or tomorrow
	Published string
	Logo      string
	Sub       bool          // the list has a heading of its own: the card's is one level lower
	Passage   template.HTML // of the ad's text, where only that shows why the search has found it
	marks     [5]mark
}

// Marks is what sets the ad apart, if anything does.
func (c card) Marks() []mark {
	return slices.DeleteFunc(c.marks[:], func(m mark) bool { return m.Kind == "" })
}

// marked is the card with marks on it.
func (c card) marked(marks []mark) card {
	copy(c.marks[:], marks)
	return c
}

// A mark is a word that sets an ad apart.
type mark struct{ Kind, Name string }

func (s *Site) card(v *visit, j *board.Job, now time.Time) card {
	d := j.Ad.Deadline
	return card{
		ID: j.ID, Headline: j.Ad.Headline, URL: v.link(s.Links.Local(s.Links.Job(j)), from(board.ViaList)), Lang: other(v.lang, j.Ad.Language),
		Employer: j.Employer.Name, Place: placeOnCard(v.lang, j.Ad.Where), Remote: remote(v.lang, j.Ad.Where),
		Deadline: words.DeadlineOnCard(v.lang, d, now), Day: d.Date.String(),
		Urgent:    !d.IsZero() && d.Date.Before(board.DateOf(now).AddDays(2)),
		Published: v.text("job.published", "date", words.Published(v.lang, j.Run.From, now)),
		Logo:      s.logoOf(j.Employer),
	}.marked(marks(v, j, now))
}

// found is the card of an ad that a search has found.
func (s *Site) found(v *visit, hit search.Hit, now time.Time) card {
	c := s.card(v, hit.Job, now)
	if hit.Quoted {
		c.Passage = passage(hit)
	}
	return c
}

// passage is a hit's excerpt with the words that were looked for marked.
func passage(hit search.Hit) template.HTML {
	var b strings.Builder
	text, at := []rune(hit.Excerpt), 0
	for _, h := range hit.Highlights {
		if h.Field != "excerpt" {
			continue
		}
		for _, r := range h.Ranges {
			b.WriteString(template.HTMLEscapeString(string(text[at:r[0]])))
			b.WriteString("<mark>" + template.HTMLEscapeString(string(text[r[0]:r[1]])) + "</mark>")
			at = r[1]
		}
	}
	b.WriteString(template.HTMLEscapeString(string(text[at:])))
	return template.HTML(b.String()) // escaped piece by piece
}

// below is cards for a list under a heading of its own.
func (s *Site) below(v *visit, jobs []*board.Job, now time.Time) []card {
	cards := make([]card, len(jobs))
	for i, j := range jobs {
		cards[i] = s.card(v, j, now)
		cards[i].Sub = true
	}
	return cards
}

func (s *Site) logoOf(e board.Employer) string {
	if e.Logo == "" {
		return ""
	}
	return s.Links.Local(s.Links.Logo(e.Logo))
}

// newDays is for how many days an ad is new, the first of them included.
const newDays = 3

func marks(v *visit, j *board.Job, now time.Time) []mark {
	var marks []mark
	add := func(holds bool, kind string) {
		if holds {
			marks = append(marks, mark{kind, v.text("mark." + kind)})
		}
	}
	add(j.FeaturedAt(now), "featured")
	add(j.Promotion.EditorsPick, "pick")
	add(board.DateOf(now).AddDays(-newDays).Before(board.DateOf(j.Run.From)), "new")
	add(!j.Extension.From.IsZero(), "extended")
	add(j.Readvertise.Of != "", "readvertised")
	return marks
}

// other is an ad's language where it is not the page's, for lang attributes.
func other(page, ad board.Language) string {
	if ad == page {
		return ""
	}
	return string(ad)
}

// remote says how much of the work can be done elsewhere, nothing where none can or nobody says.
func remote(lang board.Language, w board.Where) string {
	if w.Workplace == "" || w.Workplace == board.OnSite {
		return ""
	}
	return reference.Label(lang, reference.ListWorkplace, string(w.Workplace))
}

// placeOnCard is where the work is, in a few words.
func placeOnCard(lang board.Language, w board.Where) string {
	names := placeNames(lang, w)
	switch {
	case len(names) == 0:
		return reference.Label(lang, reference.ListPlace, "none")
	case len(names) > 3:
		return words.Text(lang, "place.more", "place", names[0], "n", len(names)-1)
	}
	return either(lang, names)
}

// either is "Linköping, Umeå eller Stockholm".
func either(lang board.Language, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return words.Text(lang, "place.or", "places", strings.Join(names[:last], ", "), "last", names[last])
}

// placeNames is what a reader calls the places, each once.
func placeNames(lang board.Language, w board.Where) []string {
	if w.Nationwide {
		return []string{reference.Label(lang, reference.ListPlace, "nationwide")}
	}
	var names []string
	seen := map[string]bool{"": true}
	for _, p := range w.Places {
		if name := placeName(lang, p); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

func placeName(lang board.Language, p board.Place) string {
	abroad := p.Country != "" && p.Country != board.Sweden
	switch {
	case abroad && p.City != "":
		return p.City + ", " + reference.Label(lang, reference.ListCountry, p.Country)
	case abroad:
		return reference.Label(lang, reference.ListCountry, p.Country)
	case p.Municipality != "":
		return reference.Label(lang, reference.ListMunicipality, p.Municipality)
	case p.City != "":
		return p.City
	case p.Region != "":
		return reference.Label(lang, reference.ListRegion, p.Region)
	}
	return ""
}
