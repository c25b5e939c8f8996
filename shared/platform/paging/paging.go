// Package paging seals the position of a list into an opaque cursor that only this system can write.
package paging

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Secrets gives the key that seals cursors.
type Secrets interface {
	Secret(ctx context.Context) ([]byte, error)
}

// Cursors seals and opens cursors; it fetches its key at the first use and keeps it. Safe for concurrent use.
type Cursors struct {
	Secrets Secrets

	mu  sync.Mutex
	key []byte
}

const macLen = 16

func (c *Cursors) mac(ctx context.Context, scope string, data []byte) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.key == nil {
		key, err := c.Secrets.Secret(ctx)
		if err != nil {
			return nil, fmt.Errorf("read the cursor key: %w", err)
		}
		c.key = key
	}
	h := hmac.New(sha256.New, c.key)
	h.Write([]byte(scope))
	h.Write([]byte{0})
	h.Write(data)
	return h.Sum(nil)[:macLen], nil
}

// Seal writes a position as a cursor that is good only for the same scope (who asks for which list). A nil position is "".
func (c *Cursors) Seal(ctx context.Context, scope string, position map[string]string) (string, error) {
	if len(position) == 0 {
		return "", nil
	}
	data, err := json.Marshal(position)
	if err != nil {
		return "", fmt.Errorf("seal cursor: %w", err)
	}
	mac, err := c.mac(ctx, scope, data)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(append(mac, data...)), nil
}

// Open reads a cursor back; "" is the beginning. A cursor that was altered or belongs to another list is the problem "cursor-invalid".
func (c *Cursors) Open(ctx context.Context, scope, cursor string) (map[string]string, error) {
	if cursor == "" {
		return nil, nil
	}
	refused := problem.New(problem.Invalid, "cursor-invalid", "The cursor was not issued for this list. Start again without one.").
		With("cursor", "was altered or belongs to another list")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) <= macLen {
		return nil, refused
	}
	mac, err := c.mac(ctx, scope, raw[macLen:])
	if err != nil {
		return nil, err
	}
	var position map[string]string
	if !hmac.Equal(mac, raw[:macLen]) || json.Unmarshal(raw[macLen:], &position) != nil {
		return nil, refused
	}
	return position, nil
}

// FixedSecret is a key known beforehand, for tests.
type FixedSecret []byte

// Secret implements Secrets.
func (s FixedSecret) Secret(context.Context) ([]byte, error) { return s, nil }
