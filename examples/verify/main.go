// Command verify verifies a webhook with the standard library: Standard Webhooks, https://www.standardwebhooks.com.
//
//	go run ./examples/verify ID TIMESTAMP SIGNATURE < body          the secret is WEBHOOK_SECRET, whsec_…
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// tolerance: what is older was perhaps recorded by somebody and sent again.
const tolerance = 5 * time.Minute

// verify tells whether the exchange sent these bytes. Several signatures: the secret is being rotated, and one that is known is enough.
func verify(secret, id, timestamp, signatures string, body []byte, now time.Time) bool {
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > tolerance {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body) // the raw body, before anybody reads it as JSON
	wanted := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for one := range strings.SplitSeq(signatures, " ") {
		if hmac.Equal([]byte(one), []byte(wanted)) {
			return true
		}
	}
	return false
}

func main() {
	body, err := io.ReadAll(os.Stdin)
	if err != nil || len(os.Args) != 4 || !verify(os.Getenv("WEBHOOK_SECRET"), os.Args[1], os.Args[2], os.Args[3], body, time.Now()) {
		fmt.Fprintln(os.Stderr, "not signed by the exchange")
		os.Exit(1)
	}
}
