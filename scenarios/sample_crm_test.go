//go:build scenario

package scenarios

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// sampleProgram is examples/crm, built once for all stories.
var sampleProgram = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "whereabouts-crm-")
	if err != nil {
		return "", err
	}
	program := filepath.Join(dir, "crm")
	if said, err := exec.CommandContext(ctx(), "go", "build", "-o", program, "../examples/crm").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the sample CRM: %w: %s", err, said)
	}
	return program, nil
})

// port saves a port at which nobody listens.
func (s *stage) port(ts *testscript.TestScript, args []string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
	return l.Close()
}

// sampleCRM starts the sample CRM for as long as the story lasts; $NAME is its address.
func (s *stage) sampleCRM(ts *testscript.TestScript, args []string) error {
	program, err := sampleProgram()
	if err != nil {
		return err
	}
	run := exec.CommandContext(ctx(), program)
	run.Env = append(os.Environ(), "HOST="+s.outputs["ApiUrl"], "LISTEN=127.0.0.1:"+args[1], "KEY="+args[2], "WEBHOOK_SECRET="+args[3])
	run.Stderr = os.Stderr
	said, err := run.StdoutPipe()
	if err != nil {
		return err
	}
	if err := run.Start(); err != nil {
		return err
	}
	ts.Defer(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	line, err := bufio.NewReader(said).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening at ")
	if err != nil || !ok {
		return fmt.Errorf("the sample CRM does not listen: %q %w", line, err)
	}
	ts.Setenv(args[0], address)
	return nil
}

// at asks a program that the story has started, with nobody's credential.
func (s *stage) at(ts *testscript.TestScript, args []string) error {
	body := ""
	if len(args) > 3 {
		body = text(ts, args[3])
	}
	request, err := http.NewRequestWithContext(ctx(), strings.ToUpper(args[1]), ts.Getenv(args[0])+args[2], strings.NewReader(body))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	said, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	last := answer{status: response.StatusCode, header: response.Header, text: string(said)}
	_ = json.Unmarshal(said, &last.json) // what is no JSON has no JSON
	of(ts).last = last
	return nil
}

// shows asks a program that the story has started until everything matches; a path without a value, at the end, has to be there.
func (s *stage) shows(ts *testscript.TestScript, args []string) error {
	return wait(func() error {
		if err := s.at(ts, []string{args[0], http.MethodGet, args[1]}); err != nil {
			return err
		}
		parts := args[2:]
		if len(parts)%2 == 0 {
			return s.match(ts, parts)
		}
		last := len(parts) - 1
		if err := s.match(ts, parts[:last]); err != nil {
			return err
		}
		return s.has(ts, parts[last:])
	})
}
