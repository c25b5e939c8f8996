//go:build scenario

package scenarios

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/rogpeppe/go-internal/testscript"
)

// listener is a page that holds the live line open and remembers what it was called to.
type listener struct {
	mu    sync.Mutex
	heard []look
	odd   error
}

// look is all that a call may say.
type look struct {
	At      []string `json:"look"`
	Centre  string   `json:"centre"`
	Inquiry string   `json:"inquiry"`
}

// listen opens the live line as whoever the story is, until the story ends.
func (s *stage) listen(ts *testscript.TestScript, args []string) error {
	st := of(ts)
	line, answer, err := websocket.Dial(ctx(), s.outputs["LiveUrl"]+"?token="+url.QueryEscape(st.token), nil)
	if answer != nil && answer.Body != nil {
		defer func() { _ = answer.Body.Close() }()
	}
	if err != nil {
		return err
	}
	l := &listener{}
	if st.listeners == nil {
		st.listeners = map[string]*listener{}
	}
	st.listeners[args[0]] = l
	ts.Defer(func() { _ = line.Close(websocket.StatusNormalClosure, "") })
	go l.hear(line)
	return nil
}

func (l *listener) hear(line *websocket.Conn) {
	for {
		_, text, err := line.Read(ctx())
		if err != nil {
			return // the story has ended
		}
		var call look
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		err = strict.Decode(&call)
		l.mu.Lock()
		l.heard = append(l.heard, call)
		if err != nil {
			l.odd = fmt.Errorf("it said more than where to look: %s", text)
		}
		l.mu.Unlock()
	}
}

// hears waits until a page is called with all of what is expected: look=alerts, centre=…, inquiry=….
func (s *stage) hears(ts *testscript.TestScript, args []string) error {
	l := of(ts).listeners[args[0]]
	if l == nil {
		return fmt.Errorf("nobody of that name listens")
	}
	return wait(func() error {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.odd != nil {
			return l.odd
		}
		if !slices.ContainsFunc(l.heard, func(c look) bool { return c.says(ts, args[1:]) }) {
			return fmt.Errorf("it heard %v", l.heard)
		}
		return nil
	})
}

// silent is that a page was not called so far with all of what is named.
func (s *stage) silent(ts *testscript.TestScript, args []string) error {
	l := of(ts).listeners[args[0]]
	if l == nil {
		return fmt.Errorf("nobody of that name listens")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if i := slices.IndexFunc(l.heard, func(c look) bool { return c.says(ts, args[1:]) }); i >= 0 {
		return fmt.Errorf("it heard %v", l.heard[i])
	}
	return l.odd
}

func (c look) says(ts *testscript.TestScript, all []string) bool {
	for _, what := range all {
		name, value, _ := strings.Cut(os.Expand(what, ts.Getenv), "=")
		if !slices.Contains(map[string][]string{"look": c.At, "centre": {c.Centre}, "inquiry": {c.Inquiry}}[name], value) {
			return false
		}
	}
	return true
}

// mail fires the digests' schedule until somebody has got a mail that holds a text. The last answer is then that mail.
func (s *stage) mail(ts *testscript.TestScript, args []string) error {
	to, want := os.Expand(args[0], ts.Getenv), text(ts, args[1])
	var err error
	for range 3 { // what an administrator sets is known everywhere within a minute
		err = wait(func() error {
			if err := s.invoke(ts, "DigestSender", fmt.Sprintf(`{"time":%q}`, time.Now().UTC().Format(time.RFC3339))); err != nil {
				return err
			}
			return s.got(ts, to, want)
		})
		if err == nil {
			return nil
		}
	}
	return err
}

// letters counts the mails that somebody has got and that hold a text.
func (s *stage) letters(ts *testscript.TestScript, args []string) error {
	to, want := os.Expand(args[0], ts.Getenv), text(ts, args[1])
	all, err := s.mails()
	if err != nil {
		return err
	}
	n := 0
	for _, m := range all {
		if slices.Contains(m.To, to) && strings.Contains(m.Subject+"\n"+m.BodyText, want) {
			n++
		}
	}
	if fmt.Sprint(n) != args[2] {
		return fmt.Errorf("%d mails to %s say so", n, to)
	}
	return nil
}

// letter is a mail that somebody has got.
type letter struct {
	To                []string
	Subject, BodyText string
}

// mails are all mails that were sent.
func (s *stage) mails() (out []letter, _ error) {
	answered, err := http.Get(s.outputs["EmulatorUrl"] + "/_ministack/ses/messages")
	if err != nil {
		return nil, err
	}
	defer func() { _ = answered.Body.Close() }()
	var all struct{ Messages map[string][]letter }
	if err := json.NewDecoder(answered.Body).Decode(&all); err != nil {
		return nil, err
	}
	for _, account := range all.Messages {
		out = append(out, account...)
	}
	return out, nil
}

func (s *stage) got(ts *testscript.TestScript, to, want string) error {
	all, err := s.mails()
	if err != nil {
		return err
	}
	for _, m := range all {
		if slices.Contains(m.To, to) && strings.Contains(m.Subject+"\n"+m.BodyText, want) {
			of(ts).last = answer{status: http.StatusOK, header: http.Header{}, text: m.BodyText, json: map[string]any{"subject": m.Subject, "text": m.BodyText}}
			return nil
		}
	}
	return fmt.Errorf("no mail to %s says so", to)
}
