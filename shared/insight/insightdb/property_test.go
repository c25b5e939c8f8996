//go:build emulator

package insightdb_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// seed makes the random month the same at every run.
const seed = 20261122

// random is a month of happenings that make no sense and must be counted all the same.
func random(n int) []insight.Happening {
	r := rand.New(rand.NewPCG(seed, 1))
	centres := []principal.CentreID{"GBA-DON", "GBA-BEL", "DEA-BON", "DEA-KLN", "FRA-PAR", ""}
	kinds := []string{"drafted", "sent", "routed", "opened", "replied", "returned", "supplemented", "read", "overdue", "escalated", "rejected", "readdressed", "closed"}
	maybe := func() *int {
		if r.IntN(3) == 0 {
			return nil
		}
		m := r.IntN(2000)
		return &m
	}
	start := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	out := make([]insight.Happening, n)
	for i := range out {
		from, to := centres[r.IntN(len(centres)-1)], centres[r.IntN(len(centres))]
		h := insight.Happening{EventID: fmt.Sprintf("I%d#%d", r.IntN(n/4), i), Kind: kinds[r.IntN(len(kinds))], Level: 1 + r.IntN(2),
			At: start.Add(time.Duration(r.IntN(52*24*3600)) * time.Second), DueAt: start.Add(time.Duration(r.IntN(52*24*3600)) * time.Second),
			RequesterOperator: from.Operator(), RequesterCentre: from, ReplierOperator: cmp.Or(to.Operator(), "DEA"), ReplierCentre: to,
			ReplyClass: []string{"", "C", "I", "N"}[r.IntN(4)], WorkingMinutes: maybe(), OpenMinutes: maybe(), AnswerMinutes: maybe(), WaitingMinutes: maybe(),
			ActorKind: []string{"agent", "automatic", "system"}[r.IntN(3)], ActorCentre: []principal.CentreID{from, to, to, centres[r.IntN(len(centres))]}[r.IntN(4)]}
		if r.IntN(4) > 0 {
			h.ClosedDays = new(r.IntN(30))
		}
		if r.IntN(3) > 0 {
			h.Repeated = new(r.IntN(4) == 0)
		}
		h.InquiryID = fmt.Sprintf("I%d", r.IntN(n/4))
		if r.IntN(3) == 0 {
			onTime := r.IntN(2) == 0
			h.OnTime = &onTime
		}
		h.Ahead = insight.Ahead{Requester: i%3 - 1, Replier: i%2 - 1, RequesterDue: i % 2, ReplierDue: i%3 - 1}
		out[i] = h
	}
	return out
}

// count is the compiled month in another language, written from docs/metrics.md: operator by operator, never centre by centre.
func count(facts []insight.Fact, m insight.Month, op principal.OperatorCode) (f insight.Figures) {
	seen := map[string]bool{}
	answered := map[string]time.Time{}
	var events, steps []insight.Fact
	for _, x := range facts {
		if x.Month != m || seen[x.FactID] {
			continue
		}
		seen[x.FactID] = true
		if x.Fact == insight.FactStep {
			steps = append(steps, x)
			continue
		}
		events = append(events, x)
		if slices.Contains([]string{"replied", "returned", "closed", "escalated", "readdressed"}, x.Kind) && time.Time(x.At).After(answered[x.InquiryID]) {
			answered[x.InquiryID] = time.Time(x.At)
		}
	}
	for _, side := range []insight.Side{insight.Replier, insight.Requester} {
		c := f.Of(side)
		mine := func(x insight.Fact) bool {
			return side == insight.Replier && x.ReplierOperator == op || side == insight.Requester && x.RequesterOperator == op
		}
		requested, looked := []string{"routed", "readdressed"}, "opened"
		if side == insight.Requester {
			requested, looked = []string{"sent"}, "read"
		}
		for _, x := range events {
			if !mine(x) {
				continue
			}
			if slices.Contains(requested, x.Kind) {
				c.Requests++
				if x.Repeated != nil {
					c.RepeatsKnown++
					if *x.Repeated {
						c.Repeated++
					}
				}
			}
			if own := map[insight.Side]principal.CentreID{insight.Replier: x.ReplierCentre, insight.Requester: x.RequesterCentre}[side]; x.ActorKind == "agent" && own != "" && x.ActingCentre == own {
				c.Handled++
			}
			switch x.Kind {
			case "rejected":
				c.Rejected++
			case "escalated":
				c.Escalated++
			case "supplemented":
				c.WaitsTimed, c.WaitingMinutes = timed(c.WaitsTimed, c.WaitingMinutes, x.WaitingMinutes)
			case looked:
				c.Opened++
				c.OpensTimed, c.OpenMinutes = timed(c.OpensTimed, c.OpenMinutes, x.OpenMinutes)
			case "replied", "returned":
				c.Replies++
				c.RepliesTimed, c.ReplyMinutes = timed(c.RepliesTimed, c.ReplyMinutes, x.WorkingMinutes)
				c.AnswersTimed, c.AnswerMinutes = timed(c.AnswersTimed, c.AnswerMinutes, x.AnswerMinutes)
				if x.Kind == "returned" {
					c.Returned++
				} else if x.ReplyClass == "C" {
					c.Conclusive++
				}
				if x.ActorKind == "automatic" {
					c.Automatic++
					c.AutomaticTimed, c.AutomaticMinutes = timed(c.AutomaticTimed, c.AutomaticMinutes, x.WorkingMinutes)
				}
			case "closed":
				c.Closed++
				if *x.FirstLevel {
					c.ClosedFirstLevel++
				}
				if x.ClosedDays != nil {
					c.ClosedTimed++
					if *x.ClosedDays <= 15 {
						c.ClosedInTime++
					}
				}
			}
		}
		for _, x := range steps {
			if !mine(x) {
				continue
			}
			c.Due++
			if *x.OnTime {
				c.OnTime++
			}
			if x.ActorKind == "automatic" {
				c.AutomaticDue++
				if *x.OnTime {
					c.AutomaticOnTime++
				}
			}
			if x.Kind == "overdue" && answered[x.InquiryID].Before(time.Time(x.At)) {
				c.Outstanding++
			}
		}
	}
	return f
}

// timed adds one more measurement, if there is one.
func timed(n, sum int, minutes *int) (int, int) {
	if minutes == nil {
		return n, sum
	}
	return n + 1, sum + *minutes
}

func TestMonth_CentresAddUpToWhatTheOperatorsFactsSay(t *testing.T) {
	stream, athena := lake(t)
	var facts []insight.Fact
	for _, h := range random(800) {
		facts = append(facts, insight.FactOf(h)...)
	}
	delivered := append(slices.Clone(facts), facts[:200]...) // some twice, in another batch
	if err := stream.Put(t.Context(), delivered...); err != nil {
		t.Fatal(err)
	}
	arrived(t, athena, delivered...)
	months := []insight.Month{"2026-10", "2026-11", "2026-12"}
	for _, m := range months {
		lines, err := athena.Month(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		var network insight.Figures
		for _, r := range insight.Build(m, lines, nil) {
			want := count(facts, m, r.Operator)
			if r.Operator == insight.Network {
				want = network
			}
			if d := godiff.Diff(want, r.Total); d != "" {
				t.Errorf("%s of %s: the facts (-) and the report (+)\n%s", r.Operator, m, d)
			}
			network.Add(want)
		}
		if network.AsReplier.Due == 0 || network.AsReplier.Due != network.AsRequester.Due {
			t.Errorf("%s: %d due to repliers, %d to requesters", m, network.AsReplier.Due, network.AsRequester.Due)
		}
	}
}
