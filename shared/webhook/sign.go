package webhook

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// userAgent says who calls.
const userAgent = "Whereabouts-Webhooks/1"

// headers are those of Standard Webhooks, signed with each secret; at is the world's time, which receivers compare with their own.
func headers(message string, at time.Time, body []byte, secrets []string) (map[string]string, error) {
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		signer, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return nil, fmt.Errorf("sign: %w", err)
		}
		if signatures[i], err = signer.Sign(message, at, body); err != nil {
			return nil, fmt.Errorf("sign: %w", err)
		}
	}
	return map[string]string{standardwebhooks.HeaderWebhookID: message, standardwebhooks.HeaderWebhookTimestamp: strconv.FormatInt(at.Unix(), 10),
		standardwebhooks.HeaderWebhookSignature: strings.Join(signatures, " "), "content-type": "application/json", "user-agent": userAgent}, nil
}
