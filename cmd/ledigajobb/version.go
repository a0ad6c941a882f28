package main

import (
	"fmt"
	"runtime/debug"
)

// version is set when a release is built: -ldflags "-X main.version=1.2.0".
var version = "development"

type versionCommand struct{}

// Run says which program this is.
func (versionCommand) Run(c *call) error {
	_, err := fmt.Fprintln(c.env.Out, build())
	return err
}

// identity is which program this is.
type identity struct{ version, commit, goVersion string }

func build() identity {
	id := identity{version: version, commit: "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return id
	}
	id.goVersion = info.GoVersion
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			id.commit = s.Value
		}
	}
	return id
}

func (i identity) String() string {
	return fmt.Sprintf("ledigajobb %s, commit %s, %s", i.version, i.commit, i.goVersion)
}
