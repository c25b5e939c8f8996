//go:build emulator

package insightdb_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// month writes happenings briefly.
type month struct {
	t   *testing.T
	out []insight.Happening
}

// one is an inquiry between two call centres.
type one struct {
	m    *month
	base insight.Happening
}

func (m *month) inquiry(id string, from, to principal.CentreID, due string) *one {
	b := insight.Happening{InquiryID: id, Product: "PPR", Workflow: "WII", Level: 1, TargetMinutes: 720,
		RequesterOperator: from.Operator(), RequesterCentre: from, ReplierOperator: to.Operator(), ReplierCentre: to}
	if to == "DEA" {
		b.ReplierCentre = ""
	}
	if due != "" {
		b.DueAt = m.at(due)
	}
	return &one{m, b}
}

func (m *month) at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", "2026-"+s)
	if err != nil {
		m.t.Fatal(err)
	}
	return t
}

// does adds what happened; with changes this one and the last reply's code and class from here on.
func (o *one) does(kind, when string, with ...func(*insight.Happening)) *one {
	h := o.base
	h.Kind, h.At = kind, o.m.at(when)
	h.EventID = h.InquiryID + "#" + kind + when
	for _, w := range with {
		w(&h)
	}
	o.base.ReplyCode, o.base.ReplyClass = h.ReplyCode, h.ReplyClass
	o.m.out = append(o.m.out, h)
	return o
}

func reply(code, class string, minutes int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.ReplyCode, h.ReplyClass, h.WorkingMinutes = code, class, &minutes }
}

func opened(minutes int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.OpenMinutes = &minutes }
}

// automatic is an answer that the system sent for the operator.
func automatic(h *insight.Happening) { h.ActorKind = "automatic" }

func decided(onTime bool) func(*insight.Happening) {
	return func(h *insight.Happening) { h.OnTime = &onTime }
}

func closedAfter(days int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.ClosedDays = &days }
}

// outlived is the first happening after the fifteen working days, or the closing of an inquiry of which that was seen before.
func outlived(first bool) func(*insight.Happening) {
	return func(h *insight.Happening) { h.Outlived = &first }
}

// carried is the first happening of a month that began while the answer was past due.
func carried(h *insight.Happening) { h.Carried = 1 }

func answeredIn(minutes int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.AnswerMinutes = &minutes }
}

// after is how many working minutes after its sending a request arrived.
func after(minutes int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.QueueMinutes = &minutes }
}

func waited(minutes int) func(*insight.Happening) {
	return func(h *insight.Happening) { h.WaitingMinutes = &minutes }
}

// by is somebody of a call centre.
func by(centre principal.CentreID) func(*insight.Happening) {
	return func(h *insight.Happening) { h.ActorKind, h.ActorCentre = "agent", centre }
}

// repeats is a request on an item about which its requester had asked before, or had not.
func repeats(before bool) func(*insight.Happening) {
	return func(h *insight.Happening) { h.Repeated = &before }
}

