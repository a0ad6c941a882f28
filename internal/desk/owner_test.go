package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

var other = board.Actor{Kind: board.ActorOwner, Email: "x@elsewhere.example"}

// live is an ad of the employer's that readers see.
func (h *hirer) live(by board.Actor, change ...func(*board.Draft)) *board.Job {
	h.Helper()
	return h.approved(h.handedIn(by, change...))
}

func (h *hirer) approved(job *board.Job) *board.Job {
	h.Helper()
	h.now = h.now.Add(time.Minute)
	_, err := h.Approve(h.Context(), boss, seenOf(job), time.Time{})
	h.must(err)
	h.now = h.now.Add(time.Minute)
	h.mail()
	return h.job(job.ID)
}

var boss = board.Actor{Kind: board.ActorEditor, Email: "ada@example.se", Role: board.DeskAdmin}

func seenOf(job *board.Job) Seen { return Seen{job.ID, job.Version} }

func (h *hirer) job(id board.ID) *board.Job {
	h.Helper()
	job, err := h.s.Job(h.Context(), id)
	h.must(err)
	return job
}

func (h *hirer) in(days int) board.Deadline {
	return board.Deadline{Date: board.DateOf(h.now).AddDays(days)}
}

func TestAWordThatIsBlockedLaterKeepsNobodyFromMendingTheRest(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin, func(d *board.Draft) { d.Ad.Headline = "Kryptospecialist, krypto" })
		h.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveSetting(ctx, board.SettingBlockedWords, "krypto", "a@example.se", h.now)
		})
		ad := job.Ad
		ad.Apply.Reference = "2026/12"
		e, err := h.EditAd(h.Context(), asElin, seenOf(job), ad)
		h.must(err)
		ad.Title = "Krypto"
		_, err = h.EditAd(h.Context(), asElin, seenOf(e.Job), ad)
		h.wants("what is new", faults(err), "title blocked")
	})
}

func TestAnothersAdIsNotThere(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		draft, _ := h.written(asElin)
		for what, call := range map[string]func(by board.Actor) error{
			"look": func(by board.Actor) error { _, _, err := h.MyAd(h.Context(), by, job.ID); return err },
			"edit": func(by board.Actor) error { _, err := h.EditAd(h.Context(), by, seenOf(job), job.Ad); return err },
			"extend": func(by board.Actor) error {
				_, err := h.ExtendAd(h.Context(), by, seenOf(job), Extension{})
				return err
			},
			"end": func(by board.Actor) error {
				_, err := h.EndAd(h.Context(), by, seenOf(job), board.EndFilled)
				return err
			},
			"withdraw": func(by board.Actor) error {
				_, err := h.WithdrawNow(h.Context(), by, job.ID, board.EndAsked)
				return err
			},
			"cancel":       func(by board.Actor) error { _, err := h.CancelOrder(h.Context(), by, seenOf(job)); return err },
			"add owner":    func(by board.Actor) error { _, err := h.AddOwner(h.Context(), by, seenOf(job), by.Email); return err },
			"remove owner": func(by board.Actor) error { _, err := h.RemoveOwner(h.Context(), by, seenOf(job), elin); return err },
			"numbers":      func(by board.Actor) error { _, err := h.Numbers(h.Context(), by, job.ID); return err },
			"certificate":  func(by board.Actor) error { _, err := h.Certificate(h.Context(), by, job.ID); return err },
			"copy": func(by board.Actor) error {
				_, _, err := h.StartDraft(h.Context(), by, Start{Copy: job.ID}, browse)
				return err
			},
			"advertise again": func(by board.Actor) error {
				_, _, err := h.StartDraft(h.Context(), by, Start{Readvertise: job.ID}, browse)
				return err
			},
			"logo":      func(by board.Actor) error { _, err := h.SaveAdLogo(h.Context(), by, seenOf(job), nil); return err },
			"its logo":  func(by board.Actor) error { _, err := h.LogoOfAd(h.Context(), by, job.ID); return err },
			"more days": func(by board.Actor) error { _, err := h.ExtensionQuote(h.Context(), by, job.ID); return err },
			"change order": func(by board.Actor) error {
				_, err := h.ChangeOrder(h.Context(), by, seenOf(job), h.asItIs(job))
				return err
			},
			"what it costs": func(by board.Actor) error {
				_, err := h.ChangeQuote(h.Context(), by, job.ID, h.asItIs(job))
				return err
			},
			"draft": func(by board.Actor) error { _, err := h.Draft(h.Context(), by, draft.ID, ""); return err },
		} {
			for _, by := range []board.Actor{other, nobody, {Kind: board.ActorOwner, Email: "elin@upphandling.ekby.example"}} {
				h.kind(what+" by "+by.Email, call(by), board.ErrNotFound)
			}
		}
		key, err := h.OfferedLogo(h.Context(), other, h.ekby.ID)
		h.must(err)
		h.wants("the logo that a stranger is offered", key, "")
		h.wants("the ad", h.job(job.ID).Status(h.now), board.StatusLive)
		mine, err := h.MyAds(h.Context(), other)
		h.must(err)
		h.wants("a stranger's ads", len(mine.Jobs)+len(mine.Drafts), 0)
	})
}

