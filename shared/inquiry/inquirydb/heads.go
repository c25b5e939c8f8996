package inquirydb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Heads implements inquiry.Store: one read of many keys; what the engine leaves over is asked for again.
func (s *Store) Heads(ctx context.Context, ids []inquiry.ID) ([]inquiry.Inquiry, error) {
	keys := make([]map[string]types.AttributeValue, len(ids))
	for i, id := range ids {
		keys[i] = headKey(id).Map()
	}
	out := []inquiry.Inquiry{}
	for len(keys) > 0 {
		got, err := s.Client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
			RequestItems: map[string]types.KeysAndAttributes{s.Table: {Keys: keys}}})
		if err != nil {
			return nil, fmt.Errorf("read heads: %w", err)
		}
		s.Meter.Add(got.ConsumedCapacity...)
		for _, item := range got.Responses[s.Table] {
			var it headItem
			if err := attributevalue.UnmarshalMap(item, &it); err != nil {
				return nil, fmt.Errorf("read heads: %w", err)
			}
			out = append(out, it.inquiry())
		}
		keys = got.UnprocessedKeys[s.Table].Keys
	}
	return out, nil
}
