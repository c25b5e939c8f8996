package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

// start has report-generator run whatever is due, without waiting for it.
func start(client *lambda.Client, function string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := client.Invoke(ctx, &lambda.InvokeInput{FunctionName: &function, InvocationType: types.InvocationTypeEvent, Payload: []byte(`{}`)})
		if err != nil {
			return fmt.Errorf("start %s: %w", function, err)
		}
		return nil
	}
}
