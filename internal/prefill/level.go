package prefill

import (
	"regexp"

	"ledigajobb/internal/board"
)

// levels are the words of headlines for how much experience is asked for (terms: 2); the first that is there counts. Whoever
// leads upphandlingar leads no people, and what English calls a manager often has none: neither is there.
var levels = []struct {
	words *regexp.Regexp
	level board.Level
}{
	{regexp.MustCompile(`(?i)trainee`), board.LevelTrainee},
	{regexp.MustCompile(`(?i)student|praktik|examensarbete|sommarjobb|extrajobb|internship|thesis`), board.LevelStudent},
	{regexp.MustCompile(`(?i)\bjunior`), board.LevelJunior},
	{regexp.MustCompile(`(?i)direktör|chief procurement officer|\bcpo\b|procurement director`), "executive"},
	{regexp.MustCompile(`(?i)chef(?:en|er)?(?:$|[^\p{L}])|head of`), "manager"},
	{regexp.MustCompile(`(?i)(?:team|grupp)(?:ledare|chef)|team lead`), "team_lead"},
	{regexp.MustCompile(`(?i)\bsenior|specialist`), "senior"},
}

// levelOf is the level that a headline names, empty when it names none.
func levelOf(headline string) board.Level {
	for _, l := range levels {
		if l.words.MatchString(headline) {
			return l.level
		}
	}
	return ""
}

// individualPay is a sentence about pay that every public employer knows by heart.
var individualPay = regexp.MustCompile(`(?i)individuell(?:a)?(?:,? (?:och )?differentierade?)? lön(?:$|[^\p{L}]|e|s)|individual (?:pay|salary|salaries|wage)`)

// payIn is what a line in the middle of a text says of the pay: that it is individual, else nothing.
func payIn(text string) board.Salary {
	if individualPay.MatchString(text) {
		return board.Salary{Reason: board.PayIndividual}
	}
	return board.Salary{}
}
