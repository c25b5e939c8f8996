package followdb

import (
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Every key of the Follow table is built here; TestKeys_AreFrozen freezes them.

const (
	itemPrefix = "ITEM#"
	listPrefix = "LIST#"
	weekPrefix = "w"
)

func listsPK(operator principal.OperatorCode) string { return "LISTS#" + string(operator) }

func listKey(operator principal.OperatorCode, id follow.ListID) dynamo.Key {
	return dynamo.Key{PK: listsPK(operator), SK: listPrefix + string(id)}
}

func feedsPK(operator principal.OperatorCode) string { return "FEEDS#" + string(operator) }

func headKey(f follow.Follower) dynamo.Key {
	if f.Kind == follow.KindList {
		return listKey(f.Operator, follow.ListID(f.Name))
	}
	return dynamo.Key{PK: feedsPK(f.Operator), SK: "FEED#" + f.Name}
}

// quotaKey holds how many watches of an operator's feeds end in which week.
func quotaKey(operator principal.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: feedsPK(operator), SK: "QUOTA"}
}

// week is the attribute that counts the watches that end in the week of an instant; weeks sort by time.
func week(at time.Time) string {
	year, n := at.UTC().ISOWeek()
	return fmt.Sprintf("%s%04d%02d", weekPrefix, year, n)
}

func rowsPK(f follow.Follower) string {
	kind := "LIST"
	if f.Kind == follow.KindFeed {
		kind = "WATCHES"
	}
	return kind + "#" + string(f.Operator) + "#" + f.Name
}

func rowKey(f follow.Follower, id edi.ItemID) dynamo.Key {
	return dynamo.Key{PK: rowsPK(f), SK: itemPrefix + string(id)}
}

// blockSize is how many entries of a feed share a partition: at most some 6 MB.
const blockSize = 10_000

func blockOf(seq int) int { return seq / blockSize }

func entriesPK(f follow.Follower, block int) string {
	return fmt.Sprintf("FEED#%s#%s#%06d", f.Operator, f.Name, block)
}

func entrySK(seq int) string { return fmt.Sprintf("%012d", seq) }

func seenPK(subject string) string { return "SEEN#" + subject }

func seenKey(subject string, id follow.ListID) dynamo.Key {
	return dynamo.Key{PK: seenPK(subject), SK: listPrefix + string(id)}
}
