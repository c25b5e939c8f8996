package trackingdb

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Limits of DynamoDB's batch calls (service quotas), and how many of them one chunk has under way at once.
const (
	batchInserts  = 25  // BatchExecuteStatement
	batchKeys     = 100 // BatchGetItem
	batchesAtOnce = 4
)

// insertion is a row that is to be stored unless its key is taken, and the place of the message that brings it.
type insertion struct {
	item map[string]types.AttributeValue
	bearer
	replaces *tracking.Part // of an earlier message: its row is taken over
	err      error          // the row cannot be written at all
}

var errSlow = errors.New("the table did not take it after many attempts")

// insertAll stores rows, each unless its key is taken, and answers for each in their order. A batch of PartiQL INSERTs is as many writes that do not
// depend on each other: each is refused where its key is taken, and costs what a PutItem with that condition costs. Only of those that are
// taken it is read who brought them.
func (s *Store) insertAll(ctx context.Context, rows []insertion) []tracking.Kept {
	out := make([]tracking.Kept, len(rows))
	var places []int
	seen := map[string]bool{}
	for i, row := range rows {
		if out[i].Err = row.err; row.err != nil {
			continue
		}
		if key := plain(row.item); seen[key] { // two statements of a batch must not be about one item
			out[i].Outcome = tracking.OutcomeDuplicate
		} else {
			seen[key] = true
			places = append(places, i)
		}
	}
	err := each(slices.Collect(slices.Chunk(places, batchInserts)), func(batch []int) { s.insertBatch(ctx, rows, batch, out) })
	var taken []int
	for i, kept := range out {
		if kept.Err == nil && kept.Outcome == tracking.OutcomeDuplicate {
			taken = append(taken, i)
		}
	}
	err = errors.Join(err, each(slices.Collect(slices.Chunk(taken, batchKeys)), func(batch []int) { s.tellBearers(ctx, rows, batch, out) }))
	for i, kept := range out {
		if kept == (tracking.Kept{}) { // its batch panicked
			out[i].Err = err
		}
	}
	return out
}

// insertBatch inserts the rows at some places, and goes on with those that DynamoDB had no room for.
func (s *Store) insertBatch(ctx context.Context, rows []insertion, places []int, out []tracking.Kept) {
	fail := func(err error) {
		for _, i := range places {
			out[i] = tracking.Kept{Err: err}
		}
	}
	long := s.spelled.Load()
	for attempt := range batchAttempts {
		statements := make([]types.BatchStatementRequest, len(places))
		for k, i := range places {
			statements[k] = s.statement(rows[i].item, long)
		}
		answer, err := s.patient.BatchExecuteStatement(ctx, &dynamodb.BatchExecuteStatementInput{Statements: statements,
			ReturnConsumedCapacity: s.counted()})
		if err == nil && len(answer.Responses) != len(places) {
			err = fmt.Errorf("%d answers to %d statements", len(answer.Responses), len(places))
		}
		if err != nil {
			fail(err)
			return
		}
		s.meter.Add(answer.ConsumedCapacity...)
		var again []int
		refused := false
		for k, r := range answer.Responses {
			switch i := places[k]; {
			case r.Error == nil:
				out[i] = tracking.Kept{Outcome: tracking.OutcomeStored}
				s.spelled.CompareAndSwap(false, long) // where only the long form is taken, it is the first from now on
			case r.Error.Code == types.BatchStatementErrorCodeEnumDuplicateItem:
				out[i] = tracking.Kept{Outcome: tracking.OutcomeDuplicate}
			case passing(r.Error.Code):
				again = append(again, i)
			case r.Error.Code == types.BatchStatementErrorCodeEnumValidationError && !long:
				again, refused = append(again, i), true // the row, or the form of the statement
			default:
				out[i] = tracking.Kept{Err: fmt.Errorf("%s: %s", r.Error.Code, aws.ToString(r.Error.Message))}
			}
		}
		if places, long = again, long || refused; len(places) == 0 {
			return
		}
		if err := pause(ctx, attempt); err != nil {
			fail(err)
			return
		}
	}
	fail(errSlow)
}

// passing reports whether a statement may succeed when it is sent again.
func passing(code types.BatchStatementErrorCodeEnum) bool {
	switch code {
	case types.BatchStatementErrorCodeEnumThrottlingError, types.BatchStatementErrorCodeEnumProvisionedThroughputExceeded,
		types.BatchStatementErrorCodeEnumRequestLimitExceeded, types.BatchStatementErrorCodeEnumInternalServerError,
		types.BatchStatementErrorCodeEnumTransactionConflict:
		return true
	}
	return false
}

