package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/signin"
	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Call is one request of the demo content, made as a demo person over the public API: seed/demo.json.
//
// Texts in the path and the body may hold "{now-72h}" (an instant), "{today-72h}" (its date), and "{name}" for the id that an
// earlier call with "save": "name" was answered. A call is made again until it is answered with the status it expects,
// because what earlier ones queued takes its time.
type Call struct {
	As     string          `json:"as"`
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Key    string          `json:"key"` // the Idempotency-Key
	Body   json.RawMessage `json:"body"`
	Status int             `json:"status"`
	Save   string          `json:"save"`
}

// Progress is how far the demo content got, so that a start that was interrupted is taken up where it ended.
type Progress struct {
	Now   time.Time         `json:"now"`
	Done  int               `json:"done"`
	Saved map[string]string `json:"saved"`

	Reported bool `json:"reported"`
}

// seedDemo fills the folders, so that the first look is not at empty lists.
func (s Stack) seedDemo(ctx context.Context, o Outputs) error {
	var calls []Call
	if err := readJSON(s.Checkout.Path("infra", "local", "seed", "demo.json"), &calls); err != nil {
		return err
	}
	calls = append(calls, demoTraffic()...)
	file := s.path("demo-" + o["UserPoolId"] + ".json")
	p := Progress{Now: time.Now().UTC().Truncate(time.Second), Saved: map[string]string{}}
	if err := readJSON(file, &p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	tokens := map[string]string{}
	for _, call := range calls[min(p.Done, len(calls)):] {
		token := tokens[call.As]
		if token == "" {
			signedIn, err := signin.As(ctx, s.all(o), call.As)
			if err != nil {
				return err
			}
			token, tokens[call.As] = signedIn.Access, signedIn.Access
		}
		what := fmt.Sprintf("call %d of demo.json (%s %s) is answered %d", p.Done+1, call.Method, call.Path, call.Status)
		if err := wait(ctx, what, func(ctx context.Context) error { return s.call(ctx, o, token, call, p) }); err != nil {
			return err
		}
		p.Done++
		if err := writeJSON(file, p); err != nil {
			return err
		}
	}
	if p.Reported {
		return nil
	}
	if err := s.invoke(ctx, o["TransitChecker"], map[string]any{"items": itemsOf(calls)}); err != nil { // else what is late would show, and items would count, hours later
		return err
	}
	if err := s.invoke(ctx, o["FactsKeeper"], map[string]any{"traffic": struct{}{}}); err != nil { // else the inquiry rate would wait for the night
		return err
	}
	if err := s.reportDemo(ctx, o, p); err != nil {
		return err
	}
	p.Reported = true
	return writeJSON(file, p)
}

// demoTraffic announces items that nobody asks about, as most are: without them every item would have an inquiry. Each receptacle is looked for, so that all have
// arrived when they are counted.
func demoTraffic() []Call {
	const inReceptacle = 50
	var out []Call
	for _, lot := range []struct {
		as, key, dispatch, country string
		receptacles                int
	}{{"ana.agent@gba.example", "demo-traffic-gb", "GBLALADEFRAAAEN60043", "GB", 6}, {"bruno.agent@dea.example", "demo-traffic-de", "DEFRAAGBLALAAEN60043", "DE", 3}} {
		var receptacles []string
		var looks []Call
		for n := range lot.receptacles {
			items := make([]string, inReceptacle)
			for k := range items {
				serial := fmt.Sprintf("%08d", 43_000_000+inReceptacle*n+k)
				id := fmt.Sprintf("EE%s%d%s", serial, edi.CheckDigit(serial), lot.country)
				items[k] = fmt.Sprintf(`{"itemId": %q}`, id)
				if k == inReceptacle-1 {
					looks = append(looks, Call{As: lot.as, Method: http.MethodGet, Path: "/v1/items/" + id, Status: http.StatusOK})
				}
			}
			receptacles = append(receptacles, fmt.Sprintf(`{"receptacleId": "%s%03d000250", "items": [%s]}`, lot.dispatch, n+1, strings.Join(items, ", ")))
		}
		out = append(out, Call{As: lot.as, Method: http.MethodPost, Path: "/v1/tracking/messages", Key: lot.key, Status: http.StatusAccepted,
			Body: json.RawMessage(fmt.Sprintf(`{"dispatches": [{"dispatchId": "%s", "eventTime": "{now-2h}", "receptacles": [%s]}]}`, lot.dispatch, strings.Join(receptacles, ", ")))})
		out = append(out, looks...)
	}
	return out
}

var itemID = regexp.MustCompile(`"itemId": ?"([A-Z]{2}[0-9]{9}[A-Z]{2})"`)

// itemsOf are the items that calls name, in their order.
func itemsOf(calls []Call) []string {
	var out []string
	for _, call := range calls {
		for _, m := range itemID.FindAllStringSubmatch(string(call.Body), -1) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// reporter is whose first report the demo waits for; they closed an inquiry of the demo.
const reporter = "ana.agent@gba.example"

// reportDemo makes this month's provisional report until what the demo closed is in it: facts take a moment to arrive.
func (s Stack) reportDemo(ctx context.Context, o Outputs, p Progress) error {
	signedIn, err := signin.As(ctx, s.all(o), reporter)
	if err != nil {
		return err
	}
	month := p.Now.Format("2006-01")
	look := Call{Method: http.MethodGet, Path: "/v1/reports/monthly-" + month + "-GBA", Status: http.StatusOK}
	return wait(ctx, "the demo's report counts a closed inquiry", func(ctx context.Context) error {
		if err := s.invoke(ctx, o["ReportGenerator"], map[string]string{"month": month}); err != nil {
			return err
		}
		answer, err := s.ask(ctx, o, signedIn.Access, look, p)
		if err != nil {
			return err
		}
		var report struct {
			Summary struct{ AsRequester struct{ Closed int } }
		}
		if err := json.Unmarshal(answer, &report); err != nil {
			return err
		}
		if report.Summary.AsRequester.Closed == 0 {
			return errors.New("it counts none yet")
		}
		return nil
	})
}

func writeJSON(path string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// call makes a call and keeps the id it is answered.
func (s Stack) call(ctx context.Context, o Outputs, token string, call Call, p Progress) error {
	answer, err := s.ask(ctx, o, token, call, p)
	if err != nil || call.Save == "" {
		return err
	}
	var made struct{ ID, Receipt string }
	if err := json.Unmarshal(answer, &made); err != nil {
		return err
	}
	p.Saved[call.Save] = made.ID + made.Receipt
	return nil
}

// ask makes a call and returns what it is answered; another status than the expected one is an error.
func (s Stack) ask(ctx context.Context, o Outputs, token string, call Call, p Progress) ([]byte, error) {
	body := strings.NewReader(fill(string(call.Body), p))
	req, err := http.NewRequestWithContext(ctx, call.Method, s.api(o)+fill(call.Path, p), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if len(call.Body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	if call.Key != "" {
		req.Header.Set("Idempotency-Key", call.Key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != call.Status {
		return nil, fmt.Errorf("%s answered %d: %s", req.URL.Path, res.StatusCode, answer)
	}
	return answer, nil
}

var placeholder = regexp.MustCompile(`\{([a-zA-Z0-9]+)([+-][0-9]+[hm])?\}`)

// fill replaces the placeholders that a text holds.
func fill(text string, p Progress) string {
	return placeholder.ReplaceAllStringFunc(text, func(hole string) string {
		parts := placeholder.FindStringSubmatch(hole)
		if saved, ok := p.Saved[parts[1]]; ok {
			return saved
		}
		shift, _ := time.ParseDuration(parts[2]) // none is none
		switch at := p.Now.Add(shift); parts[1] {
		case "now":
			return at.Format(time.RFC3339)
		case "today":
			return at.Format(time.DateOnly)
		}
		return hole
	})
}
