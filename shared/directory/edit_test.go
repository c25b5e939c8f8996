package directory

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func release() *catalogue.Release {
	return &catalogue.Release{Products: []catalogue.Product{{Code: "EMS"}, {Code: "REG"}, {Code: "ISP"}}, ReplyCodes: []catalogue.ReplyCode{{Code: "DLV"}, {Code: "LAC"}},
		Workflows: []catalogue.Workflow{{Code: "WII", Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV"}}}}, {Code: "LIA", Products: []string{"EMS"}}}}
}

func britain() (Operator, []CallCentre) {
	both := []string{"EMS", "REG"}
	return Operator{Code: "GBA", Services: both, DefaultCentre: "GBA-DON"}, []CallCentre{{ID: "GBA-BEL", Products: both}, {ID: "GBA-DON", Products: both}, {ID: "GBA-LDN", Products: []string{"EMS"}}}
}

// refuses checks that an error is the problem with exactly these fields; none: that there is no error.
func refuses(t *testing.T, err error, slug string, fields ...string) {
	t.Helper()
	if len(fields) == 0 {
		if err != nil {
			t.Error(err)
		}
		return
	}
	var got []string
	for _, f := range problem.As(err).Fields {
		got = append(got, f.Name)
	}
	if !problem.Is(err, slug) || !slices.Equal(got, fields) {
		t.Errorf("%v, want %s of %v", err, slug, fields)
	}
}

func TestCalendar_ThatCannotBeUsed_IsRefusedByField(t *testing.T) {
	always := map[string][][2]string{"1": {{"08:00", "12:00"}}}
	large := calendar.Spec{TimeZone: "UTC", Week: always}
	for i := range 1900 {
		large.Holidays = append(large.Holidays, now.AddDate(0, 0, i).Format(time.DateOnly))
	}
	for name, c := range map[string]struct {
		spec   calendar.Spec
		fields []string
	}{
		"good":               {calendar.Spec{TimeZone: "UTC", Week: always}, nil},
		"no zone":            {calendar.Spec{TimeZone: "Mars/Olympus", Week: always}, []string{"calendar.timeZone"}},
		"overlap":            {calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"1": {{"08:00", "12:00"}, {"11:00", "13:00"}}}}, []string{"calendar.week.1[1]"}},
		"bad holiday":        {calendar.Spec{TimeZone: "UTC", Week: always, Holidays: []string{"25.12."}}, []string{"calendar.holidays[0]"}},
		"never opens":        {calendar.Spec{TimeZone: "UTC"}, []string{"calendar.week"}},
		"opened in the past": {calendar.Spec{TimeZone: "UTC", Special: map[string][][2]string{"2020-01-01": {{"08:00", "12:00"}}}}, []string{"calendar.week"}},
		"too large":          {large, []string{"calendar"}},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, checkCalendar(c.spec, now), "calendar-invalid", c.fields...) })
	}
}

func TestPeriod_NeverLeavesAProductToNobody(t *testing.T) {
	const soon = "2026-12-01"
	for name, c := range map[string]struct {
		centre CentreID
		change func(centres []CallCentre)
		period Period
		fields []string
	}{
		"open for ever":                      {"GBA-DON", nil, Period{}, nil},
		"one of two closes":                  {"GBA-DON", nil, Period{ClosesOn: soon}, nil},
		"no date":                            {"GBA-DON", nil, Period{OpensOn: "soon", ClosesOn: "2026-02-30"}, []string{"opensOn", "closesOn", "closesOn"}},
		"closes before it opens":             {"GBA-DON", nil, Period{OpensOn: soon, ClosesOn: soon}, []string{"closesOn"}},
		"replaced by a foreign centre":       {"GBA-DON", nil, Period{ClosesOn: soon, ReplacedBy: "DEA-BON"}, []string{"replacedBy"}},
		"replaced by itself":                 {"GBA-DON", nil, Period{ClosesOn: soon, ReplacedBy: "GBA-DON"}, []string{"replacedBy"}},
		"replaced and not closed":            {"GBA-DON", nil, Period{ReplacedBy: "GBA-BEL"}, []string{"replacedBy"}},
		"replaced in a circle":               {"GBA-DON", func(c []CallCentre) { c[0].ClosesOn, c[0].ReplacedBy = soon, "GBA-DON" }, Period{ClosesOn: soon, ReplacedBy: "GBA-BEL"}, []string{"replacedBy"}},
		"the last for a product":             {"GBA-DON", func(c []CallCentre) { c[0].ClosesOn = "2026-11-30" }, Period{ClosesOn: soon}, []string{"closesOn"}},
		"the last, replaced":                 {"GBA-DON", func(c []CallCentre) { c[0].ClosesOn, c[2].Products = "2026-11-30", c[1].Products }, Period{ClosesOn: soon, ReplacedBy: "GBA-LDN"}, nil},
		"replaced by one of another product": {"GBA-DON", nil, Period{ClosesOn: soon, ReplacedBy: "GBA-LDN"}, []string{"replacedBy"}},
		"the last, replaced by a closed one": {"GBA-DON", func(c []CallCentre) { c[0].ClosesOn = "2026-11-30" }, Period{ClosesOn: soon, ReplacedBy: "GBA-BEL"}, []string{"closesOn"}},
		"the only one opens later":           {"GBA-DON", func(c []CallCentre) { c[0].ClosesOn = "2026-01-01" }, Period{OpensOn: soon}, []string{"opensOn"}},
	} {
		t.Run(name, func(t *testing.T) {
			op, centres := britain()
			if c.change != nil {
				c.change(centres)
			}
			i := slices.IndexFunc(centres, func(x CallCentre) bool { return x.ID == c.centre })
			refuses(t, c.period.check(op, centres, centres[i], now), "period-invalid", c.fields...)
		})
	}
}

