package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// How often one reader may report ads: from one address of the network.
var reportLimits = []limit{{"report", 5, time.Hour}, {"report", 20, 24 * time.Hour}}

// How many answers one address gets: a reader may have written anybody's.
var answersTo = []limit{{"answer", 3, 24 * time.Hour}, {"answer", 10, 30 * 24 * time.Hour}}

// Report takes in what a reader says is wrong with an ad; from is where on the network the reader is. Too often is a
// board.TooMany. An Invalid says what is wrong with the report itself.
func (d *Desk) Report(ctx context.Context, r board.Report, from string) error {
	if err := cleanReport(&r); err != nil {
		return err
	}
	return d.change(ctx, board.Actor{Kind: board.ActorReader}, func(c *change) error {
		if err := c.allow(ctx, client(from), reportLimits...); err != nil {
			return err
		}
		job, err := c.job(ctx, r.Job, 0)
		if err != nil {
			return err
		}
		if !job.Status(c.now).Public() {
			return fmt.Errorf("job %s: %w", r.Job, board.ErrNotFound)
		}
		if err := c.clean(ctx, "text", r.Text); err != nil {
			return err
		}
		r.At = c.now
		if err := c.tx.InsertReport(ctx, &r); err != nil {
			return err
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectJob, ID: string(r.Job)}, "job.report", "", nil, map[string]string{"reason": string(r.Reason)})
	})
}

func cleanReport(r *board.Report) error {
	var wrong board.Invalid
	if _, ok := board.Parse(board.ReportReasons(), string(r.Reason)); !ok {
		wrong.Add(board.Fault{Field: "reason", Code: "choose_reason"})
	}
	r.Text = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(r.Text, "\x00", ""), ""))
	if utf8.RuneCountInString(r.Text) > board.MaxReport {
		wrong.Add(board.Fault{Field: "text", Code: "long", Allowed: "2 000"})
	}
	if r.Email = strings.TrimSpace(r.Email); r.Email != "" {
		address, err := board.ParseEmail(r.Email)
		if err != nil {
			wrong.Add(board.Fault{Field: "email", Code: "email"})
		}
		r.Email = address
	}
	return wrong.Err()
}

// DismissReport says that nothing is wrong with an ad. A reporter who left an address is told, with the editor's words.
func (d *Desk) DismissReport(ctx context.Context, by board.Actor, id int64, answer string) error {
	if answer = strings.TrimSpace(answer); len(answer) > MaxLetter {
		return tooLong("answer")
	}
	return d.handleReport(ctx, by, id, func(c *change, r *board.Report) error {
		return c.handle(ctx, r, board.ReportDismissed, answer)
	})
}

// AskAboutReport asks the owners of an ad about what a reader has said of it. Who said it they are not told. What others
// have said of it for the same reason is asked about with it: however many report an ad, its owners get one letter.
func (d *Desk) AskAboutReport(ctx context.Context, by board.Actor, id int64, question string) error {
	switch question = strings.TrimSpace(question); {
	case question == "":
		return &board.Invalid{Faults: []board.Fault{{Field: "question", Code: "question"}}}
	case len(question) > MaxLetter:
		return tooLong("question")
	}
	return d.handleReport(ctx, by, id, func(c *change, r *board.Report) error {
		job, err := c.job(ctx, r.Job, 0)
		if err != nil {
			return err
		}
		if len(job.Owners) == 0 {
			return &board.Invalid{Faults: []board.Fault{{Field: "question", Code: "no_owner"}}}
		}
		for _, owner := range job.Owners {
			lang := LanguageOf(job)
			err := c.owe(ctx, board.Notice{Kind: board.NoticeReportAsked, To: owner, Language: lang, Job: job.ID,
				Details: map[string]string{"reason": words.Text(lang, "report.reason."+string(r.Reason)), "text": question}})
			if err != nil {
				return err
			}
		}
		return c.handleAlike(ctx, r, question)
	})
}

