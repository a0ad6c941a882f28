package feed

import (
	"encoding/json"
	"encoding/xml"
)

// An Embed is an address as another site shows it (oEmbed 1.0, type link): a title, and a picture if there is room. The
// type that brings HTML is none that WordPress takes from those it does not know.
type Embed struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Type         string   `json:"type" xml:"type"`
	Version      string   `json:"version" xml:"version"`
	Title        string   `json:"title,omitempty" xml:"title,omitempty"`
	AuthorName   string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	AuthorURL    string   `json:"author_url,omitempty" xml:"author_url,omitempty"`
	ProviderName string   `json:"provider_name,omitempty" xml:"provider_name,omitempty"`
	ProviderURL  string   `json:"provider_url,omitempty" xml:"provider_url,omitempty"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"` // seconds
	Thumbnail    string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	Width        int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	Height       int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
}

// JSON is the answer to one who takes JSON.
func (e Embed) JSON() ([]byte, error) {
	e.Type, e.Version = "link", "1.0"
	return json.Marshal(e)
}

// XML is the answer to one who takes XML.
func (e Embed) XML() ([]byte, error) {
	e.Type, e.Version, e.Title, e.AuthorName = "link", "1.0", readable(e.Title), readable(e.AuthorName)
	body, err := xml.Marshal(e)
	return append([]byte(xml.Header), body...), err
}
