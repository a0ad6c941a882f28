package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

const (
	elin   = "elin@ekby.example"
	browse = "192.0.2.7" // where the author sits
)

var (
	nobody = board.Actor{Kind: board.ActorReader}
	asElin = board.Actor{Kind: board.ActorOwner, Email: elin}
)

// hirer is a desk that employers hand ads in to, with a verified employer, and a clock that the test moves.
type hirer struct {
	*testing.T
	*Desk
	s    *store.Store
	now  time.Time
	ekby board.Employer
}

func hirers(t *testing.T, test func(h *hirer)) {
	t.Helper()
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		h := &hirer{T: t, s: s, now: morning}
		h.Desk = New(Config{Store: s, Random: rand.Reader, Now: func() time.Time { return h.now }, Terms: "The terms."})
		nr := peppol(t).OrgNr
		h.ekby = board.Employer{Name: "Ekby kommun", OrgNr: nr, Sector: board.SectorMunicipality, Verified: true, UpdatedAt: morning}
		h.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.InsertEmployer(ctx, &h.ekby, board.EmployerKey(nr, "", ""), "")
		})
		test(h)
	})
}

func (h *hirer) write(do func(ctx context.Context, tx *store.Tx) error) {
	h.Helper()
	h.must(h.s.Write(h.Context(), func(tx *store.Tx) error { return do(h.Context(), tx) }))
}

func (h *hirer) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// fill makes a draft one that can be ordered.
func (h *hirer) fill(d *board.Draft) {
	d.Client.For, d.Owner, d.Package = board.ForOwn, elin, "basic"
	d.Employer = board.NewEmployer{Name: "Ekby kommun", OrgNr: h.ekby.OrgNr}
	d.Order.Invoice = peppol(h.T)
	d.Ad = board.Ad{
		Title: "Upphandlare", Headline: "Upphandlare till Ekby kommun", Text: board.Text{HTML: "<p>Du leder upphandlingar.</p>"}, Language: board.Swedish,
		Profile:  board.Profile{Roles: []board.Role{"upphandlare"}, Level: board.LevelExperienced},
		Where:    board.Where{Places: []board.Place{{Municipality: "0180", Region: "01", Country: "SE"}}},
		Terms:    board.Terms{Employment: board.Permanent, Hours: board.FullTime},
		Salary:   board.Salary{Reason: board.PayIndividual},
		Deadline: board.Deadline{Date: board.DateOf(h.now).AddDays(20)}, Apply: board.Apply{Email: "jobb@ekby.example"},
		Contacts: []board.Contact{{Name: "Elin Ek", Telephone: "08-123 45 67"}},
	}
}

// written is a draft that can be ordered, begun by somebody.
func (h *hirer) written(by board.Actor, change ...func(*board.Draft)) (*board.Draft, string) {
	h.Helper()
	d, key, err := h.StartDraft(h.Context(), by, Start{}, browse)
	h.must(err)
	d, err = h.SaveDraft(h.Context(), by, d.ID, key, d.Version, func(d *board.Draft) {
		h.fill(d)
		for _, c := range change {
			c(d)
		}
	})
	h.must(err)
	h.now = h.now.Add(time.Minute)
	return d, key
}

func (h *hirer) terms() string {
	h.Helper()
	terms, err := h.Terms(h.Context())
	h.must(err)
	return terms
}

func (h *hirer) submit(by board.Actor, d *board.Draft, key string) (Submitted, error) {
	h.Helper()
	return h.SubmitDraft(h.Context(), by, d.ID, key, d.Version, h.accepts(by, d, key), browse)
}

// accepts is the terms and the price of a draft as they are shown; a draft that has no price shows none.
func (h *hirer) accepts(by board.Actor, d *board.Draft, key string) Acceptance {
	h.Helper()
	q, err := h.Quote(h.Context(), by, d.ID, key)
	if _, none := err.(*board.Invalid); !none {
		h.must(err)
	}
	return Acceptance{h.terms(), q.Sum()}
}

// reprices gives the basic package another price, in kronor.
func (h *hirer) reprices(price int) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		list := strings.Replace(board.DefaultPrices().String(), "basic 8900", fmt.Sprintf("basic %d", price), 1)
		return tx.SaveSetting(ctx, board.SettingPrices, list, "a@example.se", h.now)
	})
}