// statement writes a row as a statement. In the short form the whole item is one parameter. The Developer Guide shows the long one only, attributes
// one by one: what is refused in the short form is sent in the long one.
func (s *Store) statement(item map[string]types.AttributeValue, long bool) types.BatchStatementRequest {
	into := `INSERT INTO "` + s.table + `" VALUE `
	if !long {
		return types.BatchStatementRequest{Statement: aws.String(into + "?"), Parameters: []types.AttributeValue{&types.AttributeValueMemberM{Value: item}}}
	}
	names := slices.Sorted(maps.Keys(item))
	values := make([]types.AttributeValue, len(names))
	for i, name := range names {
		values[i] = item[name]
		names[i] = "'" + name + "':?" // names are those of our rows
	}
	return types.BatchStatementRequest{Statement: aws.String(into + "{" + strings.Join(names, ",") + "}"), Parameters: values}
}

// tellBearers reads who brought the rows at some places, whose keys were taken.
func (s *Store) tellBearers(ctx context.Context, rows []insertion, places []int, out []tracking.Kept) {
	by := map[string][]int{}
	var keys []map[string]types.AttributeValue
	for _, i := range places {
		key := keyOf(rows[i].item)
		if by[plain(key)] == nil {
			keys = append(keys, key)
		}
		by[plain(key)] = append(by[plain(key)], i)
		out[i] = tracking.Kept{Err: errors.New("what had its place is gone")} // expired in between: the next delivery stores it
	}
	err := s.batchGet(ctx, keys, "PK, SK, m, i", true, func(old map[string]types.AttributeValue) {
		for _, i := range by[plain(old)] {
			out[i].Outcome, out[i].Err = s.takeOver(ctx, rows[i].item, old, rows[i].bearer, rows[i].replaces)
		}
	})
	if err != nil {
		for _, i := range places {
			out[i] = tracking.Kept{Err: err}
		}
	}
}

// batchGet reads up to batchKeys different items, those that are there, in any order; without a projection, all of each.
func (s *Store) batchGet(ctx context.Context, keys []map[string]types.AttributeValue, projection string, consistent bool, found func(map[string]types.AttributeValue)) error {
	for attempt := range batchAttempts {
		ask := types.KeysAndAttributes{Keys: keys, ConsistentRead: &consistent}
		if projection != "" {
			ask.ProjectionExpression = &projection
		}
		got, err := s.patient.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{ReturnConsumedCapacity: s.counted(),
			RequestItems: map[string]types.KeysAndAttributes{s.table: ask}})
		if err != nil {
			return err
		}
		s.meter.Add(got.ConsumedCapacity...)
		for _, item := range got.Responses[s.table] {
			found(item)
		}
		if keys = got.UnprocessedKeys[s.table].Keys; len(keys) == 0 {
			return nil
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
	return errSlow
}

// putEach stores rows, whatever stands in their places, and answers for each in their order. Rows with one key are one row.
func (s *Store) putEach(ctx context.Context, rows []any) []error {
	out := make([]error, len(rows))
	places := map[string][]int{}
	var items []map[string]types.AttributeValue
	for i, row := range rows {
		item, err := attributevalue.MarshalMap(row)
		if err != nil {
			out[i] = err
			continue
		}
		key := plain(item)
		if places[key] == nil {
			items = append(items, item)
		}
		places[key] = append(places[key], i)
	}
	err := each(slices.Collect(slices.Chunk(items, batchItems)), func(batch []map[string]types.AttributeValue) {
		if s.putAll(ctx, batch) == nil {
			return
		}
		for _, item := range batch { // a row that cannot be stored costs the others nothing
			if err := s.putAll(ctx, []map[string]types.AttributeValue{item}); err != nil {
				for _, i := range places[plain(item)] {
					out[i] = err
				}
			}
		}
	})
	for i := range out {
		if err != nil {
			out[i] = err
		}
	}
	return out
}

func keyOf(item map[string]types.AttributeValue) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": item["PK"], "SK": item["SK"]}
}

// plain writes an item's key as a text.
func plain(item map[string]types.AttributeValue) string {
	pk, _ := item["PK"].(*types.AttributeValueMemberS)
	sk, _ := item["SK"].(*types.AttributeValueMemberS)
	return pk.Value + "\x00" + sk.Value
}

// each does something with every part, several at once. A panic is an error, not the end of the process.
func each[T any](parts []T, do func(T)) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	slots := make(chan struct{}, batchesAtOnce)
	for _, part := range parts {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					mu.Lock()
					failed = fmt.Errorf("panic: %v", p)
					mu.Unlock()
				}
				<-slots
			}()
			do(part)
		})
	}
	wg.Wait()
	return failed
}

// counted asks for the consumed capacity where somebody counts it: a batch's figures are many.
func (s *Store) counted() types.ReturnConsumedCapacity {
	if s.meter == nil {
		return types.ReturnConsumedCapacityNone
	}
	return types.ReturnConsumedCapacityTotal
}

// pause waits before the next attempt, longer each time.
func pause(ctx context.Context, attempt int) error {
	wait := 20 * time.Millisecond << attempt
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait/2 + rand.N(wait)): // jitter decides nothing
		return nil
	}
}

// patient makes a client ask again as often as it is told, without a bucket of tokens that all its calls share: a burst of throttled calls must not
// make the others give up at once.
func patient(o *dynamodb.Options) {
	o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) { o.RateLimiter = ratelimit.None })
}
