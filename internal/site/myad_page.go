package site

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// A myAdPage is one ad for its owner: where it is, what can be done with it, and how it goes.
type myAdPage struct {
	Headline string
	Lang     string
	State    string
	Said     string // what the state means, or what the desk has written
	Facts    []fact
	Ways     []anchor
	Waits    []change // a change that waits, beside what readers see
	Reach    *reach
	Forms    []*smallForm
	Owners   []ownerRow
	Logo     *myLogo // empty: not theirs to change
	Conflict string  // why something was not done, where no form of the page can say it
	Gone     string  // since when the link to apply leads nowhere
}

type ownerRow struct {
	Email, Remove string // Remove is the form's address; empty: the last one
	Version       int
}

// reach is how often an ad was seen, drawn.
type reach struct {
	Views, Clicks string
	Chart         *chart
	Sources       table
}

// myAd answers GET /mina-annonser/{id}.
func (s *Site) myAd(c echo.Context) error {
	o, err := s.owned(c)
	if err != nil {
		return err
	}
	return o.show(attempt{}, "")
}

// show writes the page, with a form as it was filled in.
func (o *owning) show(try attempt, conflict string) error {
	ctx := o.c.Request().Context()
	job, orders, err := o.Desk.MyAd(ctx, o.actor(), o.job.ID)
	if err != nil {
		return err
	}
	numbers, err := o.Desk.Numbers(ctx, o.actor(), o.job.ID)
	if err != nil {
		return err
	}
	longer, err := o.Desk.ExtensionQuote(ctx, o.actor(), o.job.ID)
	if err != nil {
		return err
	}
	o.job = job
	gone, err := o.goneLink(ctx)
	if err != nil {
		return err
	}
	main := &myAdPage{
		Headline: job.Ad.Headline, Lang: other(o.lang, job.Ad.Language), State: o.state(), Facts: o.about(orders), Ways: o.ways(orders),
		Forms: o.forms(try, longer), Gone: gone,
	}
	main.refuse(try.form, o.refusal(try, conflict))
	if main.Said, err = o.said(); err != nil {
		return err
	}
	if main.Logo, err = o.logo(try); err != nil {
		return err
	}
	if job.Revision != nil {
		main.Waits = changesOf(o.Site, o.visit, job)
	}
	if !job.Run.From.IsZero() && !o.now.Before(job.Run.From) {
		main.Reach = o.reach(numbers)
	}
	for _, email := range job.Owners {
		row := ownerRow{Email: email, Version: job.Version}
		if len(job.Owners) > 1 && !job.State.Final() {
			row.Remove = o.address("utan-agare")
		}
		main.Owners = append(main.Owners, row)
	}
	status := http.StatusOK
	switch {
	case try.status != 0:
		status = try.status
	case conflict != "":
		status = http.StatusConflict
	case try.form != "":
		status = http.StatusUnprocessableEntity
	}
	return o.ownPage(o.c, o.visit, &page{
		template: "employer/ad", scripts: []string{"parts/logo-field"}, Title: job.Ad.Headline, section: "mina-annonser", Main: main, path: o.c.Request().URL.Path, status: status,
		Crumbs: []anchor{{Name: o.text("nav.my_ads"), URL: o.link(o.Links.Path("mina-annonser"), nil)}, {Name: job.Ad.Headline, Current: "page"}},
	})
}

// refusal is why a form was not taken in, for where none of its fields says so.
func (o *owning) refusal(try attempt, conflict string) string {
	if conflict == "" && try.wrong != nil && try.form != "logo" { // whose field is no small form's
		return words.Fault(o.lang, try.wrong.Faults[0])
	}
	return conflict
}

// refuse says why something was not done: in the form that was sent, where it still is, else above the ad.
func (p *myAdPage) refuse(name, why string) {
	for _, form := range p.Forms {
		if form.ID == name {
			if form.Summary == nil {
				form.Refused = why
			}
			return
		}
	}
	p.Conflict = why
}

