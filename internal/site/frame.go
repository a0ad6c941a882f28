package site

import (
	"cmp"
	"context"
	"strings"
	"sync"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/words"
)

// The frame without settings.
const (
	defaultName   = "Lediga jobb"
	defaultEmail  = "redaktion@example.se"
	defaultAccent = "#0b4a66"
)

// A frame is what the pages take from the journal: its name, logo, colours, menu and foot.
type frame struct {
	Name      string
	Home      string // address of the journal, or empty
	Logo      string // address of a picture, or empty
	Menu      []anchor
	Foot      []string
	Career    string
	Publisher string
	Email     string
	Phone     string
	Texts     map[string]string // the settings that are texts
	Said      words.Overlay     // the journal's own wordings of letters and reasons

	sheet, deskSheet *sheet
}

// frames keeps the frame of the last place in the change log that was asked about.
type frames struct {
	mu                 sync.Mutex
	position           board.Position
	frame              *frame
	styles, deskStyles string // the style sheets without the journal's colours
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
	next := s.newFrame(settings)
	if f.frame != nil && f.frame.sheet.name == next.sheet.name {
		next.sheet, next.deskSheet = f.frame.sheet, f.frame.deskSheet // they have been compressed
	}
	f.frame, f.position = next, at
	return next, nil
}

// lastFrame is the frame that held last, for when the settings cannot be read.
func (s *Site) lastFrame() *frame {
	s.frames.mu.Lock()
	defer s.frames.mu.Unlock()
	if s.frames.frame != nil {
		return s.frames.frame
	}
	return s.newFrame(nil)
}

func (s *Site) newFrame(settings map[string]string) *frame {
	f := &frame{
		Name: cmp.Or(s.Name, defaultName), Email: defaultEmail, Phone: settings[board.SettingPhone], Publisher: settings[board.SettingPublisher],
		Foot: lines(settings[board.SettingFoot]), Texts: map[string]string{}, Said: words.Only(settings),
	}
	if name := settings[board.SettingName]; name != "" {
		f.Name = name
	}
	if email := settings[board.SettingEmail]; email != "" {
		f.Email = email
	}
	if key := settings[board.SettingLogo]; key != "" {
		f.Logo = s.Links.Local(s.Links.Logo(key))
	}
	f.Home, _ = link.Web(settings[board.SettingHome])
	f.Career, _ = link.Web(settings[board.SettingCareer])
	for _, line := range lines(settings[board.SettingMenu]) {
		name, address, _ := strings.Cut(line, "|")
		if address, ok := link.Web(strings.TrimSpace(address)); ok {
			f.Menu = append(f.Menu, anchor{Name: strings.TrimSpace(name), URL: address})
		}
	}
	for key, value := range settings {
		if strings.HasPrefix(key, board.SettingTexts) {
			f.Texts[key] = value
		}
	}
	colours := theme(settings[board.SettingAccent])
	f.sheet, f.deskSheet = newSheet(colours+s.frames.styles), newSheet(colours+s.frames.deskStyles)
	return f
}

// lines is the lines of a text that have something on them.
func lines(s string) []string {
	var kept []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return kept
}
