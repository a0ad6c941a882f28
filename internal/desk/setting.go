package desk

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/store"
	"ledigajobb/internal/words"
)

// A Setting is something that an admin may change while the program runs.
type Setting struct {
	Key     string
	Group   SettingGroup
	Kind    SettingKind
	Default string         // what holds while nobody has set it, where that is a text
	Lang    board.Language // of the text, where it has one
	Words   string         // the key of the catalogue's text that it stands in place of
}

// SettingGroup is which settings stand on one page.
type SettingGroup string

// SettingKind says how a setting is written, and what is asked of it.
type SettingKind string

// The groups, in their order.
const (
	GroupFrame   SettingGroup = "frame"
	GroupTexts   SettingGroup = "texts"
	GroupPrices  SettingGroup = "prices"
	GroupLetters SettingGroup = "letters"
	GroupReasons SettingGroup = "reasons"
	GroupSearch  SettingGroup = "search"
	GroupDesk    SettingGroup = "desk"
)

// SettingGroups lists the groups.
func SettingGroups() []SettingGroup {
	return []SettingGroup{GroupFrame, GroupTexts, GroupPrices, GroupLetters, GroupReasons, GroupSearch, GroupDesk}
}

// The kinds.
const (
	KindLine     SettingKind = "line"
	KindLines    SettingKind = "lines"
	KindMarkdown SettingKind = "markdown"
	KindWords    SettingKind = "words" // a text of the catalogue, with its places
	KindAddress  SettingKind = "address"
	KindEmail    SettingKind = "email"
	KindPhone    SettingKind = "phone"
	KindColour   SettingKind = "colour"
	KindPicture  SettingKind = "picture"
	KindMenu     SettingKind = "menu"
	KindPrices   SettingKind = "prices"
	KindSynonyms SettingKind = "synonyms"
	KindHours    SettingKind = "hours"
)

// pages are the pages of small print, as their settings are called.
var pages = [...]string{"annonsvillkor", "personuppgifter", "tillganglighet", "kontakt"}

// Settings lists every setting, in the order of the pages that they are on.
func Settings() []Setting {
	all := []Setting{
		{Key: board.SettingName, Group: GroupFrame, Kind: KindLine},
		{Key: board.SettingHome, Group: GroupFrame, Kind: KindAddress},
		{Key: board.SettingLogo, Group: GroupFrame, Kind: KindPicture},
		{Key: board.SettingAccent, Group: GroupFrame, Kind: KindColour},
		{Key: board.SettingMenu, Group: GroupFrame, Kind: KindMenu},
		{Key: board.SettingCareer, Group: GroupFrame, Kind: KindAddress},
		{Key: board.SettingFoot, Group: GroupFrame, Kind: KindLines},
		{Key: board.SettingPublisher, Group: GroupFrame, Kind: KindLine},
		{Key: board.SettingEmail, Group: GroupFrame, Kind: KindEmail},
		{Key: board.SettingPhone, Group: GroupFrame, Kind: KindPhone},
		{Key: board.SettingPrices, Group: GroupPrices, Kind: KindPrices, Default: board.DefaultPrices().String()},
		{Key: board.SettingSynonyms, Group: GroupSearch, Kind: KindSynonyms},
		{Key: board.SettingHours, Group: GroupDesk, Kind: KindHours},
		{Key: board.SettingBlockedWords, Group: GroupDesk, Kind: KindLines},
	}
	for _, page := range pages {
		for _, lang := range words.Languages() {
			all = append(all, Setting{Key: board.SettingTexts + page + "." + string(lang), Group: GroupTexts, Kind: KindMarkdown, Lang: lang})
		}
	}
	for _, key := range words.Editable() {
		group := GroupLetters
		if strings.HasPrefix(key, "reason.") {
			group = GroupReasons
		}
		for _, lang := range words.Languages() {
			all = append(all, Setting{Key: words.OverlayKey(key, lang), Group: group, Kind: KindWords, Default: words.Raw(lang, key), Lang: lang, Words: key})
		}
	}
	return all
}

