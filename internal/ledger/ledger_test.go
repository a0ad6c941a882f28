package ledger

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ledigajobb/internal/board"
)

func sample(t *testing.T) Document {
	nr, err := board.ParseOrgNr("2120000142")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
	bought := board.Order{
		Number: "A-2026-0147", Job: "aps8befzsj", VAT: 25, PublishedAt: at,
		Lines: []board.OrderLine{{Item: "basic", Quantity: 1, Price: 8905}, {Item: board.ItemAgency, Quantity: 1, Price: -1336}, {Item: board.ItemManual, Quantity: 1, Price: -100, Reason: "Ny kund; första annonsen"}},
		Invoice: board.Invoice{Route: board.RoutePeppol, Recipient: `AB "Citat" & söner`, OrgNr: nr, PeppolID: "0007:2120000142", GLN: "7350000000009",
			BuyerReference: "00123", OrderReference: "=HYPERLINK(\"http://x.example\")", Contract: "-12", InvoicedObject: "Abonnemang 7", Mark: "@mark",
			Address: board.InvoiceAddress{Street: "Box 1", Postcode: "10512", City: "Stockholm"}, NotBefore: board.Date{Year: 2026, Month: 12, Day: 1}},
	}
	credit := board.Order{Number: "A-2026-0148", Credits: "A-2026-0001", Why: "wrong_price", VAT: 25, PublishedAt: at,
		Lines:   []board.OrderLine{{Item: board.ItemCredit, Quantity: 1, Price: -401, Reason: "+1"}},
		Invoice: board.Invoice{Route: board.RouteEmail, Recipient: "Viken AB", Email: "faktura@viken.example"}}
	bundle := board.Order{Number: "A-2026-0149", VAT: 25, PublishedAt: at, Lines: []board.OrderLine{{Item: "basic", Quantity: 5, Price: 8900}, {Item: board.ItemBundle5, Quantity: 1, Price: -6675}}}
	return Document{Number: "E-2026-0007", At: at, Entries: []Entry{
		{bought, "Ekby kommun", "Upphandlare\r\n\"till\" Ekby", ""}, {credit, "Viken AB", "", "4711"}, {bundle, "Ekby kommun", "", ""}}}
}

// read reads the CSV as a program that knows nothing of ours does: the rows by their headings.
func read(t *testing.T, text string) []map[string]string {
	t.Helper()
	bare, marked := strings.CutPrefix(text, "\ufeff")
	if !marked || !utf8.ValidString(bare) || strings.Contains(strings.ReplaceAll(bare, "\r\n", ""), "\r\r") {
		t.Fatalf("%.40q", text)
	}
	r := csv.NewReader(strings.NewReader(bare))
	r.Comma = ';'
	heads, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, head := range heads {
			row[head] = cells[i]
		}
		rows = append(rows, row)
	}
}

func TestTheCSVLineByLine(t *testing.T) {
	text := sample(t).CSV()
	for line := range strings.Lines(strings.ReplaceAll(text, "\"Upphandlare\r\n", "")) {
		if !strings.HasSuffix(line, "\r\n") {
			t.Errorf("a line ends in %q", line[len(line)-2:])
		}
	}
	rows := read(t, text)
	if len(rows) != 6 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []map[string]string{
		{"Order": "A-2026-0147", "Rad": "1", "Artikel": "basic", "Benämning": "Bas", "Antal": "1", "À-pris exkl. moms": "8905,00", "Belopp exkl. moms": "8905,00",
			"Moms": "2226,25", "Belopp inkl. moms": "11131,25", "Momssats %": "25", "Valuta": "SEK", "Betalningsvillkor dagar": "30", "Publicerad": "2026-11-23",
			"Fakturamottagare": `AB "Citat" & söner`, "Organisationsnummer": "212000-0142", "Peppol-id": "0007:2120000142", "GLN": "'7350000000009",
			"Beställarreferens (BT-10)": "'00123", "Inköpsordernummer (BT-13)": `'=HYPERLINK("http://x.example")`, "Avtalsnummer (BT-12)": "'-12",
			"Faktureringsobjekt (BT-18)": "Abonnemang 7", "Fakturamärkning": "'@mark", "Tidigaste fakturadatum": "2026-12-01",
			"Postnummer": "10512", "Ort": "Stockholm", "Land": "SE", "Fakturaväg": "peppol", "Annons": "aps8befzsj", "Arbetsgivare": "Ekby kommun"},
		{"Rad": "2", "Artikel": "agency", "Benämning": "Förmedlarprovision, mediebyrå", "Belopp exkl. moms": "-1336,00", "Moms": "-334,00"},
		{"Rad": "3", "Anledning": "Ny kund; första annonsen", "Belopp exkl. moms": "-100,00", "Belopp inkl. moms": "-125,00"},
		{"Order": "A-2026-0148", "Krediterar order": "A-2026-0001", "Krediterar faktura": "4711", "Kreditorsak": "Fel pris", "Anledning": "'+1", "Moms": "-100,25", "E-post": "faktura@viken.example"},
		{"Order": "A-2026-0149", "Antal": "5", "À-pris exkl. moms": "8900,00", "Belopp exkl. moms": "44500,00"},
		{"Artikel": "bundle_5", "Belopp exkl. moms": "-6675,00"},
	} {
		for head, cell := range want {
			if rows[i][head] != cell {
				t.Errorf("row %d, %s: %q, not %q", i+1, head, rows[i][head], cell)
			}
		}
	}
}

