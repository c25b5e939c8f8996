package inquirydb

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// count adds to a centre's figures, inside the transaction that moves the inquiry: what is counted is what is there.
func (s *Store) count(centre directory.CentreID, moves map[inquiry.Folder]int) *types.Update {
	var adds []string
	names, values := map[string]string{}, map[string]types.AttributeValue{}
	for i, f := range slices.Sorted(maps.Keys(moves)) {
		names[fmt.Sprintf("#f%d", i)], values[fmt.Sprintf(":n%d", i)] = string(f), dynamo.N(moves[f])
		adds = append(adds, fmt.Sprintf("#f%d :n%d", i, i))
	}
	return &types.Update{TableName: &s.Table, Key: countsKey(centre).Map(), UpdateExpression: aws.String("ADD " + strings.Join(adds, ", ")),
		ExpressionAttributeNames: names, ExpressionAttributeValues: values}
}

// Counts implements inquiry.Store: one item.
func (s *Store) Counts(ctx context.Context, centre directory.CentreID) (inquiry.Counts, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: countsKey(centre).Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return inquiry.Counts{}, fmt.Errorf("counts of %s: %w", centre, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	delete(out.Item, "PK")
	delete(out.Item, "SK")
	figures := map[string]int{}
	if err := attributevalue.UnmarshalMap(out.Item, &figures); err != nil {
		return inquiry.Counts{}, fmt.Errorf("counts of %s: %w", centre, err)
	}
	c := inquiry.Counts{Folders: map[inquiry.Folder]int{}}
	for _, f := range inquiry.Folders {
		if f.Counted() {
			c.Folders[f] = figures[string(f)]
		}
	}
	return c, nil
}
