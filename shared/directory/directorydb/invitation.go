package directorydb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

var _ directory.InvitationStore = (*Store)(nil)

// invitationItem holds personal data. What the authorizer may write of it stands beside the document.
type invitationItem struct {
	dynamo.Key
	Version int    `dynamodbav:"version"`
	Doc     string `dynamodbav:"doc"`               // JSON of directory.Invitation
	TakenAt string `dynamodbav:"takenAt,omitempty"` // RFC 3339
	TakenBy string `dynamodbav:"takenBy,omitempty"` // subject
	Expires int64  `dynamodbav:"expiresAt"`
}

// addressItem says who holds a mail address: an invitation, or a person for good.
type addressItem struct {
	dynamo.Key
	Operator   directory.OperatorCode `dynamodbav:"operator"`
	Invitation string                 `dynamodbav:"invitation,omitempty"`
	Until      int64                  `dynamodbav:"until,omitempty"` // Unix milliseconds
	Subject    string                 `dynamodbav:"subject,omitempty"`
	Expires    int64                  `dynamodbav:"expiresAt,omitempty"`
}

// addressDigest names an address without saying it: keys stand in logs and metrics.
func addressDigest(folded string) string {
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:])
}

// InvitationsOf implements directory.InvitationStore.
func (s *Store) InvitationsOf(ctx context.Context, code directory.OperatorCode) ([]directory.Invitation, error) {
	out := []directory.Invitation{}
	err := s.queryNow(ctx, expression.Key("PK").Equal(expression.Value(invitationsPK(code))), func(item map[string]types.AttributeValue) error {
		i, err := readInvitation(item)
		out = append(out, i)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list invitations of %s: %w", code, err)
	}
	slices.SortStableFunc(out, func(a, b directory.Invitation) int { return b.InvitedAt.Compare(a.InvitedAt) })
	return out, nil
}

// Invitation implements directory.InvitationStore.
func (s *Store) Invitation(ctx context.Context, code directory.OperatorCode, id string) (directory.Invitation, error) {
	item, err := s.getNow(ctx, invitationKey(code, id))
	if err == nil && item == nil {
		return directory.Invitation{}, directory.InvitationUnknown()
	}
	if err != nil {
		return directory.Invitation{}, fmt.Errorf("read invitation %s of %s: %w", id, code, err)
	}
	return readInvitation(item)
}

func readInvitation(item map[string]types.AttributeValue) (directory.Invitation, error) {
	var i invitationItem
	var out directory.Invitation
	err := attributevalue.UnmarshalMap(item, &i)
	if err == nil {
		err = json.Unmarshal([]byte(i.Doc), &out)
	}
	if err == nil && i.TakenAt != "" {
		out.TakenBy = i.TakenBy
		out.TakenAt, err = time.Parse(time.RFC3339, i.TakenAt)
	}
	if err != nil {
		return out, fmt.Errorf("unreadable invitation: %w", err)
	}
	out.Version = i.Version
	return out, nil
}

// HolderOf implements directory.InvitationStore.
func (s *Store) HolderOf(ctx context.Context, address string) (directory.Holder, error) {
	item, err := s.getNow(ctx, addressKey(address))
	if err != nil || item == nil {
		return directory.Holder{}, wrapped("read who holds an address", err)
	}
	var a addressItem
	if err := attributevalue.UnmarshalMap(item, &a); err != nil {
		return directory.Holder{}, fmt.Errorf("read who holds an address: %w", err)
	}
	return directory.Holder{Operator: a.Operator, Invitation: a.Invitation, Until: dynamo.Instant(a.Until), Subject: a.Subject}, nil
}

// SaveInvitation implements directory.InvitationStore.
func (s *Store) SaveInvitation(ctx context.Context, i directory.Invitation, former string, now, forget time.Time) error {
	item, err := writeInvitation(i, forget)
	if err != nil {
		return fmt.Errorf("save invitation %s: %w", i.ID, err)
	}
	at, err := atVersion(i.Version - 1)
	if err != nil {
		return fmt.Errorf("save invitation %s: %w", i.ID, err)
	}
	address, err := s.addressOf(i, former, now, forget)
	if err != nil {
		return fmt.Errorf("save invitation %s: %w", i.ID, err)
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal, TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: &s.table, Item: item, ConditionExpression: at.Condition(), ExpressionAttributeNames: at.Names(), ExpressionAttributeValues: at.Values()}},
		address,
	}})
	switch why := dynamo.Reasons(err); {
	case len(why) > 1 && aws.ToString(why[0].Code) != dynamo.RefusedByCondition && aws.ToString(why[1].Code) == dynamo.RefusedByCondition:
		return directory.ErrAddressHeld
	case len(why) > 0:
		return directory.ErrChanged
	case err != nil:
		return fmt.Errorf("save invitation %s: %w", i.ID, err)
	}
	s.meter.Add(out.ConsumedCapacity...)
	return nil
}

