//go:build scenario

package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// shellBlock is what a guide has its readers run.
var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// guide runs the shell blocks of a page of docs/developers, in their order and in one shell, as a reader would: with this stack as HOST and its
// day as TODAY. Arguments are variables that the page lets its reader choose.
func (s *stage) guide(ts *testscript.TestScript, args []string) error {
	root, err := filepath.Abs("..")
	if err != nil {
		return err
	}
	page, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(args[0])))
	if err != nil {
		return err
	}
	var script strings.Builder
	script.WriteString("set -euo pipefail\n")
	for _, block := range shellBlock.FindAllSubmatch(page, -1) {
		script.Write(block[1])
	}
	now, err := s.time()
	if err != nil {
		return err
	}
	run := exec.CommandContext(ctx(), "bash", "-c", script.String())
	run.Dir = root
	run.Env = append(os.Environ(), "HOST="+s.outputs["WebUrl"], "TODAY="+now.Format(time.DateOnly), "EMULATOR_URL="+s.outputs["EmulatorUrl"], "BASE_URL="+s.outputs["WebUrl"])
	run.Env = append(run.Env, args[1:]...)
	said, err := run.CombinedOutput()
	of(ts).last = answer{text: string(said)}
	if err != nil {
		return fmt.Errorf("%w; it said:\n%s", err, said)
	}
	return nil
}
