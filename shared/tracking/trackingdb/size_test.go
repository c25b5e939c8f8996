package trackingdb

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// DynamoDB charges a write by the kilobyte and a read by four. The local engine doesn't count sizes, so they are counted here.
const (
	writeUnit = 1024
	readUnit  = 4096
)

func size(t *testing.T, row any) int {
	t.Helper()
	item, err := attributevalue.MarshalMap(row)
	if err != nil {
		t.Fatal(err)
	}
	return kit.ItemSize(t, item)
}

// full is an event with everything that an event can hold.
func full() tracking.Event {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	return tracking.Event{ItemID: "EE123456799GB", Code: "EMH", Time: at, LocalTime: "2026-11-20T04:00:00-05:00", ReceivedAt: at.Add(time.Millisecond),
		Office: "USJFKZ", Country: "US", NextOffice: "GBLALA", Dispatch: "DEFRAAGBCVTAAUN60123", Receptacle: "DEFRAAGBCVTAAUN60123001100125",
		Signatory: "Zoë Ødegård-Quartermaine", Reason: "ABS", Action: "PUP", Retention: "DOC", Condition: "OK", WeightG: 31_500,
		Sender: "GBA", Source: tracking.SourceEMSEVT, Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Index: 9_999}
}

func TestSize_AnEventIsOneWriteUnitAndTenAreTwoReadUnits(t *testing.T) {
	bytes := size(t, rowOf(full()))
	t.Logf("an event with every field: %d bytes", bytes)
	if bytes > writeUnit {
		t.Errorf("an event is %d bytes: more than a write unit", bytes)
	}
	if units := (10*bytes + readUnit - 1) / readUnit; units > 2 {
		t.Errorf("ten events are %d read units", units)
	}
}

// fullMovement is a movement with everything that one can hold.
func fullMovement() tracking.Movement {
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	return tracking.Movement{Dispatch: "DEFRAAGBCVTAAUN60123", Receptacle: "DEFRAAGBCVTAAUN60123001100125", Code: "a-code-of-20-letters", Time: at,
		LocalTime: "2026-11-20T04:00:00-05:00", ReceivedAt: at.Add(time.Millisecond), Place: "USJFKZ", Consignment: "12345678901234567890123456789012345", Carrier: "LUFTHANSA9",
		Flight: "LH90200001", From: "USJFKZ", To: "GBLALA", Departs: at, Arrives: at, Sender: "DEA", Source: "RESDIT", Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Index: 9_999}
}

func TestSize_AMovementIsOneWriteUnitAndTwentyAreTwoReadUnits(t *testing.T) {
	m := fullMovement()
	bytes := size(t, movementOf(m))
	t.Logf("a movement with every field: %d bytes", bytes)
	copied := movementOf(m)
	copied.Key = consignmentKey(m)
	if bytes > writeUnit || size(t, copied) > writeUnit {
		t.Errorf("a movement is %d bytes: more than a write unit", bytes)
	}
	if units := (20*bytes + readUnit - 1) / readUnit; units > 4 { // half of that: reads of transports are eventually consistent
		t.Errorf("twenty movements are %d half read units", units)
	}
}

func TestSize_TwoHundredItemsOfAReceptacle(t *testing.T) {
	const items = 200
	total := 0
	for chunk := range items / tracking.ChunkRecords {
		h := tracking.Holding{Receptacle: "DEFRAAGBCVTAAUN60123001100125", Sender: "DEA"}
		for k := range tracking.ChunkRecords {
			h.Items = append(h.Items, edi.ItemID(fmt.Sprintf("CC%09dDE", chunk*tracking.ChunkRecords+k)))
		}
		bytes := size(t, holdingOf(h))
		if total += bytes; bytes > writeUnit {
			t.Errorf("the items of a chunk are %d bytes", bytes)
		}
	}
	if total > readUnit {
		t.Errorf("200 items announced are %d bytes: more than half a read unit", total)
	}
	e := full()
	if total += items * size(t, findingRow{Key: findingKey("DEFRAAGBCVTAAUN60123001100125", e), ExpiresAt: 1_800_000_000}); total > 7*readUnit {
		t.Errorf("200 items announced and found are %d bytes: more than 3.5 read units", total)
	}
	m := fullMovement()
	m.ItemID, m.WeightG = e.ItemID, 31_500
	if bytes := 10*size(t, rowOf(e)) + 2*size(t, announcedOf(m)); bytes > readUnit {
		t.Errorf("an item with ten events and two announcements is %d bytes: more than a read unit", bytes)
	}
}

