package directorydb

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// TestKeys_AreFrozen: what is written under these keys is found under them for ever. A change here is a migration.
func TestKeys_AreFrozen(t *testing.T) {
	for name, c := range map[string]struct{ got, want dynamo.Key }{
		"operator":         {operatorKey("GBA"), dynamo.Key{PK: "OPERATOR#GBA", SK: "OPERATOR"}},
		"centre":           {centreKey("GBA-DON"), dynamo.Key{PK: "OPERATOR#GBA", SK: "CENTRE#GBA-DON"}},
		"country":          {countryKey("GB"), dynamo.Key{PK: "COUNTRY#GB", SK: "COUNTRY"}},
		"agent":            {agentKey("0b6f"), dynamo.Key{PK: "AGENT#0b6f", SK: "AGENT"}},
		"operator edit":    {operatorEditKey("GBA"), dynamo.Key{PK: "OPERATOR#GBA", SK: "EDIT#OPERATOR"}},
		"centre edit":      {centreEditKey("GBA-DON"), dynamo.Key{PK: "OPERATOR#GBA", SK: "EDIT#CENTRE#GBA-DON"}},
		"calendar":         {calendarKey("GBA-DON", 7), dynamo.Key{PK: "CENTRE#GBA-DON", SK: "CALENDAR#000007"}},
		"calendar's spec":  {calendarSpecKey("GBA-DON", 7), dynamo.Key{PK: "CENTRE#GBA-DON", SK: "SPEC#000007"}},
		"kept calendar":    {keptKey("x7"), dynamo.Key{PK: "CALENDAR#x7", SK: "CALENDAR"}},
		"template":         {templateKey("GBA", "01J"), dynamo.Key{PK: "TEMPLATES#GBA", SK: "TEMPLATE#01J"}},
		"messages":         {messagesKey("GBA", 0), dynamo.Key{PK: "MESSAGES#GBA", SK: "SETTINGS"}},
		"messages then":    {messagesKey("GBA", 7), dynamo.Key{PK: "MESSAGES#GBA", SK: "SETTINGS#000007"}},
		"view":             {viewKey("0b6f", "Urgent"), dynamo.Key{PK: "AGENT#0b6f", SK: "VIEW#Urgent"}},
		"preferences":      {preferencesKey("0b6f"), dynamo.Key{PK: "AGENT#0b6f", SK: "PREFERENCES"}},
		"api key":          {apiKeyKey("q2w3e4"), dynamo.Key{PK: "KEY#q2w3e4", SK: "KEY"}},
		"requests of one":  {usageKey("q2w3e4"), dynamo.Key{PK: "KEYUSE#q2w3e4", SK: "REQUESTS"}},
		"records of one":   {recordsKey("q2w3e4", "2026-11-26"), dynamo.Key{PK: "KEYUSE#q2w3e4", SK: "RECORDS#2026-11-26"}},
		"invitation":       {invitationKey("GBA", "01J"), dynamo.Key{PK: "INVITATIONS#GBA", SK: "INVITATION#01J"}},
		"address":          {addressKey("a@b.c"), dynamo.Key{PK: "ADDRESS#d648b243a3e817eaa3309e00e183483f2867baadf522099f0c2121770536b25a", SK: "ADDRESS"}},
		"listing keys":     {dynamo.Key{PK: keysPK("GBA"), SK: "q2w3e4"}, dynamo.Key{PK: "KEYS#GBA", SK: "q2w3e4"}},
		"listing agents":   {dynamo.Key{PK: agentsPK("GBA"), SK: "0b6f"}, dynamo.Key{PK: "AGENTS#GBA", SK: "0b6f"}},
		"release":          {releaseKey("2026.11.1"), dynamo.Key{PK: "CATALOGUE#2026.11.1", SK: "RELEASE"}},
		"contents":         {contentKey("2026.11.1"), dynamo.Key{PK: "CATALOGUE#2026.11.1", SK: "CONTENT"}},
		"in force":         {inForceKey("2026-11-22", "2026.11.1"), dynamo.Key{PK: "CATALOGUE", SK: "IN_FORCE#2026-11-22#2026.11.1"}},
		"version":          {versionKey(), dynamo.Key{PK: "DATA", SK: "VERSION"}},
		"listing country":  {dynamo.Key(listedAs(kindCountry, "GB")), dynamo.Key{PK: "COUNTRIES#0", SK: "GB"}},
		"listing operator": {dynamo.Key(listedAs(kindOperator, "GBA")), dynamo.Key{PK: "OPERATORS#3", SK: "GBA"}},
		"listing centre":   {dynamo.Key(listedAs(kindCentre, "GBA-DON")), dynamo.Key{PK: "CENTRES#3", SK: "GBA-DON"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for key, id := range map[dynamo.Key]string{operatorEditKey("GBA"): "GBA", centreEditKey("GBA-DON"): "GBA-DON"} {
		if got, ok := editOf(key); !ok || got != id {
			t.Errorf("%v is the edit of %q", key, got)
		}
	}
	if _, ok := editOf(centreKey("GBA-DON")); ok {
		t.Error("a call centre is no edit")
	}
	if got := inForceVersion(inForceKey("2026-11-22", "2026.11.1")); got != "2026.11.1" {
		t.Errorf("version of a key: %s", got)
	}
}

func TestListing_IsSpread(t *testing.T) {
	used := map[uint32]int{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			used[shardOf(string([]rune{a, b, 'A'}))]++
		}
	}
	for shard := range uint32(listingShards) {
		if n := used[shard]; n < 676/listingShards/2 {
			t.Errorf("shard %d holds %d of 676 operators", shard, n)
		}
	}
}
