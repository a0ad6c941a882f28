package importer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"strconv"
	"strings"

	"ledigajobb/internal/richtext"
)

// An object is a JSON object of which nothing is certain. A field of another type than expected is as good as absent,
// and noted.
type object struct {
	fields map[string]any
	path   string // what it is called in the ad: "employer."
	note   func(field, value string)
}

var errNotObject = errors.New("not a JSON object")

// parseObject reads one JSON object and nothing after it. Of a key that stands twice the last counts.
func parseObject(raw []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var fields map[string]any
	var other *json.UnmarshalTypeError
	switch err := d.Decode(&fields); {
	case errors.As(err, &other), err == nil && fields == nil:
		return nil, errNotObject
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		return nil, errors.New("not JSON: it breaks off")
	case err != nil:
		return nil, errors.New("not JSON: " + err.Error())
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("not JSON: something follows the object")
	}
	return fields, nil
}

// volatile are the fields that the source changes though the ad is the same.
var volatile = []string{"timestamp", "relevance", "score"}

// digest is a fingerprint of what a source says of an ad, whatever the order and spacing of the fields: SHA-256 in hex of
// the object as JSON with sorted keys.
func digest(fields map[string]any) string {
	stable := maps.Clone(fields)
	for _, name := range volatile {
		delete(stable, name)
	}
	sum := sha256.New()
	if err := json.NewEncoder(sum).Encode(stable); err != nil {
		panic("importer: what was JSON cannot be written as JSON: " + err.Error())
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// object is the object at the name; where there is a list of them, the first, which is the main one.
func (o object) object(name string) object {
	value := o.fields[name]
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	return o.enter(name, value)
}

func (o object) enter(name string, value any) object {
	inner := object{path: o.path + name + ".", note: o.note}
	var ok bool
	if inner.fields, ok = value.(map[string]any); !ok && value != nil {
		o.wrong(name)
	}
	return inner
}

// objects is the objects of the list at the name.
func (o object) objects(name string) []object {
	list, ok := o.fields[name].([]any)
	if !ok && o.fields[name] != nil {
		o.wrong(name)
	}
	objects := make([]object, len(list))
	for i, value := range list {
		objects[i] = o.enter(name, value)
	}
	return objects
}

// text is the text at the name as it stands; a number is the text that it is written as.
func (o object) text(name string) string {
	switch value := o.fields[name].(type) {
	case nil:
	case string:
		return value
	case json.Number:
		return value.String()
	default:
		o.wrong(name)
	}
	return ""
}

// line is the text at the name as one clean line.
func (o object) line(name string) string { return richtext.Line(o.text(name)) }

// number is the whole number at the name, also when it is written as a text.
func (o object) number(name string) (n int, ok bool) {
	s := strings.TrimSpace(o.text(name))
	if s == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > math.MaxInt32 {
		o.wrong(name)
		return 0, false
	}
	return int(f), true
}

// flag says whether the name is true.
func (o object) flag(name string) bool {
	flag, ok := o.fields[name].(bool)
	if !ok && o.fields[name] != nil {
		o.wrong(name)
	}
	return flag
}

// wrong notes a field of the wrong type. Its value is not repeated: it may be anything.
func (o object) wrong(name string) { o.note(o.path+name, "") }
