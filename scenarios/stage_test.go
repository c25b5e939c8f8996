//go:build scenario

package scenarios

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// stage is what all stories share: the deployed stack.
type stage struct {
	outputs map[string]string
	config  aws.Config
	clock   dynamo.Offset
	lambda  *lambda.Client
	sqs     *sqs.Client
	people  *people
}

func newStage(outputs map[string]string) *stage {
	endpoint := outputs["EmulatorUrl"]
	c := aws.Config{Region: outputs["Region"], BaseEndpoint: &endpoint, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}
	return &stage{outputs: outputs, config: c, clock: dynamo.Offset{Client: dynamodb.NewFromConfig(c), Table: outputs["LocalClockTable"]},
		lambda: lambda.NewFromConfig(c), sqs: sqs.NewFromConfig(c), people: newPeople(outputs)}
}

// story is what one story has done so far.
type story struct {
	token  string
	header http.Header // of the next request
	last   answer

	listeners map[string]*listener
	receivers map[string]*receiver
}

type storyKey struct{}

func (s *stage) begin(e *testscript.Env) error {
	e.Values[storyKey{}] = &story{header: http.Header{}}
	return nil
}

func of(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

// word is a command of the stories. A word that was misused says how it is used.
type word struct {
	usage    string
	min, max int
	do       func(*stage, *testscript.TestScript, []string) error
}

func (s *stage) words() map[string]func(*testscript.TestScript, bool, []string) {
	all := map[string]word{
		"as":         {"as PERSON|nobody|key KEY [with id-token|altered|unsigned|forged|expired|garbage]", 1, 3, (*stage).as},
		"account":    {"account NAME [unverified]", 1, 2, (*stage).account},
		"with":       {"with HEADER VALUE", 2, 2, (*stage).with},
		"get":        {"get PATH", 1, 1, (*stage).get},
		"post":       {"post PATH [FILE|'JSON']", 1, 2, (*stage).post},
		"put":        {"put PATH FILE|'JSON'", 2, 2, (*stage).put},
		"delete":     {"delete PATH", 1, 1, (*stage).delete},
		"patch":      {"patch PATH FILE|'JSON'", 2, 2, (*stage).patch},
		"crm":        {"crm INTEGRATION FILE|'JSON' ID [with bad-signature|old|secret NAME]", 3, 6, (*stage).crm},
		"race":       {"race TIMES post PATH [FILE|'JSON']", 3, 4, (*stage).race},
		"status":     {"status CODE", 1, 1, (*stage).status},
		"problem":    {"problem CODE SLUG [FIELD...]", 2, 20, (*stage).problem},
		"header":     {"header NAME 'TEXT'", 2, 2, (*stage).headerSays},
		"until":      {"until CODE post PATH FILE|'JSON'", 4, 4, (*stage).until},
		"release":    {"release 'JSON'", 1, 1, (*stage).release},
		"refused":    {"refused PATH CODE SLUG", 3, 3, (*stage).untilRefused},
		"match":      {"match PATH VALUE [PATH VALUE...]", 2, 40, (*stage).match},
		"has":        {"has PATH...", 1, 20, (*stage).has},
		"says":       {"says 'TEXT'", 1, 1, (*stage).says},
		"count":      {"count NUMBER PATH [KEY=VALUE...]", 2, 10, (*stage).count},
		"least":      {"least PATH NUMBER", 2, 2, (*stage).least},
		"save":       {"save NAME PATH", 2, 2, (*stage).save},
		"tag":        {"tag NAME", 1, 1, (*stage).tag},
		"eventually": {"eventually PATH JSONPATH VALUE [JSONPATH VALUE...]", 3, 41, (*stage).eventually},
		"item":       {"item NAME INDICATOR COUNTRY", 3, 3, (*stage).item},
		"dispatch":   {"dispatch NAME ORIGIN DESTINATION", 3, 3, (*stage).dispatch},
		"tell":       {"tell FILE|'JSON'", 1, 1, (*stage).tell},
		"scan":       {"scan ITEM CODE OFFICE [AGO]", 3, 4, (*stage).scan},
		"clock":      {"clock +DURATION | clock to INSTANT [+DURATION]", 1, 3, (*stage).moveClock},
		"now":        {"now NAME [-DURATION|+DURATION]", 1, 2, (*stage).now},
		"long":       {"long NAME LENGTH", 2, 2, (*stage).long},
		"date":       {"date NAME [-DURATION|+DURATION]", 1, 2, (*stage).date},
		"inquire":    {"inquire NAME ITEM WORKFLOW OPERATOR ['FIELDS']", 4, 5, (*stage).inquire},
		"raise":      {"raise ITEM WORKFLOW OPERATOR ['FIELDS']", 3, 4, (*stage).raise},
		"reply":      {"reply INQUIRY CODE ['FIELDS']", 2, 3, (*stage).reply},
		"attach":     {"attach NAME INQUIRY", 2, 2, (*stage).attach},
		"month":      {"month NAME INSTANT", 2, 2, (*stage).month},
		"week":       {"week NAME", 1, 1, (*stage).week},
		"figure":     {"figure NAME MONTH JSONPATH", 3, 3, (*stage).figure},
		"plus":       {"plus NAME NUMBER", 2, 2, (*stage).plus},
		"report":     {"report MONTH JSONPATH VALUE [JSONPATH VALUE...]", 3, 41, (*stage).report},
		"partner":    {"partner NAME", 1, 1, (*stage).partner},
		"course":     {"course NAME REQUESTER REPLIER REPLIES 'HOURS...'", 5, 5, (*stage).course},
		"belated":    {"belated MONTH REQUESTER REPLIER", 3, 3, (*stage).belated},
		"counted":    {"counted MONTH OPERATOR replier|requester MEASURE LEAST", 5, 5, (*stage).counted},
		"remade":     {"remade VERSION FACTS", 2, 2, (*stage).remade},
		"settled":    {"settled", 0, 0, (*stage).settled},
		"tick":       {"tick", 0, 0, (*stage).tick},
		"run":        {"run FUNCTION 'JSON'", 2, 2, (*stage).run},
		"queue":      {"queue NAME send 'TEXT' | queue NAME retries-after SECONDS | queue NAME eventually-holds 'TEXT'", 3, 3, (*stage).queue},
		"receiver":   {"receiver NAME [down|up|fails STATUS|knows SECRET]", 1, 3, (*stage).receiver},
		"received":   {"received NAME INQUIRY TYPE...", 3, 30, (*stage).received},
		"called":     {"called NAME MESSAGE TIMES", 3, 3, (*stage).called},
		"listen":     {"listen NAME", 1, 1, (*stage).listen},
		"hears":      {"hears NAME look=WHAT [centre=CENTRE] [inquiry=INQUIRY]", 2, 5, (*stage).hears},
		"silent":     {"silent NAME look=WHAT [centre=CENTRE] [inquiry=INQUIRY]", 2, 5, (*stage).silent},
		"mail":       {"mail TO 'TEXT'", 2, 2, (*stage).mail},
		"letters":    {"letters TO 'TEXT' NUMBER", 3, 3, (*stage).letters},
		"download":   {"download PATH FILE", 2, 2, (*stage).download},
		"unpack":     {"unpack FILE", 1, 1, (*stage).unpack},
		"upload":     {"upload URL FILE [HEADER VALUE...]", 2, 12, (*stage).upload},
		"port":       {"port NAME", 1, 1, (*stage).port},
		"sample-crm": {"sample-crm NAME PORT KEY SECRET", 4, 4, (*stage).sampleCRM},
		"at":         {"at NAME METHOD PATH [FILE|'JSON']", 3, 4, (*stage).at},
		"shows":      {"shows NAME PATH JSONPATH VALUE [JSONPATH VALUE...]", 4, 41, (*stage).shows},
		"guide":      {"guide PAGE [NAME=VALUE...]", 1, 9, (*stage).guide},
		"replies":    {"replies NAME TYPE FILE", 3, 3, (*stage).replies},
		"file":       {"file NAME TYPE FILE|'TEXT' [TIMES]", 3, 4, (*stage).file},
	}
	out := map[string]func(*testscript.TestScript, bool, []string){}
	for name, w := range all {
		out[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			if len(args) < w.min || len(args) > w.max {
				ts.Fatalf("usage: %s", w.usage)
			}
			err := w.do(s, ts, args)
			if neg && err == nil {
				ts.Fatalf("%s %s: is so, and should not be\n%s", name, strings.Join(args, " "), of(ts).last)
			}
			if !neg && err != nil {
				ts.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, of(ts).last)
			}
		}
	}
	return out
}

// text is an argument: the name of one of the story's files, or the text itself. $names in it stand for what was saved.
func text(ts *testscript.TestScript, arg string) string {
	if _, err := os.Stat(ts.MkAbs(arg)); err == nil && !strings.ContainsAny(arg, "{[") {
		arg = ts.ReadFile(arg)
	}
	return os.Expand(arg, ts.Getenv)
}

// patience is how long a condition may take: a run of reports takes half a minute on a slow machine.
const patience = 90 * time.Second

// wait asks until the condition holds, and gives up with its last complaint.
func wait(condition func() error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	pause := time.NewTicker(50 * time.Millisecond)
	defer pause.Stop()
	for {
		err := condition()
		if err == nil {
			return nil
		}
		select {
		case <-pause.C:
		case <-ctx.Done():
			return fmt.Errorf("still not after %s: %w", patience, err)
		}
	}
}

// ctx is for calls that the test binary's own timeout bounds.
func ctx() context.Context { return context.Background() }

// duration reads 3d, 5h, 90m, 10s, with or without a sign.
func duration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		return time.Duration(n) * 24 * time.Hour, err
	}
	return time.ParseDuration(s)
}
