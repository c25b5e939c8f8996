//go:build emulator

package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// Every predefined report and every question of the bench is answered on a small year as on its own files, and reads those only. What is counted
// is what was written.
func TestInsights_AskOnASmallYear(t *testing.T) {
	dir := t.TempDir()
	w, err := small.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := startDuck(context.Background(), "../..", dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.stop(); err != nil {
			t.Error(err)
		}
	})
	all, err := questions(small.Year)
	if err != nil {
		t.Fatal(err)
	}
	subjects, err := aboutSubjects(small.Year)
	if err != nil {
		t.Fatal(err)
	}
	if len(subjects) < 2*6*len(query.Reports()) {
		t.Errorf("%d charts about other subjects", len(subjects))
	}
	var few []question // the others say the same about the bench
	for _, q := range subjects {
		if strings.HasPrefix(q.name, "report on-time of ") {
			few = append(few, q)
		}
	}
	nothing, err := d.ask(query.OfMonth("2025-11"), nil) // of a month without facts only the ends of all files are read
	if err != nil {
		t.Fatal(err)
	}
	seen, own := 0, 0
	if err := askAll(d, append(all, few...), 1, func(a asked) {
		seen++
		if a.table.Read > a.bare.Read+nothing.Read {
			t.Errorf("%s: %d bytes are read, of its own files %d and of the ends of all %d", a.name, a.table.Read, a.bare.Read, nothing.Read)
		}
		if strings.HasPrefix(a.name, "own: ") {
			own++
		}
		if len(a.table.Rows) == 0 {
			t.Errorf("%s: nothing is there", a.name)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if own != 20 || seen != len(all)+len(few) || len(few) < 6 {
		t.Errorf("%d questions, %d of one's own", seen, own)
	}

	s, err := query.Compile(query.Definition{Measures: []string{"requests"}, Sides: []insight.Side{insight.Requester}, Dimensions: []query.Dimension{query.Month}, From: "2026-01", To: "2026-12"},
		query.Viewer{Network: true}, time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := d.ask(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Read(answer.Rows)
	if err != nil || len(result.Rows) != len(w.Sent) {
		t.Fatal(result, err)
	}
	for _, row := range result.Rows {
		if month := insight.Month(row.Keys[0]); row.Counts.Requests != w.Sent[month] {
			t.Errorf("%s: %d requests are counted, %d were sent", month, row.Counts.Requests, w.Sent[month])
		}
	}
}

// A month's report reads its own three files, and of the others no more than their ends, where Parquet says what is in a file.
func TestInsights_AMonthsReportReadsItsOwnPartitions(t *testing.T) {
	dir := t.TempDir()
	w, err := (year{Seed: 7, Inquiries: 40_000, Year: 2026}).Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := startDuck(context.Background(), "../..", dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.stop(); err != nil {
			t.Error(err)
		}
	})
	statement := query.OfMonth("2026-11")
	files, size, err := d.files(statement)
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	read := func(m insight.Month) int64 {
		var got answered
		for range 2 { // the first time it reads its libraries too
			if got, err = d.ask(query.OfMonth(m), nil); err != nil {
				t.Fatal(err)
			}
		}
		return got.Read
	}
	ends, month := read("2025-11"), read("2026-11") // of a month that has no facts only the ends of all files are read
	t.Logf("%d bytes are read for nothing, %d for the month, which has %d of the %d of the year", ends, month, size, w.Bytes)
	if month-ends > size || month-ends < size/20 || w.Bytes < 5*size {
		t.Errorf("a month's report reads %d bytes, of which %d for nothing; its partitions have %d, the year %d", month, ends, size, w.Bytes)
	}
}
