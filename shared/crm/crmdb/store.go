// Package crmdb keeps integrations, their mappings and their events in the Crm table. docs/data-model.md lists its access patterns and what each costs.
//
// It must not know what becomes of an event.
package crmdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store is the Crm table. Meter may be nil. Safe for concurrent use.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var _ crm.Store = (*Store)(nil)

// How long rows stay. The place of an event in its case ends some days before the event, because the table may forget two days late.
const (
	keepMinute = time.Hour
	keepDay    = 35 * 24 * time.Hour
	keepLink   = 400 * 24 * time.Hour
	waitMargin = 3 * 24 * time.Hour
)

type headItem struct {
	dynamo.Key
	Operator  string `dynamodbav:"operator"`
	Centre    string `dynamodbav:"centre"`
	Name      string `dynamodbav:"systemName"`
	System    string `dynamodbav:"madeFrom,omitempty"`
	On        bool   `dynamodbav:"isOn"`
	Mapping   int    `dynamodbav:"mapping"`
	Secret    string `dynamodbav:"sealed"`
	SecretAt  int64  `dynamodbav:"sealedAt"` // milliseconds, as all instants here
	Old       string `dynamodbav:"oldSealed,omitempty"`
	OldAt     int64  `dynamodbav:"oldSealedAt,omitempty"`
	OldEndsAt int64  `dynamodbav:"oldEndsAt,omitempty"`
	CreatedAt int64  `dynamodbav:"createdAt"`
	BySubject string `dynamodbav:"bySubject"`
	ByName    string `dynamodbav:"byName"`
	Version   int    `dynamodbav:"version"`
}

func (it headItem) integration() crm.Integration {
	return crm.Integration{ID: crm.ID(strings.TrimPrefix(it.PK, "CRM#")), Operator: directory.OperatorCode(it.Operator), Centre: directory.CentreID(it.Centre), Name: it.Name, System: it.System,
		On: it.On, Mapping: it.Mapping, Secret: crm.Secret{Sealed: it.Secret, At: dynamo.Instant(it.SecretAt)}, OldSecret: crm.Secret{Sealed: it.Old, At: dynamo.Instant(it.OldAt)}, OldEndsAt: dynamo.Instant(it.OldEndsAt),
		CreatedAt: dynamo.Instant(it.CreatedAt), CreatedBy: directory.Editor{Subject: it.BySubject, Name: it.ByName}, Version: it.Version}
}

func headOf(g crm.Integration) headItem {
	return headItem{Key: headKey(g.ID), Operator: string(g.Operator), Centre: string(g.Centre), Name: g.Name, System: g.System, On: g.On, Mapping: g.Mapping,
		Secret: g.Secret.Sealed, SecretAt: dynamo.Millis(g.Secret.At), Old: g.OldSecret.Sealed, OldAt: dynamo.Millis(g.OldSecret.At), OldEndsAt: dynamo.Millis(g.OldEndsAt),
		CreatedAt: dynamo.Millis(g.CreatedAt), BySubject: g.CreatedBy.Subject, ByName: g.CreatedBy.Name, Version: g.Version}
}

// table is what is read.
func (s *Store) table() dynamo.Table {
	return dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}
}

func under(pk, prefix string) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :sk)"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(pk), ":sk": dynamo.S(prefix)}}
}

// transact writes all items or none; crm.ErrChanged when a condition failed or another transaction was at the same item.
func (s *Store) transact(ctx context.Context, items ...types.TransactWriteItem) error {
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err == nil {
		s.Meter.Add(out.ConsumedCapacity...)
		return nil
	}
	for _, r := range dynamo.Reasons(err) {
		if code := aws.ToString(r.Code); code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict {
			return crm.ErrChanged
		}
	}
	return err
}

// Integration implements crm.Store.
func (s *Store) Integration(ctx context.Context, id crm.ID) (crm.Integration, error) {
	item, err := s.table().Item(ctx, headKey(id))
	if err != nil {
		return crm.Integration{}, fmt.Errorf("read integration %s: %w", id, err)
	}
	if item == nil {
		return crm.Integration{}, crm.Unknown()
	}
	var it headItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return crm.Integration{}, fmt.Errorf("read integration %s: %w", id, err)
	}
	return it.integration(), nil
}

