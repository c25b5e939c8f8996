package crm

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Signed is what stands in the headers of an event by Standard Webhooks.
type Signed struct {
	ID        string // webhook-id
	Timestamp string // webhook-timestamp: Unix seconds
	Signature string // webhook-signature: "v1,<base64>", several divided by spaces
}

// SecretMark begins every secret.
const SecretMark = "whsec_"

const secretBytes = 32

// newSecret makes a secret of 256 bits.
func newSecret(random io.Reader) (string, error) {
	raw := make([]byte, secretBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return SecretMark + base64.StdEncoding.EncodeToString(raw), nil
}

// Limits of the headers [A].
const (
	maxID         = 200
	maxSignatures = 10
)

func unsigned() *problem.Problem {
	return problem.New(problem.Unauthenticated, "signature-invalid", "The event is not signed by Standard Webhooks with the secret of this integration: was the body changed on its way, or the secret replaced?").
		With("webhook-signature", "fits neither the body nor the secret")
}

// verify says whether one of the secrets signed the body, and which. It compares in the same time whatever the signature is.
func (s Signed) verify(secrets []string, body []byte) (int, error) {
	seconds, err := strconv.ParseInt(s.Timestamp, 10, 64)
	if s.ID == "" || len(s.ID) > maxID || strings.ContainsAny(s.ID, "\r\n") || err != nil {
		return -1, unsigned()
	}
	given := strings.Fields(s.Signature)
	if len(given) > maxSignatures {
		return -1, unsigned()
	}
	for i, secret := range secrets {
		w, err := webhooks.NewWebhook(secret)
		if err != nil {
			return -1, fmt.Errorf("secret: %w", err)
		}
		want, err := w.Sign(s.ID, time.Unix(seconds, 0), body)
		if err != nil {
			return -1, fmt.Errorf("sign: %w", err)
		}
		for _, g := range given {
			if subtle.ConstantTimeCompare([]byte(g), []byte(want)) == 1 {
				return i, nil
			}
		}
	}
	return -1, unsigned()
}

// recent refuses an event of another time: who recorded one cannot send it later. now is the time of the world outside.
func (s Signed) recent(window time.Duration, now time.Time) error {
	seconds, err := strconv.ParseInt(s.Timestamp, 10, 64)
	if err != nil {
		return unsigned()
	}
	if off := now.Sub(time.Unix(seconds, 0)); off > window || off < -window {
		return problem.New(problem.Unauthenticated, "signature-old", "The event was signed too long ago, or in the future: by more than %d seconds. Send it again, signed anew with the same id; check the sender's clock.", int(window.Seconds())).
			With("webhook-timestamp", "is too far from now")
	}
	return nil
}
