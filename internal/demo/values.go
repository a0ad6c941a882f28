package demo

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// pay is written as "42000-48000 month", "172 hour", or as the reason why there are no figures: "individual".
type pay board.Salary

// UnmarshalText reads figures or a reason.
func (p *pay) UnmarshalText(text []byte) error {
	figures, period, stated := strings.Cut(string(text), " ")
	if !stated {
		reason, ok := board.Parse(board.PayReasons(), figures)
		p.Reason = reason
		return known(ok, figures)
	}
	var s span
	if err := s.UnmarshalText([]byte(figures)); err != nil {
		return err
	}
	per, ok := board.Parse(board.PayPeriods(), period)
	*p = pay{Min: int64(s.Min), Max: int64(s.Max), Currency: "SEK", Period: per}
	return known(ok, period)
}

// span is written as "50-75", or as "80" for both ends.
type span board.Scope

// UnmarshalText reads one number or two.
func (s *span) UnmarshalText(text []byte) error {
	low, high, ranged := strings.Cut(string(text), "-")
	if !ranged {
		high = low
	}
	var lowErr, highErr error
	s.Min, lowErr = strconv.Atoi(low)
	s.Max, highErr = strconv.Atoi(high)
	return errors.Join(lowErr, highErr)
}

// start is written as a day, "+60", or as one of the terms.
type start struct {
	day  moment
	term board.StartTerm
}

// UnmarshalText reads a day or a term.
func (s *start) UnmarshalText(text []byte) error {
	if strings.HasPrefix(string(text), "+") {
		return s.day.UnmarshalText(text)
	}
	term, ok := board.Parse(board.StartTerms(), string(text))
	s.term = term
	return known(ok, string(text))
}

func known(ok bool, value string) error {
	if !ok {
		return fmt.Errorf("%q is in no list", value)
	}
	return nil
}

// person is written as "Karin Ekdal, upphandlingschef, 08-465 004 01", with a mail address where it is not of the
// employer's.
type person struct{ name, title, phone, email string }

// UnmarshalText reads the parts between commas.
func (p *person) UnmarshalText(text []byte) error {
	parts := strings.Split(string(text), ", ")
	if len(parts) == 3 {
		parts = append(parts, "")
	}
	if len(parts) != 4 {
		return fmt.Errorf("%q is not a name, a title and a number", text)
	}
	*p = person{parts[0], parts[1], parts[2], parts[3]}
	return nil
}

// contacts is the people with their mail addresses.
func contacts(e employer, kind board.ContactKind, persons []person) []board.Contact {
	var all []board.Contact
	for _, p := range persons {
		email := p.email
		if email == "" {
			email = strings.ReplaceAll(board.Slugify(p.name), "-", ".") + "@" + e.domain()
		}
		all = append(all, board.Contact{Name: p.name, Description: p.title, Telephone: p.phone, Email: email, Kind: kind})
	}
	return all
}
