package desk

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"ledigajobb/internal/board"
)

// differences compares two values as JSON, leaf by leaf, in the order of their fields. Fields are named as paths of
// lower-case words: "ad.deadline". Lists are one value.
func differences(before, after any) ([]board.Difference, error) {
	was, err := leaves(before)
	if err != nil {
		return nil, err
	}
	is, err := leaves(after)
	if err != nil {
		return nil, err
	}
	fields := maps.Clone(was)
	maps.Copy(fields, is)
	changes := []board.Difference{}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		if was[field] != is[field] && !uninteresting(field) {
			changes = append(changes, board.Difference{Field: field, Before: was[field], After: is[field], Personal: personal(field)})
		}
	}
	return changes, nil
}

// uninteresting says whether a field only repeats what the entry or another field says.
func uninteresting(field string) bool {
	switch field {
	case "version", "created_at", "updated_at", "ad.text.html", "revision.ad.text.html", "employer", "dedupe_key", "source.digest":
		return true
	}
	return strings.HasPrefix(field, "employer.") && field != "employer.name" // the rest has entries of its own
}

// personalFields hold, or may hold, something about a person, alone or below them.
var personalFields = []string{
	"owners", "owner", "email", "name", "org_nr", "stand_in", "to", "note", "decision.by", "decision.text", "revision.by", "review.asked",
	"ad.contacts", "ad.union_contacts", "ad.text", "ad.apply", "ad.salary.description",
	"revision.ad.contacts", "revision.ad.union_contacts", "revision.ad.text", "revision.ad.apply", "revision.ad.salary.description",
	"invoice.email", "invoice.recipient", "invoice.address", "invoice.mark", "invoice.buyer_reference", "invoice.org_nr", "invoice.peppol_id", "org_nr",
	"employer.org_nr", "text",
}

func personal(field string) bool {
	return slices.ContainsFunc(personalFields, func(p string) bool {
		return field == p || strings.HasPrefix(field, p+".")
	})
}

// leaves is a value's JSON as a table of paths and texts, without what is empty.
func leaves(value any) (map[string]string, error) {
	all := map[string]string{}
	if value == nil {
		return all, nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	return all, flatten(all, "", tree)
}

func flatten(into map[string]string, path string, node any) error {
	switch n := node.(type) {
	case map[string]any:
		for name, child := range n {
			if err := flatten(into, join(path, name), child); err != nil {
				return err
			}
		}
	case nil:
	case string:
		if n != "" && n != "0001-01-01T00:00:00Z" {
			into[path] = n
		}
	case []any:
		text, err := json.Marshal(n)
		if err == nil && len(n) > 0 {
			into[path] = string(text)
		}
		return err
	default:
		if text := fmt.Sprint(n); text != "0" && text != "false" {
			into[path] = text
		}
	}
	return nil
}

// join is a path with one more name, in lower-case words: UnionContacts is union_contacts.
func join(path, name string) string {
	var b strings.Builder
	if path != "" {
		b.WriteString(path + ".")
	}
	var last rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return b.String()
}
