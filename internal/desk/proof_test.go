package desk

import (
	"context"
	"errors"
	"strings"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// proof is a draft of the desk's that was sent to its customer, and the token of the letter's link.
func (h *hirer) proof(by board.Actor, change ...func(*board.Draft)) (*board.Draft, string) {
	h.Helper()
	h.editor(by.Email, by.Role)
	d, _ := h.written(by, change...)
	d, err := h.SendProof(h.Context(), by, d.ID, d.Version)
	h.must(err)
	return d, h.proofLink()
}

// editor gives somebody a role at the desk.
func (h *hirer) editor(email string, role board.DeskRole) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.SaveEditor(ctx, board.Editor{ID: board.NewID([board.IDLength]byte([]byte(email))), Email: email, Role: role, CreatedAt: h.now})
	})
}

// proofLink is the token of the link in the one letter that is due.
func (h *hirer) proofLink() string {
	h.Helper()
	due := h.notices()
	if len(due) != 1 || due[0].Kind != board.NoticeProof || due[0].To != elin {
		h.Fatalf("not one letter about a proof: %+v", due)
	}
	token, err := h.NewProof(h.Context(), due[0])
	h.must(err)
	return token
}

func (h *hirer) approve(token string) *board.Job {
	h.Helper()
	p, err := h.Proof(h.Context(), token)
	h.must(err)
	job, err := h.ApproveProof(h.Context(), token, p.Draft.Version, Acceptance{p.Quote.Terms, p.Quote.Sum()})
	h.must(err)
	return job
}

// deeds is what the audit log says was done to a job, and by whom, the earliest first.
func (h *hirer) deeds(id board.ID) (deeds []string) {
	h.Helper()
	entries, err := h.s.Entries(h.Context(), store.AuditSearch{Subject: board.Subject{Kind: board.SubjectJob, ID: string(id)}, Limit: 20})
	h.must(err)
	for _, e := range entries {
		deeds = append([]string{e.Action + " " + e.By.Email}, deeds...)
	}
	return deeds
}

func TestACustomerApprovesAProof(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, token := h.proof(reviewer)
		for range 3 { // a mail filter, and its owner
			p, err := h.Proof(h.Context(), token)
			h.must(err)
			h.wants("what is shown", []any{p.Draft.ID, p.Draft.State, p.Draft.Version, p.Job}, []any{d.ID, board.StatusUnconfirmed, d.Version, (*board.Job)(nil)})
		}
		_, err := h.ApproveProof(h.Context(), token, d.Version, Acceptance{h.terms(), 1})
		h.wants("for another price", errors.Is(err, ErrPrice), true)
		_, err = h.ApproveProof(h.Context(), token, d.Version, Acceptance{"others", h.accepts(reviewer, d, "").Sum})
		h.wants("under other terms", codes(err), "terms required")
		job := h.approve(token)
		h.wants("the ad", []any{job.Status(h.now), job.Owners, job.Decision.By}, []any{board.StatusLive, []string{elin}, reviewer.Email})
		h.wants("who did what", h.deeds(job.ID), []string{"proof.approve " + elin, "job.approve " + reviewer.Email})
		orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
		h.must(err)
		h.wants("the order", []any{len(orders), orders[0].Terms, orders[0].Invoice.BuyerReference}, []any{1, h.terms(), peppol(t).BuyerReference})
		h.wants("the letters", h.mail(), []string{"approved " + elin, "ordered " + elin})

		again, err := h.ApproveProof(h.Context(), token, d.Version, Acceptance{})
		h.must(err)
		h.wants("a second press", again.ID, job.ID)
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("the link afterwards", []any{p.Draft, p.Job.ID}, []any{(*board.Draft)(nil), job.ID})
		h.kind("a comment by then", h.CommentProof(h.Context(), token, "Vänta!"), board.ErrGone)
	})
}

