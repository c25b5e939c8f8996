package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ChunkRecords is how many records travel in one queue message: their JSON stays well below SQS's 256 KiB.
const ChunkRecords = 50

// chunkItems is how many items' particulars do: they are larger.
const chunkItems = 10

// RawMessages keeps messages as they came.
type RawMessages interface {
	Put(ctx context.Context, key string, body []byte, contentType string) error
}

// Messages keeps what was received and what became of it.
type Messages interface {
	// Create stores a message unless its receipt is taken: then the problem is Conflict "receipt-taken" and nothing is stored.
	Create(ctx context.Context, m Message) error
	// Itemise stores what a receipt will tell of the records: the accepted ones chunk by chunk, and the rejected ones. Doing it again starts the chunks anew.
	Itemise(ctx context.Context, m Message, accepted [][]Entry, rejected []Result) error
	// Report returns a message and its records' outcomes in order, or the problem NotFound "receipt-unknown".
	Report(ctx context.Context, receipt string) (Report, error)
}

// Chunks is the queue that Ingester reads.
type Chunks interface {
	Send(ctx context.Context, chunks ...Chunk) error
}

// Receiver takes messages in.
type Receiver struct {
	Maps       func() ([]*edi.Map, error) // of the EDIFACT messages that are read, edi.Maps
	Raw        RawMessages
	Messages   Messages
	References References
	Settings   Settings // how an operator's own messages are read; nil for the same way for all
	Chunks     Chunks
	Clock      clock.Clock
	NewReceipt func(at time.Time) (string, error) // unique, [A-Za-z0-9]
}

// Submission is a message as it was sent.
type Submission struct {
	Body           []byte
	ContentType    string
	IdempotencyKey string // "" for none
	Corrects       string // receipt of a message that it corrects, "" for none
	By             *Actor // who corrects it
}

// Receive keeps the message as it came, queues the records that can be accepted and answers with its receipt. Records that cannot be accepted
// don't hold up the others; a message of which nothing can be taken is a problem that carries its receipt as well.
//
// The same IdempotencyKey with the same body has the effect and the answer of the first time; with another body it is the problem
// "idempotency-key-reused". A message that failed on our side can be sent again without fear: the same record has one effect.
func (r *Receiver) Receive(ctx context.Context, actor principal.Principal, in Submission) (Message, error) {
	if actor.Operator == "" {
		return Message{}, operatorMissing()
	}
	how, err := r.how(ctx, actor.Operator)
	if err != nil {
		return Message{}, err
	}
	now, err := r.Clock.Now(ctx)
	if err != nil {
		return Message{}, err
	}
	m := Message{Operator: actor.Operator, ReceivedAt: now, ContentType: in.ContentType, Size: len(in.Body), Digest: digest(in.Body), Corrects: in.Corrects, By: in.By}
	if in.IdempotencyKey != "" {
		m.Receipt = receiptOf(actor.Operator, in.IdempotencyKey)
		earlier, err := r.Messages.Report(ctx, m.Receipt)
		if err == nil {
			return r.again(ctx, earlier, m.Digest, in, how)
		}
		if !problem.Is(err, "receipt-unknown") {
			return Message{}, err
		}
	} else if m.Receipt, err = r.NewReceipt(now); err != nil {
		return Message{}, fmt.Errorf("make a receipt: %w", err)
	}
	m.RawKey = "raw/" + now.Format("2006/01/02") + "/" + m.Receipt
	if in.IdempotencyKey != "" {
		m.RawKey += "-" + m.Digest[:8] // two bodies at once with one key: the refused one must not replace the other
	}
	if err := r.Raw.Put(ctx, m.RawKey, in.Body, in.ContentType); err != nil {
		return Message{}, fmt.Errorf("keep raw message %s: %w", m.Receipt, err)
	}
	p := how.parse(in.Body, in.ContentType, now)
	if p.refusal == nil {
		if m.Replaces, err = r.replaced(ctx, m, &p); err != nil {
			return Message{}, err
		}
	}
	m.Format, m.Events, m.Rejected, m.Refusal = p.format, p.total(), len(p.rejected), p.refusal
	if m.Events == 0 && m.Refusal != nil {
		m.Rejected = 1
	}
	if err := r.Messages.Create(ctx, m); err != nil {
		if !problem.Is(err, "receipt-taken") {
			return Message{}, err
		}
		earlier, err := r.Messages.Report(ctx, m.Receipt) // the same key came twice at once
		if err != nil {
			return Message{}, err
		}
		return r.again(ctx, earlier, m.Digest, in, how)
	}
	return r.queue(ctx, m, p)
}

