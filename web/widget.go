package web

import (
	"embed"
	"html/template"
	"strings"
)

// Widget is the sidebar's files: its fragment, and a journal's page that shows it.
//
//go:embed widget
var Widget embed.FS

//go:embed widget/lediga-jobb.js
var script string

// Script is the script that defines <lediga-jobb>, for the service at an address ("https://site.example/jobb"). Lines
// that are nothing but a comment, and what lines begin with for the eye, are left out: they are for the reader of the
// source, and every reader of the journal would fetch them.
func Script(address string) []byte {
	var served strings.Builder
	for line := range strings.Lines(script) {
		if line = strings.TrimLeft(line, " "); !strings.HasPrefix(line, "//") {
			served.WriteString(line)
		}
	}
	return []byte(strings.Replace(served.String(), "{base}", template.JSEscapeString(address), 1))
}
