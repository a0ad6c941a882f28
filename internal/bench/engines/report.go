package main

import (
	"fmt"
	"time"

	"ledigajobb/internal/bench/mix"
	"ledigajobb/internal/board"
)

// printTable prints a row for each class: p50 and p99, how often the others were asked, and how many times as long they
// took.
func printTable(mine measurement, others ...measurement) {
	fmt.Printf("%-15s %15s", "p50 p99", mine.name)
	for _, m := range others {
		fmt.Printf(" %20s %16s", m.name+" (n)", "times as long")
	}
	fmt.Println()
	for _, class := range mix.Classes() {
		f := mine.classes[class]
		fmt.Printf("%-15s %15s", class, f)
		for _, m := range others {
			g := m.classes[class]
			p50, p99 := ratios(g, f)
			fmt.Printf(" %20s %16s", fmt.Sprintf("%.1f %.1f (%d)", milliseconds(g.p50), milliseconds(g.p99), g.n), fmt.Sprintf("%.0f %.0f", p50, p99))
		}
		fmt.Println()
	}
}

// ratios is how many times as long the other took.
func ratios(other, mine figures) (p50, p99 float64) {
	return float64(other.p50) / float64(mine.p50), float64(other.p99) / float64(mine.p99)
}

// The goals, at 100,000 ads and at a million.
const (
	goalP50        = 500 * time.Microsecond
	goalP99        = 2 * time.Millisecond
	goalTimesP50   = 50
	goalTimesP99   = 20
	goalReady      = 8 * time.Second
	goalSwap       = 20 * time.Millisecond
	goalMillionP99 = 20 * time.Millisecond
	goalMillion    = 2 << 30 // bytes of live heap
)

// A goal is something to reach, and how near it is.
type goal struct {
	name    string
	reached bool
	is      string
}

func printGoals(goals []goal) {
	fmt.Println()
	for _, g := range goals {
		verdict := "missed"
		if g.reached {
			verdict = "reached"
		}
		fmt.Printf("%-8s %-48s %s\n", verdict, g.name, g.is)
	}
}

func goalsOf(mine measurement, swapped figures, others ...measurement) []goal {
	goals := []goal{
		inEveryClass("p50 at most 0.5 ms", func(c mix.Class) (float64, bool) {
			return milliseconds(mine.classes[c].p50), mine.classes[c].p50 <= goalP50
		}),
		inEveryClass("p99 at most 2 ms", func(c mix.Class) (float64, bool) {
			return milliseconds(mine.classes[c].p99), mine.classes[c].p99 <= goalP99
		}),
	}
	for _, m := range others {
		goals = append(goals,
			inEveryClass(m.name+" takes 50 times as long at p50", func(c mix.Class) (float64, bool) {
				p50, _ := ratios(m.classes[c], mine.classes[c])
				return p50, p50 >= goalTimesP50
			}),
			inEveryClass(m.name+" takes 20 times as long at p99", func(c mix.Class) (float64, bool) {
				_, p99 := ratios(m.classes[c], mine.classes[c])
				return p99, p99 >= goalTimesP99
			}))
	}
	return append(goals,
		goal{"built within 8 s", mine.build <= goalReady, fmt.Sprintf("%.1f s", mine.build.Seconds())},
		goal{"a change swapped in within 20 ms, at p99", swapped.p99 <= goalSwap, fmt.Sprintf("%.1f ms", milliseconds(swapped.p99))})
}

// inEveryClass is a goal that is reached when it is in all classes; it names those in which it is missed.
func inEveryClass(name string, is func(mix.Class) (value float64, reached bool)) goal {
	g, missed := goal{name: name + ", every class", reached: true}, ""
	for _, class := range mix.Classes() {
		if value, ok := is(class); !ok {
			g.reached = false
			missed += fmt.Sprintf("%s %.2f, ", class, value)
		}
	}
	if !g.reached {
		g.is = "not " + missed[:len(missed)-2]
	}
	return g
}

// alone measures our search by itself, against the goals of a million ads from so many on.
func (s settings) alone(on setting, ads int) error {
	fmt.Printf("%s, one core, milliseconds\n", on.name)
	us, mine, err := built("ours", on, func(jobs []*board.Job) (*ours, error) { return buildOurs(jobs, on.now), nil })
	if err != nil {
		return err
	}
	jobs, err := on.jobs()
	if err != nil {
		return err
	}
	if err := s.measure(us, &mine, searchesOf(jobs, mix.Classes(), different)); err != nil {
		return err
	}
	swapped := newFigures(us.change(jobs, changes))
	printTable(mine)
	if ads < million {
		printGoals(goalsOf(mine, swapped))
		return nil
	}
	printGoals([]goal{
		inEveryClass("p99 at most 20 ms", func(c mix.Class) (float64, bool) {
			return milliseconds(mine.classes[c].p99), mine.classes[c].p99 <= goalMillionP99
		}),
		{"live heap at most 2 GB", mine.heap <= goalMillion, fmt.Sprintf("%.2f GB", float64(mine.heap)/(1<<30))},
	})
	return nil
}

const million = 1_000_000
