package prefill

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

// applyWords is what a link says that leads to the application.
var applyWords = regexp.MustCompile(`(?i)^(?:ansök|sök (?:tjänsten|jobbet)|apply)`)

// roleWords are what roles are called in headlines, the longer names before those that are a part of them. "Category
// manager" alone is an assortment's, "procurement manager" often nobody's boss: neither is there.
var roleWords = []struct {
	role  board.Role
	words *regexp.Regexp
}{
	{"upphandlingskonsult", roleTerm(`upphandlingskonsult`, `inköpskonsult`, `interimsupphandlare`, `procurement consultant`)},
	{"upphandlingsjurist", roleTerm(`upphandlingsjurist`, `upphandlings- och \p{L}+jurist`, `jurist.{0,30}upphandling`, `avtalsjurist`,
		`entreprenadjurist`, `procurement (?:lawyer|counsel)`)},
	{"inkopschef", roleTerm(`(?:upphandlings|inköps)(?:- och (?:upphandlings|inköps))?(?:chef|direktör)`, `inköps- och upphandlings(?:chef|direktör)`,
		`chef.{0,30}(?:upphandling|inköp)`, `head of (?:procurement|purchasing)`, `chief procurement officer`, `procurement director`)},
	{"hallbarhetsspecialist", roleTerm(`hållbarhet\p{L}*.{0,30}(?:upphandling|inköp)`, `sustainable procurement`)},
	{"inkopssystem", roleTerm(`e-handelsansvarig`, `e-handelssamordnare`, `systemförvaltare.{0,30}(?:inköp|upphandling)`, `e-procurement`)},
	{"inkopscontroller", roleTerm(`inköpscontroller`, `upphandlingscontroller`, `inköpsanalytiker`, `spend ?analy\p{L}+`, `procurement analyst`)},
	{"inkopsstrateg", roleTerm(`inköpsstrateg`, `upphandlingsstrateg`, `inköpsutvecklare`, `procurement strategist`)},
	{"inkopssamordnare", roleTerm(`(?:inköps|upphandlings|avrops)(?:samordnare|koordinator)`, `procurement coordinator`)},
	{"inkopsassistent", roleTerm(`(?:inköps|upphandlings)(?:assistent|administratör)`, `avropare`, `procurement administrator`)},
	{"kategoriansvarig", roleTerm(`kategori(?:ansvarig|ledare|strateg|chef)`, `category (?:manager|lead).{0,30}(?:procurement|purchasing|inköp)`,
		`commodity manager`)},
	{"avtalsforvaltare", roleTerm(`avtals(?:förvaltare|controller|ansvarig|strateg|handläggare|samordnare|uppföljare)`, `kontraktsansvarig`,
		`leverantörsansvarig`, `contract (?:manager|controller)`, `(?:vendor|supplier) manager`)},
	{"anbudsansvarig", roleTerm(`anbuds(?:ansvarig|ledare|koordinator|ingenjör)`, `(?:bid|tender|proposal) manager`)},
	{"strategisk-inkopare", roleTerm(`strategisk(?:a)? inköpare`, `sourcingansvarig`, `strategic (?:buyer|purchaser|sourcing)`, `sourcing manager`, `lead buyer`)},
	{"utredare", roleTerm(`sakkunnig.{0,30}upphandling`, `utredare.{0,30}upphandling`, `procurement adviser`)},
	{"upphandlare", roleTerm(`\p{L}*upphandlare`, `upphandlings(?:ledare|handläggare|specialist|sekreterare|projektledare)`,
		`procurement (?:officer|specialist)`, `contracting officer`)},
	{"inkopare", roleTerm(`(?:projekt)?inköpare`, `inköps(?:handläggare|ledare)`, `(?:operational |project )?buyer`, `purchas(?:er|ing specialist)`)},
}

