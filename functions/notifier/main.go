// Command notifier reads the notify queue: whom a happening concerns gets an alert.
package main

import (
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		service := &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}}
		return queue.Consume(b.Log, service.Alert)
	})
}
