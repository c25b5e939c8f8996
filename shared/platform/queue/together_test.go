package queue_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func TestTogether_GivesBackWhatWasNotHandled(t *testing.T) {
	batch := events.SQSEvent{Records: []events.SQSMessage{{MessageId: "a", Body: `{"n":1}`}, {MessageId: "poison", Body: `{"n":`}, {MessageId: "b", Body: `{"n":-1}`}, {MessageId: "c", Body: `{"n":2}`}}}
	back := func(handle func(context.Context, []msg) []error, ev events.SQSEvent) (ids []string) {
		out, err := queue.Together(slog.New(slog.DiscardHandler), handle)(t.Context(), ev)
		if err != nil || out.BatchItemFailures == nil {
			t.Fatal(out, err)
		}
		for _, f := range out.BatchItemFailures {
			ids = append(ids, f.ItemIdentifier)
		}
		return ids
	}
	calls := 0
	some := func(_ context.Context, msgs []msg) []error {
		calls++
		failed := make([]error, len(msgs))
		for i, m := range msgs {
			if m.N < 0 {
				failed[i] = errors.New("no")
			}
		}
		return failed
	}
	if d := cmp.Diff([]string{"poison", "b"}, back(some, batch)); d != "" || calls != 1 {
		t.Error(calls, d)
	}
	if d := cmp.Diff([]string{"a", "poison", "b", "c"}, back(func(context.Context, []msg) []error { panic("no") }, batch)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"poison"}, back(some, events.SQSEvent{Records: batch.Records[1:2]})); d != "" || calls != 1 {
		t.Error("nobody is asked for nothing:", calls, d)
	}
}
