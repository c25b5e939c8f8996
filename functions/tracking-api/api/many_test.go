package api_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func TestItems_ManyAtOnce_InTheOrderAsked_EachSaysWhatIsWrongWithIt(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted, left))
	s.send(t, ana, declaration)
	s.send(t, bruno, `{"events":[{"itemId":"CC309981215DE","code":"EMA","eventTime":"2026-11-22T09:00:00Z","office":"DEFRAA"}]}`)
	s.ingest(t)
	status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items", query: "ids=CC309981215DE,ee+1234+56799+gb,nonsense,EE123456790GB,gb-4711,CC100000140IE"})
	if status != 200 {
		t.Fatal(status, answer)
	}
	var got []string
	for _, one := range answer["items"].([]any) {
		m := one.(map[string]any)
		milestone := ""
		if status, there := m["status"].(map[string]any); there {
			milestone = status["milestone"].(string)
		}
		got = append(got, fmt.Sprint(m["asked"], "|", m["itemId"], "|", m["problem"], "|", milestone))
	}
	want := []string{"CC309981215DE||item-unknown|", "ee 1234 56799 gb|EE123456799GB||left-origin-country", "nonsense||item-id-invalid|", "EE123456790GB||item-id-invalid|",
		"gb-4711|EE123456799GB||left-origin-country", "CC100000140IE||item-unknown|"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	one := answer["items"].([]any)[1].(map[string]any)
	if d := cmp.Diff([]any{"late-transmission"}, one["anomalies"]); d != "" {
		t.Error(d)
	}
	if last := one["last"].(map[string]any); last["code"] != "EMC" || last["office"] != "GBLALA" {
		t.Error(last)
	}
	if text := fmt.Sprint(answer); strings.Contains(text, "Bo Sample") || strings.Contains(text, "shirt") {
		t.Error("a list names nobody")
	}
}

func TestItems_AtMostAHundred(t *testing.T) {
	s := start()
	for n, want := range map[int]int{0: 422, 100: 200, 101: 422} {
		ids := strings.TrimSuffix(strings.Repeat("EE123456799GB,", n), ",")
		if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items", query: "ids=" + ids}); status != want {
			t.Error(n, status, answer)
		}
	}
}

// slow counts how many items are read at once.
type slow struct {
	*store
	now, most atomic.Int32
	full      chan struct{}
	once      sync.Once
}

func (s *slow) Item(ctx context.Context, id edi.ItemID) (tracking.Item, error) {
	n := s.now.Add(1)
	defer s.now.Add(-1)
	for m := s.most.Load(); n > m && !s.most.CompareAndSwap(m, n); m = s.most.Load() {
	}
	if n == 10 {
		s.once.Do(func() { close(s.full) })
	}
	<-s.full // until ten are read at once: fewer would wait for ever
	return s.store.Item(ctx, id)
}

func TestItems_AreReadTenAtATime(t *testing.T) {
	items := &slow{store: &store{}, full: make(chan struct{})}
	s := startWith(items)
	if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items", query: "ids=" + strings.TrimSuffix(strings.Repeat("EE123456799GB,", 40), ",")}); status != 200 {
		t.Fatal(status, answer)
	}
	if most := items.most.Load(); most != 10 {
		t.Errorf("%d at once", most)
	}
}

func TestItem_AnIdentifierUsedAgain_ShowsTheLatest_AndTheFormerByItsTime(t *testing.T) {
	s := start()
	s.send(t, ana, message(posted, left))
	s.send(t, ana, `{"events":[{"itemId":"EE123456799GB","code":"EMA","eventTime":"2025-10-20T09:00:00Z","office":"GBDONA"},{"itemId":"EE123456799GB","code":"EMC","eventTime":"2025-10-21T09:00:00Z","office":"GBLALA","nextOffice":"DEFRAA"}]}`)
	s.ingest(t)
	look := func(query string) (int, map[string]any) {
		return s.do(t, request{who: ana, method: "GET", path: "/v1/items/EE123456799GB", query: query})
	}
	former := map[string]any{"from": "2025-10-20T09:00:00Z", "to": "2025-10-21T09:00:00Z"}
	latest := map[string]any{"from": "2026-11-20T09:00:00Z", "to": "2026-11-20T18:00:00Z"}
	for query, want := range map[string]struct {
		destination string
		shown       int
	}{"": {"US", 1}, "at=2026-11-22T00:00:00Z": {"US", 1}, "at=2025-10-20T09:00:00Z": {"DE", 0}, "at=2026-05-01T00:00:00Z": {"DE", 0}, "at=2020-01-01T00:00:00Z": {"DE", 0}} {
		status, answer := look(query)
		if status != 200 || answer["destination"].(map[string]any)["country"] != want.destination || len(answer["events"].([]any)) != 2 {
			t.Error(query, status, answer["destination"])
		}
		former["shown"], latest["shown"] = want.shown == 0, want.shown == 1
		if d := cmp.Diff([]any{former, latest}, answer["uses"]); d != "" {
			t.Error(query, d)
		}
	}
	status, answer := s.do(t, request{who: dan, method: "GET", path: "/v1/items/EE123456799GB"})
	if status != 200 || len(answer["uses"].([]any)) != 1 {
		t.Error("a former item is shown to its own posts only", status, answer["uses"])
	}
	if status, _ := s.do(t, request{who: dan, method: "GET", path: "/v1/items/EE123456799GB", query: "at=2025-10-20T09:00:00Z"}); status != 404 {
		t.Error(status)
	}
	if status, _ := s.do(t, request{who: bruno, method: "GET", path: "/v1/items/EE123456799GB", query: "at=" + time.Date(2025, 10, 22, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)}); status != 200 {
		t.Error(status)
	}
}
