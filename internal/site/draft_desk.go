package site

import (
	"net/http"
	"net/url"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// The desk fills in the same form for a customer: in its own frame, in its own words where they differ, and with a proof to
// send where others order.

// atDesk says whether somebody at the desk fills in the draft for a customer.
func (f *drafting) atDesk() bool {
	return f.draft != nil && f.draft.Begun.AtDesk && f.visit.editor.Role.May(board.PermPlace)
}

// A comment is what a customer wants changed.
type comment struct {
	By    string // who, and when
	Lines []string
}

// commentOf is what the customer of a draft wants changed, nil for nothing.
func commentOf(v *visit, d *board.Draft) *comment {
	if d.Proof.Comment == "" {
		return nil
	}
	lines := strings.FieldsFunc(d.Proof.Comment, func(r rune) bool { return r == '\n' || r == '\r' })
	return &comment{By: v.text("proof.comment.by", "email", d.Owner, "time", words.Moment(v.lang, d.Proof.Commented)), Lines: lines}
}

// showAtDesk shows a step in the desk's frame.
func (f *drafting) showAtDesk(p *page, main *stepPage) error {
	main.Mail, main.Comment, main.Lacking = "", commentOf(f.visit, f.draft), f.text("proof.missing")
	if main.Last {
		main.Go = stepButton{Value: "korrektur", Name: f.text("proof.send")}
	}
	if main.Order != nil {
		main.Order.Small = f.text("proof.send.small")
	}
	p.section = ""
	p.Crumbs = append(proofCrumbs(f.Site, f.visit), anchor{Name: draftName(f.visit, f.draft), URL: f.link(f.proofPath(f.draft.ID), nil)}, anchor{Name: main.Title, Current: "page"})
	return f.Site.desk(f.c, f.visit, p)
}

// sendProof sends the draft to its customer, to be approved.
func (f *drafting) sendProof(form url.Values) error {
	f.at = len(f.steps) - 1
	if !f.atDesk() {
		return board.ErrForbidden
	}
	if wrong := f.wrong(f.draft); anyWrong(wrong) {
		return f.show(http.StatusUnprocessableEntity, f.typed(form), wrong[f.at])
	}
	draft, err := f.Desk.SendProof(f.c.Request().Context(), f.actor(), f.draft.ID, f.draft.Version)
	if err != nil {
		return f.notOrdered(form, err)
	}
	return f.seeOther(f.c, f.visit, f.proofPath(draft.ID), "proof_sent")
}
