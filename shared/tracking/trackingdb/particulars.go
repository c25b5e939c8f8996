package trackingdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// localRows is how many items one look-up by a post's own identifier finds.
const localRows = 10

// declaredRow holds an item's particulars by one sender and month.
type declaredRow struct {
	dynamo.Key
	Time          string     `dynamodbav:"t"`
	Received      string     `dynamodbav:"rt"`
	LocalID       string     `dynamodbav:"li,omitempty"`
	Product       string     `dynamodbav:"p,omitempty"`
	PostingDate   string     `dynamodbav:"pd,omitempty"`
	PostingOffice string     `dynamodbav:"o,omitempty"`
	WeightG       int        `dynamodbav:"w,omitempty"`
	From          *partyRow  `dynamodbav:"fr,omitempty"`
	To            *partyRow  `dynamodbav:"to,omitempty"`
	Category      string     `dynamodbav:"ct,omitempty"`
	Pieces        []pieceRow `dynamodbav:"pc,omitempty"`
	Insured       *moneyRow  `dynamodbav:"iv,omitempty"`
	COD           *moneyRow  `dynamodbav:"cod,omitempty"`
	Source        string     `dynamodbav:"so"`
	Erased        bool       `dynamodbav:"er,omitempty"`
	bearer
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

type partyRow struct {
	Name    string `dynamodbav:"n,omitempty"`
	Address string `dynamodbav:"a,omitempty"`
	Country string `dynamodbav:"c,omitempty"`
	Email   string `dynamodbav:"e,omitempty"`
	Phone   string `dynamodbav:"p,omitempty"`
}

type pieceRow struct {
	Description string    `dynamodbav:"d,omitempty"`
	Quantity    int       `dynamodbav:"q,omitempty"`
	HSCode      string    `dynamodbav:"h,omitempty"`
	WeightG     int       `dynamodbav:"w,omitempty"`
	Value       *moneyRow `dynamodbav:"v,omitempty"`
	Origin      string    `dynamodbav:"o,omitempty"`
}

// localRow finds an item by a post's own identifier.
type localRow struct {
	dynamo.Key
	ExpiresAt int64 `dynamodbav:"expiresAt"`
}

func declaredOf(p tracking.Particulars) declaredRow {
	row := declaredRow{Key: declaredKey(p), Time: p.Time.UTC().Format(time.RFC3339), Received: p.ReceivedAt.UTC().Format(time.RFC3339Nano), LocalID: p.LocalID,
		Product: p.Product, PostingDate: p.PostingDate, PostingOffice: p.PostingOffice, WeightG: p.WeightG, From: partyOf(p.From), To: partyOf(p.To), Category: p.Category,
		Insured: moneyOf(p.Insured), COD: moneyOf(p.COD), Source: p.Source, Erased: p.Erased, bearer: bearer{p.Receipt, p.Index}, ExpiresAt: p.ReceivedAt.Add(keepEvents).Unix()}
	for _, one := range p.Pieces {
		row.Pieces = append(row.Pieces, pieceRow{one.Description, one.Quantity, one.HSCode, one.WeightG, moneyOf(one.Value), one.Origin})
	}
	return row
}

func (r declaredRow) particulars(id edi.ItemID) (tracking.Particulars, error) {
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return tracking.Particulars{}, err
	}
	received, err := time.Parse(time.RFC3339Nano, r.Received)
	sender, _, _ := strings.Cut(after(r.SK, declaredPrefix), "#")
	p := tracking.Particulars{ItemID: id, Time: at.UTC(), ReceivedAt: received.UTC(), LocalID: r.LocalID, Product: r.Product, PostingDate: r.PostingDate,
		PostingOffice: r.PostingOffice, WeightG: r.WeightG, From: r.From.party(), To: r.To.party(), Category: r.Category, Insured: r.Insured.money(), COD: r.COD.money(),
		Sender: principal.OperatorCode(sender), Source: r.Source, Receipt: r.Receipt, Index: r.Index, Erased: r.Erased}
	for _, one := range r.Pieces {
		p.Pieces = append(p.Pieces, tracking.Piece{Description: one.Description, Quantity: one.Quantity, HSCode: one.HSCode, WeightG: one.WeightG, Value: one.Value.money(), Origin: one.Origin})
	}
	return p, err
}

