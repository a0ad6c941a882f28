package site_test

import (
	"net/url"
	"testing"

	"ledigajobb/internal/board"
)

func TestAnAdminLooksAfterWhoIsAtTheDesk(t *testing.T) {
	s := newService(t)
	b := s.browser()
	headers := s.as("ada@journal.example", board.DeskAdmin)
	b.cookies["__Host-ledigajobb"] = headers[1][len("__Host-ledigajobb="):]

	eva := url.Values{"name": {"Eva Lind"}, "email": {"Eva@journal.example"}, "desk_role": {"sales"}, "away_until": {"2026-11-22"}, "stand_in": {"ada@journal.example"}}
	w := b.expect(303, "POST", "/redaktionen/konton", eva)
	d := parse(t, b.expect(200, "GET", w.Header().Get("Location"), nil).Body.String())
	d.says("main .notice", "Kontot är sparat.")
	d.says(".rows__note", "Administratör · ada@journal.example | Säljare · eva@journal.example · borta till och med 22 november 2026")

	wrong := url.Values{"name": {" "}, "email": {"eva@journal.example"}, "desk_role": {"boss"}, "away_until": {""}, "stand_in": {""}}
	d = parse(t, b.expect(422, "POST", "/redaktionen/konton", wrong).Body.String())
	d.says(".field__fault", "Fyll i namnet | Adressen tillhör redan någon på redaktionen. | Välj en roll")
	d.says(".summary h2", "Du behöver rätta 3 saker innan du går vidare")
	if got, _ := attribute(d.all("input[name=email]")[0], "value"); got != "eva@journal.example" {
		t.Errorf("what was typed is %q", got)
	}

	e, err := s.store.Editor(t.Context(), "eva@journal.example")
	if err != nil {
		t.Fatal(err)
	}
	path := "/redaktionen/konton/" + string(e.ID)
	eva.Set("away_until", "22/11")
	b.expect(422, "POST", path, eva)
	eva.Set("away_until", "")
	eva.Set("desk_role", "finance")
	b.expect(303, "POST", path, eva)
	hers := s.browser()
	hers.asks("eva@journal.example")
	_, codes := s.letters()
	hers.expect(303, "POST", "/logga-in/kod", url.Values{"code": codes})
	hers.expect(200, "GET", "/redaktionen/order", nil)
	b.expect(303, "POST", path+"/ta-bort", url.Values{})
	if hers.signedIn() {
		t.Error("who is no longer at the desk is still signed in")
	}
	hers.asks("eva@journal.example")
	if links, _ := s.letters(); len(links) != 0 {
		t.Error("a letter to nobody")
	}
	admin, err := s.store.Editor(t.Context(), "ada@journal.example")
	if err != nil {
		t.Fatal(err)
	}
	b.expect(409, "POST", "/redaktionen/konton/"+string(admin.ID)+"/ta-bort", url.Values{})
	b.expect(404, "GET", path, nil)
}
