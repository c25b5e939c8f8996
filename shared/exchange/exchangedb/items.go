package exchangedb

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

type settingsItem struct {
	dynamo.Key
	Nightly   bool     `dynamodbav:"on"`
	Hour      int      `dynamodbav:"hour"`
	Zone      string   `dynamodbav:"zone"`
	Format    string   `dynamodbav:"fmt"`
	Separator string   `dynamodbav:"sep"`
	Language  string   `dynamodbav:"lang"`
	Centres   []string `dynamodbav:"ctr,omitempty"`
	Version   int      `dynamodbav:"ver"`
	ChangedAt int64    `dynamodbav:"at"`
}

func settingsItemOf(s exchange.Settings, key dynamo.Key) settingsItem {
	return settingsItem{key, s.Nightly, s.Hour, s.Zone, string(s.Format), string(s.Separator), s.Language, texts(s.Centres), s.Version, dynamo.Millis(s.ChangedAt)}
}

func (it settingsItem) settings(op directory.OperatorCode) exchange.Settings {
	return exchange.Settings{Operator: op, Nightly: it.Nightly, Hour: it.Hour, Zone: it.Zone, Format: exchange.Format(it.Format), Separator: exchange.Separator(it.Separator),
		Language: it.Language, Centres: centres(it.Centres), Version: it.Version, ChangedAt: dynamo.Instant(it.ChangedAt)}
}

func texts(ids []directory.CentreID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}

func centres(ids []string) []directory.CentreID {
	out := []directory.CentreID{}
	for _, id := range ids {
		out = append(out, directory.CentreID(id))
	}
	return out
}

type headItem struct {
	dynamo.Key
	Version  int    `dynamodbav:"ver"`
	Last     int    `dynamodbav:"last"`
	Told     string `dynamodbav:"told,omitempty"`
	Since    int64  `dynamodbav:"since,omitempty"`
	WalkedAt int64  `dynamodbav:"walk,omitempty"`
	Night    int64  `dynamodbav:"night,omitempty"`
}

func headItemOf(h exchange.Head) headItem {
	return headItem{headKey(h.Operator), h.Version, h.Last, h.Told, dynamo.Millis(h.Since), dynamo.Millis(h.WalkedAt), dynamo.Millis(h.Night)}
}

func (it headItem) head(op directory.OperatorCode) exchange.Head {
	return exchange.Head{Operator: op, Version: it.Version, Last: it.Last, Told: it.Told, Since: dynamo.Instant(it.Since), WalkedAt: dynamo.Instant(it.WalkedAt), Night: dynamo.Instant(it.Night)}
}

type fileItem struct {
	dynamo.Key
	Operator  string                  `dynamodbav:"op"`
	Number    int                     `dynamodbav:"no"`
	Night     bool                    `dynamodbav:"night"`
	Format    string                  `dynamodbav:"fmt"`
	Lines     map[exchange.Record]int `dynamodbav:"lines"`
	Bytes     int                     `dynamodbav:"size"`
	MadeAt    int64                   `dynamodbav:"at"`
	Object    string                  `dynamodbav:"obj"`
	FetchedAt int64                   `dynamodbav:"fat,omitempty"`
	FetchedBy string                  `dynamodbav:"fby,omitempty"`
	ExpiresAt int64                   `dynamodbav:"expiresAt"`
}

func fileItemOf(f exchange.File) fileItem {
	return fileItem{fileKey(f.Operator, f.Number), string(f.Operator), f.Number, f.Night, string(f.Format), f.Lines, f.Bytes, dynamo.Millis(f.MadeAt), f.Key, dynamo.Millis(f.FetchedAt), f.FetchedBy,
		f.ExpiresAt.Unix()}
}

func (it fileItem) file() exchange.File {
	return exchange.File{Operator: directory.OperatorCode(it.Operator), Number: it.Number, Night: it.Night, Format: exchange.Format(it.Format), Lines: it.Lines, Bytes: it.Bytes,
		MadeAt: dynamo.Instant(it.MadeAt), Key: it.Object, FetchedAt: dynamo.Instant(it.FetchedAt), FetchedBy: it.FetchedBy, ExpiresAt: time.Unix(it.ExpiresAt, 0).UTC()}
}

type refusalItem struct {
	Slug   string `dynamodbav:"slug"`
	Detail string `dynamodbav:"why"`
	Place  int    `dynamodbav:"place,omitempty"`
}

