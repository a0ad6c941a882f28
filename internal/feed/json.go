package feed

import (
	"bytes"
	"encoding/json"
)

// TypeJSON is the media type of JSON Feed.
const TypeJSON = "application/feed+json"

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language"`
	NextURL     string       `json:"next_url,omitempty"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name   string `json:"name"`
	URL    string `json:"url,omitempty"`
	Avatar string `json:"avatar,omitempty"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	Title         string       `json:"title"`
	ContentHTML   string       `json:"content_html"`
	Summary       string       `json:"summary"`
	Image         string       `json:"image,omitempty"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified,omitempty"`
	Authors       []jsonAuthor `json:"authors,omitempty"`
	Tags          []string     `json:"tags,omitempty"`
	Language      string       `json:"language,omitempty"`
	Posting       *Posting     `json:"_jobposting"`
}

// JSON is the feed as JSON Feed 1.1. Each item has a _jobposting, with what there is.
func (f *Feed) JSON() ([]byte, error) {
	shown := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePageURL: f.Page, FeedURL: f.Self, NextURL: f.Next,
		Description: f.Description, Language: string(f.Lang), Items: []jsonItem{},
	}
	if f.Publisher != "" {
		shown.Authors = []jsonAuthor{{Name: f.Publisher, URL: f.Links.Absolute(f.Links.Path("lediga-jobb"))}}
	}
	for _, e := range f.Entries {
		item := jsonItem{
			ID: name(f.Links, e.Job), URL: e.URL, Title: e.Job.Ad.Headline, ContentHTML: e.content(), Summary: e.Summary, Image: e.Image,
			DatePublished: instant(e.Job.Run.From), DateModified: instant(changed([]Entry{e})), Tags: tags(f.Lang, e.Job),
			Language: string(e.Job.Ad.Language), Posting: NewPosting(f.Links, e.Job),
		}
		if employer := e.Job.Employer; employer.Name != "" {
			author := jsonAuthor{Name: employer.Name, URL: f.Links.Employer(employer.Slug)}
			if employer.Logo != "" {
				author.Avatar = f.Links.Logo(employer.Logo)
			}
			item.Authors = []jsonAuthor{author}
		}
		shown.Items = append(shown.Items, item)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // half of it is HTML, and none of it is in a page
	err := encoder.Encode(shown)
	return b.Bytes(), err
}
