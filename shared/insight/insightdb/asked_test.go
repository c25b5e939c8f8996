//go:build emulator

package insightdb_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func counter(t *testing.T) insightdb.Counter {
	t.Helper()
	client, table := kit.Table(t, "InsightTable")
	return insightdb.Counter{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

var askedThen = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func asked() query.Asked {
	return query.Asked{ID: "abc", Owner: "GBA", State: query.Running, Execution: "e-1", Estimate: 500, AskedAt: askedThen, Definition: query.Definition{
		Measures: []string{"requests"}, Sides: both, Dimensions: []query.Dimension{query.Centre}, Filters: []query.Filter{{Dimension: query.Product, Values: []string{"EMS"}}},
		From: "2026-10", To: "2026-11", Compare: query.WithBefore}}
}

func TestCounter_KeepsTheFirst(t *testing.T) {
	c := counter(t)
	if _, err := c.Asked(t.Context(), "abc"); !problem.Is(err, query.UnknownSlug) {
		t.Error(err)
	}
	inside := asked()
	inside.ID, inside.Drill = "abd", &query.Drill{Definition: inside.Definition, Keys: []string{"GBA-DON"}, Measure: "requests", Of: query.Part}
	if kept, err := c.Keep(t.Context(), inside, askedThen.Add(time.Hour)); err != nil || !kept {
		t.Fatal(kept, err)
	}
	if got, err := c.Asked(t.Context(), "abd"); err != nil || cmp.Diff(inside, got) != "" {
		t.Error(err, cmp.Diff(inside, got))
	}
	second := asked()
	second.Execution = "e-2"
	for i, a := range []query.Asked{asked(), second} {
		if kept, err := c.Keep(t.Context(), a, askedThen.Add(time.Hour)); err != nil || kept != (i == 0) {
			t.Fatal(kept, err)
		}
	}
	got, err := c.Asked(t.Context(), "abc")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(asked(), got); d != "" {
		t.Error(d)
	}
}

func TestCounter_SpendsUpToTheLimitAndSettlesOnce(t *testing.T) {
	c := counter(t)
	spend := func(n int64) error { return c.Spend(t.Context(), "GBA", "2026-11-26", n, 1000) }
	if err := errors.Join(spend(500), spend(500)); err != nil {
		t.Fatal(err)
	}
	if err := spend(1); !errors.Is(err, query.ErrSpent) {
		t.Error(err)
	}
	if _, err := c.Keep(t.Context(), asked(), askedThen.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	done := asked()
	done.State, done.Scanned = query.Done, 30
	for range 2 {
		if err := c.Settle(t.Context(), done); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := c.Spent(t.Context(), "GBA", "2026-11-26"); err != nil || n != 530 {
		t.Errorf("spent %d, %v", n, err)
	}
	if got, err := c.Asked(t.Context(), "abc"); err != nil || got.State != query.Done || got.Scanned != 30 {
		t.Errorf("%+v, %v", got, err)
	}
	for _, other := range [][2]string{{"DEA", "2026-11-26"}, {"GBA", "2026-11-27"}} {
		if n, err := c.Spent(t.Context(), principal.OperatorCode(other[0]), other[1]); err != nil || n != 0 {
			t.Errorf("%v spent %d, %v", other, n, err)
		}
	}
}

// The budgets of docs/data-model.md, and the keys.
func TestCounter_Capacity(t *testing.T) {
	c := counter(t)
	steps := []struct {
		name   string
		do     func() error
		budget float64
	}{
		{"spend", func() error { return c.Spend(t.Context(), "GBA", "2026-11-26", 500, 1000) }, 1},
		{"keep", func() error { _, err := c.Keep(t.Context(), asked(), askedThen.Add(time.Hour)); return err }, 1},
		{"find", func() error { _, err := c.Asked(t.Context(), "abc"); return err }, 1},
		{"settle", func() error { a := asked(); a.State = query.Done; return c.Settle(t.Context(), a) }, 4},
		{"spent", func() error { _, err := c.Spent(t.Context(), "GBA", "2026-11-26"); return err }, 0.5},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			t.Fatal(s.name, err)
		}
		if used := c.Meter.Reset(); used > s.budget {
			t.Errorf("%s: %.1f units, %.1f budgeted", s.name, used, s.budget)
		}
	}
	out, err := c.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &c.Table})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range out.Items {
		if item["expiresAt"] == nil {
			t.Errorf("%v is kept for ever", item["PK"])
		}
	}
	if len(out.Items) != 2 {
		t.Errorf("%d items", len(out.Items))
	}
}

func TestPartitions_Bytes_AreThoseOfTheMonths(t *testing.T) {
	client, bucket := kit.Bucket(t)
	for key, size := range map[string]int{"facts/fact=event/month=2026-09/a": 1, "facts/fact=event/month=2026-10/a": 10, "facts/fact=event/month=2026-10/b": 20,
		"facts/fact=event/month=2026-11/a": 100, "facts/fact=event/month=2026-12/a": 1000, "facts/fact=step/month=2026-10/a": 10000} {
		if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: bytes.NewReader(make([]byte, size))}); err != nil {
			t.Fatal(err)
		}
	}
	p := insightdb.Partitions{Client: client, Bucket: bucket}
	for _, c := range []struct {
		fact  string
		spans []query.Span
		want  int64
	}{
		{"event", []query.Span{{From: "2026-10", To: "2026-10"}}, 30},
		{"event", []query.Span{{From: "2026-10", To: "2026-11"}}, 130},
		{"event", []query.Span{{From: "2026-11", To: "2026-11"}, {From: "2026-09", To: "2026-09"}}, 101},
		{"step", []query.Span{{From: "2026-01", To: "2026-12"}}, 10000},
		{"event", []query.Span{{From: "2027-01", To: "2027-12"}}, 0},
	} {
		if got, err := p.Bytes(t.Context(), c.fact, c.spans); err != nil || got != c.want {
			t.Errorf("%s of %v: %d, want %d (%v)", c.fact, c.spans, got, c.want, err)
		}
	}
}
