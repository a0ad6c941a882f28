package app

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// who asks, in the order of the table's columns.
var who = []string{"nobody", "other", "agency", "owner", "editor", "sales", "finance", "admin"}

// rightsTable says what each of them is answered, for every route of the program. See its head.
const rightsTable = "testdata/rights.txt"

// A rights test has a board with something on it, and everybody who asks.
type rights struct {
	*testing.T
	*Board
	samples map[string]string
	asked   int
}

// newRights is the demonstration's board, with an ad that is the owner's, one that waits for an editor, and the desk.
func newRights(t *testing.T) *rights {
	t.Helper()
	c, database := newClock(morning), config.Database{Database: storetest.SQLite(t)}
	if err := FillDemo(t.Context(), database, env(c)); err != nil {
		t.Fatal(err)
	}
	b, err := Open(t.Context(), config.Serve{Database: database, Addr: "127.0.0.1:8080", EndedDays: 180, Demo: true}, env(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &rights{T: t, Board: b}
	for _, role := range append(board.DeskRoles(), "") {
		e := board.Editor{Email: email(string(role)), Name: "Robin Ek", Role: role}
		if role == "" {
			e.Email, e.Role = email("colleague"), board.DeskEditor
		}
		if err := b.desk.SaveEditor(t.Context(), board.System, e); err != nil {
			t.Fatal(err)
		}
	}
	colleague, err := b.Store.Editor(t.Context(), email("colleague"))
	if err != nil {
		t.Fatal(err)
	}
	live := b.Index.At(c.now()).Search(board.Query{Limit: 1}).Hits[0].Job
	r.own(live.ID)
	r.advertiseFor(live.Employer)
	waiting, err := b.Store.JobsInState(t.Context(), board.StatusInReview)
	if err != nil || len(waiting) == 0 {
		t.Fatal("nothing waits", err)
	}
	owner := board.Actor{Kind: board.ActorOwner, Email: email("owner")}
	atDesk := board.Actor{Kind: board.ActorEditor, Email: email("editor"), Role: board.DeskEditor}
	r.samples = map[string]string{
		"/api/v1/jobs/:id":          "/api/v1/jobs/" + string(live.ID),
		"/api/v1/employers/:slug":   "/api/v1/employers/" + live.Employer.Slug,
		"/arbetsgivare/:slug":       "/arbetsgivare/" + live.Employer.Slug,
		"/lediga-jobb/:name":        "/lediga-jobb/" + board.Slugify(live.Ad.Headline) + "-" + string(live.ID),
		"/redaktionen/granska/:id":  "/redaktionen/granska/" + string(waiting[0].ID),
		"/redaktionen/annonser/:id": "/redaktionen/annonser/" + string(live.ID),
		"/redaktionen/konton/:id":   "/redaktionen/konton/" + string(colleague.ID),
		"/redaktionen/kunder/:slug": "/redaktionen/kunder/" + live.Employer.Slug,

		"/mina-annonser/:id":           "/mina-annonser/" + string(live.ID),
		"/mina-annonser/:id/:act":      "/mina-annonser/" + string(live.ID) + "/agare",
		"/platsannonsera/:draft":       "/platsannonsera/" + r.draft(owner),
		"/platsannonsera/:draft/:step": "/platsannonsera/" + r.draft(owner) + "/tjansten",
		"/redaktionen/korrektur/:id":   "/redaktionen/korrektur/" + r.draft(atDesk),
	}
	return r
}

// draft is a draft that somebody has begun.
func (r *rights) draft(by board.Actor) string {
	r.Helper()
	d, _, err := r.desk.StartDraft(r.Context(), by, desk.Start{}, "192.0.2.1")
	if err != nil {
		r.Fatal(err)
	}
	return string(d.ID)
}

// own gives an ad to the owner.
func (r *rights) own(id board.ID) {
	r.Helper()
	err := r.Store.Write(r.Context(), func(tx *store.Tx) error {
		job, err := tx.Job(r.Context(), id)
		if err != nil {
			return err
		}
		job.Owners = []string{email("owner")}
		return tx.SaveJob(r.Context(), job)
	})
	if err != nil {
		r.Fatal(err)
	}
}

// advertiseFor gives the agency an ad of its own for an employer.
func (r *rights) advertiseFor(employer board.Employer) {
	r.Helper()
	err := r.Store.Write(r.Context(), func(tx *store.Tx) error {
		own := &board.Job{
			ID: "agency0000", State: board.StatusReturned, Employer: employer, Owners: []string{email("agency")}, CreatedAt: r.env.clock(),
			Ad: board.Ad{Headline: "Upphandlare", Language: board.Swedish, Agency: board.Agency{Name: "Byrån AB"}},
		}
		return tx.InsertJob(r.Context(), own)
	})
	if err != nil {
		r.Fatal(err)
	}
}

// TestEveryRouteAnswersThoseItIsFor asks every route of the program as everybody there is. To add a route, add its line
// to the table: a missing one is printed as it would have to be, to be read before it is pasted.
func TestEveryRouteAnswersThoseItIsFor(t *testing.T) {
	r := newRights(t)
	expected := readRights(t)
	lines := map[string]bool{}
	for _, want := range expected {
		lines[want.route] = true
	}
	served := r.routes()
	for _, route := range served {
		if !lines[route] {
			t.Errorf("%s stands in no line of %s; it would be:\n%s", route, rightsTable, r.line(route))
		}
	}
	for _, want := range expected {
		if !slices.Contains(served, want.route) {
			t.Errorf("%s: there is no such route", want.route)
			continue
		}
		if got := r.line(want.route); strings.Join(strings.Fields(got), " ") != want.line {
			t.Errorf("%s is answered\n%s, not\n%s", want.route, got, want.line)
		}
	}
}

// routes is every route, by method and path. HEAD is answered as GET is.
func (r *rights) routes() []string {
	r.Helper()
	var all []string
	for _, route := range r.Handler.(*echo.Echo).Routes() {
		if route.Method != http.MethodHead {
			all = append(all, route.Method+" "+route.Path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// line is a route and what each is answered.
func (r *rights) line(route string) string {
	r.Helper()
	method, path, _ := strings.Cut(route, " ")
	line := fmt.Sprintf("%-7s %-48s", method, path)
	for _, person := range who {
		line += fmt.Sprintf(" %5s", r.ask(person, method, r.address(path)))
	}
	return line
}

// address is a route's path with something for its parameters: the sample of the longest beginning that has one.
func (r *rights) address(path string) string {
	best := ""
	for route := range r.samples {
		if strings.HasPrefix(path+"/", route+"/") && len(route) > len(best) {
			best = route
		}
	}
	path = strings.Replace(path, best, r.samples[best], 1)
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") {
			parts[i] = "0000000000"
		}
	}
	return strings.Join(parts, "/")
}

// ask sends a request as somebody who has just signed in. What leads to signing in is "login".
func (r *rights) ask(person, method, path string) string {
	r.Helper()
	w := r.answer(person, method, path)
	if w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/logga-in") && !strings.HasPrefix(path, "/logga-in") {
		return "login"
	}
	return fmt.Sprint(w.Code)
}

// answer is what somebody who has just signed in is answered, a POST with a form that has nothing on it.
func (r *rights) answer(person, method, path string) *httptest.ResponseRecorder {
	r.Helper()
	request := httptest.NewRequest(method, "/"+strings.TrimPrefix(path, "/"), nil)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if person != "nobody" {
		request.AddCookie(&http.Cookie{Name: "ledigajobb", Value: r.session(person)})
	}
	ctx, leave := context.WithCancel(r.Context())
	defer leave()
	if strings.HasSuffix(path, "/stream") {
		leave() // it would go on
	}
	w := httptest.NewRecorder()
	r.Handler.ServeHTTP(w, request.WithContext(ctx))
	return w
}

// email is the address of somebody who asks.
func email(person string) string { return person + "@rights.example" }

// session begins a session for somebody, and gives its token.
func (r *rights) session(person string) string {
	r.Helper()
	r.asked++
	token := fmt.Sprintf("token-%d", r.asked)
	hash := sha256.Sum256([]byte(token))
	now := r.env.clock()
	err := r.Store.Write(r.Context(), func(tx *store.Tx) error {
		return tx.InsertSession(r.Context(), board.Session{TokenHash: hash[:], Email: email(person), CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)})
	})
	if err != nil {
		r.Fatal(err)
	}
	return token
}

// A right is a line of the table.
type right struct{ route, line string }

func readRights(t *testing.T) []right {
	t.Helper()
	file, err := os.Open(rightsTable)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []right
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0 || strings.HasPrefix(fields[0], "#"):
			continue
		case len(fields) != len(who)+2:
			t.Fatalf("%s: %q has not %d answers", rightsTable, lines.Text(), len(who))
		}
		all = append(all, right{fields[0] + " " + fields[1], strings.Join(strings.Fields(lines.Text()), " ")})
	}
	return all
}
