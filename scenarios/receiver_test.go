//go:build scenario

package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// receiver is a post's own system that is called by webhooks. It verifies signatures, takes each id once, and remembers what it took, in order.
type receiver struct {
	mu      sync.Mutex
	address string
	server  *http.Server
	secret  string
	fails   int
	got     []taken
	calls   map[string]int // by webhook-id
}

// taken is a change that a receiver took.
type taken struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Inquiry struct {
		ID string `json:"id"`
	} `json:"inquiry"`
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(io.LimitReader(req.Body, 1<<20))
	r.mu.Lock()
	defer r.mu.Unlock()
	id := req.Header.Get("webhook-id")
	r.calls[id]++
	var change taken
	verifier, bad := standardwebhooks.NewWebhook(r.secret)
	switch {
	case r.fails != 0:
		w.WriteHeader(r.fails)
	case err != nil || bad != nil || r.secret == "" || verifier.Verify(body, req.Header) != nil:
		http.Error(w, "the signature is not good", http.StatusUnauthorized)
	case json.Unmarshal(body, &change) != nil || change.ID != id:
		http.Error(w, "not a change", http.StatusBadRequest)
	default:
		if !slices.ContainsFunc(r.got, func(t taken) bool { return t.ID == id }) {
			r.got = append(r.got, change)
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// up begins to listen, at the address it had before if it had one.
func (r *receiver) up() error {
	at := r.address
	if at == "" {
		at = "127.0.0.1:0"
	}
	l, err := net.Listen("tcp", at)
	if err != nil {
		return err
	}
	r.address = l.Addr().String()
	server := &http.Server{Handler: r, ReadHeaderTimeout: 5 * time.Second}
	r.server = server
	go func() { _ = server.Serve(l) }()
	return nil
}

func (r *receiver) down() error {
	if r.server == nil {
		return nil
	}
	err := r.server.Close()
	r.server = nil
	return err
}

// receiver starts a post's own system, or says how it behaves from here on. Its address is $NAME.
func (s *stage) receiver(ts *testscript.TestScript, args []string) error {
	st := of(ts)
	r := st.receivers[args[0]]
	if len(args) == 1 {
		if r != nil {
			return errors.New("it is there already")
		}
		r = &receiver{calls: map[string]int{}}
		if st.receivers == nil {
			st.receivers = map[string]*receiver{}
		}
		st.receivers[args[0]] = r
		if err := r.up(); err != nil {
			return err
		}
		ts.Defer(func() { _ = r.down() })
		ts.Setenv(args[0], "http://"+r.address+"/whereabouts")
		return nil
	}
	if r == nil {
		return errors.New("there is no such receiver")
	}
	switch {
	case args[1] == "down" && len(args) == 2:
		return r.down()
	case args[1] == "up" && len(args) == 2:
		r.mu.Lock()
		r.fails = 0
		r.mu.Unlock()
		if r.server != nil {
			return nil
		}
		return r.up()
	case args[1] == "fails" && len(args) == 3:
		status, err := strconv.Atoi(args[2])
		r.mu.Lock()
		defer r.mu.Unlock()
		r.fails = status
		return err
	case args[1] == "knows" && len(args) == 3:
		r.mu.Lock()
		defer r.mu.Unlock()
		r.secret = args[2]
		return nil
	}
	return errors.New("usage: receiver NAME [down|up|fails STATUS|knows SECRET]")
}

// received waits until a receiver has taken these changes of an inquiry, in this order, each once, and no other.
func (s *stage) received(ts *testscript.TestScript, args []string) error {
	r := of(ts).receivers[args[0]]
	if r == nil {
		return errors.New("there is no such receiver")
	}
	return wait(func() error {
		r.mu.Lock()
		defer r.mu.Unlock()
		var got []string
		for _, t := range r.got {
			if t.Inquiry.ID == args[1] {
				got = append(got, t.Type)
			}
		}
		if !slices.Equal(got, args[2:]) {
			return fmt.Errorf("it has taken %s", strings.Join(got, " "))
		}
		return nil
	})
}

// called waits until a receiver was called so often at least with a message, taken or not.
func (s *stage) called(ts *testscript.TestScript, args []string) error {
	r := of(ts).receivers[args[0]]
	most, err := strconv.Atoi(args[2])
	if r == nil || err != nil {
		return errors.New("usage: called NAME MESSAGE TIMES")
	}
	return wait(func() error {
		r.mu.Lock()
		defer r.mu.Unlock()
		if n := r.calls[args[1]]; n < most {
			return fmt.Errorf("it was called %d times", n)
		}
		return nil
	})
}
