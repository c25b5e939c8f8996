//go:build scenario

package scenarios

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// header expects that a header of the last answer holds a text.
func (s *stage) headerSays(ts *testscript.TestScript, args []string) error {
	got := of(ts).last.header.Get(args[0])
	if want := os.Expand(args[1], ts.Getenv); !strings.Contains(got, want) || got == "" {
		return fmt.Errorf("%s is %q", args[0], got)
	}
	return nil
}

// until asks for a path until it is refused like that.
func (s *stage) untilRefused(ts *testscript.TestScript, args []string) error {
	st := of(ts)
	return wait(func() (err error) {
		if st.last, err = s.ask(st, http.Header{}, http.MethodGet, args[0], ""); err != nil {
			return err
		}
		return s.problem(ts, args[1:])
	})
}
