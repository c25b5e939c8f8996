package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ByList names a list.
type ByList struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"a list's id"`
}

// SavedListView is a saved list; its fields stand in a list of lists and in the list itself.
type SavedListView struct {
	ID          string             `json:"id"`
	Name        string             `json:"name" example:"Christmas, shop in Leeds"`
	Note        string             `json:"note"`
	Shared      string             `json:"shared" enum:"centre,operator" doc:"With the people of the call centre, or with everybody of the operator"`
	Centre      principal.CentreID `json:"centre" doc:"Call centre of who made it; empty when they work in none"`
	MadeBy      string             `json:"madeBy" doc:"Name; empty when they have left"`
	Mine        bool               `json:"mine" doc:"You made it"`
	CreatedAt   time.Time          `json:"createdAt"`
	ExpiresAt   time.Time          `json:"expiresAt" doc:"When it ends unless somebody renews it"`
	ItemCount   int                `json:"itemCount"`
	News        int                `json:"news" doc:"How much happened since you looked"`
	ChangedAt   *time.Time         `json:"changedAt" doc:"When the latest news came; null when there was none"`
	Version     int                `json:"version"`
	MayBeEdited bool               `json:"mayBeEdited" doc:"You may change its name, note and sharing, and delete it"`
}

func (d Deps) viewOf(ctx context.Context, by principal.Principal, l follow.Listed) (SavedListView, error) {
	name, err := d.NameOf(ctx, l.By)
	return SavedListView{ID: string(l.ID), Name: l.Name, Note: l.Note, Shared: l.Shared, Centre: l.Centre, MadeBy: name, Mine: l.By == by.Subject, CreatedAt: l.CreatedAt, ExpiresAt: l.ExpiresAt,
		ItemCount: l.Items, News: l.News(), ChangedAt: httpapi.Some(l.ChangedAt), Version: l.Version, MayBeEdited: l.EditedBy(by)}, err
}

type listsOutput struct {
	Body struct {
		Items []SavedListView `json:"items"`
	}
}

func (d Deps) lists(ctx context.Context, _ *struct{}) (*listsOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.Lists.All(ctx, by, now)
	if err != nil {
		return nil, err
	}
	out := &listsOutput{}
	out.Body.Items = make([]SavedListView, len(all))
	for i, l := range all {
		if out.Body.Items[i], err = d.viewOf(ctx, by, l); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// asks is who asks, and when.
func (d Deps) asks(ctx context.Context) (principal.Principal, time.Time, error) {
	by, err := byOperator(ctx)
	if err != nil {
		return by, time.Time{}, err
	}
	now, err := d.Clock.Now(ctx)
	return by, now, err
}

type listOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     SavedListView
}

func (d Deps) answer(ctx context.Context, by principal.Principal, l follow.Listed, now time.Time) (*listOutput, error) {
	view, err := d.viewOf(ctx, by, l)
	return &listOutput{ETag: tagOf(l, now), Body: view}, err
}

func (d Deps) create(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body struct {
		Name   string             `json:"name" maxLength:"500" doc:"At most 80 characters; no person's name" example:"Christmas, shop in Leeds"`
		Note   string             `json:"note,omitempty" maxLength:"3000" doc:"At most 500 characters"`
		Shared string             `json:"shared" enum:"centre,operator"`
		Centre principal.CentreID `json:"centre,omitempty" maxLength:"9" doc:"One of your call centres; left out: your first"`
	}
}) (*listOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	l, err := d.Lists.Create(ctx, by, follow.List{Name: in.Body.Name, Note: in.Body.Note, Shared: in.Body.Shared, Centre: in.Body.Centre}, in.Key, now)
	if err != nil {
		return nil, err
	}
	out, err := d.answer(ctx, by, follow.Listed{List: l}, now)
	if err == nil {
		out.Location = "/v1/lists/" + string(l.ID)
	}
	return out, err
}

// SavedRowView is an item on a list.
type SavedRowView struct {
	ItemID       edi.ItemID `json:"itemId"`
	AddedAt      time.Time  `json:"addedAt"`
	News         bool       `json:"news" doc:"Something happened since you looked"`
	ChangedAt    *time.Time `json:"changedAt" doc:"When the latest news came; null when none came since it was added"`
	TakesPart    bool       `json:"takesPart" doc:"Your operator takes part in the item; where it does not, public milestones are all there is"`
	Milestone    string     `json:"milestone" doc:"One of the catalogue's milestones, or other; empty when nothing is known, or nothing that you may see"`
	Phase        string     `json:"phase"`
	Code         string     `json:"code" doc:"The event that says so; empty where your operator takes no part"`
	Country      string     `json:"country"`
	Since        *time.Time `json:"since"`
	Terminal     bool       `json:"terminal" doc:"Nothing more is expected"`
	LastCode     string     `json:"lastCode" doc:"The latest event; empty where your operator takes no part"`
	LastAt       *time.Time `json:"lastAt"`
	WatchedUntil *time.Time `json:"watchedUntil" doc:"null when it is watched no more: it reached its end some time ago"`
}

// SavedListDetails is a list with its items. It is exported because OpenAPI leaves out what is embedded unexported.
type SavedListDetails struct {
	SavedListView
	UpTo int            `json:"upTo" doc:"Number of the latest news; say that you have seen it with this"`
	Rows []SavedRowView `json:"rows" doc:"News first, then the latest first"`
}

type detailsOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   *SavedListDetails
}

// tagOf is the weak tag of a list as a person sees it; its first part is the version that edits name. What is watched no more shows within an hour.
func tagOf(l follow.Listed, now time.Time) string {
	return fmt.Sprintf(`W/"%d.%d.%d.%d.%d"`, l.Version, l.Edits, l.Seq, l.Seen, now.Unix()/3600)
}

func (d Deps) list(ctx context.Context, in *struct {
	ByList
	IfNoneMatch string `header:"If-None-Match" maxLength:"1000" doc:"ETag of what the caller has: 304 while it is the same"`
}) (*detailsOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	l, err := d.Lists.Look(ctx, by, follow.ListID(in.ID), now)
	if err != nil {
		return nil, err
	}
	out := &detailsOutput{Status: http.StatusOK, ETag: tagOf(l, now)}
	if slices.ContainsFunc(strings.Split(in.IfNoneMatch, ","), func(t string) bool { return strings.TrimSpace(t) == out.ETag }) {
		out.Status = http.StatusNotModified // huma then sends no body
		return out, nil
	}
	rows, err := d.Lists.Open(ctx, l.List)
	if err != nil {
		return nil, err
	}
	view, err := d.viewOf(ctx, by, l)
	if err != nil {
		return nil, err
	}
	out.Body = &SavedListDetails{SavedListView: view, UpTo: l.Seq, Rows: make([]SavedRowView, len(rows))}
	for i, r := range rows {
		out.Body.Rows[i] = rowView(r, l.Seen, now)
	}
	return out, nil
}

func rowView(r follow.Row, seen int, now time.Time) SavedRowView {
	v := SavedRowView{ItemID: r.ItemID, AddedAt: r.AddedAt, News: r.Seq > seen, ChangedAt: httpapi.Some(r.ChangedAt), TakesPart: r.Sight.TakesPart, Milestone: r.Sight.Milestone, Phase: r.Sight.Phase,
		Code: r.Sight.Code, Country: r.Sight.Country, Since: httpapi.Some(r.Sight.Since), Terminal: r.Sight.Terminal, LastCode: r.Sight.LastCode, LastAt: httpapi.Some(r.Sight.LastAt)}
	if r.Watched(now) {
		v.WatchedUntil = &r.Until
	}
	return v
}

func (d Deps) change(ctx context.Context, in *struct {
	ByList
	httpapi.Edit
	Body struct {
		Name   *string `json:"name,omitempty" maxLength:"500"`
		Note   *string `json:"note,omitempty" maxLength:"3000"`
		Shared *string `json:"shared,omitempty" enum:"centre,operator"`
		Renew  bool    `json:"renew,omitempty" doc:"It ends 90 days from now, and its items are watched on"`
	}
}) (*listOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	version, err := in.Version(follow.Any, 0)
	if err != nil {
		return nil, err
	}
	edit := follow.Edit{Name: in.Body.Name, Note: in.Body.Note, Shared: in.Body.Shared, Renew: in.Body.Renew}
	if _, err := d.Lists.Change(ctx, by, follow.ListID(in.ID), version, edit, now); err != nil {
		return nil, err
	}
	l, err := d.Lists.Look(ctx, by, follow.ListID(in.ID), now)
	if err != nil {
		return nil, err
	}
	return d.answer(ctx, by, l, now)
}

func (d Deps) delete(ctx context.Context, in *struct {
	ByList
	httpapi.Edit
}) (*struct{}, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	version, err := in.Version(follow.Any, 0)
	if err != nil {
		return nil, err
	}
	return nil, d.Lists.Delete(ctx, by, follow.ListID(in.ID), version, now)
}

// AddedView is what became of something that was to be put on a list.
type AddedView struct {
	Line    int        `json:"line" doc:"Where it stood in the text, from 1; of items: its place"`
	Text    string     `json:"text" doc:"What was typed"`
	ItemID  edi.ItemID `json:"itemId" doc:"Empty when it is no item"`
	Outcome string     `json:"outcome" enum:"added,present,invalid"`
	Reason  string     `json:"reason" doc:"Why it is no item" example:"check digit: is 0, must be 9 for the number 12345679"`
}

type addedOutput struct {
	Body struct {
		Items []AddedView `json:"items"`
		Added int         `json:"added"`
	}
}

func (d Deps) add(ctx context.Context, in *struct {
	ByList
	Body struct {
		Items []string `json:"items,omitempty" maxItems:"500" doc:"Identifiers (S10) as people type them"`
		Text  string   `json:"text,omitempty" maxLength:"200000" doc:"Pasted: one a line, several divided by commas, or a table as CSV"`
	}
}) (*addedOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	var typed []follow.Typed
	for i, one := range in.Body.Items {
		for _, t := range follow.ReadItems(strings.ReplaceAll(one, "\n", " ")) {
			t.Line = i + 1
			typed = append(typed, t)
		}
	}
	typed = append(typed, follow.ReadItems(in.Body.Text)...)
	if len(typed) == 0 {
		return nil, problem.New(problem.Invalid, "request-invalid", "Say which items.").With("items", "names none, and neither does text")
	}
	added, err := d.Lists.Add(ctx, by, follow.ListID(in.ID), typed, now)
	if err != nil {
		return nil, err
	}
	out := &addedOutput{}
	out.Body.Items = make([]AddedView, len(added))
	for i, a := range added {
		out.Body.Items[i] = AddedView{Line: a.Line, Text: a.Text, ItemID: a.ItemID, Outcome: a.Outcome, Reason: a.Reason}
		if a.Outcome == follow.OutcomeAdded {
			out.Body.Added++
		}
	}
	return out, nil
}

func (d Deps) remove(ctx context.Context, in *struct {
	ByList
	Body struct {
		Items []string `json:"items" minItems:"1" maxItems:"500"`
	}
}) (*struct{}, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := read(in.Body.Items)
	if err != nil {
		return nil, err
	}
	return nil, d.Lists.Remove(ctx, by, follow.ListID(in.ID), ids, now)
}

// read reads identifiers; all of them have to be some.
func read(typed []string) ([]edi.ItemID, error) {
	wrong := problem.New(problem.Invalid, "request-invalid", "Some of these are no items.")
	out := make([]edi.ItemID, len(typed))
	for i, one := range typed {
		s10, err := edi.ParseItemID(one)
		if err != nil {
			wrong.With(fmt.Sprintf("items[%d]", i), "is no item identifier")
		}
		out[i] = s10.ID
	}
	return out, wrong.OrNil()
}

func (d Deps) seen(ctx context.Context, in *struct {
	ByList
	Body struct {
		UpTo int `json:"upTo" minimum:"0" doc:"As it came with the list"`
	}
}) (*struct{}, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	return nil, d.Lists.Seen(ctx, by, follow.ListID(in.ID), in.Body.UpTo, now)
}

// AskedView is what is being asked about an item.
type AskedView struct {
	ItemID    edi.ItemID    `json:"itemId"`
	Inquiries []OpenInquiry `json:"inquiries"`
}

type askedOutput struct {
	Body struct {
		Items []AskedView `json:"items" doc:"Those about which something is being asked"`
	}
}

const askAtOnce = 8

func (d Deps) inquiries(ctx context.Context, in *struct {
	ByList
	Items []string `query:"items" required:"true" maxItems:"50" doc:"Items on the list, divided by commas"`
}) (*askedOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := d.Lists.Look(ctx, by, follow.ListID(in.ID), now); err != nil {
		return nil, err
	}
	ids, err := read(in.Items)
	if err != nil {
		return nil, err
	}
	found, errs := make([][]OpenInquiry, len(ids)), make([]error, len(ids))
	slots := make(chan struct{}, askAtOnce)
	var wg sync.WaitGroup
	for i, id := range ids {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil { // in a goroutine of its own it would end the function and all it is handling
					errs[i] = fmt.Errorf("panic: %v", p)
				}
				<-slots
			}()
			found[i], errs[i] = d.OpenInquiries(ctx, by, id)
		})
	}
	wg.Wait()
	out := &askedOutput{}
	out.Body.Items = []AskedView{}
	for i, id := range ids {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if len(found[i]) > 0 {
			out.Body.Items = append(out.Body.Items, AskedView{ItemID: id, Inquiries: found[i]})
		}
	}
	return out, nil
}
