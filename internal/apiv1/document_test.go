package apiv1_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"ledigajobb/api"
	"ledigajobb/internal/board"
)

// document is the API's description, made strict: a field that it does not name is a fault.
var document = sync.OnceValue(func() *openapi3.T {
	doc, err := openapi3.NewLoader().LoadFromData(api.Document)
	if err != nil {
		panic(err)
	}
	for _, s := range doc.Components.Schemas {
		closeSchema(s.Value)
	}
	return doc
})

func closeSchema(s *openapi3.Schema) {
	if len(s.Properties) == 0 || s.AdditionalProperties.Schema != nil {
		return
	}
	no := false
	s.AdditionalProperties.Has = &no
	for _, p := range s.Properties {
		closeSchema(p.Value)
		if p.Value.Items != nil {
			closeSchema(p.Value.Items.Value)
		}
	}
}

// validate holds an answer to the document: its status, headers, type and every field.
func validate(t testing.TB, r *http.Request, a answer) {
	t.Helper()
	if err := departure(r, a); err != nil {
		t.Errorf("%s: the answer %d is not as the document says: %v\n%.600s", r.URL, a.status, err, a.body)
	}
}

// departure is how an answer departs from the document, nil where it does not.
func departure(r *http.Request, a answer) error {
	path, item := operation(r.URL.Path)
	if item == nil || r.Method != http.MethodGet {
		return nil
	}
	contentType := a.header.Get("Content-Type")
	plain := a.status == http.StatusOK && !strings.Contains(contentType, "json") // no more than its type is documented
	if plain && item.Get.Responses.Status(a.status).Value.Content.Get(contentType) == nil {
		return fmt.Errorf("type %s is not documented", contentType)
	}
	options := &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: plain}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: r, Options: options,
			Route: &routers.Route{Spec: document(), Path: path, PathItem: item, Method: r.Method, Operation: item.Get},
		},
		Status: a.status, Header: a.header, Options: options, Body: io.NopCloser(bytes.NewReader(a.body)),
	})
}

// What holds the answers to the document must notice when they depart from it.
func TestDeparturesAreNoticed(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/api/v1/widget", nil)
	asJSON := http.Header{"Content-Type": {"application/json"}, "Etag": {`"1"`}, "Cache-Control": {"no-cache"}}
	const good = `{"data":[],"links":{"all":"https://jobb.example.se/lediga-jobb"},"meta":{"epoch":"e","seq":1}}`
	if err := departure(r, answer{t, http.StatusOK, asJSON, []byte(good)}); err != nil {
		t.Error(err)
	}
	for name, a := range map[string]answer{
		"a missing field":         {t, http.StatusOK, asJSON, []byte(strings.Replace(good, `"data":[],`, "", 1))},
		"a field too many":        {t, http.StatusOK, asJSON, []byte(strings.Replace(good, `"seq":1`, `"seq":1,"more":1`, 1))},
		"a field too many inside": {t, http.StatusOK, asJSON, []byte(strings.Replace(good, `[]`, `[{"id":"a","headline":"b","url":"https://c.example","published_until":"2026-11-30T00:00:00+01:00","featured":true,"text":""}]`, 1))},
		"another kind":            {t, http.StatusOK, asJSON, []byte(strings.Replace(good, `"seq":1`, `"seq":"1"`, 1))},
		"another type":            {t, http.StatusOK, http.Header{"Content-Type": {"text/html"}}, []byte(good)},
		"no problem at all":       {t, http.StatusBadRequest, asJSON, []byte(good)},
	} {
		if departure(r, a) == nil {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// operation finds the path of the document that an address is one of.
func operation(address string) (string, *openapi3.PathItem) {
	_, address, _ = strings.Cut(address, "/api/v1")
	if item := document().Paths.Value(address); item != nil {
		return address, item
	}
	for path, item := range document().Paths.Map() {
		prefix, _, has := strings.Cut(path, "{")
		if rest, ok := strings.CutPrefix(address, prefix); has && ok && !strings.Contains(rest, "/") {
			return path, item
		}
	}
	return "", nil
}

func TestTheDocumentIsValid(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(api.Document)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRoutesAndDocumentAgree(t *testing.T) {
	var routes, documented []string
	for _, r := range newService(t).handler.Routes() {
		if r.Method == http.MethodGet {
			path := strings.TrimPrefix(r.Path, "/api/v1")
			routes = append(routes, strings.NewReplacer(":id", "{id}", ":slug", "{slug}").Replace(path))
		}
	}
	for path, item := range document().Paths.Map() {
		if len(item.Operations()) != 1 || item.Get == nil {
			t.Errorf("%s: more than GET is documented", path)
		}
		documented = append(documented, path)
	}
	slices.Sort(routes)
	slices.Sort(documented)
	if !slices.Equal(routes, documented) {
		t.Errorf("routes %v\ndocument %v", routes, documented)
	}
}

// The document's lists of values are the board's.
func TestTheDocumentListsTheBoardsValues(t *testing.T) {
	for name, values := range map[string][]string{
		"role": text(board.Roles()), "sector": text(board.Sectors()), "employment_type": text(board.EmploymentTypes()),
		"working_hours": text(board.AllWorkingHours()), "workplace": text(board.Workplaces()), "law": text(board.Laws()),
		"category": text(board.Categories()), "level": text(board.Levels()), "language": text(board.Languages()),
	} {
		var documented []string
		for _, value := range document().Components.Parameters[name].Value.Schema.Value.Items.Value.Enum {
			documented = append(documented, value.(string))
		}
		if !slices.Equal(documented, values) {
			t.Errorf("%s: %v, not %v", name, documented, values)
		}
	}
}

func text[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// Everything that an operation takes is taken, and nothing else.
func TestEveryParameterOfTheDocumentIsTaken(t *testing.T) {
	s := newService(t)
	for path, item := range document().Paths.Map() {
		if strings.Contains(path, "{") || path == "/changes/stream" {
			continue
		}
		s.get("/api/v1"+path+"?never_heard_of=1").expect(http.StatusBadRequest).is("unknown", "errors", 0, "code")
		for _, p := range item.Get.Parameters {
			a := s.get("/api/v1" + path + "?" + p.Value.Name + "=%00")
			if a.status == http.StatusBadRequest && a.at("errors", 0, "code") == "unknown" {
				t.Errorf("%s does not take %s", path, p.Value.Name)
			}
		}
	}
}
