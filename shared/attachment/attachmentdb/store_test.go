//go:build emulator

package attachmentdb_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/attachment/attachmentdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	now   = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	photo = []byte("\x89PNG\r\n\x1A\n and so on")
)

func document(id string, at time.Time) attachment.Document {
	sum := sha256.Sum256(photo)
	return attachment.Document{ID: attachment.ID(id), Inquiry: "01JD0000000000000000000001", Operator: "GBA", By: "7f4df1b2-0000-4000-8000-000000000000", Name: "photo.png", MediaType: attachment.PNG,
		Size: len(photo), SHA256: hex.EncodeToString(sum[:]), State: attachment.Announced, Scan: attachment.NotScanned, AnnouncedAt: at, Fingerprint: "0123456789abcdef"}
}

func open(t *testing.T) (*attachmentdb.Store, *dynamo.Meter) {
	t.Helper()
	client, table := kit.Table(t, "DocumentTable")
	meter := &dynamo.Meter{}
	return &attachmentdb.Store{Client: client, Table: table, Meter: meter}, meter
}

func TestStore_KeepsADocumentUntilItIsSettled(t *testing.T) {
	s, _ := open(t)
	ctx, d := t.Context(), document("DOC00000000000000000000001", now)
	if err := s.Announce(ctx, d, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.Announce(ctx, d, now.Add(time.Hour)); err != nil {
		t.Error("the same announcement, sent again by the SDK, is the one that is there", err)
	}
	if err := s.Announce(ctx, document("DOC00000000000000000000001", now.Add(time.Second)), now.Add(time.Hour)); !errors.Is(err, attachment.ErrExists) {
		t.Error("an id is taken once", err)
	}
	if got, err := s.Document(ctx, d.ID); err != nil || !cmp.Equal(got, d) {
		t.Fatal(cmp.Diff(d, got), err)
	}
	d.State, d.SettledAt = attachment.Rejected, now.Add(time.Minute)
	d.Reason = &attachment.Reason{Slug: "document-infected", Detail: "It was deleted.", Field: "file", Wrong: "is infected"}
	if err := s.Settle(ctx, d, attachment.Announced); err != nil {
		t.Fatal(err)
	}
	if err := s.Settle(ctx, d, attachment.Announced); !errors.Is(err, attachment.ErrSettled) {
		t.Error("settled twice", err)
	}
	if err := s.Withdraw(ctx, d.ID); !errors.Is(err, attachment.ErrSettled) {
		t.Error("withdrawn after it was settled", err)
	}
	if got, err := s.Document(ctx, d.ID); err != nil || !cmp.Equal(got, d) {
		t.Fatal(cmp.Diff(d, got), err)
	}
	if _, err := s.Document(ctx, "DOC00000000000000000000009"); !problem.Is(err, "document-unknown") {
		t.Error(err)
	}
}

func TestStore_ListsAnInquirysDocumentsInOrder(t *testing.T) {
	s, _ := open(t)
	ctx := t.Context()
	for i, id := range []string{"DOC00000000000000000000003", "DOC00000000000000000000001", "DOC00000000000000000000002"} {
		if err := s.Announce(ctx, document(id, now.Add(time.Duration(i)*time.Second)), now.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	elsewhere := document("DOC00000000000000000000004", now)
	elsewhere.Inquiry = "01JD0000000000000000000002"
	if err := s.Announce(ctx, elsewhere, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(ctx, "DOC00000000000000000000001"); err != nil {
		t.Fatal(err)
	}
	all, err := s.Of(ctx, "01JD0000000000000000000001")
	if err != nil || len(all) != 2 || all[0].ID != "DOC00000000000000000000003" || all[1].ID != "DOC00000000000000000000002" {
		t.Fatal(all, err)
	}
}

// Only what is announced has a time to live; keys are frozen.
func TestStore_Item(t *testing.T) {
	s, _ := open(t)
	d := document("DOC00000000000000000000001", now)
	if err := s.Announce(t.Context(), d, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	read := func() map[string]types.AttributeValue {
		out, err := s.Client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &s.Table, Key: dynamo.Key{PK: "DOCUMENT#DOC00000000000000000000001", SK: "DOCUMENT"}.Map()})
		if err != nil {
			t.Fatal(err)
		}
		return out.Item
	}
	item := read()
	for name, want := range map[string]types.AttributeValue{"iqPK": dynamo.S("01JD0000000000000000000001"), "iqSK": dynamo.S("2026-11-23T09:00:00.000Z#DOC00000000000000000000001"),
		"expiresAt": dynamo.N(now.Add(time.Hour).Unix())} {
		if diff := cmp.Diff(want, item[name], cmp.AllowUnexported(types.AttributeValueMemberS{}, types.AttributeValueMemberN{})); diff != "" {
			t.Error(name, diff)
		}
	}
	if size := kit.ItemSize(t, item); size > 1024 {
		t.Errorf("a document takes %d bytes: more than one write unit", size)
	}
	d.State = attachment.Accepted
	if err := s.Settle(t.Context(), d, attachment.Announced); err != nil {
		t.Fatal(err)
	}
	if _, there := read()["expiresAt"]; there {
		t.Error("what was looked into does not expire")
	}
}

func TestStore_Capacity(t *testing.T) {
	s, meter := open(t)
	ctx, d := t.Context(), document("DOC00000000000000000000001", now)
	costs := func(what string, want float64, do func() error) {
		t.Helper()
		meter.Reset()
		if err := do(); err != nil {
			t.Fatal(what, err)
		}
		if got := meter.Reset(); got > want {
			t.Errorf("%s costs %v units, not %v", what, got, want)
		}
	}
	costs("announce", 2, func() error { return s.Announce(ctx, d, now.Add(time.Hour)) })
	costs("read", 1, func() error { _, err := s.Document(ctx, d.ID); return err })
	costs("list", 0.5, func() error { _, err := s.Of(ctx, d.Inquiry); return err })
	d.State = attachment.Accepted
	costs("settle", 2, func() error { return s.Settle(ctx, d, attachment.Announced) })
}

func put(t *testing.T, up attachment.Upload, content []byte) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), up.Method, up.URL, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range up.Headers {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func TestFiles_TheAddressTakesTheAnnouncedFileOnly(t *testing.T) {
	client, bucket := kit.Bucket(t)
	f := attachmentdb.Files{Client: client, Bucket: bucket}
	up, err := f.Upload(t.Context(), "incoming/x", document("DOC00000000000000000000001", now), time.Minute)
	if err != nil || up.Method != "PUT" || up.Headers["Content-Type"] != attachment.PNG {
		t.Fatal(up, err)
	}
	if _, err := f.Read(t.Context(), "incoming/x", 100); !errors.Is(err, attachment.ErrNoFile) {
		t.Error("nothing was uploaded", err)
	}
	for name, wrong := range map[string][]byte{"longer": append(bytes.Clone(photo), 1), "other": bytes.Repeat([]byte("x"), len(photo))} {
		if status := put(t, up, wrong); status < 400 {
			t.Errorf("a %s file was taken: %d", name, status)
		}
	}
	html := up
	html.Headers = map[string]string{"Content-Type": "text/html", "X-Amz-Checksum-Sha256": up.Headers["X-Amz-Checksum-Sha256"]}
	if status := put(t, html, photo); status < 400 {
		t.Errorf("another type was taken: %d", status)
	}
	if status := put(t, up, photo); status != 200 {
		t.Fatal(status)
	}
	if got, err := f.Read(t.Context(), "incoming/x", 100); err != nil || !bytes.Equal(got, photo) {
		t.Error(got, err)
	}
	if got, err := f.Read(t.Context(), "incoming/x", 5); err != nil || len(got) != 6 {
		t.Error("cut one byte after the limit", len(got), err)
	}
	for range 2 {
		if err := f.Delete(t.Context(), "incoming/x"); err != nil {
			t.Error(err)
		}
	}
}

func TestFiles_LinkSavesTheFileUnderItsName(t *testing.T) {
	client, bucket := kit.Bucket(t)
	f := attachmentdb.Files{Client: client, Bucket: bucket}
	if err := f.Put(t.Context(), "attached/x/y", attachment.PNG, photo); err != nil {
		t.Fatal(err)
	}
	url, err := f.Link(t.Context(), "attached/x/y", "Łódź.png", attachment.PNG, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil || !bytes.Equal(got, photo) || response.Header.Get("Content-Type") != attachment.PNG || !strings.HasPrefix(response.Header.Get("Content-Disposition"), "attachment; filename") {
		t.Error(string(got), response.Header, err)
	}
}
