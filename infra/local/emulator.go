package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Emulator is a running emulator that we started.
type Emulator struct {
	cmd   *exec.Cmd
	alive io.Closer // the emulator stops when this is closed, by us or by our end
	log   string
	ended chan struct{}
}

const (
	startPatience = 60 * time.Second
	stopPatience  = 30 * time.Second
)

// start starts the emulator on the stack's address and waits until it answers.
func (s Stack) start(ctx context.Context) (*Emulator, error) {
	at, err := url.Parse(s.Emulator)
	if err != nil {
		return nil, err
	}
	for _, dir := range []string{"state", "s3", "home", "tmp"} {
		if err := os.MkdirAll(s.path(dir), 0o755); err != nil {
			return nil, err
		}
	}
	e := &Emulator{log: s.path("emulator.log"), ended: make(chan struct{})}
	out, err := os.Create(e.log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	e.cmd = exec.Command(s.Checkout.emulatorPython(), s.Checkout.Path("infra", "local", "emulator", "emulator.py")) //nolint:noctx // it ends by stop, in order, not by a kill
	e.cmd.Dir, e.cmd.Stdout, e.cmd.Stderr = s.Dir, out, out
	e.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches us alone; then we stop it and it saves its state
	// Functions inherit this environment and nothing else. Without AWS_ENDPOINT_URL they would call the real AWS.
	e.cmd.Env = []string{
		"PATH=/usr/bin:/bin", "HOME=" + s.path("home"), "TMPDIR=" + s.path("tmp"),
		"AWS_ENDPOINT_URL=" + s.Emulator, "AWS_REGION=" + region, "AWS_DEFAULT_REGION=" + region, "MINISTACK_REGION=" + region,
		"BIND_HOST=127.0.0.1", "GATEWAY_PORT=" + at.Port(), "MINISTACK_HOST=localhost",
		"IOT_MTLS_ENABLED=0", "SFTP_ENABLED=0", // else it listens at two more ports
		"S3_PERSIST=1", "S3_DATA_DIR=" + s.path("s3"),
		"LAMBDA_EXECUTOR=local", "FUNCTION_LOG=" + s.path("functions.log"), "STOP_WITH_STDIN=1",
	}
	if !s.Passing { // saving takes up to half of the emulator's time
		e.cmd.Env = append(e.cmd.Env, "PERSIST_STATE=1", "STATE_DIR="+s.path("state"))
	}
	if e.alive, err = e.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := e.cmd.Start(); err != nil {
		return nil, fmt.Errorf("the emulator did not start: %w", err)
	}
	go func() {
		_ = e.cmd.Wait() // how it ended is in its log
		close(e.ended)
	}()
	if err := e.ready(ctx, s.Emulator); err != nil {
		e.stop()
		return nil, err
	}
	return e, nil
}

func (e *Emulator) ready(ctx context.Context, address string) error {
	late := time.After(startPatience)
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-every.C:
			if ok, _ := status(ctx, address+"/_ministack/health"); ok == http.StatusOK {
				return nil
			}
		case <-e.ended:
			return e.died()
		case <-late:
			return fmt.Errorf("the emulator did not answer within %s. The end of %s:\n%s", startPatience, e.log, tail(e.log, 20))
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (e *Emulator) died() error {
	return fmt.Errorf("the emulator stopped by itself. The end of %s:\n%s", e.log, tail(e.log, 20))
}

// stop lets the emulator save its state and end, and then removes what it may have left behind.
func (e *Emulator) stop() {
	_ = e.alive.Close()
	_ = syscall.Kill(e.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-e.ended:
	case <-time.After(stopPatience):
		say("The emulator did not stop within %s and was killed; what changed in the last seconds may be lost.", stopPatience)
	}
	_ = syscall.Kill(-e.cmd.Process.Pid, syscall.SIGKILL)
}

func status(ctx context.Context, address string) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode, res.Body.Close()
}

// emulatorOnly is `make emulator`: an empty emulator for store tests, until it is interrupted.
func emulatorOnly(ctx context.Context, c Checkout, args []string) error {
	port := "4570"
	if len(args) > 0 && args[0] != "" {
		port = args[0]
	}
	if err := need(ctx); err != nil {
		return err
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	s := Stack{Checkout: c, Dir: c.Path(".local", "emulator"), Emulator: "http://127.0.0.1:" + port, Passing: true}
	if err := os.RemoveAll(s.Dir); err != nil {
		return err
	}
	e, err := s.start(ctx)
	if err != nil {
		return err
	}
	defer e.stop()
	say("An empty emulator answers at %s. In another window: EMULATOR_URL=%s go test -tags emulator ./shared/...", s.Emulator, s.Emulator)
	select {
	case <-e.ended:
		return e.died()
	case <-ctx.Done():
		return nil
	}
}

// forget removes a folder that only this program writes to.
func forget(dir string) error {
	if !strings.Contains(dir, ".local") {
		return errors.New("will not remove " + dir)
	}
	return os.RemoveAll(dir)
}