// goneLink says since when the link to apply of a live ad leads nowhere; empty: it does not, as far as is known.
func (o *owning) goneLink(ctx context.Context) (string, error) {
	gone, err := o.Site.goneLink(ctx, o.job, o.now)
	if err != nil || gone == nil {
		return "", err
	}
	return o.text("my.link_gone.since", "date", words.Date(o.lang, gone.GoneSince)), nil
}

// said is what the owner should know of the state: the promise, or the desk's words.
func (o *owning) said() (string, error) {
	switch o.job.Status(o.now) {
	case board.StatusInReview:
		return o.promise(o)
	case board.StatusReturned, board.StatusRefused:
		return o.job.Decision.Text, nil
	}
	return "", nil
}

func (o *owning) about(orders []board.Order) []fact {
	l := factList{visit: o.visit}
	j := o.job
	l.add("job.employer", j.Employer.Name)
	l.add("job.deadline", deadlineText(o.visit, j.Ad.Deadline))
	if !j.Run.From.IsZero() && !o.now.Before(j.Run.From) {
		l.add("certificate.from", words.Moment(o.lang, j.Run.From))
	}
	l.add("review.package", term(o.visit, reference.ListPackage, j.Package))
	for _, order := range orders {
		l.add("order.order", order.Number, kronorOre(o.visit, order.Total()*100+order.Tax()), reference.Label(o.lang, reference.ListOrderState, string(order.State)))
	}
	return l.facts
}

// ways is where the owner can go from here.
func (o *owning) ways(orders []board.Order) []anchor {
	var ways []anchor
	status := o.job.Status(o.now)
	if slices.Contains([]board.Status{board.StatusInReview, board.StatusReturned, board.StatusScheduled, board.StatusLive, board.StatusPaused}, status) {
		way := anchor{Name: o.text("my.edit"), URL: o.address("andra")}
		if _, field, at := strings.Cut(o.Links.Mend(o.job), "#"); at && status == board.StatusReturned {
			way.URL += "#" + field
		}
		ways = append(ways, way)
	}
	if o.reorderable(orders) != nil {
		ways = append(ways, anchor{Name: o.text("my.order"), URL: o.address("bestallning")})
	}
	if status.Public() {
		ways = append(ways, anchor{Name: o.text("my.public"), URL: o.link(o.Links.Local(o.Links.Job(o.job)), nil)})
	}
	if !o.job.Run.From.IsZero() && !o.now.Before(o.job.Run.From) {
		ways = append(ways, anchor{Name: o.text("my.certificate"), URL: o.address("bevis")})
	}
	return ways
}

// extending is the fields of a later deadline. Days beyond the package, which cost so much, are for an ad that readers see.
func (o *owning) extending(quote desk.Quote) []field {
	fields := []field{
		{Name: "application_deadline", Label: o.text("my.extend.deadline"), Kind: "date", Value: o.job.Ad.Deadline.Date.String()},
		{Name: "reason", Label: o.text("my.extend.reason"), Kind: "select", Options: o.reasons("my.extend.", board.ExtensionReasons())},
	}
	if o.job.Unpublished(o.now) {
		return fields
	}
	more := o.text("my.extend.buy.included", "days", quote.Days)
	if sum := quote.Sum(); sum > 0 {
		more = o.text("my.extend.buy.yes", "days", quote.Days, "price", kronor(o.visit, quote.Order.Total()), "sum", kronorOre(o.visit, sum))
	}
	return append(fields, field{Name: "buy", Label: o.text("my.extend.buy"), Kind: "select",
		Options: []option{{Name: o.text("my.extend.buy.no")}, {Value: accepting(quote), Name: more}}})
}

// accepting is what a form says that was accepted of a quote: its sum and the version of the terms.
func accepting(q desk.Quote) string { return strconv.FormatInt(q.Sum(), 10) + " " + q.Terms }

