package api

import (
	"context"
	"strconv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// ByFeed names a feed of the caller's operator.
type ByFeed struct {
	Feed string `query:"feed" maxLength:"30" default:"main" doc:"Small letters, digits and hyphens. A feed is there as soon as it watches something" example:"shop-leeds"`
}

// WatchingView is what became of an item that a feed is to watch.
type WatchingView struct {
	Text      string     `json:"text" doc:"What was sent as itemId"`
	ItemID    edi.ItemID `json:"itemId" doc:"Empty when it is no item"`
	Outcome   string     `json:"outcome" enum:"added,present,invalid" doc:"present: it was watched already, and has this reference and end now"`
	Reason    string     `json:"reason" doc:"Why it is not watched" example:"check digit: is 0, must be 9 for the number 12345679"`
	Ref       string     `json:"ref"`
	ExpiresAt *time.Time `json:"expiresAt" doc:"null when it is not watched"`
}

type watchOutput struct {
	Body struct {
		Items []WatchingView `json:"items" doc:"In the order of the request"`
	}
}

func (d Deps) watch(ctx context.Context, in *struct {
	ByFeed
	Body struct {
		Items []struct {
			ItemID    string     `json:"itemId" maxLength:"500" doc:"S10 identifier, as people type it" example:"EE123456799GB"`
			Ref       string     `json:"ref,omitempty" maxLength:"200" doc:"Your own: an order, a case. At most 64 letters, digits and . _ : / -; no personal data" example:"order:4711"`
			ExpiresAt *time.Time `json:"expiresAt,omitempty" doc:"Left out: in 60 days; at most in 180"`
		} `json:"items" minItems:"1" maxItems:"1000" doc:"At most 100"`
	}
}) (*watchOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	wanted := make([]follow.Wanted, len(in.Body.Items))
	for i, one := range in.Body.Items {
		wanted[i] = follow.Wanted{Typed: one.ItemID, Ref: one.Ref}
		if one.ExpiresAt != nil {
			wanted[i].ExpiresAt = *one.ExpiresAt
		}
	}
	done, err := d.Feeds.Watch(ctx, by, in.Feed, wanted, now)
	if err != nil {
		return nil, err
	}
	out := &watchOutput{}
	out.Body.Items = make([]WatchingView, len(done))
	for i, w := range done {
		out.Body.Items[i] = WatchingView{Text: w.Text, ItemID: w.ItemID, Outcome: w.Outcome, Reason: w.Reason, Ref: w.Ref}
		if w.Outcome != follow.OutcomeInvalid {
			out.Body.Items[i].ExpiresAt = &done[i].ExpiresAt
		}
	}
	return out, nil
}

// WatchView is an item that a feed watches.
type WatchView struct {
	ItemID    edi.ItemID `json:"itemId"`
	Ref       string     `json:"ref"`
	Since     time.Time  `json:"since"`
	ExpiresAt time.Time  `json:"expiresAt"`
	Last      int        `json:"last" doc:"Number of its latest event in the feed; 0: none yet"`
}

type watchesOutput struct {
	Body struct {
		Items      []WatchView `json:"items"`
		NextCursor string      `json:"nextCursor" doc:"Empty on the last page"`
	}
}

// PageQuery asks for a part of a list.
type PageQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"100"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"nextCursor of the answer before"`
}

func (d Deps) watches(ctx context.Context, in *struct {
	ByFeed
	PageQuery
}) (*watchesOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	scope := "watches " + string(by.Operator) + " " + in.Feed
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	rows, next, err := d.Feeds.Watching(ctx, by, in.Feed, edi.ItemID(position["after"]), in.Limit, now)
	if err != nil {
		return nil, err
	}
	out := &watchesOutput{}
	out.Body.Items = make([]WatchView, len(rows))
	for i, r := range rows {
		out.Body.Items[i] = WatchView{ItemID: r.ItemID, Ref: r.Ref, Since: r.AddedAt, ExpiresAt: r.Until, Last: r.Seq}
	}
	if next != "" {
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"after": string(next)})
	}
	return out, err
}

func (d Deps) unwatch(ctx context.Context, in *struct {
	ItemID string `path:"itemId" minLength:"1" maxLength:"500" doc:"S10 identifier; spaces, hyphens and small letters are fine" example:"EE123456799GB"`
	ByFeed
}) (*struct{}, error) {
	by, err := byOperator(ctx)
	if err != nil {
		return nil, err
	}
	s10, err := edi.ParseItemID(in.ItemID)
	if err != nil {
		return nil, err
	}
	return nil, d.Feeds.Unwatch(ctx, by, in.Feed, s10.ID)
}

// EntryView is an event as a feed tells it.
type EntryView struct {
	ID         string                 `json:"id" doc:"Of the event, for ever: the same in every feed, and if it should come again"`
	Number     int                    `json:"number" doc:"Its place in the feed, without gaps"`
	ToldAt     time.Time              `json:"toldAt" doc:"When it was added to the feed"`
	ItemID     edi.ItemID             `json:"itemId"`
	Ref        string                 `json:"ref" doc:"Your own, as the watch had it then"`
	Milestone  string                 `json:"milestone" example:"out-for-delivery" doc:"One of the catalogue's milestones, or other"`
	Phase      string                 `json:"phase" doc:"origin, transit, destination; empty when the code is unknown"`
	Country    string                 `json:"country"`
	Time       time.Time              `json:"time" doc:"When it happened"`
	Terminal   bool                   `json:"terminal" doc:"Nothing more is expected"`
	Confirmed  bool                   `json:"confirmed" doc:"Sent by an operator that takes part in the item; any other event is a claim"`
	TakesPart  bool                   `json:"takesPart" doc:"Your operator takes part in the item; only then the members below are told"`
	Code       string                 `json:"code,omitempty"`
	LocalTime  string                 `json:"localTime,omitempty" doc:"With the offset of the place"`
	ReceivedAt *time.Time             `json:"receivedAt,omitempty"`
	Office     string                 `json:"office,omitempty"`
	NextOffice string                 `json:"nextOffice,omitempty"`
	Reason     string                 `json:"reason,omitempty"`
	Action     string                 `json:"action,omitempty"`
	Retention  string                 `json:"retention,omitempty"`
	Condition  string                 `json:"conditionCode,omitempty"`
	Signed     bool                   `json:"signed,omitempty" doc:"Somebody signed for it: who is read with the item"`
	Sender     principal.OperatorCode `json:"sender,omitempty"`
}

type feedOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         struct {
		Items      []EntryView `json:"items"`
		NextCursor string      `json:"nextCursor" doc:"Always there: ask again with it, now when more is true, else in a while"`
		More       bool        `json:"more" doc:"There is more already"`
	}
}

func (d Deps) feed(ctx context.Context, in *struct {
	ByFeed
	PageQuery
}) (*feedOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	scope := "feed " + string(by.Operator) + " " + in.Feed
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	from := 0
	if position != nil {
		if from, err = strconv.Atoi(position["next"]); err != nil {
			return nil, err // sealed by us: it was a number
		}
	}
	page, err := d.Feeds.Read(ctx, by, in.Feed, from, in.Limit, now)
	if err != nil {
		return nil, err
	}
	out := &feedOutput{CacheControl: "no-store"}
	out.Body.Items, out.Body.More = make([]EntryView, len(page.Entries)), page.More
	for i, e := range page.Entries {
		out.Body.Items[i] = EntryView{ID: e.ID, Number: e.Seq, ToldAt: e.ToldAt, ItemID: e.ItemID, Ref: e.Ref, Milestone: e.Milestone, Phase: e.Phase, Country: e.Country, Time: e.Time,
			Terminal: e.Terminal, Confirmed: e.Confirmed, TakesPart: e.TakesPart, Code: e.Code, LocalTime: e.LocalTime, ReceivedAt: httpapi.Some(e.ReceivedAt), Office: e.Office, NextOffice: e.NextOffice,
			Reason: e.Reason, Action: e.Action, Retention: e.Retention, Condition: e.Condition, Signed: e.Signed, Sender: e.Sender}
	}
	out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"next": strconv.Itoa(page.Next)})
	return out, err
}
