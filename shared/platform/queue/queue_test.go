package queue_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

type msg struct {
	N int `json:"n"`
}

func TestConsume_OneBadMessageGivesExactlyThatOneBack(t *testing.T) {
	for _, c := range []struct{ name, bad string }{
		{"handler fails", `{"n":-1}`}, {"handler panics", `{"n":-2}`}, {"not JSON", `{"n":`}, {"wrong type", `{"n":"x"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var seen []int
			h := queue.Consume(slog.New(slog.DiscardHandler), func(_ context.Context, m msg) error {
				switch m.N {
				case -1:
					return errors.New("no")
				case -2:
					panic("no")
				}
				seen = append(seen, m.N)
				return nil
			})
			out, err := h(t.Context(), events.SQSEvent{Records: []events.SQSMessage{
				{MessageId: "a", Body: `{"n":1}`}, {MessageId: "bad", Body: c.bad}, {MessageId: "b", Body: `{"n":2}`}}})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]events.SQSBatchItemFailure{{ItemIdentifier: "bad"}}, out.BatchItemFailures); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff([]int{1, 2}, seen); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestConsume_NoFailureIsAnEmptyListNotNull(t *testing.T) {
	out, _ := queue.Consume(slog.New(slog.DiscardHandler), func(context.Context, msg) error { return nil })(t.Context(), events.SQSEvent{})
	if out.BatchItemFailures == nil {
		t.Fatal("null would fail the whole batch")
	}
}

type fakeSQS struct {
	batches [][]types.SendMessageBatchRequestEntry
	refuse  bool
}

func (f *fakeSQS) SendMessageBatch(_ context.Context, in *sqs.SendMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error) {
	f.batches = append(f.batches, in.Entries)
	if f.refuse {
		return &sqs.SendMessageBatchOutput{Failed: []types.BatchResultErrorEntry{{Id: in.Entries[0].Id, Message: aws.String("no")}}}, nil
	}
	return &sqs.SendMessageBatchOutput{}, nil
}

func TestSend_RespectsCountAndSizeLimits(t *testing.T) {
	f := &fakeSQS{}
	s := queue.Sender[string]{API: f, URL: "u"}
	if err := s.Send(t.Context(), make([]string, 23)...); err != nil {
		t.Fatal(err)
	}
	if len(f.batches) != 3 || len(f.batches[2]) != 3 {
		t.Fatalf("23 messages went out as %d batches", len(f.batches))
	}
	f.batches = nil
	big := strings.Repeat("x", 200*1024)
	if err := s.Send(t.Context(), big, big); err != nil {
		t.Fatal(err)
	}
	if len(f.batches) != 2 {
		t.Fatalf("two messages of 200 KiB went out as %d batch(es)", len(f.batches))
	}
}

func TestSendAfter_HoldsEachMessageBack(t *testing.T) {
	f := &fakeSQS{}
	if err := (queue.Sender[string]{API: f, URL: "u"}).SendAfter(t.Context(), 90*time.Second, "a", "b"); err != nil {
		t.Fatal(err)
	}
	if len(f.batches) != 1 || f.batches[0][0].DelaySeconds != 90 || f.batches[0][1].DelaySeconds != 90 {
		t.Error(f.batches)
	}
}

func TestSend_PartialRefusalIsAnError(t *testing.T) {
	if err := (queue.Sender[string]{API: &fakeSQS{refuse: true}}).Send(t.Context(), "a", "b"); err == nil {
		t.Fatal("a refused message must not be swallowed")
	}
}

func TestConsumeAll_OneThatPanicsFailsAlone(t *testing.T) {
	calls := 0
	h := queue.ConsumeAll(slog.New(slog.DiscardHandler), func(_ context.Context, msgs []msg) []error {
		calls++
		out := make([]error, len(msgs))
		for i, m := range msgs {
			switch m.N {
			case -1:
				out[i] = errors.New("no")
			case -2:
				panic("no")
			}
		}
		return out
	})
	out, err := h(t.Context(), events.SQSEvent{Records: []events.SQSMessage{
		{MessageId: "a", Body: `{"n":1}`}, {MessageId: "unreadable", Body: `{`}, {MessageId: "fails", Body: `{"n":-1}`}, {MessageId: "panics", Body: `{"n":-2}`}, {MessageId: "b", Body: `{"n":2}`}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []events.SQSBatchItemFailure{{ItemIdentifier: "unreadable"}, {ItemIdentifier: "fails"}, {ItemIdentifier: "panics"}}
	if d := cmp.Diff(want, out.BatchItemFailures); d != "" || calls != 5 {
		t.Error(d, calls)
	}
}
