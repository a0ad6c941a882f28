package site

import (
	"slices"

	"ledigajobb/internal/advice"
)

// advised is what may be looked at again on a step; every step says it on the last one. It never keeps anybody from going on.
func (f *drafting) advised(at int) (lines []adviceLine) {
	if f.draft == nil {
		return nil
	}
	typed := draftTyped(f.draft)
	names := make([]map[string]bool, len(f.steps))
	for i := range f.steps {
		names[i] = namesIn(f.sections(i, typed, nil))
	}
	for _, a := range advice.For(f.draft.Ad, f.draft.Employer.Sector, f.Now()) {
		on := slices.IndexFunc(names, func(n map[string]bool) bool { return n[a.Field] })
		line := adviceLine{Text: a.Text(f.lang)}
		switch {
		case on == f.at:
			line.URL = "#f-" + a.Field
		case on >= 0:
			line.URL = f.stepLink(on) + "#f-" + a.Field
		}
		if last := f.at == len(f.steps)-1; last || on == at {
			lines = append(lines, line)
		}
	}
	return lines
}
