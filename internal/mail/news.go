package mail

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// news is new ads as a letter tells of them, by the search that found them.
type news struct {
	Ads      int // how many, in all searches
	First    string
	Searches []followed
}

// followed is a search that a reader follows, and what is new in it.
type followed struct {
	ID   string // of the alert
	Name string
	Link string // of the search's page
	Ads  []adLine
	More string // says that there are others on that page
}

// adLine is an ad in a list.
type adLine struct {
	Headline string
	Link     string
	Where    string // employer and place
	Deadline string
}

// mostAds is how many ads a letter lists of one search: a longer one is cut off, or not read.
const mostAds = 30

// News is the new ads that readers find by now; without any the letter is needless, as for alerts that have ended.
func (c *content) News() (n news, err error) {
	for _, one := range board.ParseNews(c.Details["news"]) {
		alert, there := c.alerts[one.Alert]
		jobs := c.visible(one.Jobs)
		if !there || len(jobs) == 0 {
			continue
		}
		if n.Ads == 0 {
			n.First = jobs[0].Ad.Headline
		}
		n.Ads += len(jobs)
		n.Searches = append(n.Searches, c.followed(alert, jobs, len(one.Jobs) >= board.MostNews))
	}
	if n.Ads == 0 {
		return n, fmt.Errorf("there is nothing new any more: %w", ErrVanished)
	}
	return n, nil
}

// visible is the jobs that readers find in lists, the newest first.
func (c *content) visible(ids []board.ID) (jobs []*board.Job) {
	for _, id := range ids {
		if j := c.jobs[id]; j != nil && j.VisibleAt(c.now) {
			jobs = append(jobs, j)
		}
	}
	slices.SortStableFunc(jobs, func(a, b *board.Job) int { return b.Run.From.Compare(a.Run.From) })
	return jobs
}

func (c *content) followed(a board.Alert, jobs []*board.Job, full bool) followed {
	f := followed{ID: string(a.ID), Name: a.Name, Link: c.search(a.Query)}
	for _, j := range jobs[:min(len(jobs), mostAds)] {
		f.Ads = append(f.Ads, adLine{
			Headline: line(j.Ad.Headline), Link: c.listed(c.links.Job(j), nil), Where: where(c.Lang, j),
			Deadline: words.DeadlineOnCard(c.Lang, j.Ad.Deadline, c.now),
		})
	}
	switch more := len(jobs) - mostAds; {
	case full:
		f.More = words.Text(c.Lang, "letter.alert.full")
	case more > 0:
		f.More = words.Text(c.Lang, "letter.alert.more", "n", more)
	}
	return f
}

// search is the address of a search's page, by its canonical parameters.
func (c *content) search(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		values = nil
	}
	return c.listed(c.links.Absolute(c.links.Path("lediga-jobb")), values)
}

// listed is an address that says that an alert led there, in the letter's language.
func (c *content) listed(address string, values url.Values) string {
	if c.blank {
		return blanked
	}
	if values == nil {
		values = url.Values{}
	}
	values.Set("via", string(board.ViaAlert))
	if c.Lang != board.Swedish {
		values.Set("lang", string(c.Lang))
	}
	return address + "?" + strings.ReplaceAll(values.Encode(), "+", "%20") // as every mail program reads it
}

// where is the employer and the place in a few words.
func where(lang board.Language, j *board.Job) string {
	parts := []string{}
	if j.Employer.Name != "" {
		parts = append(parts, line(j.Employer.Name))
	}
	if place := place(lang, j.Ad.Where); place != "" {
		parts = append(parts, place)
	}
	return strings.Join(parts, ", ")
}

// place is the first places by their names, and how many there are beside them.
func place(lang board.Language, w board.Where) string {
	if w.Nationwide {
		return reference.Label(lang, reference.ListPlace, "nationwide")
	}
	var names []string
	for _, p := range w.Places {
		name := line(p.City)
		switch {
		case p.Municipality != "":
			name = reference.Label(lang, reference.ListMunicipality, p.Municipality)
		case name == "" && p.Region != "":
			name = reference.Label(lang, reference.ListRegion, p.Region)
		case name == "" && p.Country != "" && p.Country != board.Sweden:
			name = reference.Label(lang, reference.ListCountry, p.Country)
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 3 {
		return words.Text(lang, "place.more", "place", names[0], "n", len(names)-1)
	}
	return strings.Join(names, ", ")
}

// Others is how many ads there are beside the first.
func (n news) Others() int { return n.Ads - 1 }

// Many says whether several searches have found something.
func (n news) Many() bool { return len(n.Searches) > 1 }

// Often is what a frequency is called.
func (c *content) Often(frequency string) string {
	return reference.Label(c.Lang, reference.ListFrequency, frequency)
}
