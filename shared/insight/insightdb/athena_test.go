package insightdb_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// engine answers after some looks at it, in pages.
type engine struct {
	looks  int
	end    types.QueryExecutionState
	pages  [][][]string
	asked  *athena.StartQueryExecutionInput
	looked []time.Time
}

func (e *engine) StartQueryExecution(_ context.Context, in *athena.StartQueryExecutionInput, _ ...func(*athena.Options)) (*athena.StartQueryExecutionOutput, error) {
	e.asked = in
	return &athena.StartQueryExecutionOutput{QueryExecutionId: aws.String("q")}, nil
}

func (e *engine) GetQueryExecution(context.Context, *athena.GetQueryExecutionInput, ...func(*athena.Options)) (*athena.GetQueryExecutionOutput, error) {
	e.looked = append(e.looked, time.Now())
	state := types.QueryExecutionStateRunning
	if len(e.looked) > e.looks {
		state = e.end
	}
	return &athena.GetQueryExecutionOutput{QueryExecution: &types.QueryExecution{Status: &types.QueryExecutionStatus{State: state, StateChangeReason: aws.String("scanned too much")}}}, nil
}

func (e *engine) GetQueryResults(_ context.Context, in *athena.GetQueryResultsInput, _ ...func(*athena.Options)) (*athena.GetQueryResultsOutput, error) {
	n, _ := strconv.Atoi(aws.ToString(in.NextToken))
	out := &athena.GetQueryResultsOutput{ResultSet: &types.ResultSet{}}
	for _, row := range e.pages[n] {
		var data []types.Datum
		for _, cell := range row {
			data = append(data, types.Datum{VarCharValue: &cell})
		}
		out.ResultSet.Rows = append(out.ResultSet.Rows, types.Row{Data: data})
	}
	if n+1 < len(e.pages) {
		out.NextToken = aws.String(strconv.Itoa(n + 1))
	}
	return out, nil
}

func header() []string {
	out := []string{"side", "operator", "centre"}
	for _, m := range insight.Measures {
		out = append(out, m.Column)
	}
	return out
}

func row(side, operator, centre string, n int) []string {
	out := []string{side, operator, centre}
	for i := range insight.Measures {
		out = append(out, strconv.Itoa(n+i))
	}
	return out
}

func TestMonth_WaitsReadsEveryPageAndBindsTheMonth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &engine{looks: 9, end: types.QueryExecutionStateSucceeded,
			pages: [][][]string{{header(), row("replier", "GBA", "GBA-DON", 1)}, {row("requester", "DEA", "", 100)}}}
		began := time.Now()
		lines, err := (insightdb.Athena{Client: e, Database: "d", WorkGroup: "w"}).Month(t.Context(), "2026-11")
		if err != nil {
			t.Fatal(err)
		}
		if len(lines) != 2 || lines[0].Counts.Requests != 1 || lines[1].Counts.OpensTimed != 111 || lines[1].Side != insight.Requester {
			t.Errorf("%+v", lines)
		}
		if got := e.asked.ExecutionParameters; !slices.Equal(got, []string{"'2026-11'", "'2026-11'", "'2026-11'"}) {
			t.Errorf("bound %q", got)
		}
		if waited := time.Since(began); waited != 20*time.Millisecond*(1+2+4+8+16+32+64)+2*2*time.Second {
			t.Errorf("waited %s", waited)
		}
	})
}

func TestMonth_FailedQueryIsAnErrorWithTheReason(t *testing.T) {
	for _, end := range []types.QueryExecutionState{types.QueryExecutionStateFailed, types.QueryExecutionStateCancelled} {
		_, err := (insightdb.Athena{Client: &engine{end: end}}).Month(t.Context(), "2026-11")
		if err == nil || !strings.Contains(err.Error(), "scanned too much") {
			t.Errorf("%s: %v", end, err)
		}
	}
}

func TestMonth_EndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := (insightdb.Athena{Client: &engine{looks: 1 << 30}}).Month(ctx, "2026-11"); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

func TestMonth_MissingColumnIsAnError(t *testing.T) {
	e := &engine{end: types.QueryExecutionStateSucceeded, pages: [][][]string{{header()[:8], row("replier", "GBA", "GBA-DON", 1)[:8]}}}
	if _, err := (insightdb.Athena{Client: e}).Month(t.Context(), "2026-11"); err == nil {
		t.Error("a figure that is not there is not 0")
	}
}

// A run that has a name is begun under it, so that the engine takes the second of two for the first.
func TestAthena_NamesARun(t *testing.T) {
	for _, token := range []string{"", "query-abcdefghijklmnopqrstuvwxyz"} {
		var e engine
		if _, err := (insightdb.Athena{Client: &e}).Start(t.Context(), query.Statement{SQL: "SELECT 1", Token: token}); err != nil {
			t.Fatal(err)
		}
		if got := aws.ToString(e.asked.ClientRequestToken); got != token || token == "" && e.asked.ClientRequestToken != nil {
			t.Errorf("begun as %q, want %q", got, token)
		}
	}
}
