package desk

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// Who may see a draft: whoever has the secret of its address, its key, until its owner has confirmed it; who is signed in
// with its owner's address, or was when they began it; and, if it was begun at the desk, who may place ads there. To
// everybody else there is no such draft. Every method below takes who it is and the key; either may be empty.

// How many drafts one client may begin.
var draftsFrom = []limit{{"draft from", 60, time.Hour}, {"draft from", 300, 24 * time.Hour}}

// Start is what a draft begins with; the zero Start is an empty form. At most one of Copy, Readvertise and Ad is set.
type Start struct {
	Copy        board.ID // an ad of the same owner that serves as a template; at the desk any
	Readvertise board.ID // an ad of the same owner that has ended and is advertised again; at the desk any
	ApplyAgain  bool     // earlier applicants are welcome to apply again
	Customer    string   // at the desk: the mail address of whom the draft is for

	Ad       *board.Ad         // found elsewhere, with
	Employer board.NewEmployer // its employer,
	Check    map[string]string // how each field was found, by its name in the API,
	Link     string            // and the address where
}

// StartDraft begins a draft, and gives the key that its address has to carry; the key is empty for who is signed in. from
// is the client's network address; too many drafts are a board.TooMany, but for who works at the desk.
func (d *Desk) StartDraft(ctx context.Context, by board.Actor, s Start, from string) (draft *board.Draft, key string, err error) {
	err = d.change(ctx, by, func(c *change) error {
		if by.Kind != board.ActorEditor {
			if err := c.allow(ctx, client(from), draftsFrom...); err != nil {
				return err
			}
		}
		if draft, err = c.startWith(ctx, s); err != nil {
			return err
		}
		if key, err = c.begin(draft, s.Customer); err != nil {
			return err
		}
		if err := c.tx.SaveDraft(ctx, draft); err != nil {
			return err
		}
		return c.audit(ctx, draftSubject(draft.ID), "draft.begin", "", nil, nil)
	})
	if err != nil {
		return nil, "", fmt.Errorf("beginning a draft: %w", err)
	}
	return draft, key, nil
}

func draftSubject(id board.ID) board.Subject {
	return board.Subject{Kind: board.SubjectDraft, ID: string(id)}
}

// startWith is a new draft with what it begins with.
func (c *change) startWith(ctx context.Context, s Start) (*board.Draft, error) {
	id, err := c.newID()
	if err != nil {
		return nil, err
	}
	if earlier := board.ID(string(s.Copy) + string(s.Readvertise)); earlier != "" {
		job, err := c.earlier(ctx, earlier)
		if err != nil {
			return nil, err
		}
		return c.startFrom(ctx, id, job, s)
	}
	draft := &board.Draft{ID: id, State: board.StatusDraft, Employer: s.Employer, CreatedAt: c.now, UpdatedAt: c.now}
	draft.Ad.Language, draft.Ad.Profile.Level = board.Swedish, board.LevelExperienced
	if s.Ad != nil {
		draft.Ad = *s.Ad
		draft.Form.Check, draft.Form.Link = s.Check, s.Link
	}
	return draft, nil
}

// earlier is an ad that a draft begins with: one's own, or any for those who put in ads for customers.
func (c *change) earlier(ctx context.Context, id board.ID) (*board.Job, error) {
	if c.by.May(board.PermPlace) {
		return c.tx.Job(ctx, id)
	}
	return c.ofOwner(ctx, id, 0)
}