type uploadItem struct {
	dynamo.Key
	ID          string                   `dynamodbav:"id"`
	Operator    string                   `dynamodbav:"op"`
	Name        string                   `dynamodbav:"name"`
	ContentType string                   `dynamodbav:"type"`
	Size        int64                    `dynamodbav:"size"`
	Digest      string                   `dynamodbav:"sum,omitempty"`
	Once        string                   `dynamodbav:"onc,omitempty"`
	By          string                   `dynamodbav:"by"`
	Centres     []string                 `dynamodbav:"ctr,omitempty"`
	Bound       bool                     `dynamodbav:"key,omitempty"` // announced by a key: Centres bound it, even when there is none
	AnnouncedAt int64                    `dynamodbav:"at"`
	State       string                   `dynamodbav:"state"`
	Format      string                   `dynamodbav:"fmt,omitempty"`
	Separator   string                   `dynamodbav:"sep,omitempty"`
	Lines       int                      `dynamodbav:"lines"`
	Counts      map[exchange.Outcome]int `dynamodbav:"cnt,omitempty"`
	Refusal     *refusalItem             `dynamodbav:"ref,omitempty"`
	FinishedAt  int64                    `dynamodbav:"end,omitempty"`
	ExpiresAt   int64                    `dynamodbav:"expiresAt"`
}

func uploadItemOf(u exchange.Upload) uploadItem {
	it := uploadItem{uploadKey(u.Operator, u.ID), u.ID, string(u.Operator), u.Name, u.ContentType, u.Size, u.Digest, u.Once, u.By, texts(u.Centres), u.Centres != nil, dynamo.Millis(u.AnnouncedAt),
		string(u.State), string(u.Format), string(u.Separator), u.Lines, u.Counts, nil, dynamo.Millis(u.FinishedAt), u.ExpiresAt.Unix()}
	if r := u.Refusal; r != nil {
		it.Refusal = &refusalItem{r.Slug, r.Detail, r.Place}
	}
	return it
}

func (it uploadItem) upload() exchange.Upload {
	u := exchange.Upload{ID: it.ID, Operator: directory.OperatorCode(it.Operator), Name: it.Name, ContentType: it.ContentType, Size: it.Size, Digest: it.Digest, Once: it.Once, By: it.By,
		AnnouncedAt: dynamo.Instant(it.AnnouncedAt), State: exchange.UploadState(it.State), Format: exchange.Format(it.Format), Separator: exchange.Separator(it.Separator), Lines: it.Lines,
		Counts: it.Counts, FinishedAt: dynamo.Instant(it.FinishedAt), ExpiresAt: time.Unix(it.ExpiresAt, 0).UTC()}
	if it.Bound {
		u.Centres = centres(it.Centres)
	}
	if r := it.Refusal; r != nil {
		u.Refusal = &exchange.Refusal{Slug: r.Slug, Detail: r.Detail, Place: r.Place}
	}
	return u
}

// onceItem leads from an Idempotency-Key to the upload that it announced.
type onceItem struct {
	dynamo.Key
	ID        string `dynamodbav:"id"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

type statementItem struct {
	dynamo.Key
	Operator  string `dynamodbav:"op"`
	Partner   string `dynamodbav:"with"`
	Month     string `dynamodbav:"month"`
	Version   int    `dynamodbav:"ver"`
	Currency  string `dynamodbav:"cur"`
	Claims    int    `dynamodbav:"n"`
	Owed      int64  `dynamodbav:"owed"`
	Due       int64  `dynamodbav:"due"`
	Digest    string `dynamodbav:"sum"`
	MadeAt    int64  `dynamodbav:"at"`
	ExpiresAt int64  `dynamodbav:"expiresAt"`
}

func statementItemOf(s exchange.Statement) statementItem {
	return statementItem{statementKey(s.Operator, s.Month, s.Partner, s.Version), string(s.Operator), string(s.Partner), s.Month, s.Version, s.Currency, s.Claims, s.Owed, s.Due, s.Digest,
		dynamo.Millis(s.MadeAt), s.ExpiresAt.Unix()}
}

func (it statementItem) statement() exchange.Statement {
	return exchange.Statement{Operator: directory.OperatorCode(it.Operator), Partner: directory.OperatorCode(it.Partner), Month: it.Month, Version: it.Version, Currency: it.Currency,
		Claims: it.Claims, Owed: it.Owed, Due: it.Due, Digest: it.Digest, MadeAt: dynamo.Instant(it.MadeAt), ExpiresAt: time.Unix(it.ExpiresAt, 0).UTC()}
}
