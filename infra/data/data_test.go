package data

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func loaded(t *testing.T) directory.Data {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestData_Loads(t *testing.T) {
	d := loaded(t)
	if d.Version != "2026.12.2" || len(d.Releases) != 4 {
		t.Errorf("version %s, %d releases", d.Version, len(d.Releases))
	}
}

func TestOperators_AreThoseOfTheTestNetwork(t *testing.T) {
	d := loaded(t)
	for code := range strings.FieldsSeq("USA CAA GBA DEA FRA BEA IEA CHA NLA JPA AUA SGA AEA") {
		if !slices.ContainsFunc(d.Operators, func(o directory.Operator) bool { return o.Code == directory.OperatorCode(code) }) {
			t.Errorf("no operator %s", code)
		}
	}
	if d.Countries["GB"] != "GBA" || d.Countries["AE"] != "AEA" || len(d.Countries) < 190 {
		t.Errorf("%d countries", len(d.Countries))
	}
}

func TestOperators_EveryOneTakesEveryProductItOffers(t *testing.T) {
	d := loaded(t)
	for _, o := range d.Operators {
		var centres []directory.CallCentre
		for _, c := range d.CallCentres {
			if c.Operator == o.Code {
				centres = append(centres, c)
			}
		}
		for _, p := range o.Services {
			if _, reason := directory.Choose(o, centres, directory.Question{Product: p, Workflow: "WII", Level: 1}); reason != "" {
				t.Errorf("%s offers %s and nobody answers for it: %s", o.Code, p, reason)
			}
		}
	}
}

func TestOperators_HandOverToSpecialisedCentres(t *testing.T) {
	d := loaded(t)
	for _, c := range []struct {
		operator          directory.OperatorCode
		product, workflow string
		level             int
		language          string
		centre            directory.CentreID
	}{
		{"JPA", "EMS", "WII", 1, "en", "JPA-TYO"},
		{"JPA", "EMS", "LIA", 3, "en", "JPA-CLM"}, // it answers liability and nothing else
		{"CAA", "REG", "WII", 1, "en", "CAA-VAN"},
		{"CAA", "EMS", "WII", 1, "fr", "CAA-MTL"},
		{"CAA", "EMS", "WII", 1, "en", "CAA-TOR"},
		{"CHA", "EMS", "WII", 1, "it", "CHA-GVA"},
		{"GBA", "PPR", "WII", 1, "de", "GBA-DON"},
		{"DEA", "EMS", "LIA", 3, "fr", "DEA-BON"},
	} {
		i := slices.IndexFunc(d.Operators, func(o directory.Operator) bool { return o.Code == c.operator })
		centres := slices.DeleteFunc(slices.Clone(d.CallCentres), func(x directory.CallCentre) bool { return x.Operator != c.operator })
		got, reason := directory.Choose(d.Operators[i], centres, directory.Question{Product: c.product, Workflow: c.workflow, Level: c.level, Languages: []string{c.language}})
		if got.ID != c.centre {
			t.Errorf("%+v: %s %s", c, got.ID, reason)
		}
	}
}

// unpublished are the centres whose country has not published its holidays of 2027 yet, or keeps none.
var unpublished = []directory.CentreID{"LKA-HQ"}

func centre(t *testing.T, id directory.CentreID) *calendar.Calendar {
	t.Helper()
	for _, c := range loaded(t).CallCentres {
		if c.ID == id {
			cal, err := c.Calendar.Compile()
			if err != nil {
				t.Fatal(err)
			}
			return cal
		}
	}
	t.Fatalf("no call centre %s", id)
	return nil
}

func TestCallCentres_CoverTheHardCalendars(t *testing.T) {
	if n := len(loaded(t).CallCentres); n < 20 {
		t.Fatalf("only %d call centres", n)
	}
	for _, c := range []struct {
		what   string
		centre directory.CentreID
		at     string
		open   bool
	}{
		{"Friday is the weekend in Dubai", "AEA-DXB", "2026-11-27T06:00:00Z", false},
		{"Sunday is not", "AEA-DXB", "2026-11-29T06:00:00Z", true},
		{"Adelaide opens on the half hour of UTC: 08:30 is 22:00Z", "AUA-ADL", "2026-11-22T22:00:00Z", true},
		{"and not before", "AUA-ADL", "2026-11-22T21:59:00Z", false},
		{"Chicago is open on Christmas night", "USA-CHI", "2026-12-25T08:30:00Z", true},
		{"New York keeps Thanksgiving", "USA-NYC", "2026-11-26T16:00:00Z", false},
		{"Singapore works past midnight: Saturday 01:30", "SGA-SIN", "2026-11-27T17:30:00Z", true},
		{"until 02:00", "SGA-SIN", "2026-11-27T18:00:00Z", false},
		{"Brussels has lunch", "BEA-BRU", "2026-11-23T11:30:00Z", false},
		{"Doncaster works on the morning of Christmas Eve", "GBA-DON", "2026-12-24T09:00:00Z", true},
		{"and not in the afternoon", "GBA-DON", "2026-12-24T13:00:00Z", false},
		{"Bonn keeps All Saints, a Monday in 2027", "DEA-BON", "2027-11-01T10:00:00Z", false},
		{"Berlin does not keep All Saints", "DEA-BER", "2027-11-01T10:00:00Z", true},
	} {
		t.Run(c.what, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if got := centre(t, c.centre).OpenAt(at); got != c.open {
				t.Errorf("%s open: %v", c.centre, got)
			}
		})
	}
}

