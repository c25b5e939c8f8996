package catalogue

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	// codeForm is the form of every code: of a product, a field, an option, a code list.
	codeForm    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,39}$`)
	versionForm = regexp.MustCompile(`^20\d\d\.(1[0-2]|[1-9])\.[1-9]\d*$`)
	prefillForm = regexp.MustCompile(`^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$`)
	memberForm  = regexp.MustCompile(`^[A-Z]{3}$`)
)

// maxLevels is the depth of the UPU's own scheme: look up, special search, full investigation.
const maxLevels = 3

// Validate refuses a release that cannot be worked with, as "catalogue-invalid". Each field is a JSON pointer into the release:
// dangling or repeated codes, a label missing in one of Languages, a level at which nothing is conclusive (an inquiry would never end),
// workflows that only lead to each other, a window that ends before it begins or is there twice, a target that is missing, double or not positive, a field that cannot be filled in, conditions in
// a circle, a proposal that can never be made, a situation that no closing code ends, a code that the system needs and is not there.
// Call Resolve first.
func (r *Release) Validate() error {
	v := &validation{release: r, problem: problem.New(problem.Invalid, "catalogue-invalid", "The catalogue release cannot be used.")}
	if !versionForm.MatchString(r.Version) {
		v.wrong("/version", "must be like 2026.11.1: year, month, number")
	}
	if _, err := time.Parse(time.DateOnly, r.InForceFrom); err != nil {
		v.wrong("/inForceFrom", "must be a date like 2026-11-22")
	}
	v.products()
	v.windows()
	v.replyCodes()
	v.codeLists()
	v.workflows()
	v.exits()
	v.targets()
	v.terms()
	v.roles()
	return v.problem.OrNil()
}

type validation struct {
	release *Release
	problem *problem.Problem
}

func (v *validation) wrong(pointer, format string, args ...any) {
	v.problem.With(pointer, format, args...)
}

func pointer(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		switch p := p.(type) {
		case int:
			b.WriteString(strconv.Itoa(p))
		case string:
			b.WriteString(strings.TrimPrefix(p, "/"))
		}
	}
	return b.String()
}

func (v *validation) labels(at string, l Labels) {
	for _, language := range Languages {
		if strings.TrimSpace(l[language]) == "" {
			v.wrong(at+"/"+language, "is missing")
		}
	}
}

// code checks the form of a code and that it is new to seen.
func (v *validation) code(at, code string, seen map[string]bool) {
	switch {
	case !codeForm.MatchString(code):
		v.wrong(at+"/code", "must be a letter followed by letters, digits, - or _")
	case seen[code]:
		v.wrong(at+"/code", "%s is there twice", code)
	}
	seen[code] = true
}

func (v *validation) products() {
	seen := map[string]bool{}
	for i, p := range v.release.Products {
		at := pointer("products", i)
		v.code(at, p.Code, seen)
		v.labels(at+"/labels", p.Labels)
		if len(p.Indicators) == 0 {
			v.wrong(at+"/indicators", "names no S10 service indicator")
		}
		for j, s := range p.Indicators {
			if _, _, ok := indicatorRange(s); !ok {
				v.wrong(pointer(at, "indicators", j), "must be like EA or EA-EW")
			}
		}
		if _, err := time.Parse(time.DateOnly, p.ClosedFrom); p.ClosedFrom != "" && err != nil {
			v.wrong(at+"/closedFrom", "must be a date like 2026-11-22")
		}
		if len(p.Members) == 1 {
			v.wrong(at+"/members", "an agreement needs two")
		}
		for j, m := range p.Members {
			switch {
			case !memberForm.MatchString(m):
				v.wrong(pointer(at, "members", j), "must be the code of an operator like GBA")
			case slices.Contains(p.Members[:j], m):
				v.wrong(pointer(at, "members", j), "%s is there twice", m)
			}
		}
		if p.Window.backwards() {
			v.wrong(at+"/window", "must end after it begins")
		}
	}
}

func (v *validation) replyCodes() {
	seen := map[string]bool{}
	for i, c := range v.release.ReplyCodes {
		at := pointer("replyCodes", i)
		v.code(at, c.Code, seen)
		v.labels(at+"/labels", c.Labels)
		if !slices.Contains([]ReplyClass{Conclusive, Inconclusive, NeedsRequester}, c.Class) {
			v.wrong(at+"/class", "must be C, I or N")
		}
		v.fields(at+"/fields", c.Fields, map[string]bool{})
		v.conditions(c.Fields, func(code string) string { return fieldAt(at+"/fields", c.Fields, code) })
		for j, f := range c.Fields {
			if f.Prefill != "" && !slices.Contains(eventPrefills, f.Prefill) {
				v.wrong(pointer(at, "fields", j, "prefill"), "must be one of %s", strings.Join(eventPrefills, ", "))
			}
		}
		has := func(code string) bool {
			return slices.ContainsFunc(c.Fields, func(f Field) bool { return f.Code == code })
		}
		for j, code := range c.ConclusiveWith {
			if !has(code) {
				v.wrong(pointer(at, "conclusiveWith", j), "the reply has no field %s", code)
			}
		}
		if c.ConclusiveUpTo < 0 || c.ConclusiveUpTo > 0 && len(c.ConclusiveWith) == 0 {
			v.wrong(at+"/conclusiveUpToLevel", "is for a reply with conclusiveWith")
		}
		for j, group := range c.OneOf {
			if len(group) < 2 {
				v.wrong(pointer(at, "oneOf", j), "must offer a choice")
			}
			for k, code := range group {
				if f, ok := find(c.Fields, func(f Field) bool { return f.Code == code }); !ok || f.Mandatory {
					v.wrong(pointer(at, "oneOf", j, k), "must be a field of the reply that is not mandatory by itself")
				}
			}
		}
		if len(c.ConclusiveWith) > 0 && c.Class != Inconclusive {
			v.wrong(at+"/conclusiveWith", "is for a reply of class %s", Inconclusive)
		}
		if c.FollowUp != "" && !slices.ContainsFunc(c.Fields, func(f Field) bool { return f.Code == c.FollowUp && f.Type == Date }) {
			v.wrong(at+"/followUp", "must be a date among the fields")
		}
		for j, code := range c.LeadsTo {
			if _, ok := v.release.Workflow(code); !ok {
				v.wrong(pointer(at, "leadsTo", j), "workflow %s does not exist", code)
			}
		}
	}
}

func (v *validation) codeLists() {
	seen := map[string]bool{}
	for i, c := range v.release.ClosingCodes {
		at := pointer("closingCodes", i)
		v.code(at, c.Code, seen)
		v.labels(at+"/labels", c.Labels)
		for j, s := range c.When {
			if !slices.Contains(Situations, s) {
				v.wrong(pointer(at, "when", j), "must be one of %s", strings.Join(Situations, ", "))
			}
		}
	}
	seen = map[string]bool{}
	for i, c := range v.release.EventCodes {
		at := pointer("eventCodes", i)
		v.code(at, c.Code, seen)
		v.labels(at+"/labels", c.Labels)
		if !slices.Contains(Phases, c.Phase) {
			v.wrong(at+"/phase", "must be one of %s", strings.Join(Phases, ", "))
		}
		if !slices.Contains(Milestones, c.Milestone) {
			v.wrong(at+"/milestone", "must be one of %s", strings.Join(Milestones, ", "))
		}
		if c.Clock != "" && c.Clock != ClockHold && c.Clock != ClockRelease {
			v.wrong(at+"/clock", "must be %s or %s", ClockHold, ClockRelease)
		}
	}
	r := v.release
	for name, list := range map[string][]Code{"reasonCodes": r.ReasonCodes, "actionCodes": r.ActionCodes, "retentionCodes": r.RetentionCodes, "rejectionReasons": r.RejectionReasons,
		"urgencyReasons": r.UrgencyReasons, "handOverReasons": r.HandOverReasons, "forceMajeureReasons": r.ForceMajeureReasons} {
		seen := map[string]bool{}
		for i, c := range list {
			at := pointer(name, i)
			v.code(at, c.Code, seen)
			v.labels(at+"/labels", c.Labels)
		}
	}
}

func (v *validation) workflows() {
	seen := map[string]bool{}
	for i, w := range v.release.Workflows {
		at := pointer("workflows", i)
		v.code(at, w.Code, seen)
		v.labels(at+"/labels", w.Labels)
		v.labels(at+"/purpose", w.Purpose)
		v.references(at+"/products", w.Products, "product", func(c string) bool { _, ok := v.release.Product(c); return ok })
		v.references(at+"/closingCodes", w.ClosingCodes, "closing code", func(c string) bool { _, ok := v.release.Closing(c); return ok })
		v.levels(at+"/levels", w.Levels, w.NoReply)
		if w.Asks != AsksDestination && w.Asks != AsksOrigin {
			v.wrong(at+"/asks", "must be %s or %s", AsksDestination, AsksOrigin)
		}
		sections, fields := map[string]bool{}, map[string]bool{}
		for j, s := range w.Sections {
			at := pointer(at, "sections", j)
			v.code(at, s.Code, sections)
			v.labels(at+"/labels", s.Labels)
			v.fields(at+"/fields", s.Fields, fields)
		}
		for _, f := range w.Fields() {
			if f.Prefill != "" && !slices.Contains(ItemFacts, f.Prefill) && !slices.Contains(beforeRoles, v.release.Version) {
				v.wrong(requestFieldAt(at, &w, f.Code)+"/prefill", "must be one of %s", strings.Join(ItemFacts, ", "))
			}
		}
		v.conditions(w.Fields(), func(code string) string { return requestFieldAt(at, &w, code) })
		v.fromLevels(at, &w)
		v.requires(at+"/requires", &w)
		v.limit(at+"/limit", &w)
		v.proposals(at+"/proposals", &w)
		v.ends(at+"/closingCodes", &w)
	}
}

// fieldAt is the place of a field in a list.
func fieldAt(at string, fields []Field, code string) string {
	return pointer(at, slices.IndexFunc(fields, func(f Field) bool { return f.Code == code }))
}

func requestFieldAt(at string, w *Workflow, code string) string {
	for i, s := range w.Sections {
		if slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Code == code }) {
			return fieldAt(pointer(at, "sections", i, "fields"), s.Fields, code)
		}
	}
	return at
}

// conditions checks what fields of one form say of each other.
func (v *validation) conditions(fields []Field, place func(code string) string) {
	for _, f := range fields {
		if f.When == nil {
			continue
		}
		at := place(f.Code) + "/when"
		other, ok := find(fields, func(o Field) bool { return o.Code == f.When.Field })
		if !ok {
			v.wrong(at+"/field", "the form has no field %s", f.When.Field)
			continue
		}
		if f.When.Given && len(f.When.In) > 0 {
			v.wrong(at+"/in", "goes without given")
		}
		if len(f.When.In) == 0 && !f.When.Given {
			v.wrong(at+"/in", "names no value")
		}
		for i, value := range f.When.In {
			known := other.hasOption(value)
			switch {
			case other.Type == Boolean:
				known = value == "true" || value == "false"
			case other.Type != Choice && other.Type != Codes:
				v.wrong(at+"/field", "must be a choice, codes or a boolean")
				known = true
			}
			if !known {
				v.wrong(pointer(at, "in", i), "%s cannot be %s", other.Code, value)
			}
		}
		if circular(fields, &f) {
			v.wrong(at+"/field", "leads back to %s: neither could ever be filled in", f.Code)
		}
	}
}

// circular reports whether a field's condition depends, over others, on the field itself.
func circular(fields []Field, f *Field) bool {
	next := f
	for range fields {
		if next.When == nil {
			return false
		}
		var ok bool
		if next, ok = find(fields, func(o Field) bool { return o.Code == next.When.Field }); !ok {
			return false
		}
		if next.Code == f.Code {
			return true
		}
	}
	return false
}

// fromLevels checks that a field becomes mandatory at a level to which the workflow escalates.
func (v *validation) fromLevels(at string, w *Workflow) {
	for _, f := range w.Fields() {
		switch l := f.MandatoryFromLevel; {
		case l == 0:
		case f.Mandatory:
			v.wrong(requestFieldAt(at, w, f.Code)+"/mandatoryFromLevel", "the field is mandatory from the start")
		case l <= w.FirstLevel() || l > w.LastLevel():
			v.wrong(requestFieldAt(at, w, f.Code)+"/mandatoryFromLevel", "no inquiry is escalated to level %d", l)
		}
	}
}

func (v *validation) requires(at string, w *Workflow) {
	r := w.Requires
	if r == nil {
		return
	}
	if r.Event != "" {
		if _, ok := v.release.Event(r.Event); !ok {
			v.wrong(at+"/event", "event code %s does not exist", r.Event)
		}
	}
	if f, ok := find(w.Fields(), func(f Field) bool { return f.Code == r.DateField }); r.DateField != "" && (r.Event == "" || !ok || f.Type != Date) {
		v.wrong(at+"/dateField", "must be a date of the request, with an event")
	}
	if r.ParentField == "" {
		if len(r.ParentReplies) > 0 {
			v.wrong(at+"/parentField", "is missing")
		}
		return
	}
	if f, ok := find(w.Fields(), func(f Field) bool { return f.Code == r.ParentField }); !ok || f.Type != InquiryID || !f.Mandatory {
		v.wrong(at+"/parentField", "must be a mandatory field of type %s", InquiryID)
	}
	v.references(at+"/parentReplies", r.ParentReplies, "reply code", func(c string) bool { _, ok := v.release.Reply(c); return ok })
}

func (v *validation) limit(at string, w *Workflow) {
	if w.Limit == nil {
		return
	}
	seen := map[string]bool{}
	for i, l := range w.Limit.Counts {
		at := pointer(at, "counts", i)
		if l.Max <= 0 || l.WorkingDays <= 0 {
			v.wrong(at, "max and workingDays must be positive")
		}
		v.references(at+"/products", l.Products, "product of the workflow", func(c string) bool { return slices.Contains(w.Products, c) })
		for _, p := range l.Products {
			if seen[p] {
				v.wrong(at+"/products", "%s has a limit already", p)
			}
			seen[p] = true
		}
	}
}

func (v *validation) proposals(at string, w *Workflow) {
	for i, p := range w.Proposals {
		at := pointer(at, i)
		if _, ok := v.release.Event(p.Event); !ok {
			v.wrong(at+"/event", "event code %s does not exist", p.Event)
		}
		for _, name := range slices.Sorted(maps.Keys(p.When)) {
			if !slices.Contains(ProposalKeys, name) {
				v.wrong(at+"/when", "an event says nothing of %s", name)
				continue
			}
			if len(p.When[name]) == 0 {
				v.wrong(at+"/when/"+name, "names no value")
			}
			for j, value := range p.When[name] {
				if value != AnyGiven && !v.release.says(name, value) {
					v.wrong(pointer(at, "when", name, j), "there is no %s code %s", name, value)
				}
			}
		}
		reply, ok := v.release.Reply(p.Reply)
		if !ok || !slices.ContainsFunc(w.Levels, func(l Level) bool { return slices.Contains(l.Replies, p.Reply) }) {
			v.wrong(at+"/reply", "no level of the workflow allows the reply %s", p.Reply)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(p.Fields)) {
			f, ok := find(reply.Fields, func(f Field) bool { return f.Code == name })
			if !ok {
				v.wrong(at+"/fields/"+name, "the reply %s has no such field", p.Reply)
			} else if reason := f.check(p.Fields[name]); reason != "" {
				v.wrong(at+"/fields/"+name, "%s", reason)
			}
		}
		if slices.ContainsFunc(w.Proposals[:i], func(before Proposal) bool { return w.hides(&before, &p) }) {
			v.wrong(at, "is never made: one before it takes every event %s", p.Event)
		}
	}
}

// hides reports whether a proposal leaves nothing for a later one: the same event without conditions, at every level of the later.
func (w *Workflow) hides(before, p *Proposal) bool {
	return before.Event == p.Event && len(before.When) == 0 && !slices.ContainsFunc(w.Levels, func(l Level) bool {
		return slices.Contains(l.Replies, p.Reply) && !slices.Contains(l.Replies, before.Reply)
	})
}

// says reports whether an event can say the code under one of ProposalKeys. A signatory is a name, not a code.
func (r *Release) says(name, code string) bool {
	if name == "place" {
		return slices.Contains(Places, code)
	}
	list := map[string][]Code{"reason": r.ReasonCodes, "action": r.ActionCodes, "retention": r.RetentionCodes}[name]
	_, ok := find(list, func(c Code) bool { return c.Code == code })
	return ok
}

// ends checks that a person can end an inquiry of the workflow in every situation in which it may stay.
func (v *validation) ends(at string, w *Workflow) {
	situations := []string{WhenReplied, WhenReturned, WhenUnroutable}
	if w.NoReply {
		situations = []string{WhenUnroutable, WhenBySystem} // opening it closes it
	}
	for _, s := range situations {
		if len(v.release.ClosingCodesFor(w, s)) == 0 {
			v.wrong(at, "holds no code that ends an inquiry that is %s", s)
		}
	}
}

// exits checks that from every workflow there is a way to an end: a conclusive reply at its last level that leads nowhere else, or to a
// workflow that ends.
func (v *validation) exits() {
	ends := map[string]bool{}
	for range v.release.Workflows { // each round finds at least one more, or there is none
		for _, w := range v.release.Workflows {
			ends[w.Code] = ends[w.Code] || w.NoReply || v.hasExit(&w, ends)
		}
	}
	for i, w := range v.release.Workflows {
		if l, ok := w.Level(w.LastLevel()); ok && len(l.Replies) > 0 && !ends[w.Code] {
			v.wrong(pointer("workflows", i, "levels"), "every conclusive reply leads on to another workflow, and none of them ever ends")
		}
	}
}

func (v *validation) hasExit(w *Workflow, ends map[string]bool) bool {
	l, ok := w.Level(w.LastLevel())
	return ok && slices.ContainsFunc(l.Replies, func(code string) bool {
		r, ok := v.release.Reply(code)
		return ok && r.Class == Conclusive && (len(r.LeadsTo) == 0 || slices.ContainsFunc(r.LeadsTo, func(next string) bool { return ends[next] }))
	})
}

func (v *validation) references(at string, codes []string, what string, known func(string) bool) {
	if len(codes) == 0 {
		v.wrong(at, "names no %s", what)
	}
	for i, c := range codes {
		switch {
		case !known(c):
			v.wrong(pointer(at, i), "%s %s does not exist", what, c)
		case slices.Contains(codes[:i], c):
			v.wrong(pointer(at, i), "%s is there twice", c)
		}
	}
}

func (v *validation) levels(at string, levels []Level, noReply bool) {
	switch {
	case len(levels) == 0:
		v.wrong(at, "has no level")
	case noReply && len(levels) > 1:
		v.wrong(at, "information without reply has one level")
	}
	last := 0
	for i, l := range levels {
		at := pointer(at, i)
		if l.Level <= last || l.Level > maxLevels {
			v.wrong(at+"/level", "must rise from 1 to at most %d", maxLevels)
		}
		last = l.Level
		v.labels(at+"/labels", l.Labels)
		if noReply {
			if len(l.Replies) > 0 {
				v.wrong(at+"/replies", "must be empty: no reply is due")
			}
			continue
		}
		conclusive := false
		v.references(at+"/replies", l.Replies, "reply code", func(c string) bool {
			r, ok := v.release.Reply(c)
			conclusive = conclusive || ok && r.Class == Conclusive
			return ok
		})
		if len(l.Replies) > 0 && !conclusive {
			v.wrong(at+"/replies", "holds no conclusive reply: an inquiry would never end")
		}
	}
}

func (v *validation) fields(at string, fields []Field, seen map[string]bool) {
	for i, f := range fields {
		at := pointer(at, i)
		v.code(at, f.Code, seen)
		v.labels(at+"/labels", f.Labels)
		if f.Help != nil {
			v.labels(at+"/help", f.Help)
		}
		v.field(at, f)
	}
}

var fieldTypes = []FieldType{Text, LongText, Date, DateTime, Integer, Boolean, Choice, Country, Email, Phone, Codes, Amount, Currency, InquiryID, Attachments, Operator}

func (v *validation) field(at string, f Field) {
	if !slices.Contains(fieldTypes, f.Type) {
		v.wrong(at+"/type", "must be one of %s", strings.Join(fieldTypes, ", "))
	}
	if f.MaxLength < 0 || f.MaxLength > 0 && f.Type != Text && f.Type != LongText {
		v.wrong(at+"/maxLength", "is for text and longText")
	}
	if f.MustBeTrue && f.Type != Boolean {
		v.wrong(at+"/mustBeTrue", "is for boolean")
	}
	if (f.Min != nil || f.Max != nil) && f.Type != Integer && f.Type != Amount {
		v.wrong(at, "min and max are for integer and amount")
	}
	if f.Min != nil && f.Max != nil && *f.Min > *f.Max {
		v.wrong(at+"/max", "is smaller than min")
	}
	if f.OptionsFrom != "" && !slices.Contains(optionLists, f.OptionsFrom) {
		v.wrong(at+"/optionsFrom", "must be one of %s", strings.Join(optionLists, ", "))
	}
	if f.OptionsFrom == FromRequestFields && f.Type != Codes {
		v.wrong(at+"/optionsFrom", "is for codes: entries of the request are asked for together")
	}
	switch {
	case len(f.Options) > 0 && f.Type != Choice && f.Type != Codes:
		v.wrong(at+"/options", "are for choice and codes")
	case len(f.Options) == 0 && f.OptionsFrom != FromRequestFields && (f.Type == Choice || f.Type == Codes):
		v.wrong(at+"/options", "are missing")
	}
	seen := map[string]bool{}
	for i, o := range f.Options {
		at := pointer(at, "options", i)
		v.code(at, o.Code, seen)
		v.labels(at+"/labels", o.Labels)
	}
	if f.Prefill != "" && !prefillForm.MatchString(f.Prefill) {
		v.wrong(at+"/prefill", "must be like item.lastEvent.code")
	}
}

func (v *validation) targets() {
	type key struct {
		product, workflow string
		level             int
	}
	given := map[key]bool{}
	for i, t := range v.release.Targets {
		at := pointer("targets", i)
		k := key{t.Product, t.Workflow, t.Level}
		if t.Minutes <= 0 {
			v.wrong(at+"/minutes", "must be positive")
		}
		if given[k] {
			v.wrong(at, "is there twice")
		}
		given[k] = true
		w, ok := v.release.Workflow(t.Workflow)
		if ok && w.NoReply {
			v.wrong(at, "no reply to %s is due", t.Workflow)
			continue
		}
		if !ok {
			v.wrong(at+"/workflow", "workflow %s does not exist", t.Workflow)
			continue
		}
		if !slices.Contains(w.Products, t.Product) {
			v.wrong(at+"/product", "workflow %s is not for product %s", t.Workflow, t.Product)
		}
		if _, ok := w.Level(t.Level); !ok {
			v.wrong(at+"/level", "workflow %s has no level %d", t.Workflow, t.Level)
		}
	}
	for i, w := range v.release.Workflows {
		if w.NoReply {
			continue
		}
		for _, l := range w.Levels {
			for _, p := range w.Products {
				if !given[key{p, w.Code, l.Level}] {
					v.wrong(pointer("workflows", i), "has no target for product %s at level %d", p, l.Level)
				}
			}
		}
	}
}
