// Command pictures takes the pictures in docs/pictures: every page of the demonstration, as a phone and as a desktop show
// it.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/template"

	"ledigajobb/internal/browser"
	"ledigajobb/internal/showcase"
)

func main() {
	if err := run(context.Background(), filepath.Join("docs", "pictures")); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// address is where the service is by default: it is in some of the pictures.
const address = "127.0.0.1:8080"

// maxHeight is where a long page is cut off, in CSS pixels.
const maxHeight = 2400

// screens are what the pages are shown on.
var screens = []struct {
	name string
	view browser.View
}{
	{"phone", browser.View{Width: 360, Height: 740, Touch: true, Still: true, Now: showcase.Moment}},
	{"desktop", browser.View{Width: 1280, Height: 800, Still: true, Now: showcase.Moment}},
}

func run(ctx context.Context, folder string) error {
	site, err := showcase.Open(ctx, address)
	if err != nil {
		return err
	}
	defer site.Close()
	chromium, err := browser.Launch(ctx, "chromium")
	if err != nil {
		return err
	}
	defer chromium.Close()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	parts, err := partsOf(ctx, site)
	if err != nil {
		return err
	}
	for _, p := range parts {
		cookie, err := p.cookie(ctx, site)
		if err != nil {
			return err
		}
		for _, s := range p.Subjects {
			if err := s.take(chromium, folder, site.Address, cookie); err != nil {
				return err
			}
		}
	}
	return writeIndex(folder, parts)
}

// take writes the pictures of a subject as somebody with the cookie sees it, on each screen, light, and dark if it is shown
// so.
func (s subject) take(chromium *browser.Browser, folder, origin, cookie string) error {
	for _, screen := range screens {
		tab, err := chromium.NewTab(screen.view)
		if err != nil {
			return err
		}
		if err := open(tab, origin, s.Path, cookie); err != nil {
			return err
		}
		for _, colour := range s.Colours() {
			view := screen.view
			view.Dark = colour != ""
			if err := tab.Show(view); err != nil {
				return err
			}
			if err := save(tab, filepath.Join(folder, s.Name+"-"+screen.name+colour+".png")); err != nil {
				return err
			}
		}
		if err := tab.Close(); err != nil {
			return err
		}
	}
	return nil
}

// open goes to a page, with a cookie that each tab has to be given on its own.
func open(tab *browser.Tab, origin, path, cookie string) error {
	if cookie != "" {
		if err := tab.Go(origin + "/kontakt"); err != nil {
			return err
		}
		if _, err := browser.Eval[string](tab, `document.cookie = "`+cookie+`; path=/"`); err != nil {
			return err
		}
	}
	return tab.Go(origin + path)
}

func save(tab *browser.Tab, file string) error {
	shot, err := tab.Screenshot(maxHeight)
	if err != nil {
		return err
	}
	small, err := reduce(shot)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	fmt.Printf("%s, %d kB\n", file, len(small)/1000)
	return os.WriteFile(file, small, 0o644)
}

var index = template.Must(template.New("").Parse(`# Pictures

What every page looks like, as ` + "`make pictures`" + ` takes it: in the demonstration, on a phone (360 pixels wide) and on a
desktop (1280), cut off after 2,400 pixels.
{{range .}}
## {{.Name}}
{{range $s := .Subjects}}
### {{.Says}}

` + "`{{.Path}}`" + `
| phone | desktop |
| --- | --- |
{{range $s.Colours}}| <img src="{{$s.Name}}-phone{{.}}.png" width="240" alt=""> | <img src="{{$s.Name}}-desktop{{.}}.png" width="600" alt=""> |
{{end}}{{end}}{{end}}`))

func writeIndex(folder string, parts []part) error {
	var text bytes.Buffer
	if err := index.Execute(&text, parts); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "README.md"), text.Bytes(), 0o644)
}
