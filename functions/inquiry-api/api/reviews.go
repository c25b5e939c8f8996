package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/quality"
)

func registerReviews(api huma.API, h handlers, op operation) {
	draw := op("draw-reviews", http.MethodPost, "/v1/team/reviews", "Draw a week's sample of closed inquiries for review", "team")
	draw.Description = "By the rule of the score sheet: of each person so many, late and rejected ones preferred. Drawn again it adds only what is missing, never one twice. For supervisors and the administrator."
	huma.Register(api, draw, h.drawReviews)
	huma.Register(api, op("list-reviews", http.MethodGet, "/v1/team/reviews", "A week's reviews of a call centre", "team"), h.listReviews)
	huma.Register(api, op("list-my-reviews", http.MethodGet, "/v1/team/reviews/mine", "What was reviewed of your own work, the latest week first, at most 100", "team"), h.myReviews)
	huma.Register(api, op("get-review-figures", http.MethodGet, "/v1/team/reviews/figures", "Average points of a month, by side and criterion", "team"), h.reviewFigures)
	huma.Register(api, op("get-review", http.MethodGet, "/v1/team/reviews/{id}", "A review with its score sheet", "team"), h.review)
	score := op("score-review", http.MethodPut, "/v1/team/reviews/{id}", "Give points for each criterion, and a comment", "team")
	score.Description = "For supervisors, and never of one's own work. Send the ETag back as If-Match: 412 when somebody was quicker. What was answered stays as it is."
	huma.Register(api, score, h.scoreReview)
	huma.Register(api, op("answer-review", http.MethodPost, "/v1/team/reviews/{id}/answer", "Say something to the review of your own work, once", "team"), h.answerReview)
}

// ReviewView is a review as lists show it.
type ReviewView struct {
	ID         string         `json:"id"`
	Centre     string         `json:"centre"`
	Week       string         `json:"week" example:"2026-W48"`
	InquiryID  string         `json:"inquiryId"`
	Side       string         `json:"side" enum:"requester,replier"`
	Agent      string         `json:"agent" doc:"Subject of whose work it is"`
	AgentName  string         `json:"agentName"`
	Why        string         `json:"why" enum:"rejected,late,chance" doc:"Why it is in the sample"`
	Percent    *float64       `json:"percent" doc:"Of all points, by weight; null while nobody has reviewed it"`
	Scores     map[string]int `json:"scores" doc:"By criterion"`
	Comment    string         `json:"comment,omitempty"`
	Language   string         `json:"language,omitempty" doc:"Of the comment, ISO 639-1"`
	ReviewedBy string         `json:"reviewedBy,omitempty"`
	ReviewedAt *time.Time     `json:"reviewedAt"`
	Answer     string         `json:"answer,omitempty" doc:"What whose work it is said to it"`
	AnswerIn   string         `json:"answerLanguage,omitempty"`
	AnsweredAt *time.Time     `json:"answeredAt"`
	Version    int            `json:"version"`
}

func reviewView(r quality.Review) (ReviewView, error) {
	v := ReviewView{ID: string(r.ID), Centre: string(r.Centre), Week: r.Week, InquiryID: string(r.Inquiry), Side: string(r.Side), Agent: r.Agent.Subject, AgentName: r.Agent.Name, Why: r.Why,
		Scores: r.Scores, Comment: r.Comment, Language: r.Language, ReviewedBy: r.By.Name, ReviewedAt: httpapi.Some(r.At), Answer: r.Answer, AnswerIn: r.AnswerLanguage, AnsweredAt: httpapi.Some(r.AnsweredAt),
		Version: r.Version}
	if v.Scores == nil {
		v.Scores = map[string]int{}
	}
	if r.Reviewed() {
		sheet, err := quality.SheetOf(r.Sheet)
		if err != nil {
			return v, err
		}
		percent := sheet.Percent(r.Side, r.Scores)
		v.Percent = &percent
	}
	return v, nil
}

