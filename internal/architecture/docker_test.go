package architecture

import (
	"encoding/json"
	"go/ast"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The image can't be built everywhere, but what the Dockerfile names can be
// looked up: these tests do.

// instruction is one of the Dockerfile's, its lines joined.
type instruction struct{ word, rest string }

func dockerfile(t *testing.T) []instruction {
	t.Helper()
	text := strings.ReplaceAll(readRoot(t, "Dockerfile"), "\\\n", " ")
	var all []instruction
	for line := range strings.Lines(text) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word != "" && !strings.HasPrefix(word, "#") {
			all = append(all, instruction{word, rest})
		}
	}
	return all
}

func readRoot(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// rests lists what follows each instruction of a kind.
func rests(all []instruction, word string) []string {
	var found []string
	for _, i := range all {
		if i.word == word {
			found = append(found, i.rest)
		}
	}
	return found
}

func TestDockerfileCopiesWhatIsThere(t *testing.T) {
	ignored := strings.Fields(readRoot(t, ".dockerignore"))
	all := dockerfile(t)
	steps := strings.Join(rests(all, "RUN"), "\n")
	for _, copied := range rests(all, "COPY") {
		fields := strings.Fields(copied)
		for _, from := range fields[:len(fields)-1] {
			switch {
			case strings.HasPrefix(from, "--"):
			case strings.HasPrefix(copied, "--from="):
				if strings.HasPrefix(from, "/out/") && !strings.Contains(steps, from) {
					t.Errorf("COPY %s: no step makes %s", copied, from)
				}
			case slices.Contains(ignored, from):
				t.Errorf("COPY %s: .dockerignore keeps %s out", copied, from)
			default:
				if _, err := os.Stat("../../" + from); err != nil {
					t.Errorf("COPY %s: %v", copied, err)
				}
			}
		}
	}
}

func TestDockerfileBuildsTheProgram(t *testing.T) {
	all := dockerfile(t)
	steps := strings.Join(rests(all, "RUN"), "\n")
	if _, err := os.Stat("../../cmd/ledigajobb"); err != nil || !strings.Contains(steps, " ./cmd/ledigajobb") {
		t.Errorf("the steps do not build ./cmd/ledigajobb, or it is not there: %v", err)
	}
	variables := commandNames(t).variables
	for _, set := range regexp.MustCompile(`-X main\.(\w+)=`).FindAllStringSubmatch(steps, -1) {
		if !slices.Contains(variables, set[1]) {
			t.Errorf("the steps set main.%s, which cmd/ledigajobb does not have", set[1])
		}
	}
	goVersion := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(readRoot(t, "go.mod"))[1]
	if image := strings.Fields(rests(all, "FROM")[0])[0]; image != "golang:"+goVersion {
		t.Errorf("it builds from %s; go.mod says Go %s", image, goVersion)
	}
}

func TestDockerfileRunsCommandsAndFlagsThatExist(t *testing.T) {
	all := dockerfile(t)
	names := commandNames(t)
	health := rests(all, "HEALTHCHECK")[0]
	health = health[strings.Index(health, "CMD")+len("CMD"):]
	for _, said := range append(rests(all, "CMD"), health) {
		for _, word := range arguments(t, said) {
			name, isFlag := strings.CutPrefix(word, "--")
			switch {
			case word == "/ledigajobb":
			case isFlag && !slices.Contains(names.fields, name), !isFlag && !slices.Contains(names.commands, name):
				t.Errorf("CMD %s: the program has no %s", said, word)
			}
		}
	}
	for _, variable := range regexp.MustCompile(`LEDIGAJOBB_(\w+)=`).FindAllStringSubmatch(strings.Join(rests(all, "ENV"), " "), -1) {
		flag := strings.ToLower(strings.ReplaceAll(variable[1], "_", "-"))
		if !slices.Contains(names.fields, flag) {
			t.Errorf("ENV LEDIGAJOBB_%s: the program has no --%s", variable[1], flag)
		}
	}
}

// TestDockerfileIsNotRoot also looks that what the program writes is on the volume.
func TestDockerfileIsNotRoot(t *testing.T) {
	all := dockerfile(t)
	if user := rests(all, "USER"); len(user) != 1 || !regexp.MustCompile(`^[1-9]\d*(:[1-9]\d*)?$`).MatchString(user[0]) {
		t.Errorf("USER is %q, not the number of one who is not root", user)
	}
	volume := rests(all, "VOLUME")[0]
	for _, variable := range []string{"LEDIGAJOBB_DATABASE=sqlite:", "TMPDIR="} {
		if !strings.Contains(strings.Join(rests(all, "ENV"), " "), variable+volume) {
			t.Errorf("ENV has no %s on the volume %s", variable, volume)
		}
	}
}

// arguments reads the JSON form of CMD.
func arguments(t *testing.T, said string) []string {
	t.Helper()
	var words []string
	if err := json.Unmarshal([]byte(said), &words); err != nil {
		t.Fatalf("CMD %s: %v", said, err)
	}
	return words
}

// names are those that the command line takes, read from its source.
type names struct {
	commands  []string // of kong, by the tag cmd
	fields    []string // every field of cmd's and config's structs, as kong writes its flag
	variables []string // of package main
}

func commandNames(t *testing.T) names {
	t.Helper()
	var found names
	for _, p := range packages(t, os.DirFS("../..")) {
		if p.name != "cmd" && p.name != "config" {
			continue
		}
		for _, file := range p.files {
			ast.Inspect(file, func(node ast.Node) bool {
				switch node := node.(type) {
				case *ast.Field:
					found.field(node)
				case *ast.ValueSpec:
					for _, name := range node.Names {
						found.variables = append(found.variables, name.Name)
					}
				}
				return true
			})
		}
	}
	return found
}

func (n *names) field(field *ast.Field) {
	var tag reflect.StructTag
	if field.Tag != nil {
		text, _ := strconv.Unquote(field.Tag.Value)
		tag = reflect.StructTag(text)
	}
	for _, ident := range field.Names {
		name := kebab(ident.Name)
		if given, ok := tag.Lookup("name"); ok {
			name = given
		}
		n.fields = append(n.fields, name)
		if _, ok := tag.Lookup("cmd"); ok {
			n.commands = append(n.commands, name)
		}
	}
}

// kebab writes a field's name as kong does a flag's: BaseURL is base-url.
func kebab(name string) string {
	name = regexp.MustCompile(`([a-z0-9])([A-Z])`).ReplaceAllString(name, "$1-$2")
	name = regexp.MustCompile(`([A-Z])([A-Z][a-z])`).ReplaceAllString(name, "$1-$2")
	return strings.ToLower(name)
}

// TestScriptsExist looks that what the Makefile and .ci/run call is there and
// may be run.
func TestScriptsExist(t *testing.T) {
	called := regexp.MustCompile(`\.ci/[a-z-]+`)
	for _, caller := range []string{"Makefile", ".ci/run"} {
		for _, script := range called.FindAllString(readRoot(t, caller), -1) {
			info, err := os.Stat("../../" + script)
			if err != nil {
				t.Errorf("%s: %v", caller, err)
			} else if info.Mode()&fs.FileMode(0o100) == 0 {
				t.Errorf("%s: %s can't be run", caller, path.Base(script))
			}
		}
	}
}
