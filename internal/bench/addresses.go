package main

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"ledigajobb/internal/app"
	"ledigajobb/internal/bench/mix"
)

// searches are addresses of so many different searches as readers make them: a hundred words, twenty filters, the first
// five pages.
func searches(path string, n int) []string {
	var paths []string
	for page := 0; ; page++ {
		for _, filter := range strings.Fields(filters) {
			for _, word := range strings.Fields(words) {
				if len(paths) == n {
					return paths
				}
				query := "q=" + url.QueryEscape(word) + strings.TrimPrefix(filter, "-")
				if page > 0 {
					query += "&offset=" + strconv.Itoa(20*page)
				}
				paths = append(paths, path+"?"+query)
			}
		}
	}
}

const filters = `- &region=01 &region=14 &region=12 &municipality=0180 &municipality=1280 &municipality=1480
	&employment_type=permanent &working_hours=full_time &language=en &language=sv &sector=municipality &sector=region
	&sector=state &sort=published &sort=deadline &region=01&region=03 &region=12&language=sv &sector=municipality&region=14
	&published_after=2026-01-01`

const words = `upphandlare inköpare chef jurist lärare ingenjör säljare projektledare sjuksköterska utvecklare ekonom controller
	administratör handläggare tekniker konsult samordnare strateg specialist assistent läkare psykolog socialsekreterare
	förskollärare undersköterska snickare elektriker kock lokalvårdare receptionist redovisning lön personal rekrytering
	marknad kommunikation design test drift system data analys forskare doktorand lektor bibliotekarie vaktmästare chaufför
	lager logistik transport produktion kvalitet miljö energi bygg fastighet arkitekt planerare säkerhet it nätverk support
	kundtjänst butik restaurang skola vård omsorg tandläkare fysioterapeut apotekare kurator rektor fritidsledare pedagog
	personlig boende hemtjänst natt sommar vikariat deltid engelska stockholm göteborg malmö uppsala region kommun
	universitet avtal inköp upphandling ledare manager engineer developer nurse`

// differentSearches are addresses of up to n different searches for words, of all kinds that readers make.
func differentSearches(r *mix.Reader, n int) (paths []string) {
	for _, s := range r.Searches(n, mix.OneWord, mix.TwoWords, mix.WordAndPlace, mix.Phrase, mix.Compound, mix.Prefix,
		mix.Misspelt, mix.Minus, mix.Synonym, mix.WordFiltered) {
		paths = append(paths, "/api/v1/jobs?"+s.Query.Values().Encode())
	}
	return paths
}

// beginnings are addresses of suggestions for up to n texts that somebody has begun to type.
func beginnings(r *mix.Reader, n int) (paths []string) {
	for _, text := range r.Beginnings(n) {
		paths = append(paths, "/api/v1/suggest?"+url.Values{"q": {text}}.Encode())
	}
	return paths
}

// adPaths are the pages of up to n live ads.
func adPaths(b *app.Board, n int) (paths []string, err error) {
	for offset := 0; len(paths) < n && offset <= 10_000; offset += 100 {
		w := httptest.NewRecorder()
		b.Handler.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/jobs?facets=none&limit=100&offset="+strconv.Itoa(offset), nil))
		var page struct{ Data []struct{ URL string } }
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil {
			return nil, err
		}
		for _, job := range page.Data {
			address, err := url.Parse(job.URL)
			if err != nil {
				return nil, err
			}
			paths = append(paths, address.Path)
		}
		if len(page.Data) < 100 {
			break
		}
	}
	return paths[:min(n, len(paths))], nil
}
