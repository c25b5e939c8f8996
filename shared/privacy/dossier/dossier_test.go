package dossier_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	. "github.com/whereabouts-post/whereabouts/shared/privacy/dossier"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func release(t *testing.T) *catalogue.Release {
	t.Helper()
	return &catalogue.Release{
		Workflows: []catalogue.Workflow{{Code: "WII", Labels: catalogue.Labels{"en": "Where is it", "de": "Wo ist sie"}, Sections: []catalogue.Section{{Fields: []catalogue.Field{
			{Code: "senderName", Labels: catalogue.Labels{"en": "Sender", "de": "Absender"}, Type: catalogue.Text, Personal: true},
			{Code: "customerIs", Labels: catalogue.Labels{"en": "The customer is"}, Type: catalogue.Choice, Options: []catalogue.Option{{Code: "sender", Labels: catalogue.Labels{"en": "the sender", "de": "der Absender"}}}},
			{Code: "insured", Labels: catalogue.Labels{"de": "Versichert"}, Type: catalogue.Boolean}}}}}},
		ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Labels: catalogue.Labels{"en": "Delivered", "de": "Zugestellt"}, Fields: []catalogue.Field{{Code: "receivedBy", Labels: catalogue.Labels{"de": "Empfangen von"}}}}}}
}

// unpack makes an export in a language and returns its files.
func unpack(t *testing.T, lang string, details ...inquiry.Details) map[string]string {
	t.Helper()
	var raw bytes.Buffer
	d := Begin(&raw, privacy.Request{Operator: "GBA", Reference: "DSR-1", Language: lang}, monday)
	documents := []attachment.Document{{ID: "1", Name: "id.pdf", Size: 3}, {ID: "2", Name: "id.pdf", Size: 3}}
	for _, one := range details {
		if err := d.Add(one, documents, func(doc attachment.Document) ([]byte, error) { return []byte("pd" + doc.ID), nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.End(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

func asked(t *testing.T) inquiry.Details {
	t.Helper()
	who := inquiry.Actor{Kind: inquiry.ByAgent, Subject: "ana", Name: "Ana Agent", Operator: "GBA", Centre: "GBA-DON"}
	return inquiry.Details{Release: release(t), Inquiry: inquiry.Inquiry{ID: "01Q", ItemID: "EE123456799GB", Workflow: "WII", State: inquiry.StateClosed, CreatedAt: monday,
		Requester: inquiry.Party{Operator: "GBA"}, Replier: inquiry.Party{Operator: "DEA"}},
		Request: inquiry.Request{Fields: map[string]any{"senderName": `<script>alert("x")</script>`, "customerIs": "sender", "insured": true, "oldField": "x"}},
		History: []inquiry.Event{{Seq: 1, Kind: inquiry.Noted, At: monday, By: who, Private: inquiry.Requester, Text: "She called", Language: "en"},
			{Seq: 2, Kind: inquiry.Replied, At: monday, By: inquiry.Actor{Operator: "DEA"}, Reply: &inquiry.Reply{Code: "DLV", Fields: map[string]any{"receivedBy": "A. Smith"}, Text: "To her"}},
			{Seq: 3, Kind: inquiry.Joined, At: monday, By: who, Reference: &inquiry.Reference{CustomerRef: "K-1"}}}}
}

func TestExport_SaysTheSameToPeopleAndMachines(t *testing.T) {
	files := unpack(t, "de", asked(t))
	var got struct {
		Reference string
		Inquiries []Case
	}
	if err := json.Unmarshal([]byte(files["person-data.json"]), &got); err != nil || len(got.Inquiries) != 1 || got.Reference != "DSR-1" {
		t.Fatal(err, got)
	}
	c := got.Inquiries[0]
	if d := cmp.Diff([]Entry{{"senderName", "Absender", `<script>alert("x")</script>`, `<script>alert("x")</script>`}, {"customerIs", "The customer is", "sender", "der Absender"},
		{"insured", "Versichert", true, "Ja"}, {"oldField", "oldField", "x", "x"}}, c.Request); d != "" {
		t.Error(d)
	}
	reply := c.History[1]
	if reply.Label != "Zugestellt" || reply.Text != "To her" || reply.Fields[0].Text != "A. Smith" || !c.History[0].Private || c.History[2].Reference.CustomerRef != "K-1" {
		t.Error(c.History)
	}
	if d := cmp.Diff([]string{"documents/01Q/id.pdf", "documents/01Q/id-2.pdf"}, []string{c.Documents[0].Path, c.Documents[1].Path}); d != "" || files["documents/01Q/id-2.pdf"] != "pd2" {
		t.Error(d, files)
	}
	page := files["summary.html"]
	for _, want := range []string{`<html lang="de">`, "Wo ist sie", "der Absender", "Zugestellt", "Empfangen von: A. Smith", "interne Notiz", "She called", "K-1", `href="documents/01Q/id.pdf"`, "&lt;script&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for name, text := range files {
		if strings.Contains(text, "Ana Agent") {
			t.Errorf("%s names an agent: it is not about them", name)
		}
	}
	if strings.Contains(page, "<script>") {
		t.Error("what somebody wrote is a script")
	}
}

func TestExport_OfNothing_AndOfWhatIsErased_SaysSo(t *testing.T) {
	if page := unpack(t, "en")["summary.html"]; !strings.Contains(page, "Nothing was found.") {
		t.Error(page)
	}
	gone := asked(t)
	gone.Inquiry.Erased, gone.Request, gone.History = true, inquiry.Request{}, nil
	files := unpack(t, "xx", gone)
	if !strings.Contains(files["summary.html"], "was erased") || !strings.Contains(files["person-data.json"], `"erased": true`) || !strings.Contains(files["person-data.json"], `"request": []`) {
		t.Error(files)
	}
}

// Every kind of step and every sentence is there in every language.
func TestWords_AreCompleteInEveryLanguage(t *testing.T) {
	for code, said := range AllWords() {
		for _, lang := range []string{"en", "fr", "de", "es"} {
			if said[lang] == "" {
				t.Errorf("%s has no %s", code, lang)
			}
		}
	}
	for _, kind := range []inquiry.Kind{inquiry.Drafted, inquiry.Edited, inquiry.Sent, inquiry.Routed, inquiry.Unroutable, inquiry.Readdressed, inquiry.Opened, inquiry.Replied, inquiry.Returned,
		inquiry.Supplemented, inquiry.Read, inquiry.Escalated, inquiry.Rejected, inquiry.HandedOver, inquiry.DueSoon, inquiry.Overdue, inquiry.DueMoved, inquiry.FollowUp,
		inquiry.TrackingUpdated, inquiry.Assigned, inquiry.Noted, inquiry.Joined, inquiry.Merged, inquiry.Attached, inquiry.Closed, inquiry.Archived, inquiry.Erased} {
		if AllSteps()[string(kind)] == nil {
			t.Errorf("nothing says %s", kind)
		}
	}
}
