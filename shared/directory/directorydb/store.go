// Package directorydb keeps the directory in its DynamoDB table: operators with their call centres, countries, agents, and the releases
// of the workflow catalogue.
//
// Every access pattern is a row of docs/data-model.md. Reads are kept in the process for Fresh; what they return is shared: callers read
// it and never change it. It must not know who asks.
package directorydb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Store reads and writes the Directory table. Safe for concurrent use.
type Store struct {
	client *dynamodb.Client
	table  string
	meter  *dynamo.Meter
	now    func() time.Time

	operators *cache[directory.OperatorCode, staffed]
	countries *cache[string, directory.OperatorCode]
	agents    *cache[string, directory.Agent]
	teams     *cache[directory.OperatorCode, []directory.Agent]
	apiKeys   *cache[string, directory.Key]
	lists     *cache[string, listed]
	inForce   *cache[string, string]
	versions  *cache[string, string]
	releases  *releases
	calendars *keptCalendars
	messages  *cache[directory.OperatorCode, directory.MessageSettings]
}

var (
	_ directory.Reader = (*Store)(nil)
	_ catalogue.Reader = (*Store)(nil)
)

// staffed is an operator with its call centres, as one partition holds them.
type staffed struct {
	operator directory.Operator // zero when it is retired itself
	centres  []directory.CallCentre
	retired  []directory.CallCentre // no longer in the data; inquiries may still name them
}

// listed is the whole index.
type listed struct {
	operators []directory.Operator
	centres   []directory.CallCentre
}

// Option changes a Store at its making.
type Option func(*Store)

