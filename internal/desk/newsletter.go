package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
)

// A Newsletter is the next issue and what there is to know to make it.
type Newsletter struct {
	Making board.Issue
	Last   board.Issue      // the last one that was sent; number 0: none has been
	Beside []board.ID       // live ads that are new and not in it, the newest first
	Bought map[board.ID]int // in how many issues each live ad is to be; one that bought none is left out
	Had    map[board.ID]int // in how many issues each of the ads has been
}

const (
	// firstWeek is how far back the first issue of all looks.
	firstWeek = 7 * 24 * time.Hour

	// commitTime is how long an ad may take from its instant to where an editor can see it.
	commitTime = time.Minute

	// mostBeside is how many new ads are offered beside an issue.
	mostBeside = 100
)

// newsletterTurn lets one editor at a time change the issue that is being made.
const newsletterTurn = "newsletter"

// Newsletter is the issue that is being made: as it was arranged, with those of its ads that are still live, and what is new
// since the last one.
func (d *Desk) Newsletter(ctx context.Context, by board.Actor) (Newsletter, error) {
	if !by.May(board.PermRead) {
		return Newsletter{}, fmt.Errorf("newsletter: %w", board.ErrForbidden)
	}
	prices, err := d.Prices(ctx)
	if err != nil {
		return Newsletter{}, err
	}
	n, err := newsletter(ctx, d.store, prices, d.now())
	if err != nil {
		return n, fmt.Errorf("newsletter: %w", err)
	}
	return n, nil
}

// newsletterReads is what is asked of the store, and of the transaction that changes the issue.
type newsletterReads interface {
	Issues(ctx context.Context) (last, making board.Issue, err error)
	Arrived(ctx context.Context, after, now time.Time, n int) ([]board.ID, error)
	OrdersOfLive(ctx context.Context, items []board.Item, now time.Time) ([]board.Order, error)
	LiveAmong(ctx context.Context, ids []board.ID, now time.Time) (map[board.ID]bool, error)
	Newsletters(ctx context.Context, ids []board.ID) (map[board.ID]int, error)
}

func newsletter(ctx context.Context, s newsletterReads, prices board.PriceList, now time.Time) (n Newsletter, err error) {
	if n.Last, n.Making, err = s.Issues(ctx); err != nil {
		return n, err
	}
	since := now.Add(-firstWeek)
	if n.Last.Sent() {
		since = n.Last.Until.Add(-commitTime)
	}
	fresh, err := s.Arrived(ctx, since, now, mostBeside)
	if err != nil {
		return n, err
	}
	fresh = slices.DeleteFunc(fresh, func(id board.ID) bool {
		return slices.Contains(n.Last.Ads, id) || slices.Contains(n.Last.Left, id)
	})
	inNewsletters := slices.DeleteFunc(board.Items(), func(i board.Item) bool { return prices.Offer(i).Newsletters == 0 })
	orders, err := s.OrdersOfLive(ctx, inNewsletters, now)
	if err != nil {
		return n, err
	}
	n.Bought = newslettersOf(orders, prices)
	all := slices.Concat(n.Making.Ads, fresh)
	for id := range n.Bought {
		all = append(all, id)
	}
	if n.Had, err = s.Newsletters(ctx, all); err != nil {
		return n, err
	}
	live, err := s.LiveAmong(ctx, n.Making.Ads, now)
	if err != nil {
		return n, err
	}
	n.Making.Keep(func(id board.ID) bool { return live[id] })
	n.Making.Offer(n.owed()...)
	n.Making.Offer(fresh...)
	n.Beside = slices.DeleteFunc(fresh, func(id board.ID) bool { return slices.Contains(n.Making.Ads, id) })
	return n, nil
}

// newslettersOf is in how many issues each ad is to be, as it was ordered.
func newslettersOf(orders []board.Order, prices board.PriceList) map[board.ID]int {
	bought := map[board.ID]int{}
	for _, o := range orders {
		if o.State == board.OrderVoid || o.State == board.OrderCredited || o.Credits != "" {
			continue
		}
		for _, l := range o.Lines {
			if n := prices.Offer(l.Item).Newsletters * l.Quantity; n > 0 {
				bought[o.Job] += n
			}
		}
	}
	return bought
}

