package site

import (
	"context"
	"sync"

	"ledigajobb/internal/board"
)

// A frame is what the pages take from the journal: its name, logo, menu and foot.
type frame struct {
	Name      string
	Logo      string // address of a picture, or empty
	Menu      []anchor
	Foot      []string
	Publisher string

	sheet *sheet
}

// frames keeps the frame of the last place in the change log that was asked about.
type frames struct {
	mu       sync.Mutex
	position board.Position
	frame    *frame
	styles   string // the style sheet without the journal's colours
}

func (f *frames) init() (err error) {
	f.styles, err = readStyles()
	return err
}

// frame is the frame that holds at a place in the change log, where every change of a setting stands.
func (s *Site) frame(ctx context.Context, at board.Position) (*frame, error) {
	f := &s.frames
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.frame != nil && f.position == at {
		return f.frame, nil
	}
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	f.frame, f.position = s.newFrame(settings), at
	return f.frame, nil
}

func (s *Site) newFrame(settings map[string]string) *frame {
	return &frame{Name: "Lediga jobb", sheet: newSheet(s.frames.styles)}
}
