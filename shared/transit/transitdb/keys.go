package transitdb

import (
	"fmt"
	"hash/fnv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// Every key of this package is built here; TestKeys freezes them.

const (
	// shards are the partitions of a day's checks, and of a month's traffic.
	shards     = 4
	hourForm   = "15"
	afterAll   = "~"
	cursorPK   = "DUE"
	cursorSK   = "CURSOR"
	lateSK     = "LATE"
	countedSK  = "TRAFFIC" // outside of what is read with an item
	laneCounts = "COUNT#"
	sentTo     = "TO#"
	heldFrom   = "FROM#"
)

func checkPK(day string, shard int) string { return fmt.Sprintf("DUE#%s#%d", day, shard) }

// checkKey spreads the checks of a day by their names, and orders those of a shard by hour.
func checkKey(l transit.Check) dynamo.Key {
	at := l.At.UTC()
	return dynamo.Key{PK: checkPK(at.Format(time.DateOnly), shardOf(l.Name)), SK: at.Format(hourForm) + "#" + string(l.Kind) + "#" + l.Name}
}

func shardOf(name string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // a hash takes everything
	return int(h.Sum32() % shards)
}

// countedKey is where an item says what it counts as.
func countedKey(id edi.ItemID) dynamo.Key {
	return dynamo.Key{PK: "ITEM#" + string(id), SK: countedSK}
}

func trafficPK(m transit.Month, shard int) string { return fmt.Sprintf("TRAFFIC#%s#%d", m, shard) }

// trafficKey spreads the links of a month.
func trafficKey(l transit.Link) dynamo.Key {
	name := string(l.From) + "#" + string(l.To) + "#" + l.Product
	return dynamo.Key{PK: trafficPK(l.Month, shardOf(name)), SK: name}
}

var cursorKey = dynamo.Key{PK: cursorPK, SK: cursorSK}

// lateKey is where an item says that it is late, and where in the lists it stands.
func lateKey(id edi.ItemID) dynamo.Key { return dynamo.Key{PK: "ITEM#" + string(id), SK: lateSK} }

func latePK(operator principal.OperatorCode, role transit.Role) string {
	return "LATE#" + string(operator) + "#" + string(role)
}

func lanePK(lane transit.Lane) string { return "LATE#" + lane.From + "-" + lane.To }

func listSK(l transit.LateItem) string {
	return l.Since.UTC().Format(time.RFC3339) + "#" + string(l.Item)
}

// sumKey counts what is late of an operator on a lane.
func sumKey(operator principal.OperatorCode, role transit.Role, lane transit.Lane) dynamo.Key {
	return dynamo.Key{PK: "LATE#" + string(operator), SK: laneCounts + string(role) + "#" + lane.From + "-" + lane.To}
}

func hubPK(m transit.Month, operator principal.OperatorCode) string {
	return "HUB#" + string(m) + "#" + string(operator)
}

// sentKey is what an operator owed a partner; receivedKey the same as the partner reads it.
func sentKey(c transit.Cell) dynamo.Key {
	return dynamo.Key{PK: hubPK(c.Month, c.From), SK: sentTo + string(c.To)}
}
func receivedKey(c transit.Cell) dynamo.Key {
	return dynamo.Key{PK: hubPK(c.Month, c.To), SK: heldFrom + string(c.From)}
}

// totalKey is what an operator owed all others.
func totalKey(c transit.Cell) dynamo.Key {
	return dynamo.Key{PK: "HUB#" + string(c.Month), SK: string(c.From)}
}

func samplePK(c transit.Cell) string {
	return "MISSING#" + string(c.Month) + "#" + string(c.From) + "#" + string(c.To) + "#" + c.Code
}

// sampleKey gives each item one of the places that a cell has for items.
func sampleKey(s transit.Sample) dynamo.Key {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s.Item))
	return dynamo.Key{PK: samplePK(s.Cell), SK: fmt.Sprintf("%02d", h.Sum32()%transit.SamplesKept)}
}
