package transitdb

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

var since = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// What is stored is found by these keys only: changing one loses it.
func TestKeys(t *testing.T) {
	late := transit.LateItem{Item: "EE123456799GB", Lane: transit.Lane{From: "GB", To: "DE"}, Origin: "GBA", Destination: "DEA", Since: since}
	cell := transit.Cell{Month: "2026-11", From: "GBA", To: "DEA", Code: "PREDES"}
	check := transit.Check{At: since.Add(18 * time.Hour), Kind: "arrival", Name: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V#000050"}
	for _, c := range []struct{ got, want dynamo.Key }{
		{checkKey(check), dynamo.Key{PK: "DUE#2026-11-21#2", SK: "18#arrival#01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V#000050"}},
		{cursorKey, dynamo.Key{PK: "DUE", SK: "CURSOR"}},
		{lateKey(late.Item), dynamo.Key{PK: "ITEM#EE123456799GB", SK: "LATE"}},
		{lists(late)[0], dynamo.Key{PK: "LATE#GB-DE", SK: "2026-11-21T00:00:00Z#EE123456799GB"}},
		{lists(late)[1], dynamo.Key{PK: "LATE#GBA#origin", SK: "2026-11-21T00:00:00Z#EE123456799GB"}},
		{lists(late)[2], dynamo.Key{PK: "LATE#DEA#destination", SK: "2026-11-21T00:00:00Z#EE123456799GB"}},
		{sums(late)[0], dynamo.Key{PK: "LATE#GBA", SK: "COUNT#origin#GB-DE"}},
		{sums(late)[1], dynamo.Key{PK: "LATE#DEA", SK: "COUNT#destination#GB-DE"}},
		{countedKey(late.Item), dynamo.Key{PK: "ITEM#EE123456799GB", SK: "TRAFFIC"}},
		{trafficKey(transit.Link{Month: "2026-11", From: "GBA", To: "DEA", Product: "EMS"}), dynamo.Key{PK: "TRAFFIC#2026-11#2", SK: "GBA#DEA#EMS"}},
		{sentKey(cell), dynamo.Key{PK: "HUB#2026-11#GBA", SK: "TO#DEA"}},
		{receivedKey(cell), dynamo.Key{PK: "HUB#2026-11#DEA", SK: "FROM#GBA"}},
		{totalKey(cell), dynamo.Key{PK: "HUB#2026-11", SK: "GBA"}},
		{sampleKey(transit.Sample{Cell: cell, Item: "EE123456799GB"}), dynamo.Key{PK: "MISSING#2026-11#GBA#DEA#PREDES", SK: "42"}},
	} {
		if c.got != c.want {
			t.Errorf("%+v, not %+v", c.got, c.want)
		}
	}
}

// DynamoDB charges a write by the kilobyte. The local engine does not count sizes, so they are counted here.
func TestSize_EveryRowIsOneWriteUnit(t *testing.T) {
	const writeUnit = 1024
	check := transit.Check{At: since, Kind: "departure", Name: "01KAPQ6Y4V5Y4V5Y4V5Y4V5Y4V#009950#EE123456799GB"}
	for range transit.CheckItems {
		check.Items = append(check.Items, edi.ItemID("EE123456799GB"))
	}
	late := rowOf(transit.LateItem{Item: "EE123456799GB", Product: "EMS", Lane: transit.Lane{From: "GB", To: "DE"}, Origin: "GBA", Destination: "DEA", Stage: "departure", Since: since, Why: "stage",
		LastCode: "EMC", LastTime: since, LastCountry: "GB", Found: since})
	late.Key = latePlace
	counted := countedOf(transit.Counting{Item: "EE123456799GB", After: transit.Counted{Link: transit.Link{Month: "2026-11", From: "GBA", To: "DEA", Product: "EMS"}, Advised: true, First: since}})
	for name, row := range map[string]any{"a check of fifty items": checkOf(check), "a late item": late, "what an item counts as": counted} {
		item, err := attributevalue.MarshalMap(row)
		if err != nil {
			t.Fatal(err)
		}
		bytes := kit.ItemSize(t, item)
		t.Logf("%s: %d bytes", name, bytes)
		if bytes > writeUnit {
			t.Errorf("%s is %d bytes: more than a write unit", name, bytes)
		}
	}
	s := Store{}
	tally := &transit.Tally{Cells: map[transit.Cell]*transit.Count{}}
	for _, code := range []string{"EMC", "EMA", "ITMATT", "PREDES", "EMD", "RESDES", "RESDIT", "EMI"} {
		tally.Cells[transit.Cell{Month: "2026-11", From: "GBA", To: "DEA", Code: code}] = &transit.Count{Due: 1_000_000, Came: 1_000_000, Late: 1_000_000,
			Delays: map[int]int{0: 1_000_000, 1: 1_000_000, 2: 1_000_000, 3: 1_000_000, 4: 1_000_000, 5: 1_000_000}}
	}
	for _, item := range s.counted(tally) {
		row := item.Update.Key
		for name, v := range item.Update.ExpressionAttributeValues { // as long as the attributes they stand for
			row["PREDES_"+name] = v
		}
		if bytes := kit.ItemSize(t, row); bytes > 2*writeUnit {
			t.Errorf("the counts of a pair of posts are %d bytes", bytes)
		} else {
			t.Logf("the counts of a pair of posts: %d bytes", bytes)
		}
	}
}

var latePlace = dynamo.Key{PK: "LATE#DEA#destination", SK: "2026-11-21T00:00:00Z#EE123456799GB"}
