// Package validate says what is wrong with what comes in, all of it at once.
//
// Every rule for input stands here, whatever door it comes through, as tags of go-playground/validator on a struct that
// mirrors the input, with this trade's own rules beside the library's. The answer is a board.Invalid: the field as the
// API names it, and a code that package words has a sentence for.
//
// There are two sets. Storable is what an ad must have to be kept, for imports: who gave it and a headline, and nothing
// so long that it is no value of its field. What is
// asked of an employer who orders an ad is the larger set, for form, desk and API.
package validate

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"ledigajobb/internal/board"
)

// Validator checks input. It is safe for concurrent use; make one with New.
type Validator struct {
	v *validator.Validate
}

// New makes a validator with the trade's own rules.
func New() *Validator {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("field") })
	must(register(v))
	return &Validator{v}
}

// isText says whether a database can keep a text.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// must is for rules that are written above: only a programming error makes one fail.
func must(err error) {
	if err != nil {
		panic("validate: " + err.Error())
	}
}

// Limits in characters of what is kept.
const (
	MaxHeadline = 300
	MaxText     = 100_000
)

type storable struct {
	Source      string    `field:"source.name" validate:"text,required,max=40"`
	SourceID    string    `field:"source.id" validate:"text,required,max=200"`
	SourceURL   string    `field:"source.url" validate:"text,max=2000"`
	Headline    string    `field:"headline" validate:"text,required,max=300"`
	Title       string    `field:"title" validate:"text,max=300"`
	Text        string    `field:"description_text" validate:"text,max=100000"`
	Employer    string    `field:"employer.name" validate:"text,max=300"`
	Department  string    `field:"employer.workplace" validate:"text,max=300"`
	Salary      string    `field:"salary.description" validate:"text,max=1000"`
	ApplyURL    string    `field:"application_details.url" validate:"text,max=2000"`
	Reference   string    `field:"application_details.reference" validate:"text,max=200"`
	Information string    `field:"application_details.information" validate:"text,max=10000"`
	Places      []place   `field:"workplace_addresses" validate:"max=20,dive"`
	Contacts    []contact `field:"application_contacts" validate:"max=50,dive"`
}

type contact struct {
	Name        string `field:"application_contacts.name" validate:"text,max=200"`
	Description string `field:"application_contacts.description" validate:"text,max=500"`
	Email       string `field:"application_contacts.email" validate:"text,max=254"`
	Telephone   string `field:"application_contacts.telephone" validate:"text,max=100"`
}

type place struct {
	Municipality string `field:"municipality_code" validate:"text,omitempty,municipality"`
	Region       string `field:"region_code" validate:"text,omitempty,region"`
	Country      string `field:"country_code" validate:"text,omitempty,iso3166_1_alpha2"`
	Street       string `field:"street_address" validate:"text,max=200"`
	City         string `field:"city" validate:"text,max=200"`
}

// Storable is nil for an incoming ad that can be kept, else a board.Invalid.
func (v *Validator) Storable(in *board.Incoming) error {
	ad := &in.Ad
	input := storable{
		Source: in.Source.Name, SourceID: in.Source.ID, SourceURL: in.Source.URL, Headline: ad.Headline, Title: ad.Title,
		Text: ad.Text.Plain, Employer: in.Employer.Name, Department: ad.Department, Salary: ad.Salary.Description,
		ApplyURL: ad.Apply.URL, Reference: ad.Apply.Reference, Information: ad.Apply.Information,
	}
	for _, p := range ad.Where.Places {
		input.Places = append(input.Places, place{p.Municipality, p.Region, p.Country, p.Street, p.City})
	}
	for _, c := range slices.Concat(ad.Contacts, ad.UnionContacts) {
		input.Contacts = append(input.Contacts, contact{c.Name, c.Description, c.Email, c.Telephone})
	}
	return v.check(input)
}

type correctable struct {
	Headline   string `field:"headline" validate:"text,required,max=300"`
	Title      string `field:"title" validate:"text,max=300"`
	Text       string `field:"description_text" validate:"text,max=100000"`
	ApplyURL   string `field:"application_details.url" validate:"text,omitempty,http_url,max=2000"`
	ApplyEmail string `field:"application_details.email" validate:"text,omitempty,email,max=254"`
}

// Correctable is nil for what an editor has made of an ad, else a board.Invalid.
func (v *Validator) Correctable(ad board.Ad) error {
	return v.check(correctable{
		Headline: ad.Headline, Title: ad.Title, Text: ad.Text.Plain, ApplyURL: ad.Apply.URL, ApplyEmail: ad.Apply.Email,
	})
}

func (v *Validator) check(input any) error {
	err := v.v.Struct(input)
	var wrong validator.ValidationErrors
	if !errors.As(err, &wrong) {
		return err
	}
	invalid := &board.Invalid{}
	for _, w := range wrong {
		invalid.Add(fault(w))
	}
	return invalid
}

// fault puts one of the library's findings into the board's words.
func fault(w validator.FieldError) board.Fault {
	f := board.Fault{Field: fieldPath(w), Code: w.Tag(), Allowed: w.Param()}
	_, isList := lists()[f.Code]
	switch {
	case isList:
		f.Code, f.Value = "value", w.Value().(string)
	case f.Code == "http_url" || f.Code == "web":
		f.Code = "url"
	case f.Code == "address":
		f.Code = "email"
	case f.Code == "unique":
		f.Code = "twice"
	case f.Code == "max" && w.Kind() == reflect.String:
		f.Code, f.Value = "text.long", strconv.Itoa(utf8.RuneCountInString(w.Value().(string)))
	case f.Code == "max" && w.Kind() == reflect.Slice:
		f.Code = "too_many"
	case f.Code == "min" && w.Kind() == reflect.Slice:
		f.Code, f.Allowed = "required", ""
	case f.Code == "min" || f.Code == "max":
		f.Code = "number"
	}
	return f
}

// parts are those that a set is made of, which the API does not know.
var parts = regexp.MustCompile(`^ordered\w+\.`)

// index is the place of an element in a list, as the library writes it.
var index = regexp.MustCompile(`\[(\d+)\]`)

// fieldPath is the name of a field as the API writes it. The storable set names its fields in full; what lies in another
// field of the orderable one is named by its way: application_contacts.0.email.
func fieldPath(w validator.FieldError) string {
	_, path, _ := strings.Cut(w.Namespace(), ".")
	if strings.HasPrefix(w.Namespace(), "orderable.") {
		return listed.ReplaceAllString(index.ReplaceAllString(parts.ReplaceAllString(path, ""), ".$1"), "$1")
	}
	return w.Field()
}

// listed is a value of a list of values, which is one field.
var listed = regexp.MustCompile(`^(role|law|category|requirements)\.\d+$`)