// roleTerm matches one of the names as a word, with the ending of the definite form or of several.
func roleTerm(names ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:` + strings.Join(names, "|") + `)(?:en|er|n|s)?(?:$|[^\p{L}])`)
}

// rolesOf is the roles that a headline names, the one that it names first before the others.
func rolesOf(headline string) []board.Role {
	type named struct {
		role board.Role
		at   int
	}
	var all []named
	rest := headline
	for _, r := range roleWords {
		if at := r.words.FindStringIndex(rest); at != nil {
			all = append(all, named{r.role, at[0]})
			rest = rest[:at[0]] + strings.Repeat("_", at[1]-at[0]) + rest[at[1]:] // it is no other role too
		}
	}
	slices.SortFunc(all, func(a, b named) int { return a.at - b.at })
	var roles []board.Role
	for _, r := range all[:min(len(all), board.MaxRoles)] {
		roles = append(roles, r.role)
	}
	return roles
}

var (
	seeking = regexp.MustCompile(`(?i)^.{0,60}?\b(?:söker|rekryterar|seeks|looking for)(?: nu)? (?:en |ett |an? )?`)
	joining = regexp.MustCompile(`(?i) (?:till|hos|at|to) `)
	parting = regexp.MustCompile(` (?:till|hos|at|to|på|i|in|for|för) |, | [–|-] `)

	organization = regexp.MustCompile(`(?i)(?:\b(?:kommun|stad|ab|region|universitet|högskola|län)|verket|myndigheten|styrelsen|förbundet|^region \p{L}+)$`)
	systems      = regexp.MustCompile(`(?i)varbi|visma|reachmee|teamtailor|jobylon|workbuster|platsbanken|linkedin|karriär|career|jobb\b|jobs\b`)
)

// isEmployer says whether a text is the name of a public body, or written like that of an organisation.
func isEmployer(text string) bool {
	_, isBody := reference.BodyByName(text)
	return isBody || organization.MatchString(text)
}

// positionIn is the position that a headline is about: "Upphandlare" of "Ekby kommun söker upphandlare till
// inköpsenheten", "Upphandlare, IT" of "Upphandlare, IT, Ekby kommun".
func positionIn(headline string) string {
	position := headline
	if at := seeking.FindStringIndex(headline); at != nil && at[1] < len(headline) {
		position = headline[at[1]:]
	}
	if at := joining.FindStringIndex(position); at != nil && at[0] > 0 {
		position = position[:at[0]]
	}
	if parts := parting.FindAllStringIndex(position, -1); len(parts) > 0 && isEmployer(position[parts[len(parts)-1][1]:]) {
		position = position[:parts[len(parts)-1][0]]
	}
	first, size := utf8.DecodeRuneInString(position)
	if size == 0 {
		return ""
	}
	return line(strings.ToUpper(string(first))+position[size:], maxValue)
}

// employerIn is the employer that a headline names after its position, else what the site calls itself.
func employerIn(headline, site string) string {
	for _, at := range parting.FindAllStringIndex(headline, -1) {
		rest := headline[at[1]:]
		first := rest
		if end := parting.FindStringIndex(rest); end != nil {
			first = rest[:end[0]]
		}
		if _, isBody := reference.BodyByName(rest); isBody {
			return rest
		}
		if isEmployer(first) {
			return first
		}
	}
	if systems.MatchString(site) {
		return ""
	}
	return site
}

// placesIn is where a headline says that the work is, else where the municipality is that is the employer.
func placesIn(headline, employer string) []board.Place {
	for _, m := range somewhere.FindAllStringSubmatch(headline, 5) {
		for _, candidate := range []string{m[1], strings.TrimSuffix(m[1], "s"), firstWord(m[1])} {
			if places := placesNamed(candidate); len(places) > 0 {
				return places
			}
		}
	}
	if body, ok := reference.BodyByName(employer); ok && body.Sector == board.SectorMunicipality {
		return placesNamed(body.LegalName)
	}
	return nil
}

// somewhere is a name of one or two words, or of a municipality with what it is, where headlines say the place.
var somewhere = regexp.MustCompile(`(?:(?i:\b(?:i|in|till|to|at|hos))|[,–|-]) (\p{Lu}[\p{L}-]+(?: (?:kommun|stad|\p{Lu}[\p{L}-]+))?)`)

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}
