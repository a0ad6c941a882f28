package advice

import "strings"

// A risk is words that can be read as asking for one of the Act's grounds, and what could be written instead. No word is
// forbidden: what the work really needs may be asked for.
type risk struct {
	ground  Name // what the words may seem to ask for
	instead Name
	words   string // an expression, of whole words
}

// risks are in the order in which they are looked for. Each ground and each suggestion has its text in package words.
var risks = []risk{
	{"ground.sex", "instead.person", `(?:en |ung |glad |driven |duktig )*(?:tjej|kille|grabb)(?:en|ar|er)?|(?:vår|en) nye? (?:man|kvinna)|manlig medarbetare|kvinnlig medarbetare|salesman|girls?|guys`},
	{"ground.sex", "instead.title", `förman|talesman|ordningsman|sekreterarinna|städerska|sjuksyster|chairman|foreman`},
	{"ground.sex", "instead.you", `(?:han|hon) (?:ska|skall|bör|kommer att|har|är)|(?:he|she) (?:will|should|must|has)`},
	{"ground.age", "instead.experience", `ung(?:a|t)? (?:och|gäng|team|medarbetare|person|kollega|organisation|man|kvinna)|ungdomlig(?:t|a)?|digital native|junior(?:t|a)? (?:gäng|team)|young (?:and|team|professional)s?|youthful`},
	{"ground.age", "instead.experience", `(?:högst|max|maximalt|under|yngre än|äldst) \d\d år|mellan \d\d och \d\d år|i åldern \d\d|under \d\d years|(?:nyexaminerad|nyutexaminerad)(?:e|t)?`},
	{"ground.origin", "instead.work", `svensk(?:t)? (?:medborgare sedan|ursprung|bakgrund|påbrå)|etnisk(?:t)? svensk\w*|nordiskt utseende|utan brytning|native swede`},
	{"ground.health", "instead.task", `fullt frisk|frisk och|god fysik|god hälsa|fysiskt frisk|stresstålig(?:a|t|het)?|stress-?resistent|hög stresstolerans|inga sjukskrivningar|physically fit|good health`},
	{"ground.faith", "instead.values", `kristen|kristna värderingar|troende|muslimsk\w*|judisk\w*|christian values`},
	{"ground.family", "instead.task", `utan (?:små)?barn|inga småbarn|inte gravid|föräldraledighet (?:är )?inte aktuell\w*|ensamstående`},
	{"ground.private", "instead.leave_out", `bifoga (?:ett )?(?:foto|porträtt|fotografi)|(?:ansökan|cv)[^.\n]{0,30} med (?:foto|bild)|ange (?:ditt )?personnummer|(?:nuvarande|tidigare) lön\b|current salary|attach a photo`},
}

var (
	languageDemand = whole(`svenska som modersmål|modersmålsnivå|(?:flytande|perfekt|felfri|obehindrad) svenska|svenska flytande|native swedish|mother tongue`)
	licence        = whole(`(?:b-)?körkort|driving licen[cs]e`)
)

// whole finds an expression where it stands as whole words, however it is written.
func whole(words string) expression {
	return compile(`(?:^|[^\p{L}\p{N}])(` + words + `)(?:$|[^\p{L}\p{N}])`)
}

var riskWords = func() []expression {
	all := make([]expression, len(risks))
	for i, r := range risks {
		all[i] = whole(r.words)
	}
	return all
}()

// risky looks for words that may keep people from applying who could do the work.
func (r *reading) risky() {
	for _, s := range []struct {
		field string
		text  text
	}{
		{"title", newText(r.ad.Title)}, {"headline", newText(r.ad.Headline)}, {"description_text", r.text},
	} {
		for i, risk := range risks {
			for words := range riskWords[i].groups(s.text) {
				r.say(s.field, "discrimination", "word", strings.TrimSpace(words), "ground", risk.ground, "instead", risk.instead)
			}
		}
		if languageDemand.in(s.text) {
			r.say(s.field, "language")
		}
		if licence.in(s.text) {
			r.say(s.field, "licence")
		}
	}
}
