package app

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/config"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store/storetest"
)

// A follower is a running service with a mail server, and the clock that both go by.
type follower struct {
	*testing.T
	*Board
	address string
	clock   *clock
	post    *mailtest.Server
}

func newFollower(t *testing.T, database string) *follower {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	f := &follower{T: t, address: "http://" + server.Listener.Addr().String(), clock: newClock(monday), post: mailtest.New(t)}
	c := config.Serve{Database: config.Database{Database: database}, Access: access, BaseURL: f.address, EndedDays: 180}
	c.SMTP, c.MailFrom = f.post.URL(), "jobb@journal.example"
	b, err := Open(t.Context(), c, env(f.clock))
	if err != nil {
		t.Fatal(err)
	}
	f.Board, server.Config.Handler = b, b.Handler
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// after moves the clock, and does what is due then.
func (f *follower) after(d time.Duration) {
	f.Helper()
	f.clock.set(f.clock.now().Add(d))
	for _, step := range []func() error{
		func() error { return f.alerts.Step(f.Context()) },
		func() error { return f.mailer.Step(f.Context()) },
	} {
		if err := step(); err != nil {
			f.Fatal(err)
		}
	}
}

// publish imports ads.
func (f *follower) publish(database, lines string) {
	f.Helper()
	take(f.T, database, lines, f.clock)
	waitForNewest(f.T, f.Board)
}

// mail is the n-th letter of all, which must be to lena.
func (f *follower) mail(n int) mailtest.Letter {
	f.Helper()
	letter := f.post.Wait(f.T, n)[n-1]
	if letter.To != "lena@x.example" {
		f.Fatalf("the letter %q is to %s", letter.Subject, letter.To)
	}
	if dir := os.Getenv("PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("brev-%d.html", n)), []byte(letter.HTML), 0o600); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("brev-%d.txt", n)), []byte(letter.Subject+"\n\n"+letter.Text), 0o600); err != nil {
			f.Fatal(err)
		}
	}
	return letter
}

const jurist = `{"id":"j%d","headline":"Upphandlingsjurist %d till Ekby kommun","description":{"text":"Du granskar avtal."},` +
	`"employer":{"name":"Ekby kommun"},"workplace_address":{"municipality_code":"0180"},"publication_date":"2026-11-23T09:40:00",` +
	`"application_deadline":"2026-12-18T23:59:59"}` + "\n"

// find goes from the list to an ad, as a reader does: words, a filter, its headline. It leaves the tab at the ad's page.
func (f *follower) find(tab *browsertest.Tab, words, region string) {
	f.Helper()
	tab.Go(f.address + "/lediga-jobb")
	tab.Click("#q")
	tab.Press(words)
	tab.Click(".searchbox .button")
	tab.Wait(`new URLSearchParams(location.search).get("q") == "` + words + `" && document.querySelectorAll("main .job-card, main .job-cards li").length > 1`)
	box := `.filters input[name="region"][value="` + region + `"]`
	tab.Click(".results__filter")
	browsertest.Eval[bool](tab, `(() => { for (let e = document.querySelector('`+box+`'); e; e = e.parentElement) if (e.tagName == "DETAILS") e.open = true; return true })()`)
	tab.Click(box)
	tab.Click(".filters > button[type=submit]")
	tab.Wait(`new URLSearchParams(location.search).get("region") == "` + region + `" && document.querySelectorAll("main .job-cards li a").length == 1`)
	tab.Click("main .job-cards li a")
	tab.Wait(`document.querySelector("h1")?.innerText.startsWith("Upphandlingsjurist")`)
}

// deadline is the entry that the ad's page offers for a calendar.
func (f *follower) deadline(tab *browsertest.Tab) string {
	f.Helper()
	response, err := http.Get(browsertest.Eval[string](tab, `document.querySelector('a[href*=".ics"]').href`))
	if err != nil {
		f.Fatal(err)
	}
	defer response.Body.Close()
	entry, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		f.Fatal(response.Status, err)
	}
	return string(entry)
}

