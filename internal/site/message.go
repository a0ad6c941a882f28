package site

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/mail"
)

// A reviewForm is a decision that needs words: what its page asks, and which letter it becomes.
type reviewForm struct {
	path       string // the last part of its address
	name       string // of its texts
	key        string
	kind       string // of its button
	letter     board.NoticeKind
	reasons    []board.Reason
	needsOwner bool
	newOnly    bool // a revision is not decided so
}

var reviewForms = [...]reviewForm{
	{path: "ratta", name: "correct", key: "r", kind: "quiet"},
	{path: "fraga", name: "ask", key: "f", kind: "quiet", letter: board.NoticeQuestion, needsOwner: true},
	{path: "tillbaka", name: "return", key: "t", kind: "quiet", letter: board.NoticeReturned, reasons: board.Reasons()},
	{path: "avboj", name: "refuse", key: "p", kind: "danger", letter: board.NoticeRefused, reasons: board.RefusalReasons(), newOnly: true},
}

// A messagePage asks what the owners of an ad, or of several, shall be told, and shows the letter before it is sent.
type messagePage struct {
	Title    string
	Headline []string
	Action   string
	Hidden   []hidden
	Reasons  []reasonChoice
	Choose   string // what stands over the reasons
	Text     field
	Summary  *summary
	Fault    string // of the reasons
	Letter   *letterShown
	To       string // who gets it, or that nobody does
	Show     string // the button that shows the letter
	Send     string // the one that sends it
	Kind     string // of that button
	Back     anchor
}

// A reasonChoice is a reason with the text that it brings.
type reasonChoice struct {
	Value, Name, Text, Key string
	Chosen                 bool
}

// A letterShown is a letter before it is sent.
type letterShown struct{ Subject, Text string }

func (r *reviewing) formLink(f reviewForm) string {
	return r.link(r.Links.Path("redaktionen", "granska", string(r.job.ID), f.path), nil)
}

// reviewForm answers GET and POST /redaktionen/granska/{id}/{how}.
func (s *Site) reviewForm(c echo.Context) error {
	r, err := s.reviewing(c)
	if err != nil {
		return err
	}
	for _, f := range r.forms() {
		if f.path != c.Param("how") {
			continue
		}
		if f.name == "correct" {
			return r.correct(c, f)
		}
		return r.message(c, f)
	}
	return board.ErrNotFound
}

