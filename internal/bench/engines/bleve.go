package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/regexp"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// bleveEngine is Bleve as its manual sets it up for speed: scorch, on disk, all of it merged into one segment; doc values
// for what is counted and sorted by; nothing stored, since hits are looked up by their ID; no field of everything; no
// frequencies of what is only filtered by; filters beside the query, unscored.
type bleveEngine struct {
	index bleve.Index
	path  string
}

// The analysers: one for searching, one that takes words as they are written.
const (
	bleveSwedish = sv.AnalyzerName
	bleveWritten = "written"
)

const fieldPublished = "published"

func buildBleve(dir, analyzer string, jobs []*board.Job) (*bleveEngine, error) {
	path := filepath.Join(dir, "bleve-"+analyzer+"-"+strconv.Itoa(len(jobs)))
	m, err := bleveMapping(analyzer)
	if err != nil {
		return nil, err
	}
	x, err := bleve.New(path, m)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(jobs, bleveBatch) {
		batch := x.NewBatch()
		for _, j := range some {
			if err := batch.Index(string(j.ID), bleveDocument(j)); err != nil {
				return nil, fmt.Errorf("job %s: %w", j.ID, err)
			}
		}
		if err := x.Batch(batch); err != nil {
			return nil, err
		}
	}
	return &bleveEngine{x, path}, mergeAll(x)
}

// bleveBatch is how many ads are indexed at once; larger batches make fewer segments to merge.
const bleveBatch = 4000

// mergeAll makes one segment of all: the fewer there are, the faster are searches.
func mergeAll(x bleve.Index) error {
	inner, err := x.Advanced()
	if err != nil {
		return err
	}
	return inner.(*scorch.Scorch).ForceMerge(context.Background(), nil)
}

func bleveMapping(analyzer string) (mapping.IndexMapping, error) {
	words, values := bleve.NewTextFieldMapping(), bleve.NewKeywordFieldMapping()
	words.Analyzer, words.Store, words.IncludeInAll, words.DocValues = analyzer, false, false, false
	values.Analyzer, values.Store, values.IncludeInAll, values.IncludeTermVectors = keyword.Name, false, false, false
	values.SkipFreqNorm = true
	ad := bleve.NewDocumentStaticMapping()
	for _, f := range wordFields() {
		ad.AddFieldMappingsAt(f.name, words)
	}
	for _, f := range board.Facets() {
		ad.AddFieldMappingsAt(string(f), values)
	}
	ad.AddFieldMappingsAt(fieldPublished, values)
	ad.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	m := bleve.NewIndexMapping()
	m.DefaultMapping, m.ScoringModel = ad, index.BM25Scoring
	if err := m.AddCustomTokenizer(bleveWritten, map[string]any{"type": regexp.Name, "regexp": `[\p{L}\p{Nd}\p{M}]+`}); err != nil {
		return nil, err
	}
	return m, m.AddCustomAnalyzer(bleveWritten, map[string]any{"type": custom.Name, "tokenizer": bleveWritten,
		"token_filters": []string{lowercase.Name}})
}

func bleveDocument(j *board.Job) map[string]any {
	doc := map[string]any{fieldPublished: strconv.FormatInt(j.Run.From.UnixMilli(), 10)}
	for _, f := range wordFields() {
		doc[f.name] = f.of(j)
	}
	for _, f := range board.Facets() {
		doc[string(f)] = j.Values(f)
	}
	return doc
}

func (b *bleveEngine) size() string {
	var bytes int64
	_ = filepath.Walk(b.path, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			bytes += info.Size()
		}
		return nil
	})
	return fmt.Sprintf(", %d MB of mapped files", bytes>>20)
}

func (b *bleveEngine) close() error { return b.index.Close() }

// search mends only what finds nothing, as one does who knows what it costs.
func (b *bleveEngine) search(s mix.Search) (found, error) {
	f, err := b.find(s, false)
	if err == nil && f.results[0].Total == 0 && len(s.Clauses) > 0 {
		return b.find(s, true)
	}
	return f, err
}

