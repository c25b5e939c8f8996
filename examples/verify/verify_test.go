package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const (
	secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" // an example of Standard Webhooks' own documentation
	before = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
	body   = `{"id":"01KBAZ0000000000000000DEMO.4","type":"inquiry.replied","data":{"text":"Élise"}}`
)

// samples are the three programs; each says by its exit status whether it takes a webhook.
var samples = map[string]func(id, timestamp, signature, body string) bool{
	"Go": func(id, timestamp, signature, body string) bool {
		return verify(secret, id, timestamp, signature, []byte(body), time.Now())
	},
	"JavaScript": program("node", "verify.mjs"),
	"Python":     program("python3", "verify.py"),
}

func program(name, file string) func(id, timestamp, signature, body string) bool {
	return func(id, timestamp, signature, body string) bool {
		run := exec.Command(name, file, id, timestamp, signature)
		run.Env = append(os.Environ(), "WEBHOOK_SECRET="+secret)
		run.Stdin = strings.NewReader(body)
		said, err := run.CombinedOutput()
		if err != nil && !strings.Contains(string(said), "not signed by the exchange") {
			panic(name + " does not run: " + string(said) + err.Error())
		}
		return err == nil
	}
}

func signed(t *testing.T, with, id string, at time.Time, body string) string {
	t.Helper()
	signer, err := standardwebhooks.NewWebhook(with)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign(id, at, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

// The samples agree with the reference library on what the exchange has sent, and on what it has not.
func TestSamples_AgreeWithTheReferenceLibrary(t *testing.T) {
	now := time.Now()
	const id = "01KBAZ0000000000000000DEMO.4"
	good := signed(t, secret, id, now, body)
	for name, takes := range samples {
		t.Run(name, func(t *testing.T) {
			for _, c := range []struct {
				what, id, signature, body string
				at                        time.Time
				want                      bool
			}{
				{"as it was sent", id, good, body, now, true},
				{"signed with two secrets, while one replaces the other", id, signed(t, before, id, now, body) + " " + good, body, now, true},
				{"another secret", id, signed(t, before, id, now, body), body, now, false},
				{"another id", "01KBAZ0000000000000000DEMO.5", good, body, now, false},
				{"another body", id, good, body + " ", now, false},
				{"another version of signatures", id, strings.Replace(good, "v1,", "v1a,", 1), body, now, false},
				{"no signature", id, "", body, now, false},
				{"ten minutes old", id, signed(t, secret, id, now.Add(-10*time.Minute), body), body, now.Add(-10 * time.Minute), false},
				{"from the future", id, signed(t, secret, id, now.Add(10*time.Minute), body), body, now.Add(10 * time.Minute), false},
			} {
				if got := takes(c.id, strconv.FormatInt(c.at.Unix(), 10), c.signature, c.body); got != c.want {
					t.Errorf("%s: taken: %t", c.what, got)
				}
			}
			if takes(id, "soon", good, body) {
				t.Error("a time that is none is taken")
			}
		})
	}
}

var block = regexp.MustCompile("(?ms)^```[a-z]+ (examples/[^\n]+)\n(.*?)^```$")

// What the guide shows of a file is in the file, so that readers copy what was run.
func TestGuide_ShowsWhatTheFilesHold(t *testing.T) {
	page, err := os.ReadFile("../../docs/developers/verify-webhooks.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := block.FindAllStringSubmatch(string(page), -1)
	if len(shown) != 3 {
		t.Fatalf("%d samples are shown", len(shown))
	}
	for _, one := range shown {
		file, err := os.ReadFile("../../" + one[1])
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(file), one[2]) {
			t.Errorf("%s: the page shows something else", one[1])
		}
	}
}
