package feed_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"ledigajobb/internal/board"
	"ledigajobb/internal/feed"
	"ledigajobb/internal/richtext"
)

var update = flag.Bool("update", false, "write the golden files anew")

// issue is a newsletter's block of two ads, one with a logo and one in another language.
func issue(t testing.TB, lang board.Language) *feed.Feed {
	second := vacancy()
	second.ID, second.Employer.Logo = "0123456780", ""
	second.Ad.Headline, second.Ad.Language = "Procurement officer & adviser to Nyby <municipality>", board.English
	f := newFeed(t, vacancy(), second)
	f.Lang, f.Title, f.Page = lang, map[board.Language]string{"sv": "Veckans jobb", "en": "This week’s jobs"}[lang], f.Page+"?via=newsletter"
	for i := range f.Entries {
		f.Entries[i].URL += "?via=newsletter"
		f.Entries[i].Summary = "Ekby kommun. Linköping. Sista ansökningsdag 30 november 2026."
	}
	return f
}

// TestTheNewslettersBlock holds each kind of block to what it looked like when somebody last looked: go test -update writes
// it anew.
func TestTheNewslettersBlock(t *testing.T) {
	for _, c := range []struct {
		file  string
		lang  board.Language
		write func(*feed.Feed) ([]byte, error)
	}{
		{"block.sv.html", board.Swedish, (*feed.Feed).Block},
		{"block.en.html", board.English, (*feed.Feed).Block},
		{"block.sv.md", board.Swedish, (*feed.Feed).Markdown},
		{"block.sv.txt", board.Swedish, (*feed.Feed).Post},
	} {
		got, err := c.write(issue(t, c.lang))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", c.file)
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is, %v:\n%s", c.file, err, got)
		}
	}
}

// TestABlockSurvivesMailClients holds it to what they leave alone, whatever stands in headlines.
func TestABlockSurvivesMailClients(t *testing.T) {
	for _, headline := range append([]string{"Upphandlare"}, hostile...) {
		f := issue(t, board.Swedish)
		f.Entries[0].Job.Ad.Headline, f.Entries[0].Job.Employer.Name = headline, headline
		body, err := f.Block()
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(strings.NewReader(string(body)))
		if err != nil || !utf8.Valid(body) {
			t.Fatal(err)
		}
		links := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			has := map[string]string{}
			for _, a := range n.Attr {
				has[a.Key] = a.Val
			}
			switch n.Data {
			case "html", "head", "body", "tbody", "tr":
			case "table", "td", "p", "h2", "a", "img":
				_, alt := has["alt"]
				switch {
				case has["style"] == "", has["class"] != "", strings.ContainsAny(has["style"], "@\"<") || strings.Contains(has["style"], "url("):
					t.Errorf("%q: <%s> with the style %q", headline, n.Data, has["style"])
				case n.Data == "table" && has["role"] != "presentation":
					t.Errorf("%q: a table that is read out as one", headline)
				case n.Data == "img" && (!alt || has["width"] == "" || !strings.HasPrefix(has["src"], "https://")):
					t.Errorf("%q: a picture with %v", headline, has)
				case n.Data == "a":
					links++
					if !strings.HasPrefix(has["href"], "https://site.example/jobb/") || !strings.HasSuffix(has["href"], "via=newsletter") {
						t.Errorf("%q: a link to %s", headline, has["href"])
					}
				}
			default:
				t.Errorf("%q: <%s>", headline, n.Data)
			}
		}
		if links != 3 {
			t.Errorf("%q: %d links", headline, links)
		}
	}
}

func TestMarkdownOfABlockIsReadAsItWasMeant(t *testing.T) {
	for _, headline := range append([]string{"Upphandlare", "*Ny* [roll](https://evil.example) `kod` # 1. > _x_", "1. Inköpare", "- Jurist + <b>"}, hostile...) {
		f := issue(t, board.Swedish)
		f.Entries[0].Job.Ad.Headline = headline
		body, err := f.Markdown()
		if err != nil {
			t.Fatal(err)
		}
		read := richtext.FromMarkdown(string(body))
		if n := strings.Count(read.HTML, "<a "); n != 3 && strings.TrimSpace(headline) != "" || strings.Contains(read.HTML, `href="https://evil.example`) {
			t.Errorf("%q: %d links in %s", headline, n, read.HTML)
		}
	}
}

// TestAPostHasRoomOnLinkedIn has more ads than there is room for.
func TestAPostHasRoomOnLinkedIn(t *testing.T) {
	f := issue(t, board.Swedish)
	for range 5 {
		f.Entries = append(f.Entries, f.Entries...)
	}
	post, err := f.Post()
	if n := utf8.RuneCountInString(string(post)); err != nil || n > 3000 || n < 2500 {
		t.Errorf("%d characters, %v", n, err)
	}
	if !strings.HasSuffix(string(post), "\n\nAlla lediga jobb: https://site.example/jobb/lediga-jobb\n") || strings.Contains(string(post), "via=") {
		t.Errorf("%s", post)
	}
}
