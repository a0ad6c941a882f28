package app

import (
	"crypto/sha256"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// monday is a morning on which the desk is there.
var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, board.Stockholm())

// An openDesk is a running service with editors who have signed in.
type openDesk struct {
	*testing.T
	*Board
	address string
	clock   *clock
	chrome  *browsertest.Browser
}

func startDesk(t *testing.T) *openDesk {
	t.Helper()
	chrome := browsertest.Start(t)
	server := httptest.NewUnstartedServer(nil)
	d := &openDesk{T: t, address: "http://" + server.Listener.Addr().String(), clock: newClock(monday), chrome: chrome}
	database := config.Database{Database: storetest.SQLite(t)}
	b, err := Open(t.Context(), config.Serve{Database: database, BaseURL: d.address, EndedDays: 180}, env(d.clock))
	if err != nil {
		t.Fatal(err)
	}
	d.Board, server.Config.Handler = b, b.Handler
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// editor is a browser in which an editor has signed in.
func (d *openDesk) editor(name string, view browser.View) *browsertest.Tab {
	d.Helper()
	email := strings.ToLower(name) + "@tidningen.example.se"
	sum := sha256.Sum256([]byte("token of " + name))
	err := d.Store.Write(d.Context(), func(tx *store.Tx) error {
		id := board.NewID([board.IDLength]byte(sum[:board.IDLength]))
		if err := tx.SaveEditor(d.Context(), board.Editor{ID: id, Email: email, Name: name, Role: board.DeskEditor, CreatedAt: monday}); err != nil {
			return err
		}
		return tx.InsertSession(d.Context(), board.Session{TokenHash: sum[:], Email: email, CreatedAt: monday, SeenAt: monday, ExpiresAt: monday.AddDate(0, 1, 0)})
	})
	if err != nil {
		d.Fatal(err)
	}
	tab := d.chrome.Tab(d.T, view)
	tab.Go(d.address + "/lediga-jobb")
	browsertest.Eval[string](tab, `document.cookie = "ledigajobb=token of `+name+`; path=/"`)
	return tab
}

// handIn puts ads into review, the first of them an hour ago.
func (d *openDesk) handIn(n int) {
	d.Helper()
	err := d.Store.Write(d.Context(), func(tx *store.Tx) error {
		for i := range n {
			at := monday.Add(time.Duration(i-60) * time.Minute)
			job := &board.Job{
				ID: board.ID(fmt.Sprintf("%010d", i)), State: board.StatusInReview, Days: 60, CreatedAt: at, UpdatedAt: at, Owners: []string{"hr@ekby.example.se"},
				Ad: board.Ad{Title: "Upphandlare", Headline: fmt.Sprintf("Upphandlare %02d", i), Language: board.Swedish,
					Text:     board.Text{HTML: fmt.Sprintf("<p>Annons %d.</p>", i), Plain: fmt.Sprintf("Annons %d.", i)},
					Deadline: board.Deadline{Date: board.DateOf(monday).AddDays(20)}},
			}
			if err := tx.InsertJob(d.Context(), job); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
}

// states counts the ads in each state.
func (d *openDesk) states(states ...board.Status) string {
	d.Helper()
	var counts []string
	for _, state := range states {
		jobs, err := d.Store.JobsInState(d.Context(), state)
		if err != nil {
			d.Fatal(err)
		}
		counts = append(counts, fmt.Sprintf("%s %d", state, len(jobs)))
	}
	return strings.Join(counts, ", ")
}

// on waits until a page has come that says something, and its script runs.
func on(tab *browsertest.Tab, selector, says string) {
	tab.Wait(fmt.Sprintf(`document.querySelector("html[data-keys-on]") && document.querySelector(%q)?.innerText.includes(%q)`, selector, says))
}

func TestAMorningsQueueOfThirtyIsWorkedWithTheKeyboardAlone(t *testing.T) {
	d := startDesk(t)
	d.handIn(30)
	tab := d.editor("Anna", browser.View{})
	tab.Go(d.address + "/redaktionen")
	on(tab, ".lead", "30 nya annonser")
	tab.Press("jjkx") // two rows down, one up, and chosen; then the next one too
	tab.Press("jx")
	tab.Press("g")
	on(tab, ".undo", "2 annonser publicerade")
	tab.Press("u")
	on(tab, ".notice", "Beslutet är ångrat")
	tab.Press("jo")
	for i := range 28 {
		on(tab, ".review__head h1", fmt.Sprintf("Upphandlare %02d", i))
		if i == 3 {
			tab.Press("g")
			on(tab, ".undo", "Publicerad: Upphandlare 03")
			tab.Press("u") // that was a mistake
			on(tab, ".review__head h1", "Upphandlare 03")
		}
		switch i % 7 {
		default:
			tab.Press("g")
		case 5:
			tab.Press("t")
			on(tab, "h1", "Skicka tillbaka")
			tab.Press("12")
			sent(tab)
		case 6:
			tab.Press("p")
			on(tab, "h1", "Publicera inte")
			tab.Press("1")
			sent(tab)
		}
	}
	on(tab, ".review__head h1", "Upphandlare 28")
	tab.Press("q")
	on(tab, ".lead", "2 nya annonser")
	tab.Press("jxjxt")
	on(tab, "h1", "Skicka tillbaka")
	tab.Press("3")
	sent(tab)
	on(tab, ".empty", "Inget att granska.")
	if got := d.states(board.StatusInReview, board.StatusLive, board.StatusReturned, board.StatusRefused); got != "in_review 0, live 20, returned 6, refused 4" {
		t.Error(got)
	}
}

// sent shows the letter of the reasons that have been chosen, and sends it: Enter, twice.
func sent(tab *browsertest.Tab) {
	tab.Wait(`document.querySelector("textarea").value != ""`)
	tab.Press(browser.Enter)
	on(tab, ".letter", "Så blir brevet")
	tab.Wait(`document.activeElement.value == "skicka"`)
	tab.Press(browser.Enter)
}

func TestTwoEditorsOnTheSameAd(t *testing.T) {
	d := startDesk(t)
	d.handIn(2)
	anna, bo := d.editor("Anna", browser.View{}), d.editor("Bo", browser.View{})
	for _, tab := range []*browsertest.Tab{anna, bo} {
		tab.Go(d.address + "/redaktionen/granska/0000000000")
		on(tab, ".review__head h1", "Upphandlare 00")
	}
	anna.Press("g")
	on(anna, ".undo", "Publicerad")
	d.clock.set(monday.Add(2 * time.Minute))
	bo.Press("g")
	on(bo, "[role=alert]", "Anna godkände annonsen för 2 minuter sedan. Inget har ändrats av dig.")
}

func TestARevisionIsApproved(t *testing.T) {
	d := startDesk(t)
	if err := demo.Fill(t.Context(), d.desk, monday); err != nil {
		t.Fatal(err)
	}
	tab := d.editor("Anna", browser.View{})
	id := string(demo.ID("norrvik-inkopare"))
	tab.Go(d.address + "/redaktionen/granska/" + id)
	on(tab, ".changes", "september")
	tab.Press("g")
	on(tab, ".undo", "Ändringen är publicerad: Operativ inköpare till Norrvik Energi")
	waitForNewest(t, d.Board)
	tab.Go(d.address + "/lediga-jobb/" + id)
	tab.Wait(`document.querySelector("h1").innerText == "Operativ inköpare till Norrvik Energi"`)
}

// TestDeskPages holds the pages of the queue to what every page must be, in each width and colour.
func TestDeskPages(t *testing.T) {
	d := startDesk(t)
	if err := demo.Fill(t.Context(), d.desk, monday); err != nil {
		t.Fatal(err)
	}
	waitForNewest(t, d.Board)
	tab := d.editor("Anna", browser.View{})
	revised, like := string(demo.ID("norrvik-inkopare")), string(demo.ID("ekby-granskas-dubblett"))
	for name, path := range map[string]string{
		"queue": "", "revision": "/granska/" + revised, "ad": "/granska/" + like, "return": "/granska/" + like + "/tillbaka",
		"correct": "/granska/" + like + "/ratta", "ask": "/granska/" + like + "/fraga",
	} {
		t.Run(name, func(t *testing.T) {
			v := visit{tab.For(t), t, d.address, d.address + "/redaktionen" + path}
			for _, width := range widths {
				v.audit(browser.View{Width: width, Touch: width < 1000})
				d.picture(v.Tab, fmt.Sprintf("%s-%d-dark.png", name, width))
				v.Show(browser.View{Width: width, Touch: width < 1000})
				d.picture(v.Tab, fmt.Sprintf("%s-%d.png", name, width))
			}
			v.fitsNarrowWindows()
		})
	}
}

// picture writes a picture of the page into the directory that LEDIGAJOBB_TEST_PICTURES names, if it does.
func (d *openDesk) picture(tab *browsertest.Tab, name string) {
	if dir := os.Getenv("LEDIGAJOBB_TEST_PICTURES"); dir != "" {
		tab.Screenshot(filepath.Join(dir, name))
	}
}