func TestWhatIsSentByWhoMayNotPublishIsReviewed(t *testing.T) {
	hirers(t, func(h *hirer) {
		_, token := h.proof(sales)
		job := h.approve(token)
		h.wants("the ad", job.State, board.StatusInReview)
		h.wants("who did what", h.deeds(job.ID), []string{"proof.approve " + elin})
	})
}

func TestWhoMayNoLongerPublishApprovesNothingBeforehand(t *testing.T) {
	hirers(t, func(h *hirer) {
		_, token := h.proof(reviewer)
		h.editor(reviewer.Email, board.DeskSales)
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("what the customer is told", p.Draft.Proof.Reviewed, false)
		job := h.approve(token)
		h.wants("the ad", job.State, board.StatusInReview)
		h.wants("the log", h.deeds(job.ID), []string{"proof.approve " + elin})
	})
}

func TestAnApprovedProofIsPublishedWhenItWasWished(t *testing.T) {
	hirers(t, func(h *hirer) {
		later := h.now.AddDate(0, 0, 5)
		_, token := h.proof(reviewer, func(d *board.Draft) { d.PublishAt = later })
		job := h.approve(token)
		h.wants("the ad", []any{job.Status(h.now), job.Run.From}, []any{board.StatusScheduled, later})
	})
}

func TestACustomerWantsSomethingChanged(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, token := h.proof(reviewer)
		h.wants("without words", codes(h.CommentProof(h.Context(), token, " \n")), "text comment")
		h.wants("with too many", codes(h.CommentProof(h.Context(), token, strings.Repeat("x", board.MaxComment+1))), "text long")
		h.must(h.CommentProof(h.Context(), token, "Sista dag ska vara den 12."))
		h.must(h.CommentProof(h.Context(), token, "Sista dag ska vara den 12."))
		h.wants("who sent it is told", h.mail(), []string{"proof_comment " + reviewer.Email})
		proofs, err := h.Proofs(h.Context(), sales)
		h.must(err)
		h.wants("the desk's list", []any{len(proofs), proofs[0].ProofState(), proofs[0].Proof.Comment}, []any{1, board.ProofCommented, "Sista dag ska vara den 12."})
		_, err = h.ApproveProof(h.Context(), token, 0, Acceptance{Terms: h.terms()})
		h.kind("approved meanwhile", err, board.ErrConflict)

		d, err = h.SaveDraft(h.Context(), sales, d.ID, "", 0, func(d *board.Draft) { d.Ad.Deadline = h.in(12) })
		h.must(err)
		h.wants("while the desk changes it", d.ProofState(), board.ProofCommented)
		_, err = h.SendProof(h.Context(), reviewer, d.ID, d.Version)
		h.must(err)
		second := h.proofLink()
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("the first letter's link", []any{p.Draft.State, p.Draft.Proof.Comment, p.Draft.Ad.Deadline}, []any{board.StatusUnconfirmed, "", h.in(12)})
		h.wants("the ad", h.approve(second).Status(h.now), board.StatusLive)
		p, err = h.Proof(h.Context(), token)
		h.must(err)
		h.wants("the first letter's link, at last", p.Job.ID, d.ID)
	})
}

func TestACustomerChangesAProofInTheForm(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, token := h.proof(reviewer)
		_, err := h.Draft(h.Context(), nobody, d.ID, "")
		h.kind("before", err, board.ErrNotFound)
		id, key, err := h.TakeProof(h.Context(), token)
		h.must(err)
		d, err = h.SaveDraft(h.Context(), nobody, id, key, 0, func(d *board.Draft) { d.Ad.Headline = "Två upphandlare" })
		h.must(err)
		h.wants("the desk sees", d.ProofState(), board.ProofTaken)
		_, key, err = h.TakeProof(h.Context(), token)
		h.must(err)
		_, err = h.submit(nobody, d, key)
		h.kind("with the version of another browser", err, board.ErrConflict)
		d, err = h.Draft(h.Context(), nobody, id, key)
		h.must(err)
		s, err := h.submit(nobody, d, key)
		h.must(err)
		h.wants("ordered in the form", []any{s.Draft.State, h.mail()}, []any{board.StatusUnconfirmed, []string{"confirm " + elin}})
		job := h.approve(token)
		h.wants("what the customer has written", []any{job.State, job.Ad.Headline}, []any{board.StatusInReview, "Två upphandlare"})
	})
}

