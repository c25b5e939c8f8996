//go:build scenario

package scenarios

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/whereabouts-post/whereabouts/infra/signin"
	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// people sign in once and keep their tokens.
type people struct {
	outputs map[string]string
	mu      sync.Mutex
	tokens  map[string]signin.Tokens
}

func newPeople(outputs map[string]string) *people {
	return &people{outputs: outputs, tokens: map[string]signin.Tokens{}}
}

// as makes somebody the one who asks from here on; "with" something that is not their access token.
func (s *stage) as(ts *testscript.TestScript, args []string) error {
	if args[0] == "nobody" {
		of(ts).token = ""
		return nil
	}
	if args[0] == "key" {
		of(ts).token = args[1]
		return nil
	}
	t, err := s.people.signIn(args[0])
	if err != nil {
		return err
	}
	of(ts).token = t.Access
	if len(args) < 3 {
		return nil
	}
	if args[1] != "with" {
		return fmt.Errorf("%q is not with", args[1])
	}
	parts := strings.Split(t.Access, ".")
	claims := map[string]any{}
	if err := decode(parts[1], &claims); err != nil {
		return err
	}
	switch args[2] {
	case "id-token":
		of(ts).token = t.ID
	case "altered": // somebody else's groups under the same signature
		claims["cognito:groups"] = []string{"network-administrator"}
		of(ts).token = parts[0] + "." + encode(claims) + "." + parts[2]
	case "unsigned":
		of(ts).token = encode(map[string]any{"alg": "none", "typ": "JWT"}) + "." + parts[1] + "."
	case "forged": // signed by somebody else, with the real key's name
		of(ts).token = signed(parts[0], claims)
	case "expired":
		claims["exp"] = time.Now().Add(-time.Hour).Unix()
		of(ts).token = signed(parts[0], claims)
	case "garbage":
		of(ts).token = "not.a.token"
	default:
		return fmt.Errorf("no such token: %q", args[2])
	}
	return nil
}

// account makes somebody known to the identity provider whom nobody has in the directory; their address, which nobody has used, becomes $NAME.
func (s *stage) account(ts *testscript.TestScript, args []string) error {
	verified := "true"
	if len(args) > 1 {
		if args[1] != "unverified" {
			return fmt.Errorf("%q is not unverified", args[1])
		}
		verified = "false"
	}
	client, pool, email := cognito.NewFromConfig(s.config), s.outputs["UserPoolId"], fmt.Sprintf("guest-%08d@gba.example", rand.IntN(100_000_000))
	if _, err := client.AdminCreateUser(ctx(), &cognito.AdminCreateUserInput{UserPoolId: &pool, Username: &email, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &email}, {Name: aws.String("email_verified"), Value: &verified}}}); err != nil {
		return err
	}
	_, err := client.AdminSetUserPassword(ctx(), &cognito.AdminSetUserPasswordInput{UserPoolId: &pool, Username: &email, Password: aws.String(signin.Password), Permanent: true})
	ts.Setenv(args[0], email)
	return err
}

// whose is the operator of the one who asks, and the network of somebody who has none.
func (s *stage) whose(ts *testscript.TestScript) (string, error) {
	if err := s.say(ts, http.MethodGet, "/v1/me", ""); err != nil {
		return "", err
	}
	if code, ok := find(of(ts).last.json, ".operator.code"); ok {
		return plain(code), nil
	}
	return string(insight.Network), nil
}

func signed(header string, claims map[string]any) string {
	text := header + "." + encode(claims)
	mac := hmac.New(sha256.New, []byte("somebody else's key"))
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func encode(v any) string {
	text, _ := json.Marshal(v) // maps of strings and numbers
	return base64.RawURLEncoding.EncodeToString(text)
}

func decode(part string, into any) error {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// signIn returns somebody's tokens, of the first time they were asked for.
func (p *people) signIn(email string) (signin.Tokens, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t, ok := p.tokens[email]; ok {
		return t, nil
	}
	t, err := signin.As(ctx(), p.outputs, email)
	if err == nil {
		p.tokens[email] = t
	}
	return t, err
}
