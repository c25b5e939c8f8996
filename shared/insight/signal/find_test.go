package signal_test

import (
	"math"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// past is GBA's history: fifty replies a week from DEA and FRA each, on EMS and PPR; from week 16 on DEA's on EMS wait ten hours longer to be opened.
func past(weeks int) *signal.History {
	h := &signal.History{Operator: "GBA"}
	for i := range weeks {
		w := first.Plus(i)
		var cells []signal.Cell
		for _, partner := range []string{"DEA", "FRA"} {
			for _, product := range []string{"EMS", "PPR"} {
				minutes, jitter := 360, 10*(i%3)
				if partner == "DEA" && product == "EMS" && i >= 16 {
					minutes += 600
				}
				cells = append(cells, signal.Cell{Week: w, Side: insight.Requester, Centre: "GBA-DON", Partner: principal.OperatorCode(partner), Product: product,
					Counts: insight.Counts{Requests: 25, Due: 25, OnTime: 24, RepliesTimed: 25, ReplyMinutes: 25 * (minutes + jitter), AnswersTimed: 25, AnswerMinutes: 25 * 240}})
			}
		}
		h.Put(w, cells, w.End().Add(30*time.Hour))
	}
	return h
}

func TestFind_SaysWhatSinceWhenAndWhere(t *testing.T) {
	h := past(19)
	var link *signal.Signal
	for _, s := range signal.Find(h) {
		if s.Metric != "time-to-reply" || s.Side != insight.Requester || !s.Above || s.Verdict != signal.Worse || s.Since != first.Plus(16) || s.Reason != signal.Open {
			t.Errorf("%s %s %s since %s", s.Subject, s.Side, s.Metric, s.Since)
		}
		if s.Subject.String() == "link:DEA" {
			link = &s
		}
		if (s.Subject.About == signal.Operator) != (s.Within == "") {
			t.Errorf("%s is within %q", s.Subject, s.Within)
		}
	}
	if link == nil {
		t.Fatal("DEA's replies are no signal")
	}
	if math.Round(link.Value) != 670 || math.Round(link.Expected) != 370 || link.Weeks != 3 || link.Whole != 150 || len(link.Weekly) != 15 {
		t.Errorf("%+v", link)
	}
	want := map[string]float64{"product EMS": 1, "step opening": 1, "centre GBA-DON": 1}
	for _, w := range link.Where {
		if math.Abs(want[w.By+" "+w.Name]-w.Part) > 0.01 {
			t.Errorf("%+v", w)
		}
		delete(want, w.By+" "+w.Name)
	}
	if len(want) > 0 {
		t.Errorf("not named: %v", want)
	}
}

// Found again with another week, or counted again, it is the same signal.
func TestFind_AgainIsTheSame(t *testing.T) {
	h := past(19)
	before := signal.Find(h)
	again := past(19)
	for i := range 19 {
		var cells []signal.Cell
		for _, c := range past(19).Cells {
			if c.Week == first.Plus(18-i) {
				cells = append(cells, c)
			}
		}
		again.Put(first.Plus(18-i), cells, first.Plus(30).Start())
	}
	after := signal.Find(again)
	if len(before) == 0 || len(before) != len(after) {
		t.Fatalf("%d and %d", len(before), len(after))
	}
	for i := range before {
		if before[i].ID != after[i].ID || before[i].Value != after[i].Value {
			t.Errorf("%s, %s", before[i].ID, after[i].ID)
		}
	}
	if later := signal.Find(past(20)); later[0].ID != before[0].ID || later[0].Weeks != before[0].Weeks+1 {
		t.Errorf("%+v", later[0])
	}
}

// What is outstanding in a week that was counted long after it is not what was outstanding then.
func TestFind_OutstandingIsComparedAsItWas(t *testing.T) {
	of := func(late time.Duration) int {
		h := &signal.History{Operator: "GBA"}
		for i := range 14 {
			w, n := first.Plus(i), 0
			if i >= 12 {
				n = 30
			}
			counted := w.End().Add(30 * time.Hour)
			if i < 12 {
				counted = counted.Add(late)
			}
			h.Put(w, []signal.Cell{{Week: w, Side: insight.Replier, Partner: "DEA", Product: "EMS", Counts: insight.Counts{Outstanding: n}}}, counted)
		}
		return len(signal.Find(h))
	}
	if of(0) == 0 || of(30*24*time.Hour) != 0 {
		t.Error(of(0), of(30*24*time.Hour))
	}
}

func TestHistory_ForgetsWhatIsOld(t *testing.T) {
	h := past(signal.Kept + 5)
	if len(h.Counted) != signal.Kept || h.Cells[0].Week != first.Plus(5) {
		t.Errorf("%d weeks from %s", len(h.Counted), h.Cells[0].Week)
	}
}
