package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func (d Deps) registerUploads(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "announce-tracking-upload", Method: http.MethodPost, Path: "/v1/tracking/uploads",
		Tags: []string{"Tracking"}, Summary: "Announce a large file of tracking messages", DefaultStatus: http.StatusCreated, SkipValidateBody: true,
		Description: "Answers with an address to which the file is sent within an hour. It is read to its end first: of a file that is wrong anywhere nothing is taken. " +
			"Then its records are queued like those of a message, and the receipt names a message too."}, d.announce)
	huma.Register(api, huma.Operation{OperationID: "get-tracking-upload", Method: http.MethodGet, Path: "/v1/tracking/uploads/{receipt}",
		Tags: []string{"Tracking"}, Summary: "How far an uploaded file has come"}, d.upload)
}

type announceInput struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same body answers the same receipt, with a new address"`
	Body           struct {
		Name        string `json:"name" maxLength:"200" doc:"What the sender calls the file" example:"events-2026-11-22.ndjson.gz"`
		Size        int64  `json:"size" minimum:"1" maximum:"1073741824" doc:"Bytes, as they are sent"`
		ContentType string `json:"contentType" doc:"application/json, application/x-ndjson, application/edifact or text/plain, also for what is packed with gzip; application/gzip where the first bytes tell it" example:"application/x-ndjson"`
		Digest      string `json:"digest,omitempty" maxLength:"64" doc:"SHA-256 of what is sent, in hexadecimal; checked when it is there"`
	}
}

// TrackingUploadView is a file and how far it has come. It is exported because OpenAPI leaves out what is embedded unexported.
type TrackingUploadView struct {
	Receipt     string               `json:"receipt" doc:"Of the file, and of the message that it becomes once it is checked"`
	Name        string               `json:"name"`
	State       tracking.UploadState `json:"state" enum:"awaited,checking,sending,sent,refused" doc:"A file is read twice: checking, then sending. Of a refused one nothing was taken; what became of a sent one's records is in the message"`
	Size        int64                `json:"size" doc:"Bytes"`
	BytesRead   int64                `json:"bytesRead" doc:"Of the pass that is under way"`
	Records     int                  `json:"records" doc:"Found, once the file is checked"`
	Rejected    int                  `json:"rejected" doc:"Those that were not accepted; the message's receipt says why, of the first 1,000"`
	Queued      int                  `json:"queued" doc:"Records that were handed on to be stored, rejected ones among them"`
	AnnouncedAt time.Time            `json:"announcedAt"`
	Refusal     *refusalView         `json:"refusal" doc:"Why nothing of the file was taken; null when something was, or when that is not known yet"`
}

func viewOfUpload(u tracking.Upload) TrackingUploadView {
	v := TrackingUploadView{Receipt: u.Receipt, Name: u.Name, State: u.State, Size: u.Size, BytesRead: u.BytesRead, Records: u.Records, Rejected: u.Rejected, Queued: u.Queued, AnnouncedAt: u.AnnouncedAt}
	v.Refusal = viewOf(tracking.Message{Refusal: u.Refusal}).Refusal
	return v
}

type announceOutput struct {
	Body struct {
		TrackingUploadView
		Send struct {
			Method    string            `json:"method" example:"PUT"`
			URL       string            `json:"url" doc:"Takes exactly this file, whoever sends it"`
			Headers   map[string]string `json:"headers" doc:"To be sent with it"`
			ExpiresAt time.Time         `json:"expiresAt"`
		} `json:"send"`
	}
}

// bytesARecord is what a record of a file counts for in a key's quota of records.
const bytesARecord = 250

func (d Deps) announce(ctx context.Context, in *announceInput) (*announceOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	if err := d.maySend(ctx, caller); err != nil {
		return nil, err
	}
	u, signed, err := d.Uploader.Announce(ctx, caller, tracking.Offer{Name: in.Body.Name, Size: in.Body.Size, ContentType: in.Body.ContentType, Digest: in.Body.Digest, IdempotencyKey: in.IdempotencyKey})
	if err != nil {
		return nil, err
	}
	// How many records there are shows when the file is read, by a function that knows no keys: its size stands for them.
	if err := d.sent(ctx, caller, int(in.Body.Size/bytesARecord)+1); err != nil {
		return nil, err
	}
	out := &announceOutput{}
	out.Body.TrackingUploadView = viewOfUpload(u)
	out.Body.Send.Method, out.Body.Send.URL, out.Body.Send.Headers, out.Body.Send.ExpiresAt = signed.Method, signed.URL, signed.Headers, signed.ExpiresAt
	if out.Body.Send.Headers == nil {
		out.Body.Send.Headers = map[string]string{}
	}
	return out, nil
}

type uploadInput struct {
	Receipt string `path:"receipt" minLength:"1" maxLength:"64"`
}

type uploadOutput struct{ Body TrackingUploadView }

func (d Deps) upload(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	u, err := d.Uploader.Uploads.Upload(ctx, in.Receipt)
	if err == nil && u.Operator != caller.Operator { // another operator's receipt does not exist
		err = tracking.UnknownReceipt(in.Receipt)
	}
	if err != nil {
		return nil, err
	}
	return &uploadOutput{viewOfUpload(u)}, nil
}
