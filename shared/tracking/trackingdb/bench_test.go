//go:build emulator

package trackingdb_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// nobody is the queue of hits of a bench in which nobody watches.
type nobody struct{}

func (nobody) Send(context.Context, ...tracking.WatchHit) error { return nil }

// BenchmarkIngest stores chunks of events as the function does (read the JSON, insert, ask who watches, settle the receipt), and beside it, turn by
// turn, the same rows with a bare loop of BatchWriteItem, which reads nothing, refuses nothing and tells nobody.
func BenchmarkIngest(b *testing.B) {
	client, table := kit.Table(b, "TrackingTable")
	s := trackingdb.New(client, table, nil)
	in := tracking.Ingester{Events: s, Transports: s, Hits: nobody{}, Clock: clock.Fixed(now)}
	consume := queue.ConsumeAll(slog.New(slog.DiscardHandler), in.IngestAll)
	const chunks = 10 // a delivery of the queue
	var bare, ours []float64
	for b.Loop() {
		round := len(bare)
		var rows [2][]map[string]types.AttributeValue
		var queued []tracking.Chunk
		for k := range chunks * tracking.ChunkRecords {
			e := event(k % 24)
			e.Receipt, e.Index, e.Dispatch, e.Receptacle = fmt.Sprintf("R%05d", round), k, "", ""
			e.ItemID = edi.ItemID(fmt.Sprintf("BE%05d%04dGB", round, k))
			rows[0] = append(rows[0], trackingdb.Row(b, e))
			e.ItemID = valid(round*chunks*tracking.ChunkRecords + k)
			if k%tracking.ChunkRecords == 0 {
				queued = append(queued, tracking.Chunk{Receipt: e.Receipt, Sender: e.Sender, ReceivedAt: e.ReceivedAt, First: k})
			}
			raw, err := json.Marshal(e)
			if err != nil {
				b.Fatal(err)
			}
			last := &queued[len(queued)-1]
			last.Events = append(last.Events, raw)
		}
		outline(b, s, queued)
		var delivery events.SQSEvent
		for _, c := range queued {
			body, err := json.Marshal(c)
			if err != nil {
				b.Fatal(err)
			}
			delivery.Records = append(delivery.Records, events.SQSMessage{MessageId: fmt.Sprint(c.First), Body: string(body)})
		}

		began := time.Now()
		for part := range slices.Chunk(rows[0], 25) {
			requests := make([]types.WriteRequest, len(part))
			for i, row := range part {
				requests[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: row}}
			}
			if out, err := client.BatchWriteItem(b.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{table: requests}}); err != nil || len(out.UnprocessedItems) > 0 {
				b.Fatal(out, err)
			}
		}
		bare = append(bare, chunks*tracking.ChunkRecords/time.Since(began).Seconds())

		began = time.Now()
		if out, err := consume(b.Context(), delivery); err != nil || len(out.BatchItemFailures) > 0 {
			b.Fatal(out, err)
		}
		ours = append(ours, chunks*tracking.ChunkRecords/time.Since(began).Seconds())
	}
	ratio := make([]float64, len(ours)) // turn by turn: what else the machine does weighs on both
	for i := range ratio {
		ratio[i] = ours[i] / bare[i]
	}
	b.ReportMetric(middle(bare), "bare-events/s")
	b.ReportMetric(middle(ours), "events/s")
	b.ReportMetric(middle(ratio), "ratio")
}

func middle(samples []float64) float64 {
	slices.Sort(samples)
	return samples[len(samples)/2]
}

// outline lists the chunks in their receipts, as reception does before it queues them.
func outline(b *testing.B, s *trackingdb.Store, queued []tracking.Chunk) {
	b.Helper()
	var accepted [][]tracking.Entry
	for _, c := range queued {
		entries := make([]tracking.Entry, len(c.Events))
		for i := range entries {
			entries[i] = tracking.Entry{Index: c.First + i, ID: string(item), Code: "EMH"}
		}
		accepted = append(accepted, entries)
	}
	if err := s.Itemise(b.Context(), message(queued[0].Receipt, now), accepted, nil); err != nil {
		b.Fatal(err)
	}
}

// valid is the n-th item identifier of a series.
func valid(n int) edi.ItemID {
	weights := []int{8, 6, 4, 2, 3, 5, 9, 7}
	digits, sum := fmt.Sprintf("%08d", n%100_000_000), 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	check := 11 - sum%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	return edi.ItemID(fmt.Sprintf("EE%s%dGB", digits, check))
}
