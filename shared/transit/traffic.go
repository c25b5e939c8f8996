package transit

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Link is what items are counted by: a month, the post of origin, that of destination, and the product.
type Link struct {
	Month    Month
	From, To principal.OperatorCode
	Product  string
}

// LinkCount is how many items of a link were counted, and how many of them were pre-advised: announced in a receptacle (PREDES) before anybody asked.
type LinkCount struct {
	Link
	Items, Advised int
	Changed        time.Time // when it last was; whole seconds
}

// Counted is what an item counts as. It stands with the item, so that it counts once. The zero value: it was never counted.
type Counted struct {
	Link              // zero: it counts no longer
	Advised bool      // announced in a receptacle
	First   time.Time // when it was first heard of, UTC, whole seconds: tells two uses of an identifier apart
	Version int       // how often this was written
}

// Counting is a change of what an item counts as. Before is as it was read.
type Counting struct {
	Item          edi.ItemID
	Before, After Counted // After has no version of its own: it is the next one
}

// Traffic counts the items of links.
type Traffic interface {
	// Counted returns what an item counts as. It may be one that was replaced a moment ago: Count finds that out.
	Counted(ctx context.Context, id edi.ItemID) (Counted, error)
	// Count changes what items count as, and with each of them, in one transaction, the counts of its links: an item counts once, however often and by
	// whomever it is counted. What has changed since it was read is left out; it was counted by whoever changed it. No item stands in the list twice.
	Count(ctx context.Context, changes []Counting, now time.Time) error
}

// counts says what an item, as participants tell it, counts as by now; ok is false when nothing is to be changed.
//
// It counts once the posts at both ends and the product are known, in the month in which it was first heard of. What is learnt later is put right at its next
// check, in that month: that it was pre-advised, or went somewhere else. Of what nobody tells any more, because its messages were cancelled, the count is taken
// back.
func counts(item tracking.Item, ends Ends, product string, before Counted) (c Counting, ok bool) {
	c = Counting{Item: item.ID, Before: before}
	first := heardOf(item)
	if first.IsZero() {
		c.After.First = before.First
		return c, before.Link != Link{}
	}
	if ends.Origin == "" || ends.Destination == "" || ends.Origin == ends.Destination || product == "" {
		return c, false
	}
	if before.Version > 0 && tracking.OtherUse(before.First, first) { // the item that bore the identifier before stays counted
		c.Before = Counted{Version: before.Version}
	}
	c.After = Counted{Link: Link{MonthOf(first), ends.Origin, ends.Destination, product}, Advised: len(item.Announcements) > 0, First: first}
	if c.Before.Link == (Link{}) {
		return c, true
	}
	c.After.Month, c.After.First = before.Month, before.First
	return c, c.After.Link != before.Link || c.After.Advised != before.Advised
}

// heardOf is when an item was first scanned or announced; zero when it was not.
func heardOf(item tracking.Item) (first time.Time) {
	see := func(t time.Time) {
		if first.IsZero() || t.Before(first) {
			first = t.UTC().Truncate(time.Second)
		}
	}
	for _, e := range item.Events {
		see(e.Time)
	}
	for _, a := range item.Announcements {
		see(a.Time)
	}
	return first
}

// traffic finds out what changes of what an item counts as; ok is false when that is nothing.
func (c *Checker) traffic(ctx context.Context, item tracking.Item, now time.Time) (change Counting, ok bool, err error) {
	w, err := c.Desk.way(ctx, item, now)
	if err != nil {
		return change, false, err
	}
	before, err := c.Store.Counted(ctx, item.ID)
	if err != nil {
		return change, false, err
	}
	change, ok = counts(item, w.ends, w.product, before)
	return change, ok, nil
}
