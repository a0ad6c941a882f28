package architecture

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestFaults shows the rules a tree of files each, so that a rule that has
// gone blind is seen.
func TestFaults(t *testing.T) {
	const doc = "// Package p is one idea.\n"
	for _, situation := range []struct {
		name   string
		file   string
		source string
		faults string // what the fault says; empty if there is none
	}{
		{"an arrow that is there", "internal/store/a.go", doc + `package p; import "ledigajobb/internal/board"`, ""},
		{"an arrow that is not", "internal/board/a.go", doc + `package p; import "ledigajobb/internal/store"`, "board imports store"},
		{"the way up", "internal/store/a.go", doc + `package p; import "ledigajobb/internal/desk"`, "store imports desk"},
		{"an arrow from the root", "web/a.go", doc + `package p; import "ledigajobb/api"`, "web imports api"},
		{"app takes everything", "internal/app/a.go", doc + `package p; import ("ledigajobb/web"; "ledigajobb/internal/demo")`, ""},
		{"only commands take app", "internal/server/a.go", doc + `package p; import "ledigajobb/internal/app"`, "server imports app"},
		{"a command takes app", "cmd/ledigajobb/main.go", doc + `package main; import "ledigajobb/internal/app"`, ""},
		{"a command takes no store", "cmd/ledigajobb/main.go", doc + `package main; import "ledigajobb/internal/store"`, "cmd imports store"},
		{"a tool takes what it measures", "internal/bench/main.go", doc + `package main; import ("ledigajobb/internal/store"; "time"; "github.com/labstack/echo/v4"); var t = time.Now()`, ""},
		{"a tool's helper", "internal/browser/browsertest/a.go", doc + `package p; import ("ledigajobb/internal/browser"; "os"); var e = os.Getenv("A")`, ""},
		{"the program takes a tool", "internal/app/a.go", doc + `package p; import "ledigajobb/internal/browser"`, "app imports browser"},
		{"the browser elsewhere", "internal/site/a.go", doc + `package p; import "github.com/chromedp/chromedp"`, "site imports github.com/chromedp/chromedp"},
		{"a package without a place", "internal/util/a.go", doc + `package p`, "util has no place"},
		{"a package below another", "internal/store/rows/a.go", doc + `package p`, "store/rows has no place"},
		{"a helper takes its parent", "internal/store/storetest/a.go", doc + `package p; import ("ledigajobb/internal/store"; "crypto/rand")`, ""},
		{"a helper takes no more", "internal/store/storetest/a.go", doc + `package p; import "ledigajobb/internal/desk"`, "store/storetest imports desk"},
		{"tests are free", "internal/board/a_test.go", `package p; import "ledigajobb/internal/store"`, ""},
		{"a module within is another's", "internal/within/a.go", `package p; func init() {}`, ""},
		{"test data is no package", "internal/board/testdata/a.go", `package p; func init() {}`, ""},
		{"GORM in the store", "internal/store/a.go", doc + `package p; import ("gorm.io/gorm"; "gorm.io/driver/sqlite")`, ""},
		{"GORM elsewhere", "internal/desk/a.go", doc + `package p; import "gorm.io/gorm"`, "desk imports gorm.io/gorm"},
		{"echo elsewhere", "internal/link/a.go", doc + `package p; import "github.com/labstack/echo/v4"`, "link imports github.com/labstack/echo/v4"},
		{"the clock", "internal/board/a.go", doc + `package p; import "time"; var t = time.Now()`, "board uses time.Now"},
		{"the clock by another name", "internal/board/a.go", doc + `package p; import clock "time"; var t = clock.Now`, "board uses clock.Now"},
		{"the environment", "internal/config/a.go", doc + `package p; import "os"; var e = os.Getenv("A")`, "config uses os.Getenv"},
		{"another word of os", "internal/config/a.go", doc + `package p; import "os"; var e = os.Args`, ""},
		{"chance", "internal/desk/a.go", doc + `package p; import "math/rand/v2"`, "desk uses math/rand/v2"},
		{"chance in a command", "cmd/ledigajobb/main.go", doc + `package main; import "crypto/rand"`, ""},
		{"an init", "internal/board/a.go", doc + `package p; func init() {}`, "board has an init"},
		{"a method of that name", "internal/board/a.go", doc + `package p; type T int; func (T) init() {}`, ""},
		{"no comment", "internal/board/a.go", `package p`, "board has no package comment"},
	} {
		t.Run(situation.name, func(t *testing.T) {
			pkgs := packages(t, fstest.MapFS{
				situation.file:           {Data: []byte(situation.source)},
				"internal/within/go.mod": {Data: []byte("module within")},
			})
			faults := slices.Concat(arrowFaults(pkgs), entranceFaults(pkgs), packageFaults(pkgs))
			if (situation.faults == "") != (len(faults) == 0) || !strings.Contains(strings.Join(faults, "\n"), situation.faults) {
				t.Errorf("faults are %q, not %q", faults, situation.faults)
			}
		})
	}
}