// forms is what can be done with the ad in its state.
func (o *owning) forms(try attempt, longer desk.Quote) []*smallForm {
	status := o.job.Status(o.now)
	var forms []*smallForm
	add := func(name, act, kind string, fields ...field) {
		forms = append(forms, newSmallForm(o.visit, "my", name, o.address(act), kind, o.job.Version, try, fields...))
	}
	running := status == board.StatusLive || status == board.StatusPaused
	if running || status == board.StatusScheduled {
		add("extend", "forlang", "", o.extending(longer)...)
	}
	if running {
		add("close", "avsluta", "", field{Name: "reason", Label: o.text("my.close.reason"), Kind: "select", Options: o.reasons("my.close.", board.EndReasons())})
	}
	if status == board.StatusExpired {
		add("outcome", "utfall", "", field{Name: "reason", Label: o.text("my.outcome.reason"), Kind: "select",
			Options: o.reasons("my.close.", []string{board.EndFilled, board.EndCancelled})})
	}
	if status.Ended() {
		add("again", "aterannonsera", "", field{Name: "apply_again", Label: o.text("my.again.earlier"), Kind: "select", Options: []option{
			{Value: "nej", Name: o.text("job.readvertised")}, {Value: "ja", Name: o.text("job.readvertised_again")}}})
	}
	add("copy", "mall", "")
	if !o.job.State.Final() {
		add("owner", "agare", "", field{Name: "owners", Label: o.text("my.owner.email"), Help: o.text("my.owner.help"), Kind: "email", Autocomplete: "email"})
	}
	switch {
	case o.job.Unpublished(o.now):
		add("cancel", "avbestall", "danger")
	case running || status.Ended():
		add("remove", "ta-bort", "danger")
	}
	return forms
}

// reasons is a list of reasons to choose from.
func (o *owning) reasons(prefix string, reasons []string) []option {
	all := []option{{Name: o.text("adform.choose")}}
	for _, reason := range reasons {
		all = append(all, option{Value: reason, Name: o.text(prefix + reason)})
	}
	return all
}

// barWidth is a day's room in the chart, in its own units; mostBars is how many days are drawn, the latest.
const (
	barWidth = 20
	mostBars = 60
)

// day is a day as it is written in lists.
func (o *owning) day(d board.Date) string { return words.ShortDate(o.lang, d, board.DateOf(o.now)) }

// reach is the ad's numbers, by day as a chart and by source.
func (o *owning) reach(n desk.Numbers) *reach {
	r := &reach{Views: o.text("my.views", "n", n.Total.Views), Clicks: o.text("my.clicks", "n", n.Total.Clicks)}
	number := func(n int) cell { return cell{Text: o.text("figures.n", "n", n), Number: true} }
	columns := func(first string) []column {
		return []column{{o.text(first), false}, {o.text("my.column.views"), true}, {o.text("my.column.clicks"), true}}
	}
	days := n.Days[max(0, len(n.Days)-mostBars):]
	highest := 1
	for _, d := range days {
		highest = max(highest, d.Views)
	}
	if len(days) > 0 {
		r.Chart = &chart{
			Caption: o.text("my.by_day"), Width: barWidth * len(days), Highest: o.text("figures.highest", "n", highest),
			Ends:  [2]string{o.day(days[0].Day), o.day(days[len(days)-1].Day)},
			Table: table{Caption: o.text("my.by_day"), Columns: columns("my.column.day")}, Fold: o.text("my.by_day.table"),
		}
	}
	for i, d := range days {
		height := d.Views * 96 / highest
		r.Chart.Bars = append(r.Chart.Bars, bar{X: i*barWidth + 2, Y: 100 - height, Width: barWidth - 4, Height: height})
		r.Chart.Table.Rows = append(r.Chart.Table.Rows, []cell{{Text: o.day(d.Day), Head: true}, number(d.Views), number(d.Clicks)})
	}
	r.Sources = table{Caption: o.text("my.by_source"), Columns: columns("my.column.source")}
	for _, source := range n.Sources {
		if source.Reach == (desk.Reach{}) {
			continue
		}
		r.Sources.Rows = append(r.Sources.Rows, []cell{{Text: o.text("via." + string(source.Via)), Head: true}, number(source.Views), number(source.Clicks)})
	}
	return r
}
