package exchange

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Head is how far an operator's files are.
type Head struct {
	Operator directory.OperatorCode
	Version  int
	Last     int       // number of the newest file
	Told     string    // key of what was told, an object of its own; "" while there is none
	Since    time.Time // when the first run began: answers before it that nobody waits for are not told
	WalkedAt time.Time // when the last run that came to its end began
	Night    time.Time // the last night for which a run came to its end
}

// File is one of our files for an operator.
type File struct {
	Operator  directory.OperatorCode
	Number    int // from 1, without gaps
	Night     bool
	Format    Format
	Lines     map[Record]int
	Bytes     int
	MadeAt    time.Time
	ExpiresAt time.Time
	Key       string
	FetchedAt time.Time // last; zero while nobody has
	FetchedBy string    // subject
}

// Name is what the file is called when it is saved.
func (f File) Name() string {
	return fmt.Sprintf("whereabouts-%s-%06d.%s", f.Operator, f.Number, f.Format)
}

// folders are those that an operator's inquiries are in; a closed one only while it may have to be told.
var folders = []inquiry.Folder{inquiry.ToDo, inquiry.OverdueByUs, inquiry.ToRead, inquiry.ReturnedToUs, inquiry.Waiting, inquiry.OverdueByPartner}

const (
	walkPage = 100
	// margin is what a run goes back beyond the beginning of the one before: by then, every index shows what was stored.
	margin = 24 * time.Hour
	// maxTold bounds what a run reads of what was told, in bytes as packed: some millions of inquiries.
	maxTold = 64 << 20
)

// Ask has the files of the caller's operator made now.
func (s *Service) Ask(ctx context.Context, by principal.Principal) error {
	if err := mayExchange(by); err != nil {
		return err
	}
	return s.Queue.Send(ctx, Message{Operator: by.Operator})
}

// Run makes an operator's files: it goes through the folders of its call centres and tells of each inquiry what happened since it was told last.
// What was told is kept beside the file and committed with it, so a line is in exactly one file: a run that is cut short, or that meets
// another one, leaves nothing behind but committed files, and the next goes on after them. What is overlooked because it changes folders
// meanwhile is found by the next run. Night is zero for a run on demand.
func (s *Service) Run(ctx context.Context, op directory.OperatorCode, night, now time.Time) ([]File, error) {
	r, err := s.begin(ctx, op, night, now)
	if err != nil {
		return nil, fmt.Errorf("files of %s: %w", op, err)
	}
	if !night.IsZero() && !night.After(r.head.Night) {
		return nil, nil // the message came twice
	}
	err = r.walk(ctx)
	switch {
	case errors.Is(err, errLate), errors.Is(err, ErrChanged): // another run was quicker: what it left is told after it
		return r.made, s.Queue.Send(ctx, Message{Operator: op, Night: night})
	case err != nil:
		return r.made, fmt.Errorf("files of %s: %w", op, err)
	}
	return r.made, nil
}

var errLate = errors.New("no time left")

// run is one run under way.
type run struct {
	*Service
	set     Settings
	terms   Terms
	head    Head
	told    map[inquiry.ID]told
	centres []directory.CentreID
	night   time.Time
	now     time.Time
	looked  map[inquiry.ID]bool
	lines   []Line
	made    []File
}

