package insight_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// keys has a key for each operator and year until it ends.
type keys struct{ err error }

func (k keys) Key(_ context.Context, key insight.AgentKey, now time.Time) ([]byte, error) {
	if k.err != nil || !now.Before(key.Ends()) {
		return nil, k.err
	}
	return fmt.Append(nil, key), nil
}

func TestFactsOf_OnlyWhatAPersonDidHasAnAgent_AndOnlyTheHappening(t *testing.T) {
	now := at(t, "2026-12-01T00:00:00Z")
	for name, c := range map[string]struct {
		change func(*insight.Told)
		want   bool
	}{
		"a person":                     {func(*insight.Told) {}, true},
		"a system of the post":         {func(d *insight.Told) { d.ActorKind, d.Subject = "machine", "key-q2w3" }, false},
		"the system":                   {func(d *insight.Told) { d.ActorKind, d.ActorCentre = "system", "" }, false},
		"what it answers for them":     {func(d *insight.Told) { d.ActorKind = "automatic" }, false},
		"somebody of no call centre":   {func(d *insight.Told) { d.ActorCentre = "" }, false},
		"somebody nobody knows":        {func(d *insight.Told) { d.Subject = "" }, false},
		"in a year whose key is gone":  {func(d *insight.Told) { d.At = at(t, "2025-12-31T23:59:59Z") }, false},
		"in a year whose key is there": {func(d *insight.Told) { d.At = at(t, "2026-01-01T00:00:00Z") }, true},
	} {
		told := insight.Told{Happening: reply(t), Subject: "bruno"}
		c.change(&told)
		facts, err := insight.FactsOf(t.Context(), keys{}, told, now)
		if err != nil || (facts[0].Agent != "") != c.want {
			t.Errorf("%s: agent %q, %v", name, facts[0].Agent, err)
		}
		if facts[1].Fact != insight.FactStep || facts[1].Agent != "" {
			t.Errorf("%s: the step of %q: what comes late is nobody's by name", name, facts[1].Agent)
		}
	}
	if _, err := insight.FactsOf(t.Context(), keys{errors.New("no")}, insight.Told{Happening: reply(t), Subject: "bruno"}, now); err == nil {
		t.Error("a key that cannot be read must not lose the agent")
	}
}

func TestPseudonym_IsTheSameInAYearOfAnOperatorAndNowhereElse(t *testing.T) {
	name := func(operator string, year int, subject string) string {
		return insight.Pseudonym(fmt.Append(nil, operator, year), subject)
	}
	bruno := name("DEA", 2026, "bruno")
	if len(bruno) != 16 || bruno != name("DEA", 2026, "bruno") {
		t.Error(bruno)
	}
	for _, other := range []string{name("DEA", 2027, "bruno"), name("GBA", 2026, "bruno"), name("DEA", 2026, "doris")} {
		if other == bruno {
			t.Error("the same pseudonym for another", other)
		}
	}
}

func TestAgentKey_EndsThreeMonthsAfterItsYear_AndFactsForgetAgentsAfterFifteenMonths(t *testing.T) {
	if end := (insight.AgentKey{Operator: "DEA", Year: 2026}).Ends(); !end.Equal(at(t, "2027-04-01T00:00:00Z")) {
		t.Error(end)
	}
	for now, want := range map[string]insight.Month{"2027-04-16T04:00:00Z": "2025-12", "2026-12-16T04:00:00Z": "2025-08"} {
		if m := insight.ForgetsAgents(at(t, now)); m != want {
			t.Errorf("the run of %s forgets %s, not %s", now, m, want)
		}
	}
}
