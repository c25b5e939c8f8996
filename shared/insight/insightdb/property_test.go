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
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// seed makes the random month the same at every run.
const seed = 20261122

// random is a month of happenings that make no sense and must be counted all the same.
func random(n int) []insight.Happening {
	r, of := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, 3))
	centres := []principal.CentreID{"GBA-DON", "GBA-BEL", "DEA-BON", "DEA-KLN", "FRA-PAR", ""}
	kinds := []string{"drafted", "sent", "routed", "opened", "replied", "returned", "supplemented", "read", "overdue", "escalated", "rejected", "readdressed", "closed", "carried"}
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
			ReplyClass: []string{"", "C", "I", "N"}[r.IntN(4)], WorkingMinutes: maybe(), OpenMinutes: maybe(), AnswerMinutes: maybe(), QueueMinutes: maybe(), WaitingMinutes: maybe(),
			ActorKind: []string{"agent", "automatic", "system"}[r.IntN(3)], ActorCentre: []principal.CentreID{from, to, to, centres[r.IntN(len(centres))]}[r.IntN(4)]}
		if r.IntN(4) > 0 {
			h.ClosedDays = new(r.IntN(30))
		}
		if r.IntN(4) == 0 {
			h.Outlived = new(i%2 == 0)
		}
		if r.IntN(3) > 0 {
			h.Repeated = new(r.IntN(4) == 0)
		}
		h.InquiryID = fmt.Sprintf("I%d", r.IntN(n/4))
		if r.IntN(3) == 0 {
			onTime := r.IntN(2) == 0
			h.OnTime = &onTime
		}
		h.Product, h.Workflow, h.ReplyCode = []string{"EMS", "PPR", "PRG", ""}[of.IntN(4)], []string{"WII", "WIN"}[of.IntN(2)], []string{"DLV", "TRN", "INC", ""}[of.IntN(4)]
		h.Urgent = of.IntN(3) == 0
		if of.IntN(4) > 0 { // otherwise nobody knows
			h.Hour, h.Weekday = new(of.IntN(24)), new(1+of.IntN(7))
		}
		if h.Kind == "carried" || i%7 == 0 { // the first of a month, or of two
			h.Carried = 1 + i%2
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
	f = travelledIn(facts, op, m)
	for _, x := range facts {
		if x.Month != m || seen[x.FactID] || x.Fact == insight.FactTraffic {
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
			if x.Outlived != nil && *x.Outlived || x.Outlived == nil && x.Kind == "closed" && x.ClosedDays != nil && *x.ClosedDays > 15 {
				c.Outlived++
			}
			switch x.Kind {
			case "routed", "readdressed":
				c.ArrivalsTimed, c.QueueMinutes = timed(c.ArrivalsTimed, c.QueueMinutes, x.QueueMinutes)
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
				if x.WorkingMinutes != nil && x.AnswerMinutes != nil {
					c.UnopenedMinutes += *x.WorkingMinutes - *x.AnswerMinutes
				}
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
			if (x.Kind == "overdue" || x.Kind == "carried") && answered[x.InquiryID].Before(time.Time(x.At)) {
				c.Outstanding++
			}
			if x.Kind == "carried" {
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
		}
	}
	return f
}

// randomTraffic is told again and again: each link in several versions, of which the last counts.
func randomTraffic(n int) (facts []insight.Fact) {
	r := rand.New(rand.NewPCG(seed, 4))
	posts := []principal.OperatorCode{"GBA", "DEA", "FRA"}
	for range n {
		from := r.IntN(len(posts))
		items := r.IntN(1000)
		told := insight.Traffic{Month: []insight.Month{"2026-10", "2026-11", "2026-12"}[r.IntN(3)], Origin: posts[from], Destination: posts[(from+1+r.IntN(len(posts)-1))%len(posts)],
			Product: []string{"EMS", "PPR", "REG"}[r.IntN(3)], Items: items, PreAdvised: r.IntN(items + 1)}
		facts = append(facts, told.FactOf(int64(len(facts))))
	}
	return facts
}

// travelledIn adds up the items of a post, "" for all, in some months, as replier and as requester: of each link what was told last.
func travelledIn(facts []insight.Fact, op principal.OperatorCode, months ...insight.Month) (f insight.Figures) {
	last := map[string]insight.Fact{}
	for _, x := range facts {
		if x.Fact == insight.FactTraffic && slices.Contains(months, x.Month) && x.Version >= last[x.FactID].Version {
			last[x.FactID] = x
		}
	}
	for _, x := range last {
		if op == "" || x.ReplierOperator == op {
			f.AsReplier.Items, f.AsReplier.PreAdvised = f.AsReplier.Items+*x.Items, f.AsReplier.PreAdvised+*x.PreAdvised
		}
		if op == "" || x.RequesterOperator == op {
			f.AsRequester.Items, f.AsRequester.PreAdvised = f.AsRequester.Items+*x.Items, f.AsRequester.PreAdvised+*x.PreAdvised
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
	facts = append(facts, randomTraffic(300)...)
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

// The breakdown of all figures by each dimension adds up to their total, and so do some by two; what the operators see adds up to what the network sees.
func TestAnswer_AnyBreakdownAddsUpToItsTotal(t *testing.T) {
	facts := factsOf(random(800))
	athena := putFacts(t, append(slices.Clone(facts), randomTraffic(300)...))
	dims := []query.Dimension{query.Side, query.Operator, query.Centre, query.Partner, query.PartnerCentre, query.Product, query.Workflow, query.Level, query.ReplyCode,
		query.ReplyClass, query.Actor, query.Urgent, query.Month, query.Week, query.Day, query.LocalDay, query.Weekday, query.Hour}
	r := rand.New(rand.NewPCG(seed, 2))
	by := func(dims []query.Dimension) (breakdowns [][]query.Dimension) {
		for _, dim := range dims {
			breakdowns = append(breakdowns, []query.Dimension{dim})
		}
		for range 4 {
			two := r.Perm(len(dims))
			breakdowns = append(breakdowns, []query.Dimension{dims[two[0]], dims[two[1]]})
		}
		return breakdowns
	}
	all, known := by(dims), by([]query.Dimension{query.Side, query.Operator, query.Partner, query.Product, query.Month}) // the latter of items
	codes, ofItems := byItems()
	for _, measures := range append(slices.Collect(slices.Chunk(codes, 12)), ofItems) {
		breakdowns := all
		if &measures[0] == &ofItems[0] {
			breakdowns = known
		}
		d := query.Definition{Measures: measures, Sides: both, From: "2026-10", To: "2026-12"}
		whole := answer(t, athena, d, network)
		for _, code := range measures {
			m, _ := query.Metric(code)
			for _, needed := range m.Needs() {
				if counted := whole.Total.Counts; *needed.Of(&counted) == 0 {
					t.Errorf("the month has no %s: it tries nothing of %s", needed.Column, code)
				}
			}
		}
		for _, dimensions := range breakdowns {
			broken := d
			broken.Dimensions = dimensions
			got := answer(t, athena, broken, network)
			if got.Truncated || got.Total.Counts != whole.Total.Counts {
				t.Errorf("%v by %v:\n%s", measures, dimensions, godiff.Diff(whole.Total.Counts, got.Total.Counts))
			}
			if len(got.Rows) < 2 {
				t.Errorf("%v by %v has %d group: it tries nothing", measures, dimensions, len(got.Rows))
			}
		}
		for i, sides := range [][]insight.Side{both, both[:1], both[1:]} {
			one := d
			if one.Sides = sides; i > 0 && &measures[0] != &ofItems[0] {
				one.Filters = []query.Filter{{Dimension: query.Level, Values: []string{"1"}}}
			}
			all := answer(t, athena, one, network).Total.Counts
			var parts insight.Figures
			for _, operator := range []principal.OperatorCode{"GBA", "DEA", "FRA"} {
				parts.Add(insight.Figures{AsReplier: answer(t, athena, one, query.Viewer{Operator: operator}).Total.Counts})
			}
			if parts.AsReplier != all {
				t.Errorf("%v of %v: the operators' parts (-) and the network's whole (+)\n%s", measures, sides, godiff.Diff(parts.AsReplier, all))
			}
		}
	}
	items := answer(t, athena, query.Definition{Measures: []string{"inquiry-rate"}, Sides: both[:1], From: "2026-10", To: "2026-12"}, network).Total.Counts
	if want := travelledIn(randomTraffic(300), "", "2026-10", "2026-11", "2026-12"); items.Items != want.AsReplier.Items || items.PreAdvised != want.AsReplier.PreAdvised || items.Items == 0 {
		t.Errorf("%d items and %d pre-advised are counted, told were %+v", items.Items, items.PreAdvised, want.AsReplier)
	}
	agents(t, athena, facts)
	partners(t, athena)
}

// byItems parts the metrics by what they are counted of: inquiries and steps, and items.
func byItems() (codes, ofItems []string) {
	for _, m := range insight.Metrics {
		if query.CountedOfItems(m) {
			ofItems = append(ofItems, m.Code)
		} else {
			codes = append(codes, m.Code)
		}
	}
	return codes, ofItems
}
