package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
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
	certain                    bool // it can be no other program: a commit without changes beside it, or a release of which no commit is known
}

func build() identity {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return identify(version, info)
}

func identify(version string, info *debug.BuildInfo) identity {
	id := identity{version: version, commit: "unknown", goVersion: info.GoVersion, certain: version != development}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			id.commit = s.Value
		case "vcs.modified":
			id.certain = s.Value == "false"
		}
	}
	return id
}

// tag is part of every entity tag, and of what is saved for the next start: replicas of one program agree on it, and no other
// programs do, so that no answer of an older build passes for one of a newer. A program of which nothing is certain is known
// by its bytes.
func (i identity) tag() string {
	if i.certain {
		return i.String()
	}
	sum, err := ownSum()
	if err != nil {
		sum = rand.Text()
	}
	return i.String() + " " + sum
}

func ownSum() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	program, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer program.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, program)
	return hex.EncodeToString(sum.Sum(nil)), err
}

func (i identity) String() string {
	return fmt.Sprintf("ledigajobb %s, commit %s, %s", i.version, i.commit, i.goVersion)
}