// WithNow gives the clock that decides how old a reading is; without it, the machine's. It is never the local stage's moved clock:
// a reading grows old in real time.
func WithNow(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// New returns a store on a table. The meter may be nil.
func New(client *dynamodb.Client, table string, meter *dynamo.Meter, options ...Option) *Store {
	s := &Store{client: client, table: table, meter: meter, now: systemNow}
	for _, o := range options {
		o(s)
	}
	s.operators = newCache[directory.OperatorCode, staffed](s.now)
	s.countries = newCache[string, directory.OperatorCode](s.now)
	s.agents = newCache[string, directory.Agent](s.now)
	s.teams = newCache[directory.OperatorCode, []directory.Agent](s.now)
	s.apiKeys = newCache[string, directory.Key](s.now)
	s.apiKeys.fresh = FreshKey
	s.lists = newCache[string, listed](s.now)
	s.messages = newCache[directory.OperatorCode, directory.MessageSettings](s.now)
	s.inForce = newCache[string, string](s.now)
	s.versions = newCache[string, string](s.now)
	s.releases = newReleases(s)
	s.calendars = &keptCalendars{read: map[string]directory.KeptCalendar{}}
	return s
}

func systemNow() time.Time {
	now, _ := clock.System{}.Now(context.Background()) // it never fails
	return now
}

// forget drops every reading: what this process wrote, it reads back.
func (s *Store) forget() {
	s.operators.forget()
	s.countries.forget()
	s.agents.forget()
	s.teams.forget()
	s.lists.forget()
	s.inForce.forget()
	s.versions.forget()
	s.releases.forget()
}

func operatorUnknown() error {
	return problem.New(problem.NotFound, "operator-unknown", "There is no such operator in the directory.")
}

// Operator implements directory.Reader.
func (s *Store) Operator(ctx context.Context, code directory.OperatorCode) (directory.Operator, error) {
	o, err := s.listedOperator(ctx, code)
	return o.operator, err
}

// listedOperator is an operator of the loaded data.
func (s *Store) listedOperator(ctx context.Context, code directory.OperatorCode) (staffed, error) {
	o, err := s.operators.read(ctx, code, s.fetchOperator)
	if err == nil && o.operator.Code == "" {
		return staffed{}, operatorUnknown()
	}
	return o, err
}

// CentresOf implements directory.Reader.
func (s *Store) CentresOf(ctx context.Context, code directory.OperatorCode) ([]directory.CallCentre, error) {
	o, err := s.listedOperator(ctx, code)
	return o.centres, err
}

// CallCentre implements directory.Reader.
func (s *Store) CallCentre(ctx context.Context, id directory.CentreID) (directory.CallCentre, error) {
	unknown := problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre in the directory.")
	o, err := s.operators.read(ctx, id.Operator(), s.fetchOperator)
	if problem.Is(err, "operator-unknown") {
		return directory.CallCentre{}, unknown
	}
	if err != nil {
		return directory.CallCentre{}, err
	}
	for _, c := range slices.Concat(o.centres, o.retired) {
		if c.ID == id {
			return c, nil
		}
	}
	return directory.CallCentre{}, unknown
}

func (s *Store) fetchOperator(ctx context.Context, code directory.OperatorCode) (staffed, error) {
	return s.readPartition(ctx, code, false)
}

// readPartition reads an operator's partition: the operator, its centres, and what administrators set of them; latest = as it is this moment.
func (s *Store) readPartition(ctx context.Context, code directory.OperatorCode, latest bool) (staffed, error) {
	if code == "" {
		return staffed{}, operatorUnknown()
	}
	out := staffed{centres: []directory.CallCentre{}}
	found, edited := false, edits{}
	query := func(ctx context.Context, key expression.KeyConditionBuilder, each func(map[string]types.AttributeValue) error) error {
		return s.query(ctx, key, "", each)
	}
	if latest {
		query = s.queryNow
	}
	err := query(ctx, expression.Key("PK").Equal(expression.Value(operatorPK(code))), func(item map[string]types.AttributeValue) error {
		if edit, err := edited.add(item); edit || err != nil {
			return err
		}
		var key dynamo.Key
		if err := attributevalue.UnmarshalMap(item, &key); err != nil {
			return err
		}
		found = true
		_, listed := item["lsPK"]
		if strings.HasPrefix(key.SK, "CENTRE#") {
			c, err := readCentre(item)
			if listed {
				out.centres = append(out.centres, c)
			} else {
				out.retired = append(out.retired, c)
			}
			return err
		}
		if !listed {
			return nil
		}
		o, err := readOperator(item)
		out.operator = o
		return err
	})
	if err != nil {
		return staffed{}, fmt.Errorf("read operator %s: %w", code, err)
	}
	if !found {
		return staffed{}, operatorUnknown()
	}
	err = edited.operator(&out.operator)
	for _, list := range [][]directory.CallCentre{out.centres, out.retired} {
		for i := range list {
			err = errors.Join(err, edited.centre(&list[i]))
		}
	}
	if err != nil {
		return staffed{}, fmt.Errorf("read operator %s: %w", code, err)
	}
	return out, nil
}

// OperatorOf implements directory.Reader.
func (s *Store) OperatorOf(ctx context.Context, country string) (directory.OperatorCode, error) {
	return s.countries.read(ctx, country, func(ctx context.Context, country string) (directory.OperatorCode, error) {
		var item countryItem
		found, err := s.get(ctx, countryKey(country), &item)
		if err != nil {
			return "", fmt.Errorf("read country %s: %w", country, err)
		}
		if !found {
			return "", problem.New(problem.NotFound, "operator-unknown", "No operator in the directory answers for this country.")
		}
		return item.Operator, nil
	})
}

// Agent returns a person by the subject of their token, or the problem NotFound "agent-unknown".
func (s *Store) Agent(ctx context.Context, subject string) (directory.Agent, error) {
	return s.agents.read(ctx, subject, func(ctx context.Context, subject string) (directory.Agent, error) {
		unknown := problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
		if subject == "" {
			return directory.Agent{}, unknown
		}
		var item agentItem
		found, err := s.get(ctx, agentKey(subject), &item)
		if err != nil {
			return directory.Agent{}, fmt.Errorf("read agent %s: %w", subject, err)
		}
		if !found {
			return directory.Agent{}, unknown
		}
		return item.agent(), nil
	})
}

// Operators lists every operator in the order of the codes.
func (s *Store) Operators(ctx context.Context) ([]directory.Operator, error) {
	l, err := s.lists.read(ctx, kindOperator, s.fetchList)
	return l.operators, err
}

// CallCentres lists every call centre in the order of the ids.
func (s *Store) CallCentres(ctx context.Context) ([]directory.CallCentre, error) {
	l, err := s.lists.read(ctx, kindCentre, s.fetchList)
	return l.centres, err
}

func (s *Store) fetchList(ctx context.Context, kind string) (listed, error) {
	out := listed{operators: []directory.Operator{}, centres: []directory.CallCentre{}}
	edited := edits{}
	for shard := range uint32(listingShards) {
		err := s.query(ctx, expression.Key("lsPK").Equal(expression.Value(listingPK(kind, shard))), listing, func(item map[string]types.AttributeValue) error {
			if edit, err := edited.add(item); edit || err != nil {
				return err
			}
			if kind == kindOperator {
				o, err := readOperator(item)
				out.operators = append(out.operators, o)
				return err
			}
			c, err := readCentre(item)
			out.centres = append(out.centres, c)
			return err
		})
		if err != nil {
			return listed{}, fmt.Errorf("list %s: %w", kind, err)
		}
	}
	var err error
	for i := range out.operators {
		err = errors.Join(err, edited.operator(&out.operators[i]))
	}
	for i := range out.centres {
		err = errors.Join(err, edited.centre(&out.centres[i]))
	}
	if err != nil {
		return listed{}, fmt.Errorf("list %s: %w", kind, err)
	}
	slices.SortFunc(out.operators, func(a, b directory.Operator) int { return strings.Compare(string(a.Code), string(b.Code)) })
	slices.SortFunc(out.centres, func(a, b directory.CallCentre) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, nil
}

// DataVersion returns the version of the data that is loaded, "" before the first load.
func (s *Store) DataVersion(ctx context.Context) (string, error) {
	version, err := s.versions.read(ctx, "", func(ctx context.Context, _ string) (string, error) {
		var item versionItem
		switch found, err := s.get(ctx, versionKey(), &item); {
		case err != nil:
			return "", fmt.Errorf("read data version: %w", err)
		case !found:
			return "", errNoData
		}
		return item.Version, nil
	})
	if errors.Is(err, errNoData) {
		s.versions.forget() // the data are about to be loaded: look again each time
		return "", nil
	}
	return version, err
}

var errNoData = problem.New(problem.NotFound, "data-missing", "No directory data are loaded yet.")

// get reads one item, eventually consistent: what it answers may be a second old, which Fresh allows anyway.
func (s *Store) get(ctx context.Context, key dynamo.Key, into any) (found bool, err error) {
	out, err := s.client.GetItem(ctx, &dynamodb.GetItemInput{TableName: &s.table, Key: key.Map(), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return false, err
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Item) == 0 {
		return false, nil
	}
	return true, attributevalue.UnmarshalMap(out.Item, into)
}

// query calls each with every item of a partition, in order of the sort key.
func (s *Store) query(ctx context.Context, key expression.KeyConditionBuilder, index string, each func(map[string]types.AttributeValue) error) error {
	return s.pages(ctx, &dynamodb.QueryInput{IndexName: named(index)}, key, each)
}

// queryNow is query on the table as it is this moment, at twice the cost.
func (s *Store) queryNow(ctx context.Context, key expression.KeyConditionBuilder, each func(map[string]types.AttributeValue) error) error {
	return s.pages(ctx, &dynamodb.QueryInput{ConsistentRead: aws.Bool(true)}, key, each)
}

func named(index string) *string {
	if index == "" {
		return nil
	}
	return &index
}

func (s *Store) pages(ctx context.Context, in *dynamodb.QueryInput, key expression.KeyConditionBuilder, each func(map[string]types.AttributeValue) error) error {
	expr, err := expression.NewBuilder().WithKeyCondition(key).Build()
	if err != nil {
		return err
	}
	in.TableName, in.KeyConditionExpression, in.ExpressionAttributeNames, in.ExpressionAttributeValues = &s.table, expr.KeyCondition(), expr.Names(), expr.Values()
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	pages := dynamodb.NewQueryPaginator(s.client, in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		s.meter.AddOne(page.ConsumedCapacity)
		for _, item := range page.Items {
			if err := each(item); err != nil {
				return err
			}
		}
	}
	return nil
}
