package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/store"
)

// Intake says how ads from a source are taken in.
type Intake struct {
	Publish bool // put them live; else they wait for an editor
	Redate  bool // treat each as published now, with a last day to apply so many Days from now
	Days    int  // how long an ad without a deadline is shown
}

// Outcome is what became of one incoming ad.
type Outcome string

// The outcomes.
const (
	Added     Outcome = "new"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
	Refused   Outcome = "refused"
)

// Taken is what became of one incoming ad; Why is set when it was refused.
type Taken struct {
	Outcome Outcome
	Why     error
}

// intake is the name under which one batch at a time is taken in: two imports may bring the same ads and employers.
const intake = "intake"

// Take takes a batch of ads of one source in, in one transaction: all of them, or on an error none. An ad that its
// source has not changed since is left alone; of two different ones with the same id the second is refused. The answer has
// an element for each ad, in their order.
func (d *Desk) Take(ctx context.Context, batch []board.Incoming, how Intake) ([]Taken, error) {
	taken, digests := make([]Taken, len(batch)), map[string]string{}
	for i := range batch {
		err := d.validate.Storable(&batch[i])
		if err == nil {
			err = repeated(batch[i].Source, digests)
		}
		if err != nil {
			taken[i] = Taken{Refused, err}
		}
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		t := taking{Desk: d, tx: tx, how: how, now: d.now(), touched: map[Outcome][]string{}}
		return t.all(ctx, batch, taken)
	})
	if err != nil {
		return nil, fmt.Errorf("taking in %d ads: %w", len(batch), err)
	}
	return taken, nil
}

// repeated is nil for the first ad with its id, and for those that say the same; their digests are noted by id. Were
// another to replace the first, the next import of both would change the ad twice.
func repeated(from board.Source, digests map[string]string) error {
	first, known := digests[from.ID]
	if known && first != from.Digest {
		return &board.Invalid{Faults: []board.Fault{{Field: "id", Code: "repeated", Value: from.ID}}}
	}
	digests[from.ID] = from.Digest
	return nil
}

// taking is one transaction of Take.
type taking struct {
	*Desk
	tx        *store.Tx
	how       Intake
	now       time.Time
	known     map[string]*board.Job     // by source id
	employers map[string]board.Employer // by key
	fresh     []*board.Job
	touched   map[Outcome][]string // ids
}

func (t *taking) all(ctx context.Context, batch []board.Incoming, taken []Taken) (err error) {
	if err := t.tx.Alone(ctx, intake); err != nil {
		return err
	}
	if t.known, err = t.tx.JobsBySource(ctx, sourceOf(batch), each(batch, sourceID)); err != nil {
		return err
	}
	if t.employers, err = t.tx.EmployersByKey(ctx, each(batch, employerKey)); err != nil {
		return err
	}
	for i, in := range batch {
		if taken[i].Outcome == Refused {
			continue
		}
		outcome, err := t.one(ctx, in)
		if err != nil {
			return fmt.Errorf("ad %q of %s: %w", in.Source.ID, in.Source.Name, err)
		}
		taken[i].Outcome = outcome
	}
	if err := t.tx.InsertJobs(ctx, t.fresh); err != nil {
		return err
	}
	return t.audit(ctx, sourceOf(batch))
}

// audit writes one line of the audit log for the batch: which ads are new and which have changed. What was different in each
// is the source's to tell.
func (t *taking) audit(ctx context.Context, source string) error {
	if len(t.touched[Added])+len(t.touched[Updated]) == 0 {
		return nil
	}
	e := board.Entry{At: t.now, By: board.Actor{Kind: board.ActorImport}, Action: "intake.take",
		Subject: board.Subject{Kind: board.SubjectIntake, ID: source}}
	for _, outcome := range []Outcome{Added, Updated} {
		if ids := t.touched[outcome]; len(ids) > 0 {
			e.Changes = append(e.Changes, board.Difference{Field: string(outcome), After: strings.Join(ids, " ")})
		}
	}
	return t.tx.Audit(ctx, e)
}

func (t *taking) one(ctx context.Context, in board.Incoming) (Outcome, error) {
	if t.how.Redate {
		in.Redate(t.how.Days, t.now)
	}
	job := t.known[in.Source.ID]
	if job == nil {
		return Added, t.add(ctx, in)
	}
	changed, waits := job.Source.Digest != in.Source.Digest, t.how.Publish && job.State == board.StatusInReview
	if !changed && !waits {
		return Unchanged, nil
	}
	return Updated, t.update(ctx, job, in)
}

func (t *taking) add(ctx context.Context, in board.Incoming) error {
	id, err := t.newID()
	if err != nil {
		return err
	}
	employer, err := t.employer(ctx, in)
	if err != nil {
		return err
	}
	job := in.Job(id, employer, t.how.Days, t.now)
	if err := t.publish(job, in); err != nil {
		return err
	}
	t.known[in.Source.ID] = job
	t.fresh = append(t.fresh, job)
	t.touched[Added] = append(t.touched[Added], string(id))
	t.note(job)
	return nil
}

func (t *taking) update(ctx context.Context, job *board.Job, in board.Incoming) (err error) {
	if job.Employer, err = t.employer(ctx, in); err != nil {
		return err
	}
	job.Reimport(in, t.how.Days, t.now)
	if err := t.publish(job, in); err != nil {
		return err
	}
	t.note(job)
	t.touched[Updated] = append(t.touched[Updated], string(job.ID))
	return t.tx.SaveJob(ctx, job)
}

func (t *taking) publish(job *board.Job, in board.Incoming) error {
	if !t.how.Publish || job.State != board.StatusInReview {
		return nil
	}
	return job.PublishImported(in.Published, t.now)
}

// note appends to the change log what readers may come to see: a job that waits for an editor is not among it.
func (t *taking) note(job *board.Job) {
	if job.State != board.StatusInReview {
		t.tx.Append(board.Change{Kind: board.ChangeJob, Job: job.ID, At: t.now})
	}
}

// employer finds who hires, or makes it; an ad that names nobody has none.
func (t *taking) employer(ctx context.Context, in board.Incoming) (board.Employer, error) {
	if in.Employer.Name == "" {
		return board.Employer{}, nil
	}
	key := employerKey(in)
	if known, ok := t.employers[key]; ok {
		return known, nil
	}
	employer := board.Employer{
		Name: in.Employer.Name, OrgNr: in.Employer.OrgNr, Sector: in.Employer.Sector, URL: in.Employer.URL, UpdatedAt: t.now,
	}
	err := t.tx.InsertEmployer(ctx, &employer, key, countyOf(in.Ad))
	t.employers[key] = employer
	return employer, err
}

// countyOf is the slug of the county that tells two employers of the same name apart: "uppsala-lan".
func countyOf(ad board.Ad) string {
	if len(ad.Where.Places) == 0 {
		return ""
	}
	region, _ := reference.RegionByCode(ad.Where.Places[0].Region)
	return board.Slugify(region.Name)
}

func sourceOf(batch []board.Incoming) string {
	if len(batch) == 0 {
		return ""
	}
	return batch[0].Source.Name
}

func sourceID(in board.Incoming) string { return in.Source.ID }

func employerKey(in board.Incoming) string {
	return board.EmployerKey(in.Employer.OrgNr, in.Source.Name, in.Employer.Name)
}

func each(batch []board.Incoming, of func(board.Incoming) string) []string {
	all := make([]string, len(batch))
	for i, in := range batch {
		all[i] = of(in)
	}
	return all
}
