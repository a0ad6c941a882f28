// Package advice says what an employer may want to look at again in an ad, beside its text and never in its way.
//
// It knows three kinds of thing: what the text says otherwise than a field (contradict.go), what may be read as asking for
// a sex, an age or an origin (words.go; Diskrimineringslagen 2008:567), and what applicants will miss (missing.go). It is
// a reader's second look, not a judgement: every sentence is a question or a hint.
package advice

import (
	"slices"
	"strings"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/words"
)

// An Advice is one thing to look at again.
type Advice struct {
	Field string // the field that it stands beside, by its name in the API
	Key   string // what is said: the text advice.KEY of package words
	Args  []any  // of the text, in pairs: strings, numbers, board.Dates, and Names
}

// A Name is a value that is called by a text of its own: advice.NAME.
type Name string

// Text is the advice as a sentence.
func (a Advice) Text(lang board.Language) string {
	args := slices.Clone(a.Args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case board.Date:
			args[i] = words.Date(lang, arg)
		case Name:
			args[i] = words.Text(lang, "advice."+string(arg))
		}
	}
	return words.Text(lang, "advice."+a.Key, args...)
}

// most is how many things are said of one ad: more would not be read.
const most = 20

// enough is how many bytes of a text are read: more than any ad that can be ordered.
const enough = 30_000

// For is what may be looked at again in an ad of an employer of the sector, in the order of the form.
func For(ad board.Ad, sector board.Sector, now time.Time) []Advice {
	if text := ad.Text.Plain; len(text) > enough {
		ad.Text.Plain = strings.ToValidUTF8(text[:enough], "")
	}
	r := &reading{ad: ad, text: newText(ad.Text.Plain), sector: sector, now: now}
	r.dates = mentions(r.text, board.DateOf(now))
	r.shouting()
	r.risky()
	r.deadlines()
	r.weekdays()
	r.period()
	r.holiday()
	r.pay()
	r.places()
	r.references()
	r.contacts()
	r.phones()
	return r.said
}

// reading goes through an ad.
type reading struct {
	ad     board.Ad
	text   text      // the ad's
	dates  []mention // in it
	sector board.Sector
	now    time.Time
	said   []Advice
}

// say notes an advice, unless it has been given already, or enough has been said.
func (r *reading) say(field, key string, args ...any) {
	if len(r.said) >= most {
		return
	}
	same := func(a Advice) bool { return a.Field == field && a.Key == key && slices.Equal(a.Args, args) }
	if !slices.ContainsFunc(r.said, same) {
		r.said = append(r.said, Advice{field, key, args})
	}
}
