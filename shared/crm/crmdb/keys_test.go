package crmdb

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// A key that changes loses what is stored under it.
func TestKeys_AreFrozen(t *testing.T) {
	at := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	r := crm.Received{Integration: "I1", Key: "ab12", Case: "C1#2", At: at, State: crm.Waiting}
	for want, got := range map[dynamo.Key]dynamo.Key{
		{PK: "CRM#I1", SK: "HEAD"}:                             headKey("I1"),
		{PK: "CRMS#GBA", SK: "CRM#I1"}:                         pointerKey("GBA", "I1"),
		{PK: "CRM#I1", SK: "MAP#000007"}:                       mappingKey("I1", 7),
		{PK: "CRMMINUTE#I1", SK: "2026-11-26T10:00"}:           minuteKey("I1", at),
		{PK: "CRM#I1", SK: "REFUSED#2026-11-26#old"}:           refusedKey("I1", "2026-11-26", "old"),
		{PK: "CRMEVENTS#I1", SK: "EVENT#ab12"}:                 eventKey("I1", "ab12"),
		{PK: "CRMCASE#I1#C1#2", SK: "LINK"}:                    linkKey("I1", "C1#2"),
		{PK: "CRMCASE#I1#C1#2", SK: "WAIT#1795687200000#ab12"}: waitKey(r),
		{PK: "I1#waiting", SK: "1795687200000#ab12"}:           {PK: listPK("I1", crm.Waiting), SK: inOrder(at, "ab12")},
	} {
		if got != want {
			t.Errorf("%v is %v", want, got)
		}
	}
	if keyIn(waitKey(r).SK) != "ab12" {
		t.Error(keyIn(waitKey(r).SK))
	}
}
