package change_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func (l *logs) Glance(ctx context.Context, op principal.OperatorCode) (change.Head, error) {
	return l.Head(ctx, op)
}

func (l *logs) Changes(_ context.Context, op principal.OperatorCode, from int64, limit int) ([]change.Change, error) {
	rows := l.rows[op][min(max(from-1, 0), int64(len(l.rows[op]))):]
	return rows[:min(limit, len(rows))], nil
}

var (
	crm    = principal.Principal{Subject: "key-aaaaaaaaaa", Key: "aaaaaaaaaa", Operator: "GBA", Roles: []principal.Role{principal.Machine}, Scopes: []principal.Scope{principal.Read}}
	theirs = principal.Principal{Subject: "key-bbbbbbbbbb", Key: "bbbbbbbbbb", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Machine}}
	olga   = principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent, principal.Supervisor}}
)

func read(t *testing.T, l *logs, by principal.Principal, q change.Query, at time.Time) change.Page {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	p, err := (&change.Reader{Store: l, Clock: fixed(at)}).Read(t.Context(), by, q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func told(p change.Page) string {
	var out []string
	for _, c := range p.Changes {
		out = append(out, fmt.Sprintf("%d:%s", c.Number, strings.TrimPrefix(c.Type, "inquiry.")))
	}
	return strings.Join(out, " ")
}

func life(t *testing.T) *logs {
	t.Helper()
	l := newLogs()
	sent := happening("sent", 1)
	sent.ReplierCentre = ""
	note := happening("noted", 4)
	note.Private = change.Replier
	record(t, l, now, sent, happening("routed", 2), happening("opened", 3), note, happening("replied", 5), happening("closed", 6))
	return l
}

func TestRead_EachSideIsToldItsOwn_PageByPage(t *testing.T) {
	l := life(t)
	p := read(t, l, crm, change.Query{Limit: 2}, now)
	if told(p) != "1:sent 2:routed" || p.Next != 3 || p.Behind != 3 {
		t.Errorf("%s %+v", told(p), p)
	}
	p = read(t, l, crm, change.Query{From: p.Next}, now)
	if told(p) != "3:opened 4:replied 5:closed" || p.Next != 6 || p.Behind != 0 {
		t.Errorf("%s %+v", told(p), p)
	}
	if p = read(t, l, crm, change.Query{From: p.Next}, now.AddDate(1, 0, 0)); told(p) != "" || p.Next != 6 || p.Behind != 0 {
		t.Errorf("who has read all is late for nothing: %+v", p)
	}
	if got := told(read(t, l, theirs, change.Query{}, now)); got != "1:routed 2:opened 3:noted 4:replied 5:closed" {
		t.Error("the replying side, by a key of one call centre:", got)
	}
	if got := told(read(t, l, olga, change.Query{From: change.Latest}, now)); got != "" {
		t.Error(got)
	}
	record(t, l, now, happening("reminded", 7))
	if got := told(read(t, l, olga, change.Query{From: 6}, now)); got != "6:reminded" {
		t.Error(got)
	}
}

func TestRead_ByType_LosesNoPlace(t *testing.T) {
	l := life(t)
	q := change.Query{Types: []string{"inquiry.routed", "inquiry.closed"}, Limit: 1}
	p := read(t, l, crm, q, now)
	if told(p) != "2:routed" || p.Next != 3 || p.Behind != 3 {
		t.Errorf("%s %+v", told(p), p)
	}
	q.From = p.Next
	if p = read(t, l, crm, q, now); told(p) != "5:closed" || p.Next != 6 || p.Behind != 0 {
		t.Errorf("%s %+v", told(p), p)
	}
	if p = read(t, l, crm, change.Query{Types: []string{"inquiry.overdue"}}, now); told(p) != "" || p.Next != 6 || p.Behind != 0 {
		t.Errorf("what is passed over counts as read: %+v", p)
	}
	var hs []change.Happening
	for seq := range 450 {
		hs = append(hs, happening("trackingUpdated", 10+seq))
	}
	record(t, l, now, append(hs, happening("overdue", 900))...)
	q = change.Query{Types: []string{"inquiry.overdue"}, From: 6, Limit: 5}
	pages := 0
	for p = read(t, l, crm, q, now); len(p.Changes) == 0 && p.Behind > 0; p = read(t, l, crm, q, now) {
		q.From = p.Next
		if pages++; pages > 5 {
			t.Fatal("it does not come on")
		}
	}
	if told(p) != "456:overdue" || p.Behind != 0 || pages == 0 {
		t.Errorf("%s %+v after %d", told(p), p, pages)
	}
}

func TestRead_WhoComesBackTooLate_IsToldHowToGoOn(t *testing.T) {
	l := life(t)
	keep := change.Bounds().KeepDays
	later := now.AddDate(0, 0, keep-1)
	record(t, l, later, happening("reminded", 7))
	if got := told(read(t, l, crm, change.Query{From: 3}, later)); got != "3:opened 4:replied 5:closed 6:reminded" {
		t.Errorf("after %d days: %s", keep-1, got)
	}
	late := now.AddDate(0, 0, keep+1)
	_, err := (&change.Reader{Store: l, Clock: fixed(late)}).Read(t.Context(), crm, change.Query{From: 3, Limit: 10})
	if p := problem.As(err); p.Slug != "changes-expired" || p.Kind != problem.Gone || p.Extra["oldest"] == nil || p.Extra["latest"] == nil {
		t.Error("whoever missed something is not told:", err)
	}
	if p := read(t, l, crm, change.Query{}, late); told(p) != "6:reminded" || p.Next != 7 {
		t.Errorf("%s %+v", told(p), p)
	}
}

func TestRead_IsForSystemsAndTheAdministrator(t *testing.T) {
	r := &change.Reader{Store: life(t), Clock: fixed(now)}
	for name, by := range map[string]principal.Principal{"an agent and supervisor": ana, "nobody": {}, "a key of no operator": {Key: "a", Roles: []principal.Role{principal.Machine}}} {
		if _, err := r.Read(t.Context(), by, change.Query{Limit: 1}); !problem.Is(err, "role-missing") {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := r.Read(t.Context(), crm, change.Query{Limit: 1, Types: []string{"inquiry.closed", "inquiry.read"}})
	if p := problem.As(err); p.Slug != "request-invalid" || p.Fields[0].Name != "types" || !strings.Contains(p.Fields[0].Reason, "inquiry.replied") {
		t.Error(err)
	}
}

// Whoever waits is answered as soon as there is something, and at the end of their time with nothing.
func TestRead_Waits(t *testing.T) {
	l := life(t)
	looks := 0
	r := &change.Reader{Store: l, Clock: fixed(now), Pause: func(context.Context, time.Duration) error {
		if looks++; looks == 3 {
			record(t, l, now, happening("reminded", 7))
		}
		return nil
	}}
	wait := func(q change.Query) change.Page {
		t.Helper()
		q.Limit = 10
		p, err := r.Read(t.Context(), crm, q)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := wait(change.Query{From: 6, Wait: 20 * time.Second}); told(p) != "6:reminded" || looks != 3 {
		t.Errorf("%s after %d looks", told(p), looks)
	}
	looks = 10
	if p := wait(change.Query{From: 7, Wait: 20 * time.Second}); told(p) != "" || p.Next != 7 || looks != 20 {
		t.Errorf("%+v after %d looks", p, looks)
	}
	if p := wait(change.Query{From: 3, Wait: 20 * time.Second}); len(p.Changes) != 4 || looks != 20 {
		t.Errorf("what is there waits: %d", looks)
	}
	looks = 0
	if p := wait(change.Query{From: 7, Types: []string{"inquiry.closed"}, Wait: 8 * time.Second}); told(p) != "" || p.Next != 8 && p.Next != 7 {
		t.Errorf("%+v", p)
	}
	r.Pause = func(context.Context, time.Duration) error { return context.Canceled }
	if _, err := r.Read(t.Context(), crm, change.Query{From: 99, Wait: 20 * time.Second, Limit: 1}); err == nil {
		t.Error("who was called off goes on")
	}
}
