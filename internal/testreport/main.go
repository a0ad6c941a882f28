// Command testreport reads what "go test -json" says and tells people about it.
//
// It prints the output of what failed, a line for each package, and at the end
// what was skipped and why, how many of the store's tests ran on each of the two
// databases, and the sum of it all:
//
//	go test -json ./... | go run ./internal/testreport
//
// Its status is 1 when a test or a build failed, when nothing was tested, or
// when a test passed on one of the databases and did not on the other.
package main

import (
	"fmt"
	"os"
)

func main() {
	report, err := read(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	report.print(os.Stdout)
	if !report.ok() {
		os.Exit(1)
	}
}
