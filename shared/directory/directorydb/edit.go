package directorydb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var _ directory.EditStore = (*Store)(nil)

// editItem is what administrators set of an operator or a call centre. It lies beside what the data says, so that a load never overwrites
// it, and wins over it whenever both are read. A member that was never set is absent.
type editItem struct {
	dynamo.Key
	ListingPK       string  `dynamodbav:"lsPK"` // beside its operator or call centre
	ListingSK       string  `dynamodbav:"lsSK"`
	Version         int     `dynamodbav:"version"`
	HandOver        *string `dynamodbav:"handOver,omitempty"` // JSON of []directory.Rule
	Settings        *string `dynamodbav:"settings,omitempty"` // JSON of directory.Settings or CentreSettings
	Calendar        *string `dynamodbav:"calendar,omitempty"` // JSON of calendar.Spec
	CalendarVersion int     `dynamodbav:"calendarVersion,omitempty"`
	OpensOn         *string `dynamodbav:"opensOn,omitempty"`
	ClosesOn        *string `dynamodbav:"closesOn,omitempty"`
	ReplacedBy      *string `dynamodbav:"replacedBy,omitempty"`
}

// edits are the edit items of a partition or a listing, by the id they belong to.
type edits map[string]editItem

// add takes an item if it is an edit.
func (e edits) add(item map[string]types.AttributeValue) (bool, error) {
	var key dynamo.Key
	if err := attributevalue.UnmarshalMap(item, &key); err != nil {
		return false, err
	}
	id, ok := editOf(key)
	if !ok {
		return false, nil
	}
	var edit editItem
	if err := attributevalue.UnmarshalMap(item, &edit); err != nil {
		return true, fmt.Errorf("unreadable edit of %s: %w", id, err)
	}
	e[id] = edit
	return true, nil
}

func (e edits) operator(o *directory.Operator) error {
	edit, ok := e[string(o.Code)]
	if !ok {
		return nil
	}
	o.Version = edit.Version
	return errors.Join(unpackJSON(edit.HandOver, &o.HandOver), unpackJSON(edit.Settings, &o.Settings))
}

func (e edits) centre(c *directory.CallCentre) error {
	edit, ok := e[string(c.ID)]
	if !ok {
		return nil
	}
	c.Version, c.CalendarVersion = edit.Version, edit.CalendarVersion
	c.OpensOn, c.ClosesOn = aws.ToString(edit.OpensOn), aws.ToString(edit.ClosesOn)
	c.ReplacedBy = directory.CentreID(aws.ToString(edit.ReplacedBy))
	if edit.Calendar != nil {
		c.Calendar = calendar.Spec{}
	}
	return errors.Join(unpackJSON(edit.Calendar, &c.Calendar), unpackJSON(edit.Settings, &c.Settings))
}

// unpackJSON replaces a value by what was set; nil leaves it.
func unpackJSON[T any](s *string, into *T) error {
	if s == nil {
		return nil
	}
	var v T
	if err := json.Unmarshal([]byte(*s), &v); err != nil {
		return fmt.Errorf("unreadable edit: %w", err)
	}
	*into = v
	return nil
}

// Latest implements directory.EditStore: what is there this moment, which this process then believes too.
func (s *Store) Latest(ctx context.Context, code directory.OperatorCode) (directory.Operator, []directory.CallCentre, error) {
	o, err := s.readPartition(ctx, code, true)
	if err != nil {
		return directory.Operator{}, nil, err
	}
	s.operators.put(code, o)
	if o.operator.Code == "" {
		return directory.Operator{}, nil, operatorUnknown()
	}
	return o.operator, o.centres, nil
}

// EditOperator implements directory.EditStore.
func (s *Store) EditOperator(ctx context.Context, code directory.OperatorCode, version int, e directory.OperatorEdit) error {
	set, err := setJSON(map[string]any{}, "handOver", e.HandOver)
	if err == nil {
		set, err = setJSON(set, "settings", e.Settings)
	}
	if err != nil {
		return fmt.Errorf("edit operator %s: %w", code, err)
	}
	return s.edit(ctx, operatorEditKey(code), listedKey{listedAs(kindOperator, string(code)).PK, string(code) + "#EDIT"}, version, set, nil)
}

