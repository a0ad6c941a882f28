package board_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ledigajobb/internal/board"
)

func TestSynonyms(t *testing.T) {
	lines, err := board.ParseSynonyms("# Law\n lou = lagen om  offentlig upphandling ~ luf # remark\n\n- inköpare\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []board.Synonyms{
		{Entries: []board.Synonym{{Text: "lou", Same: true}, {Text: "lagen om offentlig upphandling", Same: true}, {Text: "luf"}}},
		{Entries: []board.Synonym{{Text: "inköpare", Same: true}}, Off: true},
	}
	if fmt.Sprint(lines) != fmt.Sprint(want) {
		t.Errorf("%+v", lines)
	}
}

func TestEveryFaultOfSynonymsIsNamedWithItsLine(t *testing.T) {
	text := "lou\nlou = luf\nköp = ~ inköp\n-\n- lou\na b c d e f g h i = j\nLOU ~ lou\n! = ?"
	lines, err := board.ParseSynonyms(text)
	var invalid *board.Invalid
	if !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	var got []string
	for _, f := range invalid.Faults {
		got = append(got, f.Field+" "+f.Code+" "+f.Value)
	}
	want := []string{"synonyms alone 1: lou", "synonyms empty 3: köp = ~ inköp", "synonyms empty 4: -", "synonyms long 6: a b c d e f g h i = j",
		"synonyms repeated 7: LOU ~ lou", "synonyms empty 8: ! = ?"}
	if !slices.Equal(got, want) || len(lines) != 2 {
		t.Errorf("%q, and %+v", got, lines)
	}
	if _, err := board.ParseSynonyms(strings.Repeat("a = b\n", board.MaxSynonyms)); !errors.As(err, &invalid) || invalid.Faults[0].Code != "range" {
		t.Errorf("much too long: %v", err)
	}
}

func FuzzSynonyms(f *testing.F) {
	f.Add("a = b ~ c # d\n- e ~ f")
	f.Fuzz(func(t *testing.T, text string) {
		lines, err := board.ParseSynonyms(text)
		if len(lines) == 0 && err == nil && strings.Trim(text, " \n#") != "" && !strings.Contains(text, "#") && strings.TrimSpace(text) != "" {
			t.Errorf("%q says nothing", text)
		}
	})
}
