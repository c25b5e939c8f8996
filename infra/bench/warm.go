package main

import (
	"context"
	"crypto/rand"
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
	"path/filepath"
	"runtime"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

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

	invoke, remove, err := bareFunction(ctx, outputs)
	if err != nil {
		return nil, err
	}
	defer remove()

	get := func(address, token string) func() (time.Duration, error) {
		return func() (time.Duration, error) { return request(ctx, address, token) }
	}
	ways := []struct {
		what string
		ask  func() (time.Duration, error)
	}{
		{"bare: echo behind a reverse proxy", get(proxy.URL, "")},
		{"bare function on the emulator, invoked directly", invoke},
		{"GET /v1/healthz (gateway, function)", get(outputs["ApiUrl"]+"/v1/healthz", "")},
		{"GET /v1/me (gateway, authorizer, function, table)", get(outputs["ApiUrl"]+"/v1/me", tokens.Access)},
		{"GET /v1/folders (the same, an index)", get(outputs["ApiUrl"]+"/v1/folders", tokens.Access)},
		{"GET /v1/reports (the same, a query)", get(outputs["ApiUrl"]+"/v1/reports", tokens.Access)},
	}
	const warmUp, rounds = 10, 100
	samples := make([][]float64, len(ways))
	for round := range warmUp + rounds {
		for i, w := range ways {
			took, err := w.ask()
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

// bareFunction puts a function that does nothing beside ours: what it costs is the emulator's, whoever is asked.
func bareFunction(ctx context.Context, outputs map[string]string) (invoke func() (time.Duration, error), remove func(), err error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := build(ctx, dir, barePackage); err != nil {
		return nil, nil, err
	}
	content, err := os.ReadFile(filepath.Join(dir, filepath.Base(barePackage)))
	if err != nil {
		return nil, nil, err
	}
	packed, err := zipped(content)
	if err != nil {
		return nil, nil, err
	}
	endpoint, name := outputs["EmulatorUrl"], "bench-"+rand.Text()
	client := lambda.NewFromConfig(aws.Config{Region: outputs["Region"], BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")})
	if _, err := client.CreateFunction(ctx, &lambda.CreateFunctionInput{FunctionName: &name, Runtime: types.RuntimeProvidedal2023, Handler: aws.String("bootstrap"),
		Role: aws.String("arn:aws:iam::000000000000:role/bench"), Code: &types.FunctionCode{ZipFile: packed}, Architectures: []types.Architecture{machine()}}); err != nil {
		return nil, nil, fmt.Errorf("create the bare function: %w", err)
	}
	remove = func() {
		_, _ = client.DeleteFunction(context.WithoutCancel(ctx), &lambda.DeleteFunctionInput{FunctionName: &name}) // it bears its purpose in its name
	}
	return func() (time.Duration, error) {
		began := time.Now()
		out, err := client.Invoke(ctx, &lambda.InvokeInput{FunctionName: &name, Payload: []byte(`{}`)})
		if err == nil && out.FunctionError != nil {
			err = fmt.Errorf("the bare function failed: %s", out.Payload)
		}
		return time.Since(began), err
	}, remove, nil
}

// machine is this machine's architecture as Lambda names it.
func machine() types.Architecture {
	if runtime.GOARCH == "arm64" {
		return types.ArchitectureArm64
	}
	return types.ArchitectureX8664
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
