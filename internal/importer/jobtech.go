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
		next, unit, err := open(file)
		if err != nil {
			yield(Item{}, err)
			return
		}
		ads := 0
		for n := 1; ; n++ {
			raw, err := next()
			switch {
			case err == io.EOF:
				return
			case err != nil && err != errTooLong:
				yield(Item{}, fmt.Errorf("the file breaks off after %s %d, %d ads: %w; import it again when it is whole",
					unit, n-1, ads, err))
				return
			case err == nil && len(bytes.TrimSpace(raw)) == 0:
				continue
			}
			ads++
			item := jobTechItem(raw, err)
			item.Line = n
			if item.Refused != nil {
				item.Refused = fmt.Errorf("%s %d: %w", unit, n, item.Refused)
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
	id, headline := ad.line("id"), headline(ad)
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

// headline is the ad's headline; where JobTech cut it, it stays cut. Some have been escaped once too often.
func headline(ad object) string {
	s, _ := ad.fields["headline"].(string)
	return richtext.Line(strings.ReplaceAll(s, "&amp;", "&"))
}

func incoming(ad object, id, headline string) board.Incoming {
	text := text(ad.object("description"))
	employer, department := employer(ad.object("employer"))
	contacts, unions := contacts(ad.objects("application_contacts"))
	return board.Incoming{
		Source: board.Source{Name: "jobtech", ID: id, URL: ad.url("webpage_url"), Digest: digest(ad.fields)},
		Ad: board.Ad{
			Title:         cmp.Or(ad.object("occupation").line("label"), headline),
			Headline:      headline,
			Text:          text,
			Language:      languageOf(headline + "\n" + text.Plain),
			Department:    department,
			Where:         where(ad),
			Terms:         terms(ad),
			Salary:        salary(ad.line("salary_description")),
			Deadline:      ad.deadline("application_deadline"),
			Apply:         apply(ad.object("application_details")),
			Contacts:      contacts,
			UnionContacts: unions,
		},
		Employer:  employer,
		Published: ad.instant("publication_date"),
	}
}

// text is the ad's text, from its formatted form where it has one. Either form may be HTML or not.
func text(description object) board.Text {
	return formatted(cmp.Or(description.text("text_formatted"), description.text("text")))
}

func formatted(s string) board.Text {
	if richtext.LooksLikeHTML(s) {
		return board.Text(richtext.FromHTML(s))
	}
	return board.Text(richtext.FromPlain(s))
}
