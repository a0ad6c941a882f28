package app

import (
	"fmt"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
)

// TestPagesOfBoardsOfAnySize opens the pages that show many ads on a board with one, as many as in an ordinary week, and
// more than fit on a page. TestPages sees an empty one.
func TestPagesOfBoardsOfAnySize(t *testing.T) {
	chromium := browsertest.Start(t)
	for _, size := range []int{1, 12, 60} {
		t.Run(fmt.Sprintf("%d ads", size), func(t *testing.T) {
			b, address := startSite(t)
			hirings := sized(t, size)
			if _, err := b.desk.Fill(t.Context(), func() ([]desk.Hiring, error) { return hirings, nil }); err != nil {
				t.Fatal(err)
			}
			waitForNewest(t, b)
			hits := b.Index.At(morning).Search(board.Query{Limit: board.MaxLimit}).Hits
			if len(hits) != size {
				t.Fatalf("%d ads are live", len(hits))
			}
			links, err := link.New(address)
			if err != nil {
				t.Fatal(err)
			}
			tab := chromium.Tab(t, browser.View{})
			for _, p := range []page{
				{name: "list", path: "/lediga-jobb", status: 200},
				{name: "ad", path: links.Local(links.Job(hits[0].Job)), status: 200},
				{name: "employer", path: links.Local(links.Employer(hits[0].Job.Employer.Slug)), status: 200},
				{name: "employers", path: "/arbetsgivare", status: 200},
				{name: "sidebar", path: "/widget-demo", status: 200, journal: true},
			} {
				t.Run(p.name, func(t *testing.T) { glance(t, tab, address, p) })
			}
		})
	}
}

// glance looks at a page in every width, in both colours.
func glance(t *testing.T, tab *browsertest.Tab, address string, p page) {
	v := visit{tab.For(t), t, address, address + p.path}
	v.open(p)
	v.fitsNarrowWindows()
	for _, width := range widths {
		v.audit(browser.View{Width: width, Touch: width < 1000})
	}
}

// sized is a sample board of which so many ads are live; employers with all of theirs, again under other names when there
// are not enough.
func sized(t *testing.T, size int) (hirings []desk.Hiring) {
	t.Helper()
	for round := 0; size > 0; round++ {
		again, err := demo.Board(morning)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range again {
			h.Jobs = liveOf(h.Jobs, size)
			size -= len(h.Jobs)
			if round > 0 {
				h.Employer.Name, h.Employer.OrgNr = fmt.Sprintf("%s %d", h.Employer.Name, round+1), board.OrgNr{}
				for _, j := range h.Jobs {
					j.ID = board.ID(fmt.Sprint(round)) + j.ID[1:]
				}
			}
			if len(h.Jobs) > 0 {
				hirings = append(hirings, h)
			}
		}
	}
	return hirings
}

// liveOf is those of the ads that are live, so many at most.
func liveOf(jobs []*board.Job, most int) (live []*board.Job) {
	for _, j := range jobs {
		if j.Status(morning) == board.StatusLive && len(live) < most {
			live = append(live, j)
		}
	}
	return live
}