// message shows the form of a letter, shows the letter, or sends it.
func (r *reviewing) message(c echo.Context, f reviewForm) error {
	if r.job.WaitsSince().IsZero() {
		return r.show(c, http.StatusConflict, whyNot(r.visit, r.job, r.names, r.now))
	}
	if c.Request().Method != http.MethodPost {
		return r.showMessage(c, f, url.Values{"version": {seenVersion(r.job)}}, nil)
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	seen, err := r.seen(form.Get("version"))
	if err != nil {
		return err
	}
	m := messageOf(r.visit, f, form)
	if form.Get("gor") != "skicka" {
		return r.showMessage(c, f, form, messageFaults(f, m))
	}
	decision, err := r.send(f, seen, m)
	var invalid *board.Invalid
	switch {
	case errors.As(err, &invalid):
		return r.showMessage(c, f, form, invalid)
	case err != nil:
		return r.refused(c, err)
	}
	return r.onward(c, decision)
}

func (r *reviewing) send(f reviewForm, seen desk.Seen, m desk.Message) (int64, error) {
	switch f.name {
	case "ask":
		return r.Desk.Ask(r.ctx, r.actor(), seen, m.Text)
	case "refuse":
		return r.Desk.Refuse(r.ctx, r.actor(), seen, m)
	}
	return r.Desk.Return(r.ctx, r.actor(), seen, m)
}

// messageFaults is what would keep a message from being sent.
func messageFaults(f reviewForm, m desk.Message) *board.Invalid {
	invalid := &board.Invalid{}
	if len(f.reasons) > 0 && len(m.Reasons) == 0 {
		invalid.Add(board.Fault{Field: "reasons", Code: "required"})
	}
	switch {
	case strings.TrimSpace(m.Text) == "":
		invalid.Add(board.Fault{Field: "text", Code: "required"})
	case len(m.Text) > desk.MaxLetter:
		invalid.Add(board.Fault{Field: "text", Code: "text.long", Allowed: strconv.Itoa(desk.MaxLetter)})
	}
	return invalid
}

// messageOf reads a message. Where its text was not written, it is that of its reasons.
func messageOf(v *visit, f reviewForm, form url.Values) desk.Message {
	m := desk.Message{Text: strings.TrimSpace(strings.ReplaceAll(form.Get("text"), "\r\n", "\n"))}
	var texts []string
	for _, value := range form["reason"] {
		if reason, ok := board.Parse(f.reasons, value); ok {
			m.Reasons = append(m.Reasons, reason)
			if reason != "other" {
				texts = append(texts, v.text("reason."+value+".text"))
			}
		}
	}
	if m.Text == "" {
		m.Text = strings.Join(texts, "\n\n")
	}
	return m
}

func seenVersion(j *board.Job) string {
	_, version, _ := strings.Cut(seenValue(j), ":")
	return version
}

// showMessage shows the form as it was filled in, and, when nothing is wrong with it, the letter that it makes.
func (r *reviewing) showMessage(c echo.Context, f reviewForm, form url.Values, invalid *board.Invalid) error {
	main := newMessagePage(r.visit, f, form, invalid)
	main.Headline = []string{r.job.Waiting().Headline}
	main.Action, main.Hidden = r.formLink(f), []hidden{{"version", form.Get("version")}}
	main.Back = anchor{Name: r.text("message.back"), URL: r.reviewLink(r.visit, r.job.ID)}
	main.To = r.text("message.nobody")
	if len(r.job.Owners) > 0 {
		main.To = r.text("message.to", "to", strings.Join(r.job.Owners, ", "))
	}
	if invalid != nil && len(invalid.Faults) == 0 {
		letter, err := r.letter(f, messageOf(r.visit, f, form))
		if err != nil {
			return err
		}
		main.Letter = letter
	}
	return r.writeMessage(c, r.visit, main)
}

// letter is the letter that a message makes; nil where nobody gets one.
func (r *reviewing) letter(f reviewForm, m desk.Message) (*letterShown, error) {
	if len(r.job.Owners) == 0 {
		return &letterShown{Text: m.Text}, nil
	}
	kind := f.letter
	if r.job.Revision != nil && kind == board.NoticeReturned {
		kind = board.NoticeRevisionReturned
	}
	orders, err := r.Store.OrdersOfJob(r.ctx, r.job.ID)
	if err != nil {
		return nil, err
	}
	l, err := r.Letters.Show(r.ctx, board.Notice{
		Kind: kind, To: r.job.Owners[0], Language: desk.LanguageOf(r.job), Job: r.job.ID,
		Details: map[string]string{"text": m.Text, "order": desk.Unbilled(orders)},
	})
	if errors.Is(err, mail.ErrVanished) {
		return &letterShown{Text: m.Text}, nil
	}
	if err != nil {
		return nil, err
	}
	return &letterShown{l.Subject, l.Text}, nil
}

// newMessagePage is the form with what was filled in.
func newMessagePage(v *visit, f reviewForm, form url.Values, invalid *board.Invalid) *messagePage {
	m := messageOf(v, f, form)
	form = with(form, "text", m.Text)
	typed := newFilled(v, form, invalid)
	main := &messagePage{
		Title: v.text("decide." + f.name), Choose: v.text("message.choose"), Fault: typed.faults["reasons"],
		Show: v.text("message.show"), Send: v.text("message.send." + f.name), Kind: f.kind,
		Text: typed.field(field{Name: "text", Label: v.text("message.text." + f.name), Kind: "textarea", Help: v.text("message.text_help")}),
	}
	if f.kind == "quiet" {
		main.Kind = ""
	}
	chosen := map[board.Reason]bool{}
	for _, reason := range m.Reasons {
		chosen[reason] = true
	}
	for i, reason := range f.reasons {
		choice := reasonChoice{Value: string(reason), Name: v.text("reason." + string(reason)), Chosen: chosen[reason]}
		if reason != "other" {
			choice.Text = v.text("reason." + string(reason) + ".text")
		}
		if i < 9 {
			choice.Key = string(rune('1' + i))
		}
		main.Reasons = append(main.Reasons, choice)
	}
	reasons := field{ID: "f-reason", Fault: main.Fault}
	main.Summary = typed.summary(v, reasons, main.Text)
	return main
}

func (s *Site) writeMessage(c echo.Context, v *visit, main *messagePage) error {
	status := http.StatusOK
	if main.Summary != nil {
		status = http.StatusUnprocessableEntity
	}
	return s.desk(c, v, &page{
		template: "editor/message", scripts: []string{"editor/queue"}, section: "", status: status, Title: main.Title, Main: main,
		path:   main.Action,
		Crumbs: []anchor{{Name: v.text("desk.review"), URL: v.link(s.Links.Path("redaktionen"), nil)}, {Name: main.Title, Current: "page"}},
	})
}

// returnMany asks what the owners of many ads shall be told, and sends the ads back.
func (s *Site) returnMany(c echo.Context, v *visit, form url.Values, many []desk.Seen) error {
	f, ctx := reviewForms[2], c.Request().Context()
	m := messageOf(v, f, form)
	invalid := messageFaults(f, m)
	switch form.Get("gor") {
	case "":
		invalid = nil
	case "skicka":
		if len(invalid.Faults) == 0 {
			return s.toQueue(c, v, s.Desk.ReturnAll(ctx, v.actor(), many, m))
		}
	}
	main := newMessagePage(v, f, form, invalid)
	main.Action, main.Hidden = v.link(s.Links.Path("redaktionen", "flera"), nil), []hidden{{"beslut", "tillbaka"}}
	main.Back = anchor{Name: v.text("review.back"), URL: v.link(s.Links.Path("redaktionen"), nil)}
	main.To = v.text("message.many", "n", len(many))
	ids := make([]board.ID, len(many))
	for i, seen := range many {
		ids[i] = seen.Job
		main.Hidden = append(main.Hidden, hidden{"annons", seenText(seen)})
	}
	jobs, err := s.Store.Jobs(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if j := jobs[id]; j != nil {
			main.Headline = append(main.Headline, j.Waiting().Headline)
		}
	}
	if invalid != nil && len(invalid.Faults) == 0 {
		main.Letter = &letterShown{Text: m.Text}
	}
	return s.writeMessage(c, v, main)
}
