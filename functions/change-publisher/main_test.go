package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

type sent struct {
	kinds []inquiry.Kind
	refs  string // the asker's cases that went into the queue
	err   error
}

func (s *sent) Send(_ context.Context, notices ...inquiry.Notice) error {
	for _, n := range notices {
		s.kinds = append(s.kinds, n.Kind)
		s.refs += n.ExternalRef
	}
	return s.err
}

type tallied struct{ kinds []string }

func (c *tallied) Send(_ context.Context, list ...insight.Happening) error {
	for _, h := range list {
		c.kinds = append(c.kinds, h.Kind)
	}
	return nil
}

type facts struct {
	n    int
	last insight.Fact
}

func (f *facts) Put(_ context.Context, list ...insight.Fact) error {
	f.n += len(list)
	if len(list) > 0 {
		f.last = list[len(list)-1]
	}
	return nil
}

// keys has one key for all, of no secret.
type keys struct{}

func (keys) Key(context.Context, insight.AgentKey, time.Time) ([]byte, error) {
	return []byte("key"), nil
}

func record(t *testing.T, seq string, kind inquiry.Kind) events.DynamoDBEventRecord {
	t.Helper()
	text, err := json.Marshal(inquiry.Notice{EventID: "I#" + seq, InquiryID: "I", Kind: kind, ExternalRef: "CASE-1", At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-FRA"})
	if err != nil {
		t.Fatal(err)
	}
	return events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: seq,
		NewImage: map[string]events.DynamoDBAttributeValue{"notice": events.NewStringAttribute(string(text))}}}
}

func publish(t *testing.T, p publisher, records ...events.DynamoDBEventRecord) (events.DynamoDBEventResponse, error) {
	t.Helper()
	if p.tally == nil {
		p.tally = &tallied{}
	}
	p.log, p.clock, p.keys = slog.New(slog.DiscardHandler), clock.Fixed(time.Date(2026, 11, 23, 9, 0, 1, 0, time.UTC)), keys{}
	return p.publish(t.Context(), events.DynamoDBEvent{Records: records})
}

func TestPublish_EachQueueGetsWhatConcernsIt(t *testing.T) {
	routing, notify, lake, counts := &sent{}, &sent{}, &facts{}, &tallied{}
	out, err := publish(t, publisher{routing: routing, notify: notify, index: &sent{}, tally: counts, facts: lake},
		record(t, "1", inquiry.Drafted), record(t, "2", inquiry.Sent), record(t, "3", inquiry.Routed), record(t, "4", inquiry.Replied))
	if err != nil || out.BatchItemFailures == nil || len(out.BatchItemFailures) != 0 {
		t.Fatal(out, err)
	}
	if d := cmp.Diff([]inquiry.Kind{inquiry.Sent}, routing.kinds); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]inquiry.Kind{inquiry.Drafted, inquiry.Sent, inquiry.Routed, inquiry.Replied}, notify.kinds); d != "" {
		t.Error(d)
	}
	if routing.refs != "" || notify.refs != "" {
		t.Error("the asker's case went into a queue:", routing.refs, notify.refs)
	}
	if d := cmp.Diff([]string{"sent", "routed", "replied"}, counts.kinds); d != "" {
		t.Error("no figure counts drafts:", d)
	}
	if lake.n < 4 {
		t.Errorf("%d facts of 4 events", lake.n)
	}
}

func TestPublish_PoisonRecord_IsReportedByItsSequenceNumber_AndWhatCameBeforeIsTold(t *testing.T) {
	poison := events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: "2", NewImage: map[string]events.DynamoDBAttributeValue{"notice": events.NewStringAttribute("{")}}}
	routing := &sent{}
	out, err := publish(t, publisher{routing: routing, notify: &sent{}, index: &sent{}, facts: &facts{}}, record(t, "1", inquiry.Sent), poison, record(t, "3", inquiry.Sent))
	if err != nil || len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "2" {
		t.Fatal(out, err)
	}
	if len(routing.kinds) != 1 {
		t.Fatal("the record before the poison must be told, those after come again with it", routing.kinds)
	}
}

func TestPublish_PoisonFirst_FailsTheBatchSoThatItIsSplit_AndAloneIsReported(t *testing.T) {
	poison := events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: "1"}}
	p := publisher{routing: &sent{}, notify: &sent{}, index: &sent{}, facts: &facts{}}
	if _, err := publish(t, p, poison, record(t, "2", inquiry.Sent)); err == nil {
		t.Fatal("a partial answer would not split the batch, and its neighbours would end in the dead-letter queue with it")
	}
	if out, err := publish(t, p, poison); err != nil || len(out.BatchItemFailures) != 1 {
		t.Fatal(out, err)
	}
}

func TestPublish_RefusedSend_FailsTheBatch(t *testing.T) {
	if _, err := publish(t, publisher{routing: &sent{err: errors.New("no")}, notify: &sent{}, index: &sent{}, facts: &facts{}}, record(t, "1", inquiry.Sent)); err == nil {
		t.Fatal("a refused send must not be swallowed")
	}
}

// A fact has its agent by pseudonym; whoever reads it, the queues included, learns no subject.
func TestPublish_TheLakeLearnsAPseudonymAndNoSubject(t *testing.T) {
	text, err := json.Marshal(inquiry.Notice{EventID: "I#4", InquiryID: "I", Kind: inquiry.Opened, At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), ActorKind: "agent", ActorCentre: "DEA-FRA",
		RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-FRA"})
	if err != nil {
		t.Fatal(err)
	}
	lake := &facts{}
	if _, err := publish(t, publisher{routing: &sent{}, notify: &sent{}, index: &sent{}, facts: lake}, events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: "4",
		NewImage: map[string]events.DynamoDBAttributeValue{"notice": events.NewStringAttribute(string(text)),
			"by": events.NewMapAttribute(map[string]events.DynamoDBAttributeValue{"kind": events.NewStringAttribute("agent"), "sub": events.NewStringAttribute("bruno")})}}}); err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(lake.last)
	if err != nil || lake.last.Agent != insight.Pseudonym([]byte("key"), "bruno") || strings.Contains(string(line), "bruno") {
		t.Errorf("%s, %v", line, err)
	}
}

// What inquiries measure and what figures count go by the same number of days: neither subject may know the other, so it stands in both.
func TestResolvedInDays_IsTheSameToBoth(t *testing.T) {
	if inquiry.ResolvedInDays != insight.ResolvedInDays {
		t.Errorf("an inquiry outlives %d days, and is resolved within %d", inquiry.ResolvedInDays, insight.ResolvedInDays)
	}
}
