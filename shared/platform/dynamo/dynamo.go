// Package dynamo is what every db package shares: the client, the capacity meter, the translation of refusals, the local clock's offset.
package dynamo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/config"
)

// Config is the AWS configuration that Lambda gives a function in its environment: region, credentials of the execution role and, in the
// local stage, AWS_ENDPOINT_URL. The SDK's own loader would find the same and costs 1.5 MB and some milliseconds of every cold start for
// profiles, single sign-on and instance metadata, which a function never has.
func Config() (aws.Config, error) {
	var env config.Env
	c := aws.Config{Region: env.Need("AWS_REGION"), Credentials: credentials.NewStaticCredentialsProvider(
		env.Need("AWS_ACCESS_KEY_ID"), env.Need("AWS_SECRET_ACCESS_KEY"), env.May("AWS_SESSION_TOKEN"))}
	if url := env.May("AWS_ENDPOINT_URL"); url != "" {
		c.BaseEndpoint = &url
	}
	return c, env.Err()
}

// Key is a primary key of our tables.
type Key struct {
	PK string `dynamodbav:"PK"`
	SK string `dynamodbav:"SK"`
}

// Map writes the key as the SDK wants it.
func (k Key) Map() map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": S(k.PK), "SK": S(k.SK)}
}

// S is a string attribute.
func S(v string) types.AttributeValue { return &types.AttributeValueMemberS{Value: v} }

// N is a number attribute.
func N[T ~int | ~int64](v T) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(int64(v), 10)}
}

// Meter adds up consumed capacity. The zero value is ready; a nil meter counts nothing. Safe for concurrent use.
type Meter struct {
	mu    sync.Mutex
	units float64
}

// Add counts what one call consumed.
func (m *Meter) Add(cc ...types.ConsumedCapacity) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range cc {
		m.units += aws.ToFloat64(c.CapacityUnits)
	}
}

// AddOne counts a call that reports a single, possibly absent, figure.
func (m *Meter) AddOne(c *types.ConsumedCapacity) {
	if c != nil {
		m.Add(*c)
	}
}

// Reset returns the units counted so far (read and write units alike) and starts again at zero.
func (m *Meter) Reset() float64 {
	if m == nil {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.units
	m.units = 0
	return u
}

// ConditionFailed reports whether a single write was refused by its condition; item is the stored item when it was asked for.
func ConditionFailed(err error) (item map[string]types.AttributeValue, failed bool) {
	if c, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		return c.Item, true
	}
	return nil, false
}

// writeID is the attribute of an item that says which write wrote it.
const writeID = "writeId"

// NameWrite marks an item that is about to be written under a condition, so that MetItself can tell this write from any other.
func NameWrite(item map[string]types.AttributeValue) { item[writeID] = N(rand.Int64()) }

// MetItself reports whether the write of such an item was refused because that same write is there: it was sent again after its answer was
// lost. The write has to ask for the item when its condition fails.
func MetItself(err error, item map[string]types.AttributeValue) bool {
	old, failed := ConditionFailed(err)
	return failed && item[writeID] != nil && reflect.DeepEqual(old[writeID], item[writeID])
}

// Reasons returns, per item of a cancelled transaction, why it was refused ("None" where it was not); nil when err is no cancellation.
func Reasons(err error) []types.CancellationReason {
	if c, ok := errors.AsType[*types.TransactionCanceledException](err); ok {
		return c.CancellationReasons
	}
	return nil
}

// Refusals in a cancelled transaction.
const (
	RefusedByCondition = "ConditionalCheckFailed"
	RefusedByConflict  = "TransactionConflict"
)

// Offset is the local stage's clock offset, kept in one item of one table.
type Offset struct {
	Client *dynamodb.Client
	Table  string
}

var offsetKey = Key{PK: "CLOCK", SK: "CLOCK"}

// Offset implements clock.Offsets. No item means no offset.
func (o Offset) Offset(ctx context.Context) (time.Duration, error) {
	out, err := o.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &o.Table, Key: offsetKey.Map(), ConsistentRead: aws.Bool(true)})
	if err != nil {
		return 0, fmt.Errorf("read the local clock: %w", err)
	}
	n, ok := out.Item["offsetMillis"].(*types.AttributeValueMemberN)
	if !ok {
		return 0, nil
	}
	ms, err := strconv.ParseInt(n.Value, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read the local clock: %w", err)
	}
	return time.Duration(ms) * time.Millisecond, nil
}

// SetOffset moves the local stage's clock; 0 puts it right again.
func (o Offset) SetOffset(ctx context.Context, d time.Duration) error {
	item := offsetKey.Map()
	item["offsetMillis"] = N(d.Milliseconds())
	if _, err := o.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &o.Table, Item: item}); err != nil {
		return fmt.Errorf("move the local clock: %w", err)
	}
	return nil
}
