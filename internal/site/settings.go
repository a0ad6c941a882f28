package site

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/picture"
	"ledigajobb/internal/richtext"
	"ledigajobb/internal/words"
)

// settingRoutes is what an admin may change while the program runs.
func (s *Site) settingRoutes() []route {
	return []route{
		{"GET", "/redaktionen/installningar", board.PermAdmin, s.settings},
		{"GET", "/redaktionen/installningar/:group", board.PermAdmin, s.settingGroup},
		{"POST", "/redaktionen/installningar/:group", board.PermAdmin, s.saveSettings},
		{"POST", "/redaktionen/installningar/logotyp", board.PermAdmin, s.saveLogo},
		{"GET", "/redaktionen/installningar/historik/:key", board.PermAdmin, s.settingHistory},
	}
}

// settingPaths are the groups of settings by the last part of their address.
var settingPaths = map[string]desk.SettingGroup{
	"utseende": desk.GroupFrame, "texter": desk.GroupTexts, "priser": desk.GroupPrices, "brev": desk.GroupLetters,
	"skal": desk.GroupReasons, "sok": desk.GroupSearch, "redaktionen": desk.GroupDesk,
}

func settingPath(group desk.SettingGroup) string {
	for path, g := range settingPaths {
		if g == group {
			return path
		}
	}
	return ""
}

type settingsPage struct{ Groups []settingLink }

type settingLink struct {
	anchor
	Lead string
}

// settings answers GET /redaktionen/installningar: which settings there are.
func (s *Site) settings(c echo.Context) error {
	v := s.visit(c.Request())
	var main settingsPage
	for _, group := range desk.SettingGroups() {
		main.Groups = append(main.Groups, settingLink{
			anchor{Name: v.text("settings." + string(group)), URL: s.settingsLink(v, settingPath(group))}, v.text("settings." + string(group) + ".lead"),
		})
	}
	return s.desk(c, v, &page{
		template: "editor/settings", section: "installningar", Title: v.text("desk.settings"), path: s.Links.Path("redaktionen", "installningar"), Main: main,
	})
}

func (s *Site) settingsLink(v *visit, parts ...string) string {
	return v.link(s.Links.Path(append([]string{"redaktionen", "installningar"}, parts...)...), nil)
}

// A settingForm is the settings of a group.
type settingForm struct {
	Title, Lead string
	Summary     *summary
	Action      string
	Sections    []settingSection
	Logo        *logoForm  // of the frame
	Prices      *priceForm // of the prices
}

// A settingSection is settings that belong together: all of a group, or those of one letter.
type settingSection struct {
	Title  string // empty: the group's only one
	Open   bool   // something in it has been changed, or is wrong
	Fields []settingField
}

// A settingField is a setting with the value that was shown, so that nobody overwrites what they have not seen.
type settingField struct {
	field
	Was     string
	Example []string // lines of what can be written, where it has to be written in a certain way
	History string   // address of the values that it has had; empty: none
}

type logoForm struct {
	Action, Now, Was string
	Fault            string
}

// A settingTry is what somebody wanted to save, and why that was not done.
type settingTry struct {
	typed  url.Values
	wrong  *board.Invalid
	logo   string // what is wrong with the file
	notice string
	status int
}

// settingGroup answers GET /redaktionen/installningar/{group}.
func (s *Site) settingGroup(c echo.Context) error { return s.settingsAs(c, settingTry{}) }

// settingsAs shows a group of settings, with what was typed and what is wrong with it.
func (s *Site) settingsAs(c echo.Context, try settingTry) error {
	v := s.visit(c.Request())
	group, ok := settingPaths[c.Param("group")]
	if !ok {
		return board.ErrNotFound
	}
	have, err := s.Store.Settings(c.Request().Context())
	if err != nil {
		return err
	}
	name := "settings." + string(group)
	main := settingForm{Title: v.text(name), Lead: v.text(name + ".lead"), Action: s.settingsLink(v, settingPath(group))}
	typed := newFilled(v, try.typed, try.wrong)
	var all []field
	for _, setting := range desk.Settings() {
		if setting.Group != group {
			continue
		}
		switch setting.Kind {
		case desk.KindPicture:
			main.Logo = s.logoForm(v, have[setting.Key], try.logo)
			continue
		case desk.KindPrices:
			main.Prices, all = s.priceForm(v, have[setting.Key], typed)
			continue
		}
		f := s.settingField(v, setting, have[setting.Key], typed)
		all = append(all, f.field)
		main.add(sectionName(v, setting), f, have[setting.Key] != "" || f.Fault != "")
	}
	main.Summary = typed.summary(v, all...)
	p := &page{
		template: "editor/setting", section: "installningar", Title: main.Title, path: s.Links.Path("redaktionen", "installningar", settingPath(group)),
		Crumbs: []anchor{{Name: v.text("desk.settings"), URL: s.settingsLink(v)}, {Name: main.Title, Current: "page"}}, Main: main, status: try.status,
	}
	if try.notice != "" {
		p.Notices = []notice{{Text: try.notice}}
	}
	return s.desk(c, v, p)
}

