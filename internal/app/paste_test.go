package app

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"ledigajobb/internal/board"
	"ledigajobb/internal/browser"
	"ledigajobb/internal/browser/browsertest"
)

// fromWord is what Word puts on the clipboard, in short: its own elements, classes and comments around the text.
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color: red}</style></head><body>
<!--StartFragment--><h2 style="mso-line-height:120%">Om tjänsten</h2><p class="MsoNormal"><b>Du</b> köper <span style="color:red">skolskjuts</span>.<o:p></o:p></p>
<ul type="disc"><li class="MsoListParagraph">följa upp avtal</li><li>leda <i>projekt</i></li></ul>
<p class="MsoListParagraphCxSpFirst" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span style="font-family:Symbol"><span style="mso-list:Ignore">·<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>egen budget<o:p></o:p></p>
<p class="MsoListParagraphCxSpMiddle" style="text-indent:-18.0pt;mso-list:l0 level2 lfo1"><span style="font-family:&quot;Courier New&quot;"><span style="mso-list:Ignore">o<span>&nbsp;&nbsp; </span></span></span>och <b>eget</b> ansvar</p>
<p class="MsoListParagraphCxSpLast" style="text-indent:-18.0pt;mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">2.<span>&nbsp; </span></span>flextid</p>
<p><a href="https://ekby.example.se/om">Om kommunen</a> <a href="javascript:alert(1)">mer</a><img src="file:///C:/bild.png" onerror="alert(1)"></p>
<script>alert(1)</script><!--EndFragment--></body></html>`

// pasteScript pastes a text into the field of the ad's, and gives what then stands there.
const pasteScript = `(() => {
	const clipboardData = new DataTransfer(), area = document.querySelector("#f-description_text");
	clipboardData.setData("text/html", %q);
	area.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
	return area.value.trim();
})()`

// TestWhatIsPastedKeepsHeadingsListsAndLinks pastes a text from Word into the form, and looks at the ad that comes of it.
func TestWhatIsPastedKeepsHeadingsListsAndLinks(t *testing.T) {
	r := newRights(t)
	server := httptest.NewServer(r.Handler)
	defer server.Close()
	tab := browsertest.Start(t).Tab(t, browser.View{})
	tab.Go(server.URL + "/kontakt")
	browsertest.Eval[string](tab, `document.cookie = "ledigajobb=`+r.session("owner")+`; path=/"`)
	step := server.URL + "/platsannonsera/" + r.draft(board.Actor{Kind: board.ActorOwner, Email: email("owner")}) + "/texten"
	tab.Go(step)
	version := browsertest.Eval[string](tab, `document.querySelector("[name=version]").value`)
	pasted := browsertest.Eval[string](tab, fmt.Sprintf(pasteScript, fromWord))
	const kept = "## Om tjänsten\n\n**Du** köper skolskjuts.\n\n- följa upp avtal\n- leda *projekt*\n\n- egen budget\n   - och **eget** ansvar\n2. flextid\n\n[Om kommunen](https://ekby.example.se/om) mer"
	const stored = "## Om tjänsten\n\n**Du** köper skolskjuts.\n\n- följa upp avtal\n- leda _projekt_\n- egen budget\n- och **eget** ansvar\n\n2. flextid\n\n[Om kommunen](<https://ekby.example.se/om>) mer"
	if pasted != kept {
		t.Errorf("pasted is %q, not %q", pasted, kept)
	}
	tab.Wait(`document.querySelector("[name=version]").value !== "` + version + `"`) // it has saved itself
	tab.Go(step)
	if again := browsertest.Eval[string](tab, `document.querySelector("#f-description_text").value.trim()`); again != stored {
		t.Errorf("saved is %q", again)
	}
	tab.Clean()
}
