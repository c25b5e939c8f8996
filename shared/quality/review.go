package quality

import (
	"regexp"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ReviewID names a review by its call centre, week, inquiry and side, so that none is drawn twice: GBA-DON_2026-W48_01…_replier.
type ReviewID string

var reviewID = regexp.MustCompile(`^([A-Z0-9]{3}-[A-Z0-9]{2,5})_(\d{4}-W\d{2})_([0-9A-Z]{26})_(requester|replier)$`)

func idOf(centre directory.CentreID, week string, c Candidate) ReviewID {
	return ReviewID(strings.Join([]string{string(centre), week, string(c.Inquiry), string(c.Side)}, "_"))
}

// Place is where a review is kept; false where the id is none.
func (id ReviewID) Place() (centre directory.CentreID, week string, ok bool) {
	m := reviewID.FindStringSubmatch(string(id))
	if m == nil {
		return "", "", false
	}
	return directory.CentreID(m[1]), m[2], true
}

// Review is the look at one person's work on one inquiry. It holds personal data of staff, and free text.
type Review struct {
	ID       ReviewID
	Centre   directory.CentreID
	Week     string // ISO 8601: 2026-W48
	Inquiry  inquiry.ID
	Side     inquiry.Side
	Agent    inquiry.Assignee // whose work it is
	Why      string
	Sheet    string // version
	DrawnAt  time.Time
	Scores   map[string]int // by criterion; empty while nobody has reviewed it
	Comment  string
	Language string // of the comment, ISO 639-1
	By       inquiry.Assignee
	At       time.Time

	Answer         string // of whose work it is, once
	AnswerLanguage string
	AnsweredAt     time.Time
	Version        int
}

// Reviewed reports whether it has scores.
func (r Review) Reviewed() bool { return !r.At.IsZero() }

// Words are a text in a language, ISO 639-1.
type Words struct{ Text, Language string }

// maxText bounds a comment and an answer.
const maxText = 2000

// score gives points. Nobody scores their own work, and what was answered stays as it was answered.
func (r Review) score(by principal.Principal, sheet Sheet, scores map[string]int, w Words, now time.Time) (Review, error) {
	switch {
	case by.Subject == r.Agent.Subject:
		return r, problem.New(problem.Forbidden, "review-own", "Nobody reviews their own work. Another supervisor does it.")
	case !r.AnsweredAt.IsZero():
		return r, problem.New(problem.Conflict, "review-answered", "This review was answered, and stays as it is.")
	}
	if err := sheet.check(r.Side, scores); err != nil {
		return r, err
	}
	if err := w.check("comment"); err != nil {
		return r, err
	}
	r.Scores, r.Comment, r.Language = scores, strings.TrimSpace(w.Text), w.Language
	r.By, r.At, r.Version = inquiry.Assignee{Subject: by.Subject, Name: by.Name}, now, r.Version+1
	return r, nil
}

// answer is what whose work it is says to it, once.
func (r Review) answer(by principal.Principal, w Words, now time.Time) (Review, error) {
	switch {
	case by.Subject != r.Agent.Subject || !r.Reviewed():
		return r, unknown()
	case !r.AnsweredAt.IsZero():
		return r, problem.New(problem.Conflict, "review-answered", "This review was answered, and stays as it is.")
	case strings.TrimSpace(w.Text) == "":
		return r, problem.New(problem.Invalid, "review-answer-empty", "Write what you want to say.").With("text", "is missing")
	}
	if err := w.check("text"); err != nil {
		return r, err
	}
	r.Answer, r.AnswerLanguage, r.AnsweredAt, r.Version = strings.TrimSpace(w.Text), w.Language, now, r.Version+1
	return r, nil
}

func (w Words) check(field string) error {
	if len([]rune(w.Text)) > maxText {
		return problem.New(problem.Invalid, "review-text-long", "The text is too long.").With(field, "has more than %d characters", maxText)
	}
	return nil
}

// unknown is the answer for what does not exist and for what is not the asker's to see.
func unknown() error {
	return problem.New(problem.NotFound, "review-unknown", "There is no such review, or it is not yours to see.")
}
