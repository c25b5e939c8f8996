package directorydb

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var _ directory.TokenStore = (*Store)(nil)

// tokenItem is an access token: digests, never the token.
type tokenItem struct {
	dynamo.Key
	Doc     string `dynamodbav:"doc"` // JSON of directory.AccessToken
	Expires int64  `dynamodbav:"expiresAt"`
}

func tokenKey(digest []byte) dynamo.Key {
	return dynamo.Key{PK: "TOKEN#" + hex.EncodeToString(digest), SK: "TOKEN"}
}

// tokenKept is for how long a token is kept after its end: it is told that it has expired for as long.
const tokenKept = 24 * time.Hour

// PutToken implements directory.TokenStore.
func (s *Store) PutToken(ctx context.Context, t directory.AccessToken) error {
	doc, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("keep a token of %s: %w", t.Prefix, err)
	}
	item, err := attributevalue.MarshalMap(tokenItem{Key: tokenKey(t.Digest), Doc: string(doc), Expires: t.EndsAt.Add(tokenKept).Unix()})
	if err != nil {
		return fmt.Errorf("keep a token of %s: %w", t.Prefix, err)
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("keep a token of %s: %w", t.Prefix, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// MachineToken returns the access token of a digest, strongly consistent: it may have been given this moment. The problem "token-unknown" for none.
func (s *Store) MachineToken(ctx context.Context, digest []byte) (directory.AccessToken, error) {
	consistent := true
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: tokenKey(digest).Map(), ConsistentRead: &consistent, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return directory.AccessToken{}, fmt.Errorf("read a token: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return directory.AccessToken{}, problem.New(problem.NotFound, "token-unknown", "There is no such token.")
	}
	var i tokenItem
	var t directory.AccessToken
	if err := attributevalue.UnmarshalMap(out.Item, &i); err != nil {
		return t, fmt.Errorf("read a token: %w", err)
	}
	if err := json.Unmarshal([]byte(i.Doc), &t); err != nil {
		return t, fmt.Errorf("read a token: %w", err)
	}
	return t, nil
}