func TestWhatIsChargedIsWhatWasAccepted(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key := h.written(nobody)
		seen := h.accepts(nobody, d, key)
		h.reprices(9900)
		_, err := h.SubmitDraft(h.Context(), nobody, d.ID, key, d.Version, seen, browse)
		h.wants("a price that was raised meanwhile", errors.Is(err, ErrPrice), true)
		h.wants("letters of it", len(h.mail()), 0)
		_, err = h.submit(nobody, d, key)
		h.must(err)

		token, err := h.NewConfirmation(h.Context(), h.notices()[0])
		h.must(err)
		h.reprices(10900)
		_, err = h.ConfirmByLetter(h.Context(), token, 0, 1237500)
		h.wants("one that was raised before it was confirmed", errors.Is(err, ErrPrice), true)
		shown, err := h.Confirmation(h.Context(), token)
		h.must(err)
		h.wants("as it is shown then", shown.Quote.Sum(), int64(1362500))
		done, err := h.ConfirmByLetter(h.Context(), token, 0, shown.Quote.Sum())
		h.must(err)
		orders, err := h.s.OrdersOfJob(h.Context(), done.Job.ID)
		h.must(err)
		h.wants("as it is charged", orders[0].Total(), 10900)
	})
}

// handedIn is the job that a draft becomes when its owner hands it in, signed in.
func (h *hirer) handedIn(by board.Actor, change ...func(*board.Draft)) *board.Job {
	h.Helper()
	d, key := h.written(by, append([]func(*board.Draft){func(d *board.Draft) { d.Owner = by.Email }}, change...)...)
	done, err := h.submit(by, d, key)
	h.must(err)
	if done.Job == nil {
		h.Fatal("no job")
	}
	return done.Job
}

// trusted lets the verified employer trust an address.
func (h *hirer) trusted(email string) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Trust(ctx, board.Trust{Email: email, Employer: h.ekby.ID, By: "x@example.se", At: h.now})
		return err
	})
}

// mail is the letters that have become due, as kind and reader, and takes them.
func (h *hirer) mail() (letters []string) {
	h.Helper()
	for _, n := range h.notices() {
		letters = append(letters, string(n.Kind)+" "+n.To)
	}
	slices.Sort(letters)
	return letters
}

func (h *hirer) notices() (due []board.Notice) {
	h.Helper()
	h.write(func(ctx context.Context, tx *store.Tx) (err error) {
		due, err = tx.LeaseNotices(ctx, h.now.Add(time.Minute), h.now.Add(365*24*time.Hour), 1000)
		for _, n := range due {
			if err := tx.EndNotice(ctx, n.ID, board.NoticeSent, "", h.now); err != nil {
				return err
			}
		}
		return err
	})
	return due
}

func (h *hirer) wants(what string, got, want any) {
	h.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("%s: %v, want %v", what, got, want)
	}
}

func (h *hirer) kind(what string, err, want error) {
	h.Helper()
	if !errors.Is(err, want) || want == nil && err != nil {
		h.Errorf("%s: %v, want %v", what, err, want)
	}
}