// EditCentre implements directory.EditStore.
func (s *Store) EditCentre(ctx context.Context, id directory.CentreID, version int, e directory.CentreEdit) error {
	set, err := setJSON(map[string]any{}, "settings", e.Settings)
	if err != nil {
		return fmt.Errorf("edit call centre %s: %w", id, err)
	}
	if p := e.Period; p != nil {
		set["opensOn"], set["closesOn"], set["replacedBy"] = p.OpensOn, p.ClosesOn, string(p.ReplacedBy)
	}
	var kept []any
	var named map[string]string
	if len(e.Calendars) > 0 {
		if named, err = s.namesOf(ctx, id); err != nil {
			return fmt.Errorf("edit call centre %s: %w", id, err)
		}
	}
	for _, v := range e.Calendars {
		spec, err := json.Marshal(v.Calendar)
		if err != nil {
			return fmt.Errorf("edit call centre %s: %w", id, err)
		}
		kept = append(kept, calendarItem{Key: calendarKey(id, v.Version), Version: v.Version, At: v.At.UTC().Format(time.RFC3339), Subject: v.By.Subject, Name: v.By.Name},
			calendarSpecItem{Key: calendarSpecKey(id, v.Version), Calendar: string(spec)}, directory.KeptCalendar{Spec: v.Calendar, Names: among(v.Calendar.Holidays, named)})
		set["calendar"], set["calendarVersion"] = string(spec), v.Version
	}
	return s.edit(ctx, centreEditKey(id), listedKey{listedAs(kindCentre, string(id)).PK, string(id) + "#EDIT"}, version, set, kept)
}

// namesOf are the names of the holidays of a call centre's present calendar.
func (s *Store) namesOf(ctx context.Context, id directory.CentreID) (map[string]string, error) {
	c, err := s.CallCentre(ctx, id)
	if err != nil {
		return nil, err
	}
	k, err := s.Calendar(ctx, c.Calendar.Digest())
	if problem.Is(err, "calendar-unknown") { // it is kept from now on
		return nil, nil
	}
	return k.Names, err
}

// among are the names of those dates.
func among(dates []string, names map[string]string) map[string]string {
	out := map[string]string{}
	for _, d := range dates {
		if name, ok := names[d]; ok {
			out[d] = name
		}
	}
	return out
}

