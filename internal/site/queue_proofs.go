package site

import (
	"context"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// proofsWaiting is what the queue says of the desk's drafts for customers, to those who place ads: how many there are, and
// whose customers want something changed, the longest first.
func (s *Site) proofsWaiting(ctx context.Context, v *visit, main *queuePage, now time.Time) error {
	if !v.editor.Role.May(board.PermPlace) {
		return nil
	}
	drafts, err := s.Desk.Proofs(ctx, v.actor())
	if err != nil {
		return err
	}
	main.Drafts = &anchor{Name: v.text("ad.new"), URL: v.link(s.Links.Path("redaktionen", "korrektur", "ny"), nil)}
	if len(drafts) > 0 {
		main.Drafts = &anchor{Name: v.text("queue.proofs", "n", len(drafts)), URL: v.link(s.Links.Path("redaktionen", "korrektur"), nil)}
	}
	for _, d := range drafts { // the last changed first
		if d.ProofState() == board.ProofCommented {
			main.Proofs = append([]queueRow{s.commentRow(v, d, now)}, main.Proofs...)
		}
	}
	return nil
}

func (s *Site) commentRow(v *visit, d *board.Draft, now time.Time) queueRow {
	return queueRow{
		URL: v.link(s.proofPath(d.ID), nil), Headline: draftName(v, d), Lang: other(v.lang, d.Ad.Language), Kind: v.text("queue.proof"), Changed: true,
		Employer: d.Employer.Name, Waited: v.text("queue.waited", "time", words.Age(v.lang, now.Sub(d.Proof.Commented))), Like: richtext.Excerpt(d.Proof.Comment, mostShown),
	}
}
