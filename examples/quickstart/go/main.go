// Command quickstart asks where an item is, answers as the other post, and closes: the quick start in one program, with the standard library alone.
//
//	HOST=http://localhost:8080 KEY=wpk_… PARTNER=wpk_… CASE=CASE-20817 go run ./examples/quickstart/go EE473199019GB
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"
)

// Inquiry is what this program reads of one.
type Inquiry struct {
	ID        string
	State     string
	DueAt     *time.Time
	History   []struct{ Kind string }
	LastReply *struct{ Code string }
}

// Problem is why something is refused, RFC 9457.
type Problem struct {
	Type, Detail string
	Errors       []struct{ Field, Reason string }
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "say which item")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(item string) error {
	key, partner, once := os.Getenv("KEY"), os.Getenv("PARTNER"), os.Getenv("CASE")
	today, err := time.Parse(time.DateOnly, cmp.Or(os.Getenv("TODAY"), time.Now().UTC().Format(time.DateOnly)))
	if err != nil {
		return err
	}
	q, err := call(key, http.MethodPost, "/v1/inquiries", once, map[string]any{
		"itemId": item, "workflow": "WII", "destination": "DEA", "send": true, "externalRef": once,
		"fields": map[string]any{"senderName": "Imogen Invented", "senderAddress": "4 Sample Street, York YO1 0XX", "addresseeName": "Max Muster",
			"addresseeAddress": "Beispielweg 7, 53113 Bonn", "contents": "Ceramic vase", "customerIs": "sender"}})
	if err != nil {
		return err
	}
	if _, err := wait(key, q.ID, func(q Inquiry) bool { return has(q, "routed") }); err != nil {
		return err
	}
	if _, err := call(partner, http.MethodPost, "/v1/inquiries/"+q.ID+"/reply", once+"-reply", map[string]any{
		"code": "DLV", "fields": map[string]any{"date": today.AddDate(0, 0, -8).Format(time.DateOnly), "place": "Bonn", "receivedBy": "M. Muster", "evidence": "signature"}}); err != nil {
		return err
	}
	answered, err := wait(key, q.ID, func(q Inquiry) bool { return q.State == "replied" })
	if err != nil {
		return err
	}
	fmt.Println(once, answered.LastReply.Code, "before", answered.DueAt)
	closed, err := call(key, http.MethodPost, "/v1/inquiries/"+q.ID+"/close", once+"-close", map[string]any{"code": "CLO_OK"})
	fmt.Println(closed.State)
	return err
}

// call sends one request, again when it was refused for now. once is its Idempotency-Key: sent twice, it has one effect.
func call(key, method, path, once string, body any) (Inquiry, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return Inquiry{}, err
	}
	for attempt := 0; ; attempt++ {
		request, err := http.NewRequestWithContext(context.Background(), method, cmp.Or(os.Getenv("HOST"), "http://localhost:8080")+path, bytes.NewReader(text))
		if err != nil {
			return Inquiry{}, err
		}
		request.Header.Set("Authorization", "Bearer "+key)
		request.Header.Set("Content-Type", "application/json")
		if once != "" {
			request.Header.Set("Idempotency-Key", once)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return Inquiry{}, err
		}
		again := answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable
		if again && attempt < 4 { // these alone can be repeated
			_ = answer.Body.Close()
			seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
			time.Sleep(time.Duration(max(seconds, 1<<attempt)) * time.Second)
			continue
		}
		return read(answer)
	}
}

func read(answer *http.Response) (q Inquiry, err error) {
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= 400 {
		var p Problem
		if err := json.NewDecoder(answer.Body).Decode(&p); err != nil {
			return q, fmt.Errorf("%s, and no problem that can be read: %w", answer.Status, err)
		}
		return q, fmt.Errorf("%s %s: %s %v", answer.Status, p.Type, p.Detail, p.Errors)
	}
	return q, json.NewDecoder(answer.Body).Decode(&q)
}

// wait reads an inquiry until something holds. A system in production reads the log of changes, or is told by webhook.
func wait(key, id string, until func(Inquiry) bool) (Inquiry, error) {
	for range 60 {
		q, err := call(key, http.MethodGet, "/v1/inquiries/"+id, "", nil)
		if err != nil || until(q) {
			return q, err
		}
		time.Sleep(time.Second)
	}
	return Inquiry{}, errors.New("nothing happened for a minute")
}

func has(q Inquiry, kind string) bool {
	for _, e := range q.History {
		if e.Kind == kind {
			return true
		}
	}
	return false
}
