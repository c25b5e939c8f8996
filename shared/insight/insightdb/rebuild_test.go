//go:build emulator

package insightdb_test

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// history is notices in parts of a hundred.
type history []string

const part = 100

func (h history) Notices(_ context.Context, position string, yield func(notice, subject string) error) (string, error) {
	from, _ := strconv.Atoi(position)
	to := min(from+part, len(h))
	for _, notice := range h[from:to] {
		if err := yield(notice, ""); err != nil {
			return "", err
		}
	}
	if to == len(h) {
		return "end", nil
	}
	return strconv.Itoa(to), nil
}

// Making all facts again, in runs that are cut off, changes no figure.
func TestRebuild_FiguresAreWhatTheyWere(t *testing.T) {
	stream, athena := lake(t)
	var facts []insight.Fact
	var notices history
	for _, h := range random(400) {
		text, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		notices = append(notices, string(text))
		facts = append(facts, insight.FactOf(h)...)
	}
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	arrived(t, athena, facts...)
	codes, _ := byItems()                    // items are no happenings: what tells them is tried in traffic's own test
	figures := func() (out []query.Result) { // every metric
		for measures := range slices.Chunk(codes, 12) {
			out = append(out, answer(t, athena, query.Definition{Measures: measures, Sides: both, Dimensions: []query.Dimension{query.Side, query.Operator, query.Month, query.Centre}, From: "2026-10", To: "2026-12"}, network))
		}
		return out
	}
	before := figures()

	r := insight.Rebuild{}
	keeper := insight.Rebuilder{Notices: notices, Stream: stream, Traffic: nothing{}, End: "end"}
	runs := 0
	for ; !r.Done; runs++ {
		left := 2
		var err error
		if r, err = keeper.Continue(t.Context(), r, later, func() bool { left--; return left >= 0 }); err != nil {
			t.Fatal(err)
		}
	}
	if runs < 2 || r.Facts != len(facts) || slices.ContainsFunc(before, query.Result.Empty) {
		t.Errorf("%d runs made %d facts of %d", runs, r.Facts, len(facts))
	}
	arrived(t, athena, append(again(facts, r.Version), facts...)...)
	if d := godiff.Diff(before, figures()); d != "" {
		t.Errorf("before (-) and after (+)\n%s", d)
	}
}

// again are facts as a rebuild tells them.
func again(facts []insight.Fact, version int64) []insight.Fact {
	out := slices.Clone(facts)
	for i := range out {
		out[i].Version = version
	}
	return out
}

// nothing counts no items.
type nothing struct{}

func (nothing) Traffic(context.Context, insight.Month) ([]insight.Traffic, error) { return nil, nil }
