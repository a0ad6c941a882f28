package site_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
)

// A certificate tells of each change when it was and what it was, in words, and of people only that others were named.
func TestACertificateTellsEachChangeInWords(t *testing.T) {
	s := newService(t)
	ad, headers := s.mine()
	rut, id := board.Actor{Kind: board.ActorEditor, Email: "rut@example.se", Role: board.DeskEditor}, desk.Seen{Job: "0000000001"}
	later := func() { s.now = s.now.Add(time.Hour) }
	later()
	s.edited(ad, headers, url.Values{"number_of_vacancies": {"3"}, "application_contacts.0.name": {"Per Sund"}})
	later()
	s.must(s.door.Pause(t.Context(), rut, id, "En läsare har frågat."))
	later()
	s.must(s.door.Resume(t.Context(), rut, id))
	later()
	s.must(s.door.Feature(t.Context(), rut, id, board.DateOf(s.now).AddDays(3)))
	later()
	s.does(ad, "forlang", url.Values{"application_deadline": {"2026-12-20"}, "reason": {"holiday"}}, headers...)
	page := s.page(200, ad+"/bevis", headers...)
	page.says(".certificate__events b", "Annonsen publicerades | Annonsen ändrades | Pausad | Visad igen | Toppannons | Ansökningstiden förlängdes")
	page.says(".certificate__events p span", "22 november 2026 kl. 11.00 | 22 november 2026 kl. 13.00 | 22 november 2026 kl. 14.00 | 22 november 2026 kl. 15.00 | "+
		"22 november 2026 kl. 16.00 | 22 november 2026 kl. 17.00")
	for _, told := range []string{"Toppannons till25 november 2026 kl. 23.59", "Utfärdat av Lediga jobb", "4 december 2026", "20 december 2026", "semester", "Så söker du"} {
		if !strings.Contains(strings.Join(strings.Fields(page.text(".certificate")), " "), told) {
			t.Errorf("nothing of %q in %q", told, page.text(".certificate"))
		}
	}
	for _, kept := range []string{"Per Sund", "Anna Ekman", "En läsare", "rut@", "2026-12-20", "holiday", "{", "["} {
		if strings.Contains(page.text(".certificate__events"), kept) {
			t.Errorf("it tells %q", kept)
		}
	}
	if en := s.page(200, ad+"/bevis?lang=en", headers...); !strings.Contains(en.text(".certificate__events"), "20 December 2026") {
		t.Errorf("in English %q", en.text(".certificate__events"))
	}
}
