//go:build scenario

package scenarios

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// file announces a file of tracking messages and sends it to the address that it is given; its receipt is kept. With TIMES it is the text so often,
// packed with gzip.
func (s *stage) file(ts *testscript.TestScript, args []string) error {
	st, content := of(ts), text(ts, args[2])
	if len(args) > 3 {
		times, err := strconv.Atoi(args[3])
		if err != nil {
			return err
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		for range times {
			if _, err := w.Write([]byte(content)); err != nil {
				return err
			}
		}
		if err := w.Close(); err != nil {
			return err
		}
		content = b.String()
	}
	if err := s.say(ts, http.MethodPost, "/v1/tracking/uploads", fmt.Sprintf(`{"name":%q,"contentType":%q,"size":%d}`, args[0], args[1], len(content))); err != nil {
		return err
	}
	if err := s.status(ts, []string{"201"}); err != nil {
		return err
	}
	receipt, _ := find(st.last.json, ".receipt")
	ts.Setenv(args[0], plain(receipt))
	return send(st, args[1], content)
}

// replies announces a file of replies and sends it to the address that it is given; its id is kept.
func (s *stage) replies(ts *testscript.TestScript, args []string) error {
	st, content := of(ts), text(ts, args[2])
	if err := s.say(ts, http.MethodPost, "/v1/exchange/uploads", fmt.Sprintf(`{"name":%q,"contentType":%q,"size":%d}`, args[2], args[1], len(content))); err != nil {
		return err
	}
	if err := s.status(ts, []string{"201"}); err != nil {
		return err
	}
	id, _ := find(st.last.json, ".id")
	ts.Setenv(args[0], plain(id))
	return send(st, args[1], content)
}

// send sends a file to the address that the last answer gives.
func send(st *story, contentType, content string) error {
	address, _ := find(st.last.json, ".send.url")
	request, err := http.NewRequest(http.MethodPut, plain(address), strings.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", contentType)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("the bucket answers %s: %w", response.Status, err)
	}
	return nil
}
