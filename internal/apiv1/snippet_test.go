package apiv1_test

import (
	"net/http"
	"strings"
	"testing"

	"ledigajobb/internal/board"
)

func TestAnExcerptIsThePassageThatFitsTheSearch(t *testing.T) {
	s := newService(t)
	ad := s.published("aaaaaaaaaa", "Handläggare till Ekby kommun", 10)
	ad.Ad.Text.Plain = strings.Repeat("Vi är många som trivs hos oss. ", 20) + "Du leder upphandlingar enligt LOU."
	s.insert(ad)
	const beginning, passage = "Vi är många som trivs", "Du leder upphandlingar enligt LOU."

	excerpt := func(address string) string {
		text, _ := s.get(address).expect(http.StatusOK).at("data", 0, "excerpt").(string)
		return text
	}
	for _, address := range []string{"/api/v1/jobs", "/api/v1/jobs?q=handl%C3%A4ggare", "/api/v1/jobs?q=trivs"} {
		if got := excerpt(address); !strings.HasPrefix(got, beginning) {
			t.Errorf("%s shows %q", address, got)
		}
	}
	if got := excerpt("/api/v1/jobs?q=lou"); !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, passage) {
		t.Errorf("%q", got)
	}
	s.get("/api/v1/jobs?q=lou").is("excerpt", "data", 0, "highlights", 0, "field")
}

// The index knows of a withdrawal a moment later than the database.
func TestNoTextOfAnAdThatHasBeenWithdrawnIsShown(t *testing.T) {
	s := newService(t)
	ad := s.published("aaaaaaaaaa", "Handläggare till Ekby kommun", 10)
	ad.Ad.Text.Plain = strings.Repeat("Vi är många som trivs hos oss. ", 20) + "Du leder upphandlingar enligt LOU."
	s.insert(ad)
	behind := s.index.At(s.now)
	s.change(ad.ID, func(j *board.Job) error { return j.Withdraw("not_ours", "", s.now) })

	result := behind.Search(board.Query{Text: "lou", Limit: 20})
	err := result.Quote(func(ids []board.ID) (map[board.ID]string, error) { return s.store.Texts(t.Context(), ids) })
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Hits) != 1 || !strings.HasPrefix(result.Hits[0].Excerpt, "Vi är") {
		t.Errorf("%+v", result.Hits)
	}
}
