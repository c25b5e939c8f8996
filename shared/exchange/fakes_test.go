package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	bea    = principal.Principal{Subject: "bea", Name: "Bea Example", Operator: "DEA", Roles: []principal.Role{principal.Supervisor, principal.OperatorAdministrator}}
	bruno  = principal.Principal{Subject: "bruno", Operator: "DEA", Roles: []principal.Role{principal.Agent}}
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
)

var loaded = sync.OnceValues(data.Load)

// release is the newest catalogue of the data.
func release(t require) *catalogue.Release {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return &d.Releases[len(d.Releases)-1]
}

// kept is an inquiry as the world keeps it.
type kept struct {
	q       inquiry.Inquiry
	request map[string]any
	history []inquiry.Event
}

// world keeps everything in memory: the table, the queue, the bucket, the inquiries and the call centres GBA-DON and DEA-BON.
type world struct {
	directory.Reader
	release *catalogue.Release
	t       time.Time

	settings   map[directory.OperatorCode]Settings
	heads      map[directory.OperatorCode]Head
	files      map[string]File
	uploads    map[string]Upload
	statements map[string]Statement
	settled    map[string]bool
	objects    map[string][]byte
	sent       []Message
	inquiries  map[inquiry.ID]*kept
	looks      int
	took       map[string]bool
	ids        int
	late       func() bool
	breaks     func(what string) error // nil: nothing breaks
}

func begin(t require) (*Service, *world) {
	t.Helper()
	w := &world{release: release(t), t: monday, settings: map[directory.OperatorCode]Settings{}, heads: map[directory.OperatorCode]Head{}, files: map[string]File{}, uploads: map[string]Upload{},
		statements: map[string]Statement{}, settled: map[string]bool{}, objects: map[string][]byte{}, inquiries: map[inquiry.ID]*kept{}, took: map[string]bool{}, late: func() bool { return false }}
	return &Service{Store: w, Files: w, Queue: w, Inquiries: inquiries{w}, Steps: func(o inquiry.Once) Steps { return steps{w, o} }, Folders: w, Directory: w, Operators: w,
		Late: func(context.Context) bool { return w.late() }, NewID: func() string { w.ids++; return fmt.Sprintf("ID%024d", w.ids) }}, w
}

func (w *world) broken(what string) error {
	if w.breaks == nil {
		return nil
	}
	return w.breaks(what)
}

// at moves the time on and returns it.
func (w *world) at(d time.Duration) time.Time { w.t = w.t.Add(d); return w.t }

// add makes an inquiry of GBA to DEA that waits to be answered.
func (w *world) add(n int, workflow string, fields map[string]any) *kept {
	id := inquiry.ID(fmt.Sprintf("01JD%022d", n))
	k := &kept{request: fields, q: inquiry.Inquiry{ID: id, ItemID: "EE123456785GB", Product: "EMS", Workflow: workflow, Level: 1, CreatedAt: w.t, SentAt: w.t, Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}}}
	w.inquiries[id] = k
	w.step(k, inquiry.Event{Kind: inquiry.Sent})
	k.q.Replier = inquiry.Party{Operator: "DEA", Centre: "DEA-BON"}
	k.q.Clock.DueAt = w.t.Add(6 * time.Hour)
	w.step(k, inquiry.Event{Kind: inquiry.Routed})
	return k
}

// step appends a step as package inquiry would.
func (w *world) step(k *kept, e inquiry.Event) {
	e.InquiryID, e.Seq, e.At, e.Level = k.q.ID, k.q.Version+1, w.at(time.Minute), k.q.Level
	k.q.Version, k.history = e.Seq, append(k.history, e)
	switch e.Kind {
	case inquiry.Sent:
		k.q.State = inquiry.StateSent
	case inquiry.Escalated:
		k.q.State, k.q.Clock.StartedAt = inquiry.StateSent, e.At
	case inquiry.Supplemented:
		k.q.State, k.q.Clock.Pauses = inquiry.StateSent, append(slices.Clone(k.q.Clock.Pauses), inquiry.Pause{To: e.At})
	case inquiry.Replied:
		k.q.RepliedAt = e.At
		k.q.State, k.q.LastReply = inquiry.StateReplied, &inquiry.ReplyRef{Code: e.Reply.Code, Class: e.Reply.Class}
	case inquiry.Returned:
		k.q.RepliedAt = e.At
		k.q.State = inquiry.StateReturned
	case inquiry.Closed:
		k.q.State, k.q.ClosedAt, k.q.ClosingCode = inquiry.StateClosed, e.At, e.ClosingCode
	}
}

func replied(code string, fields map[string]any) inquiry.Event {
	return inquiry.Event{Kind: inquiry.Replied, Reply: &inquiry.Reply{Code: code, Class: "C", Fields: fields}}
}

