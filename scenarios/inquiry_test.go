//go:build scenario

package scenarios

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// usual are the fields that nearly every request has, as a customer would have told them.
var usual = map[string]any{"senderName": "Edith Exley", "senderAddress": "1 High Street, Doncaster DN1 1AA", "addresseeName": "Adam Addressee",
	"addresseeAddress": "2 Low Road, Elsewhere", "contents": "A pair of boots", "customerIs": "sender"}

// inquire asks: it raises and sends an inquiry with the usual fields and more, and waits until it has reached a call centre.
func (s *stage) inquire(ts *testscript.TestScript, args []string) error {
	if err := s.raise(ts, args[1:]); err != nil {
		return err
	}
	if err := s.status(ts, []string{"201"}); err != nil {
		return err
	}
	id, _ := find(of(ts).last.json, ".id")
	ts.Setenv(args[0], plain(id))
	st := of(ts)
	return wait(func() (err error) {
		if st.last, err = s.ask(st, http.Header{}, http.MethodGet, "/v1/inquiries/"+plain(id), ""); err != nil {
			return err
		}
		if centre, _ := find(st.last.json, ".replier.centre"); centre == nil || centre == "" {
			return fmt.Errorf("no call centre has it")
		}
		return nil
	})
}

// raise asks and takes whatever the system says.
func (s *stage) raise(ts *testscript.TestScript, args []string) error {
	fields := maps.Clone(usual)
	now, err := s.time()
	if err != nil {
		return err
	}
	fields["postingDate"] = now.AddDate(0, 0, -14).Format(time.DateOnly)
	if len(args) > 3 {
		more := map[string]any{}
		if err := json.Unmarshal([]byte(text(ts, args[3])), &more); err != nil {
			return fmt.Errorf("fields: %w", err)
		}
		for k, v := range more {
			if v == nil {
				delete(fields, k)
			} else {
				fields[k] = v
			}
		}
	}
	body, err := json.Marshal(map[string]any{"itemId": args[0], "workflow": args[1], "destination": args[2], "send": true, "fields": fields})
	if err != nil {
		return err
	}
	return s.say(ts, http.MethodPost, "/v1/inquiries", string(body))
}

// reply answers an inquiry and takes whatever the system says.
func (s *stage) reply(ts *testscript.TestScript, args []string) error {
	fields := "{}"
	if len(args) > 2 {
		fields = text(ts, args[2])
	}
	return s.say(ts, http.MethodPost, "/v1/inquiries/"+args[0]+"/reply", fmt.Sprintf(`{"code":%q,"fields":%s}`, args[1], fields))
}

// date is a calendar date, today or some days away.
func (s *stage) date(ts *testscript.TestScript, args []string) error {
	t, err := s.time()
	if err != nil {
		return err
	}
	if len(args) > 1 {
		d, err := duration(args[1])
		if err != nil {
			return err
		}
		t = t.Add(d)
	}
	ts.Setenv(args[0], t.Format(time.DateOnly))
	return nil
}
