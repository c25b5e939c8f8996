package insight_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// past is a history in parts, of which some are told twice.
type past struct {
	parts [][]string
	fails int // reads until one fails
}

func (p *past) Notices(_ context.Context, position string, yield func(notice, subject string) error) (string, error) {
	if p.fails--; p.fails == 0 {
		return "", errors.New("no")
	}
	n, _ := strconv.Atoi(position)
	for _, notice := range p.parts[n] {
		if err := yield(notice, "bruno"); err != nil {
			return "", err
		}
	}
	if n+1 == len(p.parts) {
		return "end", nil
	}
	return strconv.Itoa(n + 1), nil
}

// latest keeps the latest version of each fact.
type latest map[string]insight.Fact

func (l latest) Put(_ context.Context, facts ...insight.Fact) error {
	for _, f := range facts {
		if old, there := l[f.FactID]; !there || f.Version >= old.Version {
			l[f.FactID] = f
		}
	}
	return nil
}

// Whatever happened, in however many parts it is read, and wherever the rebuild was interrupted: the facts are those that were streamed, with a
// version that wins.
func TestRebuild_MakesTheStreamedFactsAgain(t *testing.T) {
	kinds := []string{"sent", "routed", "opened", "replied", "returned", "supplemented", "overdue", "closed"}
	began := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		streamed, p := latest{}, &past{parts: [][]string{{}}, fails: rapid.IntRange(1, 12).Draw(rt, "fails")}
		for i := range rapid.IntRange(0, 20).Draw(rt, "happenings") {
			h := insight.Happening{EventID: "I#" + strconv.Itoa(i), Sequence: i, Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Level: 1, ActorKind: "agent", ActorCentre: "DEA-BON",
				At: began.Add(-time.Duration(rapid.IntRange(0, 1e6).Draw(rt, "ago")) * time.Minute), DueAt: began, SentAt: began.AddDate(0, -1, 0),
				Hour: new(rapid.IntRange(0, 23).Draw(rt, "hour")), AnswerMinutes: new(rapid.IntRange(0, 900).Draw(rt, "minutes"))}
			if rapid.Bool().Draw(rt, "decides") {
				h.OnTime = new(rapid.Bool().Draw(rt, "onTime"))
			}
			facts, err := insight.FactsOf(t.Context(), keys{}, insight.Told{Happening: h, Subject: "bruno"}, began)
			if err != nil {
				rt.Fatal(err)
			}
			if err := streamed.Put(t.Context(), facts...); err != nil {
				rt.Fatal(err)
			}
			text, err := json.Marshal(h)
			if err != nil {
				rt.Fatal(err)
			}
			last := len(p.parts) - 1
			p.parts[last] = append(p.parts[last], string(text))
			if rapid.IntRange(0, 3).Draw(rt, "part") == 0 {
				p.parts = append(p.parts, []string{string(text)}) // told twice, in the next part
			}
		}

		rebuilt := latest{}
		if err := rebuilt.Put(t.Context(), insight.Fact{FactID: "I#0", Version: 0, Product: "wrong before"}); err != nil {
			rt.Fatal(err)
		}
		hub := links{"2026-11": {{Month: "2026-11", Origin: "GBA", Destination: "DEA", Product: "EMS", Items: rapid.IntRange(0, 9).Draw(rt, "items")}},
			"2022-02": {{Month: "2022-02", Origin: "DEA", Destination: "GBA", Product: "PPR", Items: 4, PreAdvised: 2}}}
		b, r := insight.Rebuilder{Notices: p, Stream: rebuilt, Keys: keys{}, Traffic: hub, End: "end"}, insight.Rebuild{}
		for runs := 0; !r.Done; runs++ {
			left := rapid.IntRange(1, 3).Draw(rt, "time")
			var err error
			if r, err = b.Continue(t.Context(), r, began.Add(time.Duration(runs)*time.Hour), func() bool { left--; return left >= 0 }); err != nil && p.fails > 0 || runs > 130 {
				rt.Fatal(runs, r, err)
			}
		}
		for _, l := range slices.Concat(hub["2026-11"], hub["2022-02"]) {
			told, there := rebuilt[l.FactOf(0).FactID]
			if !there || *told.Items != l.Items || *told.PreAdvised != l.PreAdvised || told.Month != l.Month || told.Version < began.Unix() {
				rt.Fatalf("the counter has %+v, told is %+v", l, told)
			}
			delete(rebuilt, told.FactID)
		}
		if len(streamed) == 0 {
			return
		}
		for id, f := range rebuilt {
			if f.Version != began.Unix() {
				rt.Fatalf("%s has version %d", id, f.Version)
			}
			f.Version = 0
			rebuilt[id] = f
		}
		stamps := cmp.Comparer(func(a, b insight.Stamp) bool { return time.Time(a).Equal(time.Time(b)) })
		if d := cmp.Diff(streamed, rebuilt, stamps); d != "" {
			rt.Fatalf("streamed (-) and rebuilt (+):\n%s", d)
		}
	})
}
