package exchangedb

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// The keys are stored: whoever changes one loses what is there.
func TestKeys(t *testing.T) {
	for got, want := range map[dynamo.Key]dynamo.Key{
		settingsKey("DEA"):                     {PK: "OPERATOR#DEA", SK: "SETTINGS"},
		headKey("DEA"):                         {PK: "OPERATOR#DEA", SK: "HEAD"},
		nightKey("DEA"):                        {PK: "NIGHTS", SK: "DEA"},
		monthKey("2026-11"):                    {PK: "MONTH#2026-11", SK: "MONTH"},
		fileKey("DEA", 17):                     {PK: "OPERATOR#DEA", SK: "FILE#000000017"},
		uploadKey("DEA", "01JD"):               {PK: "OPERATOR#DEA", SK: "UPLOAD#01JD"},
		onceKey("DEA", "00ff"):                 {PK: "OPERATOR#DEA", SK: "ONCE#00ff"},
		statementKey("DEA", "2026-11", "A", 2): {PK: "OPERATOR#DEA", SK: "STATEMENT#2026-11#A#0002"},
	} {
		if got != want {
			t.Errorf("%v, not %v", got, want)
		}
	}
}
