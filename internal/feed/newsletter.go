package feed

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// The media types of a newsletter's block.
const (
	TypeHTML     = "text/html"
	TypeMarkdown = "text/markdown" // RFC 7763
	TypePost     = "text/plain"
)

// blockHTML knows what mail clients know: tables, and styles that stand at the elements.
//
//go:embed block.html
var blockHTML string

// Block is the feed as a part of a newsletter: HTML that survives mail clients.
func (f *Feed) Block() ([]byte, error) {
	t, err := template.New("block").Funcs(template.FuncMap{
		"text": func(key string) string { return words.Text(f.Lang, key) },
		"logo": func(j *board.Job) string { return f.Links.Logo(j.Employer.Logo) },
		"line": oneLine,
		"other": func(j *board.Job) string {
			if j.Ad.Language == f.Lang {
				return ""
			}
			return string(j.Ad.Language)
		},
	}).Parse(blockHTML)
	if err != nil {
		return nil, fmt.Errorf("newsletter: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, f); err != nil {
		return nil, fmt.Errorf("newsletter: %w", err)
	}
	return b.Bytes(), nil
}

// Markdown is the feed as a part of a newsletter that is written in Markdown (CommonMark).
func (f *Feed) Markdown() ([]byte, error) {
	var b strings.Builder
	linked := func(address, name string) string {
		return `<a href="` + html.EscapeString(address) + `">` + html.EscapeString(oneLine(name)) + "</a>"
	}
	fmt.Fprintf(&b, "<h3>%s</h3><p>%s</p><ul>", html.EscapeString(f.Title), html.EscapeString(words.Text(f.Lang, "newsletter.ads")))
	for _, e := range f.Entries {
		fmt.Fprintf(&b, "<li><strong>%s</strong> – %s</li>", linked(e.URL, e.Job.Ad.Headline), html.EscapeString(oneLine(e.Summary)))
	}
	fmt.Fprintf(&b, "</ul><p>%s</p>", linked(f.Page, words.Text(f.Lang, "newsletter.all")))
	return []byte(richtext.Markdown(b.String()) + "\n"), nil
}

// longestPost is how many characters a post on LinkedIn has at most.
const longestPost = 3000

// Post is the feed as a text to post on LinkedIn, which knows no links but addresses. Those of the ads are their own: who
// comes from there comes from no newsletter. Ads for which there is no room are left to the page of all.
func (f *Feed) Post() ([]byte, error) {
	end := "\n" + words.Text(f.Lang, "newsletter.all") + ": " + f.Links.Absolute(f.Links.Path("lediga-jobb")) + "\n"
	var b strings.Builder
	b.WriteString(oneLine(f.Title) + ". " + words.Text(f.Lang, "newsletter.ads") + ".\n")
	room := longestPost - utf8.RuneCountInString(b.String()+end)
	for _, e := range f.Entries {
		one := "\n" + oneLine(e.Job.Ad.Headline) + "\n" + oneLine(e.Summary) + "\n" + f.Links.Job(e.Job) + "\n"
		if room -= utf8.RuneCountInString(one); room < 0 {
			break
		}
		b.WriteString(one)
	}
	b.WriteString(end)
	return []byte(b.String()), nil
}

// oneLine is a text as one line, readable.
func oneLine(s string) string { return strings.Join(strings.Fields(readable(s)), " ") }
