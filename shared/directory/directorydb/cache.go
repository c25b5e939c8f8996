package directorydb

import (
	"context"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Fresh is how long a process believes what it read. Directory data changes a few times a month, a person's roles at most daily.
const Fresh = 60 * time.Second

// FreshAbsence is how long it believes that something is not there: somebody may be adding it right now.
const FreshAbsence = 5 * time.Second

// maxKept bounds a cache: beyond it any one reading is dropped, which costs another read.
const maxKept = 2000

// cache keeps what was read for Fresh. A NotFound is kept for FreshAbsence, so that unknown ids do not reach the table each time.
// Any other error is not kept. Safe for concurrent use; two callers that miss together both read.
type cache[K comparable, V any] struct {
	now   func() time.Time
	fresh time.Duration // Fresh, or what a kind of thing needs

	mu   sync.Mutex
	kept map[K]reading[V]
}

type reading[V any] struct {
	value V
	err   error
	until time.Time
}

func newCache[K comparable, V any](now func() time.Time) *cache[K, V] {
	return &cache[K, V]{now: now, fresh: Fresh, kept: map[K]reading[V]{}}
}

func (c *cache[K, V]) read(ctx context.Context, key K, fetch func(context.Context, K) (V, error)) (V, error) {
	now := c.now()
	c.mu.Lock()
	r, ok := c.kept[key]
	c.mu.Unlock()
	if ok && now.Before(r.until) {
		return r.value, r.err
	}
	value, err := fetch(ctx, key)
	if err != nil && problem.As(err).Kind != problem.NotFound {
		return value, err
	}
	until := now.Add(c.fresh)
	if err != nil {
		until = now.Add(FreshAbsence)
	}
	c.keep(key, reading[V]{value, err, until})
	return value, err
}

// again reads past what is kept, unless that was read less than pause ago.
func (c *cache[K, V]) again(ctx context.Context, key K, pause time.Duration, fetch func(context.Context, K) (V, error)) (V, error) {
	c.mu.Lock()
	r, ok := c.kept[key]
	c.mu.Unlock()
	if ok && r.err == nil && c.now().Before(r.until.Add(pause-c.fresh)) {
		return r.value, nil
	}
	value, err := fetch(ctx, key)
	if err == nil {
		c.put(key, value)
	}
	return value, err
}

// put keeps what was read past the cache.
func (c *cache[K, V]) put(key K, value V) {
	c.keep(key, reading[V]{value: value, until: c.now().Add(c.fresh)})
}

func (c *cache[K, V]) keep(key K, r reading[V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, there := c.kept[key]; !there && len(c.kept) >= maxKept {
		for k := range c.kept {
			delete(c.kept, k)
			break
		}
	}
	c.kept[key] = r
}

func (c *cache[K, V]) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.kept)
}