// startFrom is a new draft that repeats an earlier ad. Its owner's gets what the earlier order said of the invoice, too; one
// for somebody else has nobody to call and nowhere to apply yet.
func (c *change) startFrom(ctx context.Context, id board.ID, job *board.Job, s Start) (*board.Draft, error) {
	draft := &board.Draft{ID: id, State: board.StatusDraft, Ad: job.Ad, EmployerID: job.Employer.ID, CreatedAt: c.now, UpdatedAt: c.now}
	draft.Ad.Deadline = board.Deadline{}
	if s.Readvertise != "" {
		var err error
		if draft, err = job.Advertise(id, "", s.ApplyAgain, c.now); err != nil {
			return nil, err
		}
	}
	draft.Employer = board.NewEmployer{Name: job.Employer.Name, OrgNr: job.Employer.OrgNr, Sector: job.Employer.Sector, URL: job.Employer.URL}
	draft.Package = job.Package
	if draft.Client.For = board.ForOwn; job.Ad.Agency.Name != "" {
		draft.Client.For = board.ForOther
	}
	owner := cmp.Or(address(s.Customer), c.by.Email)
	if !slices.Contains(job.Owners, owner) {
		draft.Ad = draft.Ad.WithoutContacts()
		return draft, nil
	}
	for _, other := range job.Owners {
		if other != owner {
			draft.CoOwners = append(draft.CoOwners, other)
		}
	}
	orders, err := c.tx.OrdersOfJob(ctx, job.ID)
	for _, o := range orders {
		if o.Credits == "" {
			draft.Order.Invoice = o.Invoice
			draft.Order.Invoice.OrderReference = "" // it was for that purchase
		}
	}
	return draft, err
}

// begin notes who began the draft, and at the desk for whom.
func (c *change) begin(draft *board.Draft, customer string) (key string, err error) {
	switch c.by.Kind {
	case board.ActorOwner:
		draft.Owner, draft.Begun.By = c.by.Email, c.by.Email
		return "", nil
	case board.ActorEditor:
		if !c.by.May(board.PermPlace) {
			return "", board.ErrForbidden
		}
		draft.Begun, draft.Owner = board.Begun{By: c.by.Email, AtDesk: true}, address(customer)
		return "", nil
	}
	if key, err = c.newToken(); err != nil {
		return "", err
	}
	draft.Begun.KeyHash = hashOf(key)
	return key, nil
}

// Draft is a draft as its author last saved it. One that has become an ad, or has vanished, is ErrNotFound, as is
// another's.
func (d *Desk) Draft(ctx context.Context, by board.Actor, id board.ID, key string) (*board.Draft, error) {
	draft, err := d.store.Draft(ctx, id)
	if err != nil {
		return nil, err
	}
	return draft, mayDraft(by, draft, key)
}

func mayDraft(by board.Actor, draft *board.Draft, key string) error {
	begun := draft.Begun
	switch {
	case key != "" && len(begun.KeyHash) > 0 && hmac.Equal(hashOf(key), begun.KeyHash):
		return nil
	case by.Email != "" && (by.Email == draft.Owner && draft.Shown() || by.Email == begun.By && !begun.AtDesk):
		return nil
	case begun.AtDesk && by.May(board.PermPlace):
		return nil
	}
	return fmt.Errorf("draft %s: not theirs: %w", draft.ID, board.ErrNotFound)
}

// draft loads a draft that is to be changed.
func (c *change) draft(ctx context.Context, id board.ID, key string) (*board.Draft, error) {
	draft, err := c.tx.Draft(ctx, id)
	if err != nil {
		return nil, err
	}
	return draft, mayDraft(c.by, draft, key)
}

// SaveDraft lets edit write into a draft and saves it, whole or not, right or wrong: nothing that was typed is lost, only
// what could not be stored at all is an Invalid. edit may set everything but who began the draft, its state and its
// dates. What was submitted has to be submitted again.
//
// version is the one that the author has seen, 0: any. When somebody else has saved it since, the error is a board.Stale
// and the draft is theirs.
func (d *Desk) SaveDraft(ctx context.Context, by board.Actor, id board.ID, key string, version int, edit func(*board.Draft)) (draft *board.Draft, err error) {
	err = d.change(ctx, by, func(c *change) error {
		if draft, err = c.draft(ctx, id, key); err != nil {
			return err
		}
		if version != 0 && version != draft.Version {
			return c.stale(ctx, draftSubject(id))
		}
		was := *draft
		edit(draft)
		keepOurs(draft, &was)
		c.keepDesks(draft, &was)
		c.adopt(draft)
		tidyDraft(draft)
		if err := fits(draft); err != nil {
			return err
		}
		draft.Edited(c.now)
		return c.tx.SaveDraft(ctx, draft)
	})
	return draft, err
}

