package directorydb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Load brings the table to a state of the data: what is new or different is written, countries that are gone are deleted. Operators and call
// centres that are gone are retired: nobody lists or chooses them, and inquiries that name them still find their calendar. Releases that
// are gone stay too, because inquiries keep the version they started with. Agents, and what administrators set, are not touched.
//
// Loading the same data again reads one item and writes nothing. The data's version is written last, so that a load that was cut short is
// done again.
func (s *Store) Load(ctx context.Context, d directory.Data) error {
	if err := d.Validate(); err != nil {
		return fmt.Errorf("load directory: %w", err)
	}
	all, err := json.Marshal(d) // maps are written in the order of their keys
	if err != nil {
		return fmt.Errorf("load directory: %w", err)
	}
	version := versionItem{Key: versionKey(), Version: d.Version, Digest: newDigest(string(all)).sum()}
	var loaded versionItem
	if _, err := s.get(ctx, versionKey(), &loaded); err != nil {
		return fmt.Errorf("load directory: %w", err)
	}
	if loaded.Digest == version.Digest && loaded.Version == version.Version {
		return nil
	}
	if err := s.loadReleases(ctx, d); err != nil {
		return fmt.Errorf("load catalogue: %w", err)
	}
	if err := s.loadDirectory(ctx, d); err != nil {
		return fmt.Errorf("load directory: %w", err)
	}
	if err := s.write(ctx, puts{version}, nil); err != nil {
		return fmt.Errorf("load directory: %w", err)
	}
	s.forget()
	return nil
}

// PutAgent adds an agent or replaces them. An agent works in call centres of their own operator only.
func (s *Store) PutAgent(ctx context.Context, a directory.Agent) error {
	if a.Subject == "" {
		return errors.New("put agent: no subject")
	}
	for _, c := range a.CallCentres {
		if c.Operator() != a.Operator {
			return fmt.Errorf("put agent %s: call centre %s is not of operator %q", a.Subject, c, a.Operator)
		}
	}
	items := puts{writeAgent(a)}
	if folded, ok := directory.FoldAddress(a.Email); ok { // nobody invites who is there
		items = append(items, addressItem{Key: addressKey(folded), Operator: a.Operator, Subject: a.Subject})
	}
	if err := s.write(ctx, items, nil); err != nil {
		return fmt.Errorf("put agent %s: %w", a.Subject, err)
	}
	s.agents.forget()
	s.teams.forget()
	return nil
}

func (s *Store) loadDirectory(ctx context.Context, d directory.Data) error {
	var items puts
	gone := map[dynamo.Key]bool{}
	for _, kind := range kinds {
		for shard := range uint32(listingShards) {
			keys, err := s.keys(ctx, expression.Key("lsPK").Equal(expression.Value(listingPK(kind, shard))), listing)
			if err != nil {
				return err
			}
			for _, k := range keys {
				if _, edit := editOf(k); !edit { // what administrators set stays
					gone[k] = true
				}
			}
		}
	}
	put := func(key dynamo.Key, item any) {
		items = append(items, item)
		delete(gone, key)
	}
	for _, o := range d.Operators {
		item, err := writeOperator(o)
		if err != nil {
			return err
		}
		put(item.Key, item)
	}
	for _, c := range d.CallCentres {
		item, err := writeCentre(c)
		if err != nil {
			return err
		}
		put(item.Key, item)
	}
	for country, o := range d.Countries {
		put(countryKey(country), writeCountry(country, o))
	}
	var deleted []dynamo.Key
	for key := range gone {
		if !strings.HasPrefix(key.PK, operatorPrefix) {
			deleted = append(deleted, key)
		} else if err := s.retire(ctx, key); err != nil {
			return err
		}
	}
	if err := s.keepCalendars(ctx, d); err != nil {
		return err
	}
	return s.write(ctx, items, deleted)
}

// keepCalendars keeps every calendar that is about to be there, and those that administrators set before calendars were kept.
func (s *Store) keepCalendars(ctx context.Context, d directory.Data) error {
	s.lists.forget()
	there, err := s.CallCentres(ctx)
	if err != nil {
		return err
	}
	kept := map[string]keptItem{}
	for _, c := range slices.Concat(there, d.CallCentres) { // those of the data have names
		digest := c.Calendar.Digest()
		if _, ok := kept[digest]; ok && len(c.HolidayNames) == 0 {
			continue
		}
		if kept[digest], err = writeKept(directory.KeptCalendar{Spec: c.Calendar, Names: c.HolidayNames}); err != nil {
			return err
		}
	}
	var items puts
	for _, item := range kept {
		items = append(items, item)
	}
	return s.write(ctx, items, nil)
}

// retire takes an operator or a call centre out of the listing and leaves the rest of it.
func (s *Store) retire(ctx context.Context, key dynamo.Key) error {
	out, err := s.client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.table, Key: key.Map(), UpdateExpression: aws.String("REMOVE lsPK, lsSK"),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("retire %s: %w", key.SK, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return nil
}

// keys reads the primary keys of a partition of the table or of the index.
func (s *Store) keys(ctx context.Context, condition expression.KeyConditionBuilder, index string) ([]dynamo.Key, error) {
	var out []dynamo.Key
	err := s.query(ctx, condition, index, func(item map[string]types.AttributeValue) error {
		var k dynamo.Key
		err := attributevalue.UnmarshalMap(item, &k)
		out = append(out, k)
		return err
	})
	return out, err
}

// puts are items to write.
type puts []any

// Limits of BatchWriteItem, and how often what was not processed is sent again.
const (
	batchSize  = 25
	maxRetries = 10
)

// write puts and deletes items in batches. DynamoDB may leave some of a batch unprocessed and still succeed: those are sent again.
func (s *Store) write(ctx context.Context, items puts, gone []dynamo.Key) error {
	requests := make([]types.WriteRequest, 0, len(items)+len(gone))
	for _, i := range items {
		item, err := attributevalue.MarshalMap(i)
		if err != nil {
			return fmt.Errorf("encode item: %w", err)
		}
		requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
	}
	for _, k := range gone {
		requests = append(requests, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: k.Map()}})
	}
	for batch := range slices.Chunk(requests, batchSize) {
		left := map[string][]types.WriteRequest{s.table: batch}
		for try := 0; len(left) > 0; try++ {
			if try == maxRetries {
				return fmt.Errorf("write: %d items still refused after %d tries", len(left[s.table]), try)
			}
			if try > 0 {
				if err := pause(ctx, try); err != nil {
					return err
				}
			}
			out, err := s.client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: left, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
			if err != nil {
				return fmt.Errorf("write: %w", err)
			}
			s.meter.Add(out.ConsumedCapacity...)
			left = out.UnprocessedItems
		}
	}
	return nil
}

// pause waits longer from try to try, or until the context ends. There is one loader at a time, so nobody to keep apart from by jitter.
func pause(ctx context.Context, try int) error {
	timer := time.NewTimer(min(25*time.Millisecond<<try, 5*time.Second))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
