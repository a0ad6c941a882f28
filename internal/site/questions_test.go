package site_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
)

// mostAsked is how many statements any page of the desk may need.
const mostAsked = 30

// However much there is of everything, a page of the desk asks the database the same few things. The pages are those of the
// table of routes: one that has no address here fails.
func TestEveryPageOfTheDeskAsksAFixedNumberOfQuestions(t *testing.T) {
	s := newService(t)
	s.set(map[string]string{board.SettingName: "Upphandling"})
	anna := s.as("anna@example.se", board.DeskAdmin)
	numbers := ordered(s, 2)
	export := s.hands("/redaktionen/order/export", map[string][]string{"order": numbers[:1]}, s.as("fia@example.se", board.DeskFinance)...)
	if export.Code != 303 {
		t.Fatalf("export: %d", export.Code)
	}
	proof := s.mass(0, 2)
	id := board.ID("w000000001")
	pages := map[string]string{
		"/redaktionen/anmalningar/:id":             "/redaktionen/anmalningar/1",
		"/redaktionen/annonser/:id":                "/redaktionen/annonser/" + string(id),
		"/redaktionen/annonser/:id/andra":          "/redaktionen/annonser/" + string(id) + "/andra",
		"/redaktionen/granska/:id":                 "/redaktionen/granska/" + string(id),
		"/redaktionen/granska/:id/:how":            "/redaktionen/granska/" + string(id) + "/tillbaka",
		"/redaktionen/konton/:id":                  "/redaktionen/konton/editor0001",
		"/redaktionen/korrektur/:id":               "/redaktionen/korrektur/" + proof,
		"/redaktionen/kunder/:slug":                "/redaktionen/kunder/kund-1",
		"/redaktionen/nyhetsbrev/:file":            "/redaktionen/nyhetsbrev/veckans-jobb.html",
		"/redaktionen/order/:number":               "/redaktionen/order/" + numbers[0],
		"/redaktionen/order/export/:file":          "/redaktionen/order/export/E-2026-0001.csv",
		"/redaktionen/utskick/:id":                 "/redaktionen/utskick/1",
		"/redaktionen/utskick/:id/html":            "/redaktionen/utskick/1/html",
		"/redaktionen/installningar/:group":        "/redaktionen/installningar/utseende",
		"/redaktionen/installningar/historik/:key": "/redaktionen/installningar/historik/" + board.SettingName,
	}
	asked := map[string]int64{}
	ask := func(compare bool) {
		for _, r := range s.handler.(*echo.Echo).Routes() {
			if r.Method != "GET" || !strings.HasPrefix(r.Path, "/redaktionen") {
				continue
			}
			path := r.Path
			if strings.Contains(path, ":") {
				if path = pages[r.Path]; path == "" {
					t.Fatalf("%s has no address here", r.Path)
				}
			}
			s.ask("GET", path, anna...) // what is kept of it is there
			before := s.asked.Load()
			if w := s.ask("GET", path, anna...); w.Code != 200 {
				t.Errorf("%s: %d", path, w.Code)
			}
			n := s.asked.Load() - before
			if compare && n > asked[path] || n > mostAsked {
				t.Errorf("%s: %d questions, %d when there was little", path, n, asked[path])
			}
			asked[path] = n
		}
	}
	ask(false)
	s.mass(2, 60)
	ask(true)
}

// mass makes so many more of everything that the desk looks at, and gives the last proof's number.
func (s *service) mass(from, to int) (proof string) {
	s.Helper()
	by := board.Actor{Kind: board.ActorEditor, Email: "anna@example.se", Role: board.DeskAdmin}
	for i := from; i < to; i++ {
		e := s.employer(fmt.Sprintf("Kund %d", i))
		live := s.job(board.ID(fmt.Sprintf("l%09d", i)), e, func(j *board.Job) { j.Owners = []string{fmt.Sprintf("p%d@kund.example", i)} })
		s.job(board.ID(fmt.Sprintf("w%09d", i)), e, func(j *board.Job) {
			j.State, j.Run, j.Review = board.StatusInReview, board.Run{}, board.Review{Since: s.now}
			j.Owners = []string{"p@kund.example"}
		})
		draft, _, err := s.door.StartDraft(s.Context(), by, desk.Start{}, "192.0.2.1")
		s.must(err)
		proof = string(draft.ID)
		s.write(func(tx *store.Tx) error {
			ctx := s.Context()
			if err := tx.InsertReport(ctx, &board.Report{Job: live.ID, Reason: "wrong", Language: "sv", At: s.now}); err != nil {
				return err
			}
			if err := tx.Owe(ctx, board.Notice{Kind: board.NoticeReportAsked, To: live.Owners[0], Language: "sv", Job: live.ID,
				Details: map[string]string{"reason": "Uppgifter i annonsen är fel", "text": "Stämmer det?"}, NotBefore: s.now.Add(time.Hour)}); err != nil {
				return err
			}
			o := board.Order{Number: fmt.Sprintf("B-2026-%04d", i), Job: live.ID, Employer: e.ID, State: board.OrderPublished, CreatedAt: s.now, UpdatedAt: s.now}
			if err := tx.InsertOrder(ctx, &o); err != nil {
				return err
			}
			nobody := board.Editor{ID: board.ID(fmt.Sprintf("editor%04d", i)), Email: fmt.Sprintf("e%d@example.se", i), Name: "Bo", Role: board.DeskEditor, CreatedAt: s.now}
			return tx.SaveEditor(ctx, nobody)
		})
	}
	return proof
}
