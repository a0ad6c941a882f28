package main

import (
	"fmt"
	"runtime/debug"
)

// version is set when a release is built: -ldflags "-X main.version=1.2.0".
var version = development

const development = "development"

type versionCommand struct{}

// Run says which program this is.
func (versionCommand) Run(c *call) error {
	_, err := fmt.Fprintln(c.env.Out, build())
	return err
}

// identity is which program this is.
type identity struct {
	version, commit, goVersion string
	certain                    bool // it can be no other program: a release, or a commit without changes beside it
}

func build() identity {
	id := identity{version: version, commit: "unknown", certain: version != development}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return id
	}
	id.goVersion = info.GoVersion
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			id.commit = s.Value
		case "vcs.modified":
			id.certain = id.certain || s.Value == "false"
		}
	}
	return id
}

// tag is part of every entity tag: replicas of one program agree on it, and programs of which nothing is certain never,
// so that no answer of an older build passes for one of a newer.
func (i identity) tag(nonce string) string {
	if i.certain {
		return i.String()
	}
	return i.String() + " " + nonce
}

func (i identity) String() string {
	return fmt.Sprintf("ledigajobb %s, commit %s, %s", i.version, i.commit, i.goVersion)
}
