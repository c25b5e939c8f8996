package catalogue

import (
	"slices"
	"strconv"
)

// Coded is one code of a release in one language: what another system shows for a code that it is told.
type Coded struct {
	List  string `json:"list" doc:"Which list it is of: one of the lists that lists= takes"`
	Of    string `json:"of,omitempty" doc:"What it belongs to: the workflow of a level, a section or a field; the reply code of a reply's field; workflow or reply code, a point and the field of an option" example:"DLV.evidence"`
	Code  string `json:"code" example:"DLV"`
	Label string `json:"label" example:"Zugestellt"`
	Class string `json:"class,omitempty" doc:"Of a reply code: C conclusive, I inconclusive, N needs the requester's action"`
}

// CodeLists are the lists of codes, in the order in which Codes has them.
var CodeLists = []string{"products", "workflows", "levels", "sections", "fields", "fieldOptions", "replyCodes", "replyFields", "replyOptions", "closingCodes", "eventCodes", "reasonCodes",
	"actionCodes", "retentionCodes", "rejectionReasons", "urgencyReasons", "handOverReasons", "forceMajeureReasons"}

// Codes are the codes of a release in one of Languages, those of some lists, or of all when none is named.
func (r *Release) Codes(language string, lists []string) []Coded {
	out := []Coded{}
	add := func(list, of, code string, l Labels) {
		if len(lists) == 0 || slices.Contains(lists, list) {
			out = append(out, Coded{List: list, Of: of, Code: code, Label: l[language]})
		}
	}
	plain := func(list string, codes []Code) {
		for _, c := range codes {
			add(list, "", c.Code, c.Labels)
		}
	}
	fields := func(of string, options bool, list string, fields []Field) {
		for _, f := range fields {
			if !options {
				add(list, of, f.Code, f.Labels)
				continue
			}
			for _, o := range f.Options {
				add(list, of+"."+f.Code, o.Code, o.Labels)
			}
		}
	}
	for _, p := range r.Products {
		add("products", "", p.Code, p.Labels)
	}
	for _, w := range r.Workflows {
		add("workflows", "", w.Code, w.Labels)
	}
	for _, w := range r.Workflows {
		for _, l := range w.Levels {
			add("levels", w.Code, strconv.Itoa(l.Level), l.Labels)
		}
	}
	for _, w := range r.Workflows {
		for _, s := range w.Sections {
			add("sections", w.Code, s.Code, s.Labels)
		}
	}
	for _, w := range r.Workflows {
		fields(w.Code, false, "fields", w.Fields())
	}
	for _, w := range r.Workflows {
		fields(w.Code, true, "fieldOptions", w.Fields())
	}
	for _, c := range r.ReplyCodes {
		add("replyCodes", "", c.Code, c.Labels)
		if n := len(out); n > 0 && out[n-1].List == "replyCodes" {
			out[n-1].Class = c.Class
		}
	}
	for _, c := range r.ReplyCodes {
		fields(c.Code, false, "replyFields", c.Fields)
	}
	for _, c := range r.ReplyCodes {
		fields(c.Code, true, "replyOptions", c.Fields)
	}
	for _, c := range r.ClosingCodes {
		add("closingCodes", "", c.Code, c.Labels)
	}
	for _, c := range r.EventCodes {
		add("eventCodes", "", c.Code, c.Labels)
	}
	plain("reasonCodes", r.ReasonCodes)
	plain("actionCodes", r.ActionCodes)
	plain("retentionCodes", r.RetentionCodes)
	plain("rejectionReasons", r.RejectionReasons)
	plain("urgencyReasons", r.UrgencyReasons)
	plain("handOverReasons", r.HandOverReasons)
	plain("forceMajeureReasons", r.ForceMajeureReasons)
	return out
}
