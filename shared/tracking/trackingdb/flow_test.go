//go:build emulator

package trackingdb_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

var ana = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}

// line is reception and ingestion on the local engine: table, bucket and both queues.
type line struct {
	store    *trackingdb.Store
	meter    *dynamo.Meter
	receiver *tracking.Receiver
	ingester *tracking.Ingester
	queues   *sqs.Client
	chunks   string
	hits     string
	files    *s3.Client
	bucket   string
}

func assemble(t *testing.T) line {
	t.Helper()
	s, meter := store(t)
	l := line{store: s, meter: meter}
	l.queues, l.chunks = kit.Queue(t)
	_, l.hits = kit.Queue(t)
	l.files, l.bucket = kit.Bucket(t)
	n := 0
	l.receiver = &tracking.Receiver{Maps: edi.Maps, Raw: trackingdb.Raw{Client: l.files, Bucket: l.bucket}, Messages: s, Clock: clock.Fixed(now),
		Chunks:     queue.Sender[tracking.Chunk]{API: l.queues, URL: l.chunks},
		NewReceipt: func(time.Time) (string, error) { n++; return fmt.Sprintf("R%03d", n), nil }}
	l.ingester = &tracking.Ingester{Events: s, Transports: s, Declarations: s, Hits: queue.Sender[tracking.WatchHit]{API: l.queues, URL: l.hits}, Clock: clock.Fixed(now)}
	return l
}

// bodies takes what waits in a queue.
func (l line) bodies(t *testing.T, url string) (out []events.SQSMessage) {
	t.Helper()
	for {
		got, err := l.queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Messages) == 0 {
			return out
		}
		for _, m := range got.Messages {
			out = append(out, events.SQSMessage{MessageId: *m.MessageId, Body: *m.Body})
		}
	}
}

func (l line) consume(ctx context.Context, messages []events.SQSMessage) (events.SQSEventResponse, error) {
	return queue.ConsumeAll(slog.New(slog.DiscardHandler), l.ingester.IngestAll)(ctx, events.SQSEvent{Records: messages})
}

func TestFlow_FromEDIFACTToItemAndWatcher(t *testing.T) {
	l := assemble(t)
	if err := l.store.Watch(t.Context(), tracking.Watch{ItemID: item, Watcher: "inquiry", Ref: "I1", ExpiresAt: now.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile("../../edi/testdata/emsevt.edi")
	if err != nil {
		t.Fatal(err)
	}
	m, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: sample, ContentType: "application/edifact"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.files.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: &l.bucket, Key: &m.RawKey}); err != nil {
		t.Error("raw message:", err)
	}
	waiting := l.bodies(t, l.chunks)
	for range 2 { // the second time is SQS delivering again
		out, err := l.consume(t.Context(), waiting)
		if err != nil || len(out.BatchItemFailures) > 0 {
			t.Fatal(out, err)
		}
	}
	got, err := l.store.Item(t.Context(), item)
	if err != nil || len(got.Events) != 1 || got.Events[0].Code != "EMH" || got.Events[0].LocalTime != "2026-11-22T09:32:00-05:00" {
		t.Error(got, err)
	}
	if report, err := l.store.Report(t.Context(), m.Receipt); err != nil || report.Status() != tracking.Done || report.Counts() != (tracking.Counts{Stored: 1}) {
		t.Error(report, err)
	}
	told := l.bodies(t, l.hits)
	if len(told) != 2 || !strings.Contains(told[0].Body, `"watcher":"inquiry","ref":"I1","itemId":"EE123456799GB","event":{"itemId":"EE123456799GB","code":"EMH"`) {
		t.Errorf("%d hits: %+v", len(told), told)
	}
}

func TestFlow_PoisonInTheQueueComesBackAlone(t *testing.T) {
	l := assemble(t)
	body := `{"events":[{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA"}]}`
	if _, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(body), ContentType: "application/json"}); err != nil {
		t.Fatal(err)
	}
	batch := append([]events.SQSMessage{{MessageId: "poison", Body: `{"receipt":`}, {MessageId: "poison too", Body: `{"events":[7]}`}}, l.bodies(t, l.chunks)...)
	out, err := l.consume(t.Context(), batch)
	if err != nil || len(out.BatchItemFailures) != 2 || out.BatchItemFailures[0].ItemIdentifier != "poison" || out.BatchItemFailures[1].ItemIdentifier != "poison too" {
		t.Fatal(out, err)
	}
	if _, err := l.store.Item(t.Context(), item); err != nil {
		t.Error("the neighbour:", err)
	}
}