func TestWhatAnOwnerChangesOfALiveAd(t *testing.T) {
	situations := []struct {
		name    string
		change  func(h *hirer, ad *board.Ad)
		trusted bool
		live    bool // readers see it at once
		waits   bool
	}{
		{"nothing", func(*hirer, *board.Ad) {}, false, false, false},
		{"a contact", func(_ *hirer, ad *board.Ad) { ad.Contacts = []board.Contact{{Name: "Ny"}} }, false, true, false},
		{"numbers, start and how many", func(_ *hirer, ad *board.Ad) {
			ad.Apply.Reference, ad.RegistryNumber, ad.Terms.Vacancies = "7", "KS 2026/1", 2
			ad.Terms.Start = board.Start{Term: "by_agreement"}
		}, false, true, false},
		{"a later deadline", func(h *hirer, ad *board.Ad) { ad.Deadline = h.in(30) }, false, true, false},
		{"an earlier deadline", func(h *hirer, ad *board.Ad) { ad.Deadline = h.in(10) }, false, false, true},
		{"the text", func(_ *hirer, ad *board.Ad) { ad.Text.HTML = "<p>Annat.</p>" }, false, false, true},
		{"the text and a contact", func(_ *hirer, ad *board.Ad) {
			ad.Text.HTML, ad.Contacts = "<p>Annat.</p>", []board.Contact{{Name: "Ny"}}
		}, false, true, true},
		{"the text, trusted", func(_ *hirer, ad *board.Ad) { ad.Text.HTML = "<p>Annat.</p>" }, true, true, false},
	}
	hirers(t, func(h *hirer) {
		for _, s := range situations {
			job := h.live(asElin, func(d *board.Draft) { d.CoOwners = []string{"inkop@ekby.example"} })
			if s.trusted {
				h.trusted(elin)
			}
			ad := job.Ad
			s.change(h, &ad)
			e, err := h.EditAd(h.Context(), asElin, seenOf(job), ad)
			h.must(err)
			h.wants(s.name+": live, waits", []bool{e.Live, e.Waits}, []bool{s.live, s.waits})
			h.wants(s.name+": a revision", h.job(job.ID).Revision != nil, s.waits)
			told := []string{}
			if s.live {
				told = append(told, "edit_live inkop@ekby.example")
			}
			h.wants(s.name+": who is told", h.mail(), told)
			h.wants(s.name+": for the desk to look at", h.toLookAt(job.ID), s.live)
			h.wants(s.name+": extended", !h.job(job.ID).Extension.From.IsZero(), s.name == "a later deadline")
		}
	})
}

func TestWhoChangesAnAdAgainAndAgainFillsNobodysMailbox(t *testing.T) {
	hirers(t, func(h *hirer) {
		job, told := h.live(asElin, func(d *board.Draft) { d.CoOwners = []string{"inkop@ekby.example"} }), 0
		for i := range 20 {
			ad := job.Ad
			ad.Apply.Reference = fmt.Sprint(i)
			e, err := h.EditAd(h.Context(), asElin, seenOf(job), ad)
			h.must(err)
			job, told = e.Job, told+len(h.mail())
		}
		h.wants("letters", told, editsTo[0].most)
		h.now = h.now.AddDate(0, 0, 1)
		ad := job.Ad
		ad.Apply.Reference = "the next day"
		_, err := h.EditAd(h.Context(), asElin, seenOf(job), ad)
		h.must(err)
		h.wants("letters on the next day", h.mail(), []string{"edit_live inkop@ekby.example"})
	})
}

