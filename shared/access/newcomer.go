package access

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Joining makes who signed in with a verified address what they are invited to be: "agent-unknown" for who is not invited, "invitation-expired" for
// who was.
type Joining interface {
	TakeUp(ctx context.Context, subject, address string, now time.Time) (directory.Agent, error)
}

// Newcomers lets people in who have an invitation and no entry in the directory yet. Access tokens carry no address, so the issuer is asked for it: at
// most once a minute and subject in a process, whatever it answers. Safe for concurrent use.
type Newcomers struct {
	Tokens  *Verifier
	Joining Joining
	Clock   clock.Clock      // the system's, which the local stage can move: by it invitations end
	Now     func() time.Time // the machine's: by it the issuer is asked again

	mu    sync.Mutex
	asked map[string]*asked // by subject
}

// asked is what the issuer says of a subject.
type asked struct {
	until time.Time
	once  sync.Once
	user  userInfo
	err   error
}

const (
	askAgain = time.Minute
	mostKept = 1000 // beyond it any one is asked again
)

// join returns who the holder of a verified token becomes, or a Refusal, or another error when that cannot be known.
func (n *Newcomers) join(ctx context.Context, subject, raw string) (directory.Agent, error) {
	a := n.begin(subject)
	a.once.Do(func() { a.user, a.err = n.Tokens.userInfo(ctx, raw) })
	switch {
	case a.err != nil:
		return directory.Agent{}, a.err
	case a.user.Subject != subject: // OpenID Connect Core 1.0 section 5.3.2; an issuer that does not know the token names nobody
		return directory.Agent{}, AgentUnknown
	case a.user.Email == "" || !bool(a.user.Verified):
		return directory.Agent{}, AddressUnverified
	}
	now, err := n.Clock.Now(ctx)
	if err != nil {
		return directory.Agent{}, err
	}
	agent, err := n.Joining.TakeUp(ctx, subject, a.user.Email, now)
	switch {
	case problem.Is(err, string(AgentUnknown)):
		return agent, AgentUnknown
	case problem.Is(err, string(InvitationExpired)):
		return agent, InvitationExpired
	}
	return agent, err
}

// begin returns what is known of a subject, or is to be asked.
func (n *Newcomers) begin(subject string) *asked {
	n.mu.Lock()
	defer n.mu.Unlock()
	now := n.Now()
	a := n.asked[subject]
	if a != nil && now.Before(a.until) {
		return a
	}
	if n.asked == nil {
		n.asked = map[string]*asked{}
	}
	if a == nil && len(n.asked) >= mostKept {
		for other := range n.asked {
			delete(n.asked, other)
			break
		}
	}
	a = &asked{until: now.Add(askAgain)}
	n.asked[subject] = a
	return a
}

// userInfo is the part of the UserInfo response (OpenID Connect Core 1.0 section 5.3.2) that matters.
type userInfo struct {
	Subject  string   `json:"sub"`
	Email    string   `json:"email"`
	Verified verified `json:"email_verified"`
}

// verified is a boolean, which Cognito writes as a text ("true"; Amazon Cognito Developer Guide, "The userInfo endpoint"). Anything else is false.
type verified bool

// UnmarshalJSON implements json.Unmarshaler.
func (v *verified) UnmarshalJSON(raw []byte) error {
	*v = string(raw) == `true` || string(raw) == `"true"`
	return nil
}

// userInfoTime bounds a call of the issuer: whoever signs in waits for it.
const userInfoTime = 3 * time.Second

// userInfo asks the issuer whose token it is. The zero value when it does not accept the token there (it lacks the scope openid, or was revoked).
func (v *Verifier) userInfo(ctx context.Context, raw string) (userInfo, error) {
	if _, err := v.ready(ctx); err != nil {
		return userInfo{}, err
	}
	if v.userInfoAt == "" {
		return userInfo{}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, userInfoTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, v.userInfoAt, nil)
	if err != nil {
		return userInfo{}, fmt.Errorf("ask the issuer who it is: %w", err)
	}
	request.Header.Set("Authorization", "Bearer "+raw)
	request.Header.Set("Accept", "application/json")
	answer, err := v.Client.Do(request)
	if err != nil {
		return userInfo{}, fmt.Errorf("ask the issuer who it is: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden:
		return userInfo{}, nil
	default:
		return userInfo{}, errors.New("ask the issuer who it is: " + answer.Status)
	}
	var u userInfo
	if err := json.NewDecoder(io.LimitReader(answer.Body, MaxToken)).Decode(&u); err != nil {
		return userInfo{}, fmt.Errorf("read who it is: %w", err)
	}
	return u, nil
}
