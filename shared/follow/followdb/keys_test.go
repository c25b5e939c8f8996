package followdb

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// A key that changes loses what is stored under it.
func TestKeys_AreFrozen(t *testing.T) {
	list := follow.Follower{Kind: follow.KindList, Operator: "GBA", Name: "L1"}
	feed := follow.Follower{Kind: follow.KindFeed, Operator: "GBA", Name: "main"}
	for want, got := range map[dynamo.Key]dynamo.Key{
		{PK: "LISTS#GBA", SK: "LIST#L1"}:                   headKey(list),
		{PK: "FEEDS#GBA", SK: "FEED#main"}:                 headKey(feed),
		{PK: "FEEDS#GBA", SK: "QUOTA"}:                     quotaKey("GBA"),
		{PK: "LIST#GBA#L1", SK: "ITEM#EE123456799GB"}:      rowKey(list, "EE123456799GB"),
		{PK: "WATCHES#GBA#main", SK: "ITEM#EE123456799GB"}: rowKey(feed, "EE123456799GB"),
		{PK: "FEED#GBA#main#000000", SK: "000000000001"}:   {PK: entriesPK(feed, blockOf(1)), SK: entrySK(1)},
		{PK: "FEED#GBA#main#000001", SK: "000000010000"}:   {PK: entriesPK(feed, blockOf(10_000)), SK: entrySK(10_000)},
		{PK: "SEEN#ana", SK: "LIST#L1"}:                    seenKey("ana", "L1"),
		{PK: "w202701", SK: "w202653"}:                     {PK: week(time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC)), SK: week(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))},
	} {
		if got != want {
			t.Errorf("%v is %v", want, got)
		}
	}
}
