package site

import (
	"cmp"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// myAdRoutes is what owners do with their ads.
func (s *Site) myAdRoutes() []route {
	return []route{
		{"GET", "/mina-annonser", signedIn, s.myAds},
		{"GET", "/mina-annonser/:id", signedIn, s.myAd},
		{"GET", "/mina-annonser/:id/tack", signedIn, s.thanks},
		{"GET", "/mina-annonser/:id/andra", signedIn, s.editMine},
		{"POST", "/mina-annonser/:id/andra", signedIn, s.saveMine},
		{"GET", "/mina-annonser/:id/bestallning", signedIn, s.reorderMine},
		{"POST", "/mina-annonser/:id/bestallning", signedIn, s.saveReorder},
		{"POST", "/mina-annonser/:id/logotyp", signedIn, s.saveMyLogo},
		{"GET", "/mina-annonser/:id/bevis", signedIn, s.certificate},
		{"POST", "/mina-annonser/:id/:act", signedIn, s.actOnMine},
	}
}

// A myAdsPage lists somebody's ads and drafts by where they are.
type myAdsPage struct {
	New    string // address of the form
	Groups []myGroup
	Email  string
}

type myGroup struct {
	Name string
	Ads  []myAdRow
}

// A myAdRow is an ad in a list of its owner's.
type myAdRow struct{ Headline, URL, Lang, State, Note string }

// Where an ad is, as its owner's list groups it: what waits for the owner comes first.
const (
	groupDrafts = "drafts"
	groupComing = "coming"
	groupLive   = "live"
	groupEnded  = "ended"
)

func groupOfStatus(s board.Status) string {
	switch s {
	case board.StatusInReview, board.StatusReturned, board.StatusScheduled:
		return groupComing
	case board.StatusLive, board.StatusPaused:
		return groupLive
	}
	return groupEnded
}

// myAds answers GET /mina-annonser.
func (s *Site) myAds(c echo.Context) error {
	v := s.visit(c.Request())
	mine, err := s.Desk.MyAds(c.Request().Context(), v.actor())
	if err != nil {
		return err
	}
	rows := map[string][]myAdRow{}
	for _, d := range mine.Drafts {
		rows[groupDrafts] = append(rows[groupDrafts], s.draftRow(v, d))
	}
	for _, j := range mine.Jobs {
		o := &owning{Site: s, visit: v, c: c, job: j, now: s.Now()}
		group := groupOfStatus(j.Status(o.now))
		rows[group] = append(rows[group], myAdRow{
			Headline: j.Ad.Headline, URL: o.address(), Lang: other(v.lang, j.Ad.Language), State: o.state(), Note: o.when(),
		})
	}
	main := myAdsPage{New: v.link(s.Links.Path("platsannonsera", "ny"), nil), Email: v.session.Email}
	for _, group := range []string{groupDrafts, groupComing, groupLive, groupEnded} {
		if len(rows[group]) > 0 {
			main.Groups = append(main.Groups, myGroup{v.text("my.group." + group), rows[group]})
		}
	}
	return s.ownPage(c, v, &page{template: "employer/ads", Title: v.text("nav.my_ads"), section: "mina-annonser", Main: &main, path: s.Links.Path("mina-annonser")})
}

func (s *Site) draftRow(v *visit, d *board.Draft) myAdRow {
	row := myAdRow{
		Headline: cmp.Or(d.Ad.Headline, d.Ad.Title, v.text("my.untitled")), URL: v.link(s.Links.Path("platsannonsera", string(d.ID)), nil),
		State: v.text("my.state." + string(d.State)), Note: v.text("my.draft.saved", "time", words.Moment(v.lang, d.UpdatedAt)),
	}
	if d.State == board.StatusUnconfirmed {
		row.URL = v.link(s.Links.Path("platsannonsera", string(d.ID), "skickad"), nil)
	}
	return row
}

// state is where the ad is, in its owner's words (terms: 10).
func (o *owning) state() string {
	status := o.job.Status(o.now)
	if status == board.StatusScheduled {
		return o.text("my.state.scheduled", "time", words.Moment(o.lang, o.job.Run.From))
	}
	return o.text("my.state." + string(status))
}

// when is what an owner wants to know next of the ad's time.
func (o *owning) when() string {
	switch o.job.Status(o.now) {
	case board.StatusLive, board.StatusPaused, board.StatusScheduled, board.StatusInReview, board.StatusReturned:
		return words.DeadlineOnCard(o.lang, o.job.Ad.Deadline, o.now)
	case board.StatusRefused:
		return ""
	}
	return words.Date(o.lang, board.DateOf(o.job.EndedAt()))
}