func TestAnAdIsConfirmedByItsOwnersLetter(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key := h.written(nobody)
		s, err := h.submit(nobody, d, key)
		h.must(err)
		h.wants("the state", s.Draft.State, board.StatusUnconfirmed)
		letters := h.notices()
		if len(letters) != 1 || letters[0].Kind != board.NoticeConfirm || letters[0].To != elin {
			t.Fatal(letters)
		}
		token, err := h.NewConfirmation(h.Context(), letters[0])
		h.must(err)
		shown, err := h.Confirmation(h.Context(), token)
		h.must(err)
		version, sum := shown.Draft.Version, shown.Quote.Sum()
		h.wants("whose it is, and what it costs", []any{shown.Email, sum}, []any{elin, int64(1112500)})
		_, err = h.ConfirmByLetter(h.Context(), token, version+1, sum)
		h.kind("of another version", err, board.ErrConflict)

		done, err := h.ConfirmByLetter(h.Context(), token, version, sum)
		h.must(err)
		h.wants("the job", []any{done.Job.ID, done.Job.State, done.Job.Owners, done.Job.Employer.ID}, []any{d.ID, board.StatusInReview, []string{elin}, h.ekby.ID})
		session, _, err := h.Session(h.Context(), done.Session)
		h.must(err)
		h.wants("the session", session.Email, elin)
		again, err := h.ConfirmByLetter(h.Context(), token, version, sum)
		h.must(err)
		h.wants("confirmed again", []any{again.Job.ID, again.Session}, []any{d.ID, ""})
		_, err = h.Draft(h.Context(), nobody, d.ID, key)
		h.kind("the draft", err, board.ErrNotFound)
		used, err := h.Confirmation(h.Context(), token)
		h.kind("the link afterwards", err, board.ErrGone)
		h.wants("whom another could be sent to, and what it has become", []any{used.Email, used.Job.ID}, []any{"e•••@ekby.example", d.ID})
		orders, err := h.s.OrdersOfJob(h.Context(), d.ID)
		h.must(err)
		h.wants("the order", []any{len(orders), orders[0].Total(), orders[0].State, orders[0].Terms}, []any{1, 8900, board.OrderOrdered, h.terms()})
		h.wants("the letters", h.mail(), []string{"ordered " + elin})
	})
}

func TestPressingTwiceMakesOneAd(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, _ := h.written(asElin)
		accepts := h.accepts(asElin, d, "")
		h.wants("one ad of eight presses", atOnceEight(h, func() (board.ID, error) {
			s, err := h.SubmitDraft(h.Context(), asElin, d.ID, "", d.Version, accepts, browse)
			if err != nil {
				return "", err
			}
			return s.Job.ID, nil
		}), d.ID)
		orders, err := h.s.OrdersOfJob(h.Context(), d.ID)
		h.must(err)
		h.wants("the orders", len(orders), 1)

		d, key := h.written(nobody)
		accepts = h.accepts(nobody, d, key)
		atOnceEight(h, func() (board.ID, error) {
			s, err := h.SubmitDraft(h.Context(), nobody, d.ID, key, d.Version, accepts, browse)
			if err != nil {
				return "", err
			}
			return s.Draft.ID, nil
		})
		h.wants("the letters", h.mail(), []string{"confirm " + elin, "ordered " + elin})
	})
}

// atOnceEight does something eight times at once, and is what all of them agree on.
func atOnceEight(h *hirer, do func() (board.ID, error)) board.ID {
	h.Helper()
	var running sync.WaitGroup
	ids := make([]board.ID, 8)
	for i := range ids {
		running.Go(func() {
			id, err := do()
			if err != nil {
				h.Error(err)
			}
			ids[i] = id
		})
	}
	running.Wait()
	if len(slices.Compact(ids)) != 1 {
		h.Error("not all the same:", ids)
	}
	return ids[0]
}

func TestWhoPublishesWithoutAReview(t *testing.T) {
	situations := []struct {
		name   string
		who    string
		change func(h *hirer, d *board.Draft)
		want   board.Status
		told   []string
	}{
		{"a trusted address of a verified employer", elin, nil, board.StatusLive, []string{"approved " + elin, "ordered " + elin}},
		{"at the time that she wishes", elin, func(h *hirer, d *board.Draft) { d.PublishAt = h.now.Add(24 * time.Hour) },
			board.StatusScheduled, []string{"approved " + elin, "ordered " + elin}},
		{"a colleague at the same domain", "ny@ekby.example", nil, board.StatusInReview, []string{"newcomer " + elin, "ordered ny@ekby.example"}},
		{"an address at a subdomain", "elin@upphandling.ekby.example", nil, board.StatusInReview,
			[]string{"newcomer " + elin, "ordered elin@upphandling.ekby.example"}},
		{"a stranger", "x@elsewhere.example", nil, board.StatusInReview, []string{"newcomer " + elin, "ordered x@elsewhere.example"}},
		{"a trusted address that advertises as an agency", elin, func(_ *hirer, d *board.Draft) {
			d.Client.For, d.Ad.Agency.Name = board.ForOther, "Rekryteringsbyrån Lind"
		}, board.StatusInReview, []string{"ordered " + elin}},
		{"an agency, of which the employer is told", "per@lind.example", func(_ *hirer, d *board.Draft) {
			d.Client, d.Ad.Agency.Name = board.Client{For: board.ForOther, Told: "hr@ekby.example"}, "Rekryteringsbyrån Lind"
		}, board.StatusInReview, []string{"agency " + elin, "agency hr@ekby.example", "ordered per@lind.example"}},
	}
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		for _, s := range situations {
			h.now = h.now.Add(25 * time.Hour) // nobody is told too often
			job := h.handedIn(board.Actor{Kind: board.ActorOwner, Email: s.who}, func(d *board.Draft) {
				if s.change != nil {
					s.change(h, d)
				}
			})
			h.wants(s.name, job.Status(h.now), s.want)
			h.wants(s.name+": who is told", h.mail(), s.told)
		}
	})
}

