package architecture

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// entrances are the ways in for what a program is told by its surroundings:
// settings, the time, chance. They are open in commands and in test helpers;
// everything else is passed what it needs, and so can be tested at any instant.
// An import without a function is closed as a whole.
var entrances = map[string][]string{
	"os":           {"Getenv", "LookupEnv", "Environ", "ExpandEnv"},
	"time":         {"Now", "Since", "Until"},
	"math/rand":    nil,
	"math/rand/v2": nil,
	"crypto/rand":  nil,
}

func TestEntrances(t *testing.T) {
	for _, fault := range entranceFaults(packages(t, os.DirFS("../.."))) {
		t.Error(fault)
	}
}

// TestPackages holds every package to a comment that says its idea, and to
// doing nothing before it is asked to.
func TestPackages(t *testing.T) {
	for _, fault := range packageFaults(packages(t, os.DirFS("../.."))) {
		t.Error(fault)
	}
}

func entranceFaults(pkgs []pkg) []string {
	var faults []string
	for _, p := range pkgs {
		if p.program() || p.helper() {
			continue
		}
		for _, file := range p.files {
			for _, use := range entrancesUsed(file) {
				faults = append(faults, fmt.Sprintf("%s: %s uses %s; take it as a parameter", p.fset.Position(use.Pos()), p.name, useName(use)))
			}
		}
	}
	return faults
}

// entrancesUsed finds the closed imports and the closed functions in a file.
func entrancesUsed(file *ast.File) []ast.Node {
	closed := map[string][]string{} // by the import's name in this file
	var used []ast.Node
	for _, spec := range file.Imports {
		functions, known := entrances[importPath(spec)]
		switch {
		case known && functions == nil:
			used = append(used, spec)
		case known && spec.Name != nil:
			closed[spec.Name.Name] = functions
		case known:
			closed[path.Base(importPath(spec))] = functions
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if x, ok := selector.X.(*ast.Ident); ok && slices.Contains(closed[x.Name], selector.Sel.Name) {
				used = append(used, selector)
			}
		}
		return true
	})
	return used
}

func useName(node ast.Node) string {
	switch node := node.(type) {
	case *ast.ImportSpec:
		return importPath(node)
	case *ast.SelectorExpr:
		return node.X.(*ast.Ident).Name + "." + node.Sel.Name
	}
	return ""
}

func packageFaults(pkgs []pkg) []string {
	var faults []string
	for _, p := range pkgs {
		described := false
		for _, file := range p.files {
			described = described || file.Doc != nil && strings.TrimSpace(file.Doc.Text()) != ""
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					faults = append(faults, fmt.Sprintf("%s: %s has an init; let its caller ask for it", p.fset.Position(f.Pos()), p.name))
				}
			}
		}
		if !described {
			faults = append(faults, fmt.Sprintf("%s has no package comment", p.name))
		}
	}
	return faults
}
