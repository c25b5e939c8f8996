// Command digest-sender runs every quarter of an hour: it mails call centres the digest of their alerts once a day, and calls those that have
// just opened to what came while they were closed.
package main

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/live/livedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
	"github.com/whereabouts-post/whereabouts/shared/platform/socket"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		s := sender{log: b.Log, clock: b.Clock,
			digests: &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}, Directory: directory, Centres: directory},
			live: &live.Service{Store: &livedb.Store{Client: b.DB, Table: b.Env.Need("LIVE_TABLE")}, Line: livedb.Line{Socket: &socket.Line{
				Endpoint: b.Env.Need("LIVE_ENDPOINT"), Region: b.AWS.Region, Credentials: b.AWS.Credentials, Client: &http.Client{Timeout: 2 * time.Second}, Now: clock.Real}}},
			mail: digests{mail.Sender{SES: sesv2.NewFromConfig(b.AWS), From: b.Env.Need("MAIL_FROM")}, b.Env.Need("WEB_ADDRESS"), directory}}
		return s.run
	})
}

// schedule is the part of an EventBridge event that matters: the instant it was fired for.
type schedule struct {
	Time time.Time `json:"time"`
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Now    time.Time `json:"now"`
	Mailed int       `json:"mailed"` // digests
	Called int       `json:"called"` // call centres that opened
}

type sender struct {
	log     *slog.Logger
	clock   clock.Clock
	digests *inquiry.Service
	live    *live.Service
	mail    digests
}

func (s sender) run(ctx context.Context, ev schedule) (report, error) {
	now, err := s.clock.Now(ctx)
	if !ev.Time.IsZero() {
		now, err = s.clock.At(ctx, ev.Time)
	}
	if err != nil {
		return report{}, err
	}
	called, missed := s.live.CallOpened(ctx, now)
	if missed != nil {
		s.log.WarnContext(ctx, "not everybody was called", "err", missed) // pages ask by themselves
	}
	mailed, err := s.digests.MailDigests(ctx, now, func(ctx context.Context, l inquiry.Letter) error { return s.mail.send(ctx, l, now) })
	s.log.InfoContext(ctx, "digests sent", "now", now, "mailed", mailed, "called", called)
	return report{now, mailed, called}, err
}
