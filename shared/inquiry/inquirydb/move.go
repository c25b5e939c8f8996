package inquirydb

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// moveItem is a declaration of force majeure. While it is not done, a pointer to it is in openMoves.
type moveItem struct {
	PK       string            `dynamodbav:"PK"`
	SK       string            `dynamodbav:"SK"`
	From     int64             `dynamodbav:"from"`
	To       int64             `dynamodbav:"to"`
	Reason   string            `dynamodbav:"reason"`
	Text     string            `dynamodbav:"text,omitempty"`
	By       actorItem         `dynamodbav:"by"`
	At       int64             `dynamodbav:"at"`
	Done     bool              `dynamodbav:"done,omitempty"`
	Moved    int               `dynamodbav:"moved,omitempty"`
	Folder   string            `dynamodbav:"folder,omitempty"`
	Position map[string]string `dynamodbav:"pos,omitempty"`
	Once     string            `dynamodbav:"onc,omitempty"`

	EndedAt   int64      `dynamodbav:"ended,omitempty"`
	EndedBy   *actorItem `dynamodbav:"endedBy,omitempty"`
	Withdrawn bool       `dynamodbav:"withdrawn,omitempty"`
	Version   int        `dynamodbav:"ver"`
}

const movePrefix = "MOVE#"

func moveKey(centre directory.CentreID, id string) dynamo.Key {
	return dynamo.Key{PK: centrePartition(centre), SK: movePrefix + id}
}

// openMoves holds the few declarations that are being carried out; it is empty nearly always.
const openMoves = "MOVES"

type openMoveItem struct {
	PK     string `dynamodbav:"PK"`
	SK     string `dynamodbav:"SK"`
	Centre string `dynamodbav:"ce"`
}

// PutMove implements inquiry.Store: the declaration and, while it is not done, its pointer.
func (s *Store) PutMove(ctx context.Context, m inquiry.Move) error {
	key := moveKey(m.Centre, m.ID)
	stored := moveItem{PK: key.PK, SK: key.SK, From: dynamo.Millis(m.From), To: dynamo.Millis(m.To), Reason: m.Reason, Text: m.Text,
		By: actorOf(m.By), At: dynamo.Millis(m.At), Done: m.Done, Moved: m.Moved,
		Folder: string(m.Folder), Position: m.Position, Once: m.Once, EndedAt: dynamo.Millis(m.EndedAt), Withdrawn: m.Withdrawn, Version: m.Version + 1}
	if !m.EndedAt.IsZero() {
		by := actorOf(m.EndedBy)
		stored.EndedBy = &by
	}
	condition, values := "attribute_not_exists(ver)", map[string]types.AttributeValue(nil) // new, or from before versions were kept
	if m.Version > 0 {
		condition, values = "ver = :ver", map[string]types.AttributeValue{":ver": dynamo.N(m.Version)}
	}
	item, err := s.put(stored, condition, values)
	if err != nil {
		return err
	}
	pointer, err := s.put(openMoveItem{openMoves, m.ID, string(m.Centre)}, "", nil)
	if err != nil {
		return err
	}
	if m.Done {
		pointer = types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Table, Key: dynamo.Key{PK: openMoves, SK: m.ID}.Map()}}
	}
	items := []types.TransactWriteItem{item, pointer}
	if m.Once != "" {
		key := dynamo.Key{PK: centrePartition(m.Centre), SK: moveOncePrefix + m.Once}
		once, err := s.put(moveOnceItem{key.PK, key.SK, m.ID}, isNew+" OR id = :id", map[string]types.AttributeValue{":id": dynamo.S(m.ID)})
		if err != nil {
			return err
		}
		items = append(items, once)
	}
	switch refused, _, err := s.transact(ctx, items); {
	case err != nil:
		return fmt.Errorf("put force majeure: %w", err)
	case refused == 0:
		return inquiry.ErrChanged
	case refused > 0:
		return inquiry.ErrExists
	}
	return nil
}

// moveOnceItem says which declaration a request with an Idempotency-Key made.
type moveOnceItem struct {
	PK string `dynamodbav:"PK"`
	SK string `dynamodbav:"SK"`
	ID string `dynamodbav:"id"`
}

const moveOncePrefix = "ONCE#"

// Moves implements inquiry.Store: one query; the ids order by time.
func (s *Store) Moves(ctx context.Context, centre directory.CentreID) ([]inquiry.Move, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(centrePartition(centre)), ":prefix": dynamo.S(movePrefix)},
		ScanIndexForward:          aws.Bool(false), Limit: aws.Int32(100), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("force majeure of %s: %w", centre, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []moveItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, fmt.Errorf("force majeure of %s: %w", centre, err)
	}
	moves := []inquiry.Move{}
	for _, it := range items {
		moves = append(moves, it.move())
	}
	return moves, nil
}

// OpenMoves implements inquiry.Store: one query, empty nearly always, and a read for each that is not.
func (s *Store) OpenMoves(ctx context.Context) ([]inquiry.Move, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(openMoves)}, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("open force majeure: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var pointers []openMoveItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &pointers); err != nil {
		return nil, fmt.Errorf("open force majeure: %w", err)
	}
	moves := []inquiry.Move{}
	for _, p := range pointers {
		out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: moveKey(directory.CentreID(p.Centre), p.SK).Map(), ConsistentRead: aws.Bool(true),
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if err != nil {
			return nil, fmt.Errorf("open force majeure: %w", err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
		var it moveItem
		if err := attributevalue.UnmarshalMap(out.Item, &it); err != nil {
			return nil, fmt.Errorf("open force majeure: %w", err)
		}
		moves = append(moves, it.move())
	}
	return moves, nil
}

func (it moveItem) move() inquiry.Move {
	return inquiry.Move{ID: it.SK[len(movePrefix):], Centre: directory.CentreID(it.PK[len("CENTRE#"):]), From: dynamo.Instant(it.From), To: dynamo.Instant(it.To), Reason: it.Reason, Text: it.Text,
		By: it.By.actor(), At: dynamo.Instant(it.At), Done: it.Done, Moved: it.Moved, Folder: inquiry.Folder(it.Folder), Position: it.Position, Once: it.Once,
		EndedAt: dynamo.Instant(it.EndedAt), EndedBy: it.EndedBy.orNobody(), Withdrawn: it.Withdrawn, Version: it.Version}
}

func actorOf(a inquiry.Actor) actorItem {
	return actorItem{string(a.Kind), a.Subject, a.Name, string(a.Operator), string(a.Centre)}
}

func (it *actorItem) orNobody() inquiry.Actor {
	if it == nil {
		return inquiry.Actor{}
	}
	return it.actor()
}

func (it actorItem) actor() inquiry.Actor {
	return inquiry.Actor{Kind: inquiry.ActorKind(it.Kind), Subject: it.Subject, Name: it.Name, Operator: directory.OperatorCode(it.Operator), Centre: directory.CentreID(it.Centre)}
}
