package richtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMarkdownIsHowATextWouldBeTyped(t *testing.T) {
	for _, s := range []struct{ name, html, want string }{
		{"nothing", "", ""},
		{"paragraphs and lines", "<p>Du leder<br>upphandlingar.</p><p>Välkommen</p>", "Du leder\nupphandlingar.\n\nVälkommen"},
		{"headings", "<h3>Om oss</h3><h4>Krav</h4>", "## Om oss\n\n### Krav"},
		{"lists", `<ul><li>Ett</li><li>Två</li></ul><ol start="3"><li>Tre</li></ol>`, "- Ett\n- Två\n\n3. Tre"},
		{"bold and italics", "<p><strong>Krav:</strong> du <em>vill</em> <strong><em>mer</em></strong></p>", "**Krav:** du _vill_ **_mer_**"},
		{"a link that the text shows", `<p>Se <a href="https://ekby.example/a_b">https://ekby.example/a_b</a></p>`, `Se https://ekby.example/a\_b`},
		{"another link", `<p><a href="mailto:anna@ekby.example">Anna</a></p>`, "[Anna](<mailto:anna@ekby.example>)"},
		{"what would mean something", "<p>R&amp;D, 2*3, a_b, &lt;b&gt; &amp;amp; [x] C:\\</p>", `R&D, 2\*3, a\_b, \<b> \&amp; \[x\] C:\\`},
		{"what would begin something", "<p># ett<br>1. två<br>&gt; tre</p>", "\\# ett\n1\\. två\n\\> tre"},
	} {
		t.Run(s.name, func(t *testing.T) {
			if got := Markdown(s.html); got != s.want {
				t.Errorf("%q, want %q", got, s.want)
			}
			if back := FromMarkdown(Markdown(s.html)); s.name != "headings" && back != FromHTML(s.html) {
				t.Errorf("read back as %q", back.HTML)
			}
		})
	}
}

// ordinary is texts as people write them, in which no style begins or ends inside a word.
func ordinary() *rapid.Generator[Text] {
	word := rapid.SampledFrom([]string{"Du", "leder", "upphandlingar", "R&D", "a_b", "2*3", "<3", "[x]", "C:\\", "100 %", "1.", "#1", "-", "https://ekby.example/?a=1&b=2"})
	styled := rapid.Custom(func(t *rapid.T) string {
		text := FromPlain("x " + word.Draw(t, "word") + " y").HTML
		text = strings.TrimSuffix(strings.TrimPrefix(text, "<p>x "), " y</p>")
		switch rapid.IntRange(0, 5).Draw(t, "style") {
		case 0:
			return "<strong>" + text + "</strong>"
		case 1:
			return "<em>" + text + "</em>"
		case 2:
			return "<a href=\"https://ekby.example\">sidan</a>"
		}
		return text
	})
	line := rapid.Custom(func(t *rapid.T) string {
		return "a " + strings.Join(rapid.SliceOfN(styled, 1, 6).Draw(t, "words"), " a ") + " a"
	})
	block := rapid.Custom(func(t *rapid.T) string {
		lines := rapid.SliceOfN(line, 1, 3).Draw(t, "lines")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return "<h3>" + lines[0] + "</h3>"
		case 1:
			return "<ul><li>" + strings.Join(lines, "</li><li>") + "</li></ul><p>a</p>"
		case 2:
			return "<ol><li>" + strings.Join(lines, "</li><li>") + "</li></ol><p>a</p>"
		}
		return "<p>" + strings.Join(lines, "<br>") + "</p>"
	})
	return rapid.Custom(func(t *rapid.T) Text {
		return FromHTML(strings.Join(rapid.SliceOfN(block, 0, 5).Draw(t, "blocks"), ""))
	})
}

func TestMarkdownIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := ordinary().Draw(t, "text")
		if back := FromMarkdown(Markdown(text.HTML)); back != text {
			t.Fatalf("%q\nis typed as %q\nand read as %q", text.HTML, Markdown(text.HTML), back.HTML)
		}
	})
}

func TestMarkdownOfWhateverComesInKeepsItsWords(t *testing.T) {
	words := func(s string) string {
		return strings.Join(strings.Fields(strings.NewReplacer("*", "", "_", "").Replace(s)), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := FromPlain(texts().Draw(t, "text"))
		back := FromMarkdown(Markdown(text.HTML))
		invariants(t, Markdown(text.HTML), back)
		if words(back.Plain) != words(text.Plain) {
			t.Fatalf("%q is typed as %q and read as %q", text.Plain, Markdown(text.HTML), back.Plain)
		}
	})
}

func TestMarkdownOfRealAdsIsReadBackAsItWas(t *testing.T) {
	for i, text := range realTexts(t) {
		if is := FromUnknown(text); i%25 == 0 && FromMarkdown(Markdown(is.HTML)) != is {
			t.Errorf("ad %d is read back differently", i)
		}
	}
}