func TestHandOver_NamesOnlyWhatExists(t *testing.T) {
	for name, c := range map[string]struct {
		rule   Rule
		fields []string
	}{
		"everything to one":                     {Rule{Centre: "GBA-BEL"}, nil},
		"exact":                                 {Rule{Products: []string{"REG"}, Workflows: []string{"LIA"}, Levels: []int{3}, Languages: []string{"fr"}, From: "2026-12-01", Until: "2027-01-01", Centre: "GBA-BEL"}, nil},
		"a foreign centre":                      {Rule{Centre: "DEA-BON"}, []string{"rules[0].centre"}},
		"one of another product":                {Rule{Centre: "GBA-LDN"}, []string{"rules[0].centre"}},
		"for a workflow that its products have": {Rule{Workflows: []string{"LIA"}, Centre: "GBA-LDN"}, nil},
		"for its own product":                   {Rule{Products: []string{"EMS"}, Centre: "GBA-LDN"}, nil},
		"no centre":                             {Rule{}, []string{"rules[0].centre"}},
		"no product":                            {Rule{Products: []string{"REG", "XYZ"}, Centre: "GBA-BEL"}, []string{"rules[0].products[1]"}},
		"a product not offered":                 {Rule{Products: []string{"ISP"}, Centre: "GBA-BEL"}, []string{"rules[0].products[0]"}},
		"no workflow":                           {Rule{Workflows: []string{"XYZ"}, Centre: "GBA-BEL"}, []string{"rules[0].workflows[0]"}},
		"level 4":                               {Rule{Levels: []int{1, 4}, Centre: "GBA-BEL"}, []string{"rules[0].levels[1]"}},
		"a language by name":                    {Rule{Languages: []string{"French"}, Centre: "GBA-BEL"}, []string{"rules[0].languages[0]"}},
		"until before from":                     {Rule{From: "2026-12-01", Until: "2026-12-01", Centre: "GBA-BEL"}, []string{"rules[0].until"}},
		"dates that do not exist":               {Rule{From: "2026-02-30", Until: "x", Centre: "GBA-BEL"}, []string{"rules[0].from", "rules[0].until"}},
	} {
		t.Run(name, func(t *testing.T) {
			op, centres := britain()
			refuses(t, checkRules(op, centres, []Rule{c.rule}, release()), "hand-over-invalid", c.fields...)
		})
	}
	op, centres := britain()
	refuses(t, checkRules(op, centres, make([]Rule, MaxRules+1), release()), "hand-over-invalid", "rules")
}

