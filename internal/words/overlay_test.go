package words

import (
	"reflect"
	"slices"
	"testing"

	"ledigajobb/internal/board"
)

func TestTheJournalPutsATextInItsOwnWay(t *testing.T) {
	const key = "letter.approved.subject"
	o := Only(map[string]string{OverlayKey(key, board.Swedish): "Nu syns {headline}", "frame.name": "Upphandling i dag"})
	if len(o) != 1 {
		t.Error(o)
	}
	if got := o.Text(board.Swedish, key, "headline", "Upphandlare"); got != "Nu syns Upphandlare" {
		t.Error(got)
	}
	for _, other := range []string{o.Text(board.English, key, "headline", "Buyer"), Overlay(nil).Text(board.English, key, "headline", "Buyer")} {
		if want := Text(board.English, key, "headline", "Buyer"); other != want {
			t.Errorf("%q is not the catalogue's %q", other, want)
		}
	}
}

func TestWhatMayBePutAnotherWay(t *testing.T) {
	keys := Editable()
	for _, key := range []string{"letter.approved.subject", "reason.deadline.text"} {
		if !slices.Contains(keys, key) {
			t.Errorf("%s is missing", key)
		}
	}
	for _, key := range []string{"letter.approved.name", "reason.deadline", "desk.log"} {
		if slices.Contains(keys, key) {
			t.Errorf("%s is there", key)
		}
	}
}

func TestPlacesThatNothingIsFilledInTo(t *testing.T) {
	if got := Strange(board.Swedish, "letter.approved.subject", "Hej {namn}, {headline} är {n|en annons|annonser}"); !reflect.DeepEqual(got, []string{"namn", "n"}) {
		t.Error(got)
	}
}
