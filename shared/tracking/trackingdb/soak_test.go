//go:build emulator

package trackingdb_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// soakLoad is what a soak sends: messages of NDJSON, some at the same time, and what must come of them.
type soakLoad struct {
	messages [][]string      // lines
	together map[int]bool    // a message that is sent at the same time as the one before
	want     map[string]bool // item and key of every event that must be there, once
	copies   int             // records that are duplicates of others
	rejected int             // lines that cannot be read
	kinds    map[string]int
}

// soak makes at least n records, 2 % of each anomaly. The same seed makes the same load.
func soak(seed uint64, n int) soakLoad {
	const message, percent = 500, 0.02
	r := rand.New(rand.NewPCG(seed, seed))
	l := soakLoad{together: map[int]bool{}, want: map[string]bool{}, kinds: map[string]int{}}
	var lines, later, parallel []string
	records, serial := 0, 0
	line := func(item edi.ItemID, code, office string, at time.Time) string {
		e := tracking.Event{ItemID: item, Code: code, Office: office, Time: at, Sender: ana.Operator}
		l.want[string(item)+" "+e.Key()] = true
		return fmt.Sprintf(`{"itemId":%q,"code":%q,"office":%q,"eventTime":%q}`, item, code, office, at.Format(time.RFC3339))
	}
	flush := func() {
		if len(lines) > 0 {
			l.messages = append(l.messages, lines)
		}
		if len(parallel) > 0 {
			l.together[len(l.messages)] = true
			l.messages = append(l.messages, parallel)
		}
		lines, parallel = later, nil
		later = nil
	}
	add := func(line string) { lines, records = append(lines, line), records+1 }
	for records < n {
		serial++
		item, at := valid(serial), now.Add(-time.Duration(r.IntN(60*24*30)+600)*time.Minute).Truncate(time.Second)
		path := []struct{ code, office string }{{"EMA", "GBLALA"}, {"EMC", "GBLALA"}, {"EMD", "USJFKZ"}, {"EMG", "USBOSA"}, {"EMI", "USBOSA"}}
		for i, step := range path {
			at = at.Add(time.Duration(r.IntN(100)+1) * time.Minute)
			this := line(item, step.code, step.office, at)
			add(this)
			anomaly := func(kind string) bool {
				if r.Float64() >= percent {
					return false
				}
				l.kinds[kind]++
				return true
			}
			if anomaly("again in the same message") {
				add(this)
				l.copies++
			}
			if anomaly("again in the next message") {
				later, records = append(later, this), records+1
				l.copies++
			}
			if anomaly("again at the same time") {
				parallel, records = append(parallel, this), records+1
				l.copies++
			}
			if anomaly("out of order") {
				add(line(item, "EMB", "GBLALA", at.Add(-48*time.Hour-time.Duration(i)*time.Second)))
			}
			if anomaly("after delivery") {
				add(line(item, "EMF", "USBOSA", at.Add(200*time.Hour+time.Duration(i)*time.Second).Truncate(time.Second).Add(-240*time.Hour)))
			}
			if anomaly("missent") {
				add(line(item, "EMD", "FRCDGA", at.Add(time.Second)))
			}
			if anomaly("unknown code") {
				add(line(item, "X9Z", step.office, at.Add(2*time.Second)))
			}
			if anomaly("unreadable line") {
				add(`{"itemId":"` + string(item) + `"`)
				l.rejected++
			}
		}
		if len(lines) >= message {
			flush()
		}
	}
	for len(lines)+len(parallel) > 0 {
		flush()
	}
	return l
}

