package demo

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// A sheet is the file of an ad: what its head says, and its text. What is not stated is the employer's or the usual.
type sheet struct {
	Employer     string
	Title        string
	Headline     string
	Language     board.Language
	Department   string
	Agency       board.Agency
	Profile      profile `yaml:",inline"`
	Where        where   `yaml:",inline"`
	Terms        terms   `yaml:",inline"`
	Pay          pay
	PayNote      string   `yaml:"pay_note"`
	Application  applying `yaml:",inline"`
	Registry     string   // {year} in it is the year of publication
	People       people   `yaml:",inline"`
	NoSalesCalls bool     `yaml:"no_sales"`
	Life         life     `yaml:",inline"`
	text         string   // Markdown
}

type profile struct {
	Roles      []board.Role
	Level      board.Level
	Laws       []board.Law
	Categories []board.Category
}

type where struct {
	Places     []string // codes of municipalities
	Nationwide bool
	Workplace  board.Workplace
}

type terms struct {
	Employment   board.EmploymentType
	Probation    bool
	Hours        board.WorkingHours
	Scope        span
	Duration     board.Duration
	Start        start
	Vacancies    int
	Requirements []board.Requirement
}

type applying struct {
	Apply     string // a mail address; else the ad has an address of its own at the employer's
	Reference string
	Deadline  moment
	Rolling   bool `yaml:"continuous"`
}

type people struct {
	Managers []person `yaml:"contacts"`
	HR       []person
	Unions   []person
}

// readSheet parts the head, between two lines of hyphens, from the text.
func readSheet(file []byte) (sheet, error) {
	head, text, ok := bytes.Cut(bytes.TrimPrefix(file, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return sheet{}, errors.New("it has no head")
	}
	s := sheet{Language: board.Swedish, Profile: profile{Level: board.LevelExperienced},
		Terms: terms{Employment: board.Permanent, Hours: board.FullTime}}
	reader := yaml.NewDecoder(bytes.NewReader(head))
	reader.KnownFields(true)
	err := reader.Decode(&s)
	s.text = string(text)
	return s, err
}

// ad is the sheet as an ad of the employer.
func (s *sheet) ad(e employer, name string, today board.Date) (board.Ad, error) {
	if s.Employer != e.Key {
		return board.Ad{}, fmt.Errorf("it is an ad of %s by its name and of %s by its head", e.Key, s.Employer)
	}
	year := s.Life.Published.day(today).Year
	ad := board.Ad{
		Title: s.Title, Headline: s.Headline, Text: board.Text(richtext.FromMarkdown(s.text)), Language: s.Language,
		Department: s.Department, Agency: s.Agency, Profile: board.Profile(s.Profile),
		Where: board.Where{Nationwide: s.Where.Nationwide, Workplace: s.Where.Workplace},
		Terms: s.Terms.terms(e, today), Salary: board.Salary(s.Pay),
		Deadline: s.Application.Deadline.deadline(today), Continuous: s.Application.Rolling,
		Apply:          s.Application.ways(e, name),
		RegistryNumber: strings.ReplaceAll(s.Registry, "{year}", strconv.Itoa(year)),
		Contacts:       append(contacts(e, "manager", s.People.Managers), contacts(e, "hr", s.People.HR)...),
		UnionContacts:  contacts(e, "union", s.People.Unions), NoSalesCalls: s.NoSalesCalls,
	}
	ad.Salary.Description = s.PayNote
	for _, code := range s.Where.codes(e) {
		ad.Where.Places = append(ad.Where.Places, board.Place{Municipality: code, Region: code[:2], Country: board.Sweden})
	}
	return ad, nil
}

// codes is the municipalities of the work: as stated, or where the employer is.
func (w where) codes(e employer) []string {
	switch {
	case w.Nationwide:
		return nil
	case len(w.Places) > 0:
		return w.Places
	}
	return []string{e.Place}
}

func (t terms) terms(e employer, today board.Date) board.Terms {
	all := board.Terms{
		Employment: t.Employment, Probation: t.Probation, Hours: t.Hours, Scope: board.Scope(t.Scope), Duration: t.Duration,
		Start: board.Start{Term: t.Start.term}, Vacancies: t.Vacancies, Requirements: t.Requirements,
		CollectiveAgreement: e.Agreement,
	}
	if all.Duration == "" && t.Employment == board.Permanent {
		all.Duration = board.UntilFurtherNotice
	}
	if all.Scope == (board.Scope{}) && t.Hours == board.FullTime {
		all.Scope = board.Scope{Min: 100, Max: 100}
	}
	if t.Start.day.stated {
		all.Start.Date = t.Start.day.day(today)
	}
	return all
}

func (a applying) ways(e employer, name string) board.Apply {
	if a.Apply != "" {
		return board.Apply{Email: a.Apply, Reference: a.Reference}
	}
	return board.Apply{URL: "https://jobb." + e.domain() + "/" + name, Reference: a.Reference}
}