func (b *bleveEngine) find(s mix.Search, mend bool) (f bleveFound, err error) {
	first := b.request(s, "", mend)
	first.Size = s.Query.Limit
	if len(s.Clauses) == 0 {
		first.Score = "none"
		first.SortBy([]string{"-" + fieldPublished})
	}
	requests := []*bleve.SearchRequest{first}
	for _, facet := range board.Facets() {
		if len(s.Query.Filters[facet]) == 0 {
			addFacet(first, facet)
			continue
		}
		without := b.request(s, facet, mend)
		without.Size, without.Score = 0, "none"
		addFacet(without, facet)
		requests = append(requests, without)
	}
	for _, r := range requests {
		result, err := b.index.Search(r)
		if err != nil {
			return f, fmt.Errorf("bleve: %q: %w", s.Query.Text, err)
		}
		f.results = append(f.results, result)
	}
	return f, nil
}

// allValues is more than any facet but the employers has.
const allValues = 400

func addFacet(r *bleve.SearchRequest, facet board.Facet) {
	size := allValues
	if facet == board.FacetEmployer {
		size = shownEmployers
	}
	r.AddFacet(string(facet), bleve.NewFacetRequest(string(facet), size))
}

// request asks for all that the search does, but for the choice of one facet.
func (b *bleveEngine) request(s mix.Search, but board.Facet, mend bool) *bleve.SearchRequest {
	var filters []query.Query
	for _, facet := range board.Facets() {
		if values := s.Query.Filters[facet]; len(values) > 0 && facet != but {
			filters = append(filters, anyTerm(string(facet), values))
		}
	}
	text := bleveText(s.Clauses, mend)
	switch {
	case text == nil && len(filters) == 0:
		return bleve.NewSearchRequest(bleve.NewMatchAllQuery())
	case text == nil:
		return bleve.NewSearchRequest(bleve.NewConjunctionQuery(filters...))
	case len(filters) > 0:
		text.AddFilter(bleve.NewConjunctionQuery(filters...))
	}
	return bleve.NewSearchRequest(text)
}

func anyTerm(field string, values []string) query.Query {
	var terms []query.Query
	for _, value := range values {
		term := bleve.NewTermQuery(value)
		term.SetField(field)
		terms = append(terms, term)
	}
	return one(terms)
}

// one is any of the queries.
func one(queries []query.Query) query.Query {
	if len(queries) == 1 {
		return queries[0]
	}
	return bleve.NewDisjunctionQuery(queries...)
}

// bleveText is nil for no text.
func bleveText(clauses []mix.Clause, mend bool) *query.BooleanQuery {
	if len(clauses) == 0 {
		return nil
	}
	all := bleve.NewBooleanQuery()
	for _, c := range clauses {
		var ways []query.Query
		for _, text := range append([]string{strings.Join(c.Words, " ")}, c.Or...) {
			for _, f := range wordFields() {
				ways = append(ways, bleveWay(c, f, text, mend))
			}
		}
		if c.Not {
			all.AddMustNot(ways...)
		} else {
			all.AddMust(one(ways))
		}
	}
	return all
}

func bleveWay(c mix.Clause, f wordField, text string, mend bool) query.Query {
	if c.Prefix {
		q := bleve.NewPrefixQuery(text)
		q.SetField(f.name)
		q.SetBoost(f.weight)
		return q
	}
	if strings.Contains(text, " ") {
		q := bleve.NewMatchPhraseQuery(text)
		q.SetField(f.name)
		q.SetBoost(f.weight)
		return q
	}
	q := bleve.NewMatchQuery(text)
	q.SetField(f.name)
	q.SetBoost(f.weight)
	if mend {
		q.SetFuzziness(1)
	}
	return q
}

type bleveFound struct{ results []*bleve.SearchResult }

func (f bleveFound) answer() answer {
	a := newAnswer(int(f.results[0].Total))
	for _, r := range f.results {
		for name, facet := range r.Facets {
			for _, t := range facet.Terms.Terms() {
				a.note(board.Facet(name), t.Term, t.Count)
			}
		}
	}
	return a.done()
}
