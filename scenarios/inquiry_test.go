//go:build scenario

package scenarios

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"
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

// attach uploads a small document of one's own to an inquiry and waits until the inquiry holds it; its id is kept.
func (s *stage) attach(ts *testscript.TestScript, args []string) error {
	st, content := of(ts), "%PDF-1.4\n"+args[0]+" of "+args[1]+"\n%%EOF\n"
	sum := sha256.Sum256([]byte(content))
	body := fmt.Sprintf(`{"inquiryId":%q,"name":%q,"mediaType":"application/pdf","size":%d,"sha256":%q}`, args[1], args[0]+".pdf", len(content), hex.EncodeToString(sum[:]))
	if err := s.say(ts, http.MethodPost, "/v1/documents", body); err != nil {
		return err
	}
	if err := s.status(ts, []string{"201"}); err != nil {
		return err
	}
	id, _ := find(st.last.json, ".id")
	address, _ := find(st.last.json, ".upload.url")
	request, err := http.NewRequest(http.MethodPut, plain(address), strings.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/pdf")
	request.Header.Set("X-Amz-Checksum-Sha256", base64.StdEncoding.EncodeToString(sum[:]))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("the bucket answers %s: %w", response.Status, err)
	}
	if err := s.say(ts, http.MethodPost, "/v1/documents/"+plain(id)+"/complete", ""); err != nil {
		return err
	}
	ts.Setenv(args[0], plain(id))
	return s.status(ts, []string{"200"})
}
