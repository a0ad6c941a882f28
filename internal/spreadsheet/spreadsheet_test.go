package spreadsheet

import "testing"

func TestWhatASpreadsheetWouldRewriteStaysAText(t *testing.T) {
	for in, want := range map[string]string{
		"FM1234": "FM1234", "4500012345": "4500012345", "123456789": "123456789", "00123": "'00123", "0": "0", "7350000000009": "'7350000000009",
		"3-4": "'3-4", "1E5": "'1E5", "1,5": "'1,5", "2026/1": "'2026/1", "": "", "E": "E", "'x": "''x", "Dnr 3-4": "Dnr 3-4",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q is written %q, not %q", in, got, want)
		}
	}
}

func TestASheet(t *testing.T) {
	var s Sheet
	s.Row("Namn", "Anteckning")
	s.Row("Åsa", "säger \"hej\"; sen\ninget")
	if want := "\ufeffNamn;Anteckning\r\nÅsa;\"säger \"\"hej\"\"; sen\ninget\"\r\n"; s.String() != want {
		t.Errorf("%q", s.String())
	}
}
