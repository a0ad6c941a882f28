// Package reference knows the names of things: Sweden's municipalities and counties, its public bodies, and what every
// value of board's lists is called in Swedish and in English.
//
// The facts are tab-separated files in data, embedded and read once, at the first question:
//
//	municipalities.tsv  the 290 municipalities (SCB's codes; JobTech's taxonomy)
//	regions.tsv         the 21 counties (the same)
//	places.tsv          places that people name instead of their municipality
//	countries.tsv       the countries (ISO 3166-1 alpha-2; names of CLDR)
//	bodies.tsv          municipalities, regions and state agencies (SCB and Skolverket, open data)
//	labels.tsv          the labels
package reference

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// rows reads a file of data: the rows below its head. A row of another width than the head is a mistake in the file
// that no caller can do anything about.
func rows(name string) [][]string {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic("reference: " + err.Error())
	}
	var table [][]string
	for line := range strings.Lines(string(text)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(table) > 0 && len(row) != len(table[0]) {
			panic(fmt.Sprintf("reference: %s: line %d has %d columns", name, len(table)+1, len(row)))
		}
		table = append(table, row)
	}
	return table[1:]
}

// fold is a name without regard to case and spacing. Å, ä and ö stay letters of their own: Håbo is not Habo.
func fold(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}