func (w *world) Told(_ context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, _ time.Time) (inquiry.Details, int, error) {
	k := w.inquiries[id]
	if k == nil || !k.q.VisibleTo(by.Operator) {
		return inquiry.Details{}, 0, problem.New(problem.NotFound, "inquiry-unknown", "no")
	}
	if as != inquiry.Unseen {
		w.looks++
	}
	return inquiry.Details{Inquiry: k.q, Request: inquiry.Request{Fields: k.request}, History: slices.Clone(k.history), Release: w.release}, k.q.Version, w.broken("told")
}

func (w *world) Contents(ctx context.Context, by principal.Principal, id inquiry.ID, as inquiry.Seen, _ bool, now time.Time) (inquiry.Details, error) {
	d, _, err := w.Told(ctx, by, id, as, now)
	return d, err
}

func (w *world) Head(_ context.Context, op directory.OperatorCode) (Head, error) {
	h := w.heads[op]
	h.Operator = op
	return h, nil
}

func (w *world) Folder(_ context.Context, centre directory.CentreID, f inquiry.Folder, p inquiry.Page) (inquiry.Rows, error) {
	var all []inquiry.Inquiry
	for _, id := range slices.Sorted(maps.Keys(w.inquiries)) {
		q := w.inquiries[id].q
		for _, side := range []inquiry.Side{inquiry.Requester, inquiry.Replier} {
			if q.Party(side).Centre == centre && q.FolderOf(side) == f && p.Filter.Takes(q, side) && (f != inquiry.ClosedFolder || !q.ClosedAt.Before(p.Since)) {
				row := q // a folder shows neither the version nor anything else that is no member of its rows
				row.Version, row.OnTime, row.ClosingCode, row.Attachments = 0, nil, "", 0
				all = append(all, row)
			}
		}
	}
	from, _ := strconv.Atoi(p.Position["n"])
	rows := inquiry.Rows{Items: all[min(from, len(all)):min(from+2, len(all))]} // two a page, so that pages are turned
	if from+2 < len(all) {
		rows.Next = map[string]string{"n": strconv.Itoa(from + 2)}
	}
	return rows, w.broken("folder")
}

func (w *world) CentresOf(_ context.Context, op directory.OperatorCode) ([]directory.CallCentre, error) {
	return []directory.CallCentre{{ID: map[directory.OperatorCode]directory.CentreID{"GBA": "GBA-DON", "DEA": "DEA-BON", "FRA": "FRA-PAR"}[op]}}, nil
}

func (w *world) Operators(context.Context) ([]directory.Operator, error) {
	return []directory.Operator{{Code: "DEA"}, {Code: "FRA"}, {Code: "GBA"}}, nil
}

func (w *world) Send(_ context.Context, m ...Message) error {
	w.sent = append(w.sent, m...)
	return nil
}

func (w *world) Settings(_ context.Context, op directory.OperatorCode) (Settings, error) {
	if s, set := w.settings[op]; set {
		return s, nil
	}
	return Default(op), nil
}

func (w *world) PutSettings(_ context.Context, s Settings) error {
	if w.settings[s.Operator].Version != s.Version-1 {
		return ErrChanged
	}
	w.settings[s.Operator] = s
	return nil
}

func (w *world) Nights(context.Context) (out []Settings, _ error) {
	for _, op := range slices.Sorted(maps.Keys(w.settings)) {
		if w.settings[op].Nightly {
			out = append(out, w.settings[op])
		}
	}
	return out, nil
}

func (w *world) Commit(_ context.Context, h Head, f *File) error {
	if err := w.broken("commit"); err != nil {
		return err
	}
	if w.heads[h.Operator].Version != h.Version-1 {
		return ErrChanged
	}
	w.heads[h.Operator] = h
	if f != nil {
		w.files[f.Name()] = *f
	}
	return nil
}

func (w *world) Out(_ context.Context, op directory.OperatorCode, _ Page) (out []File, _ map[string]string, _ error) {
	for _, f := range w.files {
		if f.Operator == op {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b File) int { return cmp.Compare(b.Number, a.Number) })
	return out, nil, nil
}

func (w *world) File(_ context.Context, op directory.OperatorCode, number int) (File, error) {
	for _, f := range w.files {
		if f.Operator == op && f.Number == number {
			return f, nil
		}
	}
	return File{}, problem.New(problem.NotFound, "exchange-file-unknown", "no")
}

func (w *world) Fetched(_ context.Context, f File) error {
	w.files[f.Name()] = f
	return w.broken("fetched")
}

func (w *world) Announce(_ context.Context, u Upload) error {
	if _, err := w.Announced(context.Background(), u.Operator, u.Once); u.Once != "" && err == nil {
		return ErrExists
	}
	w.uploads[u.ID] = u
	return nil
}

func (w *world) Announced(_ context.Context, op directory.OperatorCode, once string) (Upload, error) {
	for _, u := range w.uploads {
		if u.Operator == op && u.Once == once {
			return u, nil
		}
	}
	return Upload{}, errors.New("nothing was announced with it")
}

func (w *world) Upload(_ context.Context, op directory.OperatorCode, id string) (Upload, error) {
	if u, there := w.uploads[id]; there && u.Operator == op {
		return u, nil
	}
	return Upload{}, problem.New(problem.NotFound, "exchange-upload-unknown", "no")
}

