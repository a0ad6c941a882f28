// Package web holds the html, css and scripts of the pages, those of a page or a part side by side.
//
// layout is what every page stands in, parts is what pages are built from, reader is the readers' pages. A page defines
// the template "main" (and, where it needs one, "head"); a part defines the template of its own name. The style sheet is
// all css files in the order of Styles, in one.
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// Files are the files of all pages.
//
//go:embed layout parts reader
var Files embed.FS

// Icon is the picture that a browser shows beside a page's name.
//
//go:embed layout/icon.svg
var Icon []byte

// order is the order in which the style sheet takes its files in: later ones may refine earlier ones.
var order = [...]string{"layout/tokens.css", "layout/base.css", "layout/frame.css", "parts/*.css", "reader/*.css", "layout/print.css"}

// Styles is the style sheet of all pages.
func Styles() (string, error) {
	var sheet strings.Builder
	for _, pattern := range order {
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
