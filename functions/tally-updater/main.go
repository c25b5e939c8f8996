// Command tally-updater reads the tally queue: what happened to inquiries is added to the running counts of call centres' days, operators' months
// and the network's.
package main

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		t := insight.Tallier{
			Book:  insightdb.Tallies{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
			Zones: clocks{directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)},
		}
		return queue.ConsumeAll(b.Log, t.Count)
	})
}

// centres looks call centres up.
type centres interface {
	CallCentre(ctx context.Context, id directory.CentreID) (directory.CallCentre, error)
}

// clocks knows the clocks of call centres from the directory; it implements insight.Zones.
type clocks struct{ centres }

// Zone implements insight.Zones.
func (c clocks) Zone(ctx context.Context, id directory.CentreID) (*time.Location, error) {
	centre, err := c.CallCentre(ctx, id)
	if problem.Is(err, "call-centre-unknown") {
		return time.UTC, nil
	}
	if err != nil {
		return nil, err
	}
	return calendar.Zone(centre.Calendar.TimeZone)
}