// A load with 2 % of every anomaly, through the queue: none lost, none doubled, the dead-letter queue holds exactly the poison, and the receipts say
// so. The function is killed in the middle of a delivery now and then. The consumer is the function's own code; SQS and the table are the local engine's.
func TestSoak_NoneLostNoneDoubled(t *testing.T) {
	began := time.Now()
	l, load := assemble(t), soak(7, soakEvents)
	client, table := l.store.Engine()
	dead := deadLetters(t, l)

	total := 0
	var receipts []string
	var mu sync.Mutex
	send := func(lines []string) {
		m, err := l.receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(strings.Join(lines, "\n")), ContentType: "application/x-ndjson"})
		if err != nil {
			t.Error(err)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		receipts, total = append(receipts, m.Receipt), total+m.Events
	}
	n := 0
	l.receiver.NewReceipt = func(time.Time) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("S%05d", n), nil
	}
	var consumers sync.WaitGroup
	stop := make(chan struct{})
	tally := &soakTally{}
	for k := range 2 {
		consumers.Go(func() { l.work(t, stop, rand.New(rand.NewPCG(uint64(k), 1)), tally) })
	}
	var sending sync.WaitGroup
	for i, lines := range load.messages {
		if !load.together[i] {
			sending.Wait()
		}
		sending.Go(func() { send(lines) })
	}
	sending.Wait()
	poisoned := l.poison(t, soakEvents/50/50) // 2 % of as many chunks

	patience := time.Now().Add(time.Duration(soakEvents)*20*time.Millisecond + 3*time.Minute)
	waiting := append([]string{}, receipts...)
	for len(waiting) > 0 || tally.dead() < len(poisoned) {
		if time.Now().After(patience) {
			t.Fatalf("%d messages still wait, %d of %d poisoned chunks are in the dead-letter queue", len(waiting), tally.dead(), len(poisoned))
		}
		var still []string
		for _, receipt := range waiting {
			if report, err := l.store.Report(t.Context(), receipt); err != nil {
				t.Fatal(err)
			} else if report.Status() == tracking.Queued {
				still = append(still, receipt)
			}
		}
		waiting = still
		l.bury(t, dead, tally)
	}
	close(stop)
	consumers.Wait()

	var sum tracking.Counts
	for _, receipt := range receipts {
		report, err := l.store.Report(t.Context(), receipt)
		if err != nil {
			t.Fatal(err)
		}
		c := report.Counts()
		sum.Stored, sum.Duplicate, sum.Rejected, sum.Queued = sum.Stored+c.Stored, sum.Duplicate+c.Duplicate, sum.Rejected+c.Rejected, sum.Queued+c.Queued
	}
	if want := (tracking.Counts{Stored: len(load.want), Duplicate: load.copies, Rejected: load.rejected}); sum != want {
		t.Errorf("the receipts tell of %+v, it is %+v", sum, want)
	}
	there := soaked(t, client, table)
	for key := range load.want {
		if there[key] != 1 {
			t.Errorf("lost: %s", key)
		}
	}
	for receipt, chunk := range poisoned {
		report, err := l.store.Report(t.Context(), receipt)
		if err != nil || report.Counts() != (tracking.Counts{Stored: tracking.ChunkRecords - 1, Queued: 1}) {
			t.Errorf("poisoned %s: %+v %v", receipt, report.Counts(), err)
		}
		if !tally.holds(receipt) {
			t.Errorf("poisoned %s is not in the dead-letter queue", receipt)
		}
		for _, raw := range chunk.Events {
			var e tracking.Event
			if json.Unmarshal(raw, &e) == nil {
				e.Sender = chunk.Sender
				load.want[string(e.ItemID)+" "+e.Key()] = true
			}
		}
	}
	for key := range there {
		if !load.want[key] {
			t.Errorf("nobody sent %s", key)
		}
	}
	if len(tally.buried) != len(poisoned) {
		t.Errorf("the dead-letter queue holds %d messages, %d are poison", len(tally.buried), len(poisoned))
	}
	if tally.killed == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("%d records in %d messages in %s: %+v; %d deliveries, %d of them killed, %d chunks in the dead-letter queue; anomalies %v",
		total, len(receipts), time.Since(began).Round(time.Second), sum, tally.deliveries, tally.killed, len(tally.buried), load.kinds)
}

// soakTally counts what the consumers did, and what is dead.
type soakTally struct {
	mu                        sync.Mutex
	fresh, deliveries, killed int
	buried                    []string
}

// tenth counts a delivery at its first try, and reports whether it is one in ten: the first is.
func (s *soakTally) tenth() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh++
	return s.fresh%10 == 1
}

func (s *soakTally) dead() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.buried)
}

func (s *soakTally) holds(receipt string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, body := range s.buried {
		if strings.Contains(body, `"receipt":"`+receipt+`"`) {
			return true
		}
	}
	return false
}

