package insightdb

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Shelf keeps reports in the Insight table; it implements insight.Shelf.
//
// A report is one item with its rows, and one small card on each list it belongs to: its operator's and each of its call centres'. Beside the
// report each of its editions stays: one item with its rows and one card without. All are written together, where they are few enough.
type Shelf struct {
	Client *dynamodb.Client
	Table  string
	Meter  *dynamo.Meter // may be nil
}

// reportKey is where a report with its rows lies.
func reportKey(id insight.ReportID) dynamo.Key {
	return dynamo.Key{PK: "REPORT#" + id.String(), SK: "REPORT"}
}

// editionSK sorts editions in the order in which they are made: provisional ones before final ones.
func editionSK(prefix string, e insight.Edition) string {
	rank := map[insight.State]string{insight.Provisional: "1", insight.Final: "2"}[e.State]
	return fmt.Sprintf("%s#%s#%06d", prefix, rank, e.Version)
}

// The editions of a report: as cards, and with their rows.
const (
	editionCards = "EDITION"
	editionWhole = "WHOLE"
)

const cardSuffix = "#monthly"

// cardKey is where a report's card on a list lies; lists are read newest month first.
func cardKey(l insight.List, m insight.Month) dynamo.Key {
	return dynamo.Key{PK: "REPORTS#" + string(l), SK: string(m) + cardSuffix}
}

type reportItem struct {
	dynamo.Key
	Month     string            `dynamodbav:"month"`
	Operator  string            `dynamodbav:"operator"`
	State     string            `dynamodbav:"state"`
	Version   int               `dynamodbav:"version"`
	Until     time.Time         `dynamodbav:"until"`
	CreatedAt time.Time         `dynamodbav:"createdAt"`
	Name      string            `dynamodbav:"name"`
	Files     map[string]string `dynamodbav:"files"`
	Total     figuresItem       `dynamodbav:"total"`
	Rows      []byte            `dynamodbav:"rows,omitempty"` // rowItems as JSON, packed: each names its measures
	Links     *figuresItem      `dynamodbav:"links,omitempty"`
	Run       string            `dynamodbav:"run,omitempty"`
	Counted   string            `dynamodbav:"counted,omitempty"`
	Reason    string            `dynamodbav:"reason,omitempty"`
	LastMonth *pastItem         `dynamodbav:"lastMonth,omitempty"`
	LastYear  *pastItem         `dynamodbav:"lastYear,omitempty"`
}

// pastItem is what an earlier month said.
type pastItem struct {
	Month   string      `dynamodbav:"month"`
	State   string      `dynamodbav:"state"`
	Version int         `dynamodbav:"version"`
	Total   figuresItem `dynamodbav:"total"`
}

func writePast(p *insight.Past) *pastItem {
	if p == nil {
		return nil
	}
	return &pastItem{string(p.Month), string(p.State), p.Version, writeFigures(p.Total)}
}

func (i *pastItem) read() *insight.Past {
	if i == nil {
		return nil
	}
	return &insight.Past{Month: insight.Month(i.Month), Edition: insight.Edition{State: insight.State(i.State), Version: i.Version}, Total: i.Total.read()}
}

type rowItem struct {
	Operator string      `json:"operator"`
	Centre   string      `json:"centre,omitempty"`
	Name     string      `json:"name"`
	Figures  figuresItem `json:"figures"`
}

func writeRows(rows []insight.Row) ([]byte, error) {
	items := make([]rowItem, len(rows))
	for i, row := range rows {
		items[i] = rowItem{string(row.Operator), string(row.Centre), row.Name, writeFigures(row.Figures)}
	}
	text, err := json.Marshal(items)
	if err != nil {
		return nil, err
	}
	return dynamo.Pack(text)
}

func readRows(packed []byte) ([]insight.Row, error) {
	rows := []insight.Row{}
	if len(packed) == 0 { // a card has none
		return rows, nil
	}
	text, err := dynamo.Unpack(packed)
	if err != nil {
		return nil, err
	}
	var items []rowItem
	if err := json.Unmarshal(text, &items); err != nil {
		return nil, err
	}
	for _, row := range items {
		rows = append(rows, insight.Row{Operator: principal.OperatorCode(row.Operator), Centre: principal.CentreID(row.Centre), Name: row.Name, Figures: row.Figures.read()})
	}
	return rows, nil
}

// figuresItem holds the measures of both sides by column name; what is not there is 0.
type figuresItem struct {
	AsReplier   map[string]int `dynamodbav:"asReplier" json:"asReplier,omitempty"`
	AsRequester map[string]int `dynamodbav:"asRequester" json:"asRequester,omitempty"`
}

func writeFigures(f insight.Figures) figuresItem {
	item := figuresItem{map[string]int{}, map[string]int{}}
	for _, m := range insight.Measures {
		for side, counts := range map[*map[string]int]*insight.Counts{&item.AsReplier: &f.AsReplier, &item.AsRequester: &f.AsRequester} {
			if n := *m.Of(counts); n != 0 {
				(*side)[m.Column] = n
			}
		}
	}
	return item
}