// setJSON sets a member to the JSON of a value; nil sets nothing.
func setJSON[T any](set map[string]any, name string, value *T) (map[string]any, error) {
	if value == nil {
		return set, nil
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	set[name] = string(raw)
	return set, nil
}

// edit sets members of an edit item that is at a version (0: not there yet), together with new items.
func (s *Store) edit(ctx context.Context, key dynamo.Key, listed listedKey, version int, set map[string]any, kept []any) error {
	update := expression.Set(expression.Name("version"), expression.Value(version+1)).
		Set(expression.Name("lsPK"), expression.Value(listed.PK)).Set(expression.Name("lsSK"), expression.Value(listed.SK))
	for name, value := range set {
		update = update.Set(expression.Name(name), expression.Value(value))
	}
	condition := expression.Name("version").Equal(expression.Value(version))
	if version == 0 {
		condition = expression.Name("PK").AttributeNotExists()
	}
	expr, err := expression.NewBuilder().WithUpdate(update).WithCondition(condition).Build()
	if err != nil {
		return fmt.Errorf("edit %s: %w", key.SK, err)
	}
	items := []types.TransactWriteItem{{Update: &types.Update{TableName: &s.table, Key: key.Map(), UpdateExpression: expr.Update(), ConditionExpression: expr.Condition(),
		ExpressionAttributeNames: expr.Names(), ExpressionAttributeValues: expr.Values()}}}
	once := map[string]bool{}
	for _, k := range kept {
		if c, ok := k.(directory.KeptCalendar); ok {
			if once[c.Digest()] {
				continue
			}
			once[c.Digest()] = true
			item, err := s.keepOnce(c.Spec, c.Names)
			if err != nil {
				return fmt.Errorf("edit %s: %w", key.SK, err)
			}
			items = append(items, item)
			continue
		}
		item, err := attributevalue.MarshalMap(k)
		if err != nil {
			return fmt.Errorf("edit %s: %w", key.SK, err)
		}
		items = append(items, types.TransactWriteItem{Put: &types.Put{TableName: &s.table, Item: item}})
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items, ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if len(dynamo.Reasons(err)) > 0 { // the condition of the first, or somebody else's transaction on it
		return directory.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("edit %s: %w", key.SK, err)
	}
	s.meter.Add(out.ConsumedCapacity...)
	s.operators.forget()
	s.lists.forget()
	return nil
}

// calendarItem is one version of a call centre's calendar: who and when. It holds personal data.
type calendarItem struct {
	dynamo.Key
	Version int    `dynamodbav:"version"`
	At      string `dynamodbav:"at"`
	Subject string `dynamodbav:"subject"` // "" for the data's
	Name    string `dynamodbav:"name"`
}

// calendarSpecItem is the calendar of a version.
type calendarSpecItem struct {
	dynamo.Key
	Calendar string `dynamodbav:"calendar"` // JSON of calendar.Spec
}

// maxVersions bounds the list of a calendar's versions; older ones are read by their number.
const maxVersions = 100

// CalendarVersions implements directory.EditStore.
func (s *Store) CalendarVersions(ctx context.Context, id directory.CentreID) ([]directory.CalendarVersion, error) {
	expr, err := expression.NewBuilder().WithKeyCondition(expression.Key("PK").Equal(expression.Value(centrePK(id))).
		And(expression.Key("SK").BeginsWith("CALENDAR#"))).Build()
	if err != nil {
		return nil, fmt.Errorf("list calendars of %s: %w", id, err)
	}
	out, err := s.client.Query(ctx, &dynamodb.QueryInput{TableName: &s.table, KeyConditionExpression: expr.KeyCondition(), ExpressionAttributeNames: expr.Names(),
		ExpressionAttributeValues: expr.Values(), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(maxVersions), ConsistentRead: aws.Bool(true),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return nil, fmt.Errorf("list calendars of %s: %w", id, err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	versions := []directory.CalendarVersion{}
	for _, item := range out.Items {
		var c calendarItem
		if err := attributevalue.UnmarshalMap(item, &c); err != nil {
			return nil, fmt.Errorf("list calendars of %s: %w", id, err)
		}
		v, err := c.version()
		if err != nil {
			return nil, fmt.Errorf("list calendars of %s: %w", id, err)
		}
		versions = append(versions, v)
	}
	return versions, nil
}

func (c calendarItem) version() (directory.CalendarVersion, error) {
	at, err := time.Parse(time.RFC3339, c.At)
	return directory.CalendarVersion{Version: c.Version, At: at, By: directory.Editor{Subject: c.Subject, Name: c.Name}}, err
}

// CalendarVersion implements directory.EditStore.
func (s *Store) CalendarVersion(ctx context.Context, id directory.CentreID, version int) (directory.CalendarVersion, error) {
	var head calendarItem
	var spec calendarSpecItem
	found, err := s.get(ctx, calendarKey(id, version), &head)
	if err == nil && found {
		found, err = s.get(ctx, calendarSpecKey(id, version), &spec)
	}
	if err != nil {
		return directory.CalendarVersion{}, fmt.Errorf("read calendar %d of %s: %w", version, id, err)
	}
	if !found {
		return directory.CalendarVersion{}, problem.New(problem.NotFound, "calendar-version-unknown", "The call centre's calendar has no such version.")
	}
	v, err := head.version()
	if err == nil {
		err = json.Unmarshal([]byte(spec.Calendar), &v.Calendar)
	}
	if err != nil {
		return directory.CalendarVersion{}, fmt.Errorf("read calendar %d of %s: %w", version, id, err)
	}
	return v, nil
}

// AgentsOf implements directory.EditStore.
func (s *Store) AgentsOf(ctx context.Context, code directory.OperatorCode) ([]directory.Agent, error) {
	return s.teams.read(ctx, code, func(ctx context.Context, code directory.OperatorCode) ([]directory.Agent, error) {
		out := []directory.Agent{}
		err := s.query(ctx, expression.Key("lsPK").Equal(expression.Value(agentsPK(code))), listing, func(item map[string]types.AttributeValue) error {
			var a agentItem
			err := attributevalue.UnmarshalMap(item, &a)
			out = append(out, a.agent())
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list agents of %s: %w", code, err)
		}
		sortBy(out, func(a directory.Agent) string { return strings.ToLower(a.Name) + "\x00" + a.Subject })
		return out, nil
	})
}
