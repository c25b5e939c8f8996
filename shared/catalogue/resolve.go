package catalogue

import (
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// The lists that a field's OptionsFrom may name. requestFields are the fields of the request that the reply answers: they differ by
// workflow, so Resolve leaves them out and ReplyForm fills them in.
const (
	FromEvents        = "eventCodes"
	FromReasons       = "reasonCodes"
	FromActions       = "actionCodes"
	FromRetentions    = "retentionCodes"
	FromForceMajeure  = "forceMajeureReasons"
	FromRequestFields = "requestFields"
)

var optionLists = []string{FromEvents, FromReasons, FromActions, FromRetentions, FromForceMajeure, FromRequestFields}

// Resolve fills the options of every field that takes them from a code list, so that readers find all options in Options.
// It is for whoever loads a release, once, before anybody else reads it. A list that does not exist is left to Validate.
func (r *Release) Resolve() {
	for i := range r.Workflows {
		if r.Workflows[i].Asks == "" {
			r.Workflows[i].Asks = AsksDestination
		}
		for j := range r.Workflows[i].Sections {
			r.resolve(r.Workflows[i].Sections[j].Fields)
		}
	}
	for i := range r.ReplyCodes {
		r.resolve(r.ReplyCodes[i].Fields)
	}
}

func (r *Release) resolve(fields []Field) {
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
		case FromForceMajeure:
			fields[i].Options = options(r.ForceMajeureReasons)
		case FromRequestFields:
			fields[i].Options = nil
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

// ReplyForm is the form of a reply in a workflow: fields that ask for entries of the request offer those of that workflow, and no other's.
func (r *Release) ReplyForm(reply *ReplyCode, workflow string) []Field {
	wf, ok := r.Workflow(workflow)
	if !ok || !slices.ContainsFunc(reply.Fields, asksForEntries) {
		return reply.Fields
	}
	form := slices.Clone(reply.Fields)
	for i := range form {
		if asksForEntries(form[i]) {
			form[i].Options = []Option{}
			for _, f := range wf.Fields() {
				form[i].Options = append(form[i].Options, Option{f.Code, f.Labels})
			}
		}
	}
	return form
}

// CheckReply says what is wrong with a reply in a workflow: what CheckAt says of its form, and the groups of which nothing is given.
func (r *Release) CheckReply(reply *ReplyCode, workflow string, values map[string]any, prefix string, level int) []problem.Field {
	out := CheckAt(r.ReplyForm(reply, workflow), values, prefix, level)
	for _, group := range reply.OneOf {
		if level == 0 || slices.ContainsFunc(group, func(code string) bool { return !empty(values[code]) }) {
			continue
		}
		for _, code := range group {
			out = append(out, problem.Field{Name: strings.TrimPrefix(prefix+"."+code, "."), Reason: "is missing: give one of " + strings.Join(group, ", ")})
		}
	}
	return out
}

func asksForEntries(f Field) bool { return f.OptionsFrom == FromRequestFields }

// AskedFor are the request's entries that a reply with these values asks for.
func (c *ReplyCode) AskedFor(values map[string]any) []string {
	var out []string
	for _, f := range c.Fields {
		if asksForEntries(f) {
			codes, _ := texts(values[f.Code])
			out = append(out, codes...)
		}
	}
	return out
}
