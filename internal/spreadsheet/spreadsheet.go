// Package spreadsheet writes tables as CSV that a Swedish Excel opens as it is, and that does nothing there but stand in its
// cells.
package spreadsheet

import "strings"

// A Sheet is a table that grows row by row. It begins with a byte-order mark, so that it is read as UTF-8; cells are
// separated by semicolons, as Swedish settings have it; each row ends with CR LF (RFC 4180).
type Sheet struct{ b strings.Builder }

// Row adds a row. A cell that somebody has written goes through Text first.
func (s *Sheet) Row(cells ...string) {
	if s.b.Len() == 0 {
		s.b.WriteString("\ufeff")
	}
	for i, cell := range cells {
		if i > 0 {
			s.b.WriteByte(';')
		}
		s.b.WriteString(quoted(cell))
	}
	s.b.WriteString("\r\n")
}

// String is the whole table.
func (s *Sheet) String() string { return s.b.String() }

func quoted(cell string) string {
	if !strings.ContainsAny(cell, ";\"\r\n") {
		return cell
	}
	return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
}

// Text is a cell that somebody wrote. One that a spreadsheet would take for a formula, or for a number or date that it
// would write differently (00123, 7350000000009, 3-4), has an apostrophe in front and stays what it is.
func Text(s string) string {
	if s == "" {
		return ""
	}
	if strings.ContainsAny(s[:1], "=+-@\t\r\n'") || strings.HasPrefix(s, "＝") || strings.HasPrefix(s, "＋") ||
		strings.HasPrefix(s, "－") || strings.HasPrefix(s, "＠") || rewritten(s) {
		return "'" + s
	}
	return s
}

// exact is how many digits of a number Excel shows.
const exact = 11

// rewritten says whether a spreadsheet would show the text as another.
func rewritten(s string) bool {
	if strings.Trim(s, "0123456789 .,:/-eE") != "" || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	plain := strings.Trim(s, "0123456789") == ""
	return !plain || len(s) > exact || s[0] == '0' && len(s) > 1
}
