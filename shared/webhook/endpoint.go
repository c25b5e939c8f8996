package webhook

import (
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// EndpointID identifies an endpoint; it sorts by when it was made.
type EndpointID string

// Endpoint is where an operator wants to be called, and for what.
type Endpoint struct {
	ID       EndpointID
	Operator principal.OperatorCode
	Settings
	Secrets []Secret // the newest first; two while one overlaps the other

	CreatedAt   time.Time
	CreatedBy   Editor
	Version     int
	Fingerprint string // of the request that made it with an Idempotency-Key
}

// LogValue keeps the address, which may hold a token, and personal data out of logs.
func (e Endpoint) LogValue() slog.Value {
	return slog.GroupValue(slog.String("endpoint", string(e.ID)), slog.String("operator", string(e.Operator)))
}

// Settings are what an administrator sets.
type Settings struct {
	Name     string
	URL      string
	Types    []string // of changes; none: all
	Filter   Filter
	Contact  string // mail address of who looks after it: personal data
	Language string // of mails to them
}

// LogValue keeps what Settings hold out of logs.
func (s Settings) LogValue() slog.Value { return slog.StringValue("settings of an endpoint") }

// Filter narrows what an endpoint is told. An empty member lets everything pass.
type Filter struct {
	Workflows []string             `json:"workflows,omitempty"`
	Products  []string             `json:"products,omitempty"`
	Centres   []principal.CentreID `json:"centres,omitempty"` // of the operator
	Side      string               `json:"side,omitempty"`    // change.Requester or change.Replier
}

// Editor is who did something.
type Editor struct {
	Subject string
	Name    string // personal data
}

// Secret signs. It is kept sealed, because it has to be read to sign.
type Secret struct {
	Sealed string
	EndsAt time.Time // zero: it is the one of now
}

// Wants reports whether a change is told the endpoint.
func (e Endpoint) Wants(c change.Change) bool {
	f := e.Filter
	passes := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	return e.Operator == c.Operator && passes(e.Types, c.Type) && passes(f.Workflows, c.Inquiry.Workflow) && passes(f.Products, c.Inquiry.Product) &&
		(len(f.Centres) == 0 || slices.Contains(f.Centres, c.Inquiry.Centre)) && (f.Side == "" || slices.Contains(c.Inquiry.Sides, f.Side))
}

// Signing are the secrets that sign at an instant, the newest first.
func (e Endpoint) Signing(now time.Time) []Secret {
	var out []Secret
	for _, s := range e.Secrets {
		if s.EndsAt.IsZero() || now.Before(s.EndsAt) {
			out = append(out, s)
		}
	}
	return out
}

// Rotated is the endpoint with a new secret; the one before signs too for a while, and one before that no longer.
func (e Endpoint) Rotated(sealed string, overlap time.Duration, now time.Time) Endpoint {
	before := e.Secrets[0]
	before.EndsAt = now.Add(overlap)
	e.Secrets = []Secret{{Sealed: sealed}}
	if overlap > 0 {
		e.Secrets = append(e.Secrets, before)
	}
	return e
}

// secretMark begins a secret, as Standard Webhooks writes it.
const secretMark = "whsec_"

// newSecret makes a secret of 256 bits.
func newSecret(random io.Reader) (string, error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return secretMark + base64.StdEncoding.EncodeToString(raw), nil
}

// SlotOf is the slot that an inquiry's lane belongs to, from 0.
func (t Terms) SlotOf(inquiry string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(inquiry))
	return int(h.Sum32() % uint32(t.Slots))
}

// Limits of an endpoint's texts and lists [A].
const (
	maxName    = 60
	maxURL     = 500
	maxContact = 120
	maxFilter  = 50
)

// Languages of mails.
var Languages = []string{"en", "fr", "de", "es"}

// check says what is wrong with settings. local is the local stage, where this machine may be called without TLS.
func (s Settings) check(op principal.OperatorCode, local bool) error {
	p := problem.New(problem.Invalid, "endpoint-refused", "This endpoint cannot be set up like that.")
	if s.Name == "" || len([]rune(s.Name)) > maxName || strings.TrimSpace(s.Name) != s.Name || strings.ContainsFunc(s.Name, unprintable) {
		p.With("name", "is 1 to %d characters on one line", maxName)
	}
	if reason := badURL(s.URL, local); reason != "" {
		p.With("url", "%s", reason)
	}
	if a, err := mail.ParseAddress(s.Contact); err != nil || a.Address != s.Contact || len(s.Contact) > maxContact {
		p.With("contact", "must be a mail address")
	}
	if !slices.Contains(Languages, s.Language) {
		p.With("language", "is one of %s", strings.Join(Languages, ", "))
	}
	for _, t := range s.Types {
		if !slices.Contains(change.Types(), t) {
			p.With("types", "%q is no type of change", clip(t, 40))
		}
	}
	for name, list := range map[string][]string{"types": s.Types, "filter.workflows": s.Filter.Workflows, "filter.products": s.Filter.Products} {
		if len(list) > maxFilter || slices.ContainsFunc(list, func(v string) bool { return v == "" || len(v) > 40 }) {
			p.With(name, "holds at most %d codes", maxFilter)
		}
	}
	if len(s.Filter.Centres) > maxFilter || slices.ContainsFunc(s.Filter.Centres, func(c principal.CentreID) bool { return c.Operator() != op }) {
		p.With("filter.centres", "are call centres of your operator, at most %d", maxFilter)
	}
	if s.Filter.Side != "" && s.Filter.Side != change.Requester && s.Filter.Side != change.Replier {
		p.With("filter.side", "is %s or %s", change.Requester, change.Replier)
	}
	return p.OrNil()
}

func unprintable(r rune) bool { return r < ' ' || r == 0x7f }

// badURL says what is wrong with an address, "" when nothing is. Where it leads is checked at every call; this says early what can be said.
func badURL(address string, local bool) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || len(address) > maxURL {
		return fmt.Sprintf("is a URL of at most %d characters", maxURL)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ip, notIP := netip.ParseAddr(host)
	inside := host == "localhost" || notIP == nil && ip.Unmap().IsLoopback()
	switch {
	case u.User != nil:
		return "holds no user and password: the signature says who calls"
	case u.Fragment != "":
		return "has no part after #"
	case local && inside && (u.Scheme == "http" || u.Scheme == "https"):
		return ""
	case u.Scheme != "https":
		return "begins with https://"
	case u.Port() != "" && u.Port() != "443":
		return "uses port 443"
	case inside, notIP == nil && !public(ip), notIP != nil && !strings.Contains(host, "."), strings.HasSuffix(host, ".internal"), strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".localhost"):
		return "leads to a public address"
	}
	return ""
}

func public(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsGlobalUnicast() && !ip.IsPrivate()
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// Types are the types of changes that an endpoint may want.
func Types() []string { return change.Types() }