// toLookAt says whether the desk is shown that the ad's owner has changed it.
func (h *hirer) toLookAt(id board.ID) bool {
	h.Helper()
	edits, err := h.s.OwnerEdits(h.Context(), 100)
	h.must(err)
	return slices.ContainsFunc(edits, func(e store.OwnerEdit) bool { return e.Job == id })
}

func TestTheDeskLooksAtWhatOwnersChange(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		ad := job.Ad
		ad.Terms.Vacancies = 2
		_, err := h.EditAd(h.Context(), asElin, Seen{Job: job.ID}, ad)
		h.must(err)
		first := h.now
		h.now = h.now.Add(time.Hour)
		ad.Terms.Vacancies = 3
		_, err = h.EditAd(h.Context(), asElin, Seen{Job: job.ID}, ad)
		h.must(err)
		edits, err := h.s.OwnerEdits(h.Context(), 100)
		h.must(err)
		h.wants("of two changes", []any{len(edits), edits[0].Before.Terms.Vacancies, edits[0].Since.Equal(first), edits[0].By}, []any{1, job.Ad.Terms.Vacancies, true, elin})
		h.kind("by its owner", h.LookedAt(h.Context(), asElin, job.ID, h.now), board.ErrForbidden)
		h.kind("what was changed again since", h.LookedAt(h.Context(), boss, job.ID, first), board.ErrConflict)
		h.must(h.LookedAt(h.Context(), boss, job.ID, h.now))
		h.wants("afterwards", h.toLookAt(job.ID), false)
		_, err = h.ExtendAd(h.Context(), asElin, Seen{Job: job.ID}, Extension{Deadline: h.in(30), Reason: "holiday"})
		h.must(err)
		h.wants("extended", h.toLookAt(job.ID), true)
	})
}

func TestAChangeThatIsTakenBackNoLongerWaits(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		ad := job.Ad
		ad.Headline = "Inköpare till Ekby kommun"
		e, err := h.EditAd(h.Context(), asElin, seenOf(job), ad)
		h.must(err)
		_, err = h.EditAd(h.Context(), asElin, seenOf(job), ad)
		h.kind("of a version that is no more", err, board.ErrConflict)
		e, err = h.EditAd(h.Context(), asElin, seenOf(e.Job), job.Ad)
		h.must(err)
		h.wants("live, waits, revision", []bool{e.Live, e.Waits, h.job(job.ID).Revision != nil}, []bool{false, false, false})
		ad.Headline = ""
		_, err = h.EditAd(h.Context(), asElin, Seen{Job: job.ID}, ad)
		h.wants("without a headline", faults(err), "headline required")
	})
}

func TestAnEditBeyondThePackageLeadsToAnExtensionOnceReadersSeeTheAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		for _, c := range []struct {
			job  *board.Job
			want string
		}{{h.live(asElin), "application_deadline deadline.beyond"}, {h.handedIn(asElin), "application_deadline deadline.far"}} {
			ad := c.job.Ad
			ad.Deadline = h.in(50)
			_, err := h.EditAd(h.Context(), asElin, seenOf(c.job), ad)
			h.wants("a day beyond the package", faults(err), c.want)
		}
	})
}

func TestAReturnedAdIsMended(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.handedIn(asElin)
		_, err := h.Return(h.Context(), boss, seenOf(job), Message{Reasons: []board.Reason{"headline"}, Text: "Skriv tjänsten."})
		h.must(err)
		job = h.job(job.ID)
		e, err := h.EditAd(h.Context(), asElin, seenOf(job), job.Ad)
		h.must(err)
		h.wants("the state", []any{e.Job.State, e.Waits}, []any{board.StatusInReview, true})
	})
}

