package richtext

import (
	"strings"
	"testing"
)

// situation is a text as it is sent, and both forms of it.
type situation struct {
	name, in, html, plain string
}

func check(t *testing.T, read func(string) Text, situations []situation) {
	t.Helper()
	for _, s := range situations {
		t.Run(s.name, func(t *testing.T) {
			got := read(s.in)
			if got.HTML != s.html {
				t.Errorf("HTML of %q\n got %q\nwant %q", s.in, got.HTML, s.html)
			}
			if got.Plain != s.plain {
				t.Errorf("plain text of %q\n got %q\nwant %q", s.in, got.Plain, s.plain)
			}
		})
	}
}

func TestFromPlain(t *testing.T) {
	check(t, FromPlain, []situation{
		{"nothing", " \r\n\t ", "", ""},
		{"paragraphs and lines", "Ett\r\ntvå\r\n\r\n\r\n\r\ntre\rfyra", "<p>Ett<br>två</p><p>tre<br>fyra</p>", "Ett\ntvå\n\ntre\nfyra"},
		{"spaces, tabs and no-break spaces", "  Ett\u00a0 \t två  \n \u00a0 \n tre ", "<p>Ett två</p><p>tre</p>", "Ett två\n\ntre"},
		{"line separators", "Ett\u2028två\vtre\u2029\u2029fyra", "<p>Ett<br>två<br>tre</p><p>fyra</p>", "Ett\ntvå\ntre\n\nfyra"},
		{"composed", "Vi so\u0308ker", "<p>Vi söker</p>", "Vi söker"},
		{"invisible characters", "\ufeffupp\u00adhand\u200blare\u202e \u2066x\u2069\x00\x07", "<p>upphandlare x</p>", "upphandlare x"},
		{"letters joined when what stood between is gone", "o\u200b\u0308", "<p>ö</p>", "ö"},
		{"invalid UTF-8", "a\xff\xfeb", "<p>a\ufffdb</p>", "a\ufffdb"},
		{"Windows-1252 taken for Latin-1", "\u0095 Ett \u0096 två\n\u0095\tTre", "<ul><li>Ett – två</li><li>Tre</li></ul>", "- Ett – två\n- Tre"},
		{"markup is text", "<b>x</b> & \"y\" <3 &amp;", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &#34;y&#34; &lt;3 &amp;amp;</p>", "<b>x</b> & \"y\" <3 &amp;"},
		{"list", "Vi erbjuder:\n- Ett\n* Två\n• Tre\n· Fyra\n•Fem\n\uf0b7 Sex\n-Sju\nVälkommen", "<p>Vi erbjuder:</p><ul><li>Ett</li><li>Två</li><li>Tre</li><li>Fyra</li><li>Fem</li><li>Sex</li><li>Sju</li></ul><p>Välkommen</p>",
			"Vi erbjuder:\n\n- Ett\n- Två\n- Tre\n- Fyra\n- Fem\n- Sex\n- Sju\n\nVälkommen"},
		{"list with blank lines between its items", "• Ett\n\n• Två\n\nSlut", "<ul><li>Ett</li><li>Två</li></ul><p>Slut</p>", "- Ett\n- Två\n\nSlut"},
		{"bullets of bullets, and alone", "• - Ett\n•\n• Två", "<ul><li>Ett</li><li>Två</li></ul>", "- Ett\n- Två"},
		{"what is no list", "-5 grader\n*not\n---\n1. Ett", "<p>-5 grader<br>*not<br>---<br>1. Ett</p>", "-5 grader\n*not\n---\n1. Ett"},
		{"three spaces for each lost line break", "Om oss   Vi köper in.      Du   - kan LOU   - är trygg", "<p>Om oss<br>Vi köper in.</p><p>Du</p><ul><li>kan LOU</li><li>är trygg</li></ul>",
			"Om oss\nVi köper in.\n\nDu\n\n- kan LOU\n- är trygg"},
		{"spaces where line breaks were kept", "Ett   två\ntre", "<p>Ett två<br>tre</p>", "Ett två\ntre"},
	})
}

func TestLinksInText(t *testing.T) {
	const rel = ` rel="nofollow noopener">`
	check(t, FromPlain, []situation{
		{"at the end of a sentence", "Se https://ekby.example/jobb?a=1&b=2.", `<p>Se <a href="https://ekby.example/jobb?a=1&amp;b=2"` + rel + `https://ekby.example/jobb?a=1&amp;b=2</a>.</p>`, "Se https://ekby.example/jobb?a=1&b=2."},
		{"in parentheses", "(http://ekby.example/a_(b))", `<p>(<a href="http://ekby.example/a_(b)"` + rel + `http://ekby.example/a_(b)</a>)</p>`, "(http://ekby.example/a_(b))"},
		{"two", "https://a.example, https://b.example", `<p><a href="https://a.example"` + rel + `https://a.example</a>, <a href="https://b.example"` + rel + `https://b.example</a></p>`, "https://a.example, https://b.example"},
		{"letters beyond ASCII", "https://ekby.example/å", `<p><a href="https://ekby.example/%C3%A5"` + rel + `https://ekby.example/å</a></p>`, "https://ekby.example/å"},
		{"no host", "https:// och http", "<p>https:// och http</p>", "https:// och http"},
		{"a user name that looks like the host", "https://ekby.example@evil.example", "<p>https://ekby.example@evil.example</p>", "https://ekby.example@evil.example"},
		{"other schemes and mail", "javascript:x ftp://a.example www.a.example b@a.example", "<p>javascript:x ftp://a.example www.a.example b@a.example</p>", "javascript:x ftp://a.example www.a.example b@a.example"},
	})
}

func TestFromHTML(t *testing.T) {
	check(t, FromHTML, []situation{
		{"paragraphs, breaks, entities", "<p>R&amp;D&nbsp;h&auml;r<br/>ny rad<br><br>nytt</p><div>&#8226; p</div>", "<p>R&amp;D här<br>ny rad</p><p>nytt</p><ul><li>p</li></ul>", "R&D här\nny rad\n\nnytt\n\n- p"},
		{"source lines in a block are not lines", "<p>Ett\n  två\n\ntre</p>\n\n<p>fyra</p>", "<p>Ett två tre</p><p>fyra</p>", "Ett två tre\n\nfyra"},
		{"lines of text with a tag here and there", "<strong> Om oss </strong>\n\nVi köper\r\n• Ett\n• Två", "<p><strong>Om oss</strong></p><p>Vi köper</p><ul><li>Ett</li><li>Två</li></ul>", "Om oss\n\nVi köper\n\n- Ett\n- Två"},
		{"three spaces for each lost line break", "<b>Om oss</b>   Vi köper.      Slut", "<p><strong>Om oss</strong><br>Vi köper.</p><p>Slut</p>", "Om oss\nVi köper.\n\nSlut"},
		{"headings below the page's own", "<h1>A</h1><h3>B</h3>c<h6>D</h6>", "<h3>A</h3><h4>B</h4><p>c</p><h4>D</h4>", "A\n\nB\n\nc\n\nD"},
		{"the highest heading used is h3", "<h4>A</h4><h5>B</h5>", "<h3>A</h3><h4>B</h4>", "A\n\nB"},
		{"a paragraph in a heading", "<h2><p>A</p><br>b</h2>c", "<h3>A b</h3><p>c</p>", "A b\n\nc"},
		{"lists", "<ul><li><p>Ett</p><p>mer</p></li><li> <li>• Två<br>rad</ul><ol><li>Tre</li><li>Fyra</li></ol>", "<ul><li>Ett mer</li><li>Två rad</li></ul><ol><li>Tre</li><li>Fyra</li></ol>", "- Ett mer\n- Två rad\n\n1. Tre\n2. Fyra"},
		{"a list in a list", "<ol><li>A<ul><li>a</li></ul></li><li>B</li></ol>", `<ol><li>A</li></ol><ul><li>a</li></ul><ol start="2"><li>B</li></ol>`, "1. A\n\n- a\n\n2. B"},
		{"bullets in bold", "<p><b>-</b> Ett<br><b>•&nbsp;Två</b></p>", "<ul><li>Ett</li><li><strong>Två</strong></li></ul>", "- Ett\n- Två"},
		{"bold and italics", "<b>a <i>b</i></b><em>c</em> <span>d</span>", "<p><strong>a <em>b</em></strong><em>c</em> d</p>", "a bc d"},
		{"bold that is never closed", "<p>a <b>b</p><p>c</p>", "<p>a <strong>b</strong></p><p><strong>c</strong></p>", "a b\n\nc"},
		{"links", `<A HREF='https://a.example/x y' onclick=x()>h<b>är</b></A> <a href="mailto:b@a.example">b</a> <a href="tel:+46 8 1">c</a>`,
			`<p><a href="https://a.example/x%20y" rel="nofollow noopener">h<strong>är</strong></a> <a href="mailto:b@a.example">b</a> <a href="tel:+46%208%201">c</a></p>`, "här b c"},
		{"links that are none", `<a href="javascript:alert(1)">a</a> <a href="java&#10;script:x">b</a> <a href="/x">c</a> <a>d</a> <a href="data:text/html,x">e</a>`, "<p>a b c d e</p>", "a b c d e"},
		{"scripts, styles and objects", "a<script>b</script><STYLE>p{}</STYLE><svg><svg>c</svg>d</svg><iframe src=x>e</iframe><title>f</title><svg/>g<script/>h</script>", "<p>ag</p>", "ag"},
		{"a script that is never closed", "a<script>b", "<p>a</p>", "a"},
		{"a tag made of two", "<scr<script>ipt>alert(1)</script>", "<p>&lt;scr&lt;script&gt;ipt&gt;alert(1)</p>", "<scr<script>ipt>alert(1)"},
		{"images and attributes", `<p style="x" onload=y>a<img src=x onerror=y>b</p>`, "<p>ab</p>", "ab"},
		{"what Word leaves", "<!--[if mso]><xml>x</xml><![endif]--><p class=MsoNormal><o:p>A</o:p></p><p><o:p>&nbsp;</o:p></p>", "<p>A</p>", "A"},
		{"a table", "<table><tr><th>A</th><td>b</td></tr><tr><td>C</td></tr></table>", "<p>A b</p><p>C</p>", "A b\n\nC"},
		{"preformatted", "<pre>a\nb\n\nc</pre>", "<p>a<br>b</p><p>c</p>", "a\nb\n\nc"},
		{"angle brackets that are text", "anna <anna@a.example> &lt;3 <10µl, a < b &lt;b&gt;", "<p>anna &lt;anna@a.example&gt; &lt;3 &lt;10µl, a &lt; b &lt;b&gt;</p>", "anna <anna@a.example> <3 <10µl, a < b <b>"},
		{"entities of invisible characters", "upp&shy;hand&#8203;lare&#x202e;o&#x308;", "<p>upphandlareö</p>", "upphandlareö"},
		{"letters composed across tags", "o<span>\u0308</span>", "<p>ö</p>", "ö"},
	})
}

func TestFromUnknown(t *testing.T) {
	check(t, FromUnknown, []situation{
		{"plain", "< 5 år\nR&D", "<p>&lt; 5 år<br>R&amp;D</p>", "< 5 år\nR&D"},
		{"HTML", "<p>R&amp;D <b>nu</b></p>", "<p>R&amp;D <strong>nu</strong></p>", "R&D nu"},
		{"entities alone", "R&amp;D\n·&#xa0;&#xa0;Ett", "<p>R&amp;D</p><ul><li>Ett</li></ul>", "R&D\n\n- Ett"},
		{"escaped once too often", "&lt;p&gt;R&amp;amp;D &lt;b&gt;nu&lt;/b&gt;&lt;/p&gt;", "<p>R&amp;D <strong>nu</strong></p>", "R&D nu"},
		{"tags beside entities escaped once too often", "<p>a &amp;lt; b&amp;nbsp;c</p>", "<p>a &lt; b c</p>", "a < b c"},
	})
}

func TestFromMarkdown(t *testing.T) {
	check(t, FromMarkdown, []situation{
		{"headings, emphasis, lists", "# Om *oss*\n\nVi **köper**\nin.\n\n## Du\n\n- kan LOU\n- är trygg\n\n3. c\n4. d", `<h3>Om <em>oss</em></h3><p>Vi <strong>köper</strong><br>in.</p><h4>Du</h4><ul><li>kan LOU</li><li>är trygg</li></ul><ol start="3"><li>c</li><li>d</li></ol>`,
			"Om oss\n\nVi köper\nin.\n\nDu\n\n- kan LOU\n- är trygg\n\n3. c\n4. d"},
		{"links", "[här](https://a.example) [x](javascript:alert(1)) https://b.example", `<p><a href="https://a.example" rel="nofollow noopener">här</a> x <a href="https://b.example" rel="nofollow noopener">https://b.example</a></p>`, "här x https://b.example"},
		{"raw HTML", "<script>alert(1)</script>\n\na <b onclick=x>b</b>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>", "<script>alert(1)</script>\n\na <b onclick=x>b</b>"},
		{"what only looks like a tag", "Kontakta <namn> på <Ekby kommun>.\n\n<roll>\nOm `<x>`", "<p>Kontakta &lt;namn&gt; på &lt;Ekby kommun&gt;.</p><p>&lt;roll&gt;<br>Om &lt;x&gt;</p>", "Kontakta <namn> på <Ekby kommun>.\n\n<roll>\nOm <x>"},
		{"bullets that are not Markdown's", "• Ett\n• Två", "<ul><li>Ett</li><li>Två</li></ul>", "- Ett\n- Två"},
		{"Windows line ends", "Ett\r\ntvå\r\n\r\ntre", "<p>Ett<br>två</p><p>tre</p>", "Ett\ntvå\n\ntre"},
	})
}

func TestLooksLikeHTML(t *testing.T) {
	for _, s := range []string{
		"<p>x</p>", "a<br>b", "a<BR />b", `se <a href='x'>här</a>`, "</div>", "R&amp;D", "&nbsp;", "&#xa0;x", "&#8226; y",
		"<strong> Om </strong>", `<img src="x">`, "1 < 2 <em>x</em>",
	} {
		if !LooksLikeHTML(s) {
			t.Errorf("%q is HTML", s)
		}
	}
	for _, s := range []string{
		"", "< 5 år", "<3", "a<b", "a<b and c>d", "<anna@a.example>", "<https://a.example>", "<namn>", "R&D", "AT&T;",
		"?a=1&copy=2", "x & y; z", "<10µl", "<", "&", "a <- b -> c", "&;", "&#;", "<p", "if a <b",
	} {
		if LooksLikeHTML(s) {
			t.Errorf("%q is plain text", s)
		}
	}
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"  Upphandlare\r\n till\u00a0\tEkby\u2003kommun ": "Upphandlare till Ekby kommun",
		"Upp\u00adhand\u200blare\u202e\x00":               "Upphandlare",
		"So\u0308ker":                                     "Söker",
		"a\xffb":                                          "a\ufffdb",
		"<b> & c":                                         "<b> & c",
		"\u200b \n":                                       "",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for _, s := range []struct {
		in   string
		max  int
		want string
	}{
		{"Kort text", 9, "Kort text"},
		{"Ett\n\ntvå", 20, "Ett två"},
		{"Vi söker en upphandlare", 12, "Vi söker en…"},
		{"Vi söker en upphandlare", 11, "Vi söker…"},
		{"Vi söker, nu", 10, "Vi söker…"},
		{"Upphandlingsenheten", 8, "Upphand…"},
		{"", 5, ""},
		{"text", 0, ""},
		{"text", 1, "…"},
		{"e\u0301e\u0301e\u0301", 4, "e\u0301…"},
		{"👍🏽👍🏽👍🏽", 4, "👍🏽…"},
	} {
		if got := Excerpt(s.in, s.max); got != s.want {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", s.in, s.max, got, s.want)
		}
	}
}

func TestManyOpenTagsAreRead(t *testing.T) {
	got := FromHTML(strings.Repeat("<div><b><ul><li>", 20_000) + "x")
	if got.Plain != "- x" {
		t.Errorf("got %q", got.Plain)
	}
}

// TestTextsMadeToBeSlow has nothing to compare: a text that is read again for each of its signs would take minutes.
func TestTextsMadeToBeSlow(t *testing.T) {
	for _, part := range []string{"<", "<b ", "<td>x", "<p>", "&a", "&lt;b ", "http://a(", "- ", "<b>a</b>", "   "} {
		FromUnknown(strings.Repeat(part, 500_000/len(part)))
	}
}
