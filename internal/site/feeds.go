package site

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/search"
	"ledigajobb/internal/words"
)

// How many ads a feed and a calendar have where nobody asks for another number.
const (
	feedSize     = 50
	calendarSize = 1000
)

// feedRoutes is what other programs read of the board, beside the API.
func (s *Site) feedRoutes() []route {
	return []route{
		{"GET", "/feed.xml", anyone, openToAll(s.feed(feed.TypeRSS, (*feed.Feed).RSS))},
		{"GET", "/feed.json", anyone, openToAll(s.feed(feed.TypeJSON, (*feed.Feed).JSON))},
		{"GET", "/jobb.ics", anyone, openToAll(s.calendar)},
		{"GET", "/nyhetsbrev.xml", anyone, openToAll(s.issueFeed(feed.TypeRSS, (*feed.Feed).RSS))},
		{"GET", "/nyhetsbrev.json", anyone, openToAll(s.issueFeed(feed.TypeJSON, (*feed.Feed).JSON))},
		{"GET", "/delning/:name", anyone, openToAll(s.drawn)},
		{"GET", "/oembed", anyone, openToAll(s.embed)},
		{"GET", "/sitemap.xml", anyone, s.sitemap},
		{"GET", "/sitemap/:name", anyone, s.sitemapPart},
		{"GET", "/robots.txt", anyone, s.robots},
	}
}

// program is a visit by a program, which speaks for nobody: its language is the one that the address names.
func program(r *http.Request) *visit {
	v := &visit{lang: board.Swedish, values: r.URL.Query()}
	if lang, known := words.Language(v.values.Get("lang")); known {
		v.lang, v.asked = lang, true
	}
	delete(v.values, "lang")
	return v
}

// answerProgram writes an answer for programs, kept for as long as the version of the index holds. Its address holds all
// that it hangs on.
func (s *Site) answerProgram(c echo.Context, version *search.Version, address, mediaType string, write func() ([]byte, error)) error {
	generation := kept.Generation{Position: version.Position(), Until: version.Until()}
	answer, err := s.Answers.Answer(generation, address, func() (int, string, []byte, error) {
		body, err := write()
		return http.StatusOK, mediaType, body, err
	})
	if err != nil {
		return err
	}
	kept.Serve(c.Response(), c.Request(), answer, version.Until(), s.Now())
	return nil
}

// feed answers GET /feed.xml and /feed.json: the newest ads of a search. Words in it choose, and do not order.
func (s *Site) feed(mediaType string, write func(*feed.Feed) ([]byte, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, now, v := c.Request().Context(), s.Now(), program(c.Request())
		version := s.Index.At(now)
		q, err := s.followed(ctx, v, version, feedSize)
		if err != nil {
			return err
		}
		self := v.link(s.Links.Absolute(c.Request().URL.Path), feedValues(q))
		return s.answerProgram(c, version, v.key(self), mediaType+"; charset=utf-8", func() ([]byte, error) {
			f, err := s.newFeed(ctx, listing{s, v, version, q, version.Search(q), now}, self)
			if err != nil {
				return nil, err
			}
			return write(f)
		})
	}
}

// followed reads the search that a program follows. What it cannot understand of it is said in what it gets.
func (s *Site) followed(ctx context.Context, v *visit, version *search.Version, size int) (board.Query, error) {
	given := v.values.Get("limit") != ""
	q, err := s.query(ctx, v, version)
	q.Facets = nil
	if q.Sort == "" || q.Sort == board.SortRelevance {
		q.Sort = board.SortPublished
	}
	if !given || q.Limit == 0 {
		q.Limit = size
	}
	return q, err
}

// feedValues is the parameters of a feed's canonical address, in which its order and usual size go without saying.
func feedValues(q board.Query) url.Values {
	if q.Sort == board.SortPublished {
		q.Sort = ""
	}
	values := q.Values()
	values.Del("limit")
	if q.Limit != feedSize && q.Limit != calendarSize {
		values.Set("limit", strconv.Itoa(q.Limit))
	}
	return values
}

func (s *Site) newFeed(ctx context.Context, l listing, self string) (*feed.Feed, error) {
	title, service, err := s.feedTitle(ctx, l)
	if err != nil {
		return nil, err
	}
	f := &feed.Feed{
		Links: s.Links, Lang: l.lang, Title: title, Publisher: service, Description: l.text("search.description"), Self: self,
	}
	for _, n := range l.notices {
		f.Description += " " + n.Text
	}
	page := l.query
	page.Sort, page.Limit, page.Offset = "", board.DefaultLimit, 0
	f.Page = l.link(s.Links.Absolute(s.Links.Path("lediga-jobb")), page.Values())
	if next := l.query.Offset + l.query.Limit; next < l.result.Total && next <= board.MaxOffset {
		q := l.query
		q.Offset = next
		address, _, _ := strings.Cut(self, "?")
		f.Next = l.link(address, feedValues(q))
	}
	f.Entries, err = s.entries(ctx, l)
	return f, err
}

