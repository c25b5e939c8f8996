package quality

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Why an inquiry is in the sample.
const (
	BecauseRejected = "rejected" // the answer was not accepted
	BecauseLate     = "late"
	ByChance        = "chance"
)

// Candidate is an inquiry on which somebody worked for a side in a week.
type Candidate struct {
	Agent   inquiry.Assignee
	Inquiry inquiry.ID
	Side    inquiry.Side
	Why     string
}

// candidates are the inquiries on which each person worked, by subject; each inquiry and side once, what is preferred marked.
func candidates(done []inquiry.Done) map[string][]Candidate {
	type work struct {
		inquiry inquiry.ID
		side    inquiry.Side
	}
	by, why := map[string]map[work]inquiry.Assignee{}, map[inquiry.ID]string{}
	for _, d := range done {
		side := inquiry.Requester
		if d.Kind == inquiry.Replied || d.Kind == inquiry.Returned {
			side = inquiry.Replier
		}
		switch {
		case d.By.Subject == "" && d.Kind == inquiry.Rejected:
			why[d.Inquiry] = BecauseRejected
			continue
		case d.By.Subject == "":
			continue
		case d.OnTime != nil && !*d.OnTime && why[d.Inquiry] == "":
			why[d.Inquiry] = BecauseLate
		}
		if by[d.By.Subject] == nil {
			by[d.By.Subject] = map[work]inquiry.Assignee{}
		}
		by[d.By.Subject][work{d.Inquiry, side}] = d.By
	}
	out := map[string][]Candidate{}
	for subject, all := range by {
		for w, agent := range all {
			c := Candidate{Agent: agent, Inquiry: w.inquiry, Side: w.side, Why: ByChance}
			if w.side == inquiry.Replier && why[w.inquiry] != "" {
				c.Why = why[w.inquiry]
			}
			out[subject] = append(out[subject], c)
		}
	}
	return out
}

// order is one person's candidates in the order in which they are taken: by chance, which a seed decides and anybody can repeat; first as many
// preferred ones as the rule says, then the others, then what is left of the preferred.
func order(all []Candidate, rule Rule, seed string) []Candidate {
	rank := func(c Candidate) string {
		sum := sha256.Sum256([]byte(seed + "|" + c.Agent.Subject + "|" + string(c.Inquiry) + "|" + string(c.Side)))
		return hex.EncodeToString(sum[:])
	}
	drawn := slices.SortedFunc(slices.Values(all), func(a, b Candidate) int { return strings.Compare(rank(a), rank(b)) })
	var preferred, others []Candidate
	for _, c := range drawn {
		if c.Why == ByChance {
			others = append(others, c)
		} else {
			preferred = append(preferred, c)
		}
	}
	first := min(len(preferred), (rule.PerAgentAndWeek*rule.PreferredPercent+99)/100)
	return slices.Concat(preferred[:first], others, preferred[first:])
}
