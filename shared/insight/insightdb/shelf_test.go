//go:build emulator

package insightdb_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func shelf(t *testing.T) insightdb.Shelf {
	t.Helper()
	client, table := kit.Table(t, "InsightTable")
	return insightdb.Shelf{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

// report is a provisional report of an operator with some call centres, each with different figures.
func report(m insight.Month, op principal.OperatorCode, centres int) insight.Report {
	var lines []insight.Line
	for i := range centres {
		for _, side := range []insight.Side{insight.Replier, insight.Requester} {
			l := insight.Line{Side: side, Operator: op, Centre: principal.CentreID(fmt.Sprintf("%s-C%02d", op, i))}
			for j, measure := range insight.Measures {
				*measure.Of(&l.Counts) = 1000*i + j
			}
			lines = append(lines, l)
		}
	}
	r := insight.Build(m, lines, []insight.Operator{{Code: op, Name: "Post " + string(op)}})[0]
	r.State, r.Version = insight.Provisional, 1
	r.Until, r.CreatedAt = m.End(), m.End().Add(3*time.Hour)
	r.Files = map[insight.Format]string{}
	for _, d := range document.Documents() { // keys as long as they are
		r.Files[d.Format] = fmt.Sprintf("reports/%s/%s/provisional-v1-0123456789abcdef.%s", m, op, d.Format.Extension())
	}
	return r
}

func TestShelf_GivesBackWhatItKeeps(t *testing.T) {
	s := shelf(t)
	want := report("2026-11", "GBA", 3)
	want.Run, want.Counted, want.Reason = "2026-11-correction-1f", "reports/2026-11/counted/0f.json", "Late answers"
	want.LastMonth = &insight.Past{Month: "2026-10", Edition: insight.Edition{State: insight.Final, Version: 2}, Total: want.Total}
	if err := s.Keep(t.Context(), want, insight.Edition{}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Report(t.Context(), want.ReportID)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	a, _ := want.Digest()
	if b, _ := got.Digest(); a != b {
		t.Error("a kept report has another digest: every run would make a new edition")
	}
}

func TestShelf_UnknownReport(t *testing.T) {
	if _, err := shelf(t).Report(t.Context(), insight.ReportID{Month: "2026-11", Operator: "GBA"}); !problem.Is(err, "report-unknown") {
		t.Error(err)
	}
}

func TestShelf_Keys(t *testing.T) {
	s := shelf(t)
	if err := s.Keep(t.Context(), report("2026-11", "GBA", 1), insight.Edition{}); err != nil {
		t.Fatal(err)
	}
	out, err := s.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &s.Table})
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, item := range out.Items {
		keys[item["PK"].(*types.AttributeValueMemberS).Value+" / "+item["SK"].(*types.AttributeValueMemberS).Value] = true
	}
	if d := cmp.Diff(map[string]bool{
		"REPORT#monthly-2026-11-GBA / REPORT": true,
		"REPORTS#GBA / 2026-11#monthly":       true,
		"REPORTS#GBA-C00 / 2026-11#monthly":   true,

		"REPORT#monthly-2026-11-GBA / EDITION#1#000001": true,
		"REPORT#monthly-2026-11-GBA / WHOLE#1#000001":   true,
	}, keys); d != "" {
		t.Error(d)
	}
}

func TestShelf_AnotherRunsEditionIsNotOverwritten(t *testing.T) {
	s := shelf(t)
	first := report("2026-11", "GBA", 1)
	if err := s.Keep(t.Context(), first, insight.Edition{}); err != nil {
		t.Fatal(err)
	}
	second := first
	second.Version = 2
	if err := s.Keep(t.Context(), second, insight.Edition{}); !problem.Is(err, "report-changed") {
		t.Error("made from nothing, over a first edition:", err)
	}
	if err := s.Keep(t.Context(), second, first.Edition); err != nil {
		t.Error(err)
	}
	if err := s.Keep(t.Context(), second, first.Edition); !problem.Is(err, "report-changed") {
		t.Error("made from an edition that is gone:", err)
	}
}

// A transaction holds a hundred items: what has more call centres is kept all the same, and another run's edition is not overwritten by it.
func TestShelf_MoreCallCentresThanATransactionHolds(t *testing.T) {
	s := shelf(t)
	for _, centres := range []int{96, 97, 200} {
		first := report("2026-11", principal.OperatorCode(fmt.Sprintf("O%d", centres)), centres)
		if err := s.Keep(t.Context(), first, insight.Edition{}); err != nil {
			t.Fatal(centres, err)
		}
		got, err := s.Report(t.Context(), first.ReportID)
		if d := cmp.Diff(first, got); err != nil || d != "" {
			t.Fatal(centres, err, d)
		}
		card := func(i int) (insight.Report, bool) {
			reports, _, err := s.Reports(t.Context(), insight.ListOf(first.Operator, first.Rows[i].Centre), insight.Page{Limit: 1})
			if err != nil || len(reports) != 1 {
				t.Fatal(centres, i, reports, err)
			}
			return reports[0], cmp.Equal(reports[0].Total, first.Rows[i].Figures)
		}
		for i := range first.Rows {
			if c, ok := card(i); !ok || c.Edition != first.Edition {
				t.Errorf("call centre %d of %d has the card %v", i, centres, c)
			}
		}
		late := report("2026-11", first.Operator, centres)
		late.Version = 2
		if err := s.Keep(t.Context(), late, insight.Edition{}); !problem.Is(err, "report-changed") {
			t.Error(err)
		}
		if c, _ := card(0); c.Edition != first.Edition {
			t.Errorf("the run that came too late left a card of %s", c.Edition)
		}
	}
}

func TestShelf_KeepsEveryEdition(t *testing.T) {
	s := shelf(t)
	id := insight.ReportID{Month: "2026-11", Operator: "GBA"}
	before := insight.Edition{}
	for i, e := range []insight.Edition{{State: insight.Provisional, Version: 1}, {State: insight.Provisional, Version: 2}, {State: insight.Final, Version: 1}, {State: insight.Final, Version: 2}} {
		r := report("2026-11", "GBA", 1+i)
		r.Edition, r.Reason = e, "because "+e.String()
		if err := s.Keep(t.Context(), r, before); err != nil {
			t.Fatal(err)
		}
		before = e
	}
	editions, err := s.Editions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range editions {
		got = append(got, fmt.Sprintf("%s %s, %d rows", r.Edition, r.Reason, len(r.Rows)))
	}
	if d := cmp.Diff([]string{"final-v2 because final-v2, 0 rows", "final-v1 because final-v1, 0 rows", "provisional-v2 because provisional-v2, 0 rows", "provisional-v1 because provisional-v1, 0 rows"}, got); d != "" {
		t.Error(d)
	}
	if r, err := s.Edition(t.Context(), id, insight.Edition{State: insight.Provisional, Version: 2}); err != nil || len(r.Rows) != 2 || r.Edition.String() != "provisional-v2" {
		t.Error(r, err)
	}
	if _, err := s.Edition(t.Context(), id, insight.Edition{State: insight.Final, Version: 3}); !problem.Is(err, "report-unknown") {
		t.Error(err)
	}
	if r, err := s.Report(t.Context(), id); err != nil || r.Edition.String() != "final-v2" || len(r.Rows) != 4 {
		t.Error(r, err)
	}
}

func TestShelf_ListsNewestFirstInPages(t *testing.T) {
	s := shelf(t)
	for _, m := range []insight.Month{"2026-09", "2026-11", "2026-10"} {
		if err := s.Keep(t.Context(), report(m, "GBA", 2), insight.Edition{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Keep(t.Context(), report("2026-11", "DEA", 2), insight.Edition{}); err != nil {
		t.Fatal(err)
	}
	read := func(l insight.List, p insight.Page) (ids []string, position map[string]string) {
		t.Helper()
		reports, position, err := s.Reports(t.Context(), l, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range reports {
			ids = append(ids, fmt.Sprintf("%s %d", r.ReportID, r.Total.AsReplier.Requests))
		}
		return ids, position
	}
	page, position := read("GBA", insight.Page{Limit: 2})
	if d := cmp.Diff([]string{"monthly-2026-11-GBA 1000", "monthly-2026-10-GBA 1000"}, page); d != "" {
		t.Error(d)
	}
	page, position = read("GBA", insight.Page{Limit: 2, Position: position})
	if d := cmp.Diff([]string{"monthly-2026-09-GBA 1000"}, page); d != "" || position != nil {
		t.Error(d, position)
	}
	page, _ = read(insight.ListOf("GBA", "GBA-C01"), insight.Page{Limit: 5, Month: "2026-10"})
	if d := cmp.Diff([]string{"monthly-2026-10-GBA 1000"}, page); d != "" {
		t.Error("a centre's list shows the centre's figures:", d)
	}
	page, _ = read(insight.ListOf("GBA", "GBA-C00"), insight.Page{Limit: 5})
	if d := cmp.Diff([]string{"monthly-2026-11-GBA 0", "monthly-2026-10-GBA 0", "monthly-2026-09-GBA 0"}, page); d != "" {
		t.Error(d)
	}
	if page, _ = read("FRA", insight.Page{Limit: 5}); len(page) != 0 {
		t.Error(page)
	}
}

// The budgets of docs/data-model.md.
func TestShelf_Capacity(t *testing.T) {
	s := shelf(t)
	for i := range 12 {
		m := insight.MonthOf(time.Date(2026, time.Month(1+i), 1, 0, 0, 0, 0, time.UTC))
		if err := s.Keep(t.Context(), report(m, "GBA", 20), insight.Edition{}); err != nil {
			t.Fatal(err)
		}
	}
	kept := s.Meter.Reset() / 12
	if _, err := s.Report(t.Context(), insight.ReportID{Month: "2026-11", Operator: "GBA"}); err != nil {
		t.Fatal(err)
	}
	whole := s.Meter.Reset()
	if reports, _, err := s.Reports(t.Context(), "GBA", insight.Page{Limit: 12}); err != nil || len(reports) != 12 {
		t.Fatal(len(reports), err)
	}
	list := s.Meter.Reset()
	id := insight.ReportID{Month: "2026-11", Operator: "GBA"}
	if editions, err := s.Editions(t.Context(), id); err != nil || len(editions) != 1 {
		t.Fatal(editions, err)
	}
	editions := s.Meter.Reset()
	if past, err := s.Past(t.Context(), "GBA", "2026-12", 12); err != nil || len(past) != 11 || past[0].Month != "2026-11" {
		t.Fatal(len(past), err)
	}
	past := s.Meter.Reset()
	t.Logf("keep %.1f WRU, read %.1f RRU, a year's list %.1f RRU, editions %.1f, past %.1f", kept, whole, list, editions, past)
	if kept > 110 || whole > 3 || list > 3 || editions > 1 || past > 3 {
		t.Errorf("keep a report of 20 call centres: %.1f WRU (110), read it: %.1f RRU (3), a year's list: %.1f RRU (3), editions %.1f RRU (1), twelve months before %.1f (3)", kept, whole, list, editions, past)
	}
}

// An item of DynamoDB holds 400 KB. A network of more posts than there are, each with large figures of its own, takes a third of it.
func TestShelf_ANetworkOfManyPosts_IsOneItem(t *testing.T) {
	s := shelf(t)
	random := rand.New(rand.NewPCG(1, 1))
	want := report("2026-11", "GBA", 0)
	for i := range 400 {
		row := insight.Row{Operator: principal.OperatorCode(fmt.Sprintf("%c%cA", 'A'+i/26, 'A'+i%26)), Name: fmt.Sprintf("Post of country %d", i)}
		for _, measure := range insight.Measures {
			*measure.Of(&row.Figures.AsReplier), *measure.Of(&row.Figures.AsRequester) = random.IntN(100_000), random.IntN(100_000)
		}
		want.Rows = append(want.Rows, row)
	}
	s.Meter.Reset()
	if err := s.Keep(t.Context(), want, insight.Edition{}); err != nil {
		t.Fatal(err)
	}
	const unitsPerKB, items, others = 2, 2, 30
	if kept := s.Meter.Reset(); kept > unitsPerKB*items*133+others {
		t.Errorf("%.0f WRU", kept)
	}
	got, err := s.Report(t.Context(), want.ReportID)
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
}

func TestFiles_LinkDownloadsUnderItsName(t *testing.T) {
	client, bucket := kit.Bucket(t)
	files := insightdb.Files{Client: client, Bucket: bucket}
	if err := files.Put(t.Context(), "reports/2026-11/GBA/final-v1-0badcafe.csv", "text/csv; charset=utf-8", []byte("a,b\r\n")); err != nil {
		t.Fatal(err)
	}
	address, err := files.Link(t.Context(), "reports/2026-11/GBA/final-v1-0badcafe.csv", "whereabouts-2026-11-GBA.csv", 5*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(address, "X-Amz-Expires=300") {
		t.Error(address)
	}
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, _ := io.ReadAll(response.Body)
	if string(body) != "a,b\r\n" || response.Header.Get("Content-Disposition") != "attachment; filename=whereabouts-2026-11-GBA.csv" {
		t.Errorf("%s %q %q", response.Status, body, response.Header.Get("Content-Disposition"))
	}
}
