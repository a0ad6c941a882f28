package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// maxTold is how many of an employer's people are told of something.
const maxTold = 5

// How many letters that somebody else has caused one address gets.
var toldTo = []limit{{"told", 3, 24 * time.Hour}, {"told", 10, 30 * 24 * time.Hour}}

// tellOfNew owes what has to be told of a new ad: its order to who ordered it, that it is published, and to the employer's
// people that a stranger, or an agency, advertises for it.
func (c *change) tellOfNew(ctx context.Context, draft *board.Draft, job *board.Job, order board.Order, standing Standing) error {
	if err := c.confirmOrder(ctx, draft.Owner, job, &order, ""); err != nil {
		return err
	}
	if seen(job.State) {
		if err := c.tellPublished(ctx, job); err != nil {
			return err
		}
	}
	return c.tellHirer(ctx, draft, job, standing)
}

// confirmOrder owes whoever ordered the confirmation of an order, and of which it replaces; empty: none.
func (c *change) confirmOrder(ctx context.Context, to string, job *board.Job, order *board.Order, replaces string) error {
	details := orderDetails(LanguageOf(job), order)
	details["replaces"] = replaces
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeOrdered, To: to, Language: LanguageOf(job), Job: job.ID, NotBefore: c.now, Details: details,
	})
}

// tellHirer tells an employer of an ad that somebody else, or somebody new, has ordered for it.
func (c *change) tellHirer(ctx context.Context, draft *board.Draft, job *board.Job, standing Standing) error {
	switch {
	case draft.Client.For == board.ForOther:
		return c.tellClient(ctx, draft, job)
	case job.Employer.Verified && standing < Advertiser:
		return c.tellPeople(ctx, job, board.NoticeNewcomer, map[string]string{"address": draft.Owner})
	}
	return nil
}

// orderDetails is what the confirmation of an order says of it.
func orderDetails(lang board.Language, o *board.Order) map[string]string {
	money := func(n int64) string { return words.Text(lang, "money.kronor", "n", int(n)) }
	var lines []string
	for _, l := range o.Lines {
		lines = append(lines, reference.Label(lang, reference.ListItem, string(l.Item))+": "+money(l.Sum()))
	}
	vat := o.Tax()
	return map[string]string{
		"order": o.Number, "lines": strings.Join(lines, "\n"), "total": money(o.Total()), "vat": ore(lang, vat),
		"sum": ore(lang, o.Total()*100+vat), "terms": o.Terms, "reference": o.Invoice.BuyerReference, "order_reference": o.Invoice.OrderReference,
	}
}

// ore writes öre as kronor.
func ore(lang board.Language, n int64) string {
	if n%100 == 0 {
		return words.Text(lang, "money.kronor", "n", int(n/100))
	}
	return words.Text(lang, "money.ore", "kronor", int(n/100), "ore", fmt.Sprintf("%02d", n%100))
}

// tellPublished owes the owners of an ad that nobody had to review the letter that it is published.
func (c *change) tellPublished(ctx context.Context, job *board.Job) error {
	details := map[string]string{"at": words.Moment(LanguageOf(job), job.Run.From), "scheduled": ""}
	if job.Run.From.After(c.now) {
		details["scheduled"] = "yes"
	}
	return c.tellEach(ctx, job.Owners, board.Notice{Kind: board.NoticeApproved, Language: LanguageOf(job), Job: job.ID, Details: details})
}

// tellClient tells an employer that somebody else advertises for it: the people it is known by, and the address that the
// agency has named.
func (c *change) tellClient(ctx context.Context, draft *board.Draft, job *board.Job) error {
	details := map[string]string{"agency": job.Ad.Agency.Name}
	if err := c.tellPeople(ctx, job, board.NoticeAgency, details); err != nil || draft.Client.Told == "" {
		return err
	}
	return c.tellOne(ctx, job, board.NoticeAgency, draft.Client.Told, details)
}

// tellPeople tells the people that an employer is known by.
func (c *change) tellPeople(ctx context.Context, job *board.Job, kind board.NoticeKind, details map[string]string) error {
	people, err := c.people(ctx, job)
	for _, to := range people {
		if err := c.tellOne(ctx, job, kind, to, details); err != nil {
			return err
		}
	}
	return err
}

// tellOne owes a letter that somebody else has caused, as long as there were not too many of them.
func (c *change) tellOne(ctx context.Context, job *board.Job, kind board.NoticeKind, to string, details map[string]string) error {
	if spared, err := c.spared(ctx, to, toldTo...); err != nil || spared {
		return err
	}
	return c.owe(ctx, board.Notice{
		Kind: kind, To: to, Language: LanguageOf(job), Job: job.ID, Details: details, NotBefore: c.now,
		DedupeKey: fmt.Sprintf("%s:%s:%s", kind, job.ID, to),
	})
}

// people is whom the employer of an ad is known by, other than the ad's owners: those it trusts, then those who advertise
// for it.
func (c *change) people(ctx context.Context, job *board.Job) (people []string, err error) {
	trusted, err := c.tx.Trusted(ctx, job.Employer.ID)
	if err != nil {
		return nil, err
	}
	owners, err := c.tx.People(ctx, job.Employer.ID, 4*maxTold)
	if err != nil {
		return nil, err
	}
	add := func(email string) {
		if len(people) < maxTold && !slices.Contains(people, email) && !slices.Contains(job.Owners, email) {
			people = append(people, email)
		}
	}
	for _, t := range trusted {
		add(t.Email)
	}
	for _, p := range owners {
		advertises, err := c.tx.Advertises(ctx, job.Employer.ID, p.Email)
		if err != nil {
			return nil, err
		}
		if advertises {
			add(p.Email)
		}
	}
	return people, nil
}

// tellEach owes the same letter to several people.
func (c *change) tellEach(ctx context.Context, people []string, n board.Notice) error {
	for _, to := range people {
		n.To, n.NotBefore = to, c.now
		n.DedupeKey = fmt.Sprintf("%s:%s:%s", n.Kind, n.Job, to)
		if err := c.owe(ctx, n); err != nil {
			return err
		}
	}
	return nil
}
