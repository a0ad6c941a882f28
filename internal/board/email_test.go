package board

import "testing"

func TestParseEmail(t *testing.T) {
	for given, want := range map[string]string{
		"redaktor@example.se":         "redaktor@example.se",
		"  Anna.Ekman@Ekby.Example ":  "anna.ekman@ekby.example",
		"o'brien+jobb@sub.example.se": "o'brien+jobb@sub.example.se",
		"":                            "",
		"anna":                        "",
		"anna@ekby":                   "",
		"anna@@ekby.se":               "",
		".anna@ekby.se":               "",
		"anna..e@ekby.se":             "",
		"anna@-ekby.se":               "",
		"anna@ekby.se\r\nBcc: x@y.se": "",
		"\"anna\"@ekby.se":            "",
		"anna <anna@ekby.se>":         "",
		"anna@ekby.se,per@ekby.se":    "",
		"anna@192.0.2.1":              "",
	} {
		if got, err := ParseEmail(given); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", given, got, err)
		}
	}
}

func TestMaskEmail(t *testing.T) {
	for given, want := range map[string]string{"redaktor@example.se": "r•••@example.se", "": "", "@example.se": ""} {
		if got := MaskEmail(given); got != want {
			t.Errorf("%q: %q", given, got)
		}
	}
}
