package insightdb

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// AgentKeys keeps the keys of pseudonyms in a table of their own, which forgets each at its end and has no backups. It remembers those it has
// read; it implements insight.AgentKeys.
type AgentKeys struct {
	Client *dynamodb.Client
	Table  string

	lock sync.Mutex
	read map[insight.AgentKey][]byte
}

// keyBytes is the length of a key.
const keyBytes = 32

func agentKey(k insight.AgentKey) dynamo.Key {
	return dynamo.Key{PK: "AGENTKEY#" + string(k.Operator), SK: strconv.Itoa(k.Year)}
}

// Key implements insight.AgentKeys.
func (s *AgentKeys) Key(ctx context.Context, k insight.AgentKey, now time.Time) ([]byte, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if !now.Before(k.Ends()) { // the table may take a day or two to forget it
		delete(s.read, k)
		return nil, nil
	}
	if key, ok := s.read[k]; ok {
		return key, nil
	}
	key, err := s.find(ctx, k)
	if err == nil && key == nil {
		key, err = s.make(ctx, k)
	}
	if err != nil {
		return nil, fmt.Errorf("key of the agents of %s in %d: %w", k.Operator, k.Year, err)
	}
	if s.read == nil {
		s.read = map[insight.AgentKey][]byte{}
	}
	s.read[k] = key
	return key, nil
}

func (s *AgentKeys) find(ctx context.Context, k insight.AgentKey) ([]byte, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: agentKey(k).Map(), ConsistentRead: aws.Bool(true)})
	if err != nil || out.Item == nil {
		return nil, err
	}
	kept, ok := out.Item["key"].(*types.AttributeValueMemberB)
	if !ok || len(kept.Value) != keyBytes {
		return nil, errors.New("is damaged")
	}
	return kept.Value, nil
}

// make stores a new key, or finds the one that was made meanwhile.
func (s *AgentKeys) make(ctx context.Context, k insight.AgentKey) ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	item := agentKey(k).Map()
	item["key"], item["expiresAt"] = &types.AttributeValueMemberB{Value: key}, dynamo.N(k.Ends().Unix())
	_, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: item, ConditionExpression: aws.String("attribute_not_exists(PK)")})
	if _, there := errors.AsType[*types.ConditionalCheckFailedException](err); there {
		return s.find(ctx, k)
	}
	return key, err
}