func partyOf(p *tracking.Party) *partyRow {
	if p == nil {
		return nil
	}
	return &partyRow{p.Name, p.Address, p.Country, p.Email, p.Phone}
}

func (r *partyRow) party() *tracking.Party {
	if r == nil {
		return nil
	}
	return &tracking.Party{Name: r.Name, Address: r.Address, Country: r.Country, Email: r.Email, Phone: r.Phone}
}

type moneyRow struct {
	Amount   int    `dynamodbav:"a"` // hundredths
	Currency string `dynamodbav:"c"`
}

func moneyOf(m *tracking.Money) *moneyRow {
	if m == nil {
		return nil
	}
	return &moneyRow{m.Amount, m.Currency}
}

func (r *moneyRow) money() *tracking.Money {
	if r == nil {
		return nil
	}
	return &tracking.Money{Amount: r.Amount, Currency: r.Currency}
}

// Declare implements tracking.Declarations. The second identifier is written first: what is counted as stored can be found by it.
func (s *Store) Declare(ctx context.Context, p tracking.Particulars) (tracking.Outcome, error) {
	if p.LocalID != "" {
		if err := s.put(ctx, localRow{Key: localKey(p), ExpiresAt: p.ReceivedAt.Add(keepEvents).Unix()}); err != nil {
			return "", fmt.Errorf("keep the second identifier of %s: %w", p.ItemID, err)
		}
	}
	item, err := attributevalue.MarshalMap(declaredOf(p))
	if err != nil {
		return "", fmt.Errorf("keep particulars of %s: %w", p.ItemID, err)
	}
	out, err := s.client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.table, Item: item,
		ConditionExpression:       aws.String("attribute_not_exists(PK) OR (t < :t AND attribute_not_exists(er))"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":t": item["t"]},
		// the old row tells a redelivery from another message
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if old, failed := dynamo.ConditionFailed(err); failed {
		return s.takeOver(ctx, nil, old, bearer{p.Receipt, p.Index}, nil)
	}
	if err != nil {
		return "", fmt.Errorf("keep particulars of %s: %w", p.ItemID, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	return tracking.OutcomeStored, nil
}

// Local returns the items that a post's own identifier names, ascending; none is no error.
func (s *Store) Local(ctx context.Context, localID string) ([]edi.ItemID, error) {
	out, err := s.page(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), Limit: aws.Int32(localRows),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(localPK(localID))}})
	if err != nil {
		return nil, fmt.Errorf("look up a second identifier: %w", err)
	}
	var ids []edi.ItemID
	for _, item := range out.Items {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		id, _, _ := strings.Cut(sk.Value, "#")
		if len(ids) == 0 || ids[len(ids)-1] != edi.ItemID(id) {
			ids = append(ids, edi.ItemID(id))
		}
	}
	return ids, nil
}

// Forget takes the personal data out of what posts declared of the item that bore the identifier at an instant. Doing it again takes nothing more; of an item that
// nobody declared it takes nothing.
func (s *Store) Forget(ctx context.Context, id edi.ItemID, at time.Time) error {
	rows, err := s.pages(ctx, &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :prefix)"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(itemPK(id)), ":prefix": dynamo.S(declaredPrefix)}})
	if err != nil {
		return fmt.Errorf("forget who item %s concerns: %w", id, err)
	}
	for _, row := range rows {
		all, err := add(nil, row, func(row declaredRow) (tracking.Particulars, error) { return row.particulars(id) })
		if err != nil {
			return fmt.Errorf("forget who item %s concerns: %w", id, err)
		}
		p := all[0]
		if p.Erased || tracking.OtherUse(p.Time, at) {
			continue
		}
		if p.LocalID != "" {
			key := localKey(p)
			if _, err := s.client.DeleteItem(ctx, &dynamodb.DeleteItemInput{TableName: &s.table, Key: map[string]types.AttributeValue{"PK": dynamo.S(key.PK), "SK": dynamo.S(key.SK)}}); err != nil {
				return fmt.Errorf("forget who item %s concerns: %w", id, err)
			}
		}
		if err := s.put(ctx, declaredOf(p.Redacted())); err != nil {
			return fmt.Errorf("forget who item %s concerns: %w", id, err)
		}
	}
	return nil
}

var _ tracking.Declarations = (*Store)(nil)