func TestAnOwnerExtends(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		extend := func(days int, change ...func(*Extension)) error {
			e := Extension{Deadline: h.in(days), Reason: "holiday"}
			for _, c := range change {
				c(&e)
			}
			_, err := h.ExtendAd(h.Context(), asElin, Seen{Job: job.ID}, e)
			return err
		}
		h.must(extend(40))
		h.wants("the extension", h.job(job.ID).Extension.Reason, "holiday")
		err := extend(50)
		h.wants("beyond the package", faults(err), "application_deadline deadline.beyond")
		err = extend(41, func(e *Extension) { e.Reason = "" })
		h.wants("without a reason", faults(err), "reason choose_reason")
		err = extend(40)
		h.wants("the day that it is", faults(err), "application_deadline deadline.later")
		buy := h.bought(job.ID)
		err = extend(50, buy, func(e *Extension) { e.Accepts.Terms = "" })
		h.wants("bought without the terms", faults(err), "terms required")
		err = extend(50, buy, func(e *Extension) { e.Accepts.Sum -= 100 })
		h.wants("for a price that was not accepted", errors.Is(err, ErrPrice), true)
		h.must(extend(50, buy))
		h.now = h.now.Add(2 * time.Minute)
		_, err = h.FollowAds(h.Context())
		h.must(err)
		orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
		h.must(err)
		h.wants("the orders", []any{len(orders), orders[1].Total(), orders[1].State}, []any{2, 1900, board.OrderPublished})
		err = extend(120, buy)
		h.wants("beyond all days", faults(err), "application_deadline deadline.last")
	})
}

func TestTheTimeOfAnAdWithoutADeadlineIsNotExtendedToAnEarlierDay(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin, func(d *board.Draft) { d.Ad.Deadline, d.Ad.Continuous = board.Deadline{}, true })
		_, err := h.ExtendAd(h.Context(), asElin, seenOf(job), Extension{Deadline: h.in(5), Reason: "holiday"})
		h.wants("five days, of forty-five", []any{faults(err), h.job(job.ID).Run.Until.Equal(job.Run.Until)}, []any{"application_deadline deadline.later", true})
	})
}

// bought is that an owner also wants days beyond their ad's package, for the price that is shown.
func (h *hirer) bought(id board.ID) func(*Extension) {
	return func(e *Extension) {
		h.Helper()
		q, err := h.ExtensionQuote(h.Context(), asElin, id)
		h.must(err)
		e.Buy, e.Accepts = true, Acceptance{q.Terms, q.Sum()}
	}
}

func TestOneExtensionIsAPartOfPremium(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin, func(d *board.Draft) { d.Package = premium })
		byOwner := func(e Extension) error {
			h.bought(job.ID)(&e)
			_, err := h.ExtendAd(h.Context(), asElin, Seen{Job: job.ID}, e)
			return err
		}
		byDesk := func(e Extension) error {
			return h.SetDeadline(h.Context(), boss, seenOf(h.job(job.ID)), e.Deadline, e.Reason, "")
		}
		for _, s := range []struct {
			what   string
			extend func(Extension) error
			days   int
			orders int
		}{{"within its days", byOwner, 50, 1}, {"the desk's", byDesk, 65, 1}, {"the first beyond them", byOwner, 85, 1}, {"the second", byOwner, 105, 2}} {
			h.must(s.extend(Extension{Deadline: h.in(s.days), Reason: "holiday"}))
			h.wants(s.what, len(h.bills(job.ID))/2, s.orders)
		}
	})
}

func TestHowAnOwnerEndsAnAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		reports := 0
		for reason, want := range map[string]board.Status{
			board.EndFilled: board.StatusFilled, board.EndCancelled: board.StatusCancelled, board.EndEnoughApplicants: board.StatusExpired,
			board.EndError: board.StatusWithdrawn, board.EndNotOurs: board.StatusWithdrawn,
		} {
			job := h.live(asElin)
			job, err := h.EndAd(h.Context(), asElin, seenOf(job), reason)
			h.must(err)
			h.wants(reason, job.Status(h.now), want)
			open, err := h.s.OpenReports(h.Context())
			h.must(err)
			h.wants(reason+": the desk is told", open > reports, reason == board.EndNotOurs)
			reports = open
			h.now = h.now.Add(2 * time.Minute)
			_, err = h.FollowAds(h.Context())
			h.must(err)
			orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
			h.must(err)
			h.wants(reason+": what was shown is invoiced", orders[0].State, board.OrderPublished)
		}
	})
}