// keepOurs puts back what an author does not decide.
func keepOurs(draft, was *board.Draft) {
	draft.ID, draft.State, draft.Version, draft.CreatedAt = was.ID, was.State, was.Version, was.CreatedAt
	draft.Begun, draft.Proof, draft.WarnedAt = was.Begun, was.Proof, was.WarnedAt
	draft.Readvertise.Of = was.Readvertise.Of
	draft.Logo = was.Logo
}

// adopt notes that a draft that nobody in particular began is its owner's, who has come in by mail: from now on they are
// known, and told before it vanishes.
func (c *change) adopt(draft *board.Draft) {
	if draft.Begun.By == "" && c.by.Kind == board.ActorOwner && c.by.Email != "" && c.by.Email == draft.Owner {
		draft.Begun.By = c.by.Email
	}
}

// keepDesks puts back what the desk alone decides: a discount, which is for what it was given for. A draft that the desk
// gives to another customer is no longer the last one's.
func (c *change) keepDesks(draft, was *board.Draft) {
	switch {
	case draft.Begun.AtDesk && c.by.May(board.PermOrders):
	case c.by.May(board.PermPlace) || sameOrder(draft, was):
		draft.Order.Discount, draft.Order.Reason = was.Order.Discount, was.Order.Reason
	default:
		draft.Order.Discount, draft.Order.Reason = 0, ""
	}
	if c.by.May(board.PermPlace) && draft.Owner != was.Owner {
		draft.Begun.KeyHash, draft.Proof = nil, board.Proof{}
	}
}

// sameOrder says whether two drafts order the same for the same employer.
func sameOrder(a, b *board.Draft) bool {
	return hirerKey(a) == hirerKey(b) && a.Package == b.Package && slices.Equal(a.Order.Extras, b.Order.Extras)
}

// maxDraft is how many bytes of text a draft has at most: more than any ad that can be ordered.
const maxDraft = 400_000

// fits refuses what is too long to be kept at all, at the longest of the fields that words are written in.
func fits(draft *board.Draft) error {
	n, err := size(draft)
	if err != nil || n <= maxDraft {
		return err
	}
	longest := writing{}
	all := writings(draft)
	for name, values := range draft.Form.Typed {
		all = append(all, writing{name, strings.Join(values, "")})
	}
	for _, w := range all {
		if len(w.text) > len(longest.text) {
			longest = w
		}
	}
	return &board.Invalid{Faults: []board.Fault{{Field: longest.field, Code: "text.long", Value: fmt.Sprint(n), Allowed: "20000"}}}
}

// size is how many bytes a draft takes to write down.
func size(draft *board.Draft) (int, error) {
	var written bytes.Buffer
	writer := json.NewEncoder(&written)
	writer.SetEscapeHTML(false)
	err := writer.Encode(draft)
	return written.Len(), err
}

// DeleteDraft takes a draft away for good.
func (d *Desk) DeleteDraft(ctx context.Context, by board.Actor, id board.ID, key string) error {
	return d.change(ctx, by, func(c *change) error {
		if _, err := c.draft(ctx, id, key); err != nil {
			return err
		}
		if err := c.tx.DeleteDraft(ctx, id); err != nil {
			return err
		}
		return c.audit(ctx, draftSubject(id), "draft.delete", "", nil, nil)
	})
}

// addresses is the mail addresses among some texts, each once, as they are kept; what is none is left out.
func addresses(texts []string) (all []string) {
	seen := map[string]bool{}
	for _, s := range texts {
		if email, err := board.ParseEmail(s); err == nil && !seen[email] {
			seen[email] = true
			all = append(all, email)
		}
	}
	return all
}

// address is a mail address as it is kept, or nothing.
func address(s string) string { return strings.Join(addresses([]string{s}), "") }
