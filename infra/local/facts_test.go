package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

func TestRebuilt_GoesOnUntilItIsDone(t *testing.T) {
	var told []string
	keeper := func(_ context.Context, event []byte) ([]byte, error) {
		var in struct{ Rebuild insight.Rebuild }
		if err := json.Unmarshal(event, &in); err != nil {
			return nil, err
		}
		told = append(told, in.Rebuild.Position)
		r := in.Rebuild
		r.Version, r.Facts = 17, r.Facts+100
		r.Position = fmt.Sprint("part ", len(told))
		r.Done = len(told) == 3
		return json.Marshal(map[string]any{"rebuild": r})
	}
	r, err := rebuilt(t.Context(), insight.Rebuild{Version: 17, Position: "part 0", Facts: 5}, keeper)
	if err != nil || r.Facts != 305 || r.Version != 17 || fmt.Sprint(told) != "[part 0 part 1 part 2]" {
		t.Error(r, err, told)
	}
}

func TestRebuilt_SaysWhereItStands(t *testing.T) {
	at := insight.Rebuild{Version: 17, Position: "part 4", Facts: 400}
	for name, answer := range map[string]func() ([]byte, error){
		"it fails":        func() ([]byte, error) { return nil, errors.New("Unhandled") },
		"it says nothing": func() ([]byte, error) { return []byte(`{}`), nil },
		"it stands still": func() ([]byte, error) { return json.Marshal(map[string]any{"rebuild": at}) },
	} {
		if r, err := rebuilt(t.Context(), at, func(context.Context, []byte) ([]byte, error) { return answer() }); err == nil || r != at {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}