func TestCancelledBeforePublicationNothingIsInvoiced(t *testing.T) {
	hirers(t, func(h *hirer) {
		cancelled := h.handedIn(asElin)
		_, err := h.CancelOrder(h.Context(), asElin, seenOf(cancelled))
		h.must(err)
		taken := h.handedIn(asElin)
		_, err = h.WithdrawNow(h.Context(), asElin, taken.ID, board.EndAsked)
		h.must(err)
		for _, job := range []*board.Job{cancelled, taken} {
			orders, err := h.s.OrdersOfJob(h.Context(), job.ID)
			h.must(err)
			h.wants("the order", orders[0].State, board.OrderVoid)
			h.wants("the ad", h.job(job.ID).State, board.StatusWithdrawn)
		}
		_, err = h.CancelOrder(h.Context(), asElin, seenOf(h.live(asElin)))
		h.kind("after publication", err, board.ErrConflict)
	})
}

func TestOneToFiveOwners(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		_, err := h.RemoveOwner(h.Context(), asElin, seenOf(job), elin)
		h.wants("the last", faults(err), "owners last_owner")
		for _, email := range []string{"a@ekby.example", "b@ekby.example", "c@ekby.example", "d@ekby.example"} {
			job, err = h.AddOwner(h.Context(), asElin, seenOf(job), email)
			h.must(err)
		}
		h.wants("who is told", h.mail(), []string{"owner_added a@ekby.example", "owner_added b@ekby.example", "owner_added c@ekby.example", "owner_added d@ekby.example"})
		_, err = h.AddOwner(h.Context(), asElin, seenOf(job), "e@ekby.example")
		h.wants("the sixth", faults(err), "owners too_many")
		_, err = h.AddOwner(h.Context(), asElin, seenOf(job), "nobody")
		h.wants("no address", faults(err), "owners email")
		job, err = h.RemoveOwner(h.Context(), board.Actor{Kind: board.ActorOwner, Email: "a@ekby.example"}, seenOf(job), elin)
		h.must(err)
		_, _, err = h.MyAd(h.Context(), asElin, job.ID)
		h.kind("who is no owner any more", err, board.ErrNotFound)
	})
}

func TestAnAdIsAdvertisedAgainAndCopied(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		copied, key, err := h.StartDraft(h.Context(), asElin, Start{Copy: job.ID}, browse)
		h.must(err)
		h.wants("a copy", []any{copied.Ad.Headline, copied.Ad.Deadline, copied.Readvertise.Of, copied.Owner, copied.Order.Invoice.BuyerReference, key},
			[]any{job.Ad.Headline, board.Deadline{}, "", elin, "FM1234", ""})
		_, _, err = h.StartDraft(h.Context(), asElin, Start{Readvertise: job.ID}, browse)
		h.kind("again while it is live", err, board.ErrConflict)
		_, err = h.EndAd(h.Context(), asElin, seenOf(job), board.EndEnoughApplicants)
		h.must(err)
		h.now = h.now.Add(time.Hour)
		again, _, err := h.StartDraft(h.Context(), asElin, Start{Readvertise: job.ID, ApplyAgain: true}, browse)
		h.must(err)
		h.wants("again", again.Readvertise, board.Readvertise{Of: job.ID, ApplyAgain: true})
		again, err = h.SaveDraft(h.Context(), asElin, again.ID, "", 0, func(d *board.Draft) { d.Ad.Deadline = h.in(20) })
		h.must(err)
		q, err := h.Quote(h.Context(), asElin, again.ID, "")
		h.must(err)
		h.wants("its price", q.Order.Total(), 4450)
		done, err := h.submit(asElin, again, "")
		h.must(err)
		h.wants("the new ad", done.Job.Readvertise.Of, job.ID)
	})
}

func TestALogoIsTheEmployers(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key := h.written(nobody)
		d, err := h.SaveDraftLogo(h.Context(), nobody, d.ID, key, d.Version, drawn(h, color.Black))
		h.must(err)
		_, err = h.SaveDraftLogo(h.Context(), nobody, d.ID, key, 0, []byte("<svg/>"))
		if err == nil {
			t.Error("a drawing was taken")
		}
		h.now = h.now.Add(time.Minute)
		sent, err := h.submit(nobody, d, key)
		h.must(err)
		done, err := h.submit(asElin, sent.Draft, "") // she has signed in since, and presses again
		h.must(err)
		job := done.Job
		has := func() string {
			e, err := h.s.Employer(h.Context(), h.ekby.ID)
			h.must(err)
			return e.Logo
		}
		h.wants("before its ad is approved", has(), "")
		undone, err := h.Approve(h.Context(), boss, seenOf(job), time.Time{})
		h.must(err)
		h.wants("approved", has(), d.Logo)
		_, err = h.Undo(h.Context(), boss, undone)
		h.must(err)
		h.wants("taken back", has(), "")
		h.approved(h.job(job.ID))
		h.wants("approved again", has(), d.Logo)

		offered, err := h.OfferedLogo(h.Context(), asElin, h.ekby.ID)
		h.must(err)
		h.wants("offered next time", offered, d.Logo)
		change := func(to color.Color) error {
			_, err := h.SaveAdLogo(h.Context(), asElin, Seen{Job: job.ID}, drawn(h, to))
			return err
		}
		h.kind("changed by who is not trusted", change(color.White), board.ErrNotFound)
		h.trusted(elin)
		h.must(change(color.White))
		if has() == d.Logo {
			t.Error("the logo is the old one")
		}
	})
}

