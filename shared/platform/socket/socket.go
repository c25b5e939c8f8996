// Package socket speaks to browsers through the connections that a WebSocket API of API Gateway holds.
package socket

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// ErrGone means that the connection is no more.
var ErrGone = errors.New("connection is gone")

// Line posts to connections of one stage of one API. Now is the machine's clock: signatures are checked against real time.
type Line struct {
	Endpoint    string // https://<api>.execute-api.<region>.amazonaws.com/<stage>
	Region      string
	Credentials aws.CredentialsProvider
	Client      *http.Client
	Now         func() time.Time
}

// Post sends data to one connection (API Gateway Developer Guide, "@connections commands": one signed POST). ErrGone when nobody is there.
func (l *Line) Post(ctx context.Context, connection string, data []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.Endpoint+"/@connections/"+url.PathEscape(connection), bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("post to connection: %w", err)
	}
	credentials, err := l.Credentials.Retrieve(ctx)
	if err != nil {
		return fmt.Errorf("post to connection: %w", err)
	}
	sum := sha256.Sum256(data)
	if err := v4.NewSigner().SignHTTP(ctx, credentials, req, hex.EncodeToString(sum[:]), "execute-api", l.Region, l.Now()); err != nil {
		return fmt.Errorf("sign post to connection: %w", err)
	}
	res, err := l.Client.Do(req)
	if err != nil {
		return fmt.Errorf("post to connection: %w", err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 4096)) // read, so that the next post may use the same connection
	switch {
	case res.StatusCode == http.StatusGone:
		return ErrGone
	case res.StatusCode/100 != 2:
		return fmt.Errorf("post to connection: %s", res.Status)
	}
	return nil
}
