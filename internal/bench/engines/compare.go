package main

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// changes is how many changes are measured.
const changes = 200

// compare measures the three engines with a board, and prints it.
func (s settings) compare(ctx context.Context, on setting) (goals []goal, err error) {
	fmt.Printf("\n%s, one core, milliseconds\n", on.name)
	us, mine, err := built("ours", on, func(jobs []*board.Job) (*ours, error) { return buildOurs(jobs, on.now), nil })
	if err != nil {
		return nil, err
	}
	jobs, err := on.jobs()
	if err != nil {
		return nil, err
	}
	searches := searchesOf(jobs, mix.Classes(), different)
	if err := s.measure(us, &mine, searches); err != nil {
		return nil, err
	}
	expected, asked := us.answers(searchesOf(jobs, agreeing(), on.compared)), us.tellSynonyms(searches)
	swapped := newFigures(us.change(jobs, changes))
	us, jobs = nil, nil

	bleve, theirs, err := s.bleve(on, asked, expected)
	if err != nil {
		return nil, err
	}
	fts, others, err := s.fts(ctx, on, asked, expected)
	if err != nil {
		return nil, err
	}
	printTable(mine, theirs, others)
	fmt.Printf("ours, a change of one ad swapped in: p50 %.1f ms, p99 %.1f ms\n", milliseconds(swapped.p50), milliseconds(swapped.p99))
	bleve.print("bleve")
	fts.print("fts5")
	fmt.Println("not compared: classes whose words each engine takes for others, in its own way")
	return goalsOf(mine, swapped, theirs, others), nil
}

// agreeing is the classes in which words mean the same to all: those that are as written, and those without words.
func agreeing() []mix.Class {
	return append([]mix.Class{mix.Written, mix.Phrase, mix.Prefix}, wordless()...)
}

func wordless() []mix.Class {
	return []mix.Class{mix.Empty, mix.OneFilter, mix.TwoFilters, mix.ThreeFilters}
}

// expectation is what we answer to a search.
type expectation struct {
	mix.Search
	class  mix.Class
	answer answer
}

func (o *ours) answers(searches map[mix.Class][]mix.Search) (all []expectation) {
	for _, class := range agreeing() {
		for _, search := range searches[class] {
			all = append(all, expectation{search, class, ourFound(o.find(search)).answer()})
		}
	}
	return all
}

// tellSynonyms is the searches with what we look for besides what was typed, so that the others can do the same.
func (o *ours) tellSynonyms(searches map[mix.Class][]mix.Search) map[mix.Class][]mix.Search {
	for i, search := range searches[mix.Synonym] {
		searches[mix.Synonym][i].Clauses = []mix.Clause{{Words: search.Clauses[0].Words, Or: o.find(search).Also}}
	}
	return searches
}

// An agreement counts, by class, what was compared and what was the same.
type agreement struct {
	compared, same map[mix.Class]int
	other          string // the first search that was answered otherwise
}

func newAgreement() agreement {
	return agreement{compared: map[mix.Class]int{}, same: map[mix.Class]int{}}
}

// of compares the classes.
func (a *agreement) of(e engine, expected []expectation, classes []mix.Class) error {
	for _, x := range expected {
		if !slices.Contains(classes, x.class) {
			continue
		}
		found, err := e.search(x.Search)
		if err != nil {
			return err
		}
		a.compared[x.class]++
		switch got := found.answer(); {
		case reflect.DeepEqual(got, x.answer):
			a.same[x.class]++
		case a.other == "":
			a.other = fmt.Sprintf("%q %v: total %d, ours %d", x.Query.Text, x.Query.Filters, got.total, x.answer.total)
		}
	}
	return nil
}

func (a *agreement) print(name string) {
	var parts []string
	for _, class := range agreeing() {
		if a.compared[class] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d of %d", class, a.same[class], a.compared[class]))
		}
	}
	fmt.Printf("total and all counts of %s and ours the same: %s\n", name, strings.Join(parts, ", "))
	if a.other != "" {
		fmt.Println("    otherwise:", a.other)
	}
}

// bleve measures Bleve. Its words are compared with ours in a second index, without Swedish, where there is time for it.
func (s settings) bleve(on setting, asked map[mix.Class][]mix.Search, expected []expectation) (a agreement, m measurement, err error) {
	a = newAgreement()
	b, m, err := built("bleve", on, func(jobs []*board.Job) (*bleveEngine, error) { return buildBleve(s.dir, bleveSwedish, jobs) })
	if err != nil {
		return a, m, err
	}
	defer b.close()
	if err := s.measure(b, &m, asked); err != nil {
		return a, m, err
	}
	if !on.written {
		return a, m, a.of(b, expected, wordless())
	}
	written, _, err := built("bleve, words as written", on, func(jobs []*board.Job) (*bleveEngine, error) { return buildBleve(s.dir, bleveWritten, jobs) })
	if err != nil {
		return a, m, err
	}
	defer written.close()
	return a, m, a.of(written, expected, agreeing())
}

func (s settings) fts(ctx context.Context, on setting, asked map[mix.Class][]mix.Search, expected []expectation) (a agreement, m measurement, err error) {
	a = newAgreement()
	f, m, err := built("fts5", on, func(jobs []*board.Job) (*fts, error) { return buildFTS(ctx, s.dir, jobs) })
	if err != nil {
		return a, m, err
	}
	defer f.close()
	if err := s.measure(f, &m, asked); err != nil {
		return a, m, err
	}
	return a, m, a.of(f, expected, agreeing())
}
