package main

import (
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

func TestParse_TakesTheMedianOfEachFigure(t *testing.T) {
	got := parse([]byte(`goos: linux
BenchmarkDue_12h   	  500	      1500 ns/op	     96 B/op
BenchmarkDue_12h   	  500	      1300 ns/op	     96 B/op
BenchmarkDue_12h   	  500	     90000 ns/op	     96 B/op
BenchmarkBareScan	  10	  100 ns/op	  340.5 MB/s
PASS
`))
	if got["Due_12h"]["ns/op"] != 1500 || got["Due_12h"]["B/op"] != 96 || got["BareScan"]["MB/s"] != 340.5 || len(got) != 2 {
		t.Error(got)
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		measured, baseline float64
		want               string
	}{{1, 1, "1.00×"}, {232, 10, "23.2×"}, {2510, 10, "251×"}, {1, 1720, "1/1720"}, {1, 0, "–"}} {
		if got := times(c.measured, c.baseline); got != c.want {
			t.Errorf("%v to %v is %s", c.measured, c.baseline, got)
		}
	}
}

func TestNanos(t *testing.T) {
	for ns, want := range map[float64]string{6.32: "6.32 ns", 1540: "1.54 µs", 5.17e6: "5.17 ms", 2e9: "2 s"} {
		if got := nanos(ns); got != want {
			t.Errorf("%v is %s", ns, got)
		}
	}
}

// Every chart of every report, the monthly report and twenty of somebody's own are asked, and the last row says how many that were.
func TestMiddle_SaysOfHowMany(t *testing.T) {
	want := 1 + 20
	for _, r := range query.Reports() {
		want += len(r.Charts)
	}
	if all, err := questions(2026); err != nil || len(all) != want {
		t.Errorf("%d questions, not %d: %v", len(all), want, err)
	}
	if r := middle([]float64{3, 1, 2}); !strings.Contains(r.What, "all 3,") || r.Ratio != "2.00×" {
		t.Errorf("%+v", r)
	}
}