// IntegrationsOf implements crm.Store.
func (s *Store) IntegrationsOf(ctx context.Context, operator directory.OperatorCode) ([]crm.Integration, error) {
	var ids []crm.ID
	first := pointerKey(operator, "")
	if err := s.table().All(ctx, under(first.PK, first.SK), func(item map[string]types.AttributeValue) error {
		var key dynamo.Key
		err := attributevalue.UnmarshalMap(item, &key)
		ids = append(ids, crm.ID(strings.TrimPrefix(key.SK, first.SK)))
		return err
	}); err != nil {
		return nil, fmt.Errorf("integrations of %s: %w", operator, err)
	}
	out := make([]crm.Integration, 0, len(ids))
	for _, id := range ids {
		g, err := s.Integration(ctx, id)
		if err != nil && problem.As(err).Kind == problem.NotFound { // deleted in between
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// SaveIntegration implements crm.Store.
func (s *Store) SaveIntegration(ctx context.Context, g crm.Integration, m *crm.Versioned) error {
	put := func(v any, condition string, values map[string]types.AttributeValue) (types.TransactWriteItem, error) {
		item, err := attributevalue.MarshalMap(v)
		p := &types.Put{TableName: &s.Table, Item: item, ExpressionAttributeValues: values}
		if condition != "" {
			p.ConditionExpression = &condition
		}
		return types.TransactWriteItem{Put: p}, err
	}
	condition, values := "attribute_not_exists(PK)", map[string]types.AttributeValue(nil)
	if g.Version > 1 {
		condition, values = "version = :before", map[string]types.AttributeValue{":before": dynamo.N(g.Version - 1)}
	}
	head, err := put(headOf(g), condition, values)
	if err != nil {
		return fmt.Errorf("save integration %s: %w", g.ID, err)
	}
	items := []types.TransactWriteItem{head}
	if g.Version == 1 {
		pointer, err := put(pointerKey(g.Operator, g.ID), "", nil)
		if err != nil {
			return fmt.Errorf("save integration %s: %w", g.ID, err)
		}
		items = append(items, pointer)
	}
	if m != nil {
		it, err := mappingOf(g.ID, *m)
		if err != nil {
			return fmt.Errorf("save integration %s: %w", g.ID, err)
		}
		mapping, err := put(it, "attribute_not_exists(PK)", nil)
		if err != nil {
			return fmt.Errorf("save integration %s: %w", g.ID, err)
		}
		items = append(items, mapping)
	}
	if err := s.transact(ctx, items...); err != nil {
		return fmt.Errorf("save integration %s: %w", g.ID, err)
	}
	return nil
}

// DeleteIntegration implements crm.Store.
func (s *Store) DeleteIntegration(ctx context.Context, g crm.Integration, _ time.Time) error {
	err := s.transact(ctx,
		types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: headKey(g.ID).Map(), ConditionExpression: aws.String("version = :v"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":v": dynamo.N(g.Version)}}},
		types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: pointerKey(g.Operator, g.ID).Map()}})
	if err != nil {
		return fmt.Errorf("delete integration %s: %w", g.ID, err)
	}
	return nil
}

type mappingItem struct {
	dynamo.Key
	Mapping   []byte `dynamodbav:"mapping,omitempty"` // JSON, packed
	At        int64  `dynamodbav:"madeAt"`
	BySubject string `dynamodbav:"bySubject"`
	ByName    string `dynamodbav:"byName"`
	Version   int    `dynamodbav:"version"`
}

func mappingOf(id crm.ID, v crm.Versioned) (mappingItem, error) {
	text, err := json.Marshal(v.Mapping)
	if err != nil {
		return mappingItem{}, err
	}
	packed, err := dynamo.Pack(text)
	return mappingItem{Key: mappingKey(id, v.Version), Mapping: packed, At: dynamo.Millis(v.At), BySubject: v.By.Subject, ByName: v.By.Name, Version: v.Version}, err
}