// november is the month computed by hand in docs/metrics.md.
func november(t *testing.T) []insight.Happening {
	t.Helper()
	m := &month{t: t}
	m.inquiry("A", "GBA-DON", "DEA-BON", "11-03 10:00").does("drafted", "11-02 08:00", by("GBA-DON")).does("sent", "11-02 09:00", by("GBA-DON"), repeats(false)).does("routed", "11-02 09:01", repeats(false), after(0)).
		does("opened", "11-02 10:01", opened(60), by("DEA-BON")).does("replied", "11-02 14:01", reply("DLV", "C", 300), decided(true), automatic, answeredIn(240)).
		does("read", "11-02 15:00", opened(45), by("GBA-DON")).does("closed", "11-03 09:00", by("GBA-DON"), closedAfter(1))
	m.inquiry("B", "GBA-DON", "DEA-BON", "12-01 10:00").does("sent", "11-27 09:00", repeats(true)).does("routed", "11-27 09:01", repeats(true), after(1)).
		does("replied", "11-30 09:00", reply("DLV", "C", 100), decided(true)).does("read", "11-30 10:00").does("closed", "11-30 23:59", closedAfter(1))
	m.inquiry("C", "GBA-BEL", "DEA-BON", "11-09 12:00").does("sent", "11-05 09:00").does("routed", "11-05 09:01").does("dueSoon", "11-06 12:00").
		does("overdue", "11-09 12:01", decided(false), func(h *insight.Happening) { n := 721; h.WorkingMinutes = &n }).
		does("replied", "11-10 09:00", reply("TRN", "I", 900)).does("read", "11-10 10:00").does("closed", "11-11 09:00", closedAfter(4))
	m.inquiry("D", "DEA-BON", "GBA-DON", "11-16 12:00").does("sent", "11-12 09:00", repeats(false)).does("routed", "11-12 09:01", repeats(false), after(1)).
		does("returned", "11-12 09:31", reply("INC", "N", 30)).does("supplemented", "11-13 09:00", waited(400)).
		does("replied", "11-13 11:50", reply("DLV", "C", 200), decided(true)).does("read", "11-14 10:00")
	m.inquiry("E", "DEA-BON", "GBA-BEL", "11-30 17:00").does("sent", "11-26 06:31", repeats(true)).does("unroutable", "11-26 06:32").does("routed", "11-26 09:01", repeats(true), after(150)).does("opened", "11-26 09:01", opened(0)).
		does("overdue", "11-30 17:01", decided(false)).does("replied", "12-01 09:00", reply("DLV", "C", 800), carried).does("escalated", "12-01 10:00")
	m.inquiry("F", "GBA-DON", "DEA", "").does("sent", "11-30 23:50").does("unroutable", "11-30 23:51")
	m.inquiry("G", "DEA-BON", "GBA-DON", "10-31 23:30").does("overdue", "11-01 00:01", decided(false), carried).does("carried", "12-01 00:00", carried)
	m.inquiry("I", "GBA-BEL", "DEA-BON", "10-30 12:00").does("carried", "11-01 00:00", carried).does("escalated", "11-04 09:00")
	m.inquiry("J", "GBA-BEL", "DEA-BON", "10-20 12:00").does("overdue", "10-20 12:01", decided(false)).does("carried", "11-01 00:00", carried).does("carried", "12-01 00:00", carried)
	h := m.inquiry("H", "GBA-BEL", "DEA-BON", "").does("rejected", "11-02 09:00")
	h.base.Level = 2
	h.does("reminded", "11-16 09:00", outlived(true)).does("reminded", "11-30 09:00").does("closed", "12-01 09:00", closedAfter(27), outlived(false))
	return m.out
}

// travelled are the items of the month as the lake is told of them; a link is told twice, what was counted later wins.
func travelled() (facts []insight.Fact) {
	const night, next = 1796094000, 1796180400 // 2026-12-01 and 02, 03:00
	for _, one := range []struct {
		insight.Traffic
		told int64
	}{
		{insight.Traffic{Month: "2026-11", Origin: "GBA", Destination: "DEA", Product: "PPR", Items: 1000, PreAdvised: 990}, next},
		{insight.Traffic{Month: "2026-11", Origin: "GBA", Destination: "DEA", Product: "PPR", Items: 900, PreAdvised: 800}, night},
		{insight.Traffic{Month: "2026-11", Origin: "GBA", Destination: "DEA", Product: "EMS", Items: 200, PreAdvised: 198}, night},
		{insight.Traffic{Month: "2026-11", Origin: "DEA", Destination: "GBA", Product: "PPR", Items: 400, PreAdvised: 300}, night},
		{insight.Traffic{Month: "2026-10", Origin: "GBA", Destination: "DEA", Product: "PPR", Items: 5000, PreAdvised: 5000}, night},
	} {
		facts = append(facts, one.FactOf(one.told))
	}
	return facts
}