func TestADraftTakesSoManyPicturesADay(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key := h.written(nobody)
		for i := range logosOn[0].most {
			_, err := h.SaveDraftLogo(h.Context(), nobody, d.ID, key, 0, drawn(h, color.Gray{uint8(i)}))
			h.must(err)
		}
		_, err := h.SaveDraftLogo(h.Context(), nobody, d.ID, key, 0, drawn(h, color.White))
		h.kind("one more", err, board.ErrTooMany)
		_, err = h.SaveDraftLogo(h.Context(), nobody, d.ID, key, 0, nil)
		h.must(err)
	})
}

// drawn is a small picture.
func TestAnAdTakesSoManyPicturesADay(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.handedIn(asElin)
		for i := range logosOn[0].most {
			_, err := h.SaveAdLogo(h.Context(), asElin, Seen{Job: job.ID}, drawn(h, color.Gray{Y: uint8(i)}))
			h.must(err)
		}
		_, err := h.SaveAdLogo(h.Context(), asElin, Seen{Job: job.ID}, []byte("<svg/>"))
		h.kind("one more", err, board.ErrTooMany)
		_, err = h.SaveAdLogo(h.Context(), asElin, Seen{Job: job.ID}, nil)
		h.kind("none", err, nil)
	})
}

func drawn(h *hirer, c color.Color) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 400, 200))
	for x := range 200 {
		for y := range 100 {
			img.Set(100+x, 50+y, c)
		}
	}
	var b bytes.Buffer
	h.must(png.Encode(&b, img))
	return b.Bytes()
}

func TestPicturesThatWereNotShownAndThatNothingUsesAreTakenAway(t *testing.T) {
	hirers(t, func(h *hirer) {
		grey := uint8(0)
		with := func(d *board.Draft) *board.Draft {
			grey += 10
			d, err := h.SaveDraftLogo(h.Context(), asElin, d.ID, "", 0, drawn(h, color.Gray{grey}))
			h.must(err)
			return d
		}
		begun := func() *board.Draft {
			d, _ := h.written(asElin)
			return with(d)
		}
		has := func(d *board.Draft) bool {
			_, err := h.s.Picture(h.Context(), d.Logo)
			return err == nil
		}
		handedIn := func() (*board.Draft, *board.Job) {
			d := begun()
			done, err := h.submit(asElin, d, "")
			h.must(err)
			return d, done.Job
		}
		replaced := begun()
		draft := with(replaced)
		waits, _ := handedIn()
		refused, job := handedIn()
		_, err := h.Refuse(h.Context(), boss, seenOf(job), Message{Reasons: []board.Reason{"category"}, Text: "Hör inte hit."})
		h.must(err)
		first, job := handedIn()
		h.approved(job)
		h.now = h.now.Add(25 * time.Hour)
		later, job := handedIn()
		undone, err := h.Approve(h.Context(), boss, seenOf(job), time.Time{})
		h.must(err)
		left := func() []bool {
			h.must(h.ForgetPictures(h.Context()))
			return []bool{has(replaced), has(draft), has(waits), has(refused), has(first), has(later)}
		}
		h.wants("while the approval can be taken back", left(), []bool{false, true, true, false, true, true})
		_, err = h.Undo(h.Context(), boss, undone)
		h.must(err)
		h.approved(h.job(job.ID))
		h.now = h.now.Add(25 * time.Hour)
		h.wants("a day later", left(), []bool{false, true, true, false, true, true})
		_, err = h.WithdrawNow(h.Context(), asElin, h.firstWith(first.Logo), board.EndAsked)
		h.must(err)
		h.wants("what was shown stays: newsletters that were sent show it", left(), []bool{false, true, true, false, true, true})
		h.now = h.now.AddDate(0, 0, 40)
		h.must(h.ForgetDrafts(h.Context()))
		h.now = h.now.AddDate(0, 0, 8)
		h.must(h.ForgetDrafts(h.Context()))
		h.wants("with its draft", left()[1], false)
	})
}

