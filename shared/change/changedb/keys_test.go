package changedb

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// A key that changes loses what is stored under it.
func TestKeys_AreFrozen(t *testing.T) {
	for want, got := range map[dynamo.Key]dynamo.Key{
		{PK: "LOGS#GBA", SK: "HEAD"}:                                headKey("GBA"),
		{PK: "LOG#GBA#00000000", SK: "00000000000001"}:              logKey("GBA", 1),
		{PK: "LOG#GBA#00000001", SK: "00000000010000"}:              logKey("GBA", 10_000),
		{PK: "LOG#GBA#00123456", SK: "00001234567890"}:              logKey("GBA", 1_234_567_890),
		{PK: "TOLD#GBA#01KBAZ0000000000000000DEMO.4", SK: "NUMBER"}: markKey("GBA", "01KBAZ0000000000000000DEMO.4"),
	} {
		if got != want {
			t.Errorf("%v is %v", want, got)
		}
	}
}