func TestAProofThatIsSentAgainIsNoLongerTheCustomersToChange(t *testing.T) {
	hirers(t, func(h *hirer) {
		_, token := h.proof(reviewer)
		id, key, err := h.TakeProof(h.Context(), token)
		h.must(err)
		_, err = h.SendProof(h.Context(), reviewer, id, 0)
		h.must(err)
		_, err = h.Draft(h.Context(), nobody, id, key)
		h.kind("the key", err, board.ErrNotFound)
	})
}

func TestWhoMayDoWhatWithADraftOfTheDesks(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, _ := h.written(sales)
		for what, by := range map[string]board.Actor{"finance": finance, "its customer": asElin, "another": other} {
			_, err := h.SendProof(h.Context(), by, d.ID, d.Version)
			h.kind(what+" sends it", err, board.ErrForbidden)
		}
		_, err := h.Proofs(h.Context(), finance)
		h.kind("finance lists them", err, board.ErrForbidden)
		_, err = h.Draft(h.Context(), asElin, d.ID, "")
		h.kind("its customer, before it is sent", err, board.ErrNotFound)
		mine, err := h.MyAds(h.Context(), asElin)
		h.must(err)
		h.wants("the customer's list", len(mine.Drafts), 0)
		d, err = h.SendProof(h.Context(), reviewer, d.ID, d.Version) // another than who began it
		h.must(err)
		_, err = h.Draft(h.Context(), asElin, d.ID, "")
		h.must(err)
		_, err = h.SendProof(h.Context(), sales, d.ID, d.Version-1)
		h.kind("of two at the desk the second", err, board.ErrConflict)
		own, key := h.written(nobody)
		_, err = h.SendProof(h.Context(), reviewer, own.ID, 0)
		h.kind("somebody's own draft", err, board.ErrNotFound)
		_, err = h.Proof(h.Context(), key)
		h.kind("a secret for something else", err, board.ErrNotFound)
	})
}

func TestWhatWasAgreedIsForWhomTheProofWasSent(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.must(h.SaveCustomerPrices(h.Context(), sales, h.ekby.ID, 0, map[board.Package]int64{"basic": 1000}, "Avtal 2026"))
		_, token := h.proof(reviewer)
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("the customer's price", p.Quote.Order.Total(), int64(1000))
		id, key, err := h.TakeProof(h.Context(), token)
		h.must(err)
		price := func() int64 {
			q, err := h.Quote(h.Context(), nobody, id, key)
			h.must(err)
			return q.Order.Total()
		}
		h.wants("in the form", price(), int64(1000))
		_, err = h.SaveDraft(h.Context(), nobody, id, key, 0, func(d *board.Draft) { d.Client.For, d.Ad.Agency.Name = board.ForOther, "Byrån AB" })
		h.must(err)
		h.wants("for an agency", price() > 1000, true)
	})
}

func TestARemindedProofStays(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, token := h.proof(reviewer)
		h.must(h.OpenedProof(h.Context(), token))
		h.now = h.now.AddDate(0, 0, 3)
		h.must(h.RemindOfProof(h.Context(), sales, d.ID, d.Version))
		h.wants("another letter's link", h.proofLink() != token, true)
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("what the customer has before them", []any{p.Draft.Version, p.Draft.Proof.Reviewed, p.Draft.Proof.OpenedAt.IsZero()}, []any{d.Version, true, false})
		h.wants("the ad", h.approve(token).Status(h.now), board.StatusLive)
		h.kind("another reminder", h.RemindOfProof(h.Context(), sales, d.ID, 0), board.ErrNotFound)
	})
}

