package importer

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// employerOf is who hires, and the part of it where the work is. A public body that its number names gets the name that
// it goes by. A name without a number is kept as written, with the department that may stand in it: it is all that tells
// the employer from others.
func employerOf(o object) (e board.NewEmployer, department string) {
	name, workplace := o.line("name"), o.line("workplace")
	e = board.NewEmployer{Name: name, OrgNr: o.orgNr("organization_number"), URL: o.url("url")}
	body, numbered := reference.BodyByOrgNr(e.OrgNr)
	if numbered {
		e.Name, workplace = body.Name, cmp.Or(workplace, name)
	} else if e.OrgNr.IsZero() {
		before, _, _ := strings.Cut(name, ",")
		body, _ = reference.BodyByName(before)
	}
	e.Sector = cmp.Or(body.Sector, e.OrgNr.SuggestedSector())
	return e, departmentOf(workplace, e.Name, name, body.Name, body.LegalName)
}

// departmentOf is a workplace without the employer's name before it, and nothing when it says no more than a name or how
// one begins, as "Ekby Verk" does of "Ekby Verk AB".
func departmentOf(workplace string, names ...string) string {
	for _, name := range names {
		if len(workplace) > len(name) && workplace[len(name)] == ',' && strings.EqualFold(workplace[:len(name)], name) {
			workplace = workplace[len(name):]
		}
		workplace = strings.Trim(workplace, " ,")
	}
	for _, name := range names {
		if strings.HasPrefix(strings.ToLower(name)+" ", strings.ToLower(workplace)+" ") {
			return ""
		}
	}
	return workplace
}

// orgNr is the organisation number at the name, or none. A wrong one is not repeated: it may be a person's.
func (o object) orgNr(name string) board.OrgNr {
	stated := o.line(name)
	nr, err := board.ParseOrgNr(stated)
	if err != nil && stated != "" {
		o.note(o.path+name, "")
	}
	return nr
}

// applyOf is how to apply. What JobTech calls other is information too, unless it repeats the address.
func applyOf(o object) board.Apply {
	a := board.Apply{URL: o.url("url"), Email: o.email("email"), Reference: o.line("reference")}
	for _, name := range []string{"information", "other"} {
		words := formatted(o.text(name)).Plain
		if words != "" && words != a.Email && words != a.URL && words != a.Information {
			a.Information = strings.TrimSpace(a.Information + "\n\n" + words)
		}
	}
	return a
}

// maxContacts is how many contacts are read: more are no people to call.
const maxContacts = 20

// contactsOf is the people to ask, and those of the unions.
func contactsOf(list []object) (contacts, unions []board.Contact) {
	for _, o := range list[:min(len(list), maxContacts)] {
		c := board.Contact{Name: o.line("name"), Email: o.email("email"), Telephone: o.telephone("telephone")}
		kind, description := o.line("contact_type"), o.line("description")
		if c.Description = description; description == "" || strings.EqualFold(description, "Kontaktperson") {
			c.Description = kind
		}
		switch {
		case c.Name == "" && c.Email == "" && c.Telephone == "":
		case unionWords.MatchString(kind + " " + description):
			c.Kind = "union"
			unions = append(unions, c)
		default:
			contacts = append(contacts, c)
		}
	}
	return contacts, unions
}

var unionWords = regexp.MustCompile(`(?i)\b(fack|union)`)

var mailAddress = regexp.MustCompile(`^[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\]+\.[^\s@<>()\[\],;:"\\.]{2,}$`)

// maxEmail is the length of the longest mail address, in bytes (RFC 5321).
const maxEmail = 254

// email is the mail address at the name, or nothing.
func (o object) email(name string) string {
	address := o.line(name)
	if address != "" && (len(address) > maxEmail || !mailAddress.MatchString(address)) {
		o.note(o.path+name, "")
		return ""
	}
	return address
}

// telephone is the number at the name as it is written, with what stands beside it, or nothing where there is no number.
func (o object) telephone(name string) string {
	number := o.line(name)
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if number != "" && (len(digits) < 5 || len(number) > 60) {
		o.note(o.path+name, "")
		return ""
	}
	return number
}

// maxURL is the length of the longest address that is kept, in bytes.
const maxURL = 2000

// url is the web address at the name, or nothing.
func (o object) url(name string) string {
	address := o.line(name)
	if strings.HasPrefix(strings.ToLower(address), "www.") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil &&
		!strings.Contains(address, " ") && len(address) <= maxURL {
		return address
	}
	if address != "" {
		o.note(o.path+name, "")
	}
	return ""
}