func TestMonth_ComputedByHand(t *testing.T) {
	stream, athena := lake(t)
	var facts []insight.Fact
	for _, h := range november(t) {
		facts = append(facts, insight.FactOf(h)...)
		if h.InquiryID == "A" && h.Kind == insight.KindReplied { // delivered twice
			facts = append(facts, insight.FactOf(h)...)
		}
	}
	facts = append(facts, travelled()...)
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	arrived(t, athena, facts...)
	lines, err := athena.Month(t.Context(), "2026-11")
	if err != nil {
		t.Fatal(err)
	}
	want := []insight.Line{
		{Side: "replier", Operator: "DEA", Counts: insight.Counts{Items: 1200, PreAdvised: 1188}},
		{Side: "replier", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Requests: 3, Opened: 1, Replies: 3, Closed: 3, ClosedFirstLevel: 2,
			Due: 2, OnTime: 1, Outstanding: 1, ReplyMinutes: 1300, RepliesTimed: 3, OpenMinutes: 60, OpensTimed: 1,
			Automatic: 1, AutomaticDue: 1, AutomaticOnTime: 1, AutomaticMinutes: 300, AutomaticTimed: 1,
			Conclusive: 2, Rejected: 1, ClosedTimed: 3, ClosedInTime: 3, Outlived: 1, AnswerMinutes: 240, AnswersTimed: 1, QueueMinutes: 1, ArrivalsTimed: 2, UnopenedMinutes: 60, Handled: 1, RepeatsKnown: 2, Repeated: 1, Escalated: 1}},
		{Side: "replier", Operator: "GBA", Counts: insight.Counts{Items: 400, PreAdvised: 300}},
		{Side: "replier", Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Requests: 1, Opened: 1, Due: 1, Outstanding: 1, OpensTimed: 1, QueueMinutes: 150, ArrivalsTimed: 1, RepeatsKnown: 1, Repeated: 1}},
		{Side: "replier", Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 1, Replies: 2, Due: 1, OnTime: 1, Outstanding: 1, ReplyMinutes: 230, RepliesTimed: 2,
			Returned: 1, Conclusive: 1, QueueMinutes: 1, ArrivalsTimed: 1, WaitingMinutes: 400, WaitsTimed: 1, RepeatsKnown: 1}},
		{Side: "requester", Operator: "DEA", Counts: insight.Counts{Items: 400, PreAdvised: 300}},
		{Side: "requester", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Requests: 2, Opened: 1, Replies: 2, Due: 2, OnTime: 1, Outstanding: 2, ReplyMinutes: 230, RepliesTimed: 2,
			Returned: 1, Conclusive: 1, QueueMinutes: 151, ArrivalsTimed: 2, WaitingMinutes: 400, WaitsTimed: 1, RepeatsKnown: 2, Repeated: 1}},
		{Side: "requester", Operator: "GBA", Counts: insight.Counts{Items: 1200, PreAdvised: 1188}},
		{Side: "requester", Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Requests: 1, Opened: 1, Replies: 1, Closed: 1, Due: 1, Outstanding: 1, ReplyMinutes: 900, RepliesTimed: 1,
			Rejected: 1, ClosedTimed: 1, ClosedInTime: 1, Outlived: 1, Escalated: 1}},
		{Side: "requester", Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 3, Opened: 2, Replies: 2, Closed: 2, ClosedFirstLevel: 2, Due: 1, OnTime: 1, ReplyMinutes: 400, RepliesTimed: 2, OpenMinutes: 45, OpensTimed: 1,
			Automatic: 1, AutomaticDue: 1, AutomaticOnTime: 1, AutomaticMinutes: 300, AutomaticTimed: 1,
			Conclusive: 2, ClosedTimed: 2, ClosedInTime: 2, AnswerMinutes: 240, AnswersTimed: 1, QueueMinutes: 1, ArrivalsTimed: 2, UnopenedMinutes: 60, Handled: 4, RepeatsKnown: 2, Repeated: 1}},
	}
	if d := cmp.Diff(want, lines); d != "" {
		t.Error(d)
	}
	gba := insight.Build("2026-11", lines, nil)[1]
	for _, c := range []struct {
		name string
		got  func() (int, bool)
		want int
	}{
		{"GBA on time as replier", func() (int, bool) { return insight.OnTimeReplies.Tenths(gba.Total.AsReplier) }, 500},
		{"GBA first level as requester", func() (int, bool) { return insight.FirstLevelResolution.Tenths(gba.Total.AsRequester) }, 667},
		{"GBA time to reply as requester", func() (int, bool) { return insight.TimeToReply.Tenths(gba.Total.AsRequester) }, 4333},
		{"GBA returned for information as replier", func() (int, bool) { return insight.DataQuality.Tenths(gba.Total.AsReplier) }, 500},
		{"GBA reopened as requester", func() (int, bool) { return insight.Reopened.Tenths(gba.Total.AsRequester) }, 500},
		{"GBA resolved in 15 days as requester", func() (int, bool) { return insight.ResolvedInTime.Tenths(gba.Total.AsRequester) }, 750},
		{"GBA time waiting as replier", func() (int, bool) { return insight.TimeWaiting.Tenths(gba.Total.AsReplier) }, 4000},
		{"GBA time to answer as requester", func() (int, bool) { return insight.TimeToAnswer.Tenths(gba.Total.AsRequester) }, 2400},
		{"GBA time until it arrives as replier", func() (int, bool) { return insight.TimeInQueue.Tenths(gba.Total.AsReplier) }, 755},
		{"GBA time waiting to be opened as requester", func() (int, bool) { return insight.TimeUnopened.Tenths(gba.Total.AsRequester) }, 600},
		{"GBA inquiry rate as requester", func() (int, bool) { return insight.InquiryRate.Tenths(gba.Total.AsRequester) }, 33},
		{"GBA inquiry rate as replier", func() (int, bool) { return insight.InquiryRate.Tenths(gba.Total.AsReplier) }, 50},
		{"GBA workload as requester", func() (int, bool) { return insight.Workload.Tenths(gba.Total.AsRequester) }, 40},
	} {
		if got, ok := c.got(); !ok || got != c.want {
			t.Errorf("%s: %d, %v", c.name, got, ok)
		}
	}
	if _, ok := insight.FirstLevelResolution.Tenths(gba.Total.AsReplier); ok {
		t.Error("GBA closed nothing as replier: there is no share")
	}

	// B, E, G, H and J again, in the months they belong to.
	october, err := athena.Month(t.Context(), "2026-10")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]insight.Line{
		{Side: "replier", Operator: "DEA", Counts: insight.Counts{Items: 5000, PreAdvised: 5000}},
		{Side: "replier", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Due: 1, Outstanding: 1}},
		{Side: "replier", Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: 1, Outstanding: 1}},
		{Side: "requester", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Due: 1, Outstanding: 1}},
		{Side: "requester", Operator: "GBA", Counts: insight.Counts{Items: 5000, PreAdvised: 5000}},
		{Side: "requester", Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Due: 1, Outstanding: 1}},
	}, october); d != "" {
		t.Error(d)
	}
	december, err := athena.Month(t.Context(), "2026-12")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]insight.Line{
		{Side: "replier", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Due: 1, OnTime: 1, Closed: 1, ClosedTimed: 1, Outstanding: 1}},
		{Side: "replier", Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Replies: 1, ReplyMinutes: 800, RepliesTimed: 1, Conclusive: 1, Escalated: 1}},
		{Side: "replier", Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Outstanding: 1}},
		{Side: "requester", Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Replies: 1, ReplyMinutes: 800, RepliesTimed: 1, Conclusive: 1, Escalated: 1, Outstanding: 1}},
		{Side: "requester", Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Closed: 1, ClosedTimed: 1, Outstanding: 1}},
		{Side: "requester", Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: 1, OnTime: 1}},
	}, december); d != "" {
		t.Error(d)
	}
}

func TestMonth_WithoutFactsIsEmpty(t *testing.T) {
	stream, athena := lake(t)
	if lines, err := athena.Month(t.Context(), "2026-11"); err != nil || len(lines) != 0 {
		t.Errorf("an empty lake: %v, %v", lines, err)
	}
	// events without any step: one partition of the two is missing
	if err := stream.Put(t.Context(), insight.FactOf(november(t)[1])...); err != nil {
		t.Fatal(err)
	}
	kit.Eventually(t, func() error {
		lines, err := athena.Month(t.Context(), "2026-11")
		if err == nil && len(lines) == 0 {
			err = kit.ErrNotYet
		}
		return err
	})
	if lines, err := athena.Month(t.Context(), "2026-10"); err != nil || len(lines) != 0 {
		t.Errorf("a month without facts: %v, %v", lines, err)
	}
}