func TestADraftOfTheDesksVanishesLikeOthersAndTheDeskIsTold(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, token := h.proof(reviewer)
		h.now = h.now.AddDate(0, 0, board.DraftDays-board.DraftWarning)
		h.must(h.ForgetDrafts(h.Context()))
		h.wants("the letter", h.mail(), []string{"vanishing " + reviewer.Email})
		h.now = h.now.AddDate(0, 0, board.DraftWarning-1)
		_, err := h.Proof(h.Context(), token)
		h.must(err)
		h.now = h.now.AddDate(0, 0, 1)
		h.must(h.ForgetDrafts(h.Context()))
		_, err = h.DeskProof(h.Context(), reviewer, d.ID)
		h.kind("the draft", err, board.ErrNotFound)
		_, err = h.Proof(h.Context(), token)
		h.kind("the link", err, board.ErrGone)
	})
}

func TestADraftForACustomerBeginsWithAnyAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		old := h.live(asElin)
		begin := func(customer string) *board.Draft {
			d, _, err := h.StartDraft(h.Context(), sales, Start{Copy: old.ID, Customer: customer}, browse)
			h.must(err)
			return d
		}
		hers := begin(" Elin@Ekby.example ")
		h.wants("its owner's", []any{hers.Owner, hers.Order.Invoice.BuyerReference, hers.Ad.Apply.Email}, []any{elin, peppol(t).BuyerReference, old.Ad.Apply.Email})
		theirs := begin("nils@annat.example")
		h.wants("another's", []any{theirs.Owner, theirs.Order.Invoice.BuyerReference, theirs.Ad.Apply.Email, theirs.Ad.Headline},
			[]any{"nils@annat.example", "", "", old.Ad.Headline})
		_, _, err := h.StartDraft(h.Context(), other, Start{Copy: old.ID}, browse)
		h.kind("who is not at the desk", err, board.ErrNotFound)
		_, _, err = h.StartDraft(h.Context(), finance, Start{}, browse)
		h.kind("finance", err, board.ErrForbidden)
	})
}

func TestADiscountIsWhatTheDeskGave(t *testing.T) {
	hirers(t, func(h *hirer) {
		discount := func(d *board.Draft) { d.Order.Discount, d.Order.Reason = 500, "Första annonsen" }
		d, _ := h.written(reviewer, discount)
		h.wants("by an editor, who has no say in prices", d.Order.Discount, int64(0))
		d, token := h.proof(sales, discount)
		h.wants("by sales", d.Order.Discount, int64(500))
		p, err := h.Proof(h.Context(), token)
		h.must(err)
		h.wants("what the customer is shown", p.Quote.Order.Lines[len(p.Quote.Order.Lines)-1].Price, int64(-500))
		_, key, err := h.TakeProof(h.Context(), token)
		h.must(err)
		save := func(edit func(*board.Draft)) int64 {
			d, err = h.SaveDraft(h.Context(), nobody, d.ID, key, 0, edit)
			h.must(err)
			return d.Order.Discount
		}
		h.wants("the customer gives more", save(func(d *board.Draft) { d.Order.Discount = 5000 }), int64(500))
		h.wants("the customer writes its name otherwise", save(func(d *board.Draft) { d.Employer.Name = "Ekby" }), int64(500))
		taken := *d
		h.wants("it is for somebody else", save(func(d *board.Draft) { d.Employer = board.NewEmployer{Name: "Viken AB", Sector: board.SectorPrivate} }), int64(0))
		_, err = h.SaveDraft(h.Context(), sales, d.ID, "", 0, func(d *board.Draft) { *d = taken })
		h.must(err)
		h.wants("the customer wants something else", save(func(d *board.Draft) { d.Package = "premium" }), int64(0))
	})
}

func TestNoLogoIsOfferedOfAnEmployerThatNobodyKnows(t *testing.T) {
	hirers(t, func(h *hirer) {
		for _, by := range []board.Actor{sales, asElin, nobody} {
			key, err := h.OfferedLogo(h.Context(), by, 0)
			h.must(err)
			h.wants("the logo", key, "")
		}
	})
}