// firstWith is the ad that a picture came with.
func (h *hirer) firstWith(logo string) board.ID {
	h.Helper()
	mine, err := h.MyAds(h.Context(), asElin)
	h.must(err)
	for _, j := range mine.Jobs {
		if j.Review.Logo == logo {
			return j.ID
		}
	}
	h.Fatal("no ad")
	return ""
}

func TestAnEmployerObjectsToAnAgency(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		job := h.handedIn(other, func(d *board.Draft) { d.Client.For, d.Ad.Agency.Name = board.ForOther, "Lind" })
		var letter board.Notice
		for _, n := range h.notices() {
			if n.Kind == board.NoticeAgency {
				letter = n
			}
		}
		token, err := h.NewObjection(h.Context(), letter)
		h.must(err)
		h.approved(job)
		about, err := h.Objection(h.Context(), token)
		h.must(err)
		h.wants("what it is about", about.ID, job.ID)
		h.must(h.Object(h.Context(), token, "Vi har inte bett om det."))
		h.wants("the ad", h.job(job.ID).Status(h.now), board.StatusPaused)
		reports, err := h.s.OpenReports(h.Context())
		h.must(err)
		h.wants("the desk's reports", reports, 1)
		h.kind("a second time", h.Object(h.Context(), token, ""), board.ErrGone)
		h.kind("with a link to sign in", h.Object(h.Context(), signIn(h), ""), board.ErrNotFound)
	})
}

// signIn is the token of a link for signing in.
func signIn(h *hirer) string {
	h.Helper()
	token, err := h.NewOwnerLink(h.Context(), other.Email, "")
	h.must(err)
	return token
}

func TestTheNumbersOfAnAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		view, apply := board.InterestView, board.InterestApply
		h.must(h.Count(h.Context(), map[board.Counted]int64{job.Counted(view, "list", h.now): 3, job.Counted(view, "widget", h.now): 2}))
		h.now = h.now.AddDate(0, 0, 2)
		h.must(h.Count(h.Context(), map[board.Counted]int64{job.Counted(view, "list", h.now): 1, job.Counted(apply, "alert", h.now): 1}))
		n, err := h.Numbers(h.Context(), asElin, job.ID)
		h.must(err)
		h.wants("all", n.Total, Reach{6, 1})
		h.wants("by day", []any{len(n.Days), n.Days[0].Reach, n.Days[1].Reach, n.Days[2].Reach}, []any{3, Reach{5, 0}, Reach{}, Reach{1, 1}})
		h.wants("by source", n.Sources[:3], []ViaReach{{"list", Reach{4, 0}}, {"widget", Reach{2, 0}}, {"alert", Reach{0, 1}}})
	})
}

func TestACertificateSaysWhatWasShownAndWhen(t *testing.T) {
	hirers(t, func(h *hirer) {
		waiting := h.handedIn(asElin)
		_, err := h.Certificate(h.Context(), asElin, waiting.ID)
		h.kind("of what was not published", err, board.ErrConflict)
		job := h.approved(waiting)
		h.now = h.now.Add(time.Hour)
		_, err = h.ExtendAd(h.Context(), asElin, seenOf(job), Extension{Deadline: h.in(30), Reason: "holiday"})
		h.must(err)
		h.now = h.now.Add(time.Hour)
		_, err = h.EndAd(h.Context(), asElin, Seen{Job: job.ID}, board.EndFilled)
		h.must(err)
		c, err := h.Certificate(h.Context(), asElin, job.ID)
		h.must(err)
		var actions []string
		for _, e := range c.Events {
			actions = append(actions, e.Action)
		}
		h.wants("the events", actions, []string{"job.submit", "begin", "job.approve", "job.owner.extend", "end", "job.owner.end"})
	})
}

