package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	_ "modernc.org/sqlite"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// fts is SQLite's FTS5 as its manual sets it up for speed: a contentless table, optimized, with indexes of prefixes and
// weights in its rank; facets in integer tables both ways, counted by GROUP BY; one connection that keeps its cache, its
// temporary tables in memory and its statements prepared.
type fts struct {
	db         *sql.DB
	conn       *sql.Conn
	path       string
	values     []ftsValue // by number, those of a facet after each other
	numbers    map[ftsValue]int
	statements map[string]*sql.Stmt
	jobs       int
}

type ftsValue struct {
	facet board.Facet
	value string
}

// ftsCache is the page cache in KiB.
const ftsCache = 1 << 20

const ftsSchema = `
CREATE TABLE ads (ad INTEGER PRIMARY KEY, published INTEGER NOT NULL);
CREATE TABLE of_ad (ad INTEGER, value INTEGER, PRIMARY KEY (ad, value)) WITHOUT ROWID;
CREATE TABLE valued (value INTEGER, ad INTEGER, PRIMARY KEY (value, ad)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(headline, title, around, text, content='', prefix='3 4 5',
	tokenize="unicode61 remove_diacritics 0 categories 'L* Nd M*'");
INSERT INTO words(words, rank) VALUES ('rank', 'bm25(10, 5, 5, 1)');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
CREATE VIRTUAL TABLE spelled USING fts5(word, tokenize='trigram', detail='none');
CREATE TEMP TABLE matching (ad INTEGER PRIMARY KEY, rank REAL);
CREATE TEMP TABLE beside (ad INTEGER PRIMARY KEY, rank REAL);`

const ftsFinish = `
CREATE INDEX ads_published ON ads (published DESC);
INSERT INTO valued SELECT value, ad FROM of_ad ORDER BY value, ad;
INSERT INTO spelled SELECT term FROM vocabulary WHERE doc >= 3 AND length(term) >= 4;
INSERT INTO words(words) VALUES ('optimize');
INSERT INTO spelled(spelled) VALUES ('optimize');
COMMIT;
ANALYZE;`

func buildFTS(ctx context.Context, dir string, jobs []*board.Job) (f *fts, err error) {
	f = &fts{path: filepath.Join(dir, "fts-"+strconv.Itoa(len(jobs))+".db"), statements: map[string]*sql.Stmt{}, jobs: len(jobs)}
	pragmas := fmt.Sprintf("?_pragma=page_size(8192)&_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=locking_mode(EXCLUSIVE)"+
		"&_pragma=temp_store(MEMORY)&_pragma=cache_size(-%d)", ftsCache)
	if f.db, err = sql.Open("sqlite", "file:"+f.path+pragmas); err != nil {
		return nil, err
	}
	if f.conn, err = f.db.Conn(ctx); err != nil {
		return nil, err
	}
	f.number(jobs)
	if _, err = f.conn.ExecContext(ctx, ftsSchema+"BEGIN"); err != nil {
		return nil, err
	}
	for i, j := range jobs {
		if err := f.insert(ctx, i, j); err != nil {
			return nil, fmt.Errorf("job %s: %w", j.ID, err)
		}
	}
	_, err = f.conn.ExecContext(ctx, ftsFinish)
	return f, err
}

// number gives the values of all facets numbers, those of a facet after each other.
func (f *fts) number(jobs []*board.Job) {
	f.numbers = map[ftsValue]int{}
	for _, facet := range board.Facets() {
		for _, j := range jobs {
			for _, value := range j.Values(facet) {
				v := ftsValue{facet, value}
				if _, ok := f.numbers[v]; !ok {
					f.numbers[v] = len(f.values)
					f.values = append(f.values, v)
				}
			}
		}
	}
}

func (f *fts) insert(ctx context.Context, id int, j *board.Job) error {
	if err := f.exec(ctx, "INSERT INTO ads VALUES (?, ?)", id, j.Run.From.UnixMilli()); err != nil {
		return err
	}
	for _, facet := range board.Facets() {
		for _, value := range j.Values(facet) {
			if err := f.exec(ctx, "INSERT INTO of_ad VALUES (?, ?)", id, f.numbers[ftsValue{facet, value}]); err != nil {
				return err
			}
		}
	}
	row := []any{id}
	for _, field := range wordFields() {
		row = append(row, field.of(j))
	}
	return f.exec(ctx, "INSERT INTO words(rowid, headline, title, around, text) VALUES (?, ?, ?, ?, ?)", row...)
}

