package httpapi

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Headers of a quota (IETF draft-ietf-httpapi-ratelimit-headers-10) and of RFC 9110 section 10.2.3.
const (
	rateLimit       = "RateLimit"
	rateLimitPolicy = "RateLimit-Policy"
	retryAfter      = "Retry-After"
)

// quotaHeaders adds to an answer what its key has left.
func quotaHeaders(out *events.APIGatewayV2HTTPResponse, q principal.Quota) {
	if !q.Counted() {
		return
	}
	if out.Headers == nil {
		out.Headers = map[string]string{}
	}
	now := q.At.Unix()
	out.Headers[rateLimitPolicy] = fmt.Sprintf(`"minute";q=%d;w=%d, "day";q=%d;w=%d`, q.Minute.Limit, q.Minute.Length, q.Day.Limit, q.Day.Length)
	out.Headers[rateLimit] = fmt.Sprintf(`"minute";r=%d;t=%d, "day";r=%d;t=%d`, q.Minute.Remaining, q.Minute.Reset-now, q.Day.Remaining, q.Day.Reset-now)
	if out.StatusCode == http.StatusTooManyRequests && out.Headers[retryAfter] == "" {
		out.Headers[retryAfter] = strconv.Itoa(retryOf(*out, q))
	}
}

// retryOf is how long to wait: as the problem itself says, or until a request is let in again.
func retryOf(out events.APIGatewayV2HTTPResponse, q principal.Quota) int {
	var told struct {
		Seconds int `json:"retryAfterSeconds"`
	}
	if json.Unmarshal([]byte(out.Body), &told) == nil && told.Seconds > 0 {
		return told.Seconds
	}
	return q.Wait()
}

func quotaExceeded(q principal.Quota) *problem.Problem {
	which, limit := "a minute", q.Minute.Limit
	if q.Day.Remaining <= 0 {
		which, limit = "a day", q.Day.Limit
	}
	return problem.New(problem.TooManyRequests, "quota-exceeded", "This key may ask %d times %s, and has. Ask again in %d seconds.", limit, which, q.Wait()).
		WithExtra("retryAfterSeconds", q.Wait())
}
