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

// Inside runs a compiled drill to its end.
func (a Athena) Inside(ctx context.Context, s query.Statement) (query.Inside, error) {
	rows, err := a.query(ctx, s.SQL, s.Params...)
	if err != nil {
		return query.Inside{}, err
	}
	return query.ReadInside(rows)
}

// query runs one statement to its end and returns its rows by column name.
func (a Athena) query(ctx context.Context, sql string, params ...string) ([]map[string]string, error) {
	id, err := a.start(ctx, query.Statement{SQL: sql, Params: params})
	if err != nil {
		return nil, err
	}
	if err := a.finish(ctx, id); err != nil {
		return nil, err
	}
	return a.Rows(ctx, id)
}

// start begins one statement. Parameters are bound as strings, never pasted.
func (a Athena) start(ctx context.Context, s query.Statement) (string, error) {
	bound := make([]string, len(s.Params))
	for i, p := range s.Params {
		bound[i] = "'" + strings.ReplaceAll(p, "'", "''") + "'"
	}
	in := &athena.StartQueryExecutionInput{QueryString: &s.SQL, ExecutionParameters: bound, WorkGroup: &a.WorkGroup, QueryExecutionContext: &types.QueryExecutionContext{Database: &a.Database}}
	if s.Token != "" {
		in.ClientRequestToken = &s.Token
	}
	started, err := a.Client.StartQueryExecution(ctx, in)
	if err != nil {
		return "", fmt.Errorf("start query: %w", err)
	}
	return aws.ToString(started.QueryExecutionId), nil
}

// Start implements query.Engine.
func (a Athena) Start(ctx context.Context, s query.Statement) (string, error) {
	return a.start(ctx, s)
}

// Progress implements query.Engine.
func (a Athena) Progress(ctx context.Context, id string) (query.Progress, error) {
	out, err := a.Client.GetQueryExecution(ctx, &athena.GetQueryExecutionInput{QueryExecutionId: &id})
	if err != nil {
		return query.Progress{}, fmt.Errorf("query %s: %w", id, err)
	}
	p := query.Progress{State: query.Running, Reason: aws.ToString(out.QueryExecution.Status.StateChangeReason)}
	if out.QueryExecution.Statistics != nil {
		p.Scanned = aws.ToInt64(out.QueryExecution.Statistics.DataScannedInBytes)
	}
	switch out.QueryExecution.Status.State {
	case types.QueryExecutionStateSucceeded:
		p.State = query.Done
	case types.QueryExecutionStateFailed, types.QueryExecutionStateCancelled:
		p.State = query.Failed
		p.Reason = strings.ToLower(string(out.QueryExecution.Status.State)) + ": " + p.Reason
	}
	return p, nil
}

// Pauses between two looks at a running query.
const (
	firstPause   = 20 * time.Millisecond
	longestPause = 2 * time.Second
)

func (a Athena) finish(ctx context.Context, id string) error {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		p, err := a.Progress(ctx, id)
		switch {
		case err != nil:
			return err
		case p.State == query.Done:
			return nil
		case p.State == query.Failed:
			return fmt.Errorf("query %s %s", id, p.Reason)
		}
		if err := wait(ctx, pause); err != nil {
			return fmt.Errorf("query %s is still running: %w", id, err)
		}
	}
}

// Rows implements query.Engine.
func (a Athena) Rows(ctx context.Context, id string) ([]map[string]string, error) {
	var rows []map[string]string
	var names []string // the first row of the first page
	for token := (*string)(nil); ; {
		page, err := a.Client.GetQueryResults(ctx, &athena.GetQueryResultsInput{QueryExecutionId: &id, NextToken: token})
		if err != nil {
			return nil, fmt.Errorf("results of query %s: %w", id, err)
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