func TestDraftsVanishAfterThirtyDaysAndSayBefore(t *testing.T) {
	hirers(t, func(h *hirer) {
		asked, key := h.written(nobody)
		_, err := h.submit(nobody, asked, key)
		h.must(err)
		h.written(nobody, func(d *board.Draft) { d.Owner = "named@by-a-stranger.example" })
		kept, _ := h.written(asElin)
		resumed, _ := h.written(nobody)
		_, err = h.SaveDraft(h.Context(), asElin, resumed.ID, "", 0, func(*board.Draft) {})
		h.must(err)
		h.mail()
		begin := h.now
		turn := func(days int) []string {
			h.now = begin.AddDate(0, 0, days)
			h.must(h.ForgetDrafts(h.Context()))
			h.must(h.ForgetDrafts(h.Context()))
			return h.mail()
		}
		h.wants("after 22 days", turn(22), []string{})
		h.wants("after 23 days", turn(23), []string{"vanishing " + elin, "vanishing " + elin, "vanishing " + elin})
		h.now = h.now.Add(time.Hour)
		_, err = h.SaveDraft(h.Context(), asElin, kept.ID, "", 0, func(*board.Draft) {})
		h.must(err)
		h.wants("after 29 days", turn(29), []string{})
		_, err = h.Draft(h.Context(), nobody, asked.ID, key)
		h.must(err)
		h.wants("after 30 days", turn(30), []string{})
		_, err = h.Draft(h.Context(), nobody, asked.ID, key)
		h.kind("a draft that nobody came back to", err, board.ErrNotFound)
		mine, err := h.MyAds(h.Context(), asElin)
		h.must(err)
		h.wants("the one that somebody came back to", len(mine.Drafts), 1)
		h.wants("it is told of again", turn(47), []string{"vanishing " + elin})
	})
}

func TestOwnersAreToldOfTheEndOnce(t *testing.T) {
	hirers(t, func(h *hirer) {
		job := h.live(asElin)
		end := job.Run.Until
		turn := func(at time.Time) []string {
			h.now = at
			h.must(h.TellOwners(h.Context()))
			h.must(h.TellOwners(h.Context()))
			return h.mail()
		}
		h.wants("three days before", turn(end.Add(-72*time.Hour)), []string{})
		h.wants("two days before", turn(end.Add(-48*time.Hour)), []string{"ending " + elin})
		h.wants("a day before", turn(end.Add(-24*time.Hour)), []string{})
		_, err := h.ExtendAd(h.Context(), asElin, Seen{Job: job.ID}, Extension{Deadline: h.in(8), Reason: "holiday"})
		h.must(err)
		end = h.job(job.ID).Run.Until
		h.wants("two days before it ends at last", turn(end.Add(-47*time.Hour)), []string{"ending " + elin})
		h.must(h.Count(h.Context(), map[board.Counted]int64{job.Counted(board.InterestView, "list", h.now): 3456}))
		h.now = end
		h.must(h.TellOwners(h.Context()))
		due := h.notices()
		h.wants("at its end", []any{len(due), due[0].Kind, due[0].Details}, []any{1, board.NoticeEnded, map[string]string{"ask": "yes", "clicks": "0", "views": "3\u00a0456"}})
		h.wants("afterwards", turn(end.Add(time.Hour)), []string{})
		_, err = h.EndAd(h.Context(), asElin, Seen{Job: job.ID}, board.EndFilled)
		h.must(err)
		h.wants("when the post is filled at last", turn(end.Add(2*time.Hour)), []string{})

		filled := h.live(asElin)
		h.now = h.now.Add(time.Hour)
		_, err = h.EndAd(h.Context(), asElin, seenOf(filled), board.EndFilled)
		h.must(err)
		h.wants("of one that is filled", turn(h.now.Add(time.Minute)), []string{"ended " + elin})
	})
}

func TestOwnersCanSignIn(t *testing.T) {
	hirers(t, func(h *hirer) {
		ask := func(email string) int {
			_, err := h.AskToSignIn(h.Context(), email, board.Swedish, "", browse)
			h.must(err)
			return len(h.mail())
		}
		h.wants("a stranger", ask(elin), 0)
		h.written(nobody)
		h.wants("a draft's owner", ask(elin), 1)
		_, err := h.NewSignInLink(h.Context(), elin, "")
		h.kind("the command for editors", err, board.ErrNotFound)
	})
}
