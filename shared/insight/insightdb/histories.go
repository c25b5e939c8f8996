package insightdb

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Weeks implements signal.Lake.
func (a Athena) Weeks(ctx context.Context, weeks []signal.Week) (map[principal.OperatorCode][]signal.Cell, error) {
	if len(weeks) == 0 {
		return nil, nil
	}
	names := make([]string, len(weeks))
	for i, w := range weeks {
		names[i] = string(w)
	}
	last := weeks[len(weeks)-1].End().Add(-time.Nanosecond)
	result, err := a.Answer(ctx, query.OfWeeks(names, insight.MonthOf(weeks[0].Start()), insight.MonthOf(last), append([]insight.Metric{insight.TimeToAnswer}, signal.Metrics...)...))
	if err != nil {
		return nil, fmt.Errorf("count %d weeks from %s: %w", len(weeks), weeks[0], err)
	}
	out := map[principal.OperatorCode][]signal.Cell{}
	for _, row := range result.Rows {
		operator := principal.OperatorCode(row.Keys[1])
		out[operator] = append(out[operator], signal.Cell{Side: insight.Side(row.Keys[0]), Centre: principal.CentreID(row.Keys[2]), Partner: principal.OperatorCode(row.Keys[3]),
			Product: row.Keys[4], Week: signal.Week(row.Keys[5]), Counts: row.Counts})
	}
	return out, nil
}

// Histories keeps what was counted for signals in the reports bucket, a compressed file for each operator; it implements signal.Histories.
type Histories struct{ Files Files }

func historyKey(operator principal.OperatorCode) string {
	return "signals/" + string(operator) + ".json.gz"
}

// historyFile is a history as it is stored. A cell has its counts in the order of Measures.
type historyFile struct {
	Operator string               `json:"operator"`
	Judged   string               `json:"judged"`
	Counted  map[string]time.Time `json:"counted"`
	Measures []string             `json:"measures"`
	Cells    []cellLine           `json:"cells"`
}

type cellLine struct {
	Keys   [5]string `json:"k"` // week, side, call centre, partner, product
	Counts []int     `json:"n"`
}

// History implements signal.Histories. One read.
func (f Histories) History(ctx context.Context, operator principal.OperatorCode) (*signal.History, error) {
	h := &signal.History{Operator: operator, Counted: map[signal.Week]time.Time{}}
	content, err := f.Files.Fetch(ctx, historyKey(operator))
	if missing := (*types.NoSuchKey)(nil); errors.As(err, &missing) {
		return h, nil
	}
	if err != nil {
		return nil, err
	}
	packed, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", operator, err)
	}
	var file historyFile
	if err := json.NewDecoder(packed).Decode(&file); err != nil {
		return nil, fmt.Errorf("history of %s: %w", operator, err)
	}
	h.Judged = signal.Week(file.Judged)
	for w, at := range file.Counted {
		h.Counted[signal.Week(w)] = at
	}
	places := make([]*insight.Measure, len(file.Measures))
	for i, column := range file.Measures {
		for k := range insight.Measures {
			if insight.Measures[k].Column == column {
				places[i] = &insight.Measures[k]
			}
		}
	}
	h.Cells = make([]signal.Cell, len(file.Cells))
	for i, line := range file.Cells {
		k := line.Keys
		h.Cells[i] = signal.Cell{Week: signal.Week(k[0]), Side: insight.Side(k[1]), Centre: principal.CentreID(k[2]), Partner: principal.OperatorCode(k[3]), Product: k[4]}
		for j, n := range line.Counts {
			if j < len(places) && places[j] != nil {
				*places[j].Of(&h.Cells[i].Counts) = n
			}
		}
	}
	return h, nil
}

// PutHistory implements signal.Histories. One write.
func (f Histories) PutHistory(ctx context.Context, h *signal.History) error {
	file := historyFile{Operator: string(h.Operator), Judged: string(h.Judged), Counted: map[string]time.Time{}, Cells: make([]cellLine, len(h.Cells))}
	for w, at := range h.Counted {
		file.Counted[string(w)] = at
	}
	var used []insight.Measure // those that some cell has
	for _, m := range insight.Measures {
		for i := range h.Cells {
			if *m.Of(&h.Cells[i].Counts) != 0 {
				used = append(used, m)
				file.Measures = append(file.Measures, m.Column)
				break
			}
		}
	}
	for i := range h.Cells {
		c := &h.Cells[i]
		file.Cells[i] = cellLine{[5]string{string(c.Week), string(c.Side), string(c.Centre), string(c.Partner), c.Product}, make([]int, len(used))}
		for k, m := range used {
			file.Cells[i].Counts[k] = *m.Of(&c.Counts)
		}
	}
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(packed).Encode(file), packed.Close()); err != nil {
		return fmt.Errorf("history of %s: %w", h.Operator, err)
	}
	return f.Files.Put(ctx, historyKey(h.Operator), "application/gzip", b.Bytes())
}
