package insightdb

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/athena/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// Queries is the part of the Athena client that Athena needs.
type Queries interface {
	StartQueryExecution(context.Context, *athena.StartQueryExecutionInput, ...func(*athena.Options)) (*athena.StartQueryExecutionOutput, error)
	GetQueryExecution(context.Context, *athena.GetQueryExecutionInput, ...func(*athena.Options)) (*athena.GetQueryExecutionOutput, error)
	GetQueryResults(context.Context, *athena.GetQueryResultsInput, ...func(*athena.Options)) (*athena.GetQueryResultsOutput, error)
}

// Athena counts facts; it implements insight.Lake. The table is called facts, in the given database.
type Athena struct {
	Client    Queries
	Database  string
	WorkGroup string
}

// Month implements insight.Lake.
func (a Athena) Month(ctx context.Context, m insight.Month) ([]insight.Line, error) {
	result, err := a.Answer(ctx, query.OfMonth(m))
	if err != nil {
		return nil, fmt.Errorf("count the facts of %s: %w", m, err)
	}
	return result.Lines(), nil
}

// Answer runs a compiled query to its end.
func (a Athena) Answer(ctx context.Context, s query.Statement) (query.Result, error) {
	rows, err := a.query(ctx, s.SQL, s.Params...)
	if err != nil {
		return query.Result{}, err
	}
	return s.Read(rows)
}

// query runs one statement to its end and returns its rows by column name. Parameters are bound as strings, never pasted.
func (a Athena) query(ctx context.Context, sql string, params ...string) ([]map[string]string, error) {
	bound := make([]string, len(params))
	for i, p := range params {
		bound[i] = "'" + strings.ReplaceAll(p, "'", "''") + "'"
	}
	started, err := a.Client.StartQueryExecution(ctx, &athena.StartQueryExecutionInput{
		QueryString: &sql, ExecutionParameters: bound, WorkGroup: &a.WorkGroup, QueryExecutionContext: &types.QueryExecutionContext{Database: &a.Database}})
	if err != nil {
		return nil, fmt.Errorf("start query: %w", err)
	}
	if err := a.finish(ctx, started.QueryExecutionId); err != nil {
		return nil, err
	}
	return a.rows(ctx, started.QueryExecutionId)
}

// Pauses between two looks at a running query.
const (
	firstPause   = 20 * time.Millisecond
	longestPause = 2 * time.Second
)

func (a Athena) finish(ctx context.Context, id *string) error {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		out, err := a.Client.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: id})
		if err != nil {
			return fmt.Errorf("query %s: %w", *id, err)
		}
		switch status := out.QueryExecution.Status; status.State {
		case types.QueryExecutionStateSucceeded:
			return nil
		case types.QueryExecutionStateFailed, types.QueryExecutionStateCancelled:
			return fmt.Errorf("query %s %s: %s", *id, strings.ToLower(string(status.State)), aws.ToString(status.StateChangeReason))
		}
		if err := wait(ctx, pause); err != nil {
			return fmt.Errorf("query %s is still running: %w", *id, err)
		}
	}
}

func (a Athena) rows(ctx context.Context, id *string) ([]map[string]string, error) {
	var rows []map[string]string
	var names []string // the first row of the first page
	for token := (*string)(nil); ; {
		page, err := a.Client.GetQueryResults(ctx, &athena.GetQueryResultsInput{QueryExecutionId: id, NextToken: token})
		if err != nil {
			return nil, fmt.Errorf("results of query %s: %w", *id, err)
		}
		for _, r := range page.ResultSet.Rows {
			if names == nil {
				for _, d := range r.Data {
					names = append(names, aws.ToString(d.VarCharValue))
				}
				continue
			}
			row := make(map[string]string, len(names))
			for i, d := range r.Data {
				row[names[i]] = aws.ToString(d.VarCharValue)
			}
			rows = append(rows, row)
		}
		if token = page.NextToken; token == nil {
			return rows, nil
		}
	}
}