func TestFlow_SameKeyTwice(t *testing.T) {
	l := assemble(t)
	in := tracking.Submission{Body: []byte(`{"events":[7]}`), ContentType: "application/json", IdempotencyKey: "k"}
	for range 2 {
		_, err := l.receiver.Receive(t.Context(), ana, in)
		if p, ok := errors.AsType[*problem.Problem](err); !ok || p.Slug != "message-rejected" || len(p.Fields) != 1 {
			t.Fatal(err)
		}
	}
	page, err := l.store.Sent(t.Context(), tracking.Sent{Operator: "GBA", Refused: true, Now: now, Limit: 10})
	if err != nil || len(page.Messages) != 1 {
		t.Error(page, err)
	}
}

// One event through the queue costs what docs/data-model.md says, its share of the receipt apart.
func TestFlow_Capacity(t *testing.T) {
	l := assemble(t)
	l.meter.Reset()
	spend(t, l.meter, "receive one event", 4, func() error {
		_, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{ContentType: "application/json",
			Body: []byte(`{"events":[{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-20T09:00:00Z","office":"GBLALA"}]}`)})
		return err
	})
	spend(t, l.meter, "ingest one event", 1.2+0.5+1, func() error {
		out, err := l.consume(t.Context(), l.bodies(t, l.chunks))
		if err == nil && len(out.BatchItemFailures) > 0 {
			err = errors.New("failed")
		}
		return err
	})
}

// A chunk of which some events are new, some are there by this message, and some by another.
func TestStore_AppendAll_TellsEachWhatItIs(t *testing.T) {
	for _, form := range []string{"short", "long"} {
		t.Run(form, func(t *testing.T) {
			s, _ := store(t)
			if form == "long" {
				s.Spell()
			}
			const n = 60
			mine, others := make([]tracking.Event, n), make([]tracking.Event, 0, n)
			for k := range mine {
				mine[k] = event(k)
				if k%3 == 1 {
					e := event(k)
					e.Receipt = "R-other"
					others = append(others, e)
				}
			}
			s.AppendAll(t.Context(), others)
			twice := s.AppendAll(t.Context(), []tracking.Event{event(n), event(n), func() tracking.Event { e := event(n); e.Index++; return e }()})
			if twice[0].Outcome != tracking.OutcomeStored || twice[1].Outcome != tracking.OutcomeStored || twice[2].Outcome != tracking.OutcomeDuplicate {
				t.Errorf("one event three times in one call: %+v", twice)
			}
			for range 2 { // the second time is SQS delivering again
				for k, kept := range s.AppendAll(t.Context(), mine) {
					want := tracking.OutcomeStored
					if k%3 == 1 {
						want = tracking.OutcomeDuplicate
					}
					if kept.Err != nil || kept.Outcome != want {
						t.Errorf("event %d: %+v", k, kept)
					}
				}
			}
			got, err := s.Item(t.Context(), item)
			if err != nil || len(got.Events) != n+1 || got.Events[0] != event(0) {
				t.Error(len(got.Events), err)
			}
		})
	}
}

func TestStore_WatchesOf_FindsEveryWatcherOfManyItems(t *testing.T) {
	s, _ := store(t)
	var ids []edi.ItemID
	for k := range 230 {
		id := edi.ItemID(fmt.Sprintf("EE%09dGB", k))
		if ids = append(ids, id); k%50 != 0 {
			continue
		}
		for ref, days := range map[string]int{"I1": 9, "I2": 1} { // the shorter one must not end the other
			if err := s.Watch(t.Context(), tracking.Watch{ItemID: id, Watcher: "inquiry", Ref: ref, ExpiresAt: now.AddDate(0, 0, days)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := s.WatchesOf(t.Context(), ids)
	if err != nil || len(got) != 10 || got[9].ItemID != "EE000000200GB" || got[9].Ref != "I2" {
		t.Error(got, err)
	}
}