func TestSettings_AreRefusedByField(t *testing.T) {
	refuses(t, Settings{AutoReply: []string{"WII"}, ArchiveAfterDays: 365}.check(release()), "")
	refuses(t, Settings{AutoReply: []string{"WII", "WII", "XYZ"}, ArchiveAfterDays: 29}.check(release()), "settings-invalid", "autoReply[1]", "autoReply[2]", "archiveAfterDays")
	good := CentreSettings{Mute: []string{"new"}, Mail: []string{"overdue"}, MailTo: []string{"inquiries@gba.example"}, DigestAt: "08:00"}
	refuses(t, good.check(), "")
	refuses(t, CentreSettings{}.check(), "")
	for field, spoil := range map[string]func(s *CentreSettings){
		"mute[0]":   func(s *CentreSettings) { s.Mute = []string{"NEW!"} },
		"mute[1]":   func(s *CentreSettings) { s.Mute = []string{"new", "overdue"} },
		"mute[2]":   func(s *CentreSettings) { s.Mute = []string{"new", "closed", "unroutable"} },
		"mail[0]":   func(s *CentreSettings) { s.Mail = []string{"birthday"} },
		"mail[1]":   func(s *CentreSettings) { s.Mail = []string{"new", "new"} },
		"mailTo[0]": func(s *CentreSettings) { s.MailTo = []string{"Ana <ana@gba.example>"} },
		"mailTo":    func(s *CentreSettings) { s.MailTo = nil },
		"mail":      func(s *CentreSettings) { s.Mail = nil },
		"digestAt":  func(s *CentreSettings) { s.DigestAt = "8:00" },
	} {
		s := good
		spoil(&s)
		refuses(t, s.check(), "settings-invalid", field)
	}
}

func TestTemplate_IsRefusedByField(t *testing.T) {
	good := Template{Kind: TemplateReply, Name: "Delivered", Language: "en", Workflow: "WII", Code: "DLV", Text: "{{itemId}} was delivered.\n{{agent}}, {{date}}"}
	refuses(t, good.check(release()), "")
	for name, c := range map[string]struct {
		spoil func(tt *Template)
		field string
	}{
		"unknown kind":              {func(tt *Template) { tt.Kind = "mail" }, "kind"},
		"no name":                   {func(tt *Template) { tt.Name = " " }, "name"},
		"name of two lines":         {func(tt *Template) { tt.Name = "a\nb" }, "name"},
		"long name":                 {func(tt *Template) { tt.Name = strings.Repeat("ä", 81) }, "name"},
		"language by name":          {func(tt *Template) { tt.Language = "English" }, "language"},
		"no text":                   {func(tt *Template) { tt.Text = "" }, "text"},
		"long text":                 {func(tt *Template) { tt.Text = strings.Repeat("x", 2001) }, "text"},
		"unknown workflow":          {func(tt *Template) { tt.Workflow = "XYZ" }, "workflow"},
		"unknown reply":             {func(tt *Template) { tt.Code = "XYZ" }, "code"},
		"reply to another workflow": {func(tt *Template) { tt.Code = "LAC" }, "code"},
		"code of a note":            {func(tt *Template) { tt.Kind = TemplateNote }, "code"},
		"unknown placeholder":       {func(tt *Template) { tt.Text = "{{itemId}} {{senderPhone}}" }, "text"},
		"placeholder with spaces":   {func(tt *Template) { tt.Text = "{{ itemId }}" }, "text"},
		"placeholder left open":     {func(tt *Template) { tt.Text = "{{itemId" }, "text"},
		"endless placeholder":       {func(tt *Template) { tt.Text = "{{" + strings.Repeat("x", 1000) + "}}" }, "text"},
	} {
		t.Run(name, func(t *testing.T) {
			tt := good
			c.spoil(&tt)
			refuses(t, tt.check(release()), "template-invalid", c.field)
		})
	}
}

func TestView_IsRefusedByField(t *testing.T) {
	refuses(t, View{Name: "Urgent", Folder: "toDo", Filter: map[string]string{"urgent": "true"}}.check(), "")
	many := map[string]string{}
	for i := range 13 {
		many["f"+strings.Repeat("x", i+1)] = "1"
	}
	refuses(t, View{Name: "", Folder: "../x", Filter: map[string]string{"Item!": "1", "partner": "", "product": strings.Repeat("x", 101)}}.check(), "view-invalid",
		"filter", "filter.partner", "filter.product", "folder", "name")
	refuses(t, View{Name: "a", Folder: "toDo", Filter: many}.check(), "view-invalid", "filter")
	refuses(t, View{Name: "a", Folder: "toDo", Columns: []string{"item", "due", "respondBy"}}.check(), "")
	for _, columns := range [][]string{{"item", "Due time"}, {"item", "due", "item"}, {""}, slices.Repeat([]string{"due"}, 31)} {
		refuses(t, View{Name: "a", Folder: "toDo", Columns: columns}.check(), "view-invalid", "columns")
	}
	if idOf("a", "bc") == idOf("ab", "c") || len(idOf("x")) != 26 {
		t.Error(fmt.Sprint("ids flow into each other: ", idOf("a", "bc")))
	}
}
