package link

import (
	"net/url"
	"testing"

	"ledigajobb/internal/board"
)

func TestNewReadsTheBaseAddress(t *testing.T) {
	for address, ok := range map[string]bool{
		"http://127.0.0.1:8080": true, "https://site.example/jobb": true, "https://site.example/jobb/": true,
		"": false, "site.example": false, "ftp://site.example": false, "https://": false, "https://u:p@site.example": false,
		"https://site.example/?q=1": false, "https://site.example/#x": false, "http://a b": false,
	} {
		if _, err := New(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAddressesLieUnderTheBasePath(t *testing.T) {
	l, err := New("https://site.example/jobb/")
	if err != nil {
		t.Fatal(err)
	}
	job := &board.Job{ID: "0123456789", Ad: board.Ad{Headline: "Upphandlare till Ängelholms kommun"}}
	query := board.Query{Text: "it upphandlare", Limit: board.DefaultLimit, Filters: map[board.Facet][]string{"role": {"b", "a"}}}
	for got, want := range map[string]string{
		l.Path():                                  "/jobb",
		l.Path("arbetsgivare", "a/b"):             "/jobb/arbetsgivare/a%2Fb",
		l.Job(job):                                "https://site.example/jobb/lediga-jobb/upphandlare-till-angelholms-kommun-0123456789",
		l.Job(&board.Job{ID: "0123456789"}):       "https://site.example/jobb/lediga-jobb/0123456789",
		l.List(query):                             "https://site.example/jobb/lediga-jobb?q=it+upphandlare&role=a&role=b",
		l.Employer("ekby"):                        "https://site.example/jobb/arbetsgivare/ekby",
		l.Local(l.Employer("ekby")):               "/jobb/arbetsgivare/ekby",
		l.Logo("k"):                               "https://site.example/jobb/logotyp/k",
		l.API(nil, "jobs"):                        "https://site.example/jobb/api/v1/jobs",
		l.API(url.Values{"limit": {"5"}}, "jobs"): "https://site.example/jobb/api/v1/jobs?limit=5",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