// work is the function: it takes deliveries, stores them, and deletes what was handled. One delivery in ten dies half way, at its first try, and the first of all.
func (l line) work(t *testing.T, stop <-chan struct{}, r *rand.Rand, tally *soakTally) {
	t.Helper()
	handle := queue.ConsumeAll(slog.New(slog.DiscardHandler), l.ingester.IngestAll)
	for {
		select {
		case <-stop:
			return
		default:
		}
		got, err := l.queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &l.chunks, MaxNumberOfMessages: 10, WaitTimeSeconds: 1,
			MessageSystemAttributeNames: []sqstypes.MessageSystemAttributeName{sqstypes.MessageSystemAttributeNameApproximateReceiveCount}})
		if err != nil {
			t.Error(err)
			return
		}
		if len(got.Messages) == 0 {
			continue
		}
		var ev events.SQSEvent
		first := true
		for _, m := range got.Messages {
			ev.Records = append(ev.Records, events.SQSMessage{MessageId: *m.MessageId, Body: *m.Body})
			first = first && m.Attributes["ApproximateReceiveCount"] == "1"
		}
		ctx, cancel := context.WithCancel(t.Context())
		dies := first && tally.tenth()
		if dies {
			time.AfterFunc(time.Duration(r.IntN(60))*time.Millisecond, cancel)
		}
		out, err := handle(ctx, ev)
		cancel()
		tally.mu.Lock()
		tally.deliveries++
		if dies {
			tally.killed++
		}
		tally.mu.Unlock()
		if dies || err != nil {
			continue // nobody tells the queue
		}
		failed := map[string]bool{}
		for _, f := range out.BatchItemFailures {
			failed[f.ItemIdentifier] = true
		}
		for _, m := range got.Messages {
			if failed[*m.MessageId] {
				continue
			}
			if _, err := l.queues.DeleteMessage(t.Context(), &sqs.DeleteMessageInput{QueueUrl: &l.chunks, ReceiptHandle: m.ReceiptHandle}); err != nil {
				t.Error(err)
			}
		}
	}
}

// deadLetters gives the queue of chunks a dead-letter queue, as template.yaml does, and sooner retries.
func deadLetters(t *testing.T, l line) string {
	t.Helper()
	_, dead := kit.Queue(t)
	got, err := l.queues.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: &dead, AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn}})
	if err != nil {
		t.Fatal(err)
	}
	redrive := fmt.Sprintf(`{"deadLetterTargetArn":%q,"maxReceiveCount":5}`, got.Attributes["QueueArn"])
	if _, err := l.queues.SetQueueAttributes(t.Context(), &sqs.SetQueueAttributesInput{QueueUrl: &l.chunks, Attributes: map[string]string{"RedrivePolicy": redrive, "VisibilityTimeout": soakVisibility}}); err != nil {
		t.Fatal(err)
	}
	return dead
}

// poison sends chunks of which one record cannot be read, and their receipts.
func (l line) poison(t *testing.T, n int) map[string]tracking.Chunk {
	t.Helper()
	out := map[string]tracking.Chunk{}
	for k := range max(1, n) {
		m := message(fmt.Sprintf("P%05d", k), now)
		m.Events = tracking.ChunkRecords
		c := tracking.Chunk{Receipt: m.Receipt, Sender: m.Operator, ReceivedAt: now}
		var entries []tracking.Entry
		for i := range tracking.ChunkRecords {
			e := event(i)
			e.ItemID, e.Index, e.Receptacle = valid(50_000_000+k*tracking.ChunkRecords+i), i, ""
			raw, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			if i == 17 {
				raw = json.RawMessage(`{"index":17,"itemId":7}`)
			}
			c.Events, entries = append(c.Events, raw), append(entries, tracking.Entry{Index: i, ID: string(e.ItemID), Code: e.Code})
		}
		if err := l.store.Create(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if err := l.store.Itemise(t.Context(), m, [][]tracking.Entry{entries}, nil); err != nil {
			t.Fatal(err)
		}
		if err := l.receiver.Chunks.Send(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		out[m.Receipt] = c
	}
	return out
}

// bury takes what is in the dead-letter queue.
func (l line) bury(t *testing.T, dead string, tally *soakTally) {
	t.Helper()
	got, err := l.queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &dead, MaxNumberOfMessages: 10, WaitTimeSeconds: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Messages {
		if _, err := l.queues.DeleteMessage(t.Context(), &sqs.DeleteMessageInput{QueueUrl: &dead, ReceiptHandle: m.ReceiptHandle}); err != nil {
			t.Fatal(err)
		}
		tally.mu.Lock()
		tally.buried = append(tally.buried, *m.Body)
		tally.mu.Unlock()
	}
}

// soaked reads every event of the table, and how often each is there.
func soaked(t *testing.T, client *dynamodb.Client, table string) map[string]int {
	t.Helper()
	there := map[string]int{}
	pages := dynamodb.NewScanPaginator(client, &dynamodb.ScanInput{TableName: &table, ProjectionExpression: aws.String("PK, SK"), ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			pk, sk := item["PK"].(*types.AttributeValueMemberS).Value, item["SK"].(*types.AttributeValueMemberS).Value
			id, isItem := strings.CutPrefix(pk, "ITEM#")
			if key, isEvent := strings.CutPrefix(sk, "EVENT#"); isItem && isEvent {
				there[id+" "+key]++
			}
		}
	}
	return there
}