func (i figuresItem) read() (f insight.Figures) {
	for _, m := range insight.Measures {
		*m.Of(&f.AsReplier), *m.Of(&f.AsRequester) = i.AsReplier[m.Column], i.AsRequester[m.Column]
	}
	return f
}

func (i reportItem) read() (insight.Report, error) {
	rows, err := readRows(i.Rows)
	if err != nil {
		return insight.Report{}, fmt.Errorf("report of %s of %s: %w", i.Month, i.Operator, err)
	}
	r := insight.Report{
		ReportID: insight.ReportID{Month: insight.Month(i.Month), Operator: principal.OperatorCode(i.Operator)},
		Edition:  insight.Edition{State: insight.State(i.State), Version: i.Version},
		Until:    i.Until, CreatedAt: i.CreatedAt, Name: i.Name, Total: i.Total.read(), Rows: rows, Files: map[insight.Format]string{},
		Run: insight.RunID(i.Run), Counted: i.Counted, Reason: i.Reason, LastMonth: i.LastMonth.read(), LastYear: i.LastYear.read(),
	}
	if i.Links != nil {
		r.Links = i.Links.read()
	}
	for format, key := range i.Files {
		r.Files[insight.Format(format)] = key
	}
	return r, nil
}

// Report implements insight.Shelf. One read.
func (s Shelf) Report(ctx context.Context, id insight.ReportID) (insight.Report, error) {
	return s.read(ctx, id, reportKey(id))
}

// Edition returns a report with its rows as it was in an edition; the problem "report-unknown" when there is none. One read.
func (s Shelf) Edition(ctx context.Context, id insight.ReportID, e insight.Edition) (insight.Report, error) {
	return s.read(ctx, id, dynamo.Key{PK: reportKey(id).PK, SK: editionSK(editionWhole, e)})
}

func (s Shelf) read(ctx context.Context, id insight.ReportID, key dynamo.Key) (insight.Report, error) {
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.Table, Key: key.Map(), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return insight.Report{}, fmt.Errorf("report %s: %w", id, err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	if out.Item == nil {
		return insight.Report{}, insight.Unknown()
	}
	var item reportItem
	if err := attributevalue.UnmarshalMap(out.Item, &item); err != nil {
		return insight.Report{}, fmt.Errorf("report %s: %w", id, err)
	}
	return item.read()
}

// mostEditions is how many editions of a report are listed: only what is made again and again by hand has more.
const mostEditions = 100

// Editions returns a report's editions without rows, latest first. One query.
func (s Shelf) Editions(ctx context.Context, id insight.ReportID) ([]insight.Report, error) {
	return s.cards(ctx, &dynamodb.QueryInput{TableName: &s.Table, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(mostEditions),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :editions)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(reportKey(id).PK), ":editions": dynamo.S(editionCards + "#")}})
}

// Past implements insight.Shelf. One query.
func (s Shelf) Past(ctx context.Context, operator principal.OperatorCode, before insight.Month, n int) ([]insight.Report, error) {
	return s.cards(ctx, &dynamodb.QueryInput{TableName: &s.Table, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(n)),
		KeyConditionExpression:    aws.String("PK = :pk AND SK < :month"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(cardKey(insight.ListOf(operator, ""), "").PK), ":month": dynamo.S(string(before))}})
}

// cards reads the first page of a query.
func (s Shelf) cards(ctx context.Context, in *dynamodb.QueryInput) ([]insight.Report, error) {
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []reportItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, fmt.Errorf("list reports: %w", err)
	}
	return readReports(items)
}

func readReports(items []reportItem) ([]insight.Report, error) {
	reports := make([]insight.Report, len(items))
	for i, item := range items {
		var err error
		if reports[i], err = item.read(); err != nil {
			return nil, err
		}
	}
	return reports, nil
}

// mostWrites is how many items one transaction of DynamoDB writes or checks.
const mostWrites = 100

