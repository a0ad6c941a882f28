package desk

import "testing"

func TestBlockedWords(t *testing.T) {
	const list = "snabba pengar\n\nKrypto\n"
	for _, s := range []struct{ text, want string }{
		{"Tjäna SNABBA, pengar nu", "snabba pengar"},
		{"krypto", "Krypto"},
		{"Kryptografi och säkerhet", ""},
		{"snabbapengar", ""},
		{"", ""},
	} {
		if got := blockedWord(list, "annat", s.text); got != s.want {
			t.Errorf("%q: %q", s.text, got)
		}
	}
	if got := blockedWord("", "allt"); got != "" {
		t.Error(got)
	}
}
