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

// batchSize is how many ads one transaction takes: about 50 ms, so that a server on the same file waits for no longer.
const batchSize = 250

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
		desk: desk.New(s, env.Random, env.clock), how: desk.Intake{Publish: c.Publish, Redate: c.Redate, Days: c.Days},
		report: Report{Outcomes: map[desk.Outcome]int{}, Misfits: map[string]int{}}, progress: progress,
	}
	err = i.all(ctx, file)
	i.report.write(env.Out)
	if err != nil {
		return fmt.Errorf("the import stopped after %d ads: %w. What was taken in is kept; run it again to go on", i.report.Read, err)
	}
	return nil
}

// intake is one import under way.
type intake struct {
	desk     *desk.Desk
	how      desk.Intake
	report   Report
	progress io.Writer
	batch    []board.Incoming
	lines    []int // where in the file each of the batch stands
}

func (i *intake) all(ctx context.Context, file io.Reader) error {
	for item, err := range importer.JobTech(file) {
		if err != nil {
			return errors.Join(i.flush(ctx), err)
		}
		if err := i.item(ctx, item); err != nil {
			return err
		}
	}
	return i.flush(ctx)
}

func (i *intake) item(ctx context.Context, item importer.Item) error {
	if item.Refused != nil {
		i.report.Read++
		i.report.refuse(item.Line, item.Refused)
		return nil
	}
	for _, m := range item.Misfits {
		i.report.Misfits[m.Field]++
	}
	i.batch, i.lines = append(i.batch, item.Incoming), append(i.lines, item.Line)
	if len(i.batch) < batchSize {
		return nil
	}
	return i.flush(ctx)
}

func (i *intake) flush(ctx context.Context) error {
	if len(i.batch) == 0 {
		return nil
	}
	taken, err := i.desk.Take(ctx, i.batch, i.how)
	if err != nil {
		return err
	}
	for n, t := range taken {
		i.report.Read++
		if t.Outcome == desk.Refused {
			i.report.refuse(i.lines[n], t.Why)
			continue
		}
		i.report.Outcomes[t.Outcome]++
	}
	i.batch, i.lines = i.batch[:0], i.lines[:0]
	if i.progress != nil {
		fmt.Fprintf(i.progress, "\r%d ads", i.report.Read)
	}
	return nil
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