func TestHolidays_CoverBothYears(t *testing.T) {
	for _, c := range loaded(t).CallCentres {
		years := map[string]bool{}
		for _, h := range c.Calendar.Holidays {
			years[h[:4]] = true
		}
		if len(c.Calendar.Holidays) > 0 && (!years["2026"] || !years["2027"]) && !slices.Contains(unpublished, c.ID) {
			t.Errorf("%s has holidays of %v", c.ID, years)
		}
	}
}

func TestCatalogue_HoldsWhatTheFirstWorkflowNeeds(t *testing.T) {
	r := loaded(t).Releases[0]
	for _, c := range []struct {
		product string
		minutes int
	}{{"PPR", 720}, {"EMS", 360}} { // twelve working hours are a fact (UPU, December 2012), six an assumption
		if got, ok := r.Target(c.product, "WII", 1); !ok || got != c.minutes {
			t.Errorf("target of %s: %d", c.product, got)
		}
	}
	for code, class := range map[string]string{"DLV": "C", "TRN": "I", "INC": "N"} {
		if c, ok := r.Reply(code); !ok || c.Class != class {
			t.Errorf("reply %s: %v", code, c)
		}
	}
	for code := range strings.FieldsSeq("EMA EMB EXA EXB EXC EXD EXX EMC EMJ EMK EMD EDA EDB EME EDC EMF EDD EDE EMG EDF EDG EDH EMH EMI EDX") {
		if _, ok := r.Event(code); !ok {
			t.Errorf("no event %s", code)
		}
	}
	if len(r.EventCodes) != 25 || len(r.ReasonCodes) != 17 || len(r.ActionCodes) != 9 || len(r.RetentionCodes) != 9 {
		t.Errorf("lists of %d, %d, %d, %d", len(r.EventCodes), len(r.ReasonCodes), len(r.ActionCodes), len(r.RetentionCodes))
	}
	for indicator, product := range map[string]string{"EE": "EMS", "EW": "EMS", "CA": "PPR", "CP": "PPR"} {
		if got, ok := r.ProductOf(indicator); !ok || got != product {
			t.Errorf("indicator %s is %s", indicator, got)
		}
	}
	for _, indicator := range []string{"EX", "CZ", "RA", "E", ""} {
		if got, ok := r.ProductOf(indicator); ok {
			t.Errorf("indicator %q is %s", indicator, got)
		}
	}
}

func TestCatalogue_PersonalFieldsAreMarked(t *testing.T) {
	wf, _ := func() (*catalogue.Workflow, bool) { d := loaded(t); return d.Releases[0].Workflow("WII") }()
	for _, f := range wf.Fields() {
		person := strings.HasPrefix(f.Code, "sender") || strings.HasPrefix(f.Code, "addressee") || f.Type == catalogue.LongText
		if person && !f.Personal {
			t.Errorf("%s may hold personal data", f.Code)
		}
	}
}

