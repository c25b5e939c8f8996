package catalogue

import "slices"

// The lists that a field's OptionsFrom may name. requestFields are the fields of every workflow in which the reply is allowed.
const (
	FromEvents        = "eventCodes"
	FromReasons       = "reasonCodes"
	FromActions       = "actionCodes"
	FromRetentions    = "retentionCodes"
	FromRequestFields = "requestFields"
)

var optionLists = []string{FromEvents, FromReasons, FromActions, FromRetentions, FromRequestFields}

// Resolve fills the options of every field that takes them from a code list, so that readers find all options in Options.
// It is for whoever loads a release, once, before anybody else reads it. A list that does not exist is left to Validate.
func (r *Release) Resolve() {
	for i := range r.Workflows {
		if r.Workflows[i].Asks == "" {
			r.Workflows[i].Asks = AsksDestination
		}
		for j := range r.Workflows[i].Sections {
			r.resolve(r.Workflows[i].Sections[j].Fields, "")
		}
	}
	for i := range r.ReplyCodes {
		r.resolve(r.ReplyCodes[i].Fields, r.ReplyCodes[i].Code)
	}
}

func (r *Release) resolve(fields []Field, reply string) {
	for i := range fields {
		switch fields[i].OptionsFrom {
		case FromEvents:
			fields[i].Options = make([]Option, len(r.EventCodes))
			for j, e := range r.EventCodes {
				fields[i].Options[j] = Option{e.Code, e.Labels}
			}
		case FromReasons:
			fields[i].Options = options(r.ReasonCodes)
		case FromActions:
			fields[i].Options = options(r.ActionCodes)
		case FromRetentions:
			fields[i].Options = options(r.RetentionCodes)
		case FromRequestFields:
			fields[i].Options = r.requestFields(reply)
		}
	}
}

func options(codes []Code) []Option {
	out := make([]Option, len(codes))
	for i, c := range codes {
		out[i] = Option(c)
	}
	return out
}

// requestFields lists the fields of the requests that the reply may answer, each once.
func (r *Release) requestFields(reply string) []Option {
	var out []Option
	seen := map[string]bool{}
	for _, w := range r.Workflows {
		if !slices.ContainsFunc(w.Levels, func(l Level) bool { return slices.Contains(l.Replies, reply) }) {
			continue
		}
		for _, f := range w.Fields() {
			if !seen[f.Code] {
				seen[f.Code] = true
				out = append(out, Option{f.Code, f.Labels})
			}
		}
	}
	return out
}
