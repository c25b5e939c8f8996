// Package seal encrypts secrets that have to be read again: those that sign webhooks. What only has to be compared is hashed instead (ADR 0024).
//
// AES-256-GCM under a data key that Secrets Manager holds. What is sealed is bound to where it is stored: moved to another row, it does not open.
package seal

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Secrets gives the data key's material; paging.ManagedSecret does.
type Secrets interface {
	Secret(ctx context.Context) ([]byte, error)
}

// Box seals and opens; it fetches its key at the first use and keeps it. Safe for concurrent use.
type Box struct {
	Secrets Secrets

	mu   sync.Mutex
	aead cipher.AEAD
}

// version begins every sealed text, so that another way to seal can be told from this one.
const version = "s1."

// ErrSealed is what Open answers for a text that was altered, belongs to another row or was sealed under another key.
var ErrSealed = errors.New("a sealed text does not open here")

// Seal encrypts plain for the place that ad names (a row's key); the answer is printable.
func (b *Box) Seal(ctx context.Context, plain, ad string) (string, error) {
	aead, err := b.cipher(ctx)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return version + base64.RawURLEncoding.EncodeToString(aead.Seal(nonce, nonce, []byte(plain), []byte(ad))), nil
}

// Open reads what Seal wrote for the same place. Anything else is ErrSealed.
func (b *Box) Open(ctx context.Context, sealed, ad string) (string, error) {
	aead, err := b.cipher(ctx)
	if err != nil {
		return "", err
	}
	text, known := strings.CutPrefix(sealed, version)
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if !known || err != nil || len(raw) < aead.NonceSize() {
		return "", ErrSealed
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], []byte(ad))
	if err != nil {
		return "", ErrSealed
	}
	return string(plain), nil
}

func (b *Box) cipher(ctx context.Context) (cipher.AEAD, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.aead != nil {
		return b.aead, nil
	}
	material, err := b.Secrets.Secret(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the sealing key: %w", err)
	}
	if len(material) < 32 {
		return nil, errors.New("the sealing key is too short")
	}
	key, err := hkdf.Key(sha256.New, material, nil, "whereabouts seal "+version, 32)
	if err != nil {
		return nil, fmt.Errorf("derive the sealing key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("sealing key: %w", err)
	}
	b.aead, err = cipher.NewGCM(block)
	return b.aead, err
}
