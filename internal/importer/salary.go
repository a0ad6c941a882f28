package importer

import (
	"regexp"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// A text about pay, in lower case and without a full stop at its end, that states nothing.
var noSalary = map[string]bool{
	"": true, "-": true, "–": true, "undefined": true, "not specified": true, "n/a": true, "null": true, "none": true,
	"ej angivet": true, "lön": true, "fast": true, "fast lön": true, "månadslön": true, "timlön": true,
	"fast månadslön": true, "enligt avtal": true, "lön enligt avtal": true, "enligt överenskommelse": true,
	"lön enligt överenskommelse": true, "enl. överenskommelse": true, "enl överenskommelse": true,
	"fast månads- vecko- eller timlön": true, "fast och rörlig lön": true, "rörlig lön": true,
	"rörlig ackords- eller provisionslön": true,
}

// A text about pay, in the same form, that is a reason why there are no figures and nothing else.
var salaryReasons = map[string]board.PayReason{
	"individuell lönesättning":                    board.PayIndividual,
	"individuell lön":                             board.PayIndividual,
	"vi tillämpar individuell lönesättning":       board.PayIndividual,
	"individuell, differentierad lönesättning":    board.PayIndividual,
	"individuell och differentierad lönesättning": board.PayIndividual,
	"enligt kollektivavtal":                       board.PayByAgreement,
	"lön enligt kollektivavtal":                   board.PayByAgreement,
}

// Salary is the pay that a text states (terms: 9). Figures are read only when the whole text is figures, a currency
// and a period; any other text is kept as it stands.
func Salary(text string) board.Salary {
	plain := strings.TrimRight(strings.ToLower(text), " .")
	if noSalary[plain] {
		return board.Salary{}
	}
	if reason, ok := salaryReasons[plain]; ok {
		return board.Salary{Reason: reason}
	}
	if figures, ok := salaryFigures(plain); ok {
		return figures
	}
	reason := board.PayReason("")
	switch {
	case strings.Contains(plain, "individuell lön"):
		reason = board.PayIndividual
	case strings.Contains(plain, "kollektivavtal"):
		reason = board.PayByAgreement
	}
	return board.Salary{Reason: reason, Description: text}
}

var salaryPattern = regexp.MustCompile(`^(?:lön:? ?)?(från |fr\.?o\.?m\.? |from |upp till |up to )?` +
	`(\d{1,3}(?:[ .]\d{3})+|\d+)(?: ?kr)?(?: ?(?:-|–|till|to) ?(\d{1,3}(?:[ .]\d{3})+|\d+))?` +
	` ?(kr|kronor|sek|:-|€|eur|euro)\.? ?(?:/|per|i) ?(mån|månad|månaden|month|tim|timme|timmen|h|hour|år|året|year)$`)

// salaryFigures reads a text such as "32 000 - 38 000 kr/mån", in lower case. Figures that nobody is paid in Swedish
// kronor are not believed: "25-30 000 kr/mån" means two other figures than it says.
func salaryFigures(text string) (s board.Salary, ok bool) {
	m := salaryPattern.FindStringSubmatch(text)
	if m == nil {
		return s, false
	}
	s = board.Salary{Min: amount(m[2]), Max: amount(m[3]), Currency: "SEK", Period: salaryPeriod(m[5])}
	switch strings.TrimSpace(m[1]) {
	case "":
		if s.Max == 0 {
			s.Max = s.Min
		}
	case "upp till", "up to":
		if s.Max != 0 {
			return s, false
		}
		s.Min, s.Max = 0, s.Min
	}
	if strings.HasPrefix(m[4], "e") || m[4] == "€" {
		s.Currency = "EUR"
	}
	return s, believable(s)
}

// amount is a number with or without its thousands apart; 0 for none and for one that is too long to be pay.
func amount(text string) int64 {
	n, err := strconv.ParseInt(strings.NewReplacer(" ", "", ".", "").Replace(text), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func salaryPeriod(word string) board.PayPeriod {
	switch word[0] {
	case 't', 'h':
		return board.PerHour
	case 'm':
		return board.PerMonth
	}
	return board.PerYear
}

// believable says whether somebody may be paid so much.
func believable(s board.Salary) bool {
	bounds := map[board.PayPeriod][2]int64{
		board.PerHour: {50, 5_000}, board.PerMonth: {5_000, 500_000}, board.PerYear: {60_000, 6_000_000},
	}[s.Period]
	if s.Currency != "SEK" {
		bounds[0] /= 12
	}
	within := func(n int64) bool { return n == 0 || n >= bounds[0] && n <= bounds[1] }
	return s.Stated() && within(s.Min) && within(s.Max) && (s.Max == 0 || s.Min <= s.Max)
}
