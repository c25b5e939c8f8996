package outbound

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func client(change ...func(*Options)) *Client {
	o := Options{Loopback: true, Timeout: 400 * time.Millisecond, Bytes: 64}
	for _, c := range change {
		c(&o)
	}
	return New(o)
}

func public(o *Options) { o.Loopback = false }

// leadsTo has every name resolve to an address.
func leadsTo(address string) func(*Options) {
	return func(o *Options) {
		o.Lookup = func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr(address)}, nil
		}
	}
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestPost_SaysWhatCameBack(t *testing.T) {
	var got *http.Request
	var body []byte
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(503)
		_, _ = w.Write([]byte("busy"))
	})
	a := client().Post(t.Context(), address+"/hook?x=1", map[string]string{"webhook-id": "m1"}, []byte(`{"a":1}`))
	if a.Status != 503 || a.Failure != "" || string(a.Body) != "busy" || a.Cut || a.RetryAfter != 2*time.Minute || a.Took <= 0 {
		t.Errorf("%+v", a)
	}
	if got.Method != "POST" || got.URL.String() != "/hook?x=1" || got.Header.Get("webhook-id") != "m1" || string(body) != `{"a":1}` || got.Header.Get("Accept-Encoding") != "" {
		t.Error(got, string(body))
	}
}

func TestPost_AnAnswerThatComesTooLate_IsNone(t *testing.T) {
	enough := make(chan struct{})
	address := serve(t, func(_ http.ResponseWriter, r *http.Request) { // as one that answers 200 after 30 s
		select {
		case <-r.Context().Done():
		case <-enough:
		}
	})
	defer close(enough)
	if a := client().Post(t.Context(), address, nil, nil); a.Failure != TimedOut || a.Status != 0 {
		t.Errorf("%+v", a)
	}
}

func TestPost_WhatStreamsForEver_IsCut(t *testing.T) {
	fast := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write([]byte(strings.Repeat("x", 1000))); err != nil {
				return
			}
		}
	})
	if a := client().Post(t.Context(), fast, nil, nil); a.Status != 200 || !a.Cut || len(a.Body) != 64 {
		t.Errorf("%+v", a)
	}
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("one byte, and then nothing"))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	if a := client().Post(t.Context(), slow, nil, nil); a.Status != 200 || !a.Cut || !strings.HasPrefix(string(a.Body), "one byte") {
		t.Errorf("%+v", a)
	}
	headers := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		for range 40 {
			w.Header().Add("X-Much", strings.Repeat("x", 1000))
		}
	})
	if a := client().Post(t.Context(), headers, nil, nil); a.Failure != Unreachable {
		t.Errorf("%+v", a)
	}
}

func TestPost_ARedirect_IsNotFollowed(t *testing.T) {
	inner := 0
	target := serve(t, func(http.ResponseWriter, *http.Request) { inner++ })
	for _, status := range []int{301, 302, 303, 307, 308} {
		address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, status) })
		if a := client().Post(t.Context(), address, nil, []byte("x")); a.Status != status || a.Failure != Redirected {
			t.Errorf("%d: %+v", status, a)
		}
	}
	if inner != 0 {
		t.Error("the other address was asked")
	}
}

func TestPost_AnAddressThatIsNotPublic_IsNotCalled(t *testing.T) {
	called := false
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer s.Close()
	for _, address := range []string{"169.254.169.254", "::ffff:127.0.0.1", "127.0.0.1", "::1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"::", "fe80::1", "fc00::1", "fd00:ec2::254", "64:ff9b::7f00:1", "::ffff:169.254.169.254", "2002:7f00:1::", "2001:db8::1"} {
		if a := client(public, leadsTo(address)).Post(t.Context(), "https://crm.post.example/hook", nil, nil); a.Failure != Forbidden {
			t.Errorf("a name that leads to %s: %+v", address, a)
		}
		literal := (&url.URL{Scheme: "https", Host: net.JoinHostPort(address, "443")}).String()
		if a := client(public).Post(t.Context(), literal, nil, nil); a.Failure != Forbidden {
			t.Errorf("%s: %+v", literal, a)
		}
	}
	port := strings.TrimPrefix(s.URL, "https://127.0.0.1")
	if a := client(public, leadsTo("93.184.215.14")).Post(t.Context(), "https://crm.post.example"+port, nil, nil); a.Failure != Forbidden {
		t.Errorf("another port: %+v", a)
	}
	if called {
		t.Error("the inner server was called")
	}
	for _, address := range []string{"169.254.169.254", "10.1.2.3", "fe80::1"} { // the local stage reaches itself, nothing else inside
		if a := client(leadsTo(address)).Post(t.Context(), "http://crm.post.example/hook", nil, nil); a.Failure != Forbidden {
			t.Errorf("locally, %s: %+v", address, a)
		}
	}
}

// What decides is the address that is dialled, not the one that somebody looked up before.
func TestPost_ANameThatLeadsInsideTheSecondTime_IsNotCalled(t *testing.T) {
	asked := 0
	c := client(public, func(o *Options) {
		o.Lookup = func(context.Context, string) ([]netip.Addr, error) {
			asked++
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}
	})
	if a := c.Post(t.Context(), "https://rebinds.example/", nil, nil); a.Failure != Forbidden || asked != 1 {
		t.Errorf("%+v after %d look-ups", a, asked)
	}
}

func TestPost_WhatCannotBeAsked(t *testing.T) {
	for _, address := range []string{"", "crm.post.example", "ftp://crm.post.example", "https://", "https://user:secret@crm.post.example/", "https://crm.post.example/\x7f", "file:///etc/passwd"} {
		if a := client().Post(t.Context(), address, nil, nil); a.Failure != Unusable {
			t.Errorf("%q: %+v", address, a)
		}
	}
	if a := client(public).Post(t.Context(), "http://crm.post.example/", nil, nil); a.Failure != Unusable {
		t.Errorf("without TLS: %+v", a)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	l.Close()
	if a := client().Post(t.Context(), "http://"+closed, nil, nil); a.Failure != Unreachable {
		t.Errorf("nobody listens: %+v", a)
	}
	unknown := client(func(o *Options) {
		o.Lookup = func(context.Context, string) ([]netip.Addr, error) {
			return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
		}
	})
	if a := unknown.Post(t.Context(), "http://nowhere.example", nil, nil); a.Failure != Unreachable {
		t.Errorf("no such name: %+v", a)
	}
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	if a := client().Post(t.Context(), s.URL, nil, nil); a.Failure != Untrusted {
		t.Errorf("a certificate of its own: %+v", a)
	}
}

func TestPost_TheProxyOfTheEnvironment_IsNotUsed(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	address := serve(t, func(http.ResponseWriter, *http.Request) {})
	if a := client().Post(t.Context(), address, nil, nil); a.Status != 200 {
		t.Errorf("%+v", a)
	}
}

func TestRetryAfter_SecondsOrADate(t *testing.T) {
	for s, want := range map[string]time.Duration{"": 0, "30": 30 * time.Second, "-3": 0, "x": 0, "Wed, 21 Oct 2015 07:28:00 GMT": 0} {
		if got := retryAfter(s); got != want {
			t.Errorf("%q is %s", s, got)
		}
	}
	if got := retryAfter(time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)); got < 59*time.Minute || got > time.Hour {
		t.Error(got)
	}
}
