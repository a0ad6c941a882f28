package site

import (
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
	"ledigajobb/internal/words"
)

// An event is an entry of the audit log as a page tells it.
type event struct {
	At      string
	By      string
	Name    string
	Changes []difference
}

// A difference is one value before and after, as people read it.
type difference struct{ Name, Before, After string }

// events is entries of the audit log in words: audit.ACTION for what was done, where there are words for it.
func events(v *visit, entries []board.Entry) []event {
	all := make([]event, len(entries))
	for i, e := range entries {
		all[i] = event{At: words.Moment(v.lang, e.At), By: actorName(v, e.By), Name: actionName(v, e.Action)}
		for _, d := range e.Changes {
			change := difference{fieldName(v, d.Field), inWords(v, e.Subject.Kind, d.Field, d.Before), inWords(v, e.Subject.Kind, d.Field, d.After)}
			if d.Erased {
				change.Before, change.After = "", v.text("audit.erased")
			}
			all[i].Changes = append(all[i].Changes, change)
		}
	}
	return all
}

// actionName is what was done in words, or as the log keeps it where there are none.
func actionName(v *visit, action string) string {
	if key := "audit." + action; words.Has(key) {
		return v.text(key)
	}
	return action
}

func actorName(v *visit, by board.Actor) string {
	switch name := v.text("actor." + string(by.Kind)); {
	case by.Email != "":
		return by.Email
	case by.Erased:
		return name + " " + v.text("audit.erased")
	default:
		return name
	}
}

// fieldName is a field in words, audit.field.NAME, or its path where there are none. A revision's are the ad's; an agreed
// price has its package's name.
func fieldName(v *visit, field string) string {
	if key := "audit.field." + field; words.Has(key) {
		return v.text(key)
	}
	if of, ok := strings.CutPrefix(field, "revision."); ok {
		return v.text("audit.field.revision", "field", fieldName(v, of))
	}
	if _, ok := board.Parse(board.Packages(), field); ok {
		return reference.Label(v.lang, reference.ListPackage, field)
	}
	return field
}