func TestSize_AMessageIsOneWriteUnit(t *testing.T) {
	m := tracking.Message{Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Operator: "GBA", ReceivedAt: time.Date(2026, 11, 22, 12, 0, 0, 7_000_000, time.UTC), Format: tracking.FormatEDIFACT, ContentType: "application/edifact",
		Size: 4 << 20, RawKey: "raw/2026/11/22/01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Digest: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Events: 9_999, Rejected: 9}
	if bytes := size(t, headOf(m)); bytes > writeUnit {
		t.Errorf("a message is %d bytes", bytes)
	}
}

func TestSize_AChunkOfAMessageIsTwoWriteUnits(t *testing.T) {
	for line, units := range map[string]int{"9950 EE123456799GB EMH": 2, "9950 EE123456799GB announced": 2, "9950 DEFRAAGBCVTAAUN60123001100125 departed": 3} {
		row := chunkRow{Key: chunkKey("01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", 9_950), ExpiresAt: 1_800_000_000}
		for range tracking.ChunkRecords {
			row.Events = append(row.Events, line)
		}
		settled := settledRow{Key: settledKey("01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", 9_950), Records: tracking.ChunkRecords, ExpiresAt: 1_800_000_000}
		for k := range tracking.ChunkRecords {
			settled.Duplicates = append(settled.Duplicates, 9_950+k)
		}
		if bytes := size(t, settled); bytes > writeUnit {
			t.Errorf("what became of a chunk of duplicates is %d bytes", bytes)
		}
		if bytes := size(t, row); bytes > units*writeUnit {
			t.Errorf("the outline of %d times %q is %d bytes", tracking.ChunkRecords, line, bytes)
		}
	}
}

func TestSize_ParticularsAreOneWriteUnitAndTheItemOneReadUnit(t *testing.T) {
	eur := &tracking.Money{Amount: 12_550_000, Currency: "EUR"}
	party := &tracking.Party{Name: "Zoë Ødegård-Quartermaine", Address: "Flat 12, 221 Long Example Street\nDN1 1AA Doncaster", Country: "GB", Email: "zoe.quartermaine@customer.example", Phone: "+44 0000 000000"}
	p := tracking.Particulars{ItemID: "EE123456799GB", Time: full().Time, ReceivedAt: full().ReceivedAt, LocalID: "GB47110815", Product: "EMS", PostingDate: "2026-11-20", PostingOffice: "GBDONA", WeightG: 31_500,
		From: party, To: party, Category: "returned", Insured: eur, COD: eur, Sender: "GBA", Source: "ITMATT", Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Index: 9_999}
	for range 3 {
		p.Pieces = append(p.Pieces, tracking.Piece{Description: "Cotton shirts with long sleeves", Quantity: 12, HSCode: "6109100010", WeightG: 2_400, Value: eur, Origin: "PT"})
	}
	bytes := size(t, declaredOf(p))
	t.Logf("particulars with two people and three kinds of things: %d bytes", bytes)
	if bytes > writeUnit {
		t.Errorf("particulars are %d bytes: more than a write unit", bytes)
	}
	if all := 9*size(t, rowOf(full())) + bytes; all > readUnit {
		t.Errorf("an item with nine events and its particulars is %d bytes: more than a read unit", all)
	}
	if bytes := size(t, localRow{Key: localKey(p), ExpiresAt: 1_800_000_000}); bytes > writeUnit {
		t.Errorf("a second identifier is %d bytes", bytes)
	}
}
