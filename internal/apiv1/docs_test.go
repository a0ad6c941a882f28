package apiv1_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestTheDescriptionIsServedWithItsAddress(t *testing.T) {
	a := serviceAt(t, "https://site.example/jobb").get("/jobb/api/v1/openapi.yaml").expect(http.StatusOK)
	if !strings.Contains(string(a.body), "\n  - url: https://site.example/jobb/api/v1\n") {
		t.Error("it does not name the address of the service")
	}
}

func TestTheDescriptionAsAPage(t *testing.T) {
	s := newService(t)
	page, err := html.Parse(strings.NewReader(string(s.get("/api/v1/docs").expect(http.StatusOK).body)))
	if err != nil {
		t.Fatal(err)
	}
	ids, targets := map[string]bool{}, []string{}
	for n := range page.Descendants() {
		if n.Data == "script" || n.Data == "style" {
			t.Errorf("there is a %s in the page", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("two elements are %q", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				targets = append(targets, a.Val[1:])
			case strings.HasPrefix(a.Key, "on"), a.Key == "style":
				t.Errorf("%s has the attribute %s", n.Data, a.Key)
			}
		}
	}
	for _, target := range targets {
		if !ids[target] {
			t.Errorf("nothing on the page is %q", target)
		}
	}
	for path, item := range document().Paths.Map() {
		if !ids[item.Get.OperationID] {
			t.Errorf("%s is not on the page", path)
		}
	}
	for name := range document().Components.Schemas {
		if !ids[name] {
			t.Errorf("%s is not on the page", name)
		}
	}
}

// call is a call of curl in a document: curl 'http://127.0.0.1:8080/…'
var call = regexp.MustCompile(`(?m)^\s*\$?\s*curl\b.*?(?:'|"|\s)(http://127\.0\.0\.1:8080[^'"\s]*)`)

// wrong marks a call that shows what a wrong question gets: there is no such order.
const wrong = "sort=newest"

// Every call that the project's documents show is made.
func TestTheCallsOfTheDocumentsWork(t *testing.T) {
	s := newService(t)
	s.exemplify()
	close(s.done) // streams end at once
	server := httptest.NewServer(s.handler)
	defer server.Close()
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	made := 0
	for _, file := range append(files, "../../README.md") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range call.FindAllStringSubmatch(string(content), -1) {
			made++
			address := strings.Replace(match[1], "http://127.0.0.1:8080", server.URL, 1)
			response, err := server.Client().Get(address)
			if err != nil {
				t.Errorf("%s: %v", match[1], err)
				continue
			}
			closed(t, response.Body)
			want := http.StatusOK
			if strings.Contains(match[1], wrong) {
				want = http.StatusBadRequest
			}
			if response.StatusCode != want {
				t.Errorf("%s shows %s, which answers %s", filepath.Base(file), match[1], response.Status)
			}
		}
	}
	if made == 0 {
		t.Error("no document shows a call")
	}
}