func (s *Service) begin(ctx context.Context, op directory.OperatorCode, night, now time.Time) (*run, error) {
	terms, err := AgreedTerms()
	if err != nil {
		return nil, err
	}
	set, err := s.Store.Settings(ctx, op)
	if err != nil {
		return nil, err
	}
	head, err := s.Store.Head(ctx, op)
	if err != nil {
		return nil, err
	}
	if head.Since.IsZero() {
		head.Since = now
	}
	r := &run{Service: s, set: set, terms: terms, head: head, night: night, now: now, looked: map[inquiry.ID]bool{}, told: map[inquiry.ID]told{}}
	if r.centres, err = s.centres(ctx, set); err != nil {
		return nil, err
	}
	if head.Told != "" {
		packed, err := s.Files.Read(ctx, head.Told, maxTold)
		if err == nil {
			r.told, err = unpack(packed)
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// walk goes through the folders. It ends with a commit that says when it began.
func (r *run) walk(ctx context.Context) error {
	closedSince := r.head.WalkedAt.Add(-margin)
	for _, centre := range r.centres {
		for _, f := range folders {
			if err := r.folder(ctx, centre, f, time.Time{}); err != nil {
				return err
			}
		}
		if !r.head.WalkedAt.IsZero() {
			if err := r.folder(ctx, centre, inquiry.ClosedFolder, closedSince); err != nil {
				return err
			}
		}
	}
	maps.DeleteFunc(r.told, func(id inquiry.ID, t told) bool { return t.Closed && !r.looked[id] }) // closed so long ago that no folder shows it to us
	r.head.WalkedAt = r.now
	if r.night.After(r.head.Night) {
		r.head.Night = r.night
	}
	return r.commit(ctx)
}

func (r *run) folder(ctx context.Context, centre directory.CentreID, f inquiry.Folder, since time.Time) error {
	page := inquiry.Page{Limit: walkPage, Since: since}
	for {
		rows, err := r.Folders.Folder(ctx, centre, f, page)
		if err != nil {
			return err
		}
		for _, q := range rows.Items {
			if err := r.look(ctx, q); err != nil {
				return err
			}
		}
		if page.Position = rows.Next; page.Position == nil {
			return nil
		}
	}
}

// look tells of an inquiry what the operator has not been told, and commits when the file is full.
func (r *run) look(ctx context.Context, q inquiry.Inquiry) error {
	row := rowOf(q)
	if r.looked[q.ID] || r.told[q.ID].Row == row {
		r.looked[q.ID] = true
		return nil
	}
	if r.Late(ctx) {
		if err := r.commit(ctx); err != nil {
			return err
		}
		return errLate
	}
	d, newest, err := r.Inquiries.Told(ctx, actor(r.set.Operator, r.centres), q.ID, inquiry.SeenExport, r.now)
	if problem.Is(err, "inquiry-unknown") { // it went to somebody else meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	r.lines = append(r.lines, linesOf(d, r.set.Operator, r.told[q.ID], r.head.Since, r.set.Language)...)
	r.told[q.ID], r.looked[q.ID] = told{Seq: newest, Row: row, Closed: d.Inquiry.State == inquiry.StateClosed}, true
	if len(r.lines) >= r.terms.LinesAFile {
		return r.commit(ctx)
	}
	return nil
}

// rowOf is a digest of what a folder shows of an inquiry and what a step that is told changes: its state, its level, when it was answered and
// closed, and the clock, which begins anew or gets a pause with every question. A row that says the same as when its inquiry was told last
// needs no look; one that does not, a look, which may find nothing to tell.
func rowOf(q inquiry.Inquiry) string {
	sum := sha256.Sum256(fmt.Append(nil, q.State, q.Level, q.Replier, q.Requester, q.RepliedAt.UnixMilli(), q.ClosedAt.UnixMilli(), q.RespondBy.UnixMilli(), q.SentAt.UnixMilli(),
		q.Clock.StartedAt.UnixMilli(), q.Clock.DueAt.UnixMilli(), len(q.Clock.Pauses), len(q.Clock.Held)))
	return hex.EncodeToString(sum[:6])
}

// commit stores what was told and the file that tells it, if there is anything to tell.
func (r *run) commit(ctx context.Context) error {
	h, id := r.head, r.NewID()
	h.Version++
	h.Told = fmt.Sprintf("told/%s/%s.json.gz", r.set.Operator, id)
	packed, err := pack(r.told)
	if err != nil {
		return err
	}
	if err := r.Files.Write(ctx, h.Told, "application/gzip", packed); err != nil {
		return err
	}
	var file *File
	if len(r.lines) > 0 {
		if file, err = r.file(ctx, &h, id); err != nil {
			return err
		}
	}
	if err := r.Store.Commit(ctx, h, file); err != nil {
		return errors.Join(err, r.Files.Remove(ctx, h.Told))
	}
	old := r.head.Told
	r.head, r.lines = h, nil
	if file != nil {
		r.made = append(r.made, *file)
	}
	if old == "" {
		return nil
	}
	return r.Files.Remove(ctx, old)
}

func (r *run) file(ctx context.Context, h *Head, id string) (*File, error) {
	h.Last++
	body, err := write(r.lines, r.set.Format, r.set.Separator)
	if err != nil {
		return nil, err
	}
	f := &File{Operator: r.set.Operator, Number: h.Last, Night: !r.night.IsZero(), Format: r.set.Format, Lines: map[Record]int{}, Bytes: len(body), MadeAt: r.now,
		ExpiresAt: r.now.Add(r.terms.FilesLast()), Key: fmt.Sprintf("out/%s/%s.%s", r.set.Operator, id, r.set.Format)}
	for _, l := range r.lines {
		f.Lines[l.Record]++
	}
	return f, r.Files.Write(ctx, f.Key, contentTypes[f.Format], body)
}

var contentTypes = map[Format]string{CSV: "text/csv; charset=utf-8", JSONL: "application/x-ndjson"}

func pack(told map[inquiry.ID]told) ([]byte, error) {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if err := errors.Join(json.NewEncoder(z).Encode(told), z.Close()); err != nil {
		return nil, fmt.Errorf("write what was told: %w", err)
	}
	return out.Bytes(), nil
}

func unpack(packed []byte) (map[inquiry.ID]told, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	out := map[inquiry.ID]told{}
	raw, err := io.ReadAll(z)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was told: %w", err)
	}
	return out, nil
}

// Out returns the files of the caller's operator, the newest first.
func (s *Service) Out(ctx context.Context, by principal.Principal, p Page) ([]File, map[string]string, error) {
	if err := mayExchange(by); err != nil {
		return nil, nil, err
	}
	return s.Store.Out(ctx, by.Operator, p)
}

// Fetch returns an address from which a file can be fetched until an instant, and notes who asked for it.
func (s *Service) Fetch(ctx context.Context, by principal.Principal, number int, now time.Time) (string, time.Time, error) {
	if err := mayExchange(by); err != nil {
		return "", time.Time{}, err
	}
	f, err := s.Store.File(ctx, by.Operator, number)
	if err != nil {
		return "", time.Time{}, err
	}
	if !now.Before(f.ExpiresAt) {
		return "", time.Time{}, expired()
	}
	f.FetchedAt, f.FetchedBy = now, by.Subject
	if err := s.Store.Fetched(ctx, f); err != nil { // whoever cannot be noted is shown nothing
		return "", time.Time{}, fmt.Errorf("fetch file %d of %s: %w", number, by.Operator, err)
	}
	url, err := s.Files.Link(ctx, f.Key, f.Name(), linkLasts)
	return url, now.Add(linkLasts), err
}

func expired() error {
	return problem.New(problem.Conflict, "exchange-file-expired", "The file is no longer kept: the personal data in it would stay longer than it is of use.")
}

// Nightly sends a message for each operator whose nightly file is owed, and one for a month that is over and not settled.
func (s *Service) Nightly(ctx context.Context, now time.Time) (sent int, _ error) {
	nights, err := s.Store.Nights(ctx)
	if err != nil {
		return 0, fmt.Errorf("nightly files: %w", err)
	}
	var messages []Message
	for _, set := range nights {
		h, err := s.Store.Head(ctx, set.Operator)
		if err != nil {
			return 0, fmt.Errorf("nightly files: %w", err)
		}
		night, due, err := set.Due(h.Night, now)
		if err != nil {
			return 0, fmt.Errorf("nightly file of %s: %w", set.Operator, err)
		}
		if due {
			messages = append(messages, Message{Operator: set.Operator, Night: night})
		}
	}
	month, err := s.owedMonth(ctx, now)
	if err != nil {
		return 0, err
	}
	if month != "" {
		messages = append(messages, Message{Month: month})
	}
	return len(messages), s.Queue.Send(ctx, messages...)
}