func TestASubdomainIsAnotherDomain(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		h.trusted("ekbys.inkop@gmail.com")
		for email, want := range map[string]Standing{
			elin: Trusted, "ny@ekby.example": Colleague, "ny@upphandling.ekby.example": Stranger, "ny@example": Stranger,
			"ny@notekby.example": Stranger, "somebody@gmail.com": Stranger, "": Stranger,
		} {
			got, err := h.Standing(h.Context(), h.ekby.ID, email)
			h.must(err)
			h.wants(email, got, want)
		}
	})
}

func TestWhatIsWrongWithAnAdIsSaidAtOnce(t *testing.T) {
	situations := []struct {
		name   string
		change func(*board.Draft)
		want   string
	}{
		{"whole", func(*board.Draft) {}, ""},
		{"nobody", func(d *board.Draft) { d.Owner = "" }, "owners email"},
		{"for whom", func(d *board.Draft) { d.Client.For = "" }, "client.for whom"},
		{"no agency", func(d *board.Draft) { d.Client.For = board.ForOther }, "agency.name required"},
		{"an agency that is told itself", func(d *board.Draft) {
			d.Client, d.Ad.Agency.Name = board.Client{For: board.ForOther, Told: "x@ekby.example"}, "Lind"
		}, "client.told own_domain"},
		{"six owners", func(d *board.Draft) {
			for i := range 5 {
				d.CoOwners = append(d.CoOwners, fmt.Sprintf("%d@ekby.example", i))
			}
		}, "co_owners too_many"},
		{"what could not be read", func(d *board.Draft) {
			d.Form.Typed = map[string][]string{"application_deadline": {"30 nobember"}}
		}, "application_deadline deadline.format"},
		{"no reference", func(d *board.Draft) { d.Order.Invoice.BuyerReference = "" }, "invoice.reference reference"},
		{"a bundle of others", func(d *board.Draft) { d.Order.Invoice.Route = board.RouteBundle }, "invoice.route no_bundle"},
		{"no headline and no reference", func(d *board.Draft) { d.Ad.Headline, d.Order.Invoice.BuyerReference = "", "" },
			"headline required, invoice.reference reference"},
		{"a blocked word", func(d *board.Draft) { d.Ad.Text.HTML = "<p>Köp vårt skräp.</p>" }, "description_text blocked"},
	}
	hirers(t, func(h *hirer) {
		h.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.SaveSetting(ctx, board.SettingBlockedWords, "köp vårt skräp", "x@example.se", h.now)
		})
		for _, s := range situations {
			d, key := h.written(nobody, s.change)
			_, err := h.submit(nobody, d, key)
			if faults(err) != s.want || s.want == "" && err != nil {
				t.Errorf("%s: %q, %v; want %q", s.name, faults(err), err, s.want)
			}
			if sent := h.mail(); s.want != "" && len(sent) > 0 {
				t.Errorf("%s: %v", s.name, sent)
			}
		}
	})
}

