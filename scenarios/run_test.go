//go:build scenario

// Package scenarios tells what the system does in the words of its users, against the deployed local stack: every *.txtar is a story.
// README.md lists the words a story may use. Whatever takes its time is waited for as a condition, never slept for.
package scenarios

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestScenarios(t *testing.T) {
	path := os.Getenv("STACK_OUTPUTS")
	if path == "" {
		t.Fatal("STACK_OUTPUTS names no file with the outputs of a deployed stack. Run `make test`; or `make run` in another window and then this test with STACK_OUTPUTS=$PWD/.local/run/outputs.json.")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var outputs map[string]string
	if err := json.Unmarshal(text, &outputs); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	s := newStage(outputs)
	testscript.RunT(oneByOne{t}, testscript.Params{
		Dir: ".", Cmds: s.words(), Setup: s.begin, RequireUniqueNames: true,
	})
}

// oneByOne runs stories one after the other: some move the system's clock, which is everybody's.
type oneByOne struct{ *testing.T }

func (o oneByOne) Parallel() {}

func (o oneByOne) Verbose() bool { return testing.Verbose() }

func (o oneByOne) Run(name string, f func(testscript.T)) {
	o.T.Run(name, func(t *testing.T) { f(oneByOne{t}) })
}
