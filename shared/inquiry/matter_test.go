package inquiry_test

import (
	"testing"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// One open inquiry an item, workflow and requester: from sending to closing, through every level, whoever has it.
func TestMatter_HasOneOpenInquiry_FromSendingToClosing(t *testing.T) {
	want := Matter{"EE123456799GB", "WII", "GBA"}
	if _, held := drafted().OpenMatter(); held {
		t.Error("a draft keeps others from asking")
	}
	if _, held := (Inquiry{}).OpenMatter(); held {
		t.Error("nothing holds something")
	}
	closed, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	if _, held := closed.OpenMatter(); held {
		t.Error("it cannot be asked again")
	}
	unroutable, _, _ := sent(t).MarkUnroutable("operator-has-no-centre", monday)
	given, _, err := routed(t).HandOver(hamburg, "LOAD", "", "", release(), monday, answerer)
	if err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]Inquiry{"sent": sent(t), "unroutable": unroutable, "routed": routed(t), "handed over": given, "answered": replied(t, dlv, "2026-11-23T10:00:00Z"),
		"returned": replied(t, inc, "2026-11-23T10:00:00Z"), "a level up": escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-23T11:00:00Z")} {
		if got, held := q.OpenMatter(); !held || got != want {
			t.Errorf("%s: %v %v", name, got, held)
		}
	}
	other := sendAs(t, "GEN", Circumstances{Calendar: berlin(t)})
	if got, _ := other.OpenMatter(); got == want {
		t.Error("something else cannot be asked")
	}
}