func reviewViews(all []quality.Review) (*reviewList, error) {
	out := &reviewList{}
	out.Body.Items = make([]ReviewView, len(all))
	for i, r := range all {
		v, err := reviewView(r)
		if err != nil {
			return nil, err
		}
		out.Body.Items[i] = v
	}
	return out, nil
}

type reviewList struct {
	Body struct {
		Items []ReviewView `json:"items" nullable:"false"`
	}
}

// ReviewDetails is a review with the sheet of its side.
type ReviewDetails struct {
	ReviewView
	Criteria []CriterionView `json:"criteria" nullable:"false"`
}

// CriterionView is a criterion of the sheet.
type CriterionView struct {
	Code   string            `json:"code"`
	Weight int               `json:"weight"`
	Labels map[string]string `json:"labels" doc:"By language"`
	Points []PointView       `json:"points" nullable:"false"`
}

// PointView is a number of points and what it means.
type PointView struct {
	Points int               `json:"points"`
	Means  map[string]string `json:"means" doc:"By language"`
}

type reviewAnswer struct {
	ETag string `header:"ETag"`
	Body ReviewDetails
}

func reviewDetails(r quality.Review) (*reviewAnswer, error) {
	v, err := reviewView(r)
	if err != nil {
		return nil, err
	}
	sheet, err := quality.SheetOf(r.Sheet)
	if err != nil {
		return nil, err
	}
	out := &reviewAnswer{ETag: strconv.Quote(strconv.Itoa(r.Version)), Body: ReviewDetails{ReviewView: v, Criteria: criteria(sheet.Sides[r.Side])}}
	return out, nil
}

func criteria(all []quality.Criterion) []CriterionView {
	out := make([]CriterionView, len(all))
	for i, c := range all {
		out[i] = CriterionView{Code: c.Code, Weight: c.Weight, Labels: c.Labels, Points: make([]PointView, len(c.Points))}
		for n, p := range c.Points {
			out[i].Points[n] = PointView(p)
		}
	}
	return out
}

// WeekBody names a week of a call centre.
type WeekBody struct {
	Centre string `json:"centre" maxLength:"20" example:"GBA-DON"`
	Week   string `json:"week" maxLength:"8" doc:"ISO 8601; one that is over, at most four weeks ago" example:"2026-W47"`
}

type drawnBody struct {
	New int `json:"new" doc:"Reviews that this draw added"`
	All int `json:"all" doc:"Reviews of the week by now"`
}

func (h handlers) drawReviews(ctx context.Context, in *struct{ Body WeekBody }) (*struct{ Body drawnBody }, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	drawn, err := h.d.Reviews.Draw(ctx, httpapi.Caller(ctx), directory.CentreID(in.Body.Centre), in.Body.Week, now)
	return &struct{ Body drawnBody }{drawnBody(drawn)}, err
}

func (h handlers) listReviews(ctx context.Context, in *struct {
	CentreQuery
	Week string `query:"week" required:"true" maxLength:"8" doc:"ISO 8601" example:"2026-W47"`
}) (*reviewList, error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	all, err := h.d.Reviews.List(ctx, at.by, at.centre, in.Week)
	if err != nil {
		return nil, err
	}
	return reviewViews(all)
}

func (h handlers) myReviews(ctx context.Context, _ *struct{}) (*reviewList, error) {
	all, err := h.d.Reviews.Mine(ctx, httpapi.Caller(ctx))
	if err != nil {
		return nil, err
	}
	return reviewViews(all)
}

// AverageView is what reviews gave for one criterion.
type AverageView struct {
	Side    string            `json:"side"`
	Code    string            `json:"criterion"`
	Labels  map[string]string `json:"labels" doc:"By language"`
	Count   int               `json:"count"`
	Percent float64           `json:"percent" doc:"Of the points that there are"`
}

