//go:build scenario

package scenarios

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
)

// release loads the data once more with another release, as a deployment does: the one that is in force now with some parts changed, in force from today.
// A later story brings in a later one; none is ever taken away.
func (s *stage) release(_ *testscript.TestScript, args []string) error {
	now, err := s.time()
	if err != nil {
		return err
	}
	store := directorydb.New(dynamodb.NewFromConfig(s.config), s.outputs["DirectoryTable"], nil)
	current, err := store.InForce(ctx(), now)
	if err != nil {
		return err
	}
	next := *current
	if err := json.Unmarshal([]byte(args[0]), &next); err != nil {
		return err
	}
	next.Version, next.InForceFrom = fmt.Sprintf("%d.%d.%d", now.Year(), now.Month(), time.Now().UnixMilli()), now.Format(time.DateOnly)
	all, err := data.Load()
	if err != nil {
		return err
	}
	all.Releases = append(all.Releases, next)
	return store.Load(ctx(), all)
}

// until sends a request until it is answered with a status.
func (s *stage) until(ts *testscript.TestScript, args []string) error {
	if args[1] != "post" {
		return fmt.Errorf("until CODE post PATH BODY")
	}
	st, body := of(ts), text(ts, args[3])
	return wait(func() (err error) {
		if st.last, err = s.ask(st, http.Header{}, http.MethodPost, args[2], body); err == nil && strconv.Itoa(st.last.status) != args[0] {
			err = fmt.Errorf("it is %d", st.last.status)
		}
		return err
	})
}
