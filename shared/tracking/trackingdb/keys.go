package trackingdb

import (
	"crypto/sha256"
	"encoding/hex"
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
	announcedPrefix  = "ANNOUNCED#"
	declaredPrefix   = "DECLARED#"
	eventPrefix      = "EVENT#"
	eventsEnd        = "EVENT#~" // after every event; announcements and particulars sort before them
	receptaclePrefix = "RECEPTACLE#"
	wholePrefix      = "WHOLE#"
	foundPrefix      = "FOUND#"
	holdsPrefix      = "HOLDS#"
	watchPrefix      = "WATCH#"
	watchedSK        = "WATCHED" // somebody watches the item: written before every watch
	chunkPrefix      = "CHUNK#"
	settledPrefix    = "SETTLED#"
	outcomePrefix    = "OUTCOME#"
	lookPrefix       = "LOOK#"
	head             = "HEAD"
	upload           = "UPLOAD"
	indexMessages    = "messages"
)

func itemPK(id edi.ItemID) string { return "ITEM#" + string(id) }

func eventKey(e tracking.Event) dynamo.Key {
	return dynamo.Key{PK: itemPK(e.ItemID), SK: eventPrefix + e.Key()}
}

func announcedKey(m tracking.Movement) dynamo.Key {
	return dynamo.Key{PK: itemPK(m.ItemID), SK: announcedPrefix + string(m.Receptacle) + "#" + string(m.Sender)}
}

// declaredKey keeps one row a sender and month: a later word replaces an earlier one, and none of an earlier use of the identifier.
func declaredKey(p tracking.Particulars) dynamo.Key {
	return dynamo.Key{PK: itemPK(p.ItemID), SK: declaredPrefix + string(p.Sender) + "#" + p.Time.UTC().Format("2006-01")}
}

func localPK(localID string) string { return "LOCAL#" + localID }

func localKey(p tracking.Particulars) dynamo.Key {
	return dynamo.Key{PK: localPK(p.LocalID), SK: string(p.ItemID) + "#" + string(p.Sender)}
}

func dispatchPK(id edi.DispatchID) string { return "DISPATCH#" + string(id) }

// movementKey keeps what happened to a receptacle with its dispatch, by the nine characters that are its own.
func movementKey(m tracking.Movement) dynamo.Key {
	if m.Receptacle == "" {
		return dynamo.Key{PK: dispatchPK(m.Dispatch), SK: wholePrefix + m.Key()}
	}
	return dynamo.Key{PK: dispatchPK(m.Dispatch), SK: ownPrefix(m.Receptacle) + m.Key()}
}

func ownPrefix(id edi.ReceptacleID) string {
	return receptaclePrefix + string(id[edi.DispatchLength:]) + "#"
}

func consignmentPK(id string) string { return "CONSIGNMENT#" + id }

func consignmentKey(m tracking.Movement) dynamo.Key {
	return dynamo.Key{PK: consignmentPK(m.Consignment), SK: m.ID() + "#" + m.Key()}
}

func receptaclePK(id edi.ReceptacleID) string { return "RECEPTACLE#" + string(id) }

// holdingKey names a holding by what it says: the same list has one place, whatever message brings it.
func holdingKey(h tracking.Holding) dynamo.Key {
	const hexes = 16
	sum := sha256.Sum256([]byte(joined(h.Items)))
	return dynamo.Key{PK: receptaclePK(h.Receptacle), SK: holdsPrefix + string(h.Sender) + "#" + hex.EncodeToString(sum[:])[:hexes]}
}

func findingKey(receptacle edi.ReceptacleID, e tracking.Event) dynamo.Key {
	return dynamo.Key{PK: receptaclePK(receptacle), SK: foundPrefix + string(e.ItemID) + "#" + string(e.Sender)}
}

func watchKey(id edi.ItemID, watcher, ref string) dynamo.Key {
	return dynamo.Key{PK: itemPK(id), SK: watchPrefix + watcher + "#" + ref}
}

func watchedKey(id edi.ItemID) dynamo.Key { return dynamo.Key{PK: itemPK(id), SK: watchedSK} }

func messagePK(receipt string) string { return "MESSAGE#" + receipt }

func uploadKey(receipt string) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: upload}
}

func headKey(receipt string) dynamo.Key { return dynamo.Key{PK: messagePK(receipt), SK: head} }

// chunkKey orders the chunks of a message by the place of their first event.
func chunkKey(receipt string, first int) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: fmt.Sprintf("%s%06d", chunkPrefix, first)}
}

// settledKey stands beside the chunk it tells of.
func settledKey(receipt string, first int) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: settledPrefix + after(chunkKey(receipt, first).SK, chunkPrefix)}
}

func outcomeKey(receipt string, index int) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: fmt.Sprintf("%s%06d", outcomePrefix, index)}
}

func lookKey(receipt string, at time.Time, subject string) dynamo.Key {
	return dynamo.Key{PK: messagePK(receipt), SK: lookPrefix + at.UTC().Format(time.DateOnly) + "#" + subject}
}

// The kinds of messages that are listed by themselves: those of which something was refused stand in partitions of their own, so that they can be
// listed without reading the others, and so do those about which something was done.
const (
	listAccepted = "accepted"
	listRefused  = "refused"
	listSettled  = "settled"
)

// listPK is one day of one operator's messages of a kind.
func listPK(operator principal.OperatorCode, day time.Time, kind string) string {
	return string(operator) + "#" + day.UTC().Format(time.DateOnly) + "#" + kind
}

// referencePK is a number by which an operator's messages can be named; they sort by when they came.
func referencePK(operator principal.OperatorCode, number string) string {
	return "REFERENCE#" + string(operator) + "#" + number
}

func referenceKey(r tracking.Reference) dynamo.Key {
	return dynamo.Key{PK: referencePK(r.Operator, r.Number), SK: listSK(r.At, r.Part.Receipt) + fmt.Sprintf("#%06d", r.Part.First)}
}

func listSK(at time.Time, receipt string) string {
	return at.UTC().Format("2006-01-02T15:04:05.000Z") + "#" + receipt
}

// after cuts a known prefix from a sort key.
func after(sk, prefix string) string { return strings.TrimPrefix(sk, prefix) }
