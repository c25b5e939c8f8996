package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/signin"
)

// person is who asks.
const person = "ana.agent@gba.example"

// warmRequests compares requests through the local stack (API gateway, authorizer and function on the emulator) with a bare echo behind a bare proxy.
func warmRequests(ctx context.Context) (Table, error) {
	outputs, err := stack()
	if errors.Is(err, fs.ErrNotExist) {
		return Table{{What: "not measured: no stack is up. `make run` in another window, then again"}}, nil
	}
	if err != nil {
		return nil, err
	}
	tokens, err := signin.As(ctx, outputs, person)
	if err != nil {
		return nil, err
	}
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) }))
	defer echo.Close()
	target, err := url.Parse(echo.URL)
	if err != nil {
		return nil, err
	}
	proxy := httptest.NewServer(httputil.NewSingleHostReverseProxy(target))
	defer proxy.Close()

	type way struct{ what, address, token string }
	ways := []way{
		{"bare: echo behind a reverse proxy", proxy.URL, ""},
		{"GET /v1/healthz (gateway, function)", outputs["ApiUrl"] + "/v1/healthz", ""},
		{"GET /v1/me (gateway, authorizer, function, table)", outputs["ApiUrl"] + "/v1/me", tokens.Access},
		{"GET /v1/folders (the same, an index)", outputs["ApiUrl"] + "/v1/folders", tokens.Access},
		{"GET /v1/reports (the same, a query)", outputs["ApiUrl"] + "/v1/reports", tokens.Access},
	}
	const warmUp, rounds = 10, 100
	samples := make([][]float64, len(ways))
	for round := range warmUp + rounds {
		for i, w := range ways {
			took, err := request(ctx, w.address, w.token)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", w.what, err)
			}
			if round >= warmUp {
				samples[i] = append(samples[i], float64(took))
			}
		}
	}
	base := median(samples[0])
	t := Table{{What: ways[0].what, Measured: nanos(base)}}
	for i, w := range ways[1:] {
		m := median(samples[i+1])
		t = append(t, Row{What: w.what, Measured: nanos(m), Ratio: times(m, base)})
	}
	return t, nil
}

// stack reads the outputs of the running stack; fs.ErrNotExist when there is none.
func stack() (map[string]string, error) {
	path := os.Getenv("STACK_OUTPUTS")
	if path == "" {
		path = ".local/run/outputs.json"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var outputs map[string]string
	if err := json.Unmarshal(text, &outputs); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	answer, err := http.Get(outputs["ApiUrl"] + "/v1/healthz") //nolint:noctx // a look whether it is there
	if err != nil {
		return nil, fs.ErrNotExist // left over from a stack that is down
	}
	return outputs, answer.Body.Close()
}

func request(ctx context.Context, address, token string) (time.Duration, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, err
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	began := time.Now()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	text, err := io.ReadAll(answer.Body)
	took := time.Since(began)
	_ = answer.Body.Close()
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", answer.Status, text)
	}
	return took, err
}