// feedTitle names a search as its page does, with the service's name.
func (s *Site) feedTitle(ctx context.Context, l listing) (title, service string, err error) {
	f, err := s.frame(ctx, l.version.Position())
	if err != nil {
		return "", "", err
	}
	if title = l.title(); title != f.Name {
		title += " – " + f.Name
	}
	return title, f.Name, nil
}

// entries is what was found, with its texts. What has been taken down since is left out.
func (s *Site) entries(ctx context.Context, l listing) ([]feed.Entry, error) {
	ids := make([]board.ID, len(l.result.Hits))
	for i, hit := range l.result.Hits {
		ids[i] = hit.Job.ID
	}
	all, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return nil, err
	}
	var entries []feed.Entry
	for _, hit := range l.result.Hits {
		if stored, ok := all[hit.Job.ID]; ok && stored.VisibleAt(l.now) {
			whole := *hit.Job
			whole.Ad.Text = stored.Ad.Text
			entries = append(entries, s.entry(l.visit, &whole))
		}
	}
	return entries, nil
}

func (s *Site) entry(v *visit, j *board.Job) feed.Entry {
	return feed.Entry{Job: j, URL: v.link(s.Links.Job(j), from(board.ViaFeed)), Summary: lasting(v.lang, j), Image: s.shareImage(v, j)}
}

// lasting is an ad in a few words that stay true however long they are kept: its employer, its place, its deadline.
func lasting(lang board.Language, j *board.Job) string {
	return strings.Join(append(nonEmpty(j.Employer.Name, placeOnCard(lang, j.Ad.Where)), lastDay(lang, j)), ". ") + "."
}

// lastDay is an ad's deadline by its date.
func lastDay(lang board.Language, j *board.Job) string {
	switch d := j.Ad.Deadline; {
	case d.IsZero():
		return words.Text(lang, "deadline.card.none")
	case d.Minute != 0:
		return words.Text(lang, "share.deadline_time", "date", words.Date(lang, d.Date), "time", words.Clock(lang, d.Minute))
	default:
		return words.Text(lang, "share.deadline", "date", words.Date(lang, d.Date))
	}
}

// calendar answers GET /jobb.ics: the deadlines of a search, the soonest first.
func (s *Site) calendar(c echo.Context) error {
	ctx, now, v := c.Request().Context(), s.Now(), program(c.Request())
	version := s.Index.At(now)
	q, err := s.followed(ctx, v, version, calendarSize)
	if err != nil {
		return err
	}
	q.Sort = board.SortPublished // which a calendar has not
	self := v.link(c.Request().URL.Path, feedValues(q))
	return s.answerProgram(c, version, v.key(self), mimeCalendar, func() ([]byte, error) {
		l := listing{s, v, version, q, search.Result{}, now}
		title, _, err := s.feedTitle(ctx, l)
		if err != nil {
			return nil, err
		}
		cal := feed.Calendar{Links: s.Links, Lang: v.lang, Title: v.text("feed.calendar", "title", title)}
		if q.Sort = board.SortDeadline; q.DeadlineAfter.IsZero() {
			q.DeadlineAfter = time.Unix(0, 0) // only those that have one
		}
		for _, hit := range version.Search(q).Hits {
			cal.Entries = append(cal.Entries, s.entry(v, hit.Job))
		}
		return cal.Write(), nil
	})
}

const mimeCalendar = feed.TypeCalendar + "; charset=utf-8"

// deadline answers GET /lediga-jobb/{id}.ics: one ad's deadline. Who has put it in their calendar puts it there again
// when the time is extended, and the old entry moves.
func (s *Site) deadline(c echo.Context, name string) error {
	v := program(c.Request())
	version, j, err := s.open(c, name)
	if err != nil {
		return err
	}
	if j.Ad.Deadline.IsZero() {
		return board.ErrNotFound
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="`+string(j.ID)+`.ics"`)
	c.Response().Header().Set("X-Robots-Tag", "noindex")
	return s.answerProgram(c, version, v.key("/"+string(j.ID)+".ics"), mimeCalendar, func() ([]byte, error) {
		one := feed.Calendar{Links: s.Links, Lang: v.lang, Entries: []feed.Entry{s.entry(v, j)}}
		return one.Write(), nil
	})
}

// open is the live ad that a name ends with, without its text. One that has ended is gone: nothing but its page is left.
func (s *Site) open(c echo.Context, name string) (*search.Version, *board.Job, error) {
	id, err := jobID(name)
	if err != nil {
		return nil, nil, err
	}
	now := s.Now()
	version := s.Index.At(now)
	if j, live := version.Job(id); live {
		return version, j, nil
	}
	j, err := s.Store.Job(c.Request().Context(), id)
	switch {
	case err != nil:
		return nil, nil, err
	case j.Status(now).Ended() || j.GoneAt(now, s.Keep):
		return nil, nil, board.ErrGone
	}
	return nil, nil, board.ErrNotFound
}