func (f *fts) size() string {
	info, err := os.Stat(f.path)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf(", %d MB of file, of which the page cache holds up to %d MB", info.Size()>>20, min(info.Size()>>20, ftsCache>>10))
}

func (f *fts) close() error {
	for _, s := range f.statements {
		s.Close()
	}
	f.conn.Close()
	return f.db.Close()
}

// prepared is the statement, prepared when it is first asked for.
func (f *fts) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := f.statements[text]; s != nil {
		return s, nil
	}
	s, err := f.conn.PrepareContext(ctx, text)
	if err == nil {
		f.statements[text] = s
	}
	return s, err
}

func (f *fts) exec(ctx context.Context, text string, args ...any) error {
	s, err := f.prepared(ctx, text)
	if err == nil {
		_, err = s.ExecContext(ctx, args...)
	}
	return err
}

// pairs runs a query for two numbers a row.
func (f *fts) pairs(ctx context.Context, text string, args ...any) (pairs [][2]int, err error) {
	s, err := f.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p [2]int
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
	}
	return pairs, rows.Err()
}

// search mends only what finds nothing.
func (f *fts) search(s mix.Search) (found, error) {
	ctx := context.Background()
	text := ftsText(s.Clauses)
	out, err := f.find(ctx, s, text)
	if err == nil && out.total == 0 && text != "" {
		if text, err = f.mended(ctx, s.Clauses); err == nil && text != "" {
			out, err = f.find(ctx, s, text)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("fts5: %q: %w", s.Query.Text, err)
	}
	return out, nil
}

type ftsFound struct {
	*fts
	total  int
	hits   [][2]int
	counts [][2]int
}

// find asks tables that hold the matches, so that words are looked up once.
func (f *fts) find(ctx context.Context, s mix.Search, text string) (out ftsFound, err error) {
	out.fts = f
	if text == "" && len(s.Query.Filters) == 0 {
		return out, f.findAll(ctx, &out, s.Query.Limit)
	}
	if out.total, err = f.fill(ctx, "matching", s, text, ""); err != nil {
		return out, err
	}
	if out.hits, err = f.pairs(ctx, "SELECT ad, 0 FROM matching ORDER BY rank LIMIT ?", s.Query.Limit); err != nil {
		return out, err
	}
	if out.counts, err = f.pairs(ctx, f.countOf("matching", out.total)); err != nil {
		return out, err
	}
	for facet := range s.Query.Filters {
		if err := f.countWithout(ctx, &out, s, text, facet); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (f *fts) findAll(ctx context.Context, out *ftsFound, limit int) (err error) {
	out.total = f.jobs
	if out.hits, err = f.pairs(ctx, "SELECT ad, 0 FROM ads ORDER BY published DESC LIMIT ?", limit); err != nil {
		return err
	}
	out.counts, err = f.pairs(ctx, "SELECT value, count(*) FROM valued GROUP BY value")
	return err
}

// countWithout replaces the counts of a facet by those over what is found without its choice.
func (f *fts) countWithout(ctx context.Context, out *ftsFound, s mix.Search, text string, facet board.Facet) error {
	first := slices.IndexFunc(f.values, func(v ftsValue) bool { return v.facet == facet })
	end := first
	for end < len(f.values) && f.values[end].facet == facet {
		end++
	}
	out.counts = slices.DeleteFunc(out.counts, func(p [2]int) bool { return first <= p[0] && p[0] < end })
	from, args := "valued", []any{first, end}
	if text != "" || len(s.Query.Filters) > 1 {
		if _, err := f.fill(ctx, "beside", s, text, facet); err != nil {
			return err
		}
		from = "beside CROSS JOIN of_ad USING (ad)"
	}
	counts, err := f.pairs(ctx, "SELECT value, count(*) FROM "+from+" WHERE value >= ? AND value < ? GROUP BY value", args...)
	out.counts = append(out.counts, counts...)
	return err
}

// fill puts the matches, but for the choice of one facet, into a temporary table, and says how many. Words lead to ads that
// are then looked up in the filters, not the other way round: the planner does not know how long a word takes.
func (f *fts) fill(ctx context.Context, table string, s mix.Search, text string, but board.Facet) (n int, err error) {
	from, key := "SELECT ad, -published FROM ads WHERE true", "ads.ad"
	var args []any
	if text != "" {
		from, key, args = "SELECT rowid, rank FROM words WHERE words MATCH ?", "words.rowid", []any{text}
	}
	for _, facet := range board.Facets() {
		values := s.Query.Filters[facet]
		if len(values) == 0 || facet == but {
			continue
		}
		chosen := "value IN (?" + strings.Repeat(", ?", len(values)-1) + ")"
		if len(args) == 0 {
			from += " AND ad IN (SELECT ad FROM valued WHERE " + chosen + ")"
		} else {
			from += " AND EXISTS (SELECT 1 FROM valued WHERE " + chosen + " AND ad = " + key + ")"
		}
		for _, value := range values {
			args = append(args, f.numbers[ftsValue{facet, value}])
		}
	}
	if err := f.exec(ctx, "DELETE FROM "+table); err != nil {
		return 0, err
	}
	if err := f.exec(ctx, "INSERT INTO "+table+" "+from, args...); err != nil {
		return 0, err
	}
	counted, err := f.pairs(ctx, "SELECT count(*), 0 FROM "+table)
	if err != nil {
		return 0, err
	}
	return counted[0][0], nil
}

// countOf counts few matches by their values, and many by going through all values in order, which spares sorting them.
func (f *fts) countOf(table string, n int) string {
	if n < f.jobs/4 {
		return "SELECT value, count(*) FROM " + table + " CROSS JOIN of_ad USING (ad) GROUP BY value"
	}
	return "SELECT value, count(*) FROM valued CROSS JOIN " + table + " USING (ad) GROUP BY value"
}

// ftsText writes clauses in FTS5's language.
func ftsText(clauses []mix.Clause) string {
	var must, not []string
	for _, c := range clauses {
		ways := []string{strconv.Quote(strings.Join(c.Words, " "))}
		for _, other := range c.Or {
			ways = append(ways, strconv.Quote(other))
		}
		text := strings.Join(ways, " OR ")
		if len(ways) > 1 {
			text = "(" + text + ")"
		}
		if c.Prefix {
			text += "*"
		}
		if c.Not {
			not = append(not, text)
		} else {
			must = append(must, text)
		}
	}
	text := strings.Join(must, " AND ")
	for _, other := range not {
		text = "(" + text + ") NOT " + other
	}
	return text
}

// mended is the text with the word in place of each that shares most of its letters, three by three; empty if some have
// none.
func (f *fts) mended(ctx context.Context, clauses []mix.Clause) (string, error) {
	meant := slices.Clone(clauses)
	for i, c := range meant {
		if c.Quoted || c.Prefix || c.Not {
			continue
		}
		s, err := f.prepared(ctx, "SELECT word FROM spelled WHERE spelled MATCH ? ORDER BY rank LIMIT 1")
		if err != nil {
			return "", err
		}
		var word string
		switch err := s.QueryRowContext(ctx, trigrams(c.Words[0])).Scan(&word); err {
		case nil:
			meant[i].Words = []string{word}
		case sql.ErrNoRows:
			return "", nil
		default:
			return "", err
		}
	}
	return ftsText(meant), nil
}

func trigrams(word string) string {
	letters := []rune(word)
	var all []string
	for i := 0; i+3 <= len(letters); i++ {
		all = append(all, strconv.Quote(string(letters[i:i+3])))
	}
	return strings.Join(all, " OR ")
}

func (f ftsFound) answer() answer {
	a := newAnswer(f.total)
	for _, p := range f.counts {
		v := f.values[p[0]]
		a.note(v.facet, v.value, p[1])
	}
	return a.done()
}
