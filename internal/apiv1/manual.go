package apiv1

import (
	"bytes"
	_ "embed"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/api"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/link"
)

// manual is the description of the API in its three forms, each with its type.
type manual struct {
	document, page, style *kept.Answer
}

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

// newManual makes the description's forms with the addresses that hold here.
func newManual(links link.Links) (manual, error) {
	// The hand-written document names the path alone; what is served names the whole address, so that tools can call it.
	document := bytes.Replace(api.Document, []byte("- url: /api/v1"), []byte("- url: "+links.API(nil)), 1)
	shown, err := readDocument(document)
	if err != nil {
		return manual{}, fmt.Errorf("the description of the API: %w", err)
	}
	shown.Style, shown.Source = links.API(nil, "docs.css"), links.API(nil, "openapi.yaml")
	page, err := template.New("docs").Funcs(template.FuncMap{"prose": prose}).Parse(docsPage)
	if err != nil {
		return manual{}, err
	}
	var html bytes.Buffer
	if err := page.Execute(&html, shown); err != nil {
		return manual{}, err
	}
	return manual{
		document: fixed("application/yaml", document),
		page:     fixed("text/html; charset=utf-8", html.Bytes()),
		style:    fixed("text/css; charset=utf-8", docsStyle),
	}, nil
}

// fixed is an answer that stays the same for as long as the program runs.
func fixed(contentType string, body []byte) *kept.Answer {
	h := fnv.New64a()
	h.Write(body)
	return kept.NewAnswer(http.StatusOK, contentType, body, fmt.Sprintf("%x", h.Sum64()))
}

// getDocument answers GET /openapi.yaml.
func (a *API) getDocument(c echo.Context) error {
	return a.describe(c, func(m manual) *kept.Answer { return m.document })
}

// getDocs answers GET /docs.
func (a *API) getDocs(c echo.Context) error {
	return a.describe(c, func(m manual) *kept.Answer { return m.page })
}

// getDocsStyle answers GET /docs.css.
func (a *API) getDocsStyle(c echo.Context) error {
	return a.describe(c, func(m manual) *kept.Answer { return m.style })
}

func (a *API) describe(c echo.Context, form func(manual) *kept.Answer) error {
	if err := readOnly(c.Request()).invalid.Err(); err != nil {
		return err
	}
	m, err := a.manual()
	if err != nil {
		return err
	}
	now := a.Now()
	kept.Serve(c.Response(), c.Request(), form(m), now.Add(kept.Fresh*time.Second), now)
	return nil
}
