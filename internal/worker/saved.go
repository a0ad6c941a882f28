package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"

	"ledigajobb/internal/board"
	"ledigajobb/internal/search"
)

// A SavedIndex is a file in which the index is kept between starts: it is read in a fraction of the time that reading and
// analysing all ads takes. It is never needed: what is damaged, of another program or of another log is not used.
type SavedIndex struct {
	Path    string
	Program string // which program this is; only what the same one has saved is read
	Log     *slog.Logger

	at      board.Position // of what is in the file, as far as is known
	foreign bool           // the file is another's
}

// restore takes up the index as it was saved, if that fits the log.
func (f *SavedIndex) restore(x *search.Index, fits func(search.Origin) bool) (at board.Position, ok bool) {
	at, err := f.read(x, fits)
	switch {
	case err == nil:
		f.at = at
		return at, true
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, search.ErrForeign):
		f.foreign = true
		f.Log.Warn("the index is not saved, since its file is another's: give another one with --index-file", "file", f.Path, "reason", err)
	default:
		f.Log.Info("the saved index is not used; all ads are read", "reason", err)
		_ = os.Remove(f.Path) // who is in it is kept no longer than it is of use
	}
	return at, false
}

func (f *SavedIndex) read(x *search.Index, fits func(search.Origin) bool) (at board.Position, err error) {
	file, err := os.Open(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return at, err
	}
	if err != nil { // it may be anybody's
		return at, fmt.Errorf("%w: %w", search.ErrForeign, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return at, err
	}
	return x.Restore(file, info.Size(), func(o search.Origin) bool { return o.Program == f.Program && fits(o) })
}

// save writes a version down.
func (f *SavedIndex) save(v *search.Version, change string) error {
	fresh := f.Path + ".new"
	err := writeFile(fresh, func(w io.Writer) error { return v.Save(w, f.Program, change) })
	if err == nil {
		err = os.Rename(fresh, f.Path)
	}
	if err != nil {
		_ = os.Remove(fresh)
		return fmt.Errorf("saving the index: %w", err)
	}
	f.at = v.Position()
	return nil
}

// writeFile makes a file that only its owner may read.
func writeFile(path string, content func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(content(file), file.Sync(), file.Close())
}

// Save is the step that saves the index where it stands, if the file does not stand there.
func (x *Indexer) Save(ctx context.Context) error {
	if x.Saved == nil || x.Saved.foreign {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, lastWords)
	defer cancel()
	v := x.Index.At(x.Now())
	if v.Position() == x.Saved.at {
		return nil
	}
	change, err := x.changeAt(ctx, v.Position().Seq)
	if err != nil {
		return fmt.Errorf("saving the index: %w", err)
	}
	return x.Saved.save(v, change)
}

// changeAt is the log's change at a place, in a word; empty if there is none any longer.
func (x *Indexer) changeAt(ctx context.Context, seq int64) (string, error) {
	changes, err := x.Store.Changes(ctx, seq-1, 1)
	if err != nil || len(changes) == 0 || changes[0].Seq != seq {
		return "", err
	}
	c := changes[0]
	return fmt.Sprint(c.Kind, " ", c.Job, " ", c.Employer, " ", c.At.UnixMilli()), nil
}

// restore begins with what was saved, if it can be followed from there to the end of the log.
func (x *Indexer) restore(ctx context.Context, end board.Position) (ok bool, err error) {
	oldest, err := x.Store.OldestChange(ctx)
	if err != nil {
		return false, err
	}
	if err := x.setSynonyms(ctx, x.at); err != nil {
		return false, err
	}
	x.at, x.loaded = x.Saved.restore(x.Index, func(o search.Origin) bool {
		at := o.Position
		if at.Epoch != end.Epoch || at.Seq < oldest || at.Seq > end.Seq || o.Latest.After(x.Now()) {
			return false
		}
		change, err := x.changeAt(ctx, at.Seq)
		return err == nil && change == o.Change
	})
	return x.loaded, nil
}
