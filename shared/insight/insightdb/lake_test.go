//go:build emulator

package insightdb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/athena"
	athenatypes "github.com/aws/aws-sdk-go-v2/service/athena/types"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/aws/aws-sdk-go-v2/service/firehose/types"
	"gopkg.in/yaml.v3"

	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

// lake makes a bucket, a Glue table with the template's columns, a delivery stream into it and a work group, and returns both ends.
func lake(t *testing.T) (insightdb.Facts, insightdb.Athena) {
	t.Helper()
	config := kit.AWS(t)
	_, bucket := kit.Bucket(t)
	database := strings.ReplaceAll(bucket, "-", "_")
	glue(t, "CreateDatabase", map[string]any{"DatabaseInput": map[string]any{"Name": database}})
	t.Cleanup(func() { glue(t, "DeleteDatabase", map[string]any{"Name": database}) })
	input := tableInput(t)
	input["StorageDescriptor"].(map[string]any)["Location"] = "s3://" + bucket + "/facts/"
	delete(input, "Parameters") // partition projection: Athena's, which the local engine does not know
	glue(t, "CreateTable", map[string]any{"DatabaseName": database, "TableInput": input})

	queries := athena.NewFromConfig(config)
	if _, err := queries.CreateWorkGroup(t.Context(), &athena.CreateWorkGroupInput{Name: &bucket, Configuration: &athenatypes.WorkGroupConfiguration{
		ResultConfiguration: &athenatypes.ResultConfiguration{OutputLocation: aws.String("s3://" + bucket + "/athena/")}}}); err != nil {
		t.Fatal(err)
	}
	delivery := firehose.NewFromConfig(config)
	role := aws.String("arn:aws:iam::000000000000:role/facts")
	if _, err := delivery.CreateDeliveryStream(t.Context(), &firehose.CreateDeliveryStreamInput{
		DeliveryStreamName: &bucket, DeliveryStreamType: types.DeliveryStreamTypeDirectPut,
		ExtendedS3DestinationConfiguration: &types.ExtendedS3DestinationConfiguration{
			BucketARN: aws.String("arn:aws:s3:::" + bucket), RoleARN: role,
			Prefix:                           aws.String("facts/fact=!{partitionKeyFromQuery:fact}/month=!{partitionKeyFromQuery:month}/"),
			ErrorOutputPrefix:                aws.String("errors/"),
			DynamicPartitioningConfiguration: &types.DynamicPartitioningConfiguration{Enabled: aws.Bool(true)},
			ProcessingConfiguration: &types.ProcessingConfiguration{Enabled: aws.Bool(true), Processors: []types.Processor{{Type: types.ProcessorTypeMetadataExtraction,
				Parameters: []types.ProcessorParameter{
					{ParameterName: types.ProcessorParameterNameMetadataExtractionQuery, ParameterValue: aws.String("{fact: .fact, month: .month}")},
					{ParameterName: types.ProcessorParameterNameJsonParsingEngine, ParameterValue: aws.String("JQ-1.6")}}}}},
			DataFormatConversionConfiguration: &types.DataFormatConversionConfiguration{Enabled: aws.Bool(true),
				InputFormatConfiguration:  &types.InputFormatConfiguration{Deserializer: &types.Deserializer{OpenXJsonSerDe: &types.OpenXJsonSerDe{}}},
				OutputFormatConfiguration: &types.OutputFormatConfiguration{Serializer: &types.Serializer{ParquetSerDe: &types.ParquetSerDe{}}},
				SchemaConfiguration:       &types.SchemaConfiguration{DatabaseName: &database, TableName: aws.String("facts"), Region: aws.String(kit.Region), RoleARN: role, VersionId: aws.String("LATEST")}},
		}}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := delivery.DeleteDeliveryStream(context.Background(), &firehose.DeleteDeliveryStreamInput{DeliveryStreamName: &bucket}); err != nil {
			t.Error(err)
		}
		if _, err := queries.DeleteWorkGroup(context.Background(), &athena.DeleteWorkGroupInput{WorkGroup: &bucket}); err != nil {
			t.Error(err)
		}
	})
	return insightdb.Facts{Client: delivery, Stream: bucket}, insightdb.Athena{Client: queries, Database: database, WorkGroup: bucket}
}

// glue calls one operation of Glue, which has no Go client among our dependencies.
func glue(t *testing.T, operation string, input map[string]any) {
	t.Helper()
	body, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, *kit.AWS(t).BaseEndpoint, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "AWSGlue."+operation)
	request.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=test/20261101/%s/glue/aws4_request, SignedHeaders=host, Signature=0", kit.Region))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if answer, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		t.Fatalf("glue %s: %s %s", operation, response.Status, answer)
	}
}

// tableInput is the template's Glue table.
func tableInput(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var template struct {
		Resources struct {
			FactsTable struct {
				Properties struct {
					TableInput map[string]any `yaml:"TableInput"`
				} `yaml:"Properties"`
			} `yaml:"FactsTable"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	return template.Resources.FactsTable.Properties.TableInput
}
