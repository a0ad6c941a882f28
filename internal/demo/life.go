package demo

import (
	"crypto/sha256"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// life is what has happened to an ad before the first start.
type life struct {
	Package      board.Package
	State        board.Status // in_review: nobody has decided yet
	Published    moment       // of one in review: handed in
	Featured     moment
	Pick         bool
	Extended     extension
	Paused       moment
	Ended        ending
	Revised      revised
	Readvertises string // the name of the ad that this one repeats
	ApplyAgain   bool   `yaml:"apply_again"`
}

type extension struct {
	On     moment
	To     moment
	Reason string
}

type ending struct {
	On     moment
	Reason string
}

// revised is a change that its owner has handed in and that waits for an editor.
type revised struct {
	On        moment
	Headline  string
	Words, By string // words of the text, and by what they are replaced
	Deadline  moment
}

// ad is the published ad as the change would make it.
func (r revised) ad(published board.Ad, today board.Date) board.Ad {
	if r.Headline != "" {
		published.Headline = r.Headline
	}
	if r.Deadline.stated {
		published.Deadline = r.Deadline.deadline(today)
	}
	text, _ := richtext.Replace(richtext.Text(published.Text), r.Words, r.By)
	published.Text = board.Text(text)
	return published
}

// days is the longest run that each package buys.
func days(p board.Package) int {
	if p == "basic" {
		return 45
	}
	return 60
}

// writing is how long before its publication an ad was handed in.
const writing = 5 * time.Hour

// ID is the ID of the sample ad in the file of the name. It is the same on every sample board, so that addresses can be
// shown and remembered.
func ID(name string) board.ID {
	sum := sha256.Sum256([]byte("sample ad " + name))
	return board.NewID([board.IDLength]byte(sum[:board.IDLength]))
}

// job is the job that the ad has become by now. It belongs to its employer's mailbox and to its first contact.
func (l *life) job(id board.ID, ad board.Ad, mailbox string, now time.Time) (*board.Job, error) {
	published, decided := l.Published.instant(now), l.Published.past(now)
	if l.Published.days <= 0 {
		published = decided
	}
	created := decided.Add(-writing)
	if l.State == board.StatusInReview {
		created = decided
	}
	j := &board.Job{
		ID: id, Ad: ad, State: board.StatusInReview, Days: days(l.Package), Package: l.Package,
		Owners: []string{mailbox, ad.Contacts[0].Email}, CreatedAt: created, UpdatedAt: created,
	}
	if l.Readvertises != "" {
		j.Readvertise = board.Readvertise{Of: ID(l.Readvertises), ApplyAgain: l.ApplyAgain}
	}
	if l.State == board.StatusInReview {
		return j, nil
	}
	if err := j.Approve(editor, published, decided); err != nil {
		return nil, err
	}
	return j, l.happened(j, now)
}

// editor is who has decided on the ads.
const editor = "redaktionen@tidningen.example.se"

// happened is what came after the publication.
func (l *life) happened(j *board.Job, now time.Time) error {
	today, decided := board.DateOf(now), j.Decision.At
	j.Promotion.EditorsPick = l.Pick
	moves := []func() error{}
	if l.Featured.stated {
		moves = append(moves, func() error { return j.Feature(l.Featured.deadline(today).End(), decided) })
	}
	if to := l.Extended.To; to.stated {
		moves = append(moves, func() error {
			return j.Extend(to.deadline(today), l.Extended.Reason, j.Days, l.Extended.On.past(now))
		})
	}
	if l.Paused.stated {
		moves = append(moves, func() error { return j.Pause(editor, l.Paused.past(now)) })
	}
	if l.Ended.On.stated {
		moves = append(moves, func() error { return j.End(l.Ended.Reason, l.Ended.On.past(now)) })
	}
	if r := l.Revised; r.On.stated {
		moves = append(moves, func() error { return j.Revise(r.ad(j.Ad, today), j.Owners[0], r.On.past(now)) })
	}
	for _, move := range moves {
		if err := move(); err != nil {
			return fmt.Errorf("its life: %w", err)
		}
	}
	return nil
}
