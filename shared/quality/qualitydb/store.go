// Package qualitydb keeps reviews in the Quality table. docs/data-model.md lists its access patterns.
//
// It must not decide anything: the rules are in package quality.
package qualitydb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/quality"
)

// Store implements quality.Store. Safe for concurrent use.
type Store struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // nil measures nothing
}

// byAgent is the index of somebody's own reviews.
const byAgent = "agent"

// mineShown bounds the reviews that somebody is shown of their own.
const mineShown = 100

// item is a review as it is stored; its names and texts are personal data of staff.
type item struct {
	PK       string         `dynamodbav:"PK"`
	SK       string         `dynamodbav:"SK"`
	AgentPK  string         `dynamodbav:"agPK"`
	ID       string         `dynamodbav:"id"`
	Centre   string         `dynamodbav:"ce"`
	Week     string         `dynamodbav:"wk"`
	Inquiry  string         `dynamodbav:"inq"`
	Side     string         `dynamodbav:"side"`
	Agent    string         `dynamodbav:"sub"`
	Name     string         `dynamodbav:"name,omitempty"`
	Why      string         `dynamodbav:"why"`
	Sheet    string         `dynamodbav:"sheet"`
	DrawnAt  int64          `dynamodbav:"drw"`
	Scores   map[string]int `dynamodbav:"scores,omitempty"`
	Comment  string         `dynamodbav:"text,omitempty"`
	Language string         `dynamodbav:"lang,omitempty"`
	By       string         `dynamodbav:"by,omitempty"`
	ByName   string         `dynamodbav:"byName,omitempty"`
	At       int64          `dynamodbav:"at,omitempty"`
	Answer   string         `dynamodbav:"ans,omitempty"`
	AnswerIn string         `dynamodbav:"ansLang,omitempty"`
	Answered int64          `dynamodbav:"ansAt,omitempty"`
	Version  int            `dynamodbav:"ver"`
	Expires  int64          `dynamodbav:"expiresAt,omitempty"`
}

func keyOf(centre directory.CentreID, week string, id quality.ReviewID) dynamo.Key {
	return dynamo.Key{PK: "CENTRE#" + string(centre), SK: "REVIEW#" + week + "#" + string(id)}
}

func agentPartition(subject string) string { return "AGENT#" + subject }

func itemOf(r quality.Review) item {
	key := keyOf(r.Centre, r.Week, r.ID)
	return item{PK: key.PK, SK: key.SK, AgentPK: agentPartition(r.Agent.Subject), ID: string(r.ID), Centre: string(r.Centre), Week: r.Week, Inquiry: string(r.Inquiry), Side: string(r.Side), Agent: r.Agent.Subject,
		Name: r.Agent.Name, Why: r.Why, Sheet: r.Sheet, DrawnAt: dynamo.Millis(r.DrawnAt), Scores: r.Scores, Comment: r.Comment, Language: r.Language, By: r.By.Subject, ByName: r.By.Name,
		At: dynamo.Millis(r.At), Answer: r.Answer, AnswerIn: r.AnswerLanguage, Answered: dynamo.Millis(r.AnsweredAt), Version: r.Version}
}

func (it item) review() quality.Review {
	return quality.Review{ID: quality.ReviewID(it.ID), Centre: directory.CentreID(it.Centre), Week: it.Week, Inquiry: inquiry.ID(it.Inquiry), Side: inquiry.Side(it.Side),
		Agent: inquiry.Assignee{Subject: it.Agent, Name: it.Name}, Why: it.Why, Sheet: it.Sheet, DrawnAt: dynamo.Instant(it.DrawnAt), Scores: it.Scores, Comment: it.Comment, Language: it.Language,
		By: inquiry.Assignee{Subject: it.By, Name: it.ByName}, At: dynamo.Instant(it.At), Answer: it.Answer, AnswerLanguage: it.AnswerIn, AnsweredAt: dynamo.Instant(it.Answered), Version: it.Version}
}

