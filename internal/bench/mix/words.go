package mix

import "strings"

// withSynonyms is words that readers have other words for.
func withSynonyms() []string {
	return strings.Fields(`upphandlare inköpare purchaser buyer upphandling inköp procurement purchasing sourcing
		inköpschef upphandlingschef inköpsstrateg avtalsförvaltare kategoriansvarig sjuksköterska nurse läkare doctor
		undersköterska tandläkare barnmorska fysioterapeut arbetsterapeut lärare teacher utvecklare developer
		programmerare ingenjör engineer chef manager projektledare ekonom controller redovisningsekonom jurist
		lawyer säljare sales elektriker electrician snickare lokalvårdare städare kock chef barnskötare psykolog
		kurator socionom administratör samordnare koordinator konsult hr vd cfo ssk usk lou lss rekryterare
		kundtjänst chaufför förare mekaniker tekniker svetsare målare forskare`)
}

// small is the small words of headlines, which nobody searches for alone.
var small = strings.Fields("och till för med som inom hos från den det ett eller att vid samt på av vill bli du dig oss vår våra the and for with our you")
