package words

import (
	"fmt"
	"strconv"
	"strings"

	"ledigajobb/internal/board"
)

// fill puts the arguments into a text.
func fill(text string, lang board.Language, args []any) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		b.WriteString(filling(place, lang, args))
		text = after
	}
}

// filling is what stands in a place such as n or n|ledigt jobb|lediga jobb. A place without an argument stays as it is
// written, so that the mistake is seen.
func filling(place string, lang board.Language, args []any) string {
	name, forms, hasForms := strings.Cut(place, "|")
	value, ok := argument(args, name)
	if !ok {
		return "{" + place + "}"
	}
	if !hasForms {
		return written(value, lang)
	}
	one, many, _ := strings.Cut(forms, "|")
	if fmt.Sprint(value) == "1" {
		return one
	}
	return many
}

func argument(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// written is a value in words: a whole number with its thousands apart, 42 000 in Swedish and 42,000 in English, and a minus
// sign rather than a hyphen.
func written(value any, lang board.Language) string {
	n, isInt := value.(int)
	if !isInt {
		return fmt.Sprint(value)
	}
	separator := "\u00a0"
	if lang == board.English {
		separator = ","
	}
	digits, below := strings.CutPrefix(strconv.Itoa(n), "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	if below {
		return "−" + digits
	}
	return digits
}

// places lists the arguments that a text takes, each once, sorted as they first stand.
func places(text string) []string {
	var names []string
	for _, part := range strings.Split(text, "{")[1:] {
		place, _, _ := strings.Cut(part, "}")
		name, _, _ := strings.Cut(place, "|")
		names = append(names, name)
	}
	return names
}
