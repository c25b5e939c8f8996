package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
)

// small is the year in little: the same code.
var small = year{Seed: 7, Inquiries: 5000, Year: 2026}

// sent counts what the files of a lake hold.
func sent(t *testing.T, root string) (requests, items map[insight.Month]int, facts int, size int64) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "facts", "fact=*", "month=*", "*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	requests, items = map[insight.Month]int{}, map[insight.Month]int{}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		size += int64(len(content))
		month := insight.Month(filepath.Base(filepath.Dir(name))[len("month="):])
		fact := filepath.Base(filepath.Dir(filepath.Dir(name)))[len("fact="):]
		if err := lakedb.Read(content, fact, month, func(f insight.Fact) error {
			facts++
			if f.Kind == insight.KindSent {
				requests[month]++
			}
			if f.Fact == insight.FactTraffic {
				items[month] += *f.Items
				if *f.PreAdvised > *f.Items || f.RequesterOperator == f.ReplierOperator || f.Product == "" {
					t.Errorf("%+v", f)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return requests, items, facts, size
}

func TestYear_IsTheSameEachTime_AndWhatItSaysItIs(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	w, err := small.Write(a)
	if err != nil {
		t.Fatal(err)
	}
	again, err := small.Write(b)
	if err != nil || !cmp.Equal(w, again) {
		t.Errorf("another year: %+v, %v", again, err)
	}
	requests, items, facts, size := sent(t, a)
	if d := cmp.Diff(w, written{Facts: facts, Bytes: size, Sent: requests, Items: items}); d != "" {
		t.Errorf("said (-) and there (+)\n%s", d)
	}
	total := 0
	for _, n := range requests {
		total += n
	}
	if total < 4990 || total > 5010 || requests["2026-01"] < requests["2026-08"] {
		t.Errorf("%d inquiries, by month %v", total, requests)
	}
	if perInquiry := float64(facts) / float64(total); perInquiry < 7 || perInquiry > 10 {
		t.Errorf("%.1f facts an inquiry", perInquiry)
	}
}
