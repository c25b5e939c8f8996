package inquirydb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store implements inquiry.Store. Meter may be nil.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter
	Cold   *Cold // nil where nobody archives or reads archived inquiries
}

var _ inquiry.Store = (*Store)(nil)

func unknown(id inquiry.ID) error {
	return problem.New(problem.NotFound, "inquiry-unknown", "There is no such inquiry, or your operator takes no part in it.").Because(fmt.Errorf("inquiry %s", id))
}

// Load implements inquiry.Store: one consistent query over HEAD and REQUEST.
func (s *Store) Load(ctx context.Context, id inquiry.ID) (inquiry.Record, error) {
	r, _, err := s.read(ctx, id, "HEAD", true)
	return r, err
}

// History implements inquiry.Store: one query over everything of the inquiry; of an archived one, its object and what came after it.
func (s *Store) History(ctx context.Context, id inquiry.ID, fresh bool) (inquiry.Record, []inquiry.Event, error) {
	r, events, err := s.read(ctx, id, EventPrefix, fresh)
	if err != nil || !r.Inquiry.Archived {
		return r, events, err
	}
	req, kept, err := s.thaw(ctx, id)
	if err != nil {
		return r, nil, err
	}
	last := 0
	if len(kept) > 0 {
		last = kept[len(kept)-1].Seq
	}
	later := slices.DeleteFunc(events, func(e inquiry.Event) bool { return e.Seq <= last }) // what the table has not let go yet
	return inquiry.Record{Inquiry: r.Inquiry, Request: req}, append(kept, later...), nil
}

