// Package web holds the html, css and scripts of the pages, those of a page or a part side by side.
//
// layout is what every page stands in, parts is what pages are built from; reader is the readers' pages, account those for
// signing in, employer those for who advertises, editor the desk's. A page defines the template "main"; a part defines the
// template of its own name. There are two style sheets, each of all its css files in their order: one for readers, and one
// for those who work with ads, at an employer or at the desk.
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// Files are the files of all pages.
//
//go:embed layout parts reader account employer editor
var Files embed.FS

// Icon is the picture that a browser shows beside a page's name.
//
//go:embed layout/icon.svg
var Icon []byte

// Styles is the style sheet of the readers' pages.
func Styles() (string, error) { return styles("reader/*.css") }

// DeskStyles is the style sheet of employers' pages and the desk's, and of those for signing in.
func DeskStyles() (string, error) {
	return styles("reader/job.css", "account/*.css", "employer/*.css", "editor/*.css")
}

// styles is what all pages share, then those of the pages themselves: later ones may refine earlier ones.
func styles(own ...string) (string, error) {
	var sheet strings.Builder
	order := append([]string{"layout/tokens.css", "layout/base.css", "layout/frame.css", "parts/*.css"}, own...)
	for _, pattern := range append(order, "layout/print.css") {
		names, err := fs.Glob(Files, pattern)
		if err != nil || len(names) == 0 {
			return "", fmt.Errorf("style sheet: %s: no such file (%v)", pattern, err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(Files, name)
			if err != nil {
				return "", fmt.Errorf("style sheet: %w", err)
			}
			sheet.Write(content)
		}
	}
	return sheet.String(), nil
}
