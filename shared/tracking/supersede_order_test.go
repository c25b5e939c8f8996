package tracking_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// afterSettling fails, as the store does, while the records of the earlier message wait to be stored.
type afterSettling struct{ *world }

func (s afterSettling) Supersede(_ context.Context, x tracking.Supersession) error {
	for _, done := range s.settled {
		if done.Receipt == x.Old.Receipt {
			return nil
		}
	}
	return errors.New("its records are still being stored")
}

// What a message replaces may come in the same delivery, behind it: it is stored first, and nothing has to come again.
func TestIngest_WhatIsReplacedInTheSameDelivery_IsStoredFirst(t *testing.T) {
	w := newWorld()
	g := w.ingester()
	g.Superseder = afterSettling{w}
	raw, err := json.Marshal(tracking.Event{ItemID: "EE123456799GB", Code: "EMA", Office: "GBLALA", Time: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range g.IngestAll(t.Context(), []tracking.Chunk{
		{Receipt: "R2", Sender: "GBA", Supersede: &tracking.Supersession{Old: tracking.Part{Receipt: "R1", Count: 1}, By: tracking.Part{Receipt: "R2"}}},
		{Receipt: "R1", Sender: "GBA", Events: []json.RawMessage{raw}},
	}) {
		if err != nil {
			t.Error(err)
		}
	}
}
