package exchange

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// sent announces and sends a file, and has it taken.
func sent(t *testing.T, s *Service, w *world, file string) Upload {
	t.Helper()
	u, _, err := s.Announce(t.Context(), bea, Offer{Name: "replies.csv", ContentType: "text/csv", Size: int64(len(file))}, w.t)
	if err != nil {
		t.Fatal(err)
	}
	w.objects[u.Key()] = []byte(file)
	m, ok := MessageOfKey(u.Key())
	if !ok {
		t.Fatal(u.Key())
	}
	if err := s.Take(t.Context(), m, w.at(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return w.uploads[u.ID]
}

func counts(u Upload) string {
	return fmt.Sprintf("%s %d/%d/%d of %d", u.State, u.Counts[LineDone], u.Counts[LineRepeated], u.Counts[LineRefused], u.Lines)
}

func lost(w *world, n int) string {
	return fmt.Sprintf("%s,LAC,A-%d,12.50\r\n", w.inquiries[inquiry.ID(fmt.Sprintf("01JD%022d", n))].q.ID, n)
}

const lacHeader = "inquiryId,code,field.authorizationCode,field.amountSdr\r\n"

func TestTake_EachLineIsAStep_ABadOneCostsTheOthersNothing(t *testing.T) {
	s, w := begin(t)
	for i := range 3 {
		w.add(i+1, "LIA", nil)
	}
	file := lacHeader + lost(w, 1) + strings.Replace(lost(w, 2), "12.50", "12", 1) + lost(w, 3) + "01JD0000000000000000000009,LAC,x,1.00\r\n"
	u := sent(t, s, w, file)
	if got := counts(u); got != "done 2/0/2 of 4" {
		t.Fatal(got)
	}
	for n, want := range map[int]inquiry.State{1: inquiry.StateReplied, 2: inquiry.StateSent, 3: inquiry.StateReplied} {
		if got := w.inquiries[inquiry.ID(fmt.Sprintf("01JD%022d", n))].q.State; got != want {
			t.Error(n, got)
		}
	}
	result := string(w.objects[u.resultKey()])
	for _, line := range []string{"place,line,inquiryId,action,code,outcome,problem,detail,errors\r\n", "2,,01JD0000000000000000000001,reply,LAC,done,,,\r\n",
		"3,,01JD0000000000000000000002,reply,LAC,refused,line-invalid,", "fields.amountSdr must be written with a point and two decimals", "5,,01JD0000000000000000000009,reply,LAC,refused,inquiry-unknown,"} {
		if !strings.Contains(result, line) {
			t.Errorf("no %q in\n%s", line, result)
		}
	}
	refused, err := s.Results(t.Context(), u)
	if err != nil || len(refused) != 2 || refused[0].Place != 3 || refused[1].Problem != "inquiry-unknown" {
		t.Error(refused, err)
	}
	if strings.Contains(result, "A-2") || strings.Contains(result, ",12,") {
		t.Error("the result repeats what was written")
	}
	if e := w.inquiries[anID].history[2]; e.Reply.Fields["amountSdr"] != 1250.0 {
		t.Error(e.Reply.Fields)
	}
}

func TestTake_TheSameFileAgain_HasOneEffect(t *testing.T) {
	s, w := begin(t)
	w.add(1, "LIA", nil)
	file := lacHeader + lost(w, 1) + lost(w, 1)
	if got := counts(sent(t, s, w, file)); got != "done 1/1/0 of 2" {
		t.Error("a line twice in a file:", got)
	}
	if got := counts(sent(t, s, w, file)); got != "done 0/2/0 of 2" || len(w.inquiries[anID].history) != 3 {
		t.Error(got, len(w.inquiries[anID].history))
	}
	named := "line," + lacHeader + "L1," + lost(w, 1)
	if got := counts(sent(t, s, w, named)); got != "done 0/0/1 of 1" { // the operator says that it is another line
		t.Error(got)
	}
}

func TestTake_ALineNameWithOtherContent_IsRefused(t *testing.T) {
	s, w := begin(t)
	w.add(1, "LIA", nil)
	header := "line," + lacHeader
	if got := counts(sent(t, s, w, header+"L1,"+lost(w, 1))); got != "done 1/0/0 of 1" {
		t.Fatal(got)
	}
	u := sent(t, s, w, header+"L1,"+strings.Replace(lost(w, 1), "12.50", "99.00", 1))
	if r, err := s.Results(t.Context(), u); err != nil || len(r) != 1 || r[0].Problem != "idempotency-key-reused" {
		t.Error(r, err)
	}
}

func TestTake_AnAnswerToAnEarlierQuestion_IsOutdated(t *testing.T) {
	s, w := begin(t)
	k := w.add(1, "LIA", nil)
	w.step(k, inquiry.Event{Kind: inquiry.Returned, Reply: &inquiry.Reply{Code: "INC", Class: "N"}})
	w.step(k, inquiry.Event{Kind: inquiry.Supplemented}) // sequence 4
	u := sent(t, s, w, "sequence,"+lacHeader+"2,"+lost(w, 1))
	if r, err := s.Results(t.Context(), u); err != nil || len(r) != 1 || r[0].Problem != "line-outdated" || r[0].Errors[0].Name != "sequence" {
		t.Error(r, err)
	}
	if got := counts(sent(t, s, w, "sequence,"+lacHeader+"4,"+lost(w, 1))); got != "done 1/0/0 of 1" {
		t.Error(got)
	}
}

func TestTake_CutShort_GoesOnBehindItsResults(t *testing.T) {
	s, w := begin(t)
	file := lacHeader
	for i := range 250 {
		w.add(i+1, "LIA", nil)
		file += lost(w, i+1)
	}
	u, _, err := s.Announce(t.Context(), bea, Offer{Name: "x", ContentType: "text/csv", Size: int64(len(file))}, w.t)
	if err != nil {
		t.Fatal(err)
	}
	w.objects[u.Key()] = []byte(file)
	m := Message{Operator: "DEA", Upload: u.ID}
	n := 0
	w.breaks = func(what string) error {
		if what == "step" {
			if n++; n == 130 {
				return errors.New("the table is away")
			}
		}
		return nil
	}
	if err := s.Take(t.Context(), m, w.t); err == nil || counts(w.uploads[u.ID]) != "running 129/0/0 of 250" {
		t.Fatal(err, counts(w.uploads[u.ID]))
	}
	w.late = func() bool { return true }
	if err := s.Take(t.Context(), m, w.t); err != nil || len(w.sent) != 1 || w.sent[0] != m || counts(w.uploads[u.ID]) != "running 200/0/0 of 250" {
		t.Fatal(err, w.sent, counts(w.uploads[u.ID]))
	}
	w.late = func() bool { return false }
	if err := s.Take(t.Context(), m, w.t); err != nil || counts(w.uploads[u.ID]) != "done 250/0/0 of 250" || n != 251 {
		t.Fatal(err, counts(w.uploads[u.ID]), n)
	}
	if err := s.Take(t.Context(), m, w.t); err != nil || n != 251 {
		t.Error("the message came twice", err, n)
	}
	if got := strings.Count(string(w.objects[u.resultKey()]), "\r\n"); got != 251 {
		t.Error(got)
	}
}

func TestTake_WhatCannotBeRead_IsKeptAndListed(t *testing.T) {
	s, w := begin(t)
	w.add(1, "LIA", nil)
	u := sent(t, s, w, lacHeader+lost(w, 1)+"\xff")
	if u.State != Refused || u.Refusal == nil || u.Refusal.Slug != "file-encoding" || u.Refusal.Place != 3 || w.inquiries[anID].q.State != inquiry.StateSent {
		t.Errorf("%+v", u)
	}
	if _, _, err := s.FetchResult(t.Context(), bea, u.ID, w.t); !problem.Is(err, "exchange-result-missing") {
		t.Error(err)
	}
	u, _, err := s.Announce(t.Context(), bea, Offer{Name: "x", ContentType: "text/csv", Size: 5}, w.t)
	if err != nil {
		t.Fatal(err)
	}
	w.objects[u.Key()] = []byte("other!")
	if err := s.Take(t.Context(), Message{Operator: "DEA", Upload: u.ID}, w.t); err != nil || w.uploads[u.ID].Refusal.Slug != "upload-damaged" {
		t.Error(err, w.uploads[u.ID].Refusal)
	}
}

func TestTake_AKeyActsForItsOwnCallCentresOnly(t *testing.T) {
	s, w := begin(t)
	var acted principal.Principal
	s.Steps = func(o inquiry.Once) Steps { return spy{steps{w, o}, &acted} }
	w.add(1, "LIA", nil)
	key := principal.Principal{Subject: "key-1", Key: "1", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: principal.RolesOf([]principal.Scope{principal.Reply})}
	u, _, err := s.Announce(t.Context(), key, Offer{Name: "x", ContentType: "text/csv", Size: int64(len(lacHeader + lost(w, 1)))}, w.t)
	if err != nil {
		t.Fatal(err)
	}
	w.objects[u.Key()] = []byte(lacHeader + lost(w, 1))
	if err := s.Take(t.Context(), Message{Operator: "DEA", Upload: u.ID}, w.t); err != nil || len(acted.CallCentres) != 0 || !acted.IsMachine() || acted.Operator != "DEA" {
		t.Error(err, acted)
	}
	if _, _, err := s.Announce(t.Context(), bruno, Offer{}, w.t); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
}

// spy remembers who acted.
type spy struct {
	steps
	by *principal.Principal
}

func (s spy) Took(ctx context.Context, by principal.Principal, id inquiry.ID) (bool, error) {
	*s.by = by
	return s.steps.Took(ctx, by, id)
}

func TestAnnounce_TheSameKey_IsTheSameUpload(t *testing.T) {
	s, w := begin(t)
	o := Offer{Name: "replies.csv", ContentType: "text/csv; charset=utf-8", Size: 10, IdempotencyKey: "k"}
	first, signed, err := s.Announce(t.Context(), bea, o, w.t)
	if err != nil || signed.Method != "PUT" || !signed.ExpiresAt.Equal(w.t.Add(uploadLasts)) {
		t.Fatal(signed, err)
	}
	if again, _, err := s.Announce(t.Context(), bea, o, w.t); err != nil || again.ID != first.ID || len(w.uploads) != 1 {
		t.Error(again, err)
	}
	o.Size = 11
	if _, _, err := s.Announce(t.Context(), bea, o, w.t); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
	_, _, err = s.Announce(t.Context(), bea, Offer{Name: "", ContentType: "image/png", Size: 1 << 30, Digest: "xyz"}, w.t)
	if p := problem.As(err); p.Slug != "exchange-upload-invalid" || len(p.Fields) != 4 {
		t.Error(err)
	}
}
