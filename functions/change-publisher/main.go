// Command change-publisher reads the stream of appended inquiry events: what was sent goes to the routing queue, what somebody's
// page shows to the notify queue, what changes how an inquiry is found to the index queue, what figures count to the tally queue, and every event, free of personal
// data, to the facts.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		client := sqs.NewFromConfig(b.AWS)
		p := publisher{
			log:     b.Log,
			routing: queue.Sender[inquiry.Notice]{API: client, URL: b.Env.Need("ROUTING_QUEUE_URL")},
			index:   queue.Sender[inquiry.Notice]{API: client, URL: b.Env.Need("INDEX_QUEUE_URL")},
			notify:  queue.Sender[inquiry.Notice]{API: client, URL: b.Env.Need("NOTIFY_QUEUE_URL")},
			tally:   queue.Sender[insight.Happening]{API: client, URL: b.Env.Need("TALLY_QUEUE_URL")},
			clock:   b.Clock,
			keys:    &insightdb.AgentKeys{Client: b.DB, Table: b.Env.Need("AGENT_KEY_TABLE")},
			facts:   insightdb.Facts{Client: firehose.NewFromConfig(b.AWS), Stream: b.Env.Need("FACTS_STREAM")},
		}
		return p.publish
	})
}

// sender is a queue that notices go to.
type sender interface {
	Send(ctx context.Context, notices ...inquiry.Notice) error
}

// counter is a queue that happenings go to which figures count.
type counter interface {
	Send(ctx context.Context, happenings ...insight.Happening) error
}

// lake is where facts go.
type lake interface {
	Put(ctx context.Context, facts ...insight.Fact) error
}

type publisher struct {
	log                    *slog.Logger
	clock                  clock.Clock
	routing, notify, index sender
	tally                  counter
	keys                   insight.AgentKeys
	facts                  lake
}

// publish tells of a batch of stream records in their order. The stream is tried again from the first failure on, so a record that cannot
// be read is reported and what came before it is told. When it is the first of several, the batch fails whole: only that makes Lambda
// split the batch, until the record stands alone and goes to the dead-letter queue by itself.
func (p publisher) publish(ctx context.Context, ev events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
	out := events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{}}
	var notices, toRoute, toTell, toIndex []inquiry.Notice
	var toCount []insight.Happening
	var facts []insight.Fact
	now, err := p.clock.Now(ctx)
	if err != nil {
		return out, err
	}
	for i, r := range ev.Records {
		n, told, err := read(r)
		if err != nil {
			p.log.ErrorContext(ctx, "stream record not readable", "sequenceNumber", r.Change.SequenceNumber, "err", err)
			if i == 0 && len(ev.Records) > 1 {
				return out, fmt.Errorf("first of %d records: %w", len(ev.Records), err)
			}
			out.BatchItemFailures = append(out.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: r.Change.SequenceNumber})
			break
		}
		notices = append(notices, n)
		if n.Kind == inquiry.Sent || n.Kind == inquiry.Readdressed { // the router also answers by itself where tracking does
			toRoute = append(toRoute, n)
		}
		if inquiry.Indexed(n.Kind) {
			toIndex = append(toIndex, n)
		}
		if len(n.Looks()) > 0 {
			toTell = append(toTell, n)
		}
		if insight.Matters(told.Happening) {
			toCount = append(toCount, told.Happening)
		}
		made, err := insight.FactsOf(ctx, p.keys, told, now)
		if err != nil {
			return out, err
		}
		facts = append(facts, made...)
	}
	for _, step := range []func() error{
		func() error { return p.routing.Send(ctx, toRoute...) },
		func() error { return p.notify.Send(ctx, toTell...) },
		func() error { return p.index.Send(ctx, toIndex...) },
		func() error { return p.tally.Send(ctx, toCount...) },
		func() error { return p.facts.Put(ctx, facts...) },
	} {
		if err := step(); err != nil {
			return out, err // the whole batch again: every consumer has one effect per event id
		}
	}
	p.log.InfoContext(ctx, "published", "events", len(notices), "routed", len(toRoute), "told", len(toTell), "facts", len(facts))
	return out, nil
}

// read takes the notice that was stored with the event, once for the queues and once as the happening that facts are made of, with who did it.
func read(r events.DynamoDBEventRecord) (n inquiry.Notice, told insight.Told, err error) {
	attribute, ok := r.Change.NewImage["notice"]
	if !ok || attribute.DataType() != events.DataTypeString {
		return n, told, fmt.Errorf("record %s has no notice", r.EventID)
	}
	text := []byte(attribute.String())
	if err := json.Unmarshal(text, &n); err != nil {
		return n, told, fmt.Errorf("notice: %w", err)
	}
	n.ExternalRef = "" // for the asker's own systems, which change-recorder tells: no queue needs it
	if err := json.Unmarshal(text, &told.Happening); err != nil {
		return n, told, fmt.Errorf("notice: %w", err)
	}
	if by := r.Change.NewImage["by"]; by.DataType() == events.DataTypeMap {
		if subject := by.Map()["sub"]; subject.DataType() == events.DataTypeString {
			told.Subject = subject.String()
		}
	}
	return n, told, nil
}
