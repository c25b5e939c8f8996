package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Row is one measurement beside its baseline.
type Row struct {
	What     string
	Measured string
	Ratio    string // to the baseline; empty for the baseline itself
	Note     string
}

// Table is one part of the answer.
type Table []Row

// Print writes the table in aligned columns.
func (t Table) Print(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(out, "  what\tmeasured\tratio\t")
	for _, r := range t {
		fmt.Fprintf(out, "  %s\t%s\t%s\t%s\n", r.What, r.Measured, r.Ratio, r.Note)
	}
	return out.Flush()
}

// times writes a ratio: "3.2×", "1/3800".
func times(measured, baseline float64) string {
	if baseline == 0 || measured == 0 {
		return "–"
	}
	r := measured / baseline
	switch {
	case r < 0.1:
		return fmt.Sprintf("1/%.0f", 1/r)
	case r >= 100:
		return fmt.Sprintf("%.0f×", r)
	case r >= 10:
		return fmt.Sprintf("%.1f×", r)
	default:
		return fmt.Sprintf("%.2f×", r)
	}
}

// nanos writes a duration in nanoseconds with three digits.
func nanos(ns float64) string {
	for _, unit := range []struct {
		name string
		size float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		if ns >= unit.size {
			return strings.TrimSpace(fmt.Sprintf("%.3g %s", ns/unit.size, unit.name))
		}
	}
	return fmt.Sprintf("%.3g ns", ns)
}

// median is the middle of the samples, which it sorts.
func median(samples []float64) float64 {
	if len(samples) == 0 {
		return 0
	}
	slices.Sort(samples)
	return samples[len(samples)/2]
}
