package prefill

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Bounds of the data of a page: how deep and in how many things a posting is looked for.
const (
	maxDepth  = 12
	maxThings = 5000
)

// A thing is what schema.org calls one: properties by name, each a text, a number, another thing or a list of them. What
// others of its page only point to ("@id") is followed.
type thing struct {
	properties map[string]any
	named      map[string]map[string]any // the page's things by their "@id"
}

// things finds all things of a type in a JSON value, in their order.
func things(value any, kind string) []thing {
	s := survey{kind: kind, named: map[string]map[string]any{}}
	s.walk(value, 0)
	for i := range s.found {
		s.found[i].named = s.named
	}
	return s.found
}

type survey struct {
	kind  string
	found []thing
	named map[string]map[string]any
	seen  int
}

func (s *survey) walk(value any, depth int) {
	if s.seen++; depth > maxDepth || s.seen > maxThings {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, each := range value {
			s.walk(each, depth+1)
		}
	case map[string]any:
		if id, ok := value["@id"].(string); ok && len(value) > 1 {
			s.named[id] = value
		}
		if isA(value, s.kind) {
			s.found = append(s.found, thing{properties: value})
		}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			s.walk(value[name], depth+1)
		}
	}
}

// isA says whether a thing is of the type, which may be written as an address and be one of several.
func isA(properties map[string]any, kind string) bool {
	for _, stated := range texts(properties["@type"]) {
		if stated[strings.LastIndexAny(stated, "/:#")+1:] == kind {
			return true
		}
	}
	return false
}

// texts is a value as texts, those of a list one by one; "@value" is the text of one that names its language.
func texts(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{value}
	case json.Number:
		return []string{value.String()}
	case bool:
		if value {
			return []string{"true"}
		}
	case map[string]any:
		return texts(value["@value"])
	case []any:
		var all []string
		for _, each := range value[:min(len(value), maxThings)] {
			if _, nested := each.([]any); !nested {
				all = append(all, texts(each)...)
			}
		}
		return all
	}
	return nil
}

// text is the first text of the first of the properties that has one.
func (t thing) text(names ...string) string {
	for _, name := range names {
		for _, text := range texts(t.properties[name]) {
			if strings.TrimSpace(text) != "" {
				return text
			}
		}
	}
	return ""
}

// texts is all texts of a property.
func (t thing) texts(name string) []string { return texts(t.properties[name]) }

// all is the things of a property; a text in the place of one is a thing with that name.
func (t thing) all(name string) []thing {
	values, isList := t.properties[name].([]any)
	if !isList {
		values = []any{t.properties[name]}
	}
	var all []thing
	for _, value := range values[:min(len(values), maxThings)] {
		switch value := value.(type) {
		case string:
			all = append(all, thing{map[string]any{"name": value}, t.named})
		case map[string]any:
			all = append(all, thing{t.whole(value), t.named})
		}
	}
	return all
}

// first is the first thing of a property, or one that says nothing.
func (t thing) first(name string) thing {
	for _, first := range t.all(name) {
		return first
	}
	return thing{}
}

// whole is a thing, or the one that it points to.
func (t thing) whole(properties map[string]any) map[string]any {
	if id, ok := properties["@id"].(string); ok && len(properties) == 1 && t.named[id] != nil {
		return t.named[id]
	}
	return properties
}
