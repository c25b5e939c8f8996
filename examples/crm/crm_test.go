package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const (
	secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" // an example of Standard Webhooks' own documentation
	other  = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
)

// exchange stands in for Whereabouts: it has one inquiry, and remembers what it was asked.
type exchange struct {
	mu      sync.Mutex
	inquiry string
	down    int // how many requests more it does not answer
	asked   []string
}

func (x *exchange) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.down > 0 {
		x.down--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	x.asked = append(x.asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Idempotency-Key"))
	if r.Header.Get("Authorization") != "Bearer wpk_test" {
		w.WriteHeader(http.StatusUnauthorized)
	}
	_, _ = w.Write([]byte(x.inquiry))
}

func (x *exchange) says(inquiry string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.inquiry = inquiry
}

func (x *exchange) count(request string) (n int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, one := range x.asked {
		if strings.HasPrefix(one, request) {
			n++
		}
	}
	return n
}

func start(t *testing.T) (*CRM, *exchange) {
	t.Helper()
	x := &exchange{}
	s := httptest.NewServer(x)
	t.Cleanup(s.Close)
	crm, err := NewCRM(Exchange{Host: s.URL, Key: "wpk_test"}, secret)
	if err != nil {
		t.Fatal(err)
	}
	crm.pause = time.Millisecond
	return crm, x
}

// send delivers a change as the exchange does, and returns the status of the answer.
func send(t *testing.T, crm *CRM, with, id, body string, at time.Time) int {
	t.Helper()
	signer, err := standardwebhooks.NewWebhook(with)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign(id, at, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/webhooks", strings.NewReader(body))
	r.Header.Set("webhook-id", id)
	r.Header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	r.Header.Set("webhook-signature", signature)
	w := httptest.NewRecorder()
	crm.Handler().ServeHTTP(w, r)
	return w.Code
}

// work takes everything that waits, as Run does.
func work(t *testing.T, crm *CRM) {
	t.Helper()
	for {
		select {
		case change := <-crm.work:
			crm.patiently(t.Context(), change)
		default:
			return
		}
	}
}

func change(kind, id string, sequence int, side string) string {
	raw, _ := json.Marshal(map[string]any{"id": id, "type": "inquiry." + kind, "sequence": sequence,
		"inquiry": map[string]any{"id": "01Q", "externalRef": "CASE-1", "itemId": "EE473124829GB", "sides": []string{side}}})
	return string(raw)
}

func openCase(t *testing.T, crm *CRM) {
	t.Helper()
	w := httptest.NewRecorder()
	crm.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/cases", strings.NewReader(`{"number":"CASE-1","item":"EE473124829GB","fields":{"senderName":"Imogen Invented"}}`)))
	if w.Code != http.StatusCreated {
		t.Fatal(w.Code, w.Body)
	}
}

func TestWebhook_OnlyTheExchangeIsHeard(t *testing.T) {
	crm, _ := start(t)
	body := change("replied", "01Q.5", 5, "requester")
	if got := send(t, crm, other, "01Q.5", body, time.Now()); got != http.StatusUnauthorized {
		t.Errorf("another secret: %d", got)
	}
	if got := send(t, crm, secret, "01Q.5", body, time.Now().Add(-10*time.Minute)); got != http.StatusUnauthorized {
		t.Errorf("ten minutes old: %d", got)
	}
	w := httptest.NewRecorder()
	crm.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/webhooks", strings.NewReader(body)))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("unsigned: %d", w.Code)
	}
	if len(crm.work) != 0 {
		t.Error("something is worked on")
	}
	if got := send(t, crm, secret, "01Q.5", body, time.Now()); got != http.StatusNoContent {
		t.Errorf("signed: %d", got)
	}
}

func TestWebhook_TheSameIDIsTakenOnce(t *testing.T) {
	crm, _ := start(t)
	for range 3 {
		if got := send(t, crm, secret, "01Q.5", change("replied", "01Q.5", 5, "requester"), time.Now()); got != http.StatusNoContent {
			t.Error(got)
		}
	}
	if len(crm.work) != 1 {
		t.Error(len(crm.work))
	}
}

func TestWebhook_APingIsNoChange(t *testing.T) {
	crm, _ := start(t)
	if got := send(t, crm, secret, "ping", `{"type":"webhook.ping"}`, time.Now()); got != http.StatusNoContent || len(crm.work) != 0 {
		t.Error(got, len(crm.work))
	}
}

func TestCase_HasTheAnswerThatAChangeTellsOf(t *testing.T) {
	crm, x := start(t)
	x.says(`{"id":"01Q","state":"sent"}`)
	openCase(t, crm)
	x.says(`{"id":"01Q","state":"replied","dueAt":"2026-11-27T13:00:00Z","lastReply":{"code":"DLV"},"history":[{"kind":"replied","text":"Handed over at the door."}]}`)
	send(t, crm, secret, "01Q.5", change("replied", "01Q.5", 5, "requester"), time.Now())
	work(t, crm)
	if got := crm.Cases()[0]; got.State != "replied" || got.Answer != "DLV" || got.Text != "Handed over at the door." || got.Due == "" {
		t.Errorf("%+v", got)
	}
	// What comes late, and is older, changes nothing.
	x.says(`{"id":"01Q","state":"opened"}`)
	send(t, crm, secret, "01Q.4", change("opened", "01Q.4", 4, "requester"), time.Now())
	work(t, crm)
	if got := crm.Cases()[0]; got.State != "replied" || got.Sequence != 5 {
		t.Errorf("%+v", got)
	}
}

func TestCase_TheExchangeDownForAMomentLosesNothing(t *testing.T) {
	crm, x := start(t)
	x.says(`{"id":"01Q","state":"sent"}`)
	openCase(t, crm)
	x.says(`{"id":"01Q","state":"replied","lastReply":{"code":"DLV"}}`)
	x.mu.Lock()
	x.down = 3
	x.mu.Unlock()
	send(t, crm, secret, "01Q.5", change("replied", "01Q.5", 5, "requester"), time.Now())
	work(t, crm)
	if got := crm.Cases()[0]; got.Answer != "DLV" {
		t.Errorf("%+v", got)
	}
}

func TestCase_WhatIsErasedThereIsForgottenHere(t *testing.T) {
	crm, x := start(t)
	x.says(`{"id":"01Q","state":"sent"}`)
	openCase(t, crm)
	send(t, crm, secret, "01Q.9", change("erased", "01Q.9", 9, "requester"), time.Now())
	work(t, crm)
	if got := crm.Cases()[0]; got.Fields != nil || got.Text != "" {
		t.Errorf("%+v", got)
	}
}

func TestQuestion_IsAnsweredOnceWithACompleteProposal(t *testing.T) {
	crm, x := start(t)
	x.says(`{"id":"01Q","state":"sent","actions":["reply"],"proposal":{"code":"RTD","fields":{},"complete":false}}`)
	send(t, crm, secret, "01Q.3", change("routed", "01Q.3", 3, "replier"), time.Now())
	work(t, crm)
	if x.count("POST") != 0 || crm.Questions()[0].Answered != "" {
		t.Error("answered although something is missing", crm.Questions())
	}
	x.says(`{"id":"01Q","state":"sent","actions":["reply"],"proposal":{"code":"DLV","fields":{"date":"2026-11-24"},"complete":true}}`)
	for i, kind := range []string{"trackingUpdated", "dueSoon"} {
		id := "01Q." + strconv.Itoa(4+i)
		send(t, crm, secret, id, change(kind, id, 4+i, "replier"), time.Now())
	}
	work(t, crm)
	if n := x.count("POST /v1/inquiries/01Q/reply 01Q-reply-DLV"); n != 1 || crm.Questions()[0].Answered != "DLV" {
		t.Errorf("%d answers, %+v", n, crm.Questions())
	}
}
