package directorydb

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// keptItem is a calendar under its digest. Every calendar that a call centre has or had is kept, by Load and by EditCentre, before anybody
// can start a clock on it; it is never deleted.
type keptItem struct {
	dynamo.Key
	Calendar string  `dynamodbav:"calendar"`        // JSON of calendar.Spec
	Names    *string `dynamodbav:"names,omitempty"` // JSON of the holidays' names by date
}

func writeKept(k directory.KeptCalendar) (keptItem, error) {
	spec, err := json.Marshal(k.Spec)
	if err != nil {
		return keptItem{}, fmt.Errorf("encode calendar: %w", err)
	}
	item := keptItem{Key: keptKey(k.Digest()), Calendar: string(spec)}
	if len(k.Names) > 0 {
		names, err := json.Marshal(k.Names)
		if err != nil {
			return keptItem{}, fmt.Errorf("encode calendar: %w", err)
		}
		item.Names = aws.String(string(names))
	}
	return item, nil
}

// keepOnce puts a calendar where it is not yet, as a part of a transaction.
func (s *Store) keepOnce(spec calendar.Spec, names map[string]string) (types.TransactWriteItem, error) {
	item, err := writeKept(directory.KeptCalendar{Spec: spec, Names: names})
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	once := func(name string, value any) expression.OperandBuilder {
		return expression.IfNotExists(expression.Name(name), expression.Value(value))
	}
	update := expression.Set(expression.Name("calendar"), once("calendar", item.Calendar))
	if item.Names != nil {
		update = update.Set(expression.Name("names"), once("names", *item.Names))
	}
	expr, err := expression.NewBuilder().WithUpdate(update).Build()
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	return types.TransactWriteItem{Update: &types.Update{TableName: &s.table, Key: item.Key.Map(), UpdateExpression: expr.Update(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}}, nil
}

// keptCalendars are the calendars that a process has read. They cannot change, so they stay until there are too many.
type keptCalendars struct {
	mu   sync.Mutex
	read map[string]directory.KeptCalendar
}

// Calendar implements directory.Reader.
func (s *Store) Calendar(ctx context.Context, digest string) (directory.KeptCalendar, error) {
	s.calendars.mu.Lock()
	k, ok := s.calendars.read[digest]
	s.calendars.mu.Unlock()
	if ok {
		return k, nil
	}
	var item keptItem
	found, err := s.get(ctx, keptKey(digest), &item)
	if err == nil && !found {
		return k, problem.New(problem.NotFound, "calendar-unknown", "There is no such calendar in the directory.")
	}
	if err == nil {
		err = json.Unmarshal([]byte(item.Calendar), &k.Spec)
	}
	if err == nil {
		err = unpackJSON(item.Names, &k.Names)
	}
	if err != nil {
		return k, fmt.Errorf("read calendar %s: %w", digest, err)
	}
	s.calendars.mu.Lock()
	defer s.calendars.mu.Unlock()
	if len(s.calendars.read) >= maxKept {
		clear(s.calendars.read)
	}
	s.calendars.read[digest] = k
	return k, nil
}
