//go:build emulator

package exchangedb_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	. "github.com/whereabouts-post/whereabouts/shared/exchange/exchangedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func start(t *testing.T) *Store {
	t.Helper()
	client, table := kit.Table(t, "ExchangeTable")
	return &Store{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// costs fails when what was done since the last time cost more units.
func costs(t *testing.T, s *Store, what string, most float64) {
	t.Helper()
	if got := s.Meter.Reset(); got > most {
		t.Errorf("%s costs %v units, not %v", what, got, most)
	}
}

func settings(version int) exchange.Settings {
	return exchange.Settings{Operator: "DEA", Nightly: true, Hour: 2, Zone: "Europe/Berlin", Format: exchange.CSV, Separator: exchange.Semicolon, Language: "de",
		Centres: []directory.CentreID{"DEA-BON"}, Version: version, ChangedAt: monday}
}

func TestSettings_ComeBack_OnlyOneOfTwoEditsIsKept(t *testing.T) {
	s := start(t)
	got, err := s.Settings(t.Context(), "DEA")
	if d := cmp.Diff(exchange.Default("DEA"), got); d != "" || err != nil {
		t.Error(d, err)
	}
	s.Meter.Reset()
	must(t, s.PutSettings(t.Context(), settings(1)))
	costs(t, s, "settings", 4)
	if err := s.PutSettings(t.Context(), settings(1)); !errors.Is(err, exchange.ErrChanged) {
		t.Error(err)
	}
	if got, err = s.Settings(t.Context(), "DEA"); cmp.Diff(settings(1), got) != "" || err != nil {
		t.Error(cmp.Diff(settings(1), got), err)
	}
	s.Meter.Reset()
	nights, err := s.Nights(t.Context())
	if d := cmp.Diff([]exchange.Settings{settings(1)}, nights); d != "" || err != nil {
		t.Error(d, err)
	}
	costs(t, s, "nights", 0.5)
	off := settings(2)
	off.Nightly = false
	must(t, s.PutSettings(t.Context(), off))
	if nights, err = s.Nights(t.Context()); len(nights) != 0 || err != nil {
		t.Error(nights, err)
	}
}

func file(n int) *exchange.File {
	return &exchange.File{Operator: "DEA", Number: n, Night: true, Format: exchange.JSONL, Lines: map[exchange.Record]int{exchange.Question: 2}, Bytes: 900, MadeAt: monday,
		ExpiresAt: monday.AddDate(0, 0, 30), Key: "out/DEA/1.jsonl"}
}

func TestCommit_TheHeadAndItsFile_BothOrNone(t *testing.T) {
	s := start(t)
	h := exchange.Head{Operator: "DEA", Version: 1, Last: 1, Told: "told/DEA/1.json.gz", Since: monday, WalkedAt: monday, Night: monday}
	must(t, s.Commit(t.Context(), h, file(1)))
	costs(t, s, "a file", 4)
	if err := s.Commit(t.Context(), h, file(2)); !errors.Is(err, exchange.ErrChanged) {
		t.Error(err)
	}
	if _, err := s.File(t.Context(), "DEA", 2); !problem.Is(err, "exchange-file-unknown") {
		t.Error("a file without its head:", err)
	}
	s.Meter.Reset()
	got, err := s.Head(t.Context(), "DEA")
	if d := cmp.Diff(h, got); d != "" || err != nil {
		t.Error(d, err)
	}
	costs(t, s, "the head", 1)
	h.Version, h.Told = 2, "told/DEA/2.json.gz"
	must(t, s.Commit(t.Context(), h, nil))
	costs(t, s, "a run that finds nothing", 1)
	h.Version, h.Last = 3, 2
	must(t, s.Commit(t.Context(), h, file(2)))
	s.Meter.Reset()
	page, next, err := s.Out(t.Context(), "DEA", exchange.Page{Limit: 1})
	if err != nil || len(page) != 1 || page[0].Number != 2 || next == nil {
		t.Fatal(page, next, err)
	}
	costs(t, s, "a page of files", 0.5)
	if page, _, err = s.Out(t.Context(), "DEA", exchange.Page{Limit: 1, Position: next}); err != nil || len(page) != 1 || cmp.Diff(*file(1), page[0]) != "" {
		t.Error(cmp.Diff(*file(1), page[0]), err)
	}
	fetched := *file(1)
	fetched.FetchedAt, fetched.FetchedBy = monday.Add(time.Hour), "bea"
	s.Meter.Reset()
	must(t, s.Fetched(t.Context(), fetched))
	costs(t, s, "who fetched", 1)
	if got, err := s.File(t.Context(), "DEA", 1); cmp.Diff(fetched, got) != "" || err != nil {
		t.Error(cmp.Diff(fetched, got), err)
	}
	if err := s.Fetched(t.Context(), *file(9)); err == nil {
		t.Error("a file that is not there was fetched")
	}
	if files, _, err := s.Out(t.Context(), "GBA", exchange.Page{Limit: 9}); len(files) > 0 || err != nil {
		t.Error("another operator's", files, err)
	}
}

func TestUpload_ComesBack_AndIsAnnouncedOnce(t *testing.T) {
	s := start(t)
	u := exchange.Upload{ID: "01JD0000000000000000000001", Operator: "DEA", Name: "replies.csv", ContentType: "text/csv", Size: 12, Digest: "00", Once: "ff", By: "bea", AnnouncedAt: monday,
		ExpiresAt: monday.AddDate(0, 0, 30), State: exchange.Awaited, Centres: []directory.CentreID{}}
	must(t, s.Announce(t.Context(), u))
	costs(t, s, "an upload with a key", 4)
	again := u
	again.ID = "01JD0000000000000000000002"
	if err := s.Announce(t.Context(), again); !errors.Is(err, exchange.ErrExists) {
		t.Error(err)
	}
	if got, err := s.Announced(t.Context(), "DEA", "ff"); cmp.Diff(u, got) != "" || err != nil {
		t.Error(cmp.Diff(u, got), err)
	}
	u.State, u.Format, u.Separator, u.Lines, u.Counts = exchange.Refused, exchange.CSV, exchange.Semicolon, 3, map[exchange.Outcome]int{exchange.LineDone: 2}
	u.Refusal, u.FinishedAt = &exchange.Refusal{Slug: "file-columns", Detail: "no", Place: 1}, monday.Add(time.Minute)
	s.Meter.Reset()
	must(t, s.Progress(t.Context(), u))
	costs(t, s, "progress", 1)
	if got, err := s.Upload(t.Context(), "DEA", u.ID); cmp.Diff(u, got) != "" || err != nil {
		t.Error(cmp.Diff(u, got), err)
	}
	if _, err := s.Upload(t.Context(), "GBA", u.ID); !problem.Is(err, "exchange-upload-unknown") {
		t.Error(err)
	}
	if list, _, err := s.Uploads(t.Context(), "DEA", exchange.Page{Limit: 9}); len(list) != 1 || err != nil {
		t.Error(list, err)
	}
}

func TestStatement_IsBothOperators_AndNeverReplaced(t *testing.T) {
	s := start(t)
	st := exchange.Statement{Operator: "DEA", Partner: "GBA", Month: "2026-11", Version: 1, Currency: "XDR", Claims: 3, Owed: 7250, Due: 4025, Digest: "00", MadeAt: monday, ExpiresAt: monday.AddDate(10, 0, 0)}
	must(t, s.AddStatement(t.Context(), st))
	costs(t, s, "a statement", 4)
	if err := s.AddStatement(t.Context(), st); !errors.Is(err, exchange.ErrExists) {
		t.Error(err)
	}
	second := st
	second.Version, second.Owed = 2, 7251
	must(t, s.AddStatement(t.Context(), second))
	if got, err := s.Statement(t.Context(), "DEA", "2026-11", "GBA", 0); cmp.Diff(second, got) != "" || err != nil {
		t.Error(cmp.Diff(second, got), err)
	}
	theirs := st
	theirs.Operator, theirs.Partner, theirs.Owed, theirs.Due = "GBA", "DEA", 4025, 7250
	if got, err := s.Statement(t.Context(), "GBA", "2026-11", "DEA", 1); cmp.Diff(theirs, got) != "" || err != nil {
		t.Error(cmp.Diff(theirs, got), err)
	}
	for _, version := range []int{0, 3} {
		if _, err := s.Statement(t.Context(), "DEA", "2026-11", "FRA", version); !problem.Is(err, "statement-unknown") {
			t.Error(err)
		}
	}
	if list, _, err := s.Statements(t.Context(), "GBA", exchange.Page{Limit: 9}); len(list) != 2 || list[0].Version != 2 || err != nil {
		t.Error(list, err)
	}
	if settled, err := s.Settled(t.Context(), "2026-11"); settled || err != nil {
		t.Error(settled, err)
	}
	must(t, s.Settle(t.Context(), "2026-11", monday), s.Settle(t.Context(), "2026-11", monday))
	if settled, err := s.Settled(t.Context(), "2026-11"); !settled || err != nil {
		t.Error(settled, err)
	}
}

func TestFiles_TakeWhatIsSigned_AndForget(t *testing.T) {
	client, bucket := kit.Bucket(t)
	f := Files{Client: client, Bucket: bucket}
	u := exchange.Upload{ID: "01JD0000000000000000000001", Operator: "DEA", ContentType: "text/csv", Size: 5}
	signed, err := f.Sign(t.Context(), u, time.Hour)
	must(t, err)
	r, err := http.NewRequestWithContext(t.Context(), signed.Method, signed.URL, strings.NewReader("a,b\r\n"))
	must(t, err)
	for name, v := range signed.Headers {
		r.Header.Set(name, v)
	}
	answer, err := http.DefaultClient.Do(r)
	must(t, err)
	must(t, answer.Body.Close())
	got, err := f.Read(t.Context(), u.Key(), 3)
	if answer.StatusCode != http.StatusOK || string(got) != "a,b" || err != nil {
		t.Error(answer.Status, got, err)
	}
	must(t, f.Write(t.Context(), "out/DEA/1.csv", "text/csv", []byte("x")))
	url, err := f.Link(t.Context(), "out/DEA/1.csv", "whereabouts-DEA-000001.csv", time.Minute)
	must(t, err)
	r, err = http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	must(t, err)
	answer, err = http.DefaultClient.Do(r)
	must(t, err)
	body, err := io.ReadAll(answer.Body)
	must(t, err, answer.Body.Close())
	if !bytes.Equal(body, []byte("x")) || !strings.Contains(answer.Header.Get("Content-Disposition"), "whereabouts-DEA-000001.csv") {
		t.Errorf("%q %v", body, answer.Header)
	}
	must(t, f.Remove(t.Context(), "out/DEA/1.csv"), f.Remove(t.Context(), "out/DEA/1.csv"))
	if _, err := f.Read(t.Context(), "out/DEA/1.csv", 9); !problem.Is(err, "exchange-file-expired") {
		t.Error(err)
	}
}
