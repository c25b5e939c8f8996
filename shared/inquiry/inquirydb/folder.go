package inquirydb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// indexes says which index holds a folder, for the folders that only one side has. Waiting and closed are both sides':
// they are read from the requester's index first, then from the replier's.
var indexes = map[inquiry.Folder][]string{
	inquiry.ToDo: {replierFolder}, inquiry.OverdueByUs: {replierFolder},
	inquiry.Drafts: {requesterFolder}, inquiry.ToRead: {requesterFolder}, inquiry.ReturnedToUs: {requesterFolder},
	inquiry.OverdueByPartner: {requesterFolder}, inquiry.UnroutableFolder: {requesterFolder},
	inquiry.Waiting: {requesterFolder, replierFolder}, inquiry.ClosedFolder: {requesterFolder, replierFolder},
}

// indexOf is the member of a position that says which index it is in.
const indexOf = "index"

// Folder implements inquiry.Store: one query of an index, whatever the size of the folder; two where a page crosses from one side's index to the
// other's. With a filter it looks at filterReach rows at most, so that its cost does not grow with the folder either.
func (s *Store) Folder(ctx context.Context, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) (inquiry.Rows, error) {
	rows := inquiry.Rows{Items: []inquiry.Inquiry{}}
	started := p.Position == nil
	for i, index := range indexes[f] {
		from := p.Position
		if !started && from[indexOf] != index {
			continue
		}
		if started {
			from = nil
		}
		started = true
		next, err := s.folderPages(ctx, index, centre, f, inquiry.Page{Limit: p.Limit - len(rows.Items), Position: from, Since: p.Since, Filter: p.Filter}, &rows)
		if err != nil {
			return rows, err
		}
		switch {
		case next != nil:
			rows.Next = next
		case len(rows.Items) == p.Limit && i+1 < len(indexes[f]):
			rows.Next = map[string]string{indexOf: indexes[f][i+1]}
		}
		if rows.Next != nil {
			return rows, nil
		}
	}
	return rows, nil
}

// filterReach bounds the rows that one filtered page looks at; filterPage is how many it reads at a time.
const (
	filterReach = 500
	filterPage  = 100
)

// folderPages reads pages of an index until the limit is taken, the folder ends, or a filter has reached far enough.
func (s *Store) folderPages(ctx context.Context, index string, centre directory.CentreID, f inquiry.Folder, p inquiry.Page, rows *inquiry.Rows) (map[string]string, error) {
	limit, side := p.Limit, inquiry.Requester
	if index == replierFolder {
		side = inquiry.Replier
	}
	for {
		read := limit
		if p.Filter.Active() {
			read = filterPage
		}
		items, next, err := s.folderPage(ctx, index, centre, f, inquiry.Page{Limit: read, Position: p.Position, Since: p.Since})
		if err != nil {
			return nil, err
		}
		for i, it := range items {
			rows.Examined++
			if q := it.inquiry(); p.Filter.Takes(q, side) {
				rows.Items = append(rows.Items, q)
				limit--
			}
			if limit == 0 && i+1 < len(items) {
				return it.position(index), nil
			}
		}
		if next == nil || limit == 0 || !p.Filter.Active() || rows.Examined >= filterReach {
			return next, nil
		}
		p.Position = next
	}
}

// position is where the list goes on after a row.
func (it headItem) position(index string) map[string]string {
	if index == replierFolder {
		return map[string]string{"PK": it.PK, "SK": it.SK, "rpPK": it.RpPK, "rpSK": it.RpSK, indexOf: index}
	}
	return map[string]string{"PK": it.PK, "SK": it.SK, "rqPK": it.RqPK, "rqSK": it.RqSK, indexOf: index}
}

func (s *Store) folderPage(ctx context.Context, index string, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) ([]headItem, map[string]string, error) {
	pk, sk := "rqPK", "rqSK"
	if index == replierFolder {
		pk, sk = "rpPK", "rpSK"
	}
	since := "1#" + p.Since.UTC().Format(sortable)
	if !p.Since.IsZero() && p.Position[sk] != "" && p.Position[sk] < since {
		return nil, nil, nil // the page before ended where the window now begins
	}
	in := &dynamodb.QueryInput{TableName: &s.Table, IndexName: &index, KeyConditionExpression: aws.String("#pk = :pk"), Limit: aws.Int32(int32(p.Limit)),
		ExpressionAttributeNames:  map[string]string{"#pk": pk},
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(folderPartition(centre, f))},
		ExclusiveStartKey:         startKey(p.Position), ScanIndexForward: aws.Bool(f != inquiry.ClosedFolder),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if !p.Since.IsZero() {
		in.KeyConditionExpression = aws.String("#pk = :pk AND #sk >= :since")
		in.ExpressionAttributeNames["#sk"] = sk
		in.ExpressionAttributeValues[":since"] = dynamo.S(since)
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("folder %s of %s: %w", f, centre, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []headItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, nil, fmt.Errorf("folder %s of %s: %w", f, centre, err)
	}
	next, err := position(out.LastEvaluatedKey)
	if next != nil {
		next[indexOf] = index
	}
	return items, next, err
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

// startKey writes a position as a key; one that only names an index is the index's beginning.
func startKey(position map[string]string) map[string]types.AttributeValue {
	out := map[string]types.AttributeValue{}
	for k, v := range position {
		if k != indexOf {
			out[k] = dynamo.S(v)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
