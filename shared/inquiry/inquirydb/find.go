package inquirydb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// namePrefix is how many letters of a name its partition is named by: a search gives at least as many.
const namePrefix = 3

// findKey is where a term leads to an inquiry. What is found by one word is in one partition, in the order of time; names that begin alike
// are in one partition, in the order of the words.
func findKey(op directory.OperatorCode, t inquiry.Term, created time.Time, id inquiry.ID) dynamo.Key {
	sk := created.UTC().Format(sortable) + "#" + string(id)
	if t.Kind == inquiry.ByName {
		sk = t.Word + "#" + sk
	}
	return dynamo.Key{PK: findPartition(op, t), SK: sk}
}

func findPartition(op directory.OperatorCode, t inquiry.Term) string {
	word := t.Word
	if letters := []rune(word); t.Kind == inquiry.ByName && len(letters) > namePrefix {
		word = string(letters[:namePrefix])
	}
	return "FIND#" + string(op) + "#" + string(t.Kind) + "#" + word
}

// termsKey is what an operator's terms are kept under, to take away what they no longer hold.
func termsKey(op directory.OperatorCode, id inquiry.ID) dynamo.Key {
	return dynamo.Key{PK: partition(id), SK: "TERMS#" + string(op)}
}

type termsItem struct {
	PK   string   `dynamodbav:"PK"`
	SK   string   `dynamodbav:"SK"`
	Keys []string `dynamodbav:"keys"` // PK and SK of each, parted by a line feed; personal data
}

// PutTerms implements inquiry.FindStore: what is new is put before what is gone is deleted, and the list of both last, so that a run that was
// cut short is done again and leaves nothing behind.
func (s *Store) PutTerms(ctx context.Context, op directory.OperatorCode, id inquiry.ID, created time.Time, terms []inquiry.Term) error {
	key := termsKey(op, id)
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: key.Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("terms: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var old termsItem
	if err := attributevalue.UnmarshalMap(out.Item, &old); err != nil {
		return fmt.Errorf("terms: %w", err)
	}
	var want []string
	for _, t := range terms {
		k := findKey(op, t, created, id)
		want = append(want, k.PK+"\n"+k.SK)
	}
	slices.Sort(want)
	if slices.Equal(want, old.Keys) {
		return nil
	}
	if err := s.writeTerms(ctx, union(old.Keys, want), want); err != nil {
		return err
	}
	if len(want) == 0 {
		_, err = s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.Table, Key: key.Map()})
	} else {
		var item map[string]types.AttributeValue
		if item, err = attributevalue.MarshalMap(termsItem{key.PK, key.SK, want}); err == nil {
			_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item})
		}
	}
	if err != nil {
		return fmt.Errorf("terms: %w", err)
	}
	return nil
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// writeTerms puts the keys that are wanted and deletes the others, in batches.
func (s *Store) writeTerms(ctx context.Context, all, want []string) error {
	var requests []types.WriteRequest
	for _, k := range all {
		pk, sk, _ := strings.Cut(k, "\n")
		key := dynamo.Key{PK: pk, SK: sk}.Map()
		if slices.Contains(want, k) {
			requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: key}})
		} else {
			requests = append(requests, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key}})
		}
	}
	for batch := range slices.Chunk(requests, 25) {
		left := map[string][]types.WriteRequest{s.Table: batch}
		for try := 0; len(left) > 0; try++ {
			if try == conflicts {
				return fmt.Errorf("terms: %d items still refused after %d tries", len(left[s.Table]), try)
			}
			out, err := s.Client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
			if err != nil {
				return fmt.Errorf("terms: %w", err)
			}
			s.Meter.Add(out.ConsumedCapacity...)
			if left = out.UnprocessedItems; len(left) > 0 {
				if err := pause(ctx, time.Duration(10<<try)*time.Millisecond); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Find implements inquiry.FindStore: one query.
func (s *Store) Find(ctx context.Context, op directory.OperatorCode, t inquiry.Term, p inquiry.Page) (inquiry.Found, error) {
	in := &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(findPartition(op, t))},
		ScanIndexForward:          aws.Bool(false), Limit: aws.Int32(int32(p.Limit)), ExclusiveStartKey: startKey(p.Position), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if !p.Since.IsZero() && t.Kind != inquiry.ByName {
		in.KeyConditionExpression = aws.String("PK = :pk AND SK >= :since")
		in.ExpressionAttributeValues[":since"] = dynamo.S(p.Since.UTC().Format(sortable))
	}
	if t.Kind == inquiry.ByName {
		in.KeyConditionExpression = aws.String("PK = :pk AND begins_with(SK, :word)")
		in.ExpressionAttributeValues[":word"] = dynamo.S(t.Word)
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return inquiry.Found{}, fmt.Errorf("find by %s: %w", t.Kind, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	found := inquiry.Found{}
	for _, item := range out.Items {
		var key dynamo.Key
		if err := attributevalue.UnmarshalMap(item, &key); err != nil {
			return found, fmt.Errorf("find by %s: %w", t.Kind, err)
		}
		id := inquiry.ID(key.SK[strings.LastIndexByte(key.SK, '#')+1:])
		if !slices.Contains(found.IDs, id) { // two names of one inquiry may begin alike
			found.IDs = append(found.IDs, id)
		}
	}
	found.Next, err = position(out.LastEvaluatedKey)
	return found, err
}
