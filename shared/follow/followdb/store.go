// Package followdb keeps saved lists, feeds and what they were told in the Follow table. docs/data-model.md lists its access patterns and what each costs.
//
// It must not know who may see a list or an event.
package followdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store is the Follow table. Meter may be nil. Safe for concurrent use.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var (
	_ follow.TellStore = (*Store)(nil)
	_ follow.ListStore = (*Store)(nil)
	_ follow.FeedStore = (*Store)(nil)
)

// How long the table keeps something after its end. What has ended is checked on read; nothing relies on the moment.
const (
	keepEnded   = 7 * 24 * time.Hour
	keepEntries = 2 * 24 * time.Hour // beyond the days that a feed promises
)

// rowItem is an item that is followed. The names are short because every kilobyte is a write unit.
type rowItem struct {
	dynamo.Key
	Ref       string `dynamodbav:"r,omitempty"`
	Added     int64  `dynamodbav:"a"` // milliseconds, as all instants here
	Until     int64  `dynamodbav:"u"`
	Sight     string `dynamodbav:"si,omitempty"` // JSON
	Seq       int    `dynamodbav:"q"`
	Changed   int64  `dynamodbav:"c,omitempty"`
	Told      string `dynamodbav:"t,omitempty"`
	Version   int    `dynamodbav:"v"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

func rowOf(f follow.Follower, r follow.Row) (rowItem, error) {
	it := rowItem{Key: rowKey(f, r.ItemID), Ref: r.Ref, Added: dynamo.Millis(r.AddedAt), Until: dynamo.Millis(r.Until), Seq: r.Seq, Changed: dynamo.Millis(r.ChangedAt), Told: string(r.Told),
		Version: r.Version, ExpiresAt: r.Expires.Add(keepEnded).Unix()}
	if r.Sight != (follow.Sight{}) {
		raw, err := json.Marshal(r.Sight)
		if err != nil {
			return it, err
		}
		it.Sight = string(raw)
	}
	return it, nil
}

func readRow(item map[string]types.AttributeValue) (follow.Row, error) {
	var it rowItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return follow.Row{}, fmt.Errorf("unreadable row: %w", err)
	}
	r := follow.Row{ItemID: edi.ItemID(strings.TrimPrefix(it.SK, itemPrefix)), Ref: it.Ref, AddedAt: dynamo.Instant(it.Added), Until: dynamo.Instant(it.Until), Seq: it.Seq,
		ChangedAt: dynamo.Instant(it.Changed), Told: follow.Told(it.Told), Version: it.Version, Expires: time.Unix(it.ExpiresAt, 0).UTC().Add(-keepEnded)}
	if it.Sight != "" {
		if err := json.Unmarshal([]byte(it.Sight), &r.Sight); err != nil {
			return r, fmt.Errorf("unreadable row: %w", err)
		}
	}
	return r, nil
}

// headItem is a list, or how far a feed has been told.
type headItem struct {
	dynamo.Key
	Centre      string `dynamodbav:"centre,omitempty"`
	Shared      string `dynamodbav:"sharedWith,omitempty"`
	Name        string `dynamodbav:"listName,omitempty"`
	Note        string `dynamodbav:"note,omitempty"`
	By          string `dynamodbav:"madeBy,omitempty"`
	Created     int64  `dynamodbav:"created,omitempty"`
	Ends        int64  `dynamodbav:"ends,omitempty"`
	Items       int    `dynamodbav:"items,omitempty"`
	Version     int    `dynamodbav:"version,omitempty"`
	Edits       int    `dynamodbav:"edits,omitempty"`
	Seq         int    `dynamodbav:"seq"`
	Changed     int64  `dynamodbav:"changed,omitempty"`
	Fingerprint string `dynamodbav:"fingerprint,omitempty"`
	Days        string `dynamodbav:"marks,omitempty"` // of a feed: "2026-11-26:1 2026-11-27:308"
	ExpiresAt   int64  `dynamodbav:"expiresAt,omitempty"`
}

func (it headItem) list(operator principal.OperatorCode) follow.List {
	return follow.List{ID: follow.ListID(strings.TrimPrefix(it.SK, listPrefix)), Operator: operator, Centre: principal.CentreID(it.Centre), Shared: it.Shared, Name: it.Name,
		Note: it.Note, By: it.By, CreatedAt: dynamo.Instant(it.Created), ExpiresAt: dynamo.Instant(it.Ends), Items: it.Items, Version: it.Version, Edits: it.Edits, Seq: it.Seq,
		ChangedAt: dynamo.Instant(it.Changed), Fingerprint: it.Fingerprint}
}

func writeDays(marks []follow.DayMark) string {
	parts := make([]string, len(marks))
	for i, m := range marks {
		parts[i] = m.Day + ":" + strconv.Itoa(m.First)
	}
	return strings.Join(parts, " ")
}

func readDays(text string) ([]follow.DayMark, error) {
	var out []follow.DayMark
	for part := range strings.FieldsSeq(text) {
		day, first, _ := strings.Cut(part, ":")
		n, err := strconv.Atoi(first)
		if err != nil {
			return nil, fmt.Errorf("unreadable day of a feed: %w", err)
		}
		out = append(out, follow.DayMark{Day: day, First: n})
	}
	return out, nil
}

// table is what is read.
func (s *Store) table() dynamo.Table {
	return dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}
}

// conflicts bounds how often a transaction that met another one on the same item is tried again.
const conflicts = 8

// transact writes all items or none. When a condition failed it returns the place of the refused item, -1 when all was written. A transaction that met
// another one on the same item is tried again after a short random wait; one that never gets through is follow.ErrChanged.
func (s *Store) transact(ctx context.Context, items []types.TransactWriteItem) (refused int, _ error) {
	var err error
	for try := range conflicts {
		var out *dynamodb.TransactWriteItemsOutput
		out, err = s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.Add(out.ConsumedCapacity...)
			return -1, nil
		}
		conflict := false
		for i, r := range dynamo.Reasons(err) {
			switch aws.ToString(r.Code) {
			case dynamo.RefusedByCondition:
				return i, nil
			case dynamo.RefusedByConflict:
				conflict = true
			}
		}
		if !conflict {
			return -1, err
		}
		select {
		case <-ctx.Done():
			return -1, ctx.Err()
		case <-time.After(time.Duration(rand.IntN(10<<try)) * time.Millisecond): // jitter decides nothing
		}
	}
	return -1, errors.Join(follow.ErrChanged, err)
}

func unknownList() error {
	return problem.New(problem.NotFound, "list-unknown", "There is no such list, or it is not shared with you.")
}
