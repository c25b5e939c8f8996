//go:build emulator

package insightdb_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// utc is a directory in which every call centre is in Greenwich.
type utc struct{}

func (utc) Zone(context.Context, principal.CentreID) (*time.Location, error) { return time.UTC, nil }

func tallies(t *testing.T) insightdb.Tallies {
	t.Helper()
	client, table := kit.Table(t, "InsightTable")
	return insightdb.Tallies{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func tell(t *testing.T, book insightdb.Tallies, told []insight.Happening) {
	t.Helper()
	for batch := range slices.Chunk(told, 100) {
		if err := errors.Join((&insight.Tallier{Book: book, Zones: utc{}}).Count(t.Context(), batch)...); err != nil {
			t.Fatal(err)
		}
	}
}

// linesOf are the counts of a month as the lake counts them: by side, operator and call centre.
func linesOf(t *testing.T, book insightdb.Tallies, m insight.Month) (out []insight.Line) {
	t.Helper()
	network, err := book.Tally(t.Context(), insight.MonthTallyOf(insight.Network, m))
	if err != nil {
		t.Fatal(err)
	}
	for operator, sum := range network.Rows {
		month, err := book.Tally(t.Context(), insight.MonthTallyOf(principal.OperatorCode(operator), m))
		if err != nil {
			t.Fatal(err)
		}
		if d := godiff.Diff(sum, month.Total()); d != "" {
			t.Errorf("%s: the network's row (-) and the operator's month (+)\n%s", operator, d)
		}
		for centre, f := range month.Rows {
			for _, side := range both {
				if c := *f.Of(side); c != (insight.Counts{}) {
					out = append(out, insight.Line{Side: side, Operator: principal.OperatorCode(operator), Centre: principal.CentreID(centre), Counts: c})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b insight.Line) int {
		return slices.Compare([]string{string(a.Side), string(a.Operator), string(a.Centre)}, []string{string(b.Side), string(b.Operator), string(b.Centre)})
	})
	return out
}

// Whatever happens, and in whichever order it is told, the running counts are what the compiled query counts from the lake.
func TestTallies_AreWhatTheLakeCounts(t *testing.T) {
	stream, athena := lake(t)
	book := tallies(t)
	told := random(600)
	var facts []insight.Fact
	for _, h := range told {
		facts = append(facts, insight.FactOf(h)...)
	}
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	shuffled := append(slices.Clone(told), told[:100]...) // some twice
	r := rand.New(rand.NewPCG(seed, 2))
	r.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
	tell(t, book, shuffled)
	arrived(t, athena, facts...)
	outstanding := 0
	for _, m := range []insight.Month{"2026-10", "2026-11", "2026-12"} {
		want, err := athena.Month(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if d := godiff.Diff(want, linesOf(t, book, m)); d != "" {
			t.Errorf("%s: the lake (-) and the running counts (+)\n%s", m, d)
		}
		for _, line := range want {
			outstanding += line.Counts.Outstanding
		}
	}
	if outstanding == 0 {
		t.Error("nothing is outstanding: the test tests less than it says")
	}
}

// The month computed by hand in docs/metrics.md is the same on the dashboards as in the report.
func TestTallies_WorkedMonth(t *testing.T) {
	stream, athena := lake(t)
	book := tallies(t)
	var facts []insight.Fact
	for _, h := range november(t) {
		facts = append(facts, insight.FactOf(h)...)
	}
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	tell(t, book, append(november(t), november(t)[4]))
	arrived(t, athena, facts...)
	for _, m := range []insight.Month{"2026-10", "2026-11", "2026-12"} {
		want, err := athena.Month(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		if d := godiff.Diff(want, linesOf(t, book, m)); d != "" {
			t.Errorf("%s: the report (-) and the dashboard (+)\n%s", m, d)
		}
	}
	gba, err := book.Tally(t.Context(), insight.MonthTallyOf("GBA", "2026-11"))
	if err != nil {
		t.Fatal(err)
	}
	if share, ok := insight.FirstLevelResolution.Tenths(gba.Total().AsRequester); !ok || share != 667 {
		t.Error("GBA first level as requester", share)
	}
}

func TestTallies_TwoAtOnce_CountOnce(t *testing.T) {
	book := tallies(t)
	told := november(t)
	var wg sync.WaitGroup
	failed := make([]error, 2)
	for i := range failed {
		wg.Go(func() {
			failed[i] = errors.Join((&insight.Tallier{Book: book, Zones: utc{}}).Count(t.Context(), told)...)
		})
	}
	wg.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	got := linesOf(t, book, "2026-11")
	once := tallies(t)
	tell(t, once, told)
	if d := godiff.Diff(linesOf(t, once, "2026-11"), got); d != "" {
		t.Error(d)
	}
}

func TestTallies_ExpireAndKeepTheirKeys(t *testing.T) {
	book := tallies(t)
	tell(t, book, november(t)[:5])
	items, _ := everything(t, book)
	for key, kept := range map[string]string{
		"TALLY#day#DEA-BON/2026-11-02": "2026-12-12",
		"TALLY#month#GBA/2026-11":      "2029-01-09",
		"TALLY#month#NETWORK/2026-11":  "2029-01-09",
		"LEDGER#A/LEDGER":              "2027-02-10",
	} {
		until, ok := items[key]
		if !ok || until.Format(time.DateOnly) != kept {
			t.Errorf("%s is kept until %v (%t)", key, until, ok)
		}
	}
}

// What a batch costs, as written in docs/data-model.md: the local engine counts calls and not bytes, so bytes are measured beside it. A write of a
// transaction is two units a KB.
func TestTallies_Cost(t *testing.T) {
	book := tallies(t)
	var told []insight.Happening
	for i := range 40 { // seven happenings each
		for _, h := range november(t)[:7] {
			h.InquiryID = fmt.Sprintf("01K%023d", i)
			h.EventID = h.InquiryID + "#" + h.Kind
			told = append(told, h)
		}
	}
	tell(t, book, told)
	if got := book.Meter.Reset() / float64(len(told)); got > 0.5 {
		t.Errorf("a happening costs %.2f", got)
	}
	tell(t, book, told[:7])
	if got := book.Meter.Reset(); got > 1 {
		t.Errorf("what was counted before costs %v", got)
	}
	if _, err := book.Tally(t.Context(), insight.MonthTallyOf("GBA", "2026-11")); err != nil {
		t.Fatal(err)
	}
	if got := book.Meter.Reset(); got > 0.5 {
		t.Errorf("a look costs %v", got)
	}
	items, bytes := everything(t, book)
	if len(items) != 40+2+2+2+1 { // ledgers; days of two call centres, 2 and 3 November; months of two operators and of the network
		t.Errorf("%d items", len(items))
	}
	for key, n := range bytes {
		if n > 1024 {
			t.Errorf("%s has %d bytes: more than the unit it is said to cost", key, n)
		}
	}
}

// everything is when each item of the table expires and how large it is, by its key.
func everything(t *testing.T, book insightdb.Tallies) (expires map[string]time.Time, bytes map[string]int) {
	t.Helper()
	out, err := book.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &book.Table})
	if err != nil {
		t.Fatal(err)
	}
	expires, bytes = map[string]time.Time{}, map[string]int{}
	for _, item := range out.Items {
		var it struct {
			PK, SK    string
			ExpiresAt int64 `dynamodbav:"expiresAt"`
		}
		var all map[string]any
		if err := errors.Join(attributevalue.UnmarshalMap(item, &it), attributevalue.UnmarshalMap(item, &all)); err != nil {
			t.Fatal(err)
		}
		expires[it.PK+"/"+it.SK] = time.Unix(it.ExpiresAt, 0).UTC()
		text, err := json.Marshal(all) // longer than the item
		if err != nil {
			t.Fatal(err)
		}
		bytes[it.PK+"/"+it.SK] = len(text)
	}
	return expires, bytes
}
