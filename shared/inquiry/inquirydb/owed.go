package inquirydb

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// DueBefore implements inquiry.Store. Urgent inquiries stand before the others in the folder, so each of the two parts is read from its
// earliest due time on: n rows, and filterPage at a time for as long as they are due before the instant.
func (s *Store) DueBefore(ctx context.Context, centre directory.CentreID, until time.Time, n int) (inquiry.DueRows, error) {
	var out inquiry.DueRows
	looked := 0
	for _, rank := range []string{"0#", "1#"} {
		end := rank + until.UTC().Format(sortable)
		var next map[string]types.AttributeValue
		for size, found, due := n, 0, true; due || found < n; size = filterPage {
			if looked == inquiry.OwedReach {
				out.More = true
				break
			}
			page, err := s.toDo(ctx, centre, rank, next, min(size, inquiry.OwedReach-looked))
			if err != nil {
				return out, fmt.Errorf("due at %s: %w", centre, err)
			}
			looked += len(page.rows)
			for _, it := range page.rows {
				q := it.inquiry()
				due = it.RpSK < end
				if q.Clock.DueAt.IsZero() { // it asks for no reply, and stands where it arrived
					continue
				}
				if due {
					out.Before++
				}
				if found++; found <= n {
					out.First = append(out.First, q)
				}
			}
			if next = page.next; next == nil {
				break
			}
		}
	}
	slices.SortStableFunc(out.First, func(a, b inquiry.Inquiry) int { return a.Clock.DueAt.Compare(b.Clock.DueAt) })
	out.First = out.First[:min(n, len(out.First))]
	return out, nil
}

type toDoPage struct {
	rows []headItem
	next map[string]types.AttributeValue // nil at the end
}

// toDo reads a page of what a centre has to answer: of the urgent part, or of the other.
func (s *Store) toDo(ctx context.Context, centre directory.CentreID, rank string, start map[string]types.AttributeValue, limit int) (p toDoPage, err error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(replierFolder), Limit: aws.Int32(int32(limit)),
		KeyConditionExpression: aws.String("rpPK = :pk AND begins_with(rpSK, :rank)"), ExclusiveStartKey: start,
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(folderPartition(centre, inquiry.ToDo)), ":rank": dynamo.S(rank)},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	if err != nil {
		return p, err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if len(out.LastEvaluatedKey) > 0 {
		p.next = out.LastEvaluatedKey
	}
	return p, attributevalue.UnmarshalListOfMaps(out.Items, &p.rows)
}
