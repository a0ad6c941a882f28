package richtext

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// safeTag is every tag that Text.HTML may hold.
var safeTag = regexp.MustCompile(`^<(/?(p|h3|h4|ul|ol|li|strong|em)|/a|br|ol start="[0-9]+"|` +
	`a href="https?://[^"<>\s]+" rel="nofollow noopener"|a href="(mailto|tel):[^"<>\s]+")>`)

// invariants are what holds of every text, whatever it was made from.
func invariants(t interface{ Fatalf(string, ...any) }, in string, got Text) {
	if !utf8.ValidString(got.HTML) || !utf8.ValidString(got.Plain) {
		t.Fatalf("not UTF-8: %q gives %q", in, got)
	}
	for rest := got.HTML; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		tag := safeTag.FindString(rest[i:])
		if tag == "" {
			t.Fatalf("%q gives the tag %.80q", in, rest[i:])
		}
		rest = rest[i+len(tag):]
	}
	for _, r := range got.Plain {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			t.Fatalf("%q gives a plain text with %U", in, r)
		}
	}
	if got.Plain != strings.TrimSpace(got.Plain) || strings.Contains(got.Plain, "\n\n\n") || strings.Contains(got.Plain, "  ") {
		t.Fatalf("%q gives untidy plain text %q", in, got.Plain)
	}
	if again := policy().Sanitize(got.HTML); again != got.HTML {
		t.Fatalf("the policy changes the HTML of %q\nfrom %q\nto   %q", in, got.HTML, again)
	}
	if again := FromHTML(got.HTML); again != got {
		t.Fatalf("read again, %q changes\nfrom %q\nto   %q", in, got, again)
	}
	if again := FromPlain(got.Plain); again.Plain != got.Plain {
		t.Fatalf("read again, the plain text of %q changes\nfrom %q\nto   %q", in, got.Plain, again.Plain)
	}
}

// pieces are what hostile, careless and ordinary texts are made of.
var pieces = []string{
	"Vi söker", "LOU", "a", "1", " ", "   ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "- ", "-", "* ", "*", "•", "· ", "– ", "1. ", "# ", "> ",
	"<", ">", "&", ";", "\"", "'", "=", "/", "(", ")", ".", "_", "`", "[x](", "\\", "&nbsp;", "&lt;", "&amp;", "&#8226;", "&#x202e;", "&shy;",
	"<p>", "</p>", "<br>", "<div>", "</div>", "<ul>", "</ul>", "<ol>", `<ol start="3">`, "</ol>", "<li>", "</li>", "<h1>", "</h1>", "<h4>", "</h4>",
	"<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "<table>", "<tr>", "<td>", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>",
	"<svg/>", "<!--", "-->", "<![CDATA[", "]]>", "<a href=\"", "<a href='https://a.example'>", "<a href=javascript:x>", "</a>", "javascript:", "onclick=x ",
	"https://", "http://a.example/", "mailto:", "tel:", "@a.example", "%", "%zz", "?", "ö", "o", "\u0308", "\u0301", "\u0338", "\u200d", "\u202e", "\ufeff",
	"\u0095", "\uf0b7", "\x00", "\xff", "\u2028", "👍🏽", "\u1100", "\u1161",
}

func texts() *rapid.Generator[string] {
	built := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30), func(p []string) string { return strings.Join(p, "") })
	return rapid.OneOf(built, rapid.String())
}

func TestWhateverComesInIsSafeAndStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := texts().Draw(t, "text")
		invariants(t, in, FromPlain(in))
		invariants(t, in, FromHTML(in))
		invariants(t, in, FromMarkdown(in))
		invariants(t, in, FromUnknown(in))
	})
}

func TestLineAndExcerptHoldForAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := texts().Draw(t, "text")
		line := Line(in)
		if Line(line) != line || strings.ContainsAny(line, "\r\n\t") || !utf8.ValidString(line) {
			t.Fatalf("Line(%q) = %q", in, line)
		}
		most := rapid.IntRange(-1, 40).Draw(t, "max")
		cut := Excerpt(FromPlain(in).Plain, most)
		if utf8.RuneCountInString(cut) > max(most, 0) || !utf8.ValidString(cut) {
			t.Fatalf("Excerpt of %q to %d is %q", in, most, cut)
		}
	})
}

func FuzzFromPlain(f *testing.F) {
	f.Add("Vi söker\r\n• Ett\n\n- två https://a.example/x).")
	f.Add("a\xff\u202e\u0308   b")
	f.Fuzz(func(t *testing.T, in string) { invariants(t, in, FromPlain(in)) })
}

func FuzzFromHTML(f *testing.F) {
	f.Add(`<p onclick=x>a<script>b</script><a href="javascript:x">c</a><a href='https://a.example/?a=1&amp;b'>d</a></p>`)
	f.Add(`<ol start=2><li>a<ul><li>- b</ul></ol><h2>c</h2>text   <svg><style><img src=x onerror=y></style>`)
	f.Fuzz(func(t *testing.T, in string) { invariants(t, in, FromHTML(in)) })
}

func FuzzFromMarkdown(f *testing.F) {
	f.Add("# a\n\n- b\n\n[c](https://a.example) <d@a.example> **e**")
	f.Fuzz(func(t *testing.T, in string) { invariants(t, in, FromMarkdown(in)) })
}

// realTexts are the descriptions of the collected ads, which lie beside the project where it is developed.
func realTexts(tb testing.TB) []string {
	file, err := os.Open("../../../shared/data/ads.jsonl.gz")
	if err != nil {
		tb.Skip("the collected ads are not beside the project:", err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	var all []string
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var ad struct{ Description struct{ Text string } }
		if err := json.Unmarshal(lines.Bytes(), &ad); err != nil {
			tb.Fatal(err)
		}
		if ad.Description.Text != "" {
			all = append(all, ad.Description.Text)
		}
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return all
}

func TestRealAdsAreSafeAndStable(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 20
	}
	all := realTexts(t)
	markup := 0
	for i := 0; i < len(all); i += step {
		in := all[i]
		got := FromUnknown(in)
		invariants(t, in, got)
		if LooksLikeHTML(in) {
			markup++
		}
		if LooksLikeHTML(got.Plain) {
			t.Errorf("text %d still looks like HTML when it is plain", i)
		}
	}
	t.Logf("%d texts held HTML", markup)
}

func BenchmarkRealAds(b *testing.B) {
	all := realTexts(b)
	size := 0
	for _, s := range all {
		size += len(s)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, s := range all {
			FromUnknown(s)
		}
	}
}