// FindSetting is the setting with a key.
func FindSetting(key string) (Setting, bool) {
	for _, s := range Settings() {
		if s.Key == key {
			return s, true
		}
	}
	return Setting{}, false
}

// A SettingChange is a new value of a setting, and the one that it takes the place of, as the person has seen it.
type SettingChange struct {
	Key, Was, Value string
}

// SaveSettings gives settings new values, all of them or none. Those that stay what they were are left alone; an empty
// value is what the program comes with. What is wrong is a board.Invalid, with the settings' keys as fields; a setting that
// another has changed since is a board.Stale.
func (d *Desk) SaveSettings(ctx context.Context, by board.Actor, changes []SettingChange) error {
	if !by.May(board.PermAdmin) {
		return fmt.Errorf("settings: %w", board.ErrForbidden)
	}
	changes, err := checkSettings(changes)
	if err != nil || len(changes) == 0 {
		return err
	}
	return d.change(ctx, by, func(c *change) error {
		if err := c.tx.Alone(ctx, "settings"); err != nil {
			return err
		}
		have, err := c.tx.Settings(ctx)
		if err != nil {
			return err
		}
		for _, s := range changes {
			if err := c.saveSetting(ctx, s, have[s.Key]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *change) saveSetting(ctx context.Context, s SettingChange, has string) error {
	subject := board.Subject{Kind: board.SubjectSetting, ID: s.Key}
	if has == s.Value { // another had the same idea
		return nil
	}
	if has != s.Was {
		return c.stale(ctx, subject)
	}
	if err := c.tx.SaveSetting(ctx, s.Key, s.Value, c.by.Email, c.now); err != nil {
		return err
	}
	return c.audit(ctx, subject, "setting.change", "", map[string]string{"value": has}, map[string]string{"value": s.Value})
}

// SaveLogo makes a file the journal's logo; no file takes the logo away. What is wrong with it is a picture.Error.
func (d *Desk) SaveLogo(ctx context.Context, by board.Actor, was string, file []byte) error {
	if !by.May(board.PermAdmin) {
		return fmt.Errorf("logo: %w", board.ErrForbidden)
	}
	var logo picture.Picture
	if len(file) > 0 {
		var err error
		if logo, err = picture.Logo(file); err != nil {
			return err
		}
	}
	return d.change(ctx, by, func(c *change) error {
		if err := c.tx.Alone(ctx, "settings"); err != nil {
			return err
		}
		has, err := c.tx.Settings(ctx)
		if err != nil {
			return err
		}
		if logo.Key != "" {
			kept := store.Picture{Key: logo.Key, Bytes: logo.PNG, Width: logo.Width, Height: logo.Height, CreatedAt: c.now}
			if err := errors.Join(c.tx.SavePicture(ctx, kept), c.tx.ShowPicture(ctx, kept.Key)); err != nil {
				return err
			}
		}
		return c.saveSetting(ctx, SettingChange{board.SettingLogo, was, logo.Key}, has[board.SettingLogo])
	})
}

// checkSettings tidies values, leaves out those that stay what they were, and says everything that is wrong with the rest.
func checkSettings(changes []SettingChange) (kept []SettingChange, err error) {
	var invalid board.Invalid
	for _, s := range changes {
		s.Value, s.Was = tidy(s.Value), tidy(s.Was)
		setting, known := FindSetting(s.Key)
		switch {
		case !known, setting.Kind == KindPicture:
			return nil, fmt.Errorf("setting %.60q: %w", s.Key, board.ErrNotFound)
		case s.Value == tidy(setting.Default):
			s.Value = ""
		}
		if s.Value == s.Was {
			continue
		}
		for _, f := range setting.faults(s.Value) {
			f.Field = s.Key
			invalid.Add(f)
		}
		kept = append(kept, s)
	}
	return kept, invalid.Err()
}

// tidy is a value as it is kept: lines that end in a line feed alone, nothing round them.
func tidy(value string) string {
	value = strings.ReplaceAll(strings.ToValidUTF8(value, ""), "\r\n", "\n")
	return strings.TrimSpace(strings.ReplaceAll(value, "\x00", ""))
}

// Limits of a setting's value, in characters.
const (
	maxLine = 200
	maxText = 60_000
)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// faults is everything that is wrong with a value. Nothing is wrong with none.
func (s Setting) faults(value string) []board.Fault {
	if value == "" {
		return nil
	}
	most := maxText
	if s.Kind.short() {
		most = maxLine
	}
	if n := utf8.RuneCountInString(value); n > most {
		return []board.Fault{{Code: "text.long", Value: fmt.Sprint(n), Allowed: fmt.Sprint(most)}}
	}
	switch s.Kind {
	case KindLine, KindPhone:
		return when(strings.Contains(value, "\n"), board.Fault{Code: "setting.one_line"})
	case KindAddress:
		return when(!isWeb(value), board.Fault{Code: "url"})
	case KindEmail:
		_, err := board.ParseEmail(value)
		return when(err != nil, board.Fault{Code: "email"})
	case KindColour:
		return when(!colour.MatchString(value), board.Fault{Code: "setting.colour", Value: value})
	case KindMenu:
		return menuFaults(value)
	case KindWords:
		return wordsFaults(s, value)
	case KindHours:
		return lineFaults(value, "setting.hours", func(line string) bool { _, err := board.ParseOffice(line); return err == nil })
	case KindSynonyms:
		_, err := board.ParseSynonyms(value)
		return synonymFaults(err)
	case KindPrices:
		_, err := board.ParsePrices(value)
		return within(err, "setting.prices")
	}
	return nil
}

// short says whether a value of the kind is one line.
func (k SettingKind) short() bool {
	switch k {
	case KindLine, KindAddress, KindEmail, KindPhone, KindColour:
		return true
	}
	return false
}

func when(wrong bool, f board.Fault) []board.Fault {
	if wrong {
		return []board.Fault{f}
	}
	return nil
}

func menuFaults(value string) []board.Fault {
	return lineFaults(value, "setting.menu", func(line string) bool {
		name, address, ok := strings.Cut(line, "|")
		return ok && strings.TrimSpace(name) != "" && isWeb(strings.TrimSpace(address))
	})
}

// lineFaults names every line that is not as it should be, with its number.
func lineFaults(value, code string, right func(line string) bool) (faults []board.Fault) {
	for i, line := range strings.Split(value, "\n") {
		if line = strings.TrimSpace(line); line != "" && !right(line) {
			faults = append(faults, board.Fault{Code: code, Value: fmt.Sprintf("%d: %s", i+1, line)})
		}
	}
	return faults
}

func wordsFaults(s Setting, value string) (faults []board.Fault) {
	for _, name := range words.Strange(s.Lang, s.Words, value) {
		known := words.Places(words.Raw(s.Lang, s.Words))
		faults = append(faults, board.Fault{Code: "setting.place", Value: "{" + name + "}", Allowed: "{" + strings.Join(known, "}, {") + "}"})
	}
	return faults
}

// within is the faults that a parser of lines has found, each with the line or entry that it stands in.
func within(err error, code string) (faults []board.Fault) {
	invalid := (*board.Invalid)(nil)
	if !errors.As(err, &invalid) {
		return nil
	}
	for _, f := range invalid.Faults {
		faults = append(faults, board.Fault{Code: code, Value: strings.TrimSpace(f.Field + " " + f.Value), Allowed: f.Allowed})
	}
	return faults
}

// synonymFaults are those of board.ParseSynonyms, whose sentences name the line.
func synonymFaults(err error) (faults []board.Fault) {
	invalid := (*board.Invalid)(nil)
	if !errors.As(err, &invalid) {
		return nil
	}
	for _, f := range invalid.Faults {
		f.Code += "." + f.Field
		faults = append(faults, f)
	}
	return faults
}

func isWeb(address string) bool {
	_, ok := link.Web(address)
	return ok
}
