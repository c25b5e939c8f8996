package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"os"
	"os/exec"
	"path"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// stages on AWS: the sections of samconfig.toml and their stacks' names.
var stages = map[string]string{"dev": "whereabouts-dev", "prod": "whereabouts"}

// deploy is `make deploy ENV=dev`: the template, the data release and the SPA, to the AWS account of whoever calls.
func deploy(ctx context.Context, c Checkout, args []string) error {
	if len(args) == 0 || stages[args[0]] == "" {
		return errors.New("say ENV=dev or ENV=prod; `make run` deploys to this machine")
	}
	stage := args[0]
	if err := build(ctx, c, []string{"arm64"}); err != nil {
		return err
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, c.sam("sam"), "deploy", "--config-env", stage) // asks before it changes anything
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = string(c), os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("sam deploy failed (%w), see above", err)
	}
	account, err := config.LoadDefaultConfig(ctx, config.WithRegion(region))
	if err != nil {
		return err
	}
	o, err := cloudOutputs(ctx, account, stages[stage])
	if err != nil {
		return err
	}
	if _, err := loadData(ctx, account, o["DirectoryTable"]); err != nil {
		return err
	}
	if err := upload(ctx, c, s3.NewFromConfig(account), o); err != nil {
		return err
	}
	say("Deployed to %s. Check it: make smoke URL=%s", o["WebAddress"], o["WebAddress"])
	return nil
}

func cloudOutputs(ctx context.Context, account aws.Config, stack string) (Outputs, error) {
	out, err := cloudformation.NewFromConfig(account).DescribeStacks(ctx, &cloudformation.DescribeStacksInput{StackName: &stack})
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", stack, err)
	}
	o := Outputs{}
	for _, v := range out.Stacks[0].Outputs {
		o[*v.OutputKey] = *v.OutputValue
	}
	return o, nil
}

// upload brings the SPA to its bucket. Only what is named by its hash may be kept by caches, so nothing has to be invalidated.
func upload(ctx context.Context, c Checkout, client *s3.Client, o Outputs) error {
	signIn, err := json.Marshal(signInAt("https://"+o["UserDomain"]+".auth."+region+".amazoncognito.com",
		issuer(region, o["UserPoolId"]), issuer(region, o["UserPoolId"]), o["WebClientId"], o["LiveAddress"]))
	if err != nil {
		return err
	}
	put := func(name string, body []byte) error {
		cache := "no-cache"
		if strings.HasPrefix(name, "assets/") {
			cache = "public, max-age=31536000, immutable"
		}
		_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(o["WebBucket"]), Key: &name, Body: strings.NewReader(string(body)),
			CacheControl: &cache, ContentType: aws.String(mime.TypeByExtension(path.Ext(name)))})
		if err != nil {
			return fmt.Errorf("upload %s: %w", name, err)
		}
		return nil
	}
	dist := os.DirFS(c.Path("web", "dist"))
	err = fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		text, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		if name == "index.html" {
			if text, err = withAddresses(text, o["WebConnects"]); err != nil {
				return err
			}
		}
		return put(name, text)
	})
	if err != nil {
		return err
	}
	return put("config.json", signIn)
}
