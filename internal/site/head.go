package site

import (
	"html/template"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/picture"
)

// A head is what a page tells other programs: where the same is for them, and what stands for it elsewhere.
type head struct {
	Alternates []alternate
	Share      *share
	Markup     template.JS // JSON-LD
}

// An alternate is the address of a page's content in another form.
type alternate struct {
	Type  template.HTMLAttr // the attribute whole: escaped as a value its + would be &#43;, and WordPress looks for the +
	Title string
	URL   string
}

func newAlternate(mediaType, title, address string) alternate {
	return alternate{template.HTMLAttr(`type="` + mediaType + `"`), title, address}
}

// A share is what networks show of a page (Open Graph).
type share struct {
	Service     string
	Locale      string
	Title       string
	Description string // empty: the page's
	Image       string // address of its picture, or empty
	Alt         string // what the picture shows
	Width       int
	Height      int
}

// introduce says what stands for the page elsewhere. A page that is not to be found is not to be shared either.
func (p *page) introduce(title string, f *frame) {
	if p.NoIndex {
		return
	}
	if p.Head.Share == nil {
		p.Head.Share = &share{}
	}
	p.Head.Share.Service, p.Head.Share.Title, p.Head.Share.Locale = f.Name, title, "sv_SE"
	if p.Lang == board.English {
		p.Head.Share.Locale = "en_GB"
	}
}

// adHead is the head of a live ad's page.
func (s *Site) adHead(v *visit, j *board.Job) (head, error) {
	summary := lasting(v.lang, j)
	h := head{
		Share: &share{
			Description: summary, Image: s.shareImage(v, j), Alt: j.Ad.Headline + ". " + summary,
			Width: picture.ShareWidth, Height: picture.ShareHeight,
		},
	}
	for _, format := range []string{"json", "xml"} {
		h.Alternates = append(h.Alternates, newAlternate(embedTypes[format], j.Ad.Headline, s.embedAddress(v, j, format)))
	}
	posting := feed.NewPosting(s.Links, j)
	if !posting.Complete() {
		return h, nil
	}
	markup, err := posting.Markup()
	h.Markup = template.JS(markup) // JSON whose <, > and & are escaped
	return h, err
}

// follow is the addresses at which a search can be followed by other programs.
func (s *Site) follow(v *visit, q board.Query, title string) []alternate {
	q.Offset, q.Limit = 0, feedSize
	values := feedValues(q)
	at := func(name string) string { return v.link(s.Links.Absolute(s.Links.Path(name)), values) }
	return []alternate{
		newAlternate(feed.TypeRSS, v.text("feed.rss", "title", title), at("feed.xml")),
		newAlternate(feed.TypeJSON, v.text("feed.json", "title", title), at("feed.json")),
		newAlternate(feed.TypeCalendar, v.text("feed.calendar", "title", title), at("jobb.ics")),
	}
}
