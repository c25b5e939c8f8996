package insight

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Traffic is how many items travelled on a link in a month: those that were first heard of in it. It names no item.
type Traffic struct {
	Month       Month
	Origin      principal.OperatorCode
	Destination principal.OperatorCode
	Product     string
	Items       int
	PreAdvised  int       // of them: announced in a receptacle
	Changed     time.Time // when it last was
}

// FactOf is traffic as a fact. The post of origin stands as the requester and that of destination as the replier, since the one asks the other as a rule. The same
// link and month is the same fact: what is told later, of a higher version, takes its place.
func (t Traffic) FactOf(version int64) Fact {
	return Fact{Fact: FactTraffic, Month: t.Month, FactID: strings.Join([]string{FactTraffic, string(t.Month), string(t.Origin), string(t.Destination), t.Product}, "#"),
		Kind: FactTraffic, At: Stamp(t.Month.Start()), RequesterOperator: t.Origin, ReplierOperator: t.Destination, Product: t.Product,
		Schema: Schema, Version: version, Items: &t.Items, PreAdvised: &t.PreAdvised}
}

// Counter holds how many items travelled: what facts of traffic are made from, now and again.
type Counter interface {
	// Traffic returns every link of a month.
	Traffic(ctx context.Context, m Month) ([]Traffic, error)
}

// TrafficTeller tells the lake what the counter says.
type TrafficTeller struct {
	Counter Counter
	Stream  Stream
}

const (
	// trafficMonths is how many months a night looks at: an item is counted within days of its first record, which may be sixty days old.
	trafficMonths = 4
	// trafficReach is for how long a change is told anew: a night that fails is made up by the next.
	trafficReach = 50 * time.Hour
	// trafficKept is how many months back a rebuild tells again: as far as figures are asked for.
	trafficKept = 60
)

// Tell tells what has changed of late, in this month and those before, and returns how many facts that are. Telling again changes no figure.
func (t TrafficTeller) Tell(ctx context.Context, now time.Time) (facts int, err error) {
	for m, n := MonthOf(now), 0; n < trafficMonths; m, n = m.Before(), n+1 {
		told, err := t.month(ctx, m, now, now.Add(-trafficReach))
		if facts += told; err != nil {
			return facts, err
		}
	}
	return facts, nil
}

// TellMonth tells all of a month.
func (t TrafficTeller) TellMonth(ctx context.Context, m Month, now time.Time) (facts int, err error) {
	return t.month(ctx, m, now, time.Time{})
}

// month tells the links of a month that have changed since. A fact has the second as its version at which this began: the counter was read afterwards.
func (t TrafficTeller) month(ctx context.Context, m Month, now, since time.Time) (int, error) {
	links, err := t.Counter.Traffic(ctx, m)
	if err != nil {
		return 0, fmt.Errorf("tell the traffic of %s: %w", m, err)
	}
	var facts []Fact
	for _, l := range links {
		if !l.Changed.Before(since) {
			facts = append(facts, l.FactOf(now.Unix()))
		}
	}
	if err := t.Stream.Put(ctx, facts...); err != nil {
		return 0, fmt.Errorf("tell the traffic of %s: %w", m, err)
	}
	return len(facts), nil
}
