package importer

import (
	"testing"

	"ledigajobb/internal/board"
)

func TestSalary(t *testing.T) {
	figures := func(min, max int64, period board.PayPeriod) board.Salary {
		return board.Salary{Min: min, Max: max, Currency: "SEK", Period: period}
	}
	for text, want := range map[string]board.Salary{
		"": {}, "-": {}, "Undefined": {}, "Not Specified": {}, "Fast lön": {}, "Månadslön": {}, "Enligt avtal.": {},
		"Lön enligt överenskommelse": {}, "Fast månads- vecko- eller timlön": {},

		"Individuell lönesättning":     {Reason: board.PayIndividual},
		"individuell lönesättning.":    {Reason: board.PayIndividual},
		"Lön enligt kollektivavtal":    {Reason: board.PayByAgreement},
		"Individuell lön plus bonus":   {Reason: board.PayIndividual, Description: "Individuell lön plus bonus"},
		"Kollektivavtal med Sobona":    {Reason: board.PayByAgreement, Description: "Kollektivavtal med Sobona"},
		"Lönen sätts efter erfarenhet": {Description: "Lönen sätts efter erfarenhet"},

		"32 000 - 38 000 kr/mån":          figures(32000, 38000, board.PerMonth),
		"32 000 kr - 38 000 kr/mån":       figures(32000, 38000, board.PerMonth),
		"32.000–38.000 kronor per månad.": figures(32000, 38000, board.PerMonth),
		"25000-30000 SEK per month":       figures(25000, 30000, board.PerMonth),
		"Lön: 30000 kr/månad":             figures(30000, 30000, board.PerMonth),
		"från 30 000 kr/mån":              figures(30000, 0, board.PerMonth),
		"Upp till 40 000 kr i månaden":    figures(0, 40000, board.PerMonth),
		"från 30 000 till 35 000 kr/mån":  figures(30000, 35000, board.PerMonth),
		"150 kr/tim":                      figures(150, 150, board.PerHour),
		"150-170 kr per timme":            figures(150, 170, board.PerHour),
		"600 000 kr/år":                   figures(600000, 600000, board.PerYear),
		"3000-4000 EUR per month":         {Min: 3000, Max: 4000, Currency: "EUR", Period: board.PerMonth},

		"25-30 000 kr/mån":                {Description: "25-30 000 kr/mån"},
		"30 000 kr":                       {Description: "30 000 kr"},
		"30 000/mån":                      {Description: "30 000/mån"},
		"38 000 - 32 000 kr/mån":          {Description: "38 000 - 32 000 kr/mån"},
		"150,50 kr/tim":                   {Description: "150,50 kr/tim"},
		"5 kr/mån":                        {Description: "5 kr/mån"},
		"32 000 kr/mån plus provision":    {Description: "32 000 kr/mån plus provision"},
		"99999999999999999999999 kr/mån":  {Description: "99999999999999999999999 kr/mån"},
		"upp till 10 000 - 20 000 kr/mån": {Description: "upp till 10 000 - 20 000 kr/mån"},
	} {
		if got := Salary(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
