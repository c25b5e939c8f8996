// Package outbound posts to addresses that somebody outside the house has named. It reaches public addresses only, checked after names have been
// resolved; follows no redirect, uses no proxy, and bounds time and size, whatever the other side does.
//
// It must not know what is posted, and why.
package outbound

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"code.dny.dev/ssrf"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

// Failure says why there is no usable answer; "" when there is a status to judge by.
type Failure string

// The failures.
const (
	TimedOut    Failure = "timeout"     // no status in time
	Unreachable Failure = "unreachable" // no such name, no connection, or it broke
	Forbidden   Failure = "address"     // the name leads to an address or port that is not a public one
	Untrusted   Failure = "tls"         // its certificate is not good
	Redirected  Failure = "redirect"    // it answered with another address, which is not followed
	Unusable    Failure = "url"         // the URL cannot be asked
)

// Answer is what came back.
type Answer struct {
	Failure    Failure
	Status     int // 0 when none came
	RetryAfter time.Duration
	Body       []byte        // its first bytes
	Cut        bool          // there was more than is read, or it did not end in time
	Took       time.Duration // until the status and what was read of the body were there
}

// Options is what a client may do.
type Options struct {
	Loopback bool          // the local stage: http, and this machine at any port
	Timeout  time.Duration // of a whole call: name, connection, status and body
	Bytes    int           // of an answer that are read at most

	Lookup func(ctx context.Context, host string) ([]netip.Addr, error) // nil: the machine's resolver
}

// Client posts. Safe for concurrent use.
type Client struct {
	http    *http.Client
	options Options
}

// New makes a client.
func New(o Options) *Client {
	guard := []ssrf.Option{ssrf.WithPorts(443)}
	if o.Loopback {
		guard = []ssrf.Option{ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.0/8")), ssrf.WithAllowedV6Prefixes(netip.MustParsePrefix("::1/128"))}
	}
	if o.Lookup == nil {
		o.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	dialer := &net.Dialer{Control: ssrf.New(guard...).Safe, Timeout: o.Timeout, FallbackDelay: -1}
	return &Client{options: o, http: &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                  nil,
			DialContext:            dial(dialer, o.Lookup),
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    o.Timeout,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // what is read is what came
			MaxResponseHeaderBytes: 32 << 10,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        20 * time.Second,
		}}}
}

// dial resolves a name once and dials what came, so that the address that was checked is the one that is called.
func dial(d *net.Dialer, lookup func(context.Context, string) ([]netip.Addr, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		addresses := []netip.Addr{}
		if a, err := netip.ParseAddr(host); err == nil {
			addresses = append(addresses, a)
		} else if addresses, err = lookup(ctx, host); err != nil {
			return nil, err
		}
		failed := fmt.Errorf("%s has no address", host)
		for _, a := range addresses {
			conn, err := d.DialContext(ctx, network, net.JoinHostPort(a.Unmap().String(), port))
			if err == nil {
				return conn, nil
			}
			failed = err
		}
		return nil, failed
	}
}

// Post sends a body and says what came back; it never takes longer than the client's timeout.
func (c *Client) Post(ctx context.Context, address string, header map[string]string, body []byte) Answer {
	begun := clock.Real()
	a := c.post(ctx, address, header, body)
	a.Took = clock.Real().Sub(begun)
	return a
}

func (c *Client) post(ctx context.Context, address string, header map[string]string, body []byte) Answer {
	if u, err := url.Parse(address); err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !c.options.Loopback) {
		return Answer{Failure: Unusable}
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return Answer{Failure: Unusable}
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return Answer{Failure: reason(err)}
	}
	defer res.Body.Close()
	a := Answer{Status: res.StatusCode, RetryAfter: retryAfter(res.Header.Get("Retry-After"))}
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		a.Failure = Redirected
	}
	read, err := io.ReadAll(io.LimitReader(res.Body, int64(c.options.Bytes)+1))
	a.Cut = err != nil || len(read) > c.options.Bytes
	a.Body = read[:min(len(read), c.options.Bytes)]
	return a
}

// Rest closes the connections that nothing is sent over, before the machine is put to sleep.
func (c *Client) Rest() { c.http.CloseIdleConnections() }

func reason(err error) Failure {
	var timeout net.Error
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return Forbidden
	case errors.As(err, &certificate), errors.As(err, &record), errors.As(err, &alert), errors.As(err, &authority), errors.As(err, &name):
		return Untrusted
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return TimedOut
	}
	return Unreachable
}

// retryAfter reads seconds or an HTTP date (RFC 9110, 10.2.3); 0 when there is none to follow.
func retryAfter(s string) time.Duration {
	if s == "" {
		return 0
	}
	if d, err := time.ParseDuration(s + "s"); err == nil && d > 0 {
		return d
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(clock.Real()))
	}
	return 0
}
