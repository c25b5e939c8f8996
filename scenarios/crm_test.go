//go:build scenario

package scenarios

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// crm sends an event as an operator's system would: signed by Standard Webhooks with $secret. Its id is the third argument, by which it is sent again.
func (s *stage) crm(ts *testscript.TestScript, args []string) error {
	st, body, id, at, secret := of(ts), text(ts, args[1]), os.Expand(args[2], ts.Getenv), time.Now(), ts.Getenv("secret")
	signed := body
	if len(args) > 3 {
		if args[3] != "with" || len(args) < 5 {
			return fmt.Errorf("crm INTEGRATION BODY ID [with bad-signature|old|secret NAME]")
		}
		switch args[4] {
		case "bad-signature":
			signed += " "
		case "old":
			at = at.Add(-10 * time.Minute)
		case "secret":
			secret = ts.Getenv(args[5])
		default:
			return fmt.Errorf("with what?")
		}
	}
	w, err := webhooks.NewWebhook(secret)
	if err != nil {
		return err
	}
	signature, err := w.Sign(id, at, []byte(signed))
	if err != nil {
		return err
	}
	header := http.Header{"Webhook-Id": {id}, "Webhook-Timestamp": {strconv.FormatInt(at.Unix(), 10)}, "Webhook-Signature": {signature}}
	st.last, err = s.ask(&story{}, header, http.MethodPost, "/v1/crm/"+os.Expand(args[0], ts.Getenv)+"/events", body) // nobody's token
	return err
}

func (s *stage) patch(ts *testscript.TestScript, args []string) error {
	return s.say(ts, http.MethodPatch, args[0], text(ts, args[1]))
}