// read queries from a sort key up to REQUEST: EVENT#… sort before HEAD, SEEN#… after REQUEST.
func (s *Store) read(ctx context.Context, id inquiry.ID, from string, fresh bool) (inquiry.Record, []inquiry.Event, error) {
	var r inquiry.Record
	var events []inquiry.Event
	found := false
	pages := dynamodb.NewQueryPaginator(s.Client, &dynamodb.QueryInput{TableName: &s.Table, ConsistentRead: &fresh,
		KeyConditionExpression:    aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(partition(id)), ":from": dynamo.S(from), ":to": dynamo.S("REQUEST")},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal})
	for pages.HasMorePages() {
		out, err := pages.NextPage(ctx)
		if err != nil {
			return r, nil, fmt.Errorf("read inquiry %s: %w", id, err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
		for _, item := range out.Items {
			var key dynamo.Key
			if err := attributevalue.UnmarshalMap(item, &key); err != nil {
				return r, nil, fmt.Errorf("read inquiry %s: %w", id, err)
			}
			switch key.SK {
			case "HEAD":
				var it headItem
				if err := attributevalue.UnmarshalMap(item, &it); err != nil {
					return r, nil, fmt.Errorf("read inquiry %s: %w", id, err)
				}
				r.Inquiry, found = it.inquiry(), true
			case "REQUEST":
				var it requestItem
				if err := attributevalue.UnmarshalMap(item, &it); err != nil {
					return r, nil, fmt.Errorf("read inquiry %s: %w", id, err)
				}
				r.Request.Fields = it.Fields
			default:
				var it eventItem
				if err := attributevalue.UnmarshalMap(item, &it); err != nil {
					return r, nil, fmt.Errorf("read inquiry %s: %w", id, err)
				}
				events = append(events, it.event())
			}
		}
	}
	if !found {
		return r, nil, unknown(id)
	}
	return r, events, nil
}

// conflicts bounds how often a transaction that met another one on the same item is tried again.
const conflicts = 8

// Save implements inquiry.Store: one transaction holds the head (locked by its version), the event, and what follows from them:
// the request, the lock against duplicates, the mark of a recorded tracking event or document, the uses of a limited workflow, the counts of
// the folders it left and entered.
func (s *Store) Save(ctx context.Context, changes ...inquiry.Change) error {
	w := &writes{}
	moves := map[directory.CentreID]map[inquiry.Folder]int{}
	for _, c := range changes {
		if err := s.writes(w, c); err != nil {
			return err
		}
		moved(moves, c.Before, c.After)
	}
	for centre, m := range moves {
		if len(m) > 0 {
			w.add(types.TransactWriteItem{Update: s.count(centre, m)}, func(stored) error { return inquiry.ErrChanged })
		}
	}
	at, old, err := s.transact(ctx, w.items)
	switch {
	case err != nil:
		return fmt.Errorf("save inquiry %s: %w", changes[0].After.ID, err)
	case at >= 0:
		return w.refused[at](old)
	}
	return nil
}

// transact writes all items or none. When a condition failed it returns the place of the refused item and what is stored there;
// the place is -1 when all was written. A transaction that met another one on the same item is tried again after a short random wait.
func (s *Store) transact(ctx context.Context, items []types.TransactWriteItem) (refused int, old stored, _ error) {
	var err error
	for try := range conflicts {
		var out *dynamodb.TransactWriteItemsOutput
		out, err = s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err == nil {
			s.Meter.Add(out.ConsumedCapacity...)
			return -1, nil, nil
		}
		conflict := false
		for i, r := range dynamo.Reasons(err) {
			switch aws.ToString(r.Code) {
			case dynamo.RefusedByCondition:
				return i, r.Item, nil
			case dynamo.RefusedByConflict:
				conflict = true
			}
		}
		if !conflict {
			return -1, nil, err
		}
		if err := pause(ctx, time.Duration(rand.IntN(10<<try))*time.Millisecond); err != nil {
			return -1, nil, err
		}
	}
	return -1, nil, errors.Join(inquiry.ErrChanged, err)
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type stored = map[string]types.AttributeValue

// writes is a transaction with, per item, what a refusal of its condition means.
type writes struct {
	items   []types.TransactWriteItem
	refused []func(stored) error
}

func (w *writes) add(item types.TransactWriteItem, refused func(stored) error) {
	w.items, w.refused = append(w.items, item), append(w.refused, refused)
}

func (s *Store) put(v any, condition string, values map[string]types.AttributeValue) (types.TransactWriteItem, error) {
	item, err := attributevalue.MarshalMap(v)
	if err != nil {
		return types.TransactWriteItem{}, fmt.Errorf("encode item: %w", err)
	}
	p := &types.Put{TableName: &s.Table, Item: item}
	if condition != "" {
		p.ConditionExpression, p.ExpressionAttributeValues = &condition, values
		p.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	}
	return types.TransactWriteItem{Put: p}, nil
}

const isNew = "attribute_not_exists(PK)"

func (s *Store) writes(w *writes, c inquiry.Change) error {
	changed := func(stored) error { return inquiry.ErrChanged }
	add := func(refused func(stored) error, v any, condition string, values map[string]types.AttributeValue) error {
		item, err := s.put(v, condition, values)
		w.add(item, refused)
		return err
	}

	head := headOf(c.After)
	var errs []error
	if c.Before.Version == 0 {
		errs = append(errs, add(func(stored) error { return inquiry.ErrExists }, head, isNew, nil))
	} else {
		errs = append(errs, add(changed, head, "ver = :seen", map[string]types.AttributeValue{":seen": dynamo.N(c.Before.Version)}))
	}
	notice, err := json.Marshal(c.Notice())
	errs = append(errs, err, add(changed, eventOf(c.Event, string(notice)), isNew, nil))
	if c.Request != nil {
		key := requestKey(c.After.ID)
		errs = append(errs, add(changed, requestItem{PK: key.PK, SK: key.SK, Fields: c.Request.Fields}, "", nil))
	}
	seen := func(stored) error { return inquiry.ErrSeen }
	if t := c.Event.Tracking; t != nil {
		errs = append(errs, add(seen, seenKey(c.After.ID, t.Key), isNew, nil))
	}
	if a := c.Event.Attachment; a != nil {
		errs = append(errs, add(seen, seenKey(c.After.ID, a.ID), isNew, nil))
	}
	if c.Uses != nil {
		w.add(types.TransactWriteItem{Update: s.use(c.After, *c.Uses)}, changed)
	}
	_, wasOpen := c.Before.OpenMatter()
	matter, isOpen := c.After.OpenMatter()
	switch {
	case !wasOpen && isOpen:
		errs = append(errs, add(duplicate, openItemOf(c.After.ID, matter), isNew, nil))
	case wasOpen && !isOpen:
		w.add(types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: openKey(matter).Map()}}, changed)
	}
	return errors.Join(errs...)
}

type openItem struct {
	PK string `dynamodbav:"PK"`
	SK string `dynamodbav:"SK"`
	ID string `dynamodbav:"inq"`
}

func openItemOf(id inquiry.ID, m inquiry.Matter) openItem {
	key := openKey(m)
	return openItem{PK: key.PK, SK: key.SK, ID: string(id)}
}

func duplicate(old stored) error {
	var it openItem
	if err := attributevalue.UnmarshalMap(old, &it); err != nil {
		return fmt.Errorf("decode lock: %w", err)
	}
	return &inquiry.DuplicateError{ID: inquiry.ID(it.ID)}
}

// moved adds how each centre's counted folders change.
func moved(out map[directory.CentreID]map[inquiry.Folder]int, before, after inquiry.Inquiry) {
	add := func(centre directory.CentreID, f inquiry.Folder, n int) {
		if centre == "" || !f.Counted() {
			return
		}
		if out[centre] == nil {
			out[centre] = map[inquiry.Folder]int{}
		}
		if out[centre][f] += n; out[centre][f] == 0 {
			delete(out[centre], f)
		}
	}
	for _, side := range []inquiry.Side{inquiry.Requester, inquiry.Replier} {
		if before.Version > 0 {
			add(before.Party(side).Centre, before.FolderOf(side), -1)
		}
		add(after.Party(side).Centre, after.FolderOf(side), 1)
	}
}
