package directory

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of what is set; they keep an operator with its call centres cheap to read [A].
const (
	MaxCalendarBytes = 24 << 10 // of the JSON
	MaxRules         = 50
	MaxMailTo        = 20
	maxKinds         = 40
	MinArchiveDays   = 30
	MaxArchiveDays   = 3650
)

var language = regexp.MustCompile(`^[a-z]{2}$`)

// checkCalendar refuses a calendar that does not compile, that is too large to be read with every inquiry, or that never opens again.
func checkCalendar(s calendar.Spec, now time.Time) error {
	cal, err := s.Compile()
	if p, ok := errors.AsType[*problem.Problem](err); ok {
		out := problem.New(p.Kind, p.Slug, "%s", p.Detail)
		for _, f := range p.Fields {
			out.With("calendar."+f.Name, "%s", f.Reason)
		}
		return out
	}
	if err != nil {
		return err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode calendar: %w", err)
	}
	p := problem.New(problem.Invalid, "calendar-invalid", "The calendar cannot be used. The fields listed in errors are wrong.")
	if len(raw) > MaxCalendarBytes {
		return p.With("calendar", "is larger than %d bytes: leave out past dates", MaxCalendarBytes)
	}
	if _, err := cal.Due(now, time.Minute, nil); err != nil {
		return p.With("calendar.week", "never opens: a call centre that no longer works is closed by its period")
	}
	return nil
}

// check refuses a period that is no period, a replacement that is none, and a closing after which nobody answers for something that the
// operator offers.
func (n Period) check(op Operator, centres []CallCentre, c CallCentre, now time.Time) error {
	p := problem.New(problem.Invalid, "period-invalid", "The call centre cannot be opened or closed like that. The fields listed in errors are wrong.")
	checkDate(p, "opensOn", n.OpensOn)
	checkDate(p, "closesOn", n.ClosesOn)
	if n.ClosesOn != "" && n.ClosesOn <= n.OpensOn {
		p.With("closesOn", "must be after opensOn")
	}
	after := slices.Clone(centres)
	byID := map[CentreID]CallCentre{}
	for i := range after {
		if after[i].ID == c.ID {
			after[i].OpensOn, after[i].ClosesOn, after[i].ReplacedBy = n.OpensOn, n.ClosesOn, n.ReplacedBy
		}
		byID[after[i].ID] = after[i]
	}
	switch other, own := byID[n.ReplacedBy]; {
	case n.ReplacedBy == "":
	case n.ClosesOn == "":
		p.With("replacedBy", "needs closesOn: the date from which the other takes over")
	case !own:
		p.With("replacedBy", "must be another call centre of %s", op.Code)
	case leadsBack(c.ID, byID):
		p.With("replacedBy", "leads back to %s", c.ID)
	default:
		for _, product := range c.Products {
			if !slices.Contains(other.Products, product) {
				p.With("replacedBy", "does not answer for %s", product)
				break
			}
		}
	}
	if err := p.OrNil(); err != nil {
		return err
	}
	for _, date := range turns(after, now) {
		for _, product := range op.Services {
			q := Question{Product: product, On: date}
			_, before := Choose(op, centres, q)
			if _, reason := Choose(op, after, q); reason != "" && before == "" {
				field := "closesOn"
				if n.ClosesOn == "" || n.OpensOn > date.Format(time.DateOnly) {
					field = "opensOn"
				}
				return p.With(field, "on %s nobody would answer for %s: name the call centre that replaces it", date.Format(time.DateOnly), product)
			}
		}
	}
	return nil
}

