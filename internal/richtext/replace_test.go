package richtext

import "testing"

func TestReplace(t *testing.T) {
	text := FromHTML("<p>Du leder <b>upphandlingar</b> på p-avdelningen.</p><ul><li>Upphandla &lt;mer&gt;</li><li>Följ upp</li></ul>")
	for _, situation := range []struct {
		old, new string
		n        int
		plain    string
	}{
		{"leder", "stödjer", 1, "Du stödjer upphandlingar på p-avdelningen.\n\n- Upphandla <mer>\n- Följ upp"},
		{"<mer>", "& <mindre>", 1, "Du leder upphandlingar på p-avdelningen.\n\n- Upphandla & <mindre>\n- Följ upp"},
		{"p", "P", 8, "Du leder uPPhandlingar På P-avdelningen.\n\n- UPPhandla <mer>\n- Följ uPP"},
		{"strong", "em", 0, text.Plain},
		{"leder upphandlingar", "x", 0, text.Plain}, // a tag stands between
		{"", "x", 0, text.Plain},
	} {
		got, n := Replace(text, situation.old, situation.new)
		if got.Plain != situation.plain || n != situation.n {
			t.Errorf("%q: %d times, %q", situation.old, n, got.Plain)
		}
		if n == 0 && got != text {
			t.Errorf("%q changed the text", situation.old)
		}
	}
}
