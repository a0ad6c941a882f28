// Package demo holds what the program shows before it has ads of its own.
package demo

import _ "embed"

//go:embed sample.jsonl
var sample string

// Sample is twelve ads in the form of JobTech's, one a line, at invented employers. They have no dates: they are meant to
// be imported as published now.
func Sample() []byte { return []byte(sample) }