func TestBlockedWordsAreFoundWhereverReadersWouldSeeThem(t *testing.T) {
	for field, write := range map[string]func(ad *board.Ad){
		"title":                         func(ad *board.Ad) { ad.Title = "Kryptomäklare, krypto" },
		"headline":                      func(ad *board.Ad) { ad.Headline = "Krypto till Ekby" },
		"employer.workplace":            func(ad *board.Ad) { ad.Department = "Krypto" },
		"workplace_addresses.0.city":    func(ad *board.Ad) { ad.Where.Places[0].City = "Krypto" },
		"agency.name":                   func(ad *board.Ad) { ad.Agency.Name = "Krypto AB" },
		"application_details.reference": func(ad *board.Ad) { ad.Apply.Reference = "krypto 1" },
		"registry_number":               func(ad *board.Ad) { ad.RegistryNumber = "Krypto 2026/1" },
		"application_contacts.1.description": func(ad *board.Ad) {
			ad.Contacts = append(ad.Contacts, board.Contact{Name: "Bo Ek", Description: "Krypto", Telephone: "08-123 45 67"})
		},
		"union_contacts.0.name": func(ad *board.Ad) { ad.UnionContacts = []board.Contact{{Name: "Krypto", Telephone: "08-123 45 67"}} },
	} {
		t.Run(field, func(t *testing.T) {
			hirers(t, func(h *hirer) {
				h.write(func(ctx context.Context, tx *store.Tx) error {
					return tx.SaveSetting(ctx, board.SettingBlockedWords, "krypto", "a@example.se", h.now)
				})
				d, key := h.written(nobody, func(d *board.Draft) {
					if write(&d.Ad); d.Ad.Agency.Name != "" {
						d.Client.For = board.ForOther
					}
				})
				_, err := h.submit(nobody, d, key)
				h.wants("what is wrong", faults(err), field+" blocked")
			})
		})
	}
}

func TestWhoIsKeptAwayHandsNothingIn(t *testing.T) {
	hirers(t, func(h *hirer) {
		boss := board.Actor{Kind: board.ActorEditor, Email: "ada@example.se", Role: board.DeskAdmin}
		h.must(h.Block(h.Context(), boss, board.Block{Kind: board.BlockDomain, Value: "ekby.example", Employer: h.ekby.ID, Reason: "x"}))
		d, key := h.written(nobody)
		_, err := h.submit(nobody, d, key)
		h.kind("a blocked domain", err, board.ErrForbidden)
		h.wants("the letters", len(h.mail()), 0)
	})
}

func TestStrangersSendFewLetters(t *testing.T) {
	hirers(t, func(h *hirer) {
		var last error
		for i := range 40 {
			from := netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}).String()
			d, key := h.written(nobody)
			if _, err := h.SubmitDraft(h.Context(), nobody, d.ID, key, d.Version, h.accepts(nobody, d, key), from); err != nil {
				last = err
			}
		}
		h.kind("the last of forty", last, board.ErrTooMany)
		if n := len(h.mail()); n == 0 || n > 3 {
			t.Errorf("%d letters within an hour", n)
		}
		_, err := h.AskToSignIn(h.Context(), elin, board.Swedish, "", "198.51.100.1")
		h.must(err)
		h.wants("whose address they named gets in", h.mail(), []string{"sign_in " + elin})
	})
}

func TestEmployersAreToldOfFewStrangers(t *testing.T) {
	hirers(t, func(h *hirer) {
		h.trusted(elin)
		for i := range 8 {
			h.handedIn(board.Actor{Kind: board.ActorOwner, Email: fmt.Sprintf("x%d@elsewhere.example", i)})
		}
		n := 0
		for _, letter := range h.mail() {
			if strings.HasPrefix(letter, "newcomer ") {
				n++
			}
		}
		h.wants("letters of eight strangers", n, 3)
	})
}

func TestAProgramIsTooFast(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key, err := h.StartDraft(h.Context(), nobody, Start{}, browse)
		h.must(err)
		d, err = h.SaveDraft(h.Context(), nobody, d.ID, key, 0, h.fill)
		h.must(err)
		_, err = h.submit(nobody, d, key)
		h.kind("at once", err, board.ErrTooMany)
		h.now = h.now.Add(minimumTime)
		_, err = h.submit(nobody, d, key)
		h.must(err)
	})
}

