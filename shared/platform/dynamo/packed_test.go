package dynamo_test

import (
	"bytes"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

func TestUnpack_GivesWhatWasPacked_AndRefusesWhatWasNot(t *testing.T) {
	for _, value := range [][]byte{{}, []byte("short"), bytes.Repeat([]byte("the same again "), 40_000)} {
		packed, err := dynamo.Pack(value)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := dynamo.Unpack(packed); err != nil || !bytes.Equal(got, value) {
			t.Errorf("%d bytes came back as %d, %v", len(value), len(got), err)
		}
		if len(value) > 1000 && len(packed) > len(value)/20 {
			t.Errorf("%d bytes take %d", len(value), len(packed))
		}
		if len(value) > 0 {
			if _, err := dynamo.Unpack(packed[:len(packed)-4]); err == nil {
				t.Error("what was cut off is taken for whole")
			}
		}
	}
	if _, err := dynamo.Unpack([]byte("not packed")); err == nil {
		t.Error("anything is unpacked")
	}
	huge, err := dynamo.Pack(make([]byte, 17<<20))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dynamo.Unpack(huge); err == nil {
		t.Error("what would fill the memory is unpacked")
	}
}
