package architecture

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "ledigajobb"

// pkg is a package's source without its tests.
type pkg struct {
	name  string // as the arrows call it
	files []*ast.File
	fset  *token.FileSet
}

// packages reads every package of the module below root, in order.
func packages(t *testing.T, root fs.FS) []pkg {
	t.Helper()
	byDir := map[string]*pkg{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return enter(root, name)
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		return byDirectory(byDir, name).read(root, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	var pkgs []pkg
	for _, p := range byDir {
		pkgs = append(pkgs, *p)
	}
	slices.SortFunc(pkgs, func(a, b pkg) int { return strings.Compare(a.name, b.name) })
	return pkgs
}

// enter passes over what is no part of the module: what go build passes over,
// and modules within it.
func enter(root fs.FS, dir string) error {
	base := path.Base(dir)
	if dir == "." {
		return nil
	}
	if base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return fs.SkipDir
	}
	if _, err := fs.Stat(root, path.Join(dir, "go.mod")); err == nil {
		return fs.SkipDir
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func byDirectory(byDir map[string]*pkg, file string) *pkg {
	dir := path.Dir(file)
	if byDir[dir] == nil {
		name, _ := ourName(path.Join(module, dir))
		byDir[dir] = &pkg{name: name, fset: token.NewFileSet()}
	}
	return byDir[dir]
}

func (p *pkg) read(root fs.FS, name string) error {
	source, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(p.fset, name, source, parser.ParseComments)
	p.files = append(p.files, file)
	return err
}

// ourName is what the arrows call the package at an import path, if it is ours.
func ourName(importPath string) (string, bool) {
	name, ours := strings.CutPrefix(importPath, module+"/")
	if strings.HasPrefix(name, "cmd/") {
		name = "cmd"
	}
	return strings.TrimPrefix(name, "internal/"), ours
}

// program tells a command from a library.
func (p pkg) program() bool {
	return p.name == "cmd" || p.tool()
}

// tool tells a package for those who work on the program, its test helpers, and what lies below it.
func (p pkg) tool() bool {
	return slices.ContainsFunc(tools, func(tool string) bool {
		return p.parent() == tool || strings.HasPrefix(p.parent(), tool+"/")
	})
}

// helper tells a package of test helpers, such as store/storetest.
func (p pkg) helper() bool {
	return strings.Contains(p.name, "/") && strings.HasSuffix(p.name, "test")
}

// parent is the package whose arrows hold for this one.
func (p pkg) parent() string {
	if p.helper() {
		return path.Dir(p.name)
	}
	return p.name
}

// imports lists the import paths of the package, each once.
func (p pkg) imports() []string {
	var paths []string
	for _, file := range p.files {
		for _, spec := range file.Imports {
			paths = append(paths, importPath(spec))
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err) // the parser has read it as a string
	}
	return path
}
