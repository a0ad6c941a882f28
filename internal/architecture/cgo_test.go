package architecture

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestNoCgo holds the module to Go alone: where a C compiler is
// found, only the standard library's own few files are compiled with it.
func TestNoCgo(t *testing.T) {
	list := exec.Command("go", "list", "-buildvcs=false", "-deps", "-f", "{{if not .Standard}}{{if .CgoFiles}}{{.ImportPath}}{{end}}{{end}}", "./...")
	list.Dir = "../.."
	list.Env = append(os.Environ(), "CGO_ENABLED=1")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for _, path := range strings.Fields(string(out)) {
		t.Errorf("%s needs a C compiler", path)
	}
}
