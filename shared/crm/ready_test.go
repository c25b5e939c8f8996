package crm

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// With -update the commands beside the samples are written anew: read the difference.
var update = flag.Bool("update", false, "write the expected commands")

// Every sample of a ready mapping becomes the command beside it; what it raises is complete by the rules of the inquiry, with what tracking knows.
func TestReady_SamplesBecomeCommandsThatAreTaken(t *testing.T) {
	all, err := AllReady()
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	service, _, _ := world(t)
	service.Inquiries = rules(t)
	for _, r := range all {
		if err := r.Mapping.Check(); err != nil || r.Name == "" || r.Origin == "" || len(r.Sources) == 0 || len(r.Samples) != 3 {
			t.Errorf("%s: %v", r.System, err)
		}
		actions := map[Action]bool{}
		for _, sample := range r.Samples {
			tried, err := service.Try(t.Context(), olga, "GBA-DON", r.Mapping, sample.Body, now)
			if err != nil || tried.Refused != nil {
				t.Errorf("%s %s: %v %v", r.System, sample.Name, err, tried.Refused)
				continue
			}
			actions[tried.Command.Action] = true
			if tried.Command.Action == Raise && (tried.Inquiry == nil || tried.Inquiry.State != inquiry.StateSent || tried.Inquiry.Replier.Operator != "DEA" || tried.Fields["lastEventCode"] != "EMC" || tried.Fields["crmCaseId"] != tried.Command.Case) {
				t.Errorf("%s %s: %+v %v", r.System, sample.Name, tried.Inquiry, tried.Fields)
			}
			golden(t, filepath.Join("ready", r.System, sample.Name+".command.json"), tried.Command)
		}
		if !actions[Raise] || !actions[Note] || !actions[Close] {
			t.Errorf("%s: the samples show %v", r.System, actions)
		}
	}
}

func golden(t *testing.T, path string, got any) {
	t.Helper()
	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	if *update {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, text) {
		t.Errorf("%s: %v\n%s", path, err, text)
	}
}

func TestTry_SaysWhatIsMissing_AndHasNoEffect(t *testing.T) {
	service, m, _ := world(t)
	service.Inquiries = rules(t)
	zendesk, _ := ReadyFor("zendesk")
	body := []byte(`{"event":"ticket.created","ticket":{"id":1,"reason":"Item not received","item_number":"CC473124829GB","sender_name":"Edith"}}`)
	tried, err := service.Try(t.Context(), olga, "", zendesk.Mapping, body, now)
	if err != nil || tried.Refused == nil || tried.Refused.Slug != "inquiry-incomplete" || tried.Command.Case != "1" || len(m.events) != 0 {
		t.Fatalf("%+v %v", tried, err)
	}
	draft := zendesk.Mapping
	draft.Send = Rule{}
	if tried, err = service.Try(t.Context(), olga, "", draft, body, now); err != nil || tried.Refused != nil || tried.Inquiry.State != inquiry.StateDraft || len(tried.Missing) == 0 {
		t.Errorf("%+v %v", tried, err)
	}
	if tried, err = service.Try(t.Context(), olga, "", zendesk.Mapping, []byte(`nonsense`), now); err != nil || tried.Refused == nil || tried.Refused.Slug != Unreadable {
		t.Error(tried, err)
	}
	tried, err = service.Try(t.Context(), olga, "", zendesk.Mapping, []byte(`{"event":"ticket.created","ticket":{"id":1,"reason":"Eaten by a dog"}}`), now)
	if err != nil || tried.Refused == nil || tried.Refused.Slug != Unfit {
		t.Fatal(tried, err)
	}
	for _, f := range tried.Refused.Fields {
		if bytes.Contains([]byte(f.Reason), []byte("dog")) {
			t.Error("a reason repeats the event:", f)
		}
	}
	if _, err := service.Try(t.Context(), olga, "DEA-FRA", zendesk.Mapping, body, now); problem.As(err).Slug != "integration-refused" {
		t.Error(err)
	}
}
