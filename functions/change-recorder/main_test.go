package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/change"
)

type fakeLogs struct {
	seqs    []int
	planned []int // sequences of changes
	err     error
	unplan  error
}

func (f *fakeLogs) Plan(_ context.Context, changes []change.Change) error {
	for _, c := range changes {
		f.planned = append(f.planned, c.Sequence)
	}
	return f.unplan
}

func (f *fakeLogs) Record(_ context.Context, hs []change.Happening) ([]change.Change, error) {
	var out []change.Change
	for _, h := range hs {
		f.seqs = append(f.seqs, h.Seq)
		out = append(out, change.Of(h)...)
	}
	return out, f.err
}

func stored(t *testing.T, number string, seq int) events.DynamoDBEventRecord {
	t.Helper()
	text, err := json.Marshal(change.Happening{InquiryID: "I", Seq: seq, Kind: "sent", RequesterOperator: "GBA"})
	if err != nil {
		t.Fatal(err)
	}
	return events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: number,
		NewImage: map[string]events.DynamoDBAttributeValue{"notice": events.NewStringAttribute(string(text))}}}
}

func broken(number string) events.DynamoDBEventRecord {
	return events.DynamoDBEventRecord{Change: events.DynamoDBStreamRecord{SequenceNumber: number, NewImage: map[string]events.DynamoDBAttributeValue{"notice": events.NewStringAttribute("{")}}}
}

func run(t *testing.T, logs *fakeLogs, records ...events.DynamoDBEventRecord) (events.DynamoDBEventResponse, error) {
	t.Helper()
	return recorder{log: slog.New(slog.DiscardHandler), logs: logs, webhooks: logs}.record(t.Context(), events.DynamoDBEvent{Records: records})
}

func TestRecord_InTheOrderOfTheStream(t *testing.T) {
	logs := &fakeLogs{}
	out, err := run(t, logs, stored(t, "a", 1), stored(t, "b", 2), stored(t, "c", 3))
	if err != nil || out.BatchItemFailures == nil || len(out.BatchItemFailures) != 0 {
		t.Fatal(out, err)
	}
	if len(logs.seqs) != 3 || logs.seqs[0] != 1 || logs.seqs[2] != 3 {
		t.Error(logs.seqs)
	}
	if !slices.Equal(logs.planned, logs.seqs) {
		t.Error("planned:", logs.planned)
	}
}

func TestRecord_WhatCannotBeRead_IsReported_AndWhatCameBeforeIsRecorded(t *testing.T) {
	logs := &fakeLogs{}
	out, err := run(t, logs, stored(t, "a", 1), broken("b"), stored(t, "c", 3))
	if err != nil || len(out.BatchItemFailures) != 1 || out.BatchItemFailures[0].ItemIdentifier != "b" {
		t.Fatal(out, err)
	}
	if len(logs.seqs) != 1 {
		t.Error("what comes after it was recorded before it:", logs.seqs)
	}
	if _, err := run(t, logs, broken("a"), stored(t, "b", 2)); err == nil {
		t.Error("the first of several has to split the batch")
	}
	if out, err := run(t, logs, broken("a")); err != nil || len(out.BatchItemFailures) != 1 {
		t.Error("alone it goes to the dead-letter queue:", out, err)
	}
}

func TestRecord_RefusedByTheLog_FailsTheBatch(t *testing.T) {
	if _, err := run(t, &fakeLogs{err: errors.New("no")}, stored(t, "a", 1)); err == nil {
		t.Error("what is not recorded was taken for recorded")
	}
	if _, err := run(t, &fakeLogs{unplan: errors.New("no")}, stored(t, "a", 1)); err == nil {
		t.Error("what is not planned was taken for planned")
	}
}