// TestAReaderFollowsASearch goes the way of a reader with a real mail server and a real browser: a search, a filter, an ad
// and its deadline for the calendar, the search's alert, the letter that asks, a new ad and the letter about it, and the one
// click that ends it.
func TestAReaderFollowsASearch(t *testing.T) {
	chromium, database := browsertest.Start(t), storetest.SQLite(t)
	f := newFollower(t, database)
	earlier := strings.ReplaceAll(jurist, "2026-11-23T09:40:00", "2026-11-20T09:40:00")
	f.publish(database, ads(3)+fmt.Sprintf(earlier, 8, 8)+strings.Replace(fmt.Sprintf(earlier, 9, 9), "0180", "0580", 1))
	tab := chromium.Tab(t, browser.View{Width: 360, Touch: true, Still: true})
	f.find(tab, "jurist", "01")
	if entry := f.deadline(tab); !strings.Contains(entry, "\r\nDTSTART;VALUE=DATE:20261218\r\n") || !strings.Contains(entry, "Sista ansökningsdag: Upphandlingsjurist 8") {
		t.Error(entry)
	}
	see(t, tab, "annons")
	tab.Go(f.address + "/lediga-jobb?q=jurist&region=01")
	see(t, tab, "lista")
	tab.Click(".results__watch a")
	tab.Wait(`location.pathname == "/bevakningar"`)
	see(t, tab, "bevaka")
	tab.Click("#f-email")
	tab.Press("lena@x.example")
	tab.Click(`input[value="instant"]`)
	tab.Click("main form .button")
	tab.Wait(`location.pathname == "/bevakningar/skickat"`)

	f.after(time.Second)
	asked := f.mail(1)
	if asked.Subject != "Bekräfta bevakningen: ”jurist”, Stockholms län" {
		t.Error(asked.Subject)
	}
	scan(t, asked)
	tab.Go(asked.Link(t, "/bekrafta/"))
	see(t, tab, "bekrafta")
	tab.Click("main .button")
	tab.Wait(`document.querySelector("h1")?.innerText == "Bevakningen är igång"`)
	see(t, tab, "igang")

	f.publish(database, fmt.Sprintf(jurist, 1, 1)+fmt.Sprintf(jurist, 2, 2))
	f.after(10 * time.Minute)
	news := f.mail(2)
	if news.Subject != "2 nya jobb: Upphandlingsjurist 1 till Ekby kommun och 1 till" && news.Subject != "2 nya jobb: Upphandlingsjurist 2 till Ekby kommun och 1 till" {
		t.Error(news.Subject)
	}
	scan(t, news)
	tab.Go(news.Link(t, "via=alert"))
	tab.Wait(`document.querySelector("h1")?.innerText.startsWith("Upphandlingsjurist")`)
	tab.Go(news.Link(t, "/mina/"))
	see(t, tab, "mina")

	end := strings.Trim(news.Header.Get("List-Unsubscribe"), "<>")
	if news.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
		t.Error("mail programs do not know that one click is enough")
	}
	for range 2 {
		response, err := http.PostForm(end, url.Values{"List-Unsubscribe": {"One-Click"}})
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("one click is answered %d", response.StatusCode)
		}
	}
	f.publish(database, fmt.Sprintf(jurist, 3, 3))
	f.after(3 * time.Hour)
	if left, err := f.Store.AlertsOf(t.Context(), "lena@x.example"); err != nil || len(left) > 0 || len(f.post.Letters()) != 2 {
		t.Errorf("after the end: %d alerts, %d letters, %v", len(left), len(f.post.Letters()), err)
	}
}

func TestADailyLetterLeavesAtSeven(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, database string) {
		f := newFollower(t, database)
		form := url.Values{"email": {"lena@x.example"}, "frequency": {"daily"}}
		response, err := http.PostForm(f.address+"/bevakningar", form)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		f.after(time.Second)
		if response, err = http.Post(f.mail(1).Link(t, "/bekrafta/"), "", nil); err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		f.after(time.Minute)
		f.publish(database, fmt.Sprintf(jurist, 1, 1))
		seven := board.DateOf(f.clock.now()).AddDays(1).Morning() // a Tuesday
		f.after(seven.Sub(f.clock.now()) - time.Second)
		if n := len(f.post.Letters()); n > 1 {
			t.Errorf("%d letters before seven", n)
		}
		f.after(time.Second)
		news := f.mail(2)
		if news.Subject != "Nytt jobb: Upphandlingsjurist 1 till Ekby kommun" {
			t.Error(news.Subject)
		}
	})
}