// owed is the ads that have bought more issues than they have been in.
func (n Newsletter) owed() (ids []board.ID) {
	for id, bought := range n.Bought {
		if n.Had[id] < bought {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Since is what the next issue looks back to: when the last one was made, else the zero time.
func (n Newsletter) Since() time.Time { return n.Last.Until }

// An IssueMove is what an editor does with an ad of the issue that is being made.
type IssueMove string

// The moves.
const (
	IssueUp   IssueMove = "up"
	IssueDown IssueMove = "down"
	IssuePut  IssueMove = "put"
	IssueOut  IssueMove = "out"
)

// ArrangeIssue moves an ad within the issue that is being made, takes it in or leaves it out. What cannot be taken in, for
// it is not live or there is no room, is an Invalid of the field "ad".
func (d *Desk) ArrangeIssue(ctx context.Context, by board.Actor, move IssueMove, id board.ID) error {
	err := d.changeIssue(ctx, by, func(c *change, n *Newsletter) error {
		before := n.Making
		switch move {
		case IssueUp, IssueDown:
			n.Making.Shift(id, move == IssueUp)
		case IssueOut:
			n.Making.Leave(id)
		case IssuePut:
			live, err := c.tx.LiveAmong(ctx, []board.ID{id}, c.now)
			if err != nil {
				return err
			}
			if !live[id] {
				return oneFault(board.Fault{Field: "ad", Code: "not_live"})
			}
			if !n.Making.Put(id) {
				return oneFault(board.Fault{Field: "ad", Code: "issue_full", Allowed: fmt.Sprint(board.MostAds)})
			}
		}
		return c.saveIssue(ctx, before, n.Making, "issue.arrange")
	})
	if err != nil {
		return fmt.Errorf("arranging the newsletter: %w", err)
	}
	return nil
}

// SendIssue notes that the issue of the number has been sent with the ads that an editor saw at an instant: what has come
// since is for the next one. An issue that somebody else has sent meanwhile is an ErrConflict, one without ads an Invalid.
func (d *Desk) SendIssue(ctx context.Context, by board.Actor, number int, ads []board.ID, seen time.Time) error {
	err := d.changeIssue(ctx, by, func(c *change, n *Newsletter) error {
		if n.Making.Number != number {
			return fmt.Errorf("issue %d: %w", number, board.ErrConflict)
		}
		sent := board.Issue{Number: number, Left: n.Making.Left, Until: c.now, SentAt: c.now, SentBy: by.Email}
		if seen.Before(c.now) && seen.After(n.Last.Until) {
			sent.Until = seen
		}
		there, err := c.tx.Jobs(ctx, ads)
		if err != nil {
			return err
		}
		for _, id := range ads {
			if there[id] != nil {
				sent.Put(id)
			}
		}
		if len(sent.Ads) == 0 {
			return oneFault(board.Fault{Field: "ad", Code: "issue_empty"})
		}
		return c.saveIssue(ctx, board.Issue{}, sent, "issue.send")
	})
	if err != nil {
		return fmt.Errorf("sending the newsletter: %w", err)
	}
	return nil
}

// ReopenIssue takes back that the last issue was sent. What has been arranged for the one after it is forgotten. It is an
// ErrConflict when the number is no longer the last one's.
func (d *Desk) ReopenIssue(ctx context.Context, by board.Actor, number int) error {
	err := d.changeIssue(ctx, by, func(c *change, n *Newsletter) error {
		if !n.Last.Sent() || n.Last.Number != number {
			return fmt.Errorf("issue %d: %w", number, board.ErrConflict)
		}
		if err := c.tx.DropIssue(ctx, n.Making.Number); err != nil {
			return err
		}
		opened := board.Issue{Number: number, Ads: n.Last.Ads, Left: n.Last.Left}
		return c.saveIssue(ctx, n.Last, opened, "issue.reopen")
	})
	if err != nil {
		return fmt.Errorf("reopening the newsletter: %w", err)
	}
	return nil
}

// changeIssue changes the newsletter, one editor after the other.
func (d *Desk) changeIssue(ctx context.Context, by board.Actor, do func(*change, *Newsletter) error) error {
	if !by.May(board.PermReview) {
		return board.ErrForbidden
	}
	prices, err := d.Prices(ctx)
	if err != nil {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		if err := c.tx.Alone(ctx, newsletterTurn); err != nil {
			return err
		}
		n, err := newsletter(ctx, c.tx, prices, c.now)
		if err != nil {
			return err
		}
		return do(c, &n)
	})
}

// saveIssue saves an issue, and notes which ads it has. Who has sent it is who the entry is by.
func (c *change) saveIssue(ctx context.Context, before, after board.Issue, action string) error {
	ads := func(i board.Issue) any { return struct{ Ads []board.ID }{i.Ads} }
	err := c.tx.SaveIssue(ctx, after)
	return errors.Join(err, c.audit(ctx, board.Subject{Kind: board.SubjectIssue, ID: fmt.Sprint(after.Number)}, action, "", ads(before), ads(after)))
}
