package architecture

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// arrows says who may import whom, as ARCHITECTURE.md does, word for word.
//
// A name is a package's path below internal, or below the root for those that
// lie there; cmd is every command. A package of test helpers, such as
// store/storetest, may import what its parent may, and its parent.
const arrows = `
cmd      -> app config demo
app      -> everything below
server   -> site apiv1 link words board web
site     -> desk store search feed link advice richtext compare picture mail importer prefill fetch reference validate words board web kept spreadsheet tally
apiv1    -> desk store search link richtext reference validate words board api kept
worker   -> desk store search mail link tally fetch board
demo     -> desk importer richtext picture reference board
desk     -> store validate richtext picture link ledger reference words board
ledger   -> spreadsheet reference board
prefill  -> importer fetch richtext reference board   advice -> reference words board
importer -> richtext reference board          mail -> link reference words board web
feed     -> link richtext reference words board   search -> richtext swedish reference board
validate -> reference words board             store, reference, link, words, kept, tally -> board
board, richtext, compare, swedish, picture, fetch, config, api, web, spreadsheet -> nothing of ours
`

// tools are for those who work on the program: commands, and the browser that
// tests and pictures need. They lie outside cmd and may import what they measure
// or show; no arrow leads to them, so the program can't.
var tools = []string{"bench", "browser", "lighthouse", "pictures", "showcase", "testreport", "wordlist"}

// libraries that one floor alone may import, so that leaving one is a day's work.
var libraries = map[string][]string{
	"gorm.io/":                 {"store"},
	"github.com/labstack/":     {"server", "site", "apiv1", "bench"},
	"github.com/alecthomas/":   {"cmd"},
	"github.com/go-playground": {"validate"},
	"github.com/chromedp/":     {"browser"},
}

func TestArrows(t *testing.T) {
	for _, fault := range arrowFaults(packages(t, os.DirFS("../.."))) {
		t.Error(fault)
	}
}

func TestArchitectureShowsTheArrows(t *testing.T) {
	text, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), arrows) {
		t.Errorf("ARCHITECTURE.md does not show the arrows word for word:\n%s", arrows)
	}
}

// arrowFaults names each import that no arrow allows, each package without a
// place in the plan, and each library imported on a floor that is not its own.
func arrowFaults(pkgs []pkg) []string {
	allowed := parseArrows(arrows)
	var faults []string
	for _, p := range pkgs {
		targets, known := allowed[p.parent()]
		if !known && !p.tool() && p.name != "architecture" {
			faults = append(faults, fmt.Sprintf("%s has no place among the arrows", p.name))
			continue
		}
		for _, path := range p.imports() {
			to, ours := ourName(path)
			if ours && !p.tool() && !slices.Contains(targets, to) && !(p.helper() && to == p.parent()) {
				faults = append(faults, fmt.Sprintf("%s imports %s; no arrow allows it", p.name, to))
			}
			for library, floors := range libraries {
				if strings.HasPrefix(path, library) && !slices.Contains(floors, p.name) {
					faults = append(faults, fmt.Sprintf("%s imports %s; that is for %s alone", p.name, path, strings.Join(floors, ", ")))
				}
			}
		}
	}
	return faults
}

// parseArrows answers what each package may import.
func parseArrows(table string) map[string][]string {
	allowed := map[string][]string{}
	var below []string
	lines := strings.Split(strings.TrimSpace(table), "\n")
	for _, line := range slices.Backward(lines) {
		var named []string
		for from, to := range statements(line) {
			targets := strings.Fields(to)
			switch to {
			case "everything below":
				targets = slices.Clone(below)
			case "nothing of ours":
				targets = nil
			}
			for _, name := range strings.Split(from, ",") {
				allowed[strings.TrimSpace(name)] = targets
				named = append(named, strings.TrimSpace(name))
			}
		}
		below = append(below, named...)
	}
	return allowed
}

// statements yields the sides of each arrow of a line; three spaces part two
// statements.
func statements(line string) func(yield func(from, to string) bool) {
	return func(yield func(from, to string) bool) {
		for left := line; left != ""; {
			from, rest, _ := strings.Cut(left, "->")
			to, next, _ := strings.Cut(strings.TrimSpace(rest), "   ")
			if !yield(strings.TrimSpace(from), strings.TrimSpace(to)) {
				return
			}
			left = strings.TrimSpace(next)
		}
	}
}

func TestParseArrows(t *testing.T) {
	allowed := parseArrows(`
cmd  -> app
app  -> everything below
a    -> b c          b -> c d
c, d -> nothing of ours
`)
	for name, want := range map[string]string{"cmd": "app", "app": "a b c d", "a": "b c", "b": "c d", "c": "", "d": ""} {
		got, known := allowed[name]
		slices.Sort(got)
		if !known || strings.Join(got, " ") != want {
			t.Errorf("%s may import %q, not %q", name, got, want)
		}
	}
}
