package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"gopkg.in/yaml.v3"
)

// deployed brings the template and the built functions to the emulator, unless exactly these are there already.
func (s Stack) deployed(ctx context.Context) (Outputs, error) {
	overrides := []string{"Stage=local", "Architecture=" + machine(), "OidcDiscovery=" + s.Emulator, "WebAddress=" + s.Web}
	inputs, err := fingerprint(nil, s.Checkout.Path("template.yaml"), s.Checkout.Path("samconfig.toml"), s.Checkout.Path(".build", "function"))
	if err != nil {
		return nil, err
	}
	inputs += strings.Join(overrides, " ")
	stamp := s.path("deployed.stamp")
	o, state, err := s.outputs(ctx)
	switch {
	case errors.Is(err, errNoStack), state == types.StackStatusRollbackComplete:
		if err := s.discard(ctx, state); err != nil {
			return nil, err
		}
		_ = os.Remove(stamp)
	case err != nil:
		return nil, err
	}
	old, _ := os.ReadFile(stamp)
	if state == types.StackStatusUpdateRollbackComplete || string(old) != inputs {
		err := step("deploying the template with sam to "+s.Emulator, func() error { return s.sam(ctx, overrides) })
		if err != nil {
			return nil, err
		}
		if o, _, err = s.outputs(ctx); err != nil {
			return nil, err
		}
		if err := os.WriteFile(stamp, []byte(inputs), 0o644); err != nil {
			return nil, err
		}
	}
	if err := s.ttl(ctx); err != nil {
		return nil, err
	}
	if err := s.routes(ctx, o); err != nil {
		return nil, err
	}
	return o, s.save(o)
}

// discard removes a stack that never came up: CloudFormation refuses to update it.
func (s Stack) discard(ctx context.Context, state types.StackStatus) error {
	if state == "" {
		return nil
	}
	if _, err := cloudformation.NewFromConfig(s.config()).DeleteStack(ctx, &cloudformation.DeleteStackInput{StackName: aws.String(stackName)}); err != nil {
		return fmt.Errorf("remove the stack that failed: %w", err)
	}
	return wait(ctx, "the failed stack is gone", func(ctx context.Context) error {
		if _, _, err := s.outputs(ctx); !errors.Is(err, errNoStack) {
			return errors.New("the stack is still there")
		}
		return nil
	})
}

func (s Stack) sam(ctx context.Context, overrides []string) error {
	p := Program{Name: "sam deploy", Dir: string(s.Checkout), Log: s.path("deploy.log"),
		Args: append([]string{s.Checkout.sam("sam"), "deploy", "--config-env", "local", "--parameter-overrides"}, overrides...),
		Env: []string{ // no account of whoever works here can be touched
			"PATH=/usr/bin:/bin", "HOME=" + s.path("home"), "LANG=C.UTF-8", "SAM_CLI_TELEMETRY=0", "SAM_CLI_POLL_DELAY=1",
			"AWS_ENDPOINT_URL=" + s.Emulator, "AWS_REGION=" + region, "AWS_DEFAULT_REGION=" + region, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		}}
	if err := os.MkdirAll(s.path("home"), 0o755); err != nil {
		return err
	}
	return p.Run(ctx)
}

// ttl switches the tables' time to live on, as the template says it: the emulator ignores that part.
func (s Stack) ttl(ctx context.Context) error {
	template, err := os.ReadFile(s.Checkout.Path("template.yaml"))
	if err != nil {
		return err
	}
	resources, err := s.resources(ctx)
	if err != nil {
		return err
	}
	tables, err := expiring(template, resources)
	if err != nil {
		return err
	}
	db := dynamodb.NewFromConfig(s.config())
	for table, attribute := range tables {
		now, err := db.DescribeTimeToLive(ctx, &dynamodb.DescribeTimeToLiveInput{TableName: &table})
		if err != nil {
			return fmt.Errorf("read the time to live of %s: %w", table, err)
		}
		if d := now.TimeToLiveDescription; d != nil && d.TimeToLiveStatus == dynamotypes.TimeToLiveStatusEnabled {
			continue
		}
		_, err = db.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: &table,
			TimeToLiveSpecification: &dynamotypes.TimeToLiveSpecification{AttributeName: &attribute, Enabled: aws.Bool(true)}})
		if err != nil {
			return fmt.Errorf("switch on the time to live of %s: %w", table, err)
		}
	}
	return nil
}

// expiring are the tables of a stack whose items the template lets expire: by name the attribute that says when. A table that the stack has not is an error.
func expiring(template []byte, resources []types.StackResourceSummary) (map[string]string, error) {
	var document struct {
		Resources map[string]struct {
			Type       string    `yaml:"Type"`
			Properties yaml.Node `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(template, &document); err != nil {
		return nil, fmt.Errorf("read template.yaml: %w", err)
	}
	names := map[string]string{}
	for _, r := range resources {
		names[aws.ToString(r.LogicalResourceId)] = aws.ToString(r.PhysicalResourceId)
	}
	out := map[string]string{}
	for logical, r := range document.Resources {
		if r.Type != "AWS::DynamoDB::Table" {
			continue
		}
		var table struct {
			TTL struct {
				Attribute string `yaml:"AttributeName"`
				Enabled   bool   `yaml:"Enabled"`
			} `yaml:"TimeToLiveSpecification"`
		}
		if err := r.Properties.Decode(&table); err != nil {
			return nil, fmt.Errorf("read table %s: %w", logical, err)
		}
		if !table.TTL.Enabled {
			continue
		}
		name := names[logical]
		if name == "" {
			return nil, fmt.Errorf("the stack has no %s", logical)
		}
		out[name] = table.TTL.Attribute
	}
	return out, nil
}

// routes makes sure that the API has some and answers: a deployment can say CREATE_COMPLETE and have none.
func (s Stack) routes(ctx context.Context, o Outputs) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Emulator+"/v2/apis/"+o["ApiId"]+"/routes", http.NoBody)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	var routes struct{ Items []struct{ RouteKey string } }
	if err := json.Unmarshal(text, &routes); err != nil || len(routes.Items) == 0 {
		return fmt.Errorf("the API was deployed without routes (the emulator answers %s)", res.Status)
	}
	return wait(ctx, "the API answers", func(ctx context.Context) error {
		code, err := status(ctx, s.api(o)+"/v1/healthz")
		if err == nil && code != http.StatusOK {
			err = fmt.Errorf("/v1/healthz answers %d; the functions' log is %s:\n%s", code, s.path("functions.log"), tail(s.path("functions.log"), 5))
		}
		return err
	})
}

// wait asks every 100 ms for at most a minute.
func wait(ctx context.Context, what string, ask func(context.Context) error) error {
	late := time.After(time.Minute)
	every := time.NewTicker(100 * time.Millisecond)
	defer every.Stop()
	for {
		err := ask(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-every.C:
		case <-late:
			return fmt.Errorf("gave up waiting until %s: %w", what, err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