// Add implements quality.Store.
func (s *Store) Add(ctx context.Context, r quality.Review, expires time.Time) (bool, error) {
	it := itemOf(r)
	it.Expires = expires.Unix()
	values, err := attributevalue.MarshalMap(it)
	if err != nil {
		return false, fmt.Errorf("add review %s: %w", r.ID, err)
	}
	out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: values, ConditionExpression: aws.String("attribute_not_exists(PK)"), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, there := dynamo.ConditionFailed(err); there {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("add review %s: %w", r.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return true, nil
}

// Review implements quality.Store: one item, as it is this moment.
func (s *Store) Review(ctx context.Context, id quality.ReviewID) (quality.Review, error) {
	unknown := problem.New(problem.NotFound, "review-unknown", "There is no such review, or it is not yours to see.")
	centre, week, ok := id.Place()
	if !ok {
		return quality.Review{}, unknown
	}
	found, err := dynamo.Table{Client: s.Client, Name: s.Table, Meter: s.Meter}.Item(ctx, keyOf(centre, week, id))
	if err != nil {
		return quality.Review{}, fmt.Errorf("review %s: %w", id, err)
	}
	if found == nil {
		return quality.Review{}, unknown
	}
	var it item
	if err := attributevalue.UnmarshalMap(found, &it); err != nil {
		return quality.Review{}, fmt.Errorf("review %s: %w", id, err)
	}
	return it.review(), nil
}

// Change implements quality.Store. What the review has no more is removed; when it expires stays as it was.
func (s *Store) Change(ctx context.Context, r quality.Review) error {
	it, err := attributevalue.MarshalMap(itemOf(r))
	if err != nil {
		return fmt.Errorf("change review %s: %w", r.ID, err)
	}
	var set, remove []string
	names, values := map[string]string{"#ver": "ver"}, map[string]types.AttributeValue{":before": dynamo.N(r.Version - 1)}
	for i, name := range []string{"scores", "text", "lang", "by", "byName", "at", "ans", "ansLang", "ansAt", "ver"} {
		place := fmt.Sprint(i)
		names["#n"+place] = name
		if v, ok := it[name]; ok {
			set, values[":v"+place] = append(set, "#n"+place+" = :v"+place), v
		} else {
			remove = append(remove, "#n"+place)
		}
	}
	update := "SET " + strings.Join(set, ", ")
	if len(remove) > 0 {
		update += " REMOVE " + strings.Join(remove, ", ")
	}
	out, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{TableName: &s.Table, Key: keyOf(r.Centre, r.Week, r.ID).Map(), UpdateExpression: &update, ConditionExpression: aws.String("#ver = :before"),
		ExpressionAttributeNames: names, ExpressionAttributeValues: values, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if _, failed := dynamo.ConditionFailed(err); failed {
		return quality.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("change review %s: %w", r.ID, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	return nil
}

// Of implements quality.Store: one query.
func (s *Store) Of(ctx context.Context, centre directory.CentreID, from, until string) ([]quality.Review, error) {
	return s.query(ctx, &dynamodb.QueryInput{TableName: &s.Table, KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :until"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("CENTRE#" + string(centre)), ":from": dynamo.S("REVIEW#" + from), ":until": dynamo.S("REVIEW#" + until + "#~")}}, 0)
}

// Mine implements quality.Store: one query of an index.
func (s *Store) Mine(ctx context.Context, subject string) ([]quality.Review, error) {
	return s.query(ctx, &dynamodb.QueryInput{TableName: &s.Table, IndexName: aws.String(byAgent), KeyConditionExpression: aws.String("agPK = :pk"), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(mineShown),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(agentPartition(subject))}}, mineShown)
}

// query reads reviews, at most so many; 0 is all.
func (s *Store) query(ctx context.Context, in *dynamodb.QueryInput, most int) ([]quality.Review, error) {
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	out := []quality.Review{}
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages() && (most == 0 || len(out) < most); {
		part, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fmt.Errorf("list reviews: %w", err)
		}
		s.Meter.AddOne(part.ConsumedCapacity)
		var items []item
		if err := attributevalue.UnmarshalListOfMaps(part.Items, &items); err != nil {
			return nil, fmt.Errorf("list reviews: %w", err)
		}
		for _, it := range items {
			out = append(out, it.review())
		}
	}
	return out, nil
}
