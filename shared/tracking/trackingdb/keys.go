package trackingdb

import (
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Every key of the Tracking table is built here; TestKeys freezes them.

const (
	eventPrefix   = "EVENT#"
	watchPrefix   = "WATCH#"
	chunkPrefix   = "CHUNK#"
	outcomePrefix = "OUTCOME#"
	head          = "HEAD"
	indexMessages = "messages"
)

func itemPK(id edi.ItemID) string { return "ITEM#" + string(id) }

func eventKey(e tracking.Event) dynamo.Key {
	return dynamo.Key{PK: itemPK(e.ItemID), SK: eventPrefix + e.Key()}
}

func watchKey(id edi.ItemID, watcher, ref string) dynamo.Key {
	return dynamo.Key{PK: itemPK(id), SK: watchPrefix + watcher + "#" + ref}
}

func messagePK(receipt string) string { return "MESSAGE#" + receipt }

func headKey(receipt string) dynamo.Key { return dynamo.Key{PK: messagePK(receipt), SK: head} }

// chunkKey orders the chunks of a message by the place of their first event.
func chunkKey(receipt string, first int) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: fmt.Sprintf("%s%06d", chunkPrefix, first)}
}

func outcomeKey(receipt string, index int) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: fmt.Sprintf("%s%06d", outcomePrefix, index)}
}

// listPK is one day of one operator's messages; those of which something was refused stand in a partition of their own,
// so that they can be listed without reading the others.
func listPK(operator principal.OperatorCode, day time.Time, refused bool) string {
	kind := "accepted"
	if refused {
		kind = "refused"
	}
	return string(operator) + "#" + day.UTC().Format(time.DateOnly) + "#" + kind
}

func listSK(at time.Time, receipt string) string {
	return at.UTC().Format("2006-01-02T15:04:05.000Z") + "#" + receipt
}

// after cuts a known prefix from a sort key.
func after(sk, prefix string) string { return strings.TrimPrefix(sk, prefix) }