// again answers a message that came before, and queues it once more if its records wait: the first time may have died half way.
func (r *Receiver) again(ctx context.Context, earlier Report, digest string, in Submission, how reading) (Message, error) {
	if earlier.Digest != digest {
		return Message{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another message. Use a new one.").
			With("Idempotency-Key", "was used for another body").WithExtra("receipt", earlier.Receipt)
	}
	if earlier.Status() != Queued {
		return earlier.Message, earlier.refused()
	}
	return r.queue(ctx, earlier.Message, how.parse(in.Body, in.ContentType, earlier.ReceivedAt))
}

// queue lists and sends the accepted records.
func (r *Receiver) queue(ctx context.Context, m Message, p parsed) (Message, error) {
	for i := range p.events {
		p.events[i].Receipt, p.events[i].Sender, p.events[i].Replaces = m.Receipt, m.Operator, m.replacing(p.events[i].Index)
	}
	for i := range p.movements {
		p.movements[i].Receipt, p.movements[i].Sender, p.movements[i].Replaces = m.Receipt, m.Operator, m.replacing(p.movements[i].Index)
	}
	for i := range p.items {
		p.items[i].Receipt, p.items[i].Sender = m.Receipt, m.Operator
	}
	var outline [][]Entry
	var chunks []Chunk
	err := pack(p.events, ChunkRecords, func(e Event) Entry { return Entry{e.Index, string(e.ItemID), e.Code} }, func(entries []Entry, raw []json.RawMessage) {
		outline = append(outline, entries)
		chunks = append(chunks, Chunk{First: entries[0].Index, Events: raw})
	})
	if err == nil {
		err = pack(p.movements, ChunkRecords, func(v Movement) Entry { return Entry{v.Index, v.ID(), v.Code} }, func(entries []Entry, raw []json.RawMessage) {
			outline = append(outline, entries)
			chunks = append(chunks, Chunk{First: entries[0].Index, Movements: raw})
		})
	}
	if err == nil {
		err = pack(p.items, chunkItems, func(v Particulars) Entry { return Entry{v.Index, string(v.ItemID), listItems} }, func(entries []Entry, raw []json.RawMessage) {
			outline = append(outline, entries)
			chunks = append(chunks, Chunk{First: entries[0].Index, Items: raw})
		})
	}
	if err != nil {
		return Message{}, fmt.Errorf("queue message %s: %w", m.Receipt, err)
	}
	for i := range chunks {
		chunks[i].Receipt, chunks[i].Sender, chunks[i].ReceivedAt = m.Receipt, m.Operator, m.ReceivedAt
	}
	if err := r.Messages.Itemise(ctx, m, outline, p.rejected); err != nil {
		return Message{}, err
	}
	more, err := r.refer(ctx, m, p)
	if err != nil {
		return Message{}, err
	}
	chunks = append(chunks, more...)
	if err := r.Chunks.Send(ctx, chunks...); err != nil {
		return Message{}, fmt.Errorf("queue message %s: %w", m.Receipt, err)
	}
	return m, m.refused()
}

// pack splits records into chunks of a size, each with its outline and its JSON.
func pack[T any](records []T, size int, entry func(T) Entry, chunk func([]Entry, []json.RawMessage)) error {
	for part := range slices.Chunk(records, size) {
		entries, raw := make([]Entry, len(part)), make([]json.RawMessage, len(part))
		for i, rec := range part {
			var err error
			if raw[i], err = json.Marshal(rec); err != nil {
				return err
			}
			entries[i] = entry(rec)
		}
		chunk(entries, raw)
	}
	return nil
}

// refused is the problem of a message of which nothing was taken, nil for others.
func (m Message) refused() error {
	if m.Refusal == nil {
		return nil
	}
	return m.Refusal.problem().WithExtra("receipt", m.Receipt)
}

// problem is what a refusal says to who sent the message.
func (r Refusal) problem() *problem.Problem {
	p := problem.New(kinds[r.Slug], r.Slug, "%s", r.Detail)
	for _, f := range r.Faults {
		p.With(f.Where, "%s", f.Reason)
	}
	return p
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// receiptOf derives a receipt from an operator's key, so that the same key finds the same message. It is no secret: a receipt opens
// nothing to another operator.
func receiptOf(operator principal.OperatorCode, key string) string {
	sum := sha256.Sum256([]byte(string(operator) + "\x00" + key))
	return "K" + base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])
}