// turns are the days on which who is open may change: today, and what lies ahead.
func turns(centres []CallCentre, now time.Time) []time.Time {
	today := now.UTC().Truncate(24 * time.Hour)
	out := []time.Time{today}
	for _, c := range centres {
		for _, date := range []string{c.OpensOn, c.ClosesOn} {
			if t, err := time.Parse(time.DateOnly, date); err == nil && t.After(today) {
				out = append(out, t)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out)
}

// leadsBack reports whether a call centre's replacements lead back to it.
func leadsBack(id CentreID, byID map[CentreID]CallCentre) bool {
	next := byID[id].ReplacedBy
	for range byID {
		if next == id {
			return true
		}
		next = byID[next].ReplacedBy
	}
	return false
}

func checkDate(p *problem.Problem, field, date string) {
	if _, err := time.Parse(time.DateOnly, date); date != "" && err != nil {
		p.With(field, "must be a date like 2026-12-25")
	}
}

// checkRules refuses rules that name what does not exist, that can never match, or that hand over to somebody else's call centre.
func checkRules(op Operator, centres []CallCentre, rules []Rule, release *catalogue.Release) error {
	p := problem.New(problem.Invalid, "hand-over-invalid", "The hand-over rules cannot be used. The fields listed in errors are wrong.")
	if len(rules) > MaxRules {
		return p.With("rules", "lists more than %d rules", MaxRules)
	}
	for i, r := range rules {
		at := fmt.Sprintf("rules[%d].", i)
		for j, code := range r.Products {
			if _, ok := release.Product(code); !ok {
				p.With(fmt.Sprintf("%sproducts[%d]", at, j), "is no product of the catalogue in force")
			} else if !slices.Contains(op.Services, code) {
				p.With(fmt.Sprintf("%sproducts[%d]", at, j), "is not offered by %s", op.Code)
			}
		}
		for j, code := range r.Workflows {
			if _, ok := release.Workflow(code); !ok {
				p.With(fmt.Sprintf("%sworkflows[%d]", at, j), "is no workflow of the catalogue in force")
			}
		}
		for j, level := range r.Levels {
			if level < 1 || level > 3 {
				p.With(fmt.Sprintf("%slevels[%d]", at, j), "must be 1, 2 or 3")
			}
		}
		for j, l := range r.Languages {
			if !language.MatchString(l) {
				p.With(fmt.Sprintf("%slanguages[%d]", at, j), "must be a code of ISO 639-1 like fr")
			}
		}
		checkDate(p, at+"from", r.From)
		checkDate(p, at+"until", r.Until)
		if r.Until != "" && r.Until <= r.From {
			p.With(at+"until", "must be after from")
		}
		j := slices.IndexFunc(centres, func(c CallCentre) bool { return c.ID == r.Centre })
		if j < 0 {
			p.With(at+"centre", "must be a call centre of %s", op.Code)
			continue
		}
		for _, code := range r.takes(op, release) {
			if !slices.Contains(centres[j].Products, code) {
				p.With(at+"centre", "does not answer for %s: let the rule name the products that it does", code)
				break
			}
		}
	}
	return p.OrNil()
}

// takes are the products of the operator's that the rule may send to its call centre.
func (r Rule) takes(op Operator, release *catalogue.Release) []string {
	asked := func(product string) bool {
		return len(r.Workflows) == 0 || slices.ContainsFunc(r.Workflows, func(code string) bool {
			w, ok := release.Workflow(code)
			return ok && slices.Contains(w.Products, product)
		})
	}
	return slices.DeleteFunc(slices.Clone(op.Services), func(product string) bool {
		return len(r.Products) > 0 && !slices.Contains(r.Products, product) || !asked(product)
	})
}

func (s Settings) check(release *catalogue.Release) error {
	p := problem.New(problem.Invalid, "settings-invalid", "The settings cannot be used. The fields listed in errors are wrong.")
	for i, code := range s.AutoReply {
		if _, ok := release.Workflow(code); !ok {
			p.With(fmt.Sprintf("autoReply[%d]", i), "is no workflow of the catalogue in force")
		} else if slices.Index(s.AutoReply, code) < i {
			p.With(fmt.Sprintf("autoReply[%d]", i), "is there twice")
		}
	}
	if s.ArchiveAfterDays != 0 && (s.ArchiveAfterDays < MinArchiveDays || s.ArchiveAfterDays > MaxArchiveDays) {
		p.With("archiveAfterDays", "must be between %d and %d, or 0 for the usual %d", MinArchiveDays, MaxArchiveDays, DefaultArchiveDays)
	}
	return p.OrNil()
}

func (s CentreSettings) check() error {
	p := problem.New(problem.Invalid, "settings-invalid", "The settings cannot be used. The fields listed in errors are wrong.")
	kinds := func(field string, list []string) {
		if len(list) > maxKinds {
			p.With(field, "lists more than %d kinds of alert", maxKinds)
			return
		}
		for i, k := range list {
			if !slices.Contains(AlertKinds, k) {
				p.With(fmt.Sprintf("%s[%d]", field, i), "is no kind of alert")
			} else if field == "mute" && slices.Contains(NeverMuted, k) {
				p.With(fmt.Sprintf("%s[%d]", field, i), "cannot be muted: it needs somebody to act")
			} else if slices.Index(list, k) < i {
				p.With(fmt.Sprintf("%s[%d]", field, i), "is there twice")
			}
		}
	}
	kinds("mute", s.Mute)
	kinds("mail", s.Mail)
	if len(s.MailTo) > MaxMailTo {
		p.With("mailTo", "lists more than %d addresses", MaxMailTo)
	}
	for i, address := range s.MailTo {
		if a, err := mail.ParseAddress(address); err != nil || a.Address != address || len(address) > 254 {
			p.With(fmt.Sprintf("mailTo[%d]", i), "must be a mail address like inquiries@post.example")
		}
	}
	if t, err := time.Parse("15:04", s.DigestAt); s.DigestAt != "" && (err != nil || t.Format("15:04") != s.DigestAt) {
		p.With("digestAt", "must be a local time like 08:00")
	}
	if s.DigestAt != "" && len(s.MailTo) == 0 {
		p.With("mailTo", "is missing: the digest needs somebody who gets it")
	}
	if s.DigestAt != "" && len(s.Mail) == 0 {
		p.With("mail", "is missing: the digest needs the kinds of alert that it mails")
	}
	return p.OrNil()
}
