//go:build emulator

package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/document-api/api"
	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/attachment/attachmentdb"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// TestFlow is a document's way through the real tables and the real bucket, from an announcement to the partner's copy, and both forms.
func TestFlow(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	ana := principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	bruno := principal.Principal{Subject: "bruno", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Agent}}
	facts, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	db, directoryTable := kit.Table(t, "DirectoryTable")
	directory := directorydb.New(db, directoryTable, nil)
	if err := directory.Load(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	_, inquiryTable := kit.Table(t, "InquiryTable")
	_, trackingTable := kit.Table(t, "TrackingTable")
	_, documentTable := kit.Table(t, "DocumentTable")
	_, privacyTable := kit.Table(t, "PrivacyTable")
	objects, bucket := kit.Bucket(t)
	inquiries := &inquiry.Service{Store: &inquirydb.Store{Client: db, Table: inquiryTable}, Directory: directory, Catalogue: directory, Agents: directory,
		Looks:    &privacy.Recorder{Store: &privacydb.Store{Client: db, Table: privacyTable}},
		Tracking: trackingdb.New(db, trackingTable, nil), NewID: func() inquiry.ID { return inquiry.ID(boot.NewID()) }}
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), api.New(api.Deps{Clock: clock.Fixed(now), Directory: directory, Documents: &attachment.Service{
		Store: &attachmentdb.Store{Client: db, Table: documentTable}, Files: attachmentdb.Files{Client: objects, Bucket: bucket},
		Scanner: attachment.BuiltIn{}, Inquiries: inquiries, NewID: func() attachment.ID { return attachment.ID(boot.NewID()) }}}))

	item, err := edi.ParseItemID("CC309981215BE")
	if err != nil {
		t.Fatal(err)
	}
	q, err := inquiries.Raise(t.Context(), ana, inquiry.Raise{Item: item, Workflow: "WII", Product: "PPR", Destination: "DEA", Fields: map[string]any{
		"senderName": "Ada Example", "addresseeName": "B. Example", "postingDate": "2026-11-02"}}, now)
	if err != nil {
		t.Fatal(err)
	}

	ask := func(by principal.Principal, method, path, query, body string, status int, into any) {
		t.Helper()
		ev := events.APIGatewayV2HTTPRequest{RawPath: path, RawQueryString: query, Body: body, Headers: map[string]string{"content-type": "application/json"}}
		ev.RequestContext.HTTP.Method = method
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: by.Context()}
		out, err := gateway(t.Context(), ev)
		if err != nil || out.StatusCode != status {
			t.Fatal(method, path, out.StatusCode, out.Body, err)
		}
		if into != nil {
			if err := json.Unmarshal([]byte(out.Body), into); err != nil {
				t.Fatal(out.Body, err)
			}
		}
	}
	send := func(method, url string, headers map[string]string, body []byte) []byte {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range headers {
			request.Header.Set(name, value)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		content, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != 200 {
			t.Fatal(response.Status, string(content), err)
		}
		return content
	}

	file := []byte("%PDF-1.7 an invoice")
	sum := sha256.Sum256(file)
	var announced api.AnnouncedView
	ask(ana, "POST", "/v1/documents", "", fmt.Sprintf(`{"inquiryId":"%s","name":"a/b/invoice.pdf","mediaType":"application/pdf","size":%d,"sha256":"%s"}`,
		q.ID, len(file), hex.EncodeToString(sum[:])), 201, &announced)
	if announced.Name != "invoice.pdf" || announced.Upload == nil {
		t.Fatal(announced)
	}
	send(announced.Upload.Method, announced.Upload.URL, announced.Upload.Headers, file)
	var done api.DocumentView
	for range 2 {
		ask(ana, "POST", "/v1/documents/"+announced.ID+"/complete", "", "", 200, &done)
	}
	if done.State != "attached" {
		t.Fatal(done)
	}
	seen, err := inquiries.Look(t.Context(), ana, q.ID, inquiry.Unseen, true, now)
	if err != nil || seen.Inquiry.Attachments != 1 {
		t.Fatal(seen.Inquiry.Attachments, err)
	}
	var link api.DocumentLink
	ask(ana, "GET", "/v1/documents/"+announced.ID+"/download", "", "", 200, &link)
	if got := send("GET", link.URL, nil, nil); !bytes.Equal(got, file) {
		t.Error(string(got))
	}
	ask(bruno, "GET", "/v1/documents/"+announced.ID+"/download", "", "", 404, nil) // a draft's
	for _, form := range []string{"cn08", "cn18"} {
		ask(ana, "GET", "/v1/documents/forms/"+form, "lang=es&inquiry="+string(q.ID), "", 200, &link)
		if got := send("GET", link.URL, nil, nil); !bytes.HasPrefix(got, []byte("%PDF-1")) {
			t.Error(form, string(got[:20]))
		}
		ask(bruno, "GET", "/v1/documents/forms/"+form, "inquiry="+string(q.ID), "", 404, nil)
	}
	ask(ana, "DELETE", "/v1/documents/"+announced.ID, "", "", 409, nil)
	ask(ana, "POST", "/v1/documents", "", fmt.Sprintf(`{"inquiryId":"%s","name":"x.txt","mediaType":"text/plain","size":1,"sha256":"%s"}`, q.ID, hex.EncodeToString(sum[:])), 201, &announced)
	ask(ana, "DELETE", "/v1/documents/"+announced.ID, "", "", 204, nil)
	var all api.DocumentList
	ask(ana, "GET", "/v1/documents", "inquiry="+string(q.ID), "", 200, &all)
	if len(all.Items) != 1 || all.Items[0].State != "attached" {
		t.Error(all)
	}
}