func TestADraftIsItsAuthors(t *testing.T) {
	editor := board.Actor{Kind: board.ActorEditor, Email: "robin@example.se", Role: board.DeskEditor}
	other := board.Actor{Kind: board.ActorOwner, Email: "x@elsewhere.example"}
	hirers(t, func(h *hirer) {
		byKey, key := h.written(nobody)
		byElin, _ := h.written(asElin)
		byDesk, _ := h.written(editor, func(d *board.Draft) { d.Owner = "" })
		for _, s := range []struct {
			name  string
			by    board.Actor
			id    board.ID
			key   string
			error error
		}{
			{"the key", nobody, byKey.ID, key, nil}, {"no key", nobody, byKey.ID, "", board.ErrNotFound},
			{"another's key", nobody, byElin.ID, key, board.ErrNotFound}, {"its owner", asElin, byKey.ID, "", nil},
			{"who began it", asElin, byElin.ID, "", nil}, {"another", other, byElin.ID, "", board.ErrNotFound},
			{"the desk, an author's", editor, byElin.ID, "", board.ErrNotFound},
			{"who places ads", sales, byDesk.ID, "", nil}, {"who keeps the ledger", finance, byDesk.ID, "", board.ErrNotFound},
			{"another, the desk's", other, byDesk.ID, "", board.ErrNotFound},
		} {
			calls := map[string]func() error{
				"read": func() error { _, err := h.Draft(h.Context(), s.by, s.id, s.key); return err },
				"save": func() error {
					_, err := h.SaveDraft(h.Context(), s.by, s.id, s.key, 0, func(*board.Draft) {})
					return err
				},
				"quote": func() error { _, err := h.Quote(h.Context(), s.by, s.id, s.key); return err },
				"logo":  func() error { _, err := h.SaveDraftLogo(h.Context(), s.by, s.id, s.key, 0, nil); return err },
			}
			if s.error != nil {
				calls["submit"] = func() error {
					_, err := h.SubmitDraft(h.Context(), s.by, s.id, s.key, 0, Acceptance{}, browse)
					return err
				}
				calls["delete"] = func() error { return h.DeleteDraft(h.Context(), s.by, s.id, s.key) }
			}
			for what, call := range calls {
				h.kind(s.name+": "+what, call(), s.error)
			}
		}
	})
}

func TestNothingThatWasTypedIsLost(t *testing.T) {
	hirers(t, func(h *hirer) {
		d, key, err := h.StartDraft(h.Context(), nobody, Start{}, browse)
		h.must(err)
		typed := map[string][]string{"application_deadline": {"30 nobember"}, "role": {"a", "b"}}
		_, err = h.SaveDraft(h.Context(), nobody, d.ID, key, d.Version, func(d *board.Draft) {
			d.Ad.Headline, d.Ad.Text.HTML = "Upp\u200bhandlare \u202e", "<p onclick=x>Hej</p><script>alert(1)</script>"
			d.Form = board.DraftForm{Step: "text", Typed: typed, Check: map[string]string{"title": "json-ld"}}
			d.Begun, d.ID, d.State = board.Begun{By: "x@elsewhere.example"}, "another", board.StatusUnconfirmed
		})
		h.must(err)
		got, err := h.Draft(h.Context(), nobody, d.ID, key)
		h.must(err)
		h.wants("the form", got.Form, board.DraftForm{Step: "text", Typed: typed, Check: map[string]string{"title": "json-ld"}})
		h.wants("the texts", []string{got.Ad.Headline, got.Ad.Text.HTML}, []string{"Upphandlare", "<p>Hej</p>"})
		h.wants("what is not the author's", []any{got.State, got.Begun.By}, []any{board.StatusDraft, ""})

		theirs, err := h.SaveDraft(h.Context(), nobody, d.ID, key, d.Version, func(d *board.Draft) { d.Ad.Headline = "Mine" })
		var stale *board.Stale
		if !errors.As(err, &stale) || theirs.Ad.Headline != "Upphandlare" {
			t.Error("saved over another's:", theirs, err)
		}
		megabyte := strings.Repeat("x", 1<<20)
		for want, fill := range map[string]func(*board.Draft){
			"description_text text.long": func(d *board.Draft) { d.Ad.Text.HTML = megabyte },
			"headline text.long":         func(d *board.Draft) { d.Ad.Headline = megabyte },
			"start.date text.long":       func(d *board.Draft) { d.Form.Typed = map[string][]string{"start.date": {megabyte}} },
			"agency.name text.long":      func(d *board.Draft) { d.Ad.Agency.Name, d.Order.Invoice.Mark = megabyte[:99], megabyte }, // the next one that can be named
		} {
			_, err = h.SaveDraft(h.Context(), nobody, d.ID, key, 0, fill)
			h.wants("a megabyte", faults(err), want)
		}
	})
}
