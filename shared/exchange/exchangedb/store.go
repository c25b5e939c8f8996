package exchangedb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store implements exchange.Store. Meter may be nil.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
}

var _ exchange.Store = (*Store)(nil)

type item = map[string]types.AttributeValue

// get reads one item as of now; not found is false.
func get[T any](ctx context.Context, s *Store, key dynamo.Key) (v T, found bool, _ error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: key.Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return v, false, fmt.Errorf("read %s of %s: %w", key.SK, key.PK, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return v, false, nil
	}
	if err := attributevalue.UnmarshalMap(out.Item, &v); err != nil {
		return v, false, fmt.Errorf("read %s of %s: %w", key.SK, key.PK, err)
	}
	return v, true, nil
}

// put writes one item, or with a condition that fails returns refused.
func (s *Store) put(ctx context.Context, v any, condition string, values item, refused error) error {
	it, err := attributevalue.MarshalMap(v)
	if err != nil {
		return fmt.Errorf("encode item: %w", err)
	}
	in := &dynamodb.PutItemInput{TableName: &s.Table, Item: it, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if condition != "" {
		dynamo.NameWrite(it)
		in.ConditionExpression, in.ExpressionAttributeValues = &condition, values
		in.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	}
	out, err := s.Client.PutItem(ctx, in)
	if dynamo.MetItself(err, it) {
		return nil
	}
	if _, failed := dynamo.ConditionFailed(err); failed {
		return refused
	}
	if err != nil {
		return fmt.Errorf("write item: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// transact writes all or nothing; refused when a condition fails, or, of what may be done again, when somebody else writes the same now.
func (s *Store) transact(ctx context.Context, refused error, writes ...types.TransactWriteItem) error {
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for _, r := range dynamo.Reasons(err) {
		code := aws.ToString(r.Code)
		if code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict && errors.Is(refused, exchange.ErrChanged) {
			return refused
		}
	}
	if err != nil {
		return fmt.Errorf("write items: %w", err)
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

func (s *Store) putting(v any, condition string, values item) (types.TransactWriteItem, error) {
	it, err := attributevalue.MarshalMap(v)
	if err != nil {
		return types.TransactWriteItem{}, fmt.Errorf("encode item: %w", err)
	}
	p := &types.Put{TableName: &s.Table, Item: it}
	if condition != "" {
		p.ConditionExpression, p.ExpressionAttributeValues = &condition, values
	}
	return types.TransactWriteItem{Put: p}, nil
}

const isNew = "attribute_not_exists(PK)"

// succeeds is the condition of an item that follows on the version before.
func succeeds(version int) (string, item) {
	if version <= 1 {
		return isNew, nil
	}
	return "ver = :seen", item{":seen": dynamo.N(version - 1)}
}

// list reads the items of a partition whose sort key begins with a prefix, the last first.
func list[T any](ctx context.Context, s *Store, pk, prefix string, p exchange.Page) ([]T, map[string]string, error) {
	in := &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"),
		ExpressionAttributeValues: item{":pk": dynamo.S(pk), ":prefix": dynamo.S(prefix)}, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal}
	if after := p.Position["SK"]; after != "" {
		in.ExclusiveStartKey = dynamo.Key{PK: pk, SK: after}.Map()
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("list %s of %s: %w", prefix, pk, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	rows := []T{}
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &rows); err != nil {
		return nil, nil, fmt.Errorf("list %s of %s: %w", prefix, pk, err)
	}
	var key dynamo.Key
	if len(out.LastEvaluatedKey) == 0 {
		return rows, nil, nil
	}
	if err := attributevalue.UnmarshalMap(out.LastEvaluatedKey, &key); err != nil {
		return nil, nil, fmt.Errorf("list %s of %s: %w", prefix, pk, err)
	}
	return rows, map[string]string{"SK": key.SK}, nil
}

// Settings implements exchange.Store.
func (s *Store) Settings(ctx context.Context, op directory.OperatorCode) (exchange.Settings, error) {
	it, found, err := get[settingsItem](ctx, s, settingsKey(op))
	if err != nil || !found {
		return exchange.Default(op), err
	}
	return it.settings(op), nil
}

// PutSettings implements exchange.Store: the settings and, for the nights, a copy where all are found together.
func (s *Store) PutSettings(ctx context.Context, set exchange.Settings) error {
	condition, values := succeeds(set.Version)
	own, err := s.putting(settingsItemOf(set, settingsKey(set.Operator)), condition, values)
	if err != nil {
		return err
	}
	night := types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: nightKey(set.Operator).Map()}}
	if set.Nightly {
		if night, err = s.putting(settingsItemOf(set, nightKey(set.Operator)), "", nil); err != nil {
			return err
		}
	}
	return s.transact(ctx, exchange.ErrChanged, own, night)
}

// Nights implements exchange.Store.
func (s *Store) Nights(ctx context.Context) ([]exchange.Settings, error) {
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: item{":pk": dynamo.S(nights)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	out := []exchange.Settings{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("read nights: %w", err)
		}
		s.Meter.AddOne(page.ConsumedCapacity)
		var items []settingsItem
		if err := attributevalue.UnmarshalListOfMaps(page.Items, &items); err != nil {
			return nil, fmt.Errorf("read nights: %w", err)
		}
		for _, it := range items {
			out = append(out, it.settings(directory.OperatorCode(it.SK)))
		}
	}
	return out, nil
}

// Head implements exchange.Store.
func (s *Store) Head(ctx context.Context, op directory.OperatorCode) (exchange.Head, error) {
	it, _, err := get[headItem](ctx, s, headKey(op))
	return it.head(op), err
}

// Commit implements exchange.Store.
func (s *Store) Commit(ctx context.Context, h exchange.Head, f *exchange.File) error {
	condition, values := succeeds(h.Version)
	if f == nil {
		return s.put(ctx, headItemOf(h), condition, values, exchange.ErrChanged)
	}
	head, err := s.putting(headItemOf(h), condition, values)
	if err != nil {
		return err
	}
	file, err := s.putting(fileItemOf(*f), isNew, nil)
	if err != nil {
		return err
	}
	return s.transact(ctx, exchange.ErrChanged, head, file)
}

// Out implements exchange.Store.
func (s *Store) Out(ctx context.Context, op directory.OperatorCode, p exchange.Page) ([]exchange.File, map[string]string, error) {
	items, next, err := list[fileItem](ctx, s, partition(op), filePrefix, p)
	out := make([]exchange.File, len(items))
	for i, it := range items {
		out[i] = it.file()
	}
	return out, next, err
}

// File implements exchange.Store.
func (s *Store) File(ctx context.Context, op directory.OperatorCode, number int) (exchange.File, error) {
	it, found, err := get[fileItem](ctx, s, fileKey(op, number))
	if err == nil && !found {
		err = problem.New(problem.NotFound, "exchange-file-unknown", "There is no file of this number, or it is no longer kept.")
	}
	return it.file(), err
}

// Fetched implements exchange.Store.
func (s *Store) Fetched(ctx context.Context, f exchange.File) error {
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: fileKey(f.Operator, f.Number).Map(), ConditionExpression: aws.String("attribute_exists(PK)"),
		UpdateExpression: aws.String("SET fat = :at, fby = :by"), ExpressionAttributeValues: item{":at": dynamo.N(dynamo.Millis(f.FetchedAt)), ":by": dynamo.S(f.FetchedBy)},
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return fmt.Errorf("note who fetched file %d of %s: %w", f.Number, f.Operator, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Announce implements exchange.Store.
func (s *Store) Announce(ctx context.Context, u exchange.Upload) error {
	if u.Once == "" {
		return s.put(ctx, uploadItemOf(u), isNew, nil, exchange.ErrExists)
	}
	once, err := s.putting(onceItem{onceKey(u.Operator, u.Once), u.ID, u.ExpiresAt.Unix()}, isNew, nil)
	if err != nil {
		return err
	}
	upload, err := s.putting(uploadItemOf(u), isNew, nil)
	if err != nil {
		return err
	}
	return s.transact(ctx, exchange.ErrExists, once, upload)
}

// Announced implements exchange.Store.
func (s *Store) Announced(ctx context.Context, op directory.OperatorCode, once string) (exchange.Upload, error) {
	it, _, err := get[onceItem](ctx, s, onceKey(op, once))
	if err != nil {
		return exchange.Upload{}, err
	}
	return s.Upload(ctx, op, it.ID)
}

// Upload implements exchange.Store.
func (s *Store) Upload(ctx context.Context, op directory.OperatorCode, id string) (exchange.Upload, error) {
	it, found, err := get[uploadItem](ctx, s, uploadKey(op, id))
	if err == nil && !found {
		err = problem.New(problem.NotFound, "exchange-upload-unknown", "There is no such file, or it is no longer kept.")
	}
	return it.upload(), err
}

// Progress implements exchange.Store.
func (s *Store) Progress(ctx context.Context, u exchange.Upload) error {
	return s.put(ctx, uploadItemOf(u), "", nil, nil)
}

// Uploads implements exchange.Store.
func (s *Store) Uploads(ctx context.Context, op directory.OperatorCode, p exchange.Page) ([]exchange.Upload, map[string]string, error) {
	items, next, err := list[uploadItem](ctx, s, partition(op), uploadPrefix, p)
	out := make([]exchange.Upload, len(items))
	for i, it := range items {
		out[i] = it.upload()
	}
	return out, next, err
}

// AddStatement implements exchange.Store: an item for each of the two operators.
func (s *Store) AddStatement(ctx context.Context, st exchange.Statement) error {
	theirs := st
	theirs.Operator, theirs.Partner, theirs.Owed, theirs.Due = st.Partner, st.Operator, st.Due, st.Owed
	var writes []types.TransactWriteItem
	for _, one := range []exchange.Statement{st, theirs} {
		w, err := s.putting(statementItemOf(one), isNew, nil)
		if err != nil {
			return err
		}
		writes = append(writes, w)
	}
	return s.transact(ctx, exchange.ErrExists, writes...)
}

// Statement implements exchange.Store.
func (s *Store) Statement(ctx context.Context, op directory.OperatorCode, month string, partner directory.OperatorCode, version int) (exchange.Statement, error) {
	unknown := problem.New(problem.NotFound, "statement-unknown", "There is no such settlement file of your operator.")
	if version > 0 {
		it, found, err := get[statementItem](ctx, s, statementKey(op, month, partner, version))
		if err == nil && !found {
			err = unknown
		}
		return it.statement(), err
	}
	items, _, err := list[statementItem](ctx, s, partition(op), statementsOf(month, partner), exchange.Page{Limit: 1})
	if err != nil {
		return exchange.Statement{}, err
	}
	if len(items) == 0 {
		return exchange.Statement{}, unknown
	}
	return items[0].statement(), nil
}

// Statements implements exchange.Store.
func (s *Store) Statements(ctx context.Context, op directory.OperatorCode, p exchange.Page) ([]exchange.Statement, map[string]string, error) {
	items, next, err := list[statementItem](ctx, s, partition(op), statementPrefix, p)
	out := make([]exchange.Statement, len(items))
	for i, it := range items {
		out[i] = it.statement()
	}
	return out, next, err
}

type monthItem struct {
	dynamo.Key
	At int64 `dynamodbav:"at"`
}

// Settled implements exchange.Store.
func (s *Store) Settled(ctx context.Context, month string) (bool, error) {
	_, found, err := get[monthItem](ctx, s, monthKey(month))
	return found, err
}

// Settle implements exchange.Store.
func (s *Store) Settle(ctx context.Context, month string, now time.Time) error {
	return s.put(ctx, monthItem{monthKey(month), dynamo.Millis(now)}, "", nil, nil)
}
