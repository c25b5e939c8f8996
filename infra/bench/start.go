package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Budgets of an API function (small shared machine). The others wait for work, not people for them.
const (
	sizeBudget  = 12_000_000
	zipBudget   = 4_500_000
	startBudget = 40 * time.Millisecond
)

// functions builds every function as it is deployed, and a bare one, and compares their size and the time from start to the first poll for an event.
func functions(ctx context.Context) (Table, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	sources, err := filepath.Glob("functions/*/main.go")
	if err != nil {
		return nil, err
	}
	packages := []string{barePackage}
	for _, s := range sources {
		packages = append(packages, "./"+filepath.Dir(s))
	}
	if err := build(ctx, dir, packages...); err != nil {
		return nil, err
	}

	const rounds = 9
	starts := map[string][]float64{}
	for range rounds { // every binary in each round, so that a busy moment hits them all
		for _, p := range packages {
			took, err := firstPoll(ctx, filepath.Join(dir, filepath.Base(p)))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Base(p), err)
			}
			starts[p] = append(starts[p], float64(took))
		}
	}
	var t Table
	var bareZip, bareStart float64
	for i, p := range packages {
		content, err := os.ReadFile(filepath.Join(dir, filepath.Base(p)))
		if err != nil {
			return nil, err
		}
		packed, err := zipped(content)
		if err != nil {
			return nil, err
		}
		size, zip := float64(len(content)), float64(len(packed))
		took := median(starts[p])
		row := Row{What: filepath.Base(p), Measured: fmt.Sprintf("%.1f MB, zip %.2f MB, %s", size/1e6, zip/1e6, nanos(took))}
		if i == 0 {
			row.What, bareZip, bareStart = "bare: lambda.Start alone", zip, took
		} else {
			row.Ratio = times(zip, bareZip) + " zip, " + times(took, bareStart) + " start"
		}
		if strings.HasSuffix(p, "-api") && (size > sizeBudget || zip > zipBudget || took > float64(startBudget)) {
			row.Note = fmt.Sprintf("over the budget of %d MB, zip %.1f MB, %s", int(sizeBudget/1e6), zipBudget/1e6, startBudget)
		}
		t = append(t, row)
	}
	return t, nil
}

// barePackage is the function that does nothing.
const barePackage = "./infra/bench/bare"

// build builds commands into a folder, as they are deployed.
func build(ctx context.Context, dir string, packages ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"build", "-trimpath", "-buildvcs=false", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", dir + "/"}, packages...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), "CGO_ENABLED=0"), os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	return nil
}

// zipped packs a binary as Lambda wants it.
func zipped(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "bootstrap", Method: zip.Deflate, ExternalAttrs: 0o755 << 16})
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// firstPoll starts a function against a Lambda runtime API that never has an event, and measures until it asks for one.
func firstPoll(ctx context.Context, binary string) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	polled := make(chan time.Time, 1)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case polled <- time.Now():
		default:
		}
		<-r.Context().Done()
	})}
	go func() { _ = server.Serve(listener) }() // until it is closed
	defer func() { _ = server.Close() }()

	var said bytes.Buffer
	cmd := exec.Command(binary) //nolint:noctx // killed below
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = environment(listener.Addr().String())
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	select {
	case at := <-polled:
		return at.Sub(began), nil
	case err := <-ended:
		return 0, errors.Join(fmt.Errorf("ended before it polled: %s", said.String()), err)
	case <-ctx.Done():
		return 0, errors.New("never polled")
	}
}

// environment is what the template gives to functions, all of it to each, with names that exist nowhere.
func environment(runtime string) []string {
	env := []string{"AWS_LAMBDA_RUNTIME_API=" + runtime, "AWS_REGION=eu-west-1", "AWS_ACCESS_KEY_ID=x", "AWS_SECRET_ACCESS_KEY=x", "AWS_LAMBDA_FUNCTION_NAME=bench",
		"AWS_ENDPOINT_URL=http://127.0.0.1:9", "STAGE=local", "OIDC_ISSUER=https://issuer.example", "OIDC_DISCOVERY=http://127.0.0.1:9", "OIDC_CLIENT_IDS=client"}
	for _, name := range []string{"DIRECTORY_TABLE", "TRACKING_TABLE", "INQUIRY_TABLE", "INSIGHT_TABLE", "CLOCK_TABLE", "TRACKING_QUEUE_URL", "WATCH_QUEUE_URL", "FOLLOW_QUEUE_URL",
		"ROUTING_QUEUE_URL", "NOTIFY_QUEUE_URL", "RAW_BUCKET", "LAKE_BUCKET", "REPORTS_BUCKET", "FACTS_STREAM", "FACTS_DATABASE", "FACTS_TABLE", "FACTS_WORKGROUP", "CURSOR_SECRET_ARN", "REPORT_GENERATOR", "MAIL_FROM", "WEB_ADDRESS"} {
		env = append(env, name+"=bench")
	}
	return env
}
