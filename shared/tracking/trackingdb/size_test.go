package trackingdb

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

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

func TestSize_AMessageIsOneWriteUnit(t *testing.T) {
	m := tracking.Message{Receipt: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Operator: "GBA", ReceivedAt: time.Date(2026, 11, 22, 12, 0, 0, 7_000_000, time.UTC), Format: tracking.FormatEDIFACT, ContentType: "application/edifact",
		Size: 4 << 20, RawKey: "raw/2026/11/22/01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", Digest: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Events: 9_999, Rejected: 9}
	if bytes := size(t, headOf(m)); bytes > writeUnit {
		t.Errorf("a message is %d bytes", bytes)
	}
}

func TestSize_AChunkOfAMessageIsTwoWriteUnits(t *testing.T) {
	row := chunkRow{Key: chunkKey("01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V", 9_950), ExpiresAt: 1_800_000_000}
	for range tracking.ChunkEvents {
		row.Events = append(row.Events, "9950 EE123456799GB EMH")
	}
	if bytes := size(t, row); bytes > 2*writeUnit {
		t.Errorf("the outline of %d events is %d bytes", tracking.ChunkEvents, bytes)
	}
}
