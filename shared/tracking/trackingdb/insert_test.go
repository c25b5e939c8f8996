package trackingdb

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// moody is a table that answers statements as a test says. What it took is in took, by sort key.
type moody struct {
	answer func(call int, statement, sk string) string // an error code, "" to take it
	mu     sync.Mutex                                  // batches are sent side by side
	calls  int
	took   map[string]int
}

func (m *moody) Do(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls++
	var in struct {
		Statements []struct {
			Statement  string
			Parameters []struct {
				S string
				M map[string]struct{ S string }
			}
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return nil, err
	}
	var out struct{ Responses []map[string]any }
	for _, s := range in.Statements {
		var sk string
		if whole := s.Parameters[0].M; whole != nil {
			sk = whole["SK"].S
		} else {
			sk = s.Parameters[1].S // after PK
		}
		if code := m.answer(m.calls, s.Statement, sk); code != "" {
			out.Responses = append(out.Responses, map[string]any{"Error": map[string]string{"Code": code, "Message": "as the test says"}})
			continue
		}
		m.took[sk]++
		out.Responses = append(out.Responses, map[string]any{"TableName": "T"})
	}
	body, err := json.Marshal(out)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}}, Body: io.NopCloser(strings.NewReader(string(body)))}, err
}

func (m *moody) store() *Store {
	m.took = map[string]int{}
	return New(dynamodb.New(dynamodb.Options{Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""), HTTPClient: m}), "T", nil)
}

func many(n int) []tracking.Event {
	out := make([]tracking.Event, n)
	for k := range out {
		out[k] = full()
		out[k].ItemID, out[k].Code, out[k].Index = edi.ItemID(fmt.Sprintf("EE%09dGB", k)), fmt.Sprintf("C%03d", k), k
	}
	return out
}

func TestInsert_WhatIsThrottledIsSentAgainAlone(t *testing.T) {
	for _, code := range []string{"ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "InternalServerError"} {
		m := &moody{answer: func(call int, _, sk string) string {
			if call < 3 && strings.Contains(sk, "C001") {
				return code
			}
			return ""
		}}
		for i, kept := range m.store().AppendAll(t.Context(), many(3)) {
			if kept.Err != nil || kept.Outcome != tracking.OutcomeStored {
				t.Errorf("%s: event %d: %+v", code, i, kept)
			}
		}
		if m.calls != 3 || len(m.took) != 3 {
			t.Errorf("%s: %d calls, took %v", code, m.calls, m.took)
		}
		for sk, times := range m.took {
			if times != 1 {
				t.Errorf("%s: %s was taken %d times", code, sk, times)
			}
		}
	}
}

func TestInsert_OneThatIsRefusedCostsTheOthersNothing(t *testing.T) {
	m := &moody{answer: func(_ int, _, sk string) string {
		if strings.Contains(sk, "C031") {
			return "ValidationError"
		}
		return ""
	}}
	for i, kept := range m.store().AppendAll(t.Context(), many(60)) {
		if (kept.Err != nil) != (i == 31) {
			t.Errorf("event %d: %+v", i, kept)
		}
	}
	if len(m.took) != 59 {
		t.Errorf("took %d", len(m.took))
	}
}

func TestInsert_WhereTheShortFormIsRefusedTheLongOneIsSentFromThenOn(t *testing.T) {
	short := 0
	m := &moody{answer: func(_ int, statement, _ string) string {
		if strings.HasSuffix(statement, "VALUE ?") {
			short++
			return "ValidationError"
		}
		return ""
	}}
	s := m.store()
	for range 3 {
		for i, kept := range s.AppendAll(t.Context(), many(2)) {
			if kept.Err != nil {
				t.Errorf("event %d: %v", i, kept.Err)
			}
		}
	}
	if short != 2 {
		t.Errorf("the short form was sent %d times", short)
	}
}

func TestInsert_ATableThatNeverTakesItIsAnError(t *testing.T) {
	m := &moody{answer: func(int, string, string) string { return "AccessDenied" }}
	if kept := m.store().AppendAll(t.Context(), many(1)); kept[0].Err == nil || !strings.Contains(kept[0].Err.Error(), "EE000000000GB: AccessDenied") {
		t.Error(kept)
	}
}
