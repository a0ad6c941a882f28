package site

import (
	"context"
	"html"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
)

// blocks is what a newsletter's block is written as: the end of its address, what it is called, and how it is written.
var blocks = [...]struct {
	file, name, mediaType string
	write                 func(*feed.Feed) ([]byte, error)
}{
	{"veckans-jobb.html", "newsletter.html", feed.TypeHTML, (*feed.Feed).Block},
	{"veckans-jobb.md", "newsletter.markdown", feed.TypeMarkdown, (*feed.Feed).Markdown},
	{"veckans-jobb.txt", "newsletter.post", feed.TypePost, (*feed.Feed).Post},
	{"veckans-jobb.json", "newsletter.json", feed.TypeJSON, (*feed.Feed).JSON},
	{"veckans-jobb.xml", "newsletter.rss", feed.TypeRSS, (*feed.Feed).RSS},
}

// copied is how many of the blocks are there to be copied; the others are for programs.
const copied = 3

// newBlock is what an issue tells of, as far as readers still find it.
func (s *Site) newBlock(ctx context.Context, v *visit, ads []board.ID, now time.Time) (*feed.Feed, error) {
	f, err := s.frame(ctx, s.Index.At(now).Position())
	if err != nil {
		return nil, err
	}
	jobs, err := s.Store.Jobs(ctx, ads)
	if err != nil {
		return nil, err
	}
	block := &feed.Feed{
		Links: s.Links, Lang: v.lang, Title: v.text("newsletter.title"), Description: v.text("search.description"), Publisher: f.Name,
		Page: v.link(s.Links.Absolute(s.Links.Path("lediga-jobb")), from(board.ViaNewsletter)),
	}
	for _, id := range ads {
		if j := jobs[id]; j != nil && j.VisibleAt(now) {
			entry := s.entry(v, j)
			entry.URL = v.link(s.Links.Job(j), from(board.ViaNewsletter))
			block.Entries = append(block.Entries, entry)
		}
	}
	return block, nil
}

// issueFeed answers GET /nyhetsbrev.xml and /nyhetsbrev.json: the last newsletter that was sent, for programs that make one.
func (s *Site) issueFeed(mediaType string, write func(*feed.Feed) ([]byte, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, now, v := c.Request().Context(), s.Now(), program(c.Request())
		version := s.Index.At(now)
		issue, err := s.Store.LastIssue(ctx)
		if err != nil {
			return err
		}
		self := v.link(s.Links.Absolute(c.Request().URL.Path), nil)
		key := v.key(self) + "#" + strconv.Itoa(issue.Number) + "#" + strconv.FormatInt(issue.SentAt.UnixMilli(), 10)
		return s.answerProgram(c, version, key, mediaType+"; charset=utf-8", func() ([]byte, error) {
			block, err := s.newBlock(ctx, v, issue.Ads, now)
			if err != nil {
				return nil, err
			}
			block.Self = self
			return write(block)
		})
	}
}

// blockPolicy lets a block be seen inside the desk's page with its own styles and the journal's pictures, and do nothing.
func (s *Site) blockPolicy() string {
	return "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src " + s.Links.Absolute("") +
		"; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
}

// newsletterBlock answers GET /redaktionen/nyhetsbrev/{file}: the issue that is being made, as one of its blocks.
func (s *Site) newsletterBlock(c echo.Context) error {
	ctx, v := c.Request().Context(), s.visit(c.Request())
	for _, b := range blocks {
		if b.file != c.Param("file") {
			continue
		}
		n, err := s.Desk.Newsletter(ctx, v.actor())
		if err != nil {
			return err
		}
		block, err := s.newBlock(ctx, v, n.Making.Ads, s.Now())
		if err != nil {
			return err
		}
		body, err := b.write(block)
		if err != nil {
			return err
		}
		if b.mediaType == feed.TypeHTML {
			body = document(v.lang, block.Title, body)
		}
		h := c.Response().Header()
		h.Set("Content-Security-Policy", s.blockPolicy())
		h.Set("Cache-Control", "no-store")
		h.Set("X-Robots-Tag", "noindex")
		return c.Blob(http.StatusOK, b.mediaType+"; charset=utf-8", body)
	}
	return board.ErrNotFound
}

// document is a block as a page of its own, as a mail client shows it.
func document(lang board.Language, title string, block []byte) []byte {
	head := `<!doctype html><html lang="` + string(lang) + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>` +
		html.EscapeString(title) + `</title></head><body style="margin:0;background-color:#ffffff"><main>`
	return append(append([]byte(head), block...), "</main></body></html>\n"...)
}
