package privacy_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	. "github.com/whereabouts-post/whereabouts/shared/privacy"
)

func ask(kind Kind, ids ...inquiry.ID) Ask {
	return Ask{Kind: kind, Reference: "DSR-1", Inquiries: ids}
}

func asked(t *testing.T, s *Service, a Ask) Request {
	t.Helper()
	r, err := s.Ask(t.Context(), olga, a, monday)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ran runs a request and returns how far it is then.
func ran(t *testing.T, s *Service, id ID, now time.Time) Request {
	t.Helper()
	if err := s.Run(t.Context(), id, now); err != nil {
		t.Fatal(err)
	}
	r, _, err := s.Find(t.Context(), olga, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAsk_RefusesWhatCannotBeCarriedOut(t *testing.T) {
	s, w := begin()
	many := make([]inquiry.ID, MaxInquiries+1)
	for name, c := range map[string]struct {
		ask         Ask
		slug, field string
	}{
		"neither kind":         {ask("peek", first), "data-request-invalid", "kind"},
		"a name":               {Ask{Kind: Export, Reference: "Mrs Smith", Inquiries: []inquiry.ID{first}}, "data-request-invalid", "reference"},
		"an address":           {Ask{Kind: Export, Reference: "smith1@example.com", Inquiries: []inquiry.ID{first}}, "data-request-invalid", "reference"},
		"nothing":              {ask(Export), "data-request-invalid", "inquiryIds"},
		"too many":             {ask(Export, many...), "data-request-invalid", "inquiryIds"},
		"one twice":            {ask(Export, first, first), "data-request-invalid", "inquiryIds"},
		"somebody's, not ours": {ask(Erasure, first, "01JD0000000000000000000009"), "data-request-invalid", "inquiryIds[1]"},
	} {
		_, err := s.Ask(t.Context(), olga, c.ask, monday)
		if !problem.Is(err, c.slug) || !slices.ContainsFunc(problem.As(err).Fields, func(f problem.Field) bool { return f.Name == c.field }) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(w.requests)+len(w.sent) > 0 {
		t.Error("something was begun", w.requests)
	}
}

func TestEverything_IsForAnAdministratorOfTheOperator(t *testing.T) {
	s, _ := begin()
	r := asked(t, s, ask(Export, first))
	for _, by := range []principal.Principal{ana, {Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}, {Subject: "x", Roles: []principal.Role{principal.OperatorAdministrator}}} {
		errs := map[string]error{}
		_, errs["ask"] = s.Ask(t.Context(), by, ask(Export, first), monday)
		_, _, errs["find"] = s.Find(t.Context(), by, r.ID)
		_, _, errs["list"] = s.List(t.Context(), by, Page{})
		_, errs["run again"] = s.RunAgain(t.Context(), by, r.ID, monday)
		_, _, errs["download"] = s.Download(t.Context(), by, r.ID, monday)
		_, _, errs["matches"] = s.Matches(t.Context(), by, "smith", Page{}, monday)
		_, _, errs["looks at"] = s.LooksAt(t.Context(), by, first, Page{}, monday)
		_, _, errs["looks of"] = s.LooksOf(t.Context(), by, "ana", Page{}, monday)
		for what, err := range errs {
			if !problem.Is(err, "role-missing") {
				t.Errorf("%s %s: %v", by.Subject, what, err)
			}
		}
	}
	if _, _, err := s.Find(t.Context(), otto, r.ID); !problem.Is(err, "data-request-unknown") {
		t.Error("another operator's request:", err)
	}
	if _, _, err := s.LooksAt(t.Context(), otto, first, Page{}, monday); !problem.Is(err, "inquiry-unknown") {
		t.Error("another operator's inquiry:", err)
	}
}

func TestAsk_TheSameKey_IsTheSameRequest(t *testing.T) {
	s, w := begin()
	a := ask(Export, first)
	a.Key = "k"
	r := asked(t, s, a)
	if again := asked(t, s, a); again.ID != r.ID || len(w.requests) != 1 {
		t.Error(again.ID, len(w.requests))
	}
	a.Kind = Erasure
	if _, err := s.Ask(t.Context(), olga, a, monday); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
}

func TestErasure_WaitsForWhatIsOpen_AndIsDoneOnceItIsClosed(t *testing.T) {
	s, w := begin()
	r := asked(t, s, ask(Erasure, first, second))
	if got := ran(t, s, r.ID, monday); got.State != Waiting || got.Counts[ResultDone] != 1 || got.Counts[ResultWaiting] != 1 || !w.open[r.ID] {
		t.Fatal(got)
	}
	w.closed[second], w.sent = true, nil
	if n, err := s.RunOpen(t.Context()); n != 1 || err != nil || !slices.Equal(w.sent, []ID{r.ID}) {
		t.Fatal(n, w.sent, err)
	}
	got := ran(t, s, r.ID, monday.AddDate(0, 0, 1))
	if got.State != Done || got.Counts[ResultDone] != 2 || w.open[r.ID] || got.RunsAgain(monday) {
		t.Error(got)
	}
	if d := cmp.Diff([]edi.ItemID{item, item}, w.forgot); d != "" { // whom the item concerns, as its post declared it, is forgotten with each
		t.Error(d)
	}
	if d := cmp.Diff([]inquiry.ID{first, second}, w.erased); d != "" { // what is done is not done again
		t.Error(d)
	}
	if _, err := s.RunAgain(t.Context(), olga, r.ID, monday); !problem.Is(err, "data-request-done") {
		t.Error(err)
	}
}

func TestErasure_OneThatFails_StopsNoOther_AndIsTriedAgain(t *testing.T) {
	s, w := begin()
	delete(w.closed, second)
	w.closed[second] = true
	r := asked(t, s, ask(Erasure, first, second))
	w.broken = errors.New("no table")
	if err := s.Run(t.Context(), r.ID, monday); err == nil || !w.open[r.ID] {
		t.Fatal("nobody learns of it", err)
	}
	w.broken = problem.New(problem.Unavailable, "inquiry-busy", "busy")
	if err := s.Run(t.Context(), r.ID, monday); err == nil {
		t.Fatal("what will be possible later is a result", err)
	}
	w.broken = nil
	delete(w.closed, first) // cannot be: a rule refuses it
	if got := ran(t, s, r.ID, monday); got.State != Failed || got.Counts[ResultDone] != 1 || got.Counts[ResultFailed] != 1 || w.open[r.ID] {
		t.Error(got)
	}
	if again, err := s.RunAgain(t.Context(), olga, r.ID, monday); err != nil || again.State != Running || !w.open[r.ID] {
		t.Error(again, err)
	}
}

func TestExport_CanBeFetchedForAWeek_AndEveryDownloadIsALook(t *testing.T) {
	s, w := begin()
	r := asked(t, s, ask(Export, first, second))
	if _, _, err := s.Download(t.Context(), olga, r.ID, monday); !problem.Is(err, "data-request-no-file") {
		t.Error("before it is made:", err)
	}
	got := ran(t, s, r.ID, monday)
	if got.State != Done || !got.FileUntil.Equal(monday.Add(FileLasts)) || w.files[got.File] != string(first)+" pdf\n"+string(second)+" pdf\n" {
		t.Fatal(got, w.files)
	}
	w.looks = nil
	url, until, err := s.Download(t.Context(), olga, r.ID, monday.Add(FileLasts-time.Second))
	if err != nil || !strings.HasPrefix(url, got.File) || until.After(monday.Add(FileLasts+5*time.Minute)) {
		t.Error(url, until, err)
	}
	if d := cmp.Diff([]inquiry.Seen{inquiry.SeenExport, inquiry.SeenExport}, w.looks); d != "" {
		t.Error(d)
	}
	if _, _, err := s.Download(t.Context(), olga, r.ID, monday.Add(FileLasts)); !problem.Is(err, "export-expired") {
		t.Error(err)
	}
	w.files = map[string]string{}
	if err := s.Run(t.Context(), r.ID, monday.Add(time.Hour)); err != nil || len(w.files) != 0 {
		t.Error("a message that comes twice makes it twice", err)
	}
	later := monday.Add(FileLasts)
	if _, err := s.RunAgain(t.Context(), olga, r.ID, later); err != nil {
		t.Fatal(err)
	}
	if got := ran(t, s, r.ID, later); !got.Fetchable(later) || len(w.files) != 1 {
		t.Error(got)
	}
	erasure := asked(t, s, ask(Erasure, first))
	if _, _, err := s.Download(t.Context(), olga, erasure.ID, monday); !problem.Is(err, "data-request-no-file") {
		t.Error(err)
	}
}

func TestExport_ThatIsTooLarge_SaysOfWhich(t *testing.T) {
	s, w := begin()
	w.size = 150 << 20
	r := asked(t, s, ask(Export, first, second))
	if got := ran(t, s, r.ID, monday); got.State != Failed || got.Counts[ResultFailed] != 1 || w.files[got.File] != string(first)+" pdf\n" {
		t.Error(got, w.files)
	}
	_, results, err := s.Find(t.Context(), olga, r.ID)
	if err != nil || !slices.ContainsFunc(results, func(one Result) bool { return one.Inquiry == second && one.Reason == "export-too-large" }) {
		t.Error(results, err)
	}
}

func TestLooksAt_NamesOnesOwnPeopleOnly(t *testing.T) {
	s, _ := begin()
	got, _, err := s.LooksAt(t.Context(), olga, first, Page{}, monday)
	want := []Look{{Inquiry: first, Operator: "GBA", Subject: "ana", Name: "Ana"}, {Inquiry: first, Operator: "DEA", Centre: "DEA-BON"}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
}

// told counts what a recorder stores.
type told struct {
	LookStore
	n    int
	fail bool
}

func (s *told) Looked(context.Context, inquiry.Looked) error {
	if s.fail {
		return errors.New("no")
	}
	s.n++
	return nil
}

func TestRecorder_APageThatLooksByItself_IsOneLookInTenMinutes(t *testing.T) {
	store := &told{}
	r := &Recorder{Store: store}
	look := func(l inquiry.Looked) int {
		t.Helper()
		before := store.n
		if err := r.Looked(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		return store.n - before
	}
	page := inquiry.Looked{Inquiry: first, By: ana, Seen: inquiry.SeenPage, At: monday}
	for i := range 60 { // every ten seconds
		l := page
		l.At = monday.Add(time.Duration(i) * 10 * time.Second)
		if n := look(l); n != map[bool]int{true: 1, false: 0}[i == 0] {
			t.Fatal(i, n)
		}
	}
	for name, change := range map[string]func(*inquiry.Looked){
		"ten minutes later": func(l *inquiry.Looked) { l.At = monday.Add(SameLook) }, "somebody else": func(l *inquiry.Looked) { l.By = olga },
		"another inquiry": func(l *inquiry.Looked) { l.Inquiry = second }, "a document": func(l *inquiry.Looked) { l.Seen = inquiry.SeenDocument },
		"the next day": func(l *inquiry.Looked) { l.At = monday.AddDate(0, 0, 1) },
	} {
		l := page
		if change(&l); look(l) != 1 {
			t.Error(name, "is the same look")
		}
	}
	store.fail = true
	late := page
	late.At = monday.AddDate(0, 0, 2)
	if r.Looked(t.Context(), late) == nil {
		t.Error("nobody learns that it was not recorded")
	}
	store.fail = false
	if look(late) != 1 {
		t.Error("what could not be stored is taken for stored")
	}
	for i := range 20000 { // a process that lives long does not grow
		l := page
		l.Inquiry = inquiry.ID(time.Duration(i).String())
		look(l)
	}
	if n := r.Remembered(); n > 5000 {
		t.Error("it remembers", n)
	}
}