type reviewFiguresBody struct {
	Drawn    int           `json:"drawn"`
	Reviewed int           `json:"reviewed"`
	Percent  *float64      `json:"percent" doc:"Of all, by weight; null while nothing was reviewed"`
	Averages []AverageView `json:"averages" nullable:"false"`
}

func (h handlers) reviewFigures(ctx context.Context, in *struct {
	CentreQuery
	Month string `query:"month" required:"true" maxLength:"7" doc:"Of the Mondays with which its weeks begin, YYYY-MM" example:"2026-11"`
}) (*struct{ Body reviewFiguresBody }, error) {
	at, err := h.place(ctx, in.CentreQuery)
	if err != nil {
		return nil, err
	}
	f, err := h.d.Reviews.Month(ctx, at.by, at.centre, in.Month)
	if err != nil {
		return nil, err
	}
	sheet, err := quality.SheetOf(quality.Current)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body reviewFiguresBody }{reviewFiguresBody{Drawn: f.Drawn, Reviewed: f.Reviewed, Percent: f.Percent, Averages: make([]AverageView, len(f.Averages))}}
	for i, a := range f.Averages {
		v := AverageView{Side: string(a.Side), Code: a.Criterion, Labels: map[string]string{}, Count: a.Count, Percent: a.Percent}
		for _, c := range sheet.Sides[a.Side] {
			if c.Code == a.Criterion {
				v.Labels = c.Labels
			}
		}
		out.Body.Averages[i] = v
	}
	return out, nil
}

// ByReview names a review; exported for huma, as ByID is.
type ByReview struct {
	ID string `path:"id" pattern:"^[A-Z0-9]{3}-[A-Z0-9]{2,5}_[0-9]{4}-W[0-9]{2}_[0-9A-Z]{26}_(requester|replier)$" patternDescription:"a review's id" doc:"Review"`
}

func (h handlers) review(ctx context.Context, in *ByReview) (*reviewAnswer, error) {
	r, err := h.d.Reviews.Look(ctx, httpapi.Caller(ctx), quality.ReviewID(in.ID))
	if err != nil {
		return nil, err
	}
	return reviewDetails(r)
}

// ScoreBody gives points.
type ScoreBody struct {
	Scores   map[string]int `json:"scores" doc:"Points by criterion, one for each of the review's"`
	Comment  string         `json:"comment,omitempty" maxLength:"2000"`
	Language string         `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Of the comment, ISO 639-1"`
}

func (h handlers) scoreReview(ctx context.Context, in *struct {
	ByReview
	httpapi.Edit
	Body ScoreBody
}) (*reviewAnswer, error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	return h.reviewed(ctx, func(by principal.Principal, now time.Time) (quality.Review, error) {
		return h.d.Reviews.Score(ctx, by, quality.ReviewID(in.ID), version, in.Body.Scores, quality.Words{Text: in.Body.Comment, Language: in.Body.Language}, now)
	})
}

// AnswerBody is what somebody says to the review of their work.
type AnswerBody struct {
	Text     string `json:"text" minLength:"1" maxLength:"2000"`
	Language string `json:"language,omitempty" pattern:"^[a-z]{2}$" doc:"Of the text, ISO 639-1"`
}

func (h handlers) answerReview(ctx context.Context, in *struct {
	ByReview
	Body AnswerBody
}) (*reviewAnswer, error) {
	return h.reviewed(ctx, func(by principal.Principal, now time.Time) (quality.Review, error) {
		return h.d.Reviews.Answer(ctx, by, quality.ReviewID(in.ID), quality.Words{Text: in.Body.Text, Language: in.Body.Language}, now)
	})
}

func (h handlers) reviewed(ctx context.Context, do func(by principal.Principal, now time.Time) (quality.Review, error)) (*reviewAnswer, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	r, err := do(httpapi.Caller(ctx), now)
	if err != nil {
		return nil, err
	}
	return reviewDetails(r)
}
