package web

import "embed"

// Letters are the templates of letters: mail/KIND.txt and mail/KIND.html, and what all letters stand in, mail/layout.txt
// and mail/layout.html.
//
//go:embed mail
var Letters embed.FS
