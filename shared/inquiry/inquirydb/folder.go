package inquirydb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// indexes says which index holds a folder. Waiting and closed are both sides': they are read from both and merged in the folder's order.
var indexes = map[inquiry.Folder][]string{
	inquiry.ToDo: {replierFolder}, inquiry.OverdueByUs: {replierFolder},
	inquiry.Drafts: {requesterFolder}, inquiry.ToRead: {requesterFolder}, inquiry.ReturnedToUs: {requesterFolder},
	inquiry.OverdueByPartner: {requesterFolder}, inquiry.UnroutableFolder: {requesterFolder},
	inquiry.Waiting: {requesterFolder, replierFolder}, inquiry.ClosedFolder: {requesterFolder, replierFolder},
}

// filterReach bounds the rows that one filtered page looks at; filterPage is how many it reads at a time.
const (
	filterReach = 500
	filterPage  = 100
)

// Folder implements inquiry.Store: one query of an index, whatever the size of the folder; of a folder that both sides have, one of each and seldom
// a third. With a filter it looks at filterReach rows at most, so that its cost does not grow with the folder either.
func (s *Store) Folder(ctx context.Context, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) (inquiry.Rows, error) {
	rows := inquiry.Rows{Items: []inquiry.Inquiry{}}
	streams := []*stream{}
	for _, index := range indexes[f] {
		streams = append(streams, streamFrom(index, centre, f, p))
	}
	for len(rows.Items) < p.Limit && (!p.Filter.Active() || rows.Examined < filterReach) {
		var first *stream
		for _, st := range streams {
			if err := s.fill(ctx, st, chunk(p, len(rows.Items), len(streams))); err != nil {
				return rows, fmt.Errorf("folder %s of %s: %w", f, centre, err)
			}
			if len(st.rows) > 0 && (first == nil || st.before(first)) {
				first = st
			}
		}
		if first == nil {
			return rows, nil
		}
		rows.Examined++
		if q := first.take().inquiry(); p.Filter.Takes(q, first.side()) {
			rows.Items = append(rows.Items, q)
		}
	}
	rows.Next = positionOf(streams)
	return rows, nil
}

// chunk is how many rows are read at once: of two sides, two thirds of a page each, so that a third query is seldom needed and a fourth never.
func chunk(p inquiry.Page, have, sides int) int {
	left := p.Limit - have
	switch {
	case p.Filter.Active():
		return filterPage
	case sides > 1 && have == 0:
		return (2*left + 2) / 3
	}
	return left
}

// stream is one side's part of a folder, in the folder's order.
type stream struct {
	index, pk string
	backwards bool
	since     string
	at        string // sort key and id of the row that was taken last; "" at the beginning
	rows      []headItem
	more      bool // there may be more than was read
}

// ended is the place of a stream that has been read to its end.
const ended = "-"

func streamFrom(index string, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) *stream {
	st := &stream{index: index, pk: folderPartition(centre, f), backwards: f == inquiry.ClosedFolder, at: p.Position[index]}
	if !p.Since.IsZero() {
		st.since = "1#" + p.Since.UTC().Format(sortable)
	}
	st.more = st.at != ended && (st.at == "" || st.since == "" || st.at >= st.since) // the page before may have ended where the window now begins
	return st
}

// keys are the names of the index's keys.
func (st *stream) keys() (pk, sk string) {
	if st.index == replierFolder {
		return "rpPK", "rpSK"
	}
	return "rqPK", "rqSK"
}

func (st *stream) side() inquiry.Side {
	if st.index == replierFolder {
		return inquiry.Replier
	}
	return inquiry.Requester
}

func (st *stream) sort(it headItem) string {
	if st.index == replierFolder {
		return it.RpSK
	}
	return it.RqSK
}

// before reports whether the stream's next row comes before the other's.
func (st *stream) before(other *stream) bool {
	own, their := st.sort(st.rows[0]), other.sort(other.rows[0])
	if st.backwards {
		return own > their
	}
	return own < their
}

func (st *stream) take() headItem {
	it := st.rows[0]
	st.rows, st.at = st.rows[1:], st.sort(it)+placeSeparator+it.PK[len(InquiryPrefix):]
	return it
}

// placeSeparator parts a sort key from an id.
const placeSeparator = " "

// positionOf is where a list goes on: the place in each stream; nil when all have ended.
func positionOf(streams []*stream) map[string]string {
	out, more := map[string]string{}, false
	for _, st := range streams {
		switch {
		case len(st.rows) == 0 && !st.more:
			out[st.index] = ended
			continue
		case st.at != "":
			out[st.index] = st.at
		}
		more = true
	}
	if !more {
		return nil
	}
	return out
}

// fill reads on where a stream has no row left and may have more.
func (s *Store) fill(ctx context.Context, st *stream, limit int) error {
	if len(st.rows) > 0 || !st.more {
		return nil
	}
	pk, sk := st.keys()
	in := &dynamodb.QueryInput{TableName: &s.Table, IndexName: &st.index, KeyConditionExpression: aws.String("#pk = :pk"), Limit: aws.Int32(int32(limit)),
		ExpressionAttributeNames:  map[string]string{"#pk": pk},
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(st.pk)},
		ScanIndexForward:          aws.Bool(!st.backwards), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if sort, id, ok := strings.Cut(st.at, placeSeparator); ok {
		in.ExclusiveStartKey = headKey(inquiry.ID(id)).Map()
		in.ExclusiveStartKey[pk], in.ExclusiveStartKey[sk] = dynamo.S(st.pk), dynamo.S(sort)
	}
	if st.since != "" {
		in.KeyConditionExpression = aws.String("#pk = :pk AND #sk >= :since")
		in.ExpressionAttributeNames["#sk"] = sk
		in.ExpressionAttributeValues[":since"] = dynamo.S(st.since)
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	st.more = len(out.LastEvaluatedKey) > 0
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &st.rows); err != nil {
		return err
	}
	return nil
}

func position(key map[string]types.AttributeValue) (map[string]string, error) {
	if len(key) == 0 {
		return nil, nil
	}
	out := map[string]string{}
	if err := attributevalue.UnmarshalMap(key, &out); err != nil {
		return nil, fmt.Errorf("position: %w", err)
	}
	return out, nil
}

// startKey writes a position as a key; nil is the beginning.
func startKey(position map[string]string) map[string]types.AttributeValue {
	if len(position) == 0 {
		return nil
	}
	out := map[string]types.AttributeValue{}
	for k, v := range position {
		out[k] = dynamo.S(v)
	}
	return out
}
