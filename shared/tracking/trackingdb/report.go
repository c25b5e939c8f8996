package trackingdb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// chunkRow is a part of a message's accepted records.
type chunkRow struct {
	dynamo.Key
	Events    []string `dynamodbav:"events"` // "<index> <item, receptacle or dispatch> <code>"
	ExpiresAt int64    `dynamodbav:"expiresAt"`
}

// settledRow is what became of a chunk: only exceptions are named. It is a row of its own, because changing the outline would cost two write units.
type settledRow struct {
	dynamo.Key
	Records    int   `dynamodbav:"n"`
	Duplicates []int `dynamodbav:"d,omitempty"`
	Failed     []int `dynamodbav:"f,omitempty"`
	ExpiresAt  int64 `dynamodbav:"expiresAt"`
}

// outcomeRow is one rejected record.
type outcomeRow struct {
	dynamo.Key
	ItemID    string `dynamodbav:"itemId,omitempty"`
	Transport string `dynamodbav:"transportId,omitempty"`
	Code      string `dynamodbav:"code,omitempty"`
	Reason    string `dynamodbav:"reason"`
	Segment   string `dynamodbav:"segment"`
	Original  string `dynamodbav:"original"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// Itemise implements tracking.Messages.
func (s *Store) Itemise(ctx context.Context, m tracking.Message, accepted [][]tracking.Entry, rejected []tracking.Result) error {
	rows := make([]any, 0, len(accepted)+len(rejected))
	expires := m.ReceivedAt.Add(keepMessages).Unix()
	for _, entries := range accepted {
		row := chunkRow{Key: chunkKey(m.Receipt, entries[0].Index), ExpiresAt: expires}
		for _, e := range entries {
			row.Events = append(row.Events, strconv.Itoa(e.Index)+" "+e.ID+" "+e.Code)
		}
		rows = append(rows, row)
	}
	for _, r := range rejected {
		rows = append(rows, outcomeRow{Key: outcomeKey(m.Receipt, r.Index), ItemID: r.ItemID, Transport: r.TransportID, Code: r.Code, Reason: r.Reason,
			Segment: r.Segment, Original: r.Original, ExpiresAt: expires})
	}
	items := make([]map[string]types.AttributeValue, len(rows))
	for i, row := range rows {
		var err error
		if items[i], err = attributevalue.MarshalMap(row); err != nil {
			return fmt.Errorf("itemise message %s: %w", m.Receipt, err)
		}
	}
	if err := s.putAll(ctx, items); err != nil {
		return fmt.Errorf("itemise message %s: %w", m.Receipt, err)
	}
	return nil
}

// Settle records what became of one chunk as SettleAll does.
func (s *Store) Settle(ctx context.Context, c tracking.Settlement) error {
	return s.SettleAll(ctx, []tracking.Settlement{c})[0]
}

// SettleAll implements tracking.Events.
func (s *Store) SettleAll(ctx context.Context, settlements []tracking.Settlement) []error {
	rows := make([]any, len(settlements))
	for i, c := range settlements {
		slices.Sort(c.Duplicates)
		slices.Sort(c.Failed)
		rows[i] = settledRow{Key: settledKey(c.Receipt, c.First), Records: c.Records, Duplicates: c.Duplicates, Failed: c.Failed, ExpiresAt: c.ReceivedAt.Add(keepMessages).Unix()}
	}
	out := s.putEach(ctx, rows)
	for i, err := range out {
		if err != nil {
			out[i] = fmt.Errorf("settle message %s: %w", settlements[i].Receipt, err)
		}
	}
	return out
}

// Report implements tracking.Messages.
func (s *Store) Report(ctx context.Context, receipt string) (tracking.Report, error) {
	items, err := s.pages(ctx, &dynamodb.QueryInput{ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(messagePK(receipt))}})
	if err != nil {
		return tracking.Report{}, fmt.Errorf("read message %s: %w", receipt, err)
	}
	report, found := tracking.Report{}, false
	var chunks []chunkRow
	var settled []settledRow
	var rejected []outcomeRow
	for _, item := range items {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		switch {
		case sk.Value == head:
			report.Message, err = readHead(item)
			found = true
		case strings.HasPrefix(sk.Value, chunkPrefix):
			chunks, err = grown(chunks, item)
		case strings.HasPrefix(sk.Value, settledPrefix):
			settled, err = grown(settled, item)
		case strings.HasPrefix(sk.Value, outcomePrefix):
			rejected, err = grown(rejected, item)
		case strings.HasPrefix(sk.Value, lookPrefix):
			report.Looks, err = add(report.Looks, item, lookRow.look)
		}
		if err != nil {
			return tracking.Report{}, fmt.Errorf("read message %s: %w", receipt, err)
		}
	}
	if !found {
		return tracking.Report{}, tracking.UnknownReceipt(receipt)
	}
	if report.Uploaded {
		report.Results, report.Tally = ofFile(report.Message, settled, rejected)
		return report, nil
	}
	report.Results = results(report.Events, chunks, settled, rejected)
	if report.Refusal != nil && report.Events == 0 {
		report.Results = []tracking.Result{report.Refusal.Result()}
	}
	return report, nil
}

// ofFile counts what became of a file's records; only the rejected ones are told one by one.
func ofFile(m tracking.Message, settled []settledRow, rejected []outcomeRow) ([]tracking.Result, *tracking.Counts) {
	c := tracking.Counts{Rejected: m.Rejected}
	done := 0
	for _, s := range settled {
		done += s.Records - len(s.Failed)
		c.Duplicate += len(s.Duplicates)
	}
	c.Stored, c.Queued = done-c.Duplicate, max(0, m.Events-m.Rejected-done)
	if m.Refusal != nil && m.Events == 0 {
		return []tracking.Result{m.Refusal.Result()}, &tracking.Counts{Rejected: m.Rejected}
	}
	out := make([]tracking.Result, 0, len(rejected))
	for _, r := range rejected {
		if i, err := strconv.Atoi(after(r.SK, outcomePrefix)); err == nil {
			out = append(out, r.result(i))
		}
	}
	slices.SortFunc(out, func(a, b tracking.Result) int { return cmp.Compare(a.Index, b.Index) })
	return out, &c
}

func (r outcomeRow) result(i int) tracking.Result {
	return tracking.Result{Index: i, ItemID: r.ItemID, TransportID: r.Transport, Code: r.Code, Outcome: tracking.OutcomeRejected, Reason: r.Reason, Segment: r.Segment, Original: r.Original}
}

// grown appends an item to a list of rows.
func grown[T any](rows []T, item map[string]types.AttributeValue) ([]T, error) {
	var row T
	err := attributevalue.UnmarshalMap(item, &row)
	return append(rows, row), err
}

// results puts together what became of each of n records. One that no row names waits to be queued again.
func results(n int, chunks []chunkRow, settled []settledRow, rejected []outcomeRow) []tracking.Result {
	became := map[string]settledRow{}
	for _, s := range settled {
		became[after(s.SK, settledPrefix)] = s
	}
	out := make([]tracking.Result, n)
	for i := range out {
		out[i] = tracking.Result{Index: i, Outcome: tracking.OutcomeQueued}
	}
	for _, c := range chunks {
		s, done := became[after(c.SK, chunkPrefix)]
		for _, line := range c.Events {
			index, rest, _ := strings.Cut(line, " ")
			i, err := strconv.Atoi(index)
			if err != nil || i < 0 || i >= n {
				continue
			}
			id, code, _ := strings.Cut(rest, " ")
			if out[i].Code = code; len(id) < edi.DispatchLength {
				out[i].ItemID = id
			} else {
				out[i].TransportID = id
			}
			switch {
			case !done || slices.Contains(s.Failed, i):
			case slices.Contains(s.Duplicates, i):
				out[i].Outcome = tracking.OutcomeDuplicate
			default:
				out[i].Outcome = tracking.OutcomeStored
			}
		}
	}
	for _, r := range rejected {
		if i, err := strconv.Atoi(after(r.SK, outcomePrefix)); err == nil && i >= 0 && i < n {
			out[i] = r.result(i)
		}
	}
	return out
}

var (
	_ tracking.Messages = (*Store)(nil)
	_ tracking.Events   = (*Store)(nil)
)
