package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// categories are what Lighthouse gives marks for, out of 100.
var categories = []string{"performance", "accessibility", "best-practices", "seo"}

// A report is what Lighthouse says of a page.
type report struct {
	Categories map[string]category `json:"categories"`
	Audits     map[string]audit    `json:"audits"`
}

type category struct {
	Score     float64 `json:"score"` // 0 to 1
	AuditRefs []struct {
		ID     string  `json:"id"`
		Weight float64 `json:"weight"`
	} `json:"auditRefs"`
}

type audit struct {
	Score        *float64 `json:"score"` // 0 to 1; nil: it does not apply
	DisplayValue string   `json:"displayValue"`
}

// mark has Lighthouse look at an address once.
func mark(ctx context.Context, installed, address string) (report, error) {
	cli := filepath.Join(installed, "node_modules", "lighthouse", "cli", "index.js")
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		return report{}, err
	}
	var said bytes.Buffer
	node := exec.CommandContext(ctx, "node", cli, address, "--output=json", "--quiet", "--locale=en",
		"--no-enable-error-reporting", "--chrome-path="+chromium, "--only-categories="+strings.Join(categories, ","),
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --accept-lang=sv-SE,sv")
	node.Stderr = &said
	output, err := node.Output()
	if err != nil {
		return report{}, fmt.Errorf("lighthouse: %w: %s", err, said.String())
	}
	var r report
	if err := json.Unmarshal(output, &r); err != nil {
		return report{}, fmt.Errorf("the report of Lighthouse: %w", err)
	}
	return r, nil
}

// score is the mark in a category, out of 100.
func (r report) score(name string) int { return int(math.Round(100 * r.Categories[name].Score)) }

// String is the line of a table: the marks, what was measured, and the audits that marks were lost by.
func (r report) String() string {
	var cells []string
	for _, name := range categories {
		cells = append(cells, fmt.Sprint(r.score(name)))
	}
	for _, id := range []string{"first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift"} {
		cells = append(cells, strings.ReplaceAll(r.Audits[id].DisplayValue, "\u00a0", " "))
	}
	return strings.Join(append(cells, strings.Join(r.lost(), ", ")), "\t")
}

// lost is the audits that cost the page marks.
func (r report) lost() []string {
	var lost []string
	for _, name := range categories {
		for _, a := range r.Categories[name].AuditRefs {
			if score := r.Audits[a.ID].Score; a.Weight > 0 && score != nil && *score < 0.9 {
				lost = append(lost, a.ID)
			}
		}
	}
	slices.Sort(lost)
	return slices.Compact(lost)
}
