package feed

import (
	"encoding/xml"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// TypeRSS is the media type of RSS.
const TypeRSS = "application/rss+xml"

// sayAgain is after how many minutes a reader may ask again.
const sayAgain = 15

type rssDocument struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	Creator string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Language    string    `xml:"language"`
	Built       string    `xml:"lastBuildDate,omitempty"`
	TTL         int       `xml:"ttl"`
	Links       []rssLink `xml:"atom:link"`
	Items       []rssItem `xml:"item"`
}

type rssLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Creator     string   `xml:"dc:creator,omitempty"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description"`
	Content     string   `xml:"content:encoded"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

// RSS is the feed as RSS 2.0, with its own address (RFC 4287's link) and the jobs' whole texts (RSS content module).
func (f *Feed) RSS() ([]byte, error) {
	channel := rssChannel{
		Title: readable(f.Title), Link: f.Page, Description: readable(f.Description), Language: rssLanguage(f.Lang), TTL: sayAgain,
		Built: rssDate(changed(f.Entries)), Links: []rssLink{{"self", TypeRSS, f.Self}},
	}
	if f.Next != "" {
		channel.Links = append(channel.Links, rssLink{"next", TypeRSS, f.Next})
	}
	for _, e := range f.Entries {
		channel.Items = append(channel.Items, rssItem{
			Title: readable(e.Job.Ad.Headline), Link: e.URL, GUID: rssGUID{false, name(f.Links, e.Job)}, Published: rssDate(e.Job.Run.From),
			Creator: readable(e.Job.Employer.Name), Categories: tags(f.Lang, e.Job),
			Description: readable(e.Summary), Content: readable(e.content()),
		})
	}
	body, err := xml.Marshal(rssDocument{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Content: "http://purl.org/rss/1.0/modules/content/",
		Creator: "http://purl.org/dc/elements/1.1/", Channel: channel,
	})
	return append([]byte(xml.Header), body...), err
}

// rssLanguage is a language as RSS lists them.
func rssLanguage(lang board.Language) string {
	if lang == board.Swedish {
		return "sv-se"
	}
	return strings.ToLower(string(lang))
}

// rssDate writes a time as RFC 822 does, with four digits for the year.
func rssDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(board.Stockholm()).Format(time.RFC1123Z)
}
