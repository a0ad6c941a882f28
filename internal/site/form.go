package site

import (
	"errors"
	"mime"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// maxFields is how many values a form may bring.
const maxFields = 1000

// maxForm is more bytes than the server takes: all that a form brings stays in memory, nothing of it is left on the disk.
const maxForm = 8 << 20

// readForm reads what a form brought in its body; the address's own parameters are not part of it.
func readForm(c echo.Context) (url.Values, error) {
	r := c.Request()
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxForm)
	default:
		return nil, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	if known := (*echo.HTTPError)(nil); errors.As(err, &known) {
		return nil, err // longer than the server takes
	}
	if err != nil {
		return nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	n := 0
	for _, values := range r.PostForm {
		n += len(values)
	}
	if n > maxFields {
		return nil, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	return r.PostForm, nil
}

// A filled form is what was typed, and what is wrong with it. An error of the desk that is no board.Invalid is none of
// its own: the handler returns it.
type filled struct {
	values url.Values
	faults map[string]string // by field: its first fault, as a sentence
}

func newFilled(v *visit, values url.Values, invalid *board.Invalid) filled {
	f := filled{values: values, faults: map[string]string{}}
	if invalid == nil {
		return f
	}
	for _, fault := range invalid.Faults {
		if _, more := f.faults[fault.Field]; !more {
			f.faults[fault.Field] = words.Fault(v.lang, fault)
		}
	}
	return f
}

// field is a field with what was typed into it and what is wrong with that. Its ID is made of its name.
func (f filled) field(has field) field {
	has.ID = "f-" + has.Name
	if given, ok := f.values[has.Name]; ok && len(given) > 0 {
		has.Value = given[0]
	}
	has.Fault = f.faults[has.Name]
	for i := range has.Options {
		has.Options[i].Chosen = has.Options[i].Value == has.Value
	}
	return has
}

// summary is what has to be corrected, in the order of the form's fields; nil when nothing has to.
func (f filled) summary(v *visit, fields ...field) *summary {
	var s summary
	for _, field := range fields {
		if field.Fault != "" {
			s.Faults = append(s.Faults, faultLine{field.ID, field.Fault})
		}
	}
	if len(s.Faults) == 0 {
		return nil
	}
	s.Title = v.text("form.summary", "n", len(s.Faults))
	return &s
}
