package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// readersAtOnce is how many readers' letters are owed in one transaction.
const readersAtOnce = 50

// TellReaders owes readers the letters about new ads that are due. It is to be called again and again.
func (d *Desk) TellReaders(ctx context.Context) error {
	mailings, err := d.mailings(ctx)
	if err != nil {
		return fmt.Errorf("letters to readers: %w", err)
	}
	for some := range slices.Chunk(mailings, readersAtOnce) {
		err := d.change(ctx, board.System, func(c *change) error {
			if err := c.tx.Alone(ctx, newsCursor); err != nil {
				return err
			}
			for _, m := range some {
				if err := c.tell(ctx, m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("letters to readers: %w", err)
		}
	}
	return nil
}

// A mailing is the alerts of one reader, in one language, that stand in one letter.
type mailing []board.Alert

// mailings is the alerts whose letters may be due, by reader.
func (d *Desk) mailings(ctx context.Context) ([]mailing, error) {
	waiting, err := d.store.WaitingNews(ctx)
	if err != nil || len(waiting) == 0 {
		return nil, err
	}
	ids, since := make([]board.ID, len(waiting)), map[board.ID]time.Time{}
	for i, w := range waiting {
		ids[i], since[w.Alert] = w.Alert, w.Since
	}
	alerts, err := d.store.Alerts(ctx, ids)
	if err != nil {
		return nil, err
	}
	now := d.now()
	type to struct {
		email string
		lang  board.Language
	}
	var all []mailing
	place := map[to]int{}
	for _, a := range alerts {
		if !a.ActiveAt(now) || now.Before(a.Frequency.Due(since[a.ID], nil)) {
			continue
		}
		i, ok := place[to{a.Email, a.Language}]
		if !ok {
			i = len(all)
			place[to{a.Email, a.Language}], all = i, append(all, nil)
		}
		all[i] = append(all[i], a)
	}
	return all, nil
}

// tell owes the letter of a mailing, if by now there is something to tell. An ad that readers no longer find is left out:
// should it come back, it is news.
func (c *change) tell(ctx context.Context, m mailing) error {
	sent, err := c.tx.LettersTo(ctx, board.ReaderOf(m[0].Email), board.LettersADay)
	if err != nil {
		return err
	}
	all := idsOf(m)
	waiting, err := c.tx.NewsOf(ctx, all)
	if err != nil {
		return err
	}
	due := m.due(waiting, sent, c.now)
	if len(due) == 0 {
		return nil
	}
	news, gone, err := c.newsOf(ctx, due, waiting)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		if err := c.tx.DropNews(ctx, all, gone...); err != nil {
			return err
		}
	}
	if len(news) == 0 {
		return nil
	}
	if err := c.tx.Tell(ctx, idsOf(due), c.now); err != nil {
		return err
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeAlert, To: m[0].Email, Language: m[0].Language, NotBefore: c.now,
		Details: map[string]string{"news": board.FormatNews(news)},
	})
}

func idsOf(alerts []board.Alert) []board.ID {
	ids := make([]board.ID, len(alerts))
	for i, a := range alerts {
		ids[i] = a.ID
	}
	return ids
}

// due is the alerts of a mailing for which something waits that may be told now.
func (m mailing) due(waiting []store.Told, sent []time.Time, now time.Time) mailing {
	return slices.DeleteFunc(slices.Clone(m), func(a board.Alert) bool {
		first := slices.IndexFunc(waiting, func(t store.Told) bool { return t.Alert == a.ID })
		return first < 0 || now.Before(a.Frequency.Due(waiting[first].Came, sent))
	})
}

// newsOf is what waits for the alerts, as far as readers find it now, and what they do not find.
func (c *change) newsOf(ctx context.Context, due mailing, waiting []store.Told) (news []board.News, gone []board.ID, err error) {
	jobs := make([]board.ID, len(waiting))
	for i, t := range waiting {
		jobs[i] = t.Job
	}
	live, err := c.tx.LiveAmong(ctx, jobs, c.now)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range due {
		n := board.News{Alert: a.ID}
		for _, t := range waiting {
			switch {
			case t.Alert != a.ID:
			case live[t.Job]:
				n.Jobs = append(n.Jobs, t.Job)
			default:
				gone = append(gone, t.Job)
			}
		}
		if len(n.Jobs) > 0 {
			news = append(news, n)
		}
	}
	return news, gone, nil
}
