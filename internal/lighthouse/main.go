// Command lighthouse has Lighthouse mark the pages of the demonstration that people come to first, as a phone on a slow
// network meets them, and prints the median of some runs. It asserts nothing: how fast a page is depends on what else the
// machine does.
//
// Lighthouse is a program for Node, whose directory LEDIGAJOBB_LIGHTHOUSE holds ("make lighthouse" sees to it), and Chromium
// is on PATH.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"text/tabwriter"

	"ledigajobb/internal/board"
	"ledigajobb/internal/showcase"
)

func main() {
	runs := flag.Int("runs", 5, "how often each page is marked")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *runs, os.Getenv("LEDIGAJOBB_LIGHTHOUSE")); err != nil {
		fmt.Fprintln(os.Stderr, "lighthouse:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, runs int, installed string) error {
	if installed == "" {
		return errors.New("LEDIGAJOBB_LIGHTHOUSE does not say where Lighthouse is; make lighthouse does")
	}
	site, err := showcase.Open(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer site.Close()
	pages, err := pagesOf(site)
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "page\t%s\tfirst shown\tlargest shown\tshift\tlost by\n", strings.Join(categories, "\t"))
	for _, page := range pages {
		var marks []report
		for range max(1, runs) {
			marked, err := mark(ctx, installed, site.Address+page.path)
			if err != nil {
				return fmt.Errorf("%s: %w", page.name, err)
			}
			marks = append(marks, marked)
		}
		fmt.Fprintf(out, "%s\t%s\n", page.name, median(marks))
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// A page is one to be marked.
type page struct{ name, path string }

func pagesOf(site *showcase.Site) ([]page, error) {
	hits := site.Board.Index.At(showcase.Moment).Search(board.Query{Limit: 1}).Hits
	if len(hits) == 0 {
		return nil, errors.New("the demonstration has no live ad")
	}
	job := hits[0].Job
	return []page{
		{"search", "/lediga-jobb"},
		{"search, in English", "/lediga-jobb?lang=en"},
		{"ad", site.Links.Local(site.Links.Job(job))},
		{"employer", site.Links.Local(site.Links.Employer(job.Employer.Slug))},
		{"employers", "/arbetsgivare"},
		{"advertise", "/platsannonsera"},
		{"form", "/platsannonsera/ny"},
	}, nil
}

// median is the report whose performance is in the middle, with the worst mark of every other category.
func median(marks []report) report {
	slices.SortFunc(marks, func(a, b report) int { return a.score("performance") - b.score("performance") })
	middle := marks[len(marks)/2]
	for name, category := range middle.Categories {
		if name == "performance" {
			continue
		}
		for _, m := range marks {
			if m.Categories[name].Score < category.Score {
				category = m.Categories[name]
			}
		}
		middle.Categories[name] = category
	}
	return middle
}
