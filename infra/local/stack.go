package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

// What samconfig.toml says about the local stage.
const (
	region    = "eu-west-1"
	stackName = "whereabouts"
)

// The addresses of `make run`. The SPA's is registered with the identity provider, so it is the same on every machine.
const (
	emulatorPort = 4566
	webPort      = 8080
)

// Stack is one deployment on an emulator, and the folder that keeps what belongs to it.
type Stack struct {
	Checkout Checkout
	Dir      string
	Emulator string // http://127.0.0.1:4566
	Web      string // http://localhost:8080
	Passing  bool   // it keeps nothing when it ends: nobody starts it again
}

// runStack is the stack of `make run`; EMULATOR_URL names an emulator that runs already, BASE_URL where its pages are.
func runStack(c Checkout) Stack {
	s := Stack{Checkout: c, Dir: c.Path(".local", "run"), Emulator: fmt.Sprintf("http://127.0.0.1:%d", emulatorPort), Web: fmt.Sprintf("http://localhost:%d", webPort)}
	if url := givenEmulator(); url != "" {
		s.Emulator, s.Dir = url, c.Path(".local", "given")
		if web := os.Getenv("BASE_URL"); web != "" { // of a stack of somebody's own, such as that of `make stories`
			s.Web = strings.TrimRight(web, "/")
		}
	}
	return s
}

func givenEmulator() string { return strings.TrimRight(os.Getenv("EMULATOR_URL"), "/") }

func (s Stack) path(parts ...string) string {
	return filepath.Join(append([]string{s.Dir}, parts...)...)
}

// config is the SDK's view of the emulator.
func (s Stack) config() aws.Config {
	return aws.Config{Region: region, BaseEndpoint: &s.Emulator, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}
}

// browserEmulator is the emulator's address as browsers use it: the hosted sign-in is on the same site as the SPA.
func (s Stack) browserEmulator() string {
	return strings.Replace(s.Emulator, "127.0.0.1", "localhost", 1)
}

// api is the address under which /v1 is found.
func (s Stack) api(o Outputs) string {
	return s.Emulator + "/_aws/execute-api/" + o["ApiId"] + "/$default"
}

// live is where the live line is found in the emulator, a WebSocket.
func (s Stack) live(o Outputs) string {
	return s.Emulator + "/_aws/execute-api/" + o["LiveId"] + "/live"
}

// webSocket is an address with the scheme that WebSockets have.
func webSocket(address string) string { return strings.Replace(address, "http", "ws", 1) }

// Outputs are the stack's outputs in template.yaml.
type Outputs map[string]string

// errNoStack means that there is an emulator and nothing deployed.
var errNoStack = errors.New("nothing is deployed: start the system with `make run` first")

// outputs asks the emulator, so that they are never stale.
func (s Stack) outputs(ctx context.Context) (Outputs, types.StackStatus, error) {
	out, err := cloudformation.NewFromConfig(s.config()).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: aws.String(stackName)})
	switch {
	case err != nil && strings.Contains(err.Error(), "does not exist"): // CloudFormation has no error type for it
		return nil, "", errNoStack
	case err != nil && !s.answers(ctx):
		return nil, "", fmt.Errorf("nothing answers at %s: start the system with `make run` first", s.Emulator)
	case err != nil:
		return nil, "", fmt.Errorf("read the stack: %w", err)
	}
	o := Outputs{}
	for _, v := range out.Stacks[0].Outputs {
		o[*v.OutputKey] = *v.OutputValue
	}
	return o, out.Stacks[0].StackStatus, nil
}

func (s Stack) answers(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Emulator, http.NoBody)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	return res.Body.Close() == nil
}

// all adds to the outputs what only this program knows.
func (s Stack) all(o Outputs) Outputs {
	all := Outputs{"EmulatorUrl": s.Emulator, "ApiUrl": s.api(o), "LiveUrl": webSocket(s.live(o)), "WebUrl": s.Web, "Region": region, "SignInUrl": s.browserEmulator()}
	maps.Copy(all, o)
	return all
}

// save writes the outputs for those who read files: the scenarios, the benchmarks, people with jq.
func (s Stack) save(o Outputs) error {
	text, err := json.MarshalIndent(s.all(o), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(s.path("outputs.json"), append(text, '\n'), 0o644)
}