// addressOf is how an invitation gets its address, or lets go of it.
func (s *Store) addressOf(i directory.Invitation, former string, now, forget time.Time) (types.TransactWriteItem, error) {
	key, own := addressKey(i.Email), expression.Name("invitation").Equal(expression.Value(i.ID))
	if !i.WithdrawnAt.IsZero() {
		expr, err := expression.NewBuilder().WithCondition(own).Build()
		return types.TransactWriteItem{Delete: &types.Delete{TableName: &s.table, Key: key.Map(), ConditionExpression: expr.Condition(),
			ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}}, err
	}
	item, err := attributevalue.MarshalMap(addressItem{Key: key, Operator: i.Operator, Invitation: i.ID, Until: dynamo.Millis(i.EndsAt), Expires: forget.Unix()})
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	subject := expression.Name("subject")
	free := expression.And(subject.AttributeNotExists(), expression.Name("until").LessThanEqual(expression.Value(dynamo.Millis(now))))
	condition := expression.Or(expression.Name("PK").AttributeNotExists(), free, own)
	if former != "" {
		condition = expression.Or(condition, subject.Equal(expression.Value(former)))
	}
	expr, err := expression.NewBuilder().WithCondition(condition).Build()
	return types.TransactWriteItem{Put: &types.Put{TableName: &s.table, Item: item, ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}}, err
}

func writeInvitation(i directory.Invitation, forget time.Time) (map[string]types.AttributeValue, error) {
	doc, err := json.Marshal(i)
	if err != nil {
		return nil, err
	}
	return attributevalue.MarshalMap(invitationItem{Key: invitationKey(i.Operator, i.ID), Version: i.Version, Doc: string(doc), Expires: forget.Unix()})
}

// Join implements directory.InvitationStore.
func (s *Store) Join(ctx context.Context, i directory.Invitation, a directory.Agent, forget time.Time) error {
	agent, err := attributevalue.MarshalMap(writeAgent(a))
	if err != nil {
		return fmt.Errorf("join %s: %w", a.Subject, err)
	}
	taken := expression.Set(expression.Name("version"), expression.Value(i.Version)).Set(expression.Name("takenAt"), expression.Value(i.TakenAt.UTC().Format(time.RFC3339))).
		Set(expression.Name("takenBy"), expression.Value(i.TakenBy)).Set(expression.Name("expiresAt"), expression.Value(forget.Unix()))
	held := expression.Set(expression.Name("subject"), expression.Value(a.Subject)).Remove(expression.Name("invitation")).Remove(expression.Name("until")).Remove(expression.Name("expiresAt"))
	absent, err := atVersion(0)
	if err != nil {
		return fmt.Errorf("join %s: %w", a.Subject, err)
	}
	items := []types.TransactWriteItem{{Put: &types.Put{TableName: &s.table, Item: agent, ConditionExpression: absent.Condition(), ExpressionAttributeNames: absent.Names()}}}
	for _, u := range []struct {
		key       dynamo.Key
		update    expression.UpdateBuilder
		condition expression.ConditionBuilder
	}{
		{invitationKey(i.Operator, i.ID), taken, expression.Name("version").Equal(expression.Value(i.Version - 1))},
		{addressKey(i.Email), held, expression.Name("invitation").Equal(expression.Value(i.ID))},
	} {
		expr, err := expression.NewBuilder().WithUpdate(u.update).WithCondition(u.condition).Build()
		if err != nil {
			return fmt.Errorf("join %s: %w", a.Subject, err)
		}
		items = append(items, types.TransactWriteItem{Update: &types.Update{TableName: &s.table, Key: u.key.Map(), UpdateExpression: expr.Update(), ConditionExpression: expr.Condition(),
			ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}})
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if len(dynamo.Reasons(err)) > 0 {
		return directory.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("join %s: %w", a.Subject, err)
	}
	s.meter.Add(out.ConsumedCapacity...)
	s.agents.put(a.Subject, a)
	s.teams.forget()
	return nil
}

// getNow reads one item as it is this moment; nil for none.
func (s *Store) getNow(ctx context.Context, key dynamo.Key) (map[string]types.AttributeValue, error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: key.Map(), ConsistentRead: aws.Bool(true), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return nil, nil
	}
	return out.Item, nil
}

func wrapped(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
