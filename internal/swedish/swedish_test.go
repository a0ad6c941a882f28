package swedish_test

import (
	"testing"

	"ledigajobb/internal/swedish"
)

func TestFormsOfAWordHaveOneBase(t *testing.T) {
	l := swedish.New("karlstad")
	for _, forms := range [][]string{
		{"upphandlare", "upphandlaren", "upphandlarna", "upphandlarnas", "upphandlares"},
		{"upphandling", "upphandlingar", "upphandlingen", "upphandlingarna", "upphandlings"},
		{"bil", "bilar", "bilarna", "bilarnas"},
		{"avtal", "avtalet", "avtals", "avtalen"},
		{"säkerhet", "säkerheten", "säkerhets"},
		{"tekniker", "teknikern", "teknikerna"},
		{"sjuksköterska", "sjuksköterskor", "sjuksköterskan", "sjuksköterskorna"},
		{"ingenjör", "ingenjören", "ingenjörer", "ingenjörerna"},
		{"controller", "controllers", "controllern"},
		{"developer", "developers"},
		{"projekt", "projektet"},
		{"stad", "städer", "städerna"},
		{"elevhälsa", "elevhälsan"},
		{"rektor", "rektorn", "rektorer", "rektorerna", "rektorns"},
		{"koordinator", "koordinatorn", "koordinatorer"},
		{"revisor", "revisorn", "revisorerna"},
		{"lista", "listan", "listor", "listorna"},
		{"kategori", "kategorin", "kategorier", "kategorierna"},
		{"byrå", "byrån", "byråer"},
		{"entreprenad", "entreprenaden", "entreprenader"},
		{"kandidat", "kandidaten", "kandidater", "kandidaters"},
		{"analys", "analysen", "analyser", "analysers"},
		{"riskanalys", "riskanalysen", "riskanalyser"},
		{"kvalitetsanalys", "kvalitetsanalyser"},
		{"kompetens", "kompetensen", "kompetenser"},
		{"doktorand", "doktoranden", "doktorander"},
		{"universitet", "universitetet", "universiteten"},
		{"kund", "kunds", "kunders", "kundernas"},
		{"brandman", "brandmän", "brandmännen"},
		{"hus", "huset", "husen"},
		{"karlstad", "karlstads"},
		{"biträde", "biträdet", "biträden"},
		{"purchaser", "purchasers"},
		{"officer", "officers"},
		{"lawyer", "lawyers"},
		{"bidder", "bidders"},
		{"doctor", "doctors"},
	} {
		for _, form := range forms {
			if got, want := l.Base(form), l.Base(forms[0]); got != want {
				t.Errorf("the base of %s is %s, that of %s is %s", form, got, forms[0], want)
			}
		}
	}
	for _, apart := range [][2]string{{"lärare", "lära"}, {"säkerhet", "säker"}, {"tekniker", "teknik"}, {"vikarie", "vikariat"}, {"far", "får"},
		{"biträde", "biträdande"}, {"miljö", "miljon"}, {"sektor", "rektor"}, {"schema", "man"}} {
		if l.Base(apart[0]) == l.Base(apart[1]) {
			t.Errorf("%s and %s have the same base", apart[0], apart[1])
		}
	}
}

func TestSplit(t *testing.T) {
	l := swedish.New("linköping", "norrköping")
	for word, want := range map[string][2]string{
		"entreprenadupphandlare": {"entreprenad", "upphandlare"},
		"upphandlingschef":       {"upphandling", "chef"},
		"skollärare":             {"skola", "lärare"},
		"hälsosamordnare":        {"hälsa", "samordnare"},
		"itarkitekt":             {"it", "arkitekt"},
		"löneadministratör":      {"lön", "administratör"},
		"undersköterska":         {"under", "sköterska"},
		"virkesinköpare":         {"virke", "inköpare"},
		"linköping":              {},
		"norrköping":             {},
		"upphandlare":            {},
		"inköpare":               {},
		"avtal":                  {},
		"arkitekt":               {},
		"handläggare":            {},
		"förskola":               {},
		"":                       {},
	} {
		left, head, ok := l.Split(word)
		if got := [2]string{left, head}; got != want || ok != (want != [2]string{}) {
			t.Errorf("%s: %q %v, want %q", word, got, ok, want)
		}
	}
}

func TestRootAndFold(t *testing.T) {
	l := swedish.New()
	for who, what := range map[string]string{"inköpare": "inköp", "tekniker": "teknik", "psykolog": "psykologi"} {
		if root, ok := l.Root(l.Base(who)); !ok || root != l.Base(what) {
			t.Errorf("what a %s does is %q", who, root)
		}
	}
	if swedish.Fold("förskollärare") != "forskollarare" || swedish.Fold("idé") != "ide" || swedish.Fold("abc") != "abc" {
		t.Error("not folded")
	}
}

func FuzzWord(f *testing.F) {
	l := swedish.New()
	f.Add("upphandlingsjurist")
	f.Add("åäö")
	f.Fuzz(func(t *testing.T, word string) {
		l.Root(l.Base(word))
		if left, head, ok := l.Split(word); ok && (left == "" || head == "") {
			t.Errorf("%q is parted into %q and %q", word, left, head)
		}
	})
}
