package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/importer"
)

// A Report says what an import did.
type Report struct {
	Read     int
	Outcomes map[desk.Outcome]int
	Refusals []string       // "line 7: …", at most maxRefusals
	Misfits  map[string]int // by field: how many values were none of ours
}

// maxRefusals is how many refusals a report names; all are counted.
const maxRefusals = 100

// batchSize is how many ads one transaction takes: about 30 ms, so that a server on the same file waits for no longer.
const batchSize = 100

// Import takes the ads of a file in. A refused ad is counted and named and the rest goes on; a broken file ends the
// import with an error that says how far it came, and what was taken in stays: the import can be run again.
func Import(ctx context.Context, c config.Import, env Env, progress io.Writer) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("cannot read the file of ads: %w", err)
	}
	defer file.Close()
	s, err := openStore(ctx, c.Database, env)
	if err != nil {
		return err
	}
	defer s.Close()
	i := intake{
		desk: desk.New(desk.Config{Store: s, Random: env.Random, Now: env.clock}), how: desk.Intake{Publish: c.Publish, Redate: c.Redate, Days: c.Days},
		seen:   map[string]bool{},
		report: Report{Outcomes: map[desk.Outcome]int{}, Misfits: map[string]int{}}, progress: progress,
	}
	err = i.all(ctx, file)
	if progress != nil {
		fmt.Fprintln(progress)
	}
	i.report.write(env.Out)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		err = errors.New("it was interrupted")
	}
	if i.report.kept() == 0 {
		return fmt.Errorf("nothing was taken in: %w", err)
	}
	return fmt.Errorf("the import stopped after %d ads: %w. They are kept; run it again to go on", i.report.kept(), err)
}

// intake is one import under way.
type intake struct {
	desk     *desk.Desk
	how      desk.Intake
	seen     map[string]bool // source ids of the file so far
	report   Report
	progress io.Writer
}

// all reads the file and writes to the database at the same time, a batch apart.
func (i *intake) all(ctx context.Context, file io.Reader) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	batches := make(chan batch)
	go func() {
		defer close(batches)
		read(ctx, file, batches)
	}()
	for b := range batches {
		if err := i.take(ctx, b); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// A batch is the next ads of a file, and the error that ended it if one did.
type batch struct {
	items []importer.Item
	err   error
}

// read sends the file's ads until its end or the context's.
func read(ctx context.Context, file io.Reader, to chan<- batch) {
	var b batch
	send := func() bool {
		select {
		case to <- b:
			b = batch{}
			return true
		case <-ctx.Done():
			return false
		}
	}
	for item, err := range importer.JobTech(file) {
		if b.err = err; err != nil {
			break
		}
		b.items = append(b.items, item)
		if len(b.items) == batchSize && !send() {
			return
		}
	}
	send()
}

// take counts what could not be read, and hands the rest to the desk.
func (i *intake) take(ctx context.Context, b batch) error {
	var ads []board.Incoming
	var lines []int // where in the file each of them stands
	for _, item := range b.items {
		i.report.Read++
		if item.Refused == nil && i.seen[item.Incoming.Source.ID] {
			item.Refused = fmt.Errorf("its id %.40q stands earlier in the file; the first is taken", item.Incoming.Source.ID)
		}
		if item.Refused != nil {
			i.report.refuse(item.Line, item.Refused)
			continue
		}
		i.seen[item.Incoming.Source.ID] = true
		for _, m := range item.Misfits {
			i.report.Misfits[m.Field]++
		}
		ads, lines = append(ads, item.Incoming), append(lines, item.Line)
	}
	taken, err := i.desk.Take(ctx, ads, i.how)
	if err != nil {
		i.report.Read -= len(ads)
		return errors.Join(err, b.err)
	}
	for n, t := range taken {
		if t.Outcome == desk.Refused {
			i.report.refuse(lines[n], t.Why)
			continue
		}
		i.report.Outcomes[t.Outcome]++
	}
	if i.progress != nil {
		fmt.Fprintf(i.progress, "\r%d ads", i.report.Read)
	}
	return b.err
}

// kept is how many ads of the file are in the database now.
func (r *Report) kept() int {
	return r.Outcomes[desk.Added] + r.Outcomes[desk.Updated] + r.Outcomes[desk.Unchanged]
}

func (r *Report) refuse(line int, why error) {
	r.Outcomes[desk.Refused]++
	if len(r.Refusals) < maxRefusals {
		r.Refusals = append(r.Refusals, fmt.Sprintf("line %d: %v", line, why))
	}
}

func (r *Report) write(w io.Writer) {
	fmt.Fprintf(w, "read %d, new %d, updated %d, unchanged %d, refused %d\n", r.Read, r.Outcomes[desk.Added],
		r.Outcomes[desk.Updated], r.Outcomes[desk.Unchanged], r.Outcomes[desk.Refused])
	if len(r.Misfits) > 0 {
		var fields []string
		for _, field := range slices.Sorted(maps.Keys(r.Misfits)) {
			fields = append(fields, fmt.Sprintf("%s %d", field, r.Misfits[field]))
		}
		fmt.Fprintln(w, "values that fit none of ours, left out:", strings.Join(fields, ", "))
	}
	for _, refusal := range r.Refusals {
		fmt.Fprintln(w, "refused,", refusal)
	}
	if more := r.Outcomes[desk.Refused] - len(r.Refusals); more > 0 {
		fmt.Fprintf(w, "and %d more were refused\n", more)
	}
}