// altered is this folder with one file changed.
func altered(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		out[path] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := string(out[file].Data)
	if !strings.Contains(before, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	out[file].Data = []byte(strings.Replace(before, old, new, 1))
	return out
}

func TestRead_SaysFileLineAndPlace(t *testing.T) {
	const release, windows = "catalogue/2026.11.1.json", "catalogue/2026.12.2.json"
	for _, c := range []struct {
		name, file, old, new string
		says                 []string
	}{
		{"a target of zero", release, `"minutes": 720`, `"minutes": 0`, []string{release + ":", "/targets/0/minutes"}},
		{"a dangling reply", release, `"replies": ["DLV", "TRN", "INC"]`, `"replies": ["DLV", "TRN", "XYZ"]`, []string{release + ":28: /workflows/0/levels/0/replies/2: reply code XYZ does not exist"}},
		{"nothing conclusive", release, `"replies": ["DLV", "TRN", "INC"]`, `"replies": ["TRN", "INC"]`, []string{"/workflows/0/levels/0/replies: holds no conclusive reply"}},
		{"a missing label", release, `"de": "UPU-Paket", `, ``, []string{release + ":7: /products/0/labels", "'de'"}},
		{"an empty label", release, `"de": "UPU-Paket"`, `"de": " "`, []string{release + ":7: /products/0/labels/de: is missing"}},
		{"an unknown field type", release, `"type": "integer"`, `"type": "number"`, []string{"/workflows/0/sections/0/fields/2/type"}},
		{"an unknown member", release, `"mandatory": true`, `"obligatory": true`, []string{"/workflows/0/sections/0/fields/0", "obligatory"}},
		{"a closing code nobody defined", release, `"closingCodes": ["CLO_OK"]`, `"closingCodes": ["CLO_OK", "CLO_NC"]`, []string{"/workflows/0/closingCodes/1: closing code CLO_NC does not exist"}},
		{"a code twice", release, `"code": "EMB"`, `"code": "EMA"`, []string{"/eventCodes/1/code: EMA is there twice"}},
		{"a product without target", release, `"product": "PPR",`, `"product": "EMS",`, []string{"has no target for product PPR at level 1"}},
		{"a window of a country", windows, `"origin": "HKA", "notBeforeDays": 2`, `"origin": "HK", "notBeforeDays": 2`, []string{windows + ":90: /windows/2/origin"}},
		{"a window that ends before it begins", windows, `"notBeforeDays": 14, "notAfterDays": 150`, `"notBeforeDays": 150, "notAfterDays": 14`, []string{windows + ":91: /windows/3/notAfterDays: must end after it begins"}},
		{"a window twice", windows, `"origin": "HKA", "notBeforeDays": 2`, `"origin": "USA", "notBeforeDays": 2`, []string{windows + ":90: /windows/2/products/0: EMS has a window between these ends already"}},
		{"a window of everybody", windows, `"origin": "BBA", `, ``, []string{windows + ":92: /windows/4"}},
		{"another version", release, `"version": "2026.11.1"`, `"version": "2026.12.1"`, []string{release + ":2: /version: the file of this version is catalogue/2026.12.1.json"}},
		{"broken JSON", release, `"products": [`, `"products": [[`, []string{release + ":1: : is not JSON"}},
		{"a zone nobody knows", "call-centres.json", `"Asia/Dubai"`, `"Asia/Abu_Dhabi"`, []string{"call-centres.json:", "/timeZone: is not the name of an IANA time zone"}},
		{"a segment over midnight", "call-centres.json", `["00:00", "02:00"]`, `["22:00", "02:00"]`, []string{"/week/2/0/1: must be later"}},
		{"a clock that is none", "call-centres.json", `["00:00", "24:00"]`, `["00:00", "23:60"]`, []string{"call-centres.json:10: /callCentres/1/week/1/0/1"}},
		{"holidays nobody generated", "call-centres.json", `"holidays": "SG"`, `"holidays": "XX"`, []string{"/holidays: there is no holidays/XX.json"}},
		{"an operator without a centre", "operators.json", `"code": "SGA"`, `"code": "SGB"`, []string{"operators[SGB]: has no call centre"}},
		{"a default centre of another operator", "operators.json", `"defaultCentre": "SGA-SIN"`, `"defaultCentre": "AUA-MEL"`, []string{"operators[SGA].defaultCentre"}},
		{"a service that is no product", "operators.json", `"ISK", "KPG", "EPG"]`, `"ISK", "KPG", "XYZ"]`, []string{"operators[USA].services: product XYZ does not exist"}},
		{"a hand-over to another operator", "operators.json", `"centre": "JPA-CLM"`, `"centre": "SGA-SIN"`, []string{"operators[JPA].handOver[0].centre"}},
		{"a country of nobody", "countries.json", `"SG": "SGA"`, `"SG": "SGX"`, []string{"countries[SG]: operator SGX does not exist"}},
		{"a holiday that is no date", "holidays/SG.json", `"2026-01-01"`, `"2026-02-30"`, []string{"/holidays/"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(altered(t, c.file, c.old, c.new))
			if err == nil {
				t.Fatal("loads")
			}
			for _, s := range c.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("does not say %q:\n%v", s, err)
				}
			}
		})
	}
}

func TestRead_ANewWorkflowNeedsDataOnly(t *testing.T) {
	var release map[string]any
	raw, err := fs.ReadFile(files, "catalogue/2026.12.2.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &release); err != nil {
		t.Fatal(err)
	}
	clone := maps.Clone(release["workflows"].([]any)[6].(map[string]any)) // RTR
	clone["code"], clone["products"], clone["levels"] = "NEW", []any{"EMS"}, clone["levels"].([]any)[:1]
	release["version"], release["inForceFrom"] = "2027.1.1", "2027-01-01"
	release["workflows"] = append(release["workflows"].([]any), clone)
	release["targets"] = append(release["targets"].([]any), map[string]any{"product": "EMS", "workflow": "NEW", "level": 1, "minutes": 360, "source": "assumption: a test"})
	added, err := json.Marshal(release)
	if err != nil {
		t.Fatal(err)
	}
	folder := altered(t, "operators.json", "2026.12.2", "2027.1.1").(fstest.MapFS)
	folder["catalogue/2027.1.1.json"] = &fstest.MapFile{Data: added}
	d, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	if minutes, ok := d.Releases[len(d.Releases)-1].Target("EMS", "NEW", 1); len(d.Releases) != 5 || !ok || minutes != 360 {
		t.Errorf("%d releases, target %d", len(d.Releases), minutes)
	}
}
