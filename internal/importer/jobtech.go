package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/richtext"
)

// JobTech reads job ads as Arbetsförmedlingen's JobSearch and JobStream give them: one object a line, a JSON array, or
// the answer of a search with its hits; gzip or not. The order is the file's.
//
// An error ends the file and says how far it came; a refused ad does not.
func JobTech(file io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		ads, err := open(file)
		if err != nil {
			yield(Item{}, err)
			return
		}
		for {
			raw, err := ads.next()
			line, ad := ads.at()
			switch {
			case err == io.EOF:
				return
			case err != nil && err != errTooLong:
				yield(Item{}, fmt.Errorf("the file breaks off at line %d: %w", line, err))
				return
			case err == nil && len(bytes.TrimSpace(raw)) == 0:
				continue
			}
			item := jobTechItem(raw, err)
			item.Line = line
			if item.Refused != nil && ad != "" {
				item.Refused = fmt.Errorf("%s: %w", ad, item.Refused)
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// jobTechItem maps one ad, or refuses it: with the given error, if there is one.
func jobTechItem(raw []byte, err error) (item Item) {
	var fields map[string]any
	if err == nil {
		fields, err = parseObject(raw)
	}
	if err != nil {
		return Item{Refused: err}
	}
	ad := object{fields: fields, note: func(field, value string) {
		item.Misfits = append(item.Misfits, Misfit{field, richtext.Excerpt(richtext.Line(value), maxMisfit)})
	}}
	id, headline := ad.line("id"), headlineOf(ad)
	item.Incoming.Source = board.Source{Name: "jobtech", ID: id}
	switch {
	case id == "":
		item.Refused = errors.New("it has no id")
	case ad.flag("removed"):
		item.Refused = fmt.Errorf("ad %.40s: %w", id, ErrRemoved)
	case headline == "":
		item.Refused = fmt.Errorf("ad %.40s has no headline", id)
	default:
		item.Incoming = incoming(ad, id, headline)
	}
	return item
}

// maxMisfit is how many characters of a value that did not fit are repeated.
const maxMisfit = 60

// headlineOf is the ad's headline; where JobTech cut it, it stays cut. Some have been escaped once too often.
func headlineOf(ad object) string {
	s, _ := ad.fields["headline"].(string)
	return richtext.Line(strings.ReplaceAll(s, "&amp;", "&"))
}

func incoming(ad object, id, headline string) board.Incoming {
	text := textOf(ad.object("description"))
	employer, department := employerOf(ad.object("employer"))
	contacts, unions := contactsOf(ad.objects("application_contacts"))
	return board.Incoming{
		Source: board.Source{Name: "jobtech", ID: id, URL: ad.url("webpage_url"), Digest: digest(ad.fields)},
		Ad: board.Ad{
			Title:         cmp.Or(ad.object("occupation").line("label"), headline),
			Headline:      headline,
			Text:          text,
			Language:      Language(headline + "\n" + text.Plain),
			Department:    department,
			Where:         whereOf(ad),
			Terms:         termsOf(ad),
			Salary:        Salary(ad.line("salary_description")),
			Deadline:      ad.deadline("application_deadline"),
			Apply:         applyOf(ad.object("application_details")),
			Contacts:      contacts,
			UnionContacts: unions,
		},
		Employer:  employer,
		Published: ad.instant("publication_date"),
	}
}

// textOf is the ad's text, from its formatted form where it has one. Either form may be HTML or not.
func textOf(description object) board.Text {
	return formatted(cmp.Or(description.text("text_formatted"), description.text("text")))
}

func formatted(s string) board.Text {
	if richtext.LooksLikeHTML(s) {
		return board.Text(richtext.FromHTML(s))
	}
	return board.Text(richtext.FromPlain(s))
}
