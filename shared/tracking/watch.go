package tracking

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Watch says that somebody wants to be told of an item's events: (Watcher, Ref) is told once per event and perhaps again, until ExpiresAt.
type Watch struct {
	ItemID    edi.ItemID
	Watcher   string // the kind of watcher, e.g. "inquiry"
	Ref       string // which one, e.g. the inquiry's id
	ExpiresAt time.Time
}

// WatchHit tells a watcher of an event. A hit may come more than once: (Ref, Event.Key()) says whether it is news.
type WatchHit struct {
	Watcher string     `json:"watcher"`
	Ref     string     `json:"ref"`
	ItemID  edi.ItemID `json:"itemId"`
	Event   Event      `json:"event"`
}