func (w *world) Progress(_ context.Context, u Upload) error { w.uploads[u.ID] = u; return nil }

func (w *world) Uploads(context.Context, directory.OperatorCode, Page) ([]Upload, map[string]string, error) {
	return slices.Collect(maps.Values(w.uploads)), nil, nil
}

func statementName(op directory.OperatorCode, month string, partner directory.OperatorCode, version int) string {
	return fmt.Sprint(op, month, partner, version)
}

func (w *world) AddStatement(_ context.Context, s Statement) error {
	w.statements[statementName(s.Operator, s.Month, s.Partner, s.Version)] = s
	s.Operator, s.Partner, s.Owed, s.Due = s.Partner, s.Operator, s.Due, s.Owed
	w.statements[statementName(s.Operator, s.Month, s.Partner, s.Version)] = s
	return nil
}

func (w *world) Statement(_ context.Context, op directory.OperatorCode, month string, partner directory.OperatorCode, version int) (Statement, error) {
	for v := 9; v > 0; v-- {
		if s, there := w.statements[statementName(op, month, partner, v)]; there && (version == 0 || version == v) {
			return s, nil
		}
	}
	return Statement{}, problem.New(problem.NotFound, "statement-unknown", "no")
}

func (w *world) Statements(context.Context, directory.OperatorCode, Page) ([]Statement, map[string]string, error) {
	return slices.Collect(maps.Values(w.statements)), nil, nil
}

func (w *world) Settled(_ context.Context, month string) (bool, error) { return w.settled[month], nil }
func (w *world) Settle(_ context.Context, month string, _ time.Time) error {
	w.settled[month] = true
	return nil
}

func (w *world) Write(_ context.Context, key, _ string, body []byte) error {
	w.objects[key] = body
	return w.broken("write")
}

func (w *world) Read(_ context.Context, key string, most int64) ([]byte, error) {
	body, there := w.objects[key]
	if !there {
		return nil, problem.New(problem.Conflict, "exchange-file-expired", "no")
	}
	return body[:min(len(body), int(most))], nil
}

func (w *world) Remove(_ context.Context, key string) error { delete(w.objects, key); return nil }
func (w *world) Link(_ context.Context, key, name string, _ time.Duration) (string, error) {
	return key + "?" + name, nil
}
func (w *world) Sign(_ context.Context, u Upload, _ time.Duration) (Signed, error) {
	return Signed{Method: "PUT", URL: u.Key()}, nil
}

// inquiries tells the two Heads apart.
type inquiries struct{ *world }

func (i inquiries) Head(_ context.Context, _ principal.Principal, id inquiry.ID) (inquiry.Inquiry, error) {
	if k := i.inquiries[id]; k != nil {
		return k.q, nil
	}
	return inquiry.Inquiry{}, problem.New(problem.NotFound, "inquiry-unknown", "no")
}

// steps answers what waits, once.
type steps struct {
	*world
	once inquiry.Once
}

func (s steps) Took(_ context.Context, by principal.Principal, id inquiry.ID) (bool, error) {
	if k := s.inquiries[id]; k == nil || !k.q.VisibleTo(by.Operator) {
		return false, problem.New(problem.NotFound, "inquiry-unknown", "no")
	}
	for kept := range s.took {
		if key, _, _ := strings.Cut(kept, "."); strings.HasPrefix(s.once.String(), key+".") && kept != s.once.String() {
			return false, problem.New(problem.Invalid, "idempotency-key-reused", "no")
		}
	}
	return s.took[s.once.String()], s.broken("step")
}

func (s steps) Reply(_ context.Context, _ principal.Principal, id inquiry.ID, _ int, r inquiry.Reply, _ time.Time) (inquiry.Inquiry, error) {
	k := s.inquiries[id]
	code, known := s.release.Reply(r.Code)
	if k.q.State != inquiry.StateSent || !known {
		return k.q, problem.New(problem.Conflict, inquiry.NotAllowed, "no")
	}
	if wrong := s.release.CheckReply(code, k.q.Workflow, r.Fields, "fields", k.q.Level); len(wrong) > 0 {
		return k.q, &problem.Problem{Kind: problem.Invalid, Slug: "reply-incomplete", Fields: wrong}
	}
	s.took[s.once.String()] = true
	s.step(k, replied(r.Code, r.Fields))
	return k.q, nil
}

func (s steps) Supplement(context.Context, principal.Principal, inquiry.ID, int, map[string]any, inquiry.Words, time.Time) (inquiry.Inquiry, error) {
	return inquiry.Inquiry{}, errors.New("not in these tests")
}

func (s steps) Close(_ context.Context, _ principal.Principal, id inquiry.ID, _ int, code string, _ time.Time) (inquiry.Inquiry, error) {
	k := s.inquiries[id]
	s.took[s.once.String()] = true
	s.step(k, inquiry.Event{Kind: inquiry.Closed, ClosingCode: code})
	return k.q, nil
}