// add puts a field into the section of the name, which begins where the name is another than before.
func (f *settingForm) add(name string, has settingField, open bool) {
	if n := len(f.Sections); n == 0 || f.Sections[n-1].Title != name {
		f.Sections = append(f.Sections, settingSection{Title: name})
	}
	section := &f.Sections[len(f.Sections)-1]
	section.Fields = append(section.Fields, has)
	section.Open = section.Open || open
}

// sectionName is what a setting's section is called: the letter, the reason or the page that it is a text of.
func sectionName(v *visit, setting desk.Setting) string {
	parts := strings.Split(cmp.Or(setting.Words, setting.Key), ".")
	switch setting.Group {
	case desk.GroupLetters:
		return v.text("letter." + parts[1] + ".name")
	case desk.GroupReasons:
		return v.text("reason." + parts[1])
	case desk.GroupTexts:
		for _, p := range prose {
			if p.name == parts[1] {
				return v.text(p.title)
			}
		}
	}
	return ""
}

func (s *Site) settingField(v *visit, setting desk.Setting, has string, typed filled) settingField {
	f := field{Name: setting.Key, Value: cmp.Or(has, setting.Default), Kind: inputKind(setting.Kind), Lines: settingLines[setting.Kind]}
	switch {
	case setting.Words != "":
		f.Label = partName(v, setting) + ", " + v.text("settings.in."+string(setting.Lang))
		if places := words.Places(setting.Default); len(places) > 0 {
			f.Help = v.text("settings.places", "places", "{"+strings.Join(places, "} {")+"}")
		}
	case setting.Lang != "":
		f.Label, f.Help = v.text("settings.in."+string(setting.Lang)), v.text("settings.text.help")
	default:
		f.Label = v.text("setting." + setting.Key)
		if key := "setting." + setting.Key + ".help"; words.Has(key) {
			f.Help = v.text(key)
		}
	}
	shown := settingField{field: typed.field(f), Was: has}
	for n := 1; words.Has(exampleKey(setting, n)); n++ {
		shown.Example = append(shown.Example, v.text(exampleKey(setting, n)))
	}
	if has != "" {
		shown.History = s.settingsLink(v, "historik", setting.Key)
	}
	return shown
}

// exampleKey is the key of a line of a setting's example.
func exampleKey(setting desk.Setting, n int) string {
	return "setting." + setting.Key + ".example." + strconv.Itoa(n)
}

// partName is what a text of a letter or reason is called: by what it is, else by how it begins.
func partName(v *visit, setting desk.Setting) string {
	part := setting.Words[strings.LastIndexByte(setting.Words, '.')+1:]
	if key := "settings.part." + part; words.Has(key) {
		return v.text(key)
	}
	return v.text("settings.part", "text", richtext.Excerpt(setting.Default, 40))
}

// settingLines is how many lines a kind of setting is shown with.
var settingLines = map[desk.SettingKind]int{
	desk.KindMarkdown: 16, desk.KindSynonyms: 16, desk.KindWords: 3, desk.KindMenu: 6, desk.KindHours: 8,
}

func inputKind(kind desk.SettingKind) string {
	switch kind {
	case desk.KindLine:
		return "text"
	case desk.KindColour:
		return "text"
	case desk.KindAddress:
		return "url"
	case desk.KindEmail:
		return "email"
	case desk.KindPhone:
		return "tel"
	}
	return "textarea"
}

// saveSettings answers POST /redaktionen/installningar/{group}.
func (s *Site) saveSettings(c echo.Context) error {
	v := s.visit(c.Request())
	group, ok := settingPaths[c.Param("group")]
	if !ok {
		return board.ErrNotFound
	}
	form, err := readForm(c)
	if err != nil {
		return err
	}
	changes, err := settingsTyped(group, form)
	if err == nil {
		err = s.Desk.SaveSettings(c.Request().Context(), v.actor(), changes)
	}
	return s.settled(c, v, group, settingTry{typed: form}, err)
}

