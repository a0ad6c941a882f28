// Package api describes the JSON API: an OpenAPI document, written by hand, and an example answer of each call.
//
// The document is what other programs hold on to. Tests hold the program to it: every answer of a handler test is
// checked against the document, every route stands in it, and each example is what the program answers.
package api

import "embed"

// Document is the OpenAPI 3.1 description of version 1.
//
//go:embed openapi.yaml
var Document []byte

// Examples holds an example answer of each call that has one, as examples/OPERATION_ID.json.
//
//go:embed examples
var Examples embed.FS