func (it mappingItem) versioned() (crm.Versioned, error) {
	v := crm.Versioned{Version: it.Version, At: dynamo.Instant(it.At), By: directory.Editor{Subject: it.BySubject, Name: it.ByName}}
	if it.Mapping == nil {
		return v, nil
	}
	text, err := dynamo.Unpack(it.Mapping)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(text, &v.Mapping)
}

// Mapping implements crm.Store.
func (s *Store) Mapping(ctx context.Context, id crm.ID, version int) (crm.Versioned, error) {
	item, err := s.table().Item(ctx, mappingKey(id, version))
	if err != nil {
		return crm.Versioned{}, fmt.Errorf("mapping %d of %s: %w", version, id, err)
	}
	if item == nil {
		return crm.Versioned{}, problem.New(problem.NotFound, "mapping-unknown", "The integration's mapping has no such version.")
	}
	var it mappingItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return crm.Versioned{}, fmt.Errorf("mapping %d of %s: %w", version, id, err)
	}
	return it.versioned()
}

// Mappings implements crm.Store.
func (s *Store) Mappings(ctx context.Context, id crm.ID) ([]crm.Versioned, error) {
	var out []crm.Versioned
	in := under(headPK(id), mappingPrefix)
	in.ScanIndexForward = aws.Bool(false)
	in.ProjectionExpression = aws.String("PK, SK, madeAt, bySubject, byName, version")
	err := s.table().All(ctx, in, func(item map[string]types.AttributeValue) error {
		var it mappingItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return err
		}
		v, err := it.versioned()
		out = append(out, v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("mappings of %s: %w", id, err)
	}
	return out, nil
}

// count adds one to a counter and returns what it is then.
func (s *Store) count(ctx context.Context, key dynamo.Key, now time.Time, keep time.Duration) (int, error) {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: key.Map(), ReturnValues: types.ReturnValueUpdatedNew, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
		UpdateExpression:          aws.String("ADD n :one SET lastAt = :now, expiresAt = :ends"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":one": dynamo.N(1), ":now": dynamo.N(dynamo.Millis(now)), ":ends": dynamo.N(now.Add(keep).Unix())}})
	if err != nil {
		return 0, err
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var it counterItem
	err = attributevalue.UnmarshalMap(out.Attributes, &it)
	return it.N, err
}

type counterItem struct {
	dynamo.Key
	N      int   `dynamodbav:"n"`
	LastAt int64 `dynamodbav:"lastAt"`
}

// Count implements crm.Store.
func (s *Store) Count(ctx context.Context, id crm.ID, now time.Time) (int, error) {
	n, err := s.count(ctx, minuteKey(id, now), now, keepMinute)
	if err != nil {
		return 0, fmt.Errorf("count an event of %s: %w", id, err)
	}
	return n, nil
}

// Refuse implements crm.Store.
func (s *Store) Refuse(ctx context.Context, id crm.ID, reason string, now time.Time) error {
	if _, err := s.count(ctx, refusedKey(id, now.UTC().Format(time.DateOnly), reason), now, keepDay); err != nil {
		return fmt.Errorf("count a refusal of %s: %w", id, err)
	}
	return nil
}

// Refusals implements crm.Store.
func (s *Store) Refusals(ctx context.Context, id crm.ID, since time.Time) ([]crm.Refusals, error) {
	var out []crm.Refusals
	first := since.UTC().Format(time.DateOnly)
	in := under(headPK(id), refusedPrefix)
	in.KeyConditionExpression = aws.String("PK = :pk AND SK BETWEEN :sk AND :end")
	in.ExpressionAttributeValues[":sk"], in.ExpressionAttributeValues[":end"] = dynamo.S(refusedPrefix+first), dynamo.S(refusedPrefix+"~")
	in.ScanIndexForward = aws.Bool(false)
	err := s.table().All(ctx, in, func(item map[string]types.AttributeValue) error {
		var it counterItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return err
		}
		day, reason, _ := strings.Cut(strings.TrimPrefix(it.SK, refusedPrefix), "#")
		out = append(out, crm.Refusals{Day: day, Reason: reason, Count: it.N, Last: dynamo.Instant(it.LastAt)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("refusals of %s: %w", id, err)
	}
	return out, nil
}

var errUnreadable = errors.New("unreadable event")
