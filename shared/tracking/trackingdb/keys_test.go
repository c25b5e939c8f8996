package trackingdb

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// TestKeys freezes the keys: stored data cannot be found by others.
func TestKeys(t *testing.T) {
	at := time.Date(2026, 11, 22, 14, 32, 0, 7_000_000, time.UTC)
	e := tracking.Event{ItemID: "EE123456799GB", Code: "EMH", Office: "USJFKZ", Sender: "USA", Time: at.Truncate(time.Second)}
	v := tracking.Movement{Dispatch: "DEFRAAGBCVTAAUN60123", Receptacle: "DEFRAAGBCVTAAUN60123001000125", Code: "departed", Place: "FRA", Flight: "LH902", Consignment: "DE0001234", Sender: "DEA", Time: at.Truncate(time.Second)}
	whole, told := v, v
	whole.Receptacle, told.ItemID = "", "EE123456799GB"
	m := tracking.Message{Receipt: "R1", Operator: "GBA", ReceivedAt: at, Rejected: 1}
	head := headOf(m)
	got := map[string]dynamo.Key{
		"event":                     eventKey(e),
		"movement of a receptacle":  movementKey(v),
		"movement of a dispatch":    movementKey(whole),
		"movement of a consignment": consignmentKey(v),
		"announcement":              announcedKey(told),
		"particulars":               declaredKey(tracking.Particulars{ItemID: "EE123456799GB", Sender: "GBA", Time: at, LocalID: "4711"}),
		"second identifier":         localKey(tracking.Particulars{ItemID: "EE123456799GB", Sender: "GBA", Time: at, LocalID: "4711"}),
		"visit":                     visitKey("0123456789abcdef", at.Truncate(time.Minute)),
		"holding":                   holdingKey(tracking.Holding{Receptacle: v.Receptacle, Sender: "DEA", Items: []edi.ItemID{"CC309981215BE", "EE123456799GB"}}),
		"finding":                   findingKey(v.Receptacle, e),
		"watch":                     watchKey("EE123456799GB", "inquiry", "01J"),
		"watched":                   watchedKey("EE123456799GB"),
		"head":                      headKey("R1"),
		"chunk":                     chunkKey("R1", 50),
		"what became of a chunk":    settledKey("R1", 50),
		"outcome":                   outcomeKey("R1", 7),
		"upload":                    uploadKey("R1"),
		"list":                      {PK: head.ListPK, SK: head.ListSK},
		"look":                      lookKey("R1", at, "sub-1"),
	}
	m.Settled = &tracking.Settled{}
	got["list of the settled"] = dynamo.Key{PK: headOf(m).ListPK, SK: headOf(m).ListSK}
	m.Rejected = 0
	got["list of the accepted"] = dynamo.Key{PK: headOf(m).ListPK, SK: headOf(m).ListSK}
	want := map[string]dynamo.Key{
		"event":                     {PK: "ITEM#EE123456799GB", SK: "EVENT#2026-11-22T14:32:00Z#EMH#USJFKZ#USA"},
		"movement of a receptacle":  {PK: "DISPATCH#DEFRAAGBCVTAAUN60123", SK: "RECEPTACLE#001000125#2026-11-22T14:32:00Z#departed#FRA#LH902#DEA"},
		"movement of a dispatch":    {PK: "DISPATCH#DEFRAAGBCVTAAUN60123", SK: "WHOLE#2026-11-22T14:32:00Z#departed#FRA#LH902#DEA"},
		"movement of a consignment": {PK: "CONSIGNMENT#DE0001234", SK: "DEFRAAGBCVTAAUN60123001000125#2026-11-22T14:32:00Z#departed#FRA#LH902#DEA"},
		"announcement":              {PK: "ITEM#EE123456799GB", SK: "ANNOUNCED#DEFRAAGBCVTAAUN60123001000125#DEA"},
		"particulars":               {PK: "ITEM#EE123456799GB", SK: "DECLARED#GBA#2026-11"},
		"second identifier":         {PK: "LOCAL#4711", SK: "EE123456799GB#GBA"},
		"visit":                     {PK: "VISITOR#0123456789abcdef", SK: "2026-11-22T14:32:00Z"},
		"holding":                   {PK: "RECEPTACLE#DEFRAAGBCVTAAUN60123001000125", SK: "HOLDS#DEA#43e0c5f83b0faa8b"},
		"finding":                   {PK: "RECEPTACLE#DEFRAAGBCVTAAUN60123001000125", SK: "FOUND#EE123456799GB#USA"},
		"watch":                     {PK: "ITEM#EE123456799GB", SK: "WATCH#inquiry#01J"},
		"watched":                   {PK: "ITEM#EE123456799GB", SK: "WATCHED"},
		"head":                      {PK: "MESSAGE#R1", SK: "HEAD"},
		"chunk":                     {PK: "MESSAGE#R1", SK: "CHUNK#000050"},
		"what became of a chunk":    {PK: "MESSAGE#R1", SK: "SETTLED#000050"},
		"outcome":                   {PK: "MESSAGE#R1", SK: "OUTCOME#000007"},
		"upload":                    {PK: "MESSAGE#R1", SK: "UPLOAD"},
		"list":                      {PK: "GBA#2026-11-22#refused", SK: "2026-11-22T14:32:00.007Z#R1"},
		"look":                      {PK: "MESSAGE#R1", SK: "LOOK#2026-11-22#sub-1"},
		"list of the settled":       {PK: "GBA#2026-11-22#settled", SK: "2026-11-22T14:32:00.007Z#R1"},
		"list of the accepted":      {PK: "GBA#2026-11-22#accepted", SK: "2026-11-22T14:32:00.007Z#R1"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestKeys_OfMomentsAndPlacesSortAsTheyShould(t *testing.T) {
	if announcedPrefix >= declaredPrefix || declaredPrefix >= eventPrefix || eventKey(tracking.Event{Time: time.Unix(1<<33, 0), Code: "ZZZZZZ"}).SK >= eventsEnd || watchPrefix <= eventsEnd {
		t.Error("announcements, events, watches: an item is read from the first to the end of the second")
	}
	if listSK(time.Unix(9, 0), "Z") >= listSK(time.Unix(9, 1_000_000), "A") || chunkKey("R", 50).SK >= chunkKey("R", 9950).SK {
		t.Error("sort keys must sort")
	}
}