func TestTheSumsOfTheCSVAreThoseOfTheOrders(t *testing.T) {
	d := sample(t)
	var net, gross int64
	for _, row := range read(t, d.CSV()) {
		net += ore(t, row["Belopp exkl. moms"])
		gross += ore(t, row["Belopp inkl. moms"])
	}
	if net != 100*d.Total() || gross != 125*d.Total() {
		t.Errorf("%d and %d öre of %d kronor", net, gross, d.Total())
	}
	var out struct {
		Net    json.Number `json:"net_amount"`
		Orders []struct {
			Net   json.Number `json:"net_amount"`
			VAT   json.Number `json:"vat_amount"`
			Gross json.Number `json:"gross_amount"`
		}
	}
	text, err := d.JSON()
	if err != nil || json.Unmarshal([]byte(text), &out) != nil {
		t.Fatal(err)
	}
	if string(out.Net) != strconv.FormatInt(d.Total(), 10)+".00" || out.Orders[0].VAT != "1867.25" || out.Orders[0].Gross != "9336.25" || out.Orders[1].Net != "-401.00" {
		t.Errorf("%+v", out)
	}
}

func ore(t *testing.T, cell string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.Replace(cell, ",", "", 1), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheJSONHasWhatAnEInvoiceNeeds(t *testing.T) {
	text, err := sample(t).JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"export": "E-2026-0007"`, `"created_at": "2026-11-22T23:30:00Z"`, `"published": "2026-11-23"`, `"organization_number": "2120000142"`,
		`"peppol_id": "0007:2120000142"`, `"buyer_reference": "00123"`, `"purchase_order_number": "=HYPERLINK(\"http://x.example\")"`, `"contract_number": "-12"`,
		`"invoiced_object": "Abonnemang 7"`, `"earliest_invoice_date": "2026-12-01"`, `"unit_price": 8905.00`, `"invoice": "4711"`, `"reason": "wrong_price"`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// What somebody wrote is never a formula, and is there whole.
func TestCellsAreDefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wrote := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+\-@\t\r'＝0-9;"\n][ -~]{0,8}`)).Draw(t, "text")
		d := Document{Entries: []Entry{{Order: board.Order{Lines: []board.OrderLine{{Item: "basic", Quantity: 1, Reason: wrote}}}}}}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(d.CSV(), "\ufeff")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatal(err, rows)
		}
		cell := rows[1][11]
		if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
			t.Fatalf("%q begins a formula", cell)
		}
		whole := strings.ReplaceAll(strings.TrimPrefix(cell, "'"), "\r\n", "\n") // encoding/csv reads every line's end as \n
		if whole != strings.ReplaceAll(wrote, "\r\n", "\n") {
			t.Fatalf("%q has become %q", wrote, cell)
		}
	})
}

func TestNumbersThatComeBack(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"pasted", "A-2026-0001;4711\nA-2026-0002;4712", "A-2026-0001 4711, A-2026-0002 4712"},
		{"out of a spreadsheet", "Order\tFaktura\tDatum\r\nA-2026-0001\t4711\t2026-12-01\r\n", "A-2026-0001 4711"},
		{"a file", "\ufefforder,invoice\r\n\"a-2026-0001\",\"F 4711\"\r\n\r\n", "A-2026-0001 F 4711"},
		{"as text", "A-2026-0001;'004711", "A-2026-0001 004711"},
		{"nothing", "  \n", "numbers"},
		{"headings alone", "Order;Faktura", "numbers"},
		{"an order that is none", "A-2026-0001;1\nkaffe;2", "numbers.order 2"},
		{"an order twice", "A-2026-0001;1\nA-2026-0001;2", "numbers.twice 2"},
		{"no number", "A-2026-0001;1\nA-2026-0002;", "numbers.ledger 2"},
		{"one column", "A-2026-0001", "numbers.ledger 1"},
	} {
		numbers, err := ReadNumbers(c.in)
		var got []string
		for _, n := range numbers {
			got = append(got, n.Order+" "+n.Ledger)
		}
		if invalid := (*board.Invalid)(nil); errors.As(err, &invalid) {
			got = nil
			for _, f := range invalid.Faults {
				got = append(got, strings.TrimSpace(f.Code+" "+f.Value))
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, not %s", c.name, got, c.want)
		}
	}
}

func FuzzReadNumbers(f *testing.F) {
	f.Add("A-2026-0001;4711\n")
	f.Add("\ufeff\"A-2026-0001\",\"4711")
	f.Fuzz(func(t *testing.T, text string) {
		numbers, err := ReadNumbers(text)
		if (err == nil) != (len(numbers) > 0) && err == nil {
			t.Errorf("%q: %v, %v", text, numbers, err)
		}
	})
}
