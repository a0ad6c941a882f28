package prefill

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/reference"
)

var (
	mailPattern  = regexp.MustCompile(`[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}`)
	phonePattern = regexp.MustCompile(`(?:^|[^\d/–-])((?:\+46|0046|0)[\d\s()/–-]{5,18}\d)`)
	namePattern  = regexp.MustCompile(`\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?: (?:af|av|von|van|de|\p{Lu}\.))?(?: \p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?){1,4}`)

	unionWords   = regexp.MustCompile(`(?i)\b(?:fack|union|saco|akavia|ledarna\b)`)
	contactWords = regexp.MustCompile(`(?i)\b(?:kontakt|contact|frågor|upplysningar|questions|information|rekryter)`)
	titleWord    = regexp.MustCompile(`(?i)\p{L}*(?:chef|ledare|ansvarig|samordnare|strateg|specialist|partner|konsult|direktör|manager|` +
		`director|recruiter|rekryterare|ombud|ordförande|upphandlare|inköpare|jurist|handläggare|officer)$`)
)

// noNames are words with a capital letter that are no part of a person's name.
var noNames = wordSet(`kontakt kontakta kontaktperson kontaktpersoner fråga frågor har du vill vi välkommen ring mejla maila telefon
	tel mobil mail mejl epost region kommun kommuns stad län facklig fackliga fackförbund företrädare akavia vision saco ssr kommunal
	ledarna sveriges unionen seko tco rekryterande rekryteringsansvarig för om upplysningar upplysning hr human resources
	talent acquisition contact contacts questions please phone email union the our name namn och eller samt with till hos på
	ansök ansökan sista publicerad enheten avdelningen förvaltningen dalarna skåne värmland norrbotten`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// reach is how many lines below a name its number and address may stand.
const reach = 4

// peopleIn is the people that the lines of a page name with a number or mail address, those of the unions apart.
func peopleIn(lines []string) (contacts, unions []board.Contact) {
	var found []board.Contact
	latest, union := -reach, -2*reach // the lines that named the last of them, and that spoke of a union
	for i, text := range lines {
		switch {
		case unionWords.MatchString(text):
			union = i
		case contactWords.MatchString(text):
			union = -2 * reach
		}
		people := namedIn(text, lines[i+1:])
		for _, person := range people {
			if i-union < 2*reach {
				person.Kind = "union"
			}
			found, latest = append(found, person), i
		}
		if len(people) == 0 && len(found) > 0 && i-latest <= reach {
			last := &found[len(found)-1]
			last.Email, last.Telephone = cmp.Or(last.Email, mailOf(text)), cmp.Or(last.Telephone, phoneOf(text))
		}
	}
	return sortPeople(found)
}

// namedIn is the people that a line names, each with what stands after the name, up to the next one's.
func namedIn(text string, below []string) (people []board.Contact) {
	names := namesIn(text)
	for n, at := range names {
		end := len(text)
		if n+1 < len(names) {
			end = names[n+1][0]
		}
		after := text[at[1]:end]
		people = append(people, board.Contact{
			Name: text[at[0]:at[1]], Description: describe(text[:at[0]], after, below), Email: mailOf(after), Telephone: phoneOf(after),
		})
	}
	return people
}

// sortPeople keeps those who can be reached, each once.
func sortPeople(found []board.Contact) (contacts, unions []board.Contact) {
	seen := map[string]bool{}
	for _, person := range found {
		switch {
		case person.Email == "" && person.Telephone == "" || seen[person.Name]:
			continue
		case person.Kind == "union" && len(unions) < maxContacts:
			unions = append(unions, person)
		case person.Kind == "" && len(contacts) < maxContacts:
			contacts = append(contacts, person)
		}
		seen[person.Name] = true
	}
	return contacts, unions
}

// namesIn is where people's names stand in a line: two or three words with capital letters that are not known to be
// something else.
func namesIn(text string) (found [][2]int) {
	for _, at := range namePattern.FindAllStringIndex(text, 20) {
		words := strings.Split(text[at[0]:at[1]], " ")
		start := at[0]
		for len(words) > 0 && isNoName(words[0]) {
			start += len(words[0]) + 1
			words = words[1:]
		}
		if i := slices.IndexFunc(words, isNoName); i >= 0 {
			words = words[:i]
		}
		whole := strings.Join(words, " ")
		if _, isBody := reference.BodyByName(whole); len(words) >= 2 && len(words) <= 4 && !isBody {
			found = append(found, [2]int{start, start + len(whole)})
		}
	}
	return found
}

func isNoName(word string) bool {
	return noNames[strings.ToLower(strings.TrimSuffix(word, "."))] || titleWord.MatchString(word)
}

// describe is a person's title: after the name, before it, or alone on the line below.
func describe(before, after string, below []string) string {
	after, _, _ = strings.Cut(strings.TrimLeft(after, " ,–-("), ",")
	if title := titleIn(after); title != "" {
		return title
	}
	if words := strings.Fields(strings.TrimRight(before, " ,:–-")); len(words) > 0 && titleWord.MatchString(words[len(words)-1]) {
		return words[len(words)-1]
	}
	if after == "" && strings.TrimSpace(before) == "" && len(below) > 0 {
		return titleIn(below[0])
	}
	return ""
}

// titleIn is a text up to its first sign or number, if that ends in a word for what somebody is at work.
func titleIn(text string) string {
	if i := strings.IndexAny(text, ",;()@:+0123456789"); i >= 0 {
		text = text[:i]
	}
	words := strings.Fields(text)
	for i := range min(len(words), 5) {
		if titleWord.MatchString(words[i]) {
			return strings.Join(words[:i+1], " ")
		}
	}
	return ""
}

// mailOf is the first mail address in a text.
func mailOf(text string) string {
	address, err := board.ParseEmail(strings.TrimRight(mailPattern.FindString(text), ".-_"))
	if err != nil {
		return ""
	}
	return address
}

// phoneOf is the first telephone number in a text, as it is written.
func phoneOf(text string) string {
	for _, m := range phonePattern.FindAllStringSubmatch(text, 5) {
		digits := 0
		for _, r := range m[1] {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		if digits >= 7 && digits <= 14 {
			return strings.Join(strings.Fields(m[1]), " ")
		}
	}
	return ""
}
