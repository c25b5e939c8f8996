package api

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// acknowledging answers who sends EDIFACT, and asks for it by UNB or by Accept, with CONTRL instead of JSON. The status stays, and Location leads to the receipt.
// Requests that come to no receipt are answered as they are.
func (d Deps) acknowledging(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v1/tracking/messages" {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(io.LimitReader(r.Body, maxRequest+1))
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		accepts := slices.ContainsFunc(strings.Split(r.Header.Get("Accept"), ","), tracking.IsEDIFACT)
		if !accepts && !tracking.WantsCONTRL(body) {
			next.ServeHTTP(w, r)
			return
		}
		answer := &kept{header: http.Header{}, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		d.acknowledge(r, body, answer)
		maps.Copy(w.Header(), answer.header)
		w.WriteHeader(answer.status)
		_, _ = w.Write(answer.body.Bytes()) // who sent the request is gone when this fails
	})
}

// acknowledge puts CONTRL in the place of an answer that has a receipt.
func (d Deps) acknowledge(r *http.Request, body []byte, answer *kept) {
	var said struct {
		Receipt string `json:"receipt"`
	}
	if json.Unmarshal(answer.body.Bytes(), &said) != nil || said.Receipt == "" {
		return
	}
	report, err := d.Messages.Report(r.Context(), said.Receipt)
	if err != nil {
		return // the message is safe: the usual answer says so
	}
	contrl, err := d.Receiver.Acknowledge(r.Context(), body, report)
	if err != nil || len(contrl) == 0 {
		return
	}
	answer.header.Set("Content-Type", "application/edifact")
	answer.header.Set("Location", "/v1/tracking/messages/"+said.Receipt)
	answer.header.Del("Content-Length")
	answer.body.Reset()
	answer.body.Write(contrl)
}

// kept is an answer that is not sent yet.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header         { return k.header }
func (k *kept) WriteHeader(status int)      { k.status = status }
func (k *kept) Write(b []byte) (int, error) { return k.body.Write(b) }
