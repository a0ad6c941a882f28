package site

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/web"
)

// scripts are the scripts of the pages that have one, by their name ("editor/queue") and by that in their address, which
// changes with their content.
type scripts struct {
	names   map[string]string
	answers map[string]*kept.Answer
}

func readScripts() (scripts, error) {
	all := scripts{map[string]string{}, map[string]*kept.Answer{}}
	files, err := fs.Glob(web.Files, "*/*.js")
	if err != nil {
		return scripts{}, err
	}
	for _, file := range files {
		body, err := fs.ReadFile(web.Files, file)
		if err != nil {
			return scripts{}, err
		}
		sum := sha256.Sum256(body)
		tag := hex.EncodeToString(sum[:8])
		all.names[strings.TrimSuffix(file, ".js")] = tag + ".js"
		all.answers[tag+".js"] = kept.NewAnswer(http.StatusOK, "text/javascript; charset=utf-8", body, tag)
	}
	return all, nil
}

// name is what a script is called in its address.
func (s scripts) name(script string) string { return s.names[script] }

// pageScript answers GET /skript/{checksum}.js.
func (s *Site) pageScript(c echo.Context) error {
	answer, ok := s.scripts.answers[c.Param("name")]
	if !ok {
		return board.ErrNotFound
	}
	kept.ServeAs(c.Response(), c.Request(), answer, keepOwn)
	return nil
}
