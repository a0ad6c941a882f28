package main

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"ledigajobb/internal/app"
)

// searches are addresses of so many different searches: words, filters and pages in all combinations.
func searches(path string, n int) []string {
	words := strings.Fields("upphandlare inköpare chef jurist kommun region lärare ingenjör säljare projektledare")
	filters := []string{"", "region=01", "region=14", "municipality=0180", "municipality=1280", "employment_type=permanent",
		"working_hours=full_time", "language=en", "region=12&language=sv", "sector=municipality"}
	var paths []string
	for offset := 0; len(paths) < n; offset += 20 {
		for _, word := range words {
			for _, filter := range filters {
				query := "q=" + url.QueryEscape(word) + "&offset=" + strconv.Itoa(offset)
				if filter != "" {
					query += "&" + filter
				}
				paths = append(paths, path+"?"+query)
			}
		}
	}
	return paths[:n]
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