// Keep implements insight.Shelf. One transaction for an operator with up to 96 call centres; the cards of more go before it, in transactions that are
// refused when another run was faster, so that what the report's own list leads to is complete. Cut off between them, the next run writes all again.
func (s Shelf) Keep(ctx context.Context, r insight.Report, replaces insight.Edition) error {
	whole := reportItem{Key: reportKey(r.ReportID), Month: string(r.Month), Operator: string(r.Operator), State: string(r.State), Version: r.Version,
		Until: r.Until, CreatedAt: r.CreatedAt, Name: r.Name, Total: writeFigures(r.Total), Files: map[string]string{},
		Run: string(r.Run), Counted: r.Counted, Reason: r.Reason, LastMonth: writePast(r.LastMonth), LastYear: writePast(r.LastYear)}
	for format, key := range r.Files {
		whole.Files[string(format)] = key
	}
	edition := whole
	edition.Key.SK = editionSK(editionCards, r.Edition)
	card := whole
	card.Key = cardKey(insight.ListOf(r.Operator, ""), r.Month)
	card.Run, card.Counted, card.Reason, card.LastMonth, card.LastYear = "", "", "", nil, nil
	var centres []reportItem
	for _, row := range r.Rows {
		if row.Centre != "" {
			centre := card
			centre.Key, centre.Name, centre.Total = cardKey(insight.ListOf(row.Operator, row.Centre), r.Month), row.Name, writeFigures(row.Figures)
			centres = append(centres, centre)
		}
	}
	rows, err := writeRows(r.Rows)
	if err != nil {
		return fmt.Errorf("keep report %s: %w", r.ReportID, err)
	}
	whole.Rows = rows
	if r.Links != (insight.Figures{}) {
		whole.Links = new(writeFigures(r.Links))
	}

	kept := whole
	kept.Key.SK = editionSK(editionWhole, r.Edition)

	condition := replacing(replaces)
	check := types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: &s.Table, Key: whole.Map(),
		ConditionExpression: condition.expression, ExpressionAttributeNames: condition.names, ExpressionAttributeValues: condition.values}}
	own := []reportItem{whole, edition, kept, card}
	for len(own)+len(centres) > mostWrites {
		n := min(mostWrites-1, len(centres))
		if err := s.write(ctx, r.ReportID, []types.TransactWriteItem{check}, centres[:n]); err != nil {
			return err
		}
		centres = centres[n:]
	}
	av, err := attributevalue.MarshalMap(whole)
	if err != nil {
		return fmt.Errorf("keep report %s: %w", r.ReportID, err)
	}
	first := types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: av,
		ConditionExpression: condition.expression, ExpressionAttributeNames: condition.names, ExpressionAttributeValues: condition.values}}
	return s.write(ctx, r.ReportID, []types.TransactWriteItem{first}, append(own[1:], centres...))
}

// condition is what must hold of the report that is kept already.
type condition struct {
	expression *string
	names      map[string]string
	values     map[string]types.AttributeValue
}

// replacing holds while the report is the edition that another was made to replace.
func replacing(e insight.Edition) condition {
	if e == (insight.Edition{}) {
		return condition{expression: aws.String("attribute_not_exists(PK)")}
	}
	return condition{aws.String("#state = :state AND #version = :version"), map[string]string{"#state": "state", "#version": "version"},
		map[string]types.AttributeValue{":state": dynamo.S(string(e.State)), ":version": dynamo.N(e.Version)}}
}

// write puts items of a report in one transaction, after the writes that hold conditions. The problem "report-changed" when one does not hold.
func (s Shelf) write(ctx context.Context, id insight.ReportID, writes []types.TransactWriteItem, items []reportItem) error {
	for _, item := range items {
		av, err := attributevalue.MarshalMap(item)
		if err != nil {
			return fmt.Errorf("keep report %s: %w", id, err)
		}
		writes = append(writes, types.TransactWriteItem{Put: &types.Put{TableName: &s.Table, Item: av}})
	}
	out, err := s.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: writes, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	for _, reason := range dynamo.Reasons(err) {
		if code := aws.ToString(reason.Code); code == dynamo.RefusedByCondition || code == dynamo.RefusedByConflict {
			return problem.New(problem.Conflict, "report-changed", "The report was written by another run meanwhile.").Because(err)
		}
	}
	if err != nil {
		return fmt.Errorf("keep report %s: %w", id, err)
	}
	s.Meter.Add(out.ConsumedCapacity...)
	return nil
}

// Reports returns a page of a list, newest month first, without rows; on a centre's list the total is the centre's.
// The position is nil at the end. One query.
func (s Shelf) Reports(ctx context.Context, l insight.List, p insight.Page) ([]insight.Report, map[string]string, error) {
	in := &dynamodb.QueryInput{TableName: &s.Table, ScanIndexForward: aws.Bool(false), Limit: aws.Int32(int32(p.Limit)),
		KeyConditionExpression:    aws.String("PK = :pk AND begins_with(SK, :month)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(cardKey(l, "").PK), ":month": dynamo.S(string(p.Month))},
		ReturnConsumedCapacity:    types.ReturnConsumedCapacityTotal}
	if p.Month == "" {
		in.KeyConditionExpression = aws.String("PK = :pk")
		delete(in.ExpressionAttributeValues, ":month")
	}
	if after := p.Position["SK"]; after != "" {
		in.ExclusiveStartKey = cardKey(l, insight.Month(strings.TrimSuffix(after, cardSuffix))).Map()
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, nil, fmt.Errorf("list reports: %w", err)
	}
	s.Meter.AddOne(out.ConsumedCapacity)
	var items []reportItem
	if err := attributevalue.UnmarshalListOfMaps(out.Items, &items); err != nil {
		return nil, nil, fmt.Errorf("list reports: %w", err)
	}
	reports, err := readReports(items)
	if err != nil || out.LastEvaluatedKey == nil || len(items) == 0 {
		return reports, nil, err
	}
	return reports, map[string]string{"SK": items[len(items)-1].SK}, nil
}
