package calendar_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

// The bare baselines of the same run: adding a duration, which is what a due time without working hours would cost, and the rule applied
// minute by minute, which is what the engine replaces.

func BenchmarkBaseline_TimeAdd(b *testing.B) {
	start, sum := at("2026-03-27T09:00:00Z"), int64(0)
	for b.Loop() {
		sum += start.Add(12 * time.Hour).UnixNano()
	}
	_ = sum
}

func BenchmarkBaseline_MinuteByMinute_12h(b *testing.B) {
	rule, start := newOracle(brussels), at("2026-03-27T09:00:00Z")
	for b.Loop() {
		if _, ok := rule.due(start, 720, nil, 1<<30); !ok {
			b.Fatal("no due time")
		}
	}
}

func BenchmarkDue_12h(b *testing.B)  { benchmarkDue(b, 12*time.Hour, nil) }
func BenchmarkDue_160h(b *testing.B) { benchmarkDue(b, 160*time.Hour, nil) }
func BenchmarkDue_160h_TwoPauses(b *testing.B) {
	benchmarkDue(b, 160*time.Hour, []calendar.Interval{
		{From: at("2026-03-30T08:00:00Z"), To: at("2026-04-01T09:00:00Z")}, {From: at("2026-04-07T08:00:00Z"), To: at("2026-04-10T09:00:00Z")}})
}

func benchmarkDue(b *testing.B, target time.Duration, pauses []calendar.Interval) {
	cal, start := compiled(b, brussels), at("2026-03-27T09:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cal.Due(start, target, pauses); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkElapsed_FiveYears(b *testing.B) {
	cal, from, to := compiled(b, brussels), at("2026-01-01T00:00:00Z"), at("2031-01-01T00:00:00Z")
	b.ReportAllocs()
	for b.Loop() {
		if cal.Elapsed(from, to, nil) == 0 {
			b.Fatal("nothing")
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := brussels.Compile(); err != nil {
			b.Fatal(err)
		}
	}
}