// settingsTyped is the changes that a group's form asks for.
func settingsTyped(group desk.SettingGroup, form url.Values) (changes []desk.SettingChange, err error) {
	if group == desk.GroupPrices {
		change, err := pricesTyped(form)
		return []desk.SettingChange{change}, err
	}
	for _, setting := range desk.Settings() {
		if setting.Group == group && form.Has(setting.Key) {
			changes = append(changes, desk.SettingChange{Key: setting.Key, Was: form.Get("was." + setting.Key), Value: form.Get(setting.Key)})
		}
	}
	return changes, nil
}

// settingsChanged leaves of a group's form what somebody has changed in it: the rest may be another's by now.
func settingsChanged(group desk.SettingGroup, form url.Values) url.Values {
	if group == desk.GroupPrices {
		return pricesChanged(form)
	}
	for _, setting := range desk.Settings() {
		shown := cmp.Or(form.Get("was."+setting.Key), setting.Default)
		if setting.Group == group && typedText(form.Get(setting.Key)) == typedText(shown) {
			form.Del(setting.Key)
		}
	}
	return form
}

// settled leads back to the group after a save, or shows it with what was typed and why it was not saved.
func (s *Site) settled(c echo.Context, v *visit, group desk.SettingGroup, try settingTry, err error) error {
	stale, unfit := (*board.Stale)(nil), (*picture.Error)(nil)
	switch {
	case err == nil:
		return s.seeOther(c, v, s.Links.Path("redaktionen", "installningar", settingPath(group)), "settings")
	case errors.As(err, &try.wrong):
		try.status = http.StatusUnprocessableEntity
	case errors.As(err, &unfit):
		try.status, try.logo = http.StatusUnprocessableEntity, words.Fault(v.lang, board.Fault{Field: "logo", Code: unfit.Code})
	case errors.As(err, &stale):
		try.status, try.typed = http.StatusConflict, settingsChanged(group, try.typed)
		try.notice = v.text("settings.stale", "who", cmp.Or(stale.Last.By.Email, v.text("actor.system")), "time", words.Moment(v.lang, stale.Last.At))
	default:
		return err
	}
	return s.settingsAs(c, try)
}

func (s *Site) logoForm(v *visit, has, fault string) *logoForm {
	f := &logoForm{Action: s.settingsLink(v, "logotyp"), Was: has, Fault: fault}
	if has != "" {
		f.Now = s.Links.Local(s.Links.Logo(has))
	}
	return f
}

// saveLogo answers POST /redaktionen/installningar/logotyp.
func (s *Site) saveLogo(c echo.Context) error {
	v := s.visit(c.Request())
	form, err := readForm(c)
	if err != nil {
		return err
	}
	var bytes []byte
	if form.Get("remove") == "" {
		file, _, err := c.Request().FormFile("logo")
		if err != nil {
			return s.seeOther(c, v, s.Links.Path("redaktionen", "installningar", settingPath(desk.GroupFrame)), "")
		}
		defer file.Close()
		if bytes, err = io.ReadAll(io.LimitReader(file, picture.MaxBytes+1)); err != nil {
			return err
		}
	}
	c.SetParamNames("group")
	c.SetParamValues(settingPath(desk.GroupFrame))
	return s.settled(c, v, desk.GroupFrame, settingTry{}, s.Desk.SaveLogo(c.Request().Context(), v.actor(), form.Get("was"), bytes))
}

type settingPast struct {
	Title  string
	Values []pastValue
}

type pastValue struct{ At, By, Value string }

// settingHistory answers GET /redaktionen/installningar/historik/{key}: the values that a setting has had.
func (s *Site) settingHistory(c echo.Context) error {
	v := s.visit(c.Request())
	setting, ok := desk.FindSetting(c.Param("key"))
	if !ok {
		return board.ErrNotFound
	}
	past, err := s.Store.SettingHistory(c.Request().Context(), setting.Key)
	if err != nil {
		return err
	}
	main := settingPast{Title: cmp.Or(sectionName(v, setting), v.text("setting."+setting.Key))}
	for _, p := range past {
		main.Values = append(main.Values, pastValue{words.Moment(v.lang, p.At), cmp.Or(p.By, v.text("audit.erased")), cmp.Or(p.Value, v.text("settings.default"))})
	}
	group := v.text("settings." + string(setting.Group))
	return s.desk(c, v, &page{
		template: "editor/setting_history", section: "installningar", Title: main.Title,
		path: s.Links.Path("redaktionen", "installningar", "historik", setting.Key), Main: main,
		Crumbs: []anchor{{Name: v.text("desk.settings"), URL: s.settingsLink(v)}, {Name: group, URL: s.settingsLink(v, settingPath(setting.Group))}, {Name: main.Title, Current: "page"}},
	})
}