// handleAlike notes that the owners have been asked about a report, and with it about those that wait with the same reason.
func (c *change) handleAlike(ctx context.Context, r *board.Report, question string) error {
	if err := c.handle(ctx, r, board.ReportAsked, question); err != nil {
		return err
	}
	all, err := c.tx.ReportsOfJob(ctx, r.Job)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Outcome != "" || other.Reason != r.Reason {
			continue
		}
		if err := c.handle(ctx, &other, board.ReportAsked, question); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) handleReport(ctx context.Context, by board.Actor, id int64, do func(c *change, r *board.Report) error) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("report %d: %w", id, board.ErrForbidden)
	}
	return d.change(ctx, by, func(c *change) error {
		r, err := c.tx.Report(ctx, id)
		if err != nil {
			return err
		}
		if err := do(c, &r); err != nil {
			return fmt.Errorf("report %d: %w", id, err)
		}
		return nil
	})
}

// reportActions is what the audit log calls it when a report is handled.
var reportActions = map[board.ReportOutcome]string{
	board.ReportDismissed: "report.dismiss", board.ReportAsked: "report.ask", board.ReportTakenDown: "report.take_down",
}

// handle notes what was done about a report with which words, and owes its reader an answer. What the ad's owners were asked
// its reader is not told.
func (c *change) handle(ctx context.Context, r *board.Report, outcome board.ReportOutcome, said string) error {
	if err := r.Handle(outcome, c.by.Email, c.now); err != nil {
		return err
	}
	if err := c.tx.SaveReport(ctx, *r); err != nil {
		return err
	}
	about := board.Subject{Kind: board.SubjectReport, ID: fmt.Sprint(r.ID)}
	err := c.audit(ctx, about, reportActions[outcome], said, nil, map[string]string{"outcome": string(outcome), "job": string(r.Job)})
	if err != nil || r.Email == "" {
		return err
	}
	answer := said
	if outcome == board.ReportAsked {
		answer = ""
	}
	return c.answer(ctx, r, map[string]string{"outcome": words.Text(r.Language, "report.done."+string(outcome)), "text": answer})
}

// answer owes a reader the answer to a report: one about an ad at a time, and not many in a while.
func (c *change) answer(ctx context.Context, r *board.Report, details map[string]string) error {
	switch err := c.allow(ctx, r.Email, answersTo...); {
	case errors.Is(err, board.ErrTooMany):
		return nil
	case err != nil:
		return err
	}
	return c.owe(ctx, board.Notice{
		Kind: board.NoticeReportDone, To: r.Email, Language: r.Language, Job: r.Job, Details: details,
		DedupeKey: fmt.Sprintf("%s:%s:%s", board.NoticeReportDone, r.Job, r.Email),
	})
}

// A Takedown is why an ad is taken down, as the statement of reasons to its owners says it (regulation (EU) 2022/2065,
// article 17).
type Takedown struct {
	Reason board.TakedownReason
	Facts  string   // what was found, and how
	Rule   string   // of an unlawful ad the law, of one against the terms the point
	Other  board.ID // of a duplicate: the ad that stays
	Logo   bool     // the employer's logo goes too, where it is what infringes a right
}

// TakeDown takes an ad away from readers at once, tells its owners why and how to ask for it to be tried again, and answers
// those who have reported it. One that is not paid for is paused.
func (d *Desk) TakeDown(ctx context.Context, by board.Actor, seen Seen, t Takedown) error {
	if !by.May(board.PermReview) {
		return fmt.Errorf("taking down %s: %w", seen.Job, board.ErrForbidden)
	}
	t.Facts, t.Rule = strings.TrimSpace(t.Facts), strings.TrimSpace(t.Rule)
	if err := t.check(seen.Job); err != nil {
		return err
	}
	err := d.change(ctx, by, func(c *change) error {
		job, err := c.job(ctx, seen.Job, seen.Version)
		if err != nil {
			return err
		}
		before := *job
		if err := c.takeAway(ctx, job, t); err != nil {
			return err
		}
		if err := c.saveJob(ctx, &before, job, "job.take_down", t.Facts); err != nil {
			return err
		}
		if t.Reason.Empties() {
			if err := c.erase(ctx, job, t); err != nil {
				return err
			}
		}
		return c.stateReasons(ctx, job, t)
	})
	if err != nil {
		return fmt.Errorf("taking down %s: %w", seen.Job, err)
	}
	return nil
}

