package catalogue

import "slices"

// Terms are the figures of the exchange that are the same for every product and workflow. Figures that differ are Targets and Limits.
type Terms struct {
	ApproachingPercent int `json:"approachingPercent"` // of the target: the first warning
	LastCallMinutes    int `json:"lastCallMinutes"`    // working minutes left: the second warning
	ReactionDays       int `json:"reactionDays"`       // working days of the requester in which a conclusive reply is reacted to
	SupplementDays     int `json:"supplementDays"`     // working days of the requester in which what is missing is given
	ReadMinutes        int `json:"readMinutes"`        // working minutes in which a reply is to be read
	NoReplyDays        int `json:"noReplyDays"`        // working days past the due time of the last level after which liability may be claimed …
	NoReplyMonths      int `json:"noReplyMonths"`      // … or months after it was sent
}

// Roles name the codes that the system uses by itself, and the one field of requests that its rules read.
type Roles struct {
	ClosedWithoutReaction string `json:"closedWithoutReaction"` // closing code: nobody reacted to a conclusive reply
	ClosedUnanswered      string `json:"closedUnanswered"`      // closing code: what the replier asked for was not given
	ClosedInformed        string `json:"closedInformed"`        // closing code: information without reply was taken note of
	ClosedMerged          string `json:"closedMerged"`          // closing code: another inquiry goes on for both
	ClosedToLiability     string `json:"closedToLiability"`     // closing code of a person who goes on to a claim: it ends no waiting for a reply
	CentreClosed          string `json:"centreClosed"`          // reason for handing over what a closed call centre still holds
	PostingDate           string `json:"postingDate"`           // field of requests from which a product's window counts
	PostingEvent          string `json:"postingEvent"`          // event that says when and where an item was posted
}

// What held before releases said so themselves. beforeRoles are the releases of then: inquiries keep them.
var (
	defaultTerms = Terms{ApproachingPercent: 75, LastCallMinutes: 120, ReactionDays: 10, SupplementDays: 5, ReadMinutes: 180, NoReplyDays: 10, NoReplyMonths: 2}
	defaultRoles = Roles{ClosedWithoutReaction: "CLO_AUTO", ClosedUnanswered: "CLO_UNA", ClosedInformed: "CLO_INF", ClosedMerged: "CLO_DUP", ClosedToLiability: "CLO_ESC",
		CentreClosed: "CLOSED", PostingDate: "postingDate", PostingEvent: "EMA"}
	beforeRoles = []string{"2026.11.1", "2026.12.1"}
)

// Terms are the release's terms.
func (r *Release) Terms() Terms {
	if r.AgreedTerms == nil {
		return defaultTerms
	}
	return *r.AgreedTerms
}

// Roles are the release's roles.
func (r *Release) Roles() Roles {
	if r.NamedRoles == nil {
		return defaultRoles
	}
	return *r.NamedRoles
}

// terms checks that the figures can be counted with.
func (v *validation) terms() {
	t := v.release.AgreedTerms
	if t == nil {
		if !slices.Contains(beforeRoles, v.release.Version) {
			v.wrong("/terms", "is missing")
		}
		return
	}
	if t.ApproachingPercent <= 0 || t.ApproachingPercent >= 100 {
		v.wrong("/terms/approachingPercent", "must be between 1 and 99")
	}
	for _, f := range []struct {
		name  string
		value int
	}{{"lastCallMinutes", t.LastCallMinutes}, {"reactionDays", t.ReactionDays}, {"supplementDays", t.SupplementDays}, {"readMinutes", t.ReadMinutes},
		{"noReplyDays", t.NoReplyDays}, {"noReplyMonths", t.NoReplyMonths}} {
		if f.value <= 0 {
			v.wrong("/terms/"+f.name, "must be positive")
		}
	}
}

// roles checks that what the system uses by itself is there, and that each workflow lists the closing codes that may befall it.
func (v *validation) roles() {
	r := v.release
	if r.NamedRoles == nil {
		if !slices.Contains(beforeRoles, r.Version) {
			v.wrong("/roles", "is missing")
		}
		return
	}
	roles := r.Roles()
	for _, c := range []struct{ name, code, when string }{
		{"closedWithoutReaction", roles.ClosedWithoutReaction, WhenBySystem}, {"closedUnanswered", roles.ClosedUnanswered, WhenBySystem},
		{"closedInformed", roles.ClosedInformed, WhenBySystem}, {"closedMerged", roles.ClosedMerged, WhenBySystem}, {"closedToLiability", roles.ClosedToLiability, WhenReplied},
	} {
		code, ok := r.Closing(c.code)
		switch {
		case !ok:
			v.wrong("/roles/"+c.name, "closing code %s does not exist", c.code)
		case !slices.Contains(code.When, c.when):
			v.wrong("/roles/"+c.name, "%s must be for the situation %s", c.code, c.when)
		}
	}
	if !slices.ContainsFunc(r.HandOverReasons, func(c Code) bool { return c.Code == roles.CentreClosed }) {
		v.wrong("/roles/centreClosed", "%s is not a reason for handing over", roles.CentreClosed)
	}
	if _, ok := r.Event(roles.PostingEvent); !ok {
		v.wrong("/roles/postingEvent", "event code %s does not exist", roles.PostingEvent)
	}
	for i, w := range r.Workflows {
		at := pointer("workflows", i)
		for _, need := range v.needed(&w, roles) {
			if !slices.Contains(w.ClosingCodes, need) {
				v.wrong(at+"/closingCodes", "lacks %s, with which the system may close it", need)
			}
		}
		f, ok := find(w.Fields(), func(f Field) bool { return f.Code == roles.PostingDate })
		switch {
		case ok && f.Type != Date:
			v.wrong(requestFieldAt(at, &w, f.Code)+"/type", "must be a date: the product's window counts from it")
		case !w.NoWindow && (!ok || !f.Mandatory || f.When != nil):
			v.wrong(at+"/sections", "must ask for %s in any case: the product's window counts from it", roles.PostingDate)
		}
	}
}

// needed are the closing codes that the system may close an inquiry of the workflow with.
func (v *validation) needed(w *Workflow, roles Roles) []string {
	out := []string{roles.ClosedMerged}
	if w.NoReply {
		return append(out, roles.ClosedInformed)
	}
	answers := func(is func(*ReplyCode) bool) bool {
		return slices.ContainsFunc(w.Levels, func(l Level) bool {
			return slices.ContainsFunc(l.Replies, func(code string) bool {
				c, ok := v.release.Reply(code)
				return ok && is(c)
			})
		})
	}
	if answers(func(c *ReplyCode) bool { return c.Class == Conclusive || len(c.ConclusiveWith) > 0 }) {
		out = append(out, roles.ClosedWithoutReaction)
	}
	if answers(func(c *ReplyCode) bool { return c.Class == NeedsRequester }) {
		out = append(out, roles.ClosedUnanswered)
	}
	return out
}
