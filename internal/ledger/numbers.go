package ledger

import (
	"encoding/csv"
	"regexp"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// A Number is what the ledger called the invoice of an order.
type Number struct {
	Order  string
	Ledger string
}

// orderNumber is the form of an order's number.
var orderNumber = regexp.MustCompile(`^A-\d{4}-\d{4,}$`)

// maxNumbers is how many numbers can be handed in at once.
const maxNumbers = 5000

// ReadNumbers reads the ledger's numbers as they are pasted or come out of a spreadsheet: a line for each order with its
// number and the invoice's, parted by a semicolon, comma or tab; more columns, a byte-order mark and a first line of headings are passed
// over. An Invalid names every fault, its field the line: "line 3".
func ReadNumbers(text string) ([]Number, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = comma(text), -1, true, true
	rows, err := r.ReadAll()
	if err != nil || len(rows) > maxNumbers {
		return nil, &board.Invalid{Faults: []board.Fault{{Field: "numbers", Code: "numbers"}}}
	}
	var numbers []Number
	var wrong board.Invalid
	seen := map[string]bool{}
	for i, row := range rows {
		order := strings.ToUpper(cell(row, 0))
		fault := board.Fault{Field: "numbers", Value: strconv.Itoa(i + 1)}
		switch {
		case order == "" && len(row) < 2:
		case !orderNumber.MatchString(order):
			if i > 0 {
				fault.Code = "numbers.order"
			}
		case seen[order]:
			fault.Code = "numbers.twice"
		case cell(row, 1) == "" || len([]rune(cell(row, 1))) > board.MaxLedger:
			fault.Code = "numbers.ledger"
		default:
			seen[order] = true
			numbers = append(numbers, Number{order, cell(row, 1)})
		}
		if fault.Code != "" {
			wrong.Add(fault)
		}
	}
	if len(numbers) == 0 && wrong.Err() == nil {
		wrong.Add(board.Fault{Field: "numbers", Code: "numbers"})
	}
	return numbers, wrong.Err()
}

// comma is what parts the cells: the first that there is of tab, semicolon and comma.
func comma(text string) rune {
	for _, sign := range "\t;," {
		if strings.ContainsRune(text, sign) {
			return sign
		}
	}
	return ';'
}

// cell is a cell without the spaces around it and the apostrophe that CSV puts before some.
func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSpace(row[i]), "'")
}
