package board

import (
	"slices"
	"strings"
)

// News is the ads that a letter tells of because of one alert.
type News struct {
	Alert ID
	Jobs  []ID
}

// FormatNews writes what a letter tells of as a notice keeps it: a line for each alert, its ID and those of the ads.
func FormatNews(news []News) string {
	lines := make([]string, len(news))
	for i, n := range news {
		ids := []string{string(n.Alert)}
		for _, job := range n.Jobs {
			ids = append(ids, string(job))
		}
		lines[i] = strings.Join(ids, " ")
	}
	return strings.Join(lines, "\n")
}

// ParseNews reads what FormatNews wrote, and leaves out what can't be.
func ParseNews(s string) (news []News) {
	for line := range strings.Lines(s) {
		var ids []ID
		for field := range strings.FieldsSeq(line) {
			if id, err := ParseID(field); err == nil {
				ids = append(ids, id)
			}
		}
		if len(ids) > 0 {
			news = append(news, News{ids[0], slices.Clip(ids[1:])})
		}
	}
	return news
}