func (t Takedown) check(job board.ID) error {
	var wrong board.Invalid
	if _, ok := board.Parse(board.TakedownReasons(), string(t.Reason)); !ok {
		wrong.Add(board.Fault{Field: "takedown", Code: "choose_reason"})
	}
	if t.Facts == "" {
		wrong.Add(board.Fault{Field: "facts", Code: "facts"})
	}
	if len(t.Facts)+len(t.Rule) > MaxLetter {
		wrong.Faults = append(wrong.Faults, tooLong("facts").Faults...)
	}
	if t.Rule == "" && (t.Reason == board.TakedownUnlawful || t.Reason == board.TakedownTerms) {
		wrong.Add(board.Fault{Field: "rule", Code: "rule"})
	}
	if t.Reason == board.TakedownDuplicate && (t.Other == "" || t.Other == job) {
		wrong.Add(board.Fault{Field: "other", Code: "nobody"})
	}
	return wrong.Err()
}

func (c *change) takeAway(ctx context.Context, job *board.Job, t Takedown) error {
	if t.Reason == board.TakedownUnpaid {
		return job.Pause(c.by.Email, c.now)
	}
	if t.Reason == board.TakedownDuplicate {
		if _, err := c.tx.Job(ctx, t.Other); errors.Is(err, board.ErrNotFound) {
			return &board.Invalid{Faults: []board.Fault{{Field: "other", Code: "nobody"}}}
		} else if err != nil {
			return err
		}
	} else {
		t.Other = ""
	}
	if err := job.Withdraw(string(t.Reason), t.Other, c.now); err != nil {
		return err
	}
	if t.Reason.Empties() {
		job.Ad = job.Ad.Emptied()
	}
	return nil
}

// erase takes away what is kept beside an ad of what it said: in the log, with decisions that can be taken back, and as a
// picture.
func (c *change) erase(ctx context.Context, job *board.Job, t Takedown) error {
	if err := c.tx.EraseAuditOf(ctx, board.Subject{Kind: board.SubjectJob, ID: string(job.ID)}, c.now); err != nil {
		return err
	}
	if err := c.tx.ForgetDecisions(ctx, job.ID); err != nil {
		return err
	}
	logo := job.Employer.Logo
	if !t.Logo || t.Reason != board.TakedownRights || logo == "" {
		return nil
	}
	if err := c.giveLogo(ctx, job.Employer, ""); err != nil {
		return err
	}
	return c.tx.DeletePicture(ctx, logo)
}

// stateReasons tells owners and reporters what was done, and why.
func (c *change) stateReasons(ctx context.Context, job *board.Job, t Takedown) error {
	reports, err := c.tx.ReportsOfJob(ctx, job.ID)
	if err != nil {
		return err
	}
	lang := LanguageOf(job)
	statement := map[string]string{
		"reason": words.Text(lang, "takedown."+string(t.Reason)), "facts": t.Facts, "rule": t.Rule, "other": string(job.Ending.Other),
		"at": words.Moment(lang, c.now), "reported": "", "paused": "",
	}
	if len(reports) > 0 {
		statement["reported"] = "yes"
	}
	if t.Reason == board.TakedownUnpaid {
		statement["paused"] = "yes"
	}
	for _, owner := range job.Owners {
		if err := c.owe(ctx, board.Notice{Kind: board.NoticeTakenDown, To: owner, Language: lang, Job: job.ID, Details: statement}); err != nil {
			return err
		}
	}
	for _, r := range slices.DeleteFunc(reports, func(r board.Report) bool { return r.Outcome != "" }) {
		if err := c.handle(ctx, &r, board.ReportTakenDown, ""); err != nil {
			return err
		}
	}
	return nil
}

// ForgetReporters empties the addresses of readers whose reports were handled long ago. It is a task that is done again
// and again.
func (d *Desk) ForgetReporters(ctx context.Context) error {
	return d.change(ctx, board.System, func(c *change) error {
		n, err := c.tx.ForgetReporters(ctx, c.now.Add(-board.KeepReporter))
		if err != nil || n == 0 {
			return err
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectReport}, "report.forget", "", nil, map[string]int64{"reports": n})
	})
}
