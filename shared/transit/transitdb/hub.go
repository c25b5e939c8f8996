package transitdb

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

// The counts of a pair of posts are the attributes of one row: <code>_d due, _c came, _l late, _h<class> by class of delay; stages over and behind.
const (
	stagesOver   = "stages_o"
	stagesBehind = "stages_b"
)

// counted is a tally as updates, one a row, each row once.
func (s *Store) counted(t *transit.Tally) []types.TransactWriteItem {
	adds, months := map[dynamo.Key]map[string]int{}, map[dynamo.Key]transit.Month{}
	add := func(key dynamo.Key, m transit.Month, name string, n int) {
		if n == 0 {
			return
		}
		if adds[key] == nil {
			adds[key], months[key] = map[string]int{}, m
		}
		adds[key][name] += n
	}
	for cell, c := range t.Cells {
		for _, key := range []dynamo.Key{sentKey(cell), receivedKey(cell), totalKey(cell)} {
			add(key, cell.Month, cell.Code+"_d", c.Due)
			add(key, cell.Month, cell.Code+"_c", c.Came)
			add(key, cell.Month, cell.Code+"_l", c.Late)
			for class, n := range c.Delays {
				add(key, cell.Month, cell.Code+"_h"+strconv.Itoa(class), n)
			}
		}
	}
	for lane, c := range t.Stages {
		for _, key := range []dynamo.Key{sentKey(lane), receivedKey(lane)} {
			add(key, lane.Month, stagesOver, c.Over)
			add(key, lane.Month, stagesBehind, c.Behind)
		}
	}
	keys := slices.SortedFunc(maps.Keys(adds), func(a, b dynamo.Key) int { return strings.Compare(a.PK+" "+a.SK, b.PK+" "+b.SK) })
	out := make([]types.TransactWriteItem, len(keys))
	for i, key := range keys {
		values := stored{":gone": dynamo.N(goneAt(months[key]))}
		var terms []string
		for k, name := range slices.Sorted(maps.Keys(adds[key])) {
			value := ":v" + strconv.Itoa(k)
			terms, values[value] = append(terms, name+" "+value), dynamo.N(adds[key][name])
		}
		out[i] = types.TransactWriteItem{Update: &types.Update{TableName: &s.Table, Key: key.Map(), ExpressionAttributeValues: values,
			UpdateExpression: aws.String("SET expiresAt = :gone ADD " + strings.Join(terms, ", "))}}
	}
	return out
}

func goneAt(m transit.Month) int64 {
	begins, _ := time.Parse("2006-01", string(m)) // a Month is one
	return begins.Add(keepCounts).Unix()
}

// lines reads the counts of a row.
func lines(partner string, item stored) ([]transit.Line, error) {
	by := map[string]*transit.Line{}
	for name, v := range item {
		n, is := v.(*types.AttributeValueMemberN)
		code, what, counts := strings.Cut(name, "_")
		if !is || !counts || code == "stages" {
			continue
		}
		value, err := strconv.Atoi(n.Value)
		if err != nil {
			return nil, err
		}
		l := by[code]
		if l == nil {
			l = &transit.Line{Partner: principal.OperatorCode(partner), Code: code, Count: transit.Count{Delays: map[int]int{}}}
			by[code] = l
		}
		switch what {
		case "d":
			l.Due = value
		case "c":
			l.Came = value
		case "l":
			l.Late = value
		default:
			class, err := strconv.Atoi(strings.TrimPrefix(what, "h"))
			if err != nil {
				return nil, err
			}
			l.Delays[class] = value
		}
	}
	out := make([]transit.Line, 0, len(by))
	for _, code := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[code])
	}
	return out, nil
}

// rows reads the counts of a partition, of the rows that begin with a prefix.
func (s *Store) rows(ctx context.Context, pk, prefix string, do func(partner string, item stored) error) error {
	in := &dynamodb.QueryInput{KeyConditionExpression: aws.String("PK = :pk"), ExpressionAttributeValues: stored{":pk": dynamo.S(pk)}}
	if prefix != "" {
		in.KeyConditionExpression = aws.String("PK = :pk AND begins_with(SK, :prefix)")
		in.ExpressionAttributeValues[":prefix"] = dynamo.S(prefix)
	}
	err := s.each(ctx, in, func(item stored) error {
		sk, _ := item["SK"].(*types.AttributeValueMemberS)
		return do(strings.TrimPrefix(sk.Value, prefix), item)
	})
	if err != nil {
		return fmt.Errorf("read counts of %s: %w", pk, err)
	}
	return nil
}

// Owed implements transit.Hub.
func (s *Store) Owed(ctx context.Context, m transit.Month, operator principal.OperatorCode, sent bool) ([]transit.Line, error) {
	prefix := heldFrom
	if sent {
		prefix = sentTo
	}
	return s.all(ctx, hubPK(m, operator), prefix)
}

// Everyone implements transit.Hub.
func (s *Store) Everyone(ctx context.Context, m transit.Month) ([]transit.Line, error) {
	return s.all(ctx, "HUB#"+string(m), "")
}

func (s *Store) all(ctx context.Context, pk, prefix string) ([]transit.Line, error) {
	out := []transit.Line{}
	err := s.rows(ctx, pk, prefix, func(partner string, item stored) error {
		more, err := lines(partner, item)
		out = append(out, more...)
		return err
	})
	return out, err
}

// Lanes implements transit.Hub.
func (s *Store) Lanes(ctx context.Context, m transit.Month, operator principal.OperatorCode, role transit.Role) (map[principal.OperatorCode]transit.StageCount, error) {
	prefix := sentTo
	if role == transit.AsDestination {
		prefix = heldFrom
	}
	out := map[principal.OperatorCode]transit.StageCount{}
	err := s.rows(ctx, hubPK(m, operator), prefix, func(partner string, item stored) error {
		var row struct {
			Over   int `dynamodbav:"stages_o"`
			Behind int `dynamodbav:"stages_b"`
		}
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return err
		}
		if row.Over > 0 {
			out[principal.OperatorCode(partner)] = transit.StageCount{Over: row.Over, Behind: row.Behind}
		}
		return nil
	})
	return out, err
}

// sampleRow is an item of which something did not come.
type sampleRow struct {
	dynamo.Key
	Item      string `dynamodbav:"i"`
	Due       string `dynamodbav:"t"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

// PutSamples implements transit.CheckStore: each cell has a bounded number of places, so a newer item takes an older one's.
func (s *Store) PutSamples(ctx context.Context, samples []transit.Sample) error {
	rows := make([]any, len(samples))
	for i, one := range samples {
		rows[i] = sampleRow{Key: sampleKey(one), Item: string(one.Item), Due: one.Due.UTC().Format(time.RFC3339), ExpiresAt: goneAt(one.Cell.Month)}
	}
	if err := s.putAll(ctx, rows); err != nil {
		return fmt.Errorf("keep what did not come: %w", err)
	}
	return nil
}

// Missing implements transit.Hub.
func (s *Store) Missing(ctx context.Context, cell transit.Cell) ([]transit.Sample, error) {
	out := []transit.Sample{}
	err := s.rows(ctx, samplePK(cell), "", func(_ string, item stored) error {
		var row sampleRow
		if err := attributevalue.UnmarshalMap(item, &row); err != nil {
			return err
		}
		due, err := time.Parse(time.RFC3339, row.Due)
		out = append(out, transit.Sample{Cell: cell, Item: edi.ItemID(row.Item), Due: due.UTC()})
		return err
	})
	slices.SortFunc(out, func(a, b transit.Sample) int { return b.Due.Compare(a.Due) })
	return out, err
}
