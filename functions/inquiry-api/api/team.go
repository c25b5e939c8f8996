package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func registerTeam(api huma.API, h handlers, op operation) {
	board := op("get-team", http.MethodGet, "/v1/team", "Who of a call centre works on what, and what was done today", "team")
	board.Description = "For supervisors and the administrator of the call centre's post. The thousand most pressing inquiries are looked at; when there are more, complete is false and the folders' counts, which are exact, say how many. " +
		"What was done is known some moments after it."
	huma.Register(api, board, h.team)
	huma.Register(api, op("list-team-work", http.MethodGet, "/v1/team/inquiries", "What somebody of a call centre has to do, the most pressing first", "team"), h.teamWork)
	letGo := op("release-agent-work", http.MethodPost, "/v1/team/release", "Take from somebody who works in a call centre no more what they still have there", "team")
	letGo.Description = "A hundred inquiries in one call: repeat it while more is true. Of somebody who still works there it is refused."
	huma.Register(api, letGo, h.letGo)
}

// LetGoBody names who works there no more.
type LetGoBody struct {
	Centre string `json:"centre" maxLength:"20" doc:"Call centre" example:"GBA-DON"`
	Agent  string `json:"agent" minLength:"1" maxLength:"100" doc:"Subject of who works there no more"`
}

type letGoAnswer struct {
	Released int  `json:"released"`
	More     bool `json:"more"`
}

func (h handlers) letGo(ctx context.Context, in *struct{ Body LetGoBody }) (*struct{ Body letGoAnswer }, error) {
	at, err := h.place(ctx, CentreQuery{in.Body.Centre})
	if err != nil {
		return nil, err
	}
	released, more, err := h.d.Inquiries.LetGo(ctx, at.by, at.centre, in.Body.Agent, at.now)
	return &struct{ Body letGoAnswer }{letGoAnswer{released, more}}, err
}

// TallyView counts the steps of a day.
type TallyView struct {
	Answered int `json:"answered" doc:"Replies, and questions returned for information"`
	Late     int `json:"late" doc:"Of the answers, those after the due time"`
	Asked    int `json:"asked" doc:"Sent, supplemented, gone one level up, replies not accepted"`
	Closed   int `json:"closed"`
}

// WorkloadView is what one person has before them.
type WorkloadView struct {
	Subject  string     `json:"subject,omitempty" doc:"What POST /v1/inquiries/bulk takes as agent; absent for what nobody has"`
	Name     string     `json:"name,omitempty" doc:"Absent for somebody who is not in the directory any more"`
	Here     bool       `json:"here" doc:"They work in this call centre"`
	Open     int        `json:"open"`
	DueToday int        `json:"dueToday" doc:"Due before the call centre's midnight, overdue ones not among them"`
	Overdue  int        `json:"overdue"`
	Oldest   *time.Time `json:"oldest" doc:"Since when the oldest has been asked"`
	NextDue  *time.Time `json:"nextDue" doc:"The due time that comes first, or passed first"`
	Today    TallyView  `json:"today"`
}

// BucketView counts what is in a range.
type BucketView struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// AgeingView counts what is to be done in two ways.
type AgeingView struct {
	Left []BucketView `json:"left" doc:"By the working time that is left: overdue, at most an hour, four hours, eight hours, more, and none where no clock runs" nullable:"false"`
	Age  []BucketView `json:"age" doc:"By the time since it was asked: less than a day, three days, a week, 30 days, and older" nullable:"false"`
}

// BoardView is a team's work.
type BoardView struct {
	Centre     string         `json:"centre"`
	Since      time.Time      `json:"since" doc:"The call centre's midnight, when today began"`
	People     []WorkloadView `json:"people" nullable:"false" doc:"By name: who works there, and who has work there or did some today"`
	Unassigned WorkloadView   `json:"unassigned"`
	Ageing     AgeingView     `json:"ageing"`
	Folders    []FolderView   `json:"folders" nullable:"false" doc:"Exact, whatever was looked at"`
	Examined   int            `json:"examined"`
	Complete   bool           `json:"complete" doc:"Everything that is to be done was looked at"`
	Today      TallyView      `json:"today"`
	TodayAll   bool           `json:"todayComplete" doc:"Every step of today was counted: false beyond two thousand"`
}

func workload(w inquiry.Workload) WorkloadView {
	return WorkloadView{Subject: w.Agent.Subject, Name: w.Agent.Name, Here: w.Here, Open: w.Open, DueToday: w.DueToday, Overdue: w.Overdue, Oldest: httpapi.Some(w.Oldest),
		NextDue: httpapi.Some(w.NextDue), Today: TallyView(w.Today)}
}

func bucketViews(list []inquiry.Bucket) []BucketView {
	out := make([]BucketView, len(list))
	for i, b := range list {
		out[i] = BucketView(b)
	}
	return out
}

func (h handlers) team(ctx context.Context, in *struct {
	CentreQuery
	Conditional
}) (*list[BoardView], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	b, err := h.d.Inquiries.Team(ctx, at.by, at.centre, at.now)
	if err != nil {
		return nil, err
	}
	body := BoardView{Centre: string(b.Centre), Since: b.Since.UTC(), People: make([]WorkloadView, len(b.People)), Unassigned: workload(b.Unassigned),
		Ageing: AgeingView{Left: bucketViews(b.Ageing.Left), Age: bucketViews(b.Ageing.Age)}, Folders: []FolderView{}, Examined: b.Examined, Complete: b.Complete,
		Today: TallyView(b.Today), TodayAll: b.TodayAll}
	for i, w := range b.People {
		body.People[i] = workload(w)
	}
	for _, f := range inquiry.Folders {
		if f.Counted() {
			n := b.Folders[f]
			body.Folders = append(body.Folders, FolderView{string(f), &n})
		}
	}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}

// teamWorkShown bounds the inquiries of one answer.
const teamWorkShown = 200

type teamWorkBody struct {
	Items    []RowView `json:"items" nullable:"false" doc:"At most 200"`
	Total    int       `json:"total" doc:"How many there are among those that were looked at"`
	Complete bool      `json:"complete" doc:"Everything that is to be done was looked at"`
}

func (h handlers) teamWork(ctx context.Context, in *struct {
	CentreQuery
	Agent string `query:"agent" maxLength:"100" doc:"An agent's subject, or none for what nobody has. Default: everybody's"`
	Conditional
}) (*list[teamWorkBody], error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	rows, complete, err := h.d.Inquiries.TeamWork(ctx, at.by, at.centre, in.Agent, at.now)
	if err != nil {
		return nil, err
	}
	body := teamWorkBody{Items: []RowView{}, Total: len(rows), Complete: complete}
	for _, r := range rows[:min(len(rows), teamWorkShown)] {
		body.Items = append(body.Items, row(r, at.by))
	}
	tag, err := tagOf(body)
	return tagged(in.Conditional, tag, body), err
}
