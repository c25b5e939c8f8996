package kit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"gopkg.in/yaml.v3"
)

// templatePath finds template.yaml in the checkout that holds the test's package.
func templatePath(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, "template.yaml")
		if _, err := os.Stat(path); err == nil {
			return path
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no template.yaml above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}

// table is the part of AWS::DynamoDB::Table that decides what a store may do. Intrinsics may appear elsewhere in the template, not in here.
type table struct {
	Attributes []struct {
		Name string                    `yaml:"AttributeName"`
		Type types.ScalarAttributeType `yaml:"AttributeType"`
	} `yaml:"AttributeDefinitions"`
	Keys    keys `yaml:"KeySchema"`
	Indexes []struct {
		Name       string `yaml:"IndexName"`
		Keys       keys   `yaml:"KeySchema"`
		Projection struct {
			Type    types.ProjectionType `yaml:"ProjectionType"`
			NonKeys []string             `yaml:"NonKeyAttributes"`
		} `yaml:"Projection"`
	} `yaml:"GlobalSecondaryIndexes"`
	Stream struct {
		View types.StreamViewType `yaml:"StreamViewType"`
	} `yaml:"StreamSpecification"`
}

type keys []struct {
	Name string        `yaml:"AttributeName"`
	Type types.KeyType `yaml:"KeyType"`
}

func (k keys) schema() []types.KeySchemaElement {
	var out []types.KeySchemaElement
	for _, e := range k {
		out = append(out, types.KeySchemaElement{AttributeName: &e.Name, KeyType: e.Type})
	}
	return out
}

func tableOf(path, logicalID string) (*dynamodb.CreateTableInput, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var template struct {
		Resources map[string]struct {
			Type       string    `yaml:"Type"`
			Properties yaml.Node `yaml:"Properties"`
		} `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	resource := template.Resources[logicalID]
	if resource.Type != "AWS::DynamoDB::Table" {
		return nil, fmt.Errorf("template.yaml has no table %s", logicalID)
	}
	var d table
	if err := resource.Properties.Decode(&d); err != nil {
		return nil, fmt.Errorf("read table %s: %w", logicalID, err)
	}
	in := &dynamodb.CreateTableInput{BillingMode: types.BillingModePayPerRequest, KeySchema: d.Keys.schema()}
	for _, a := range d.Attributes {
		in.AttributeDefinitions = append(in.AttributeDefinitions, types.AttributeDefinition{AttributeName: &a.Name, AttributeType: a.Type})
	}
	for _, x := range d.Indexes {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName:  &x.Name,
			KeySchema:  x.Keys.schema(),
			Projection: &types.Projection{ProjectionType: x.Projection.Type, NonKeyAttributes: x.Projection.NonKeys},
		})
	}
	if d.Stream.View != "" {
		enabled := true
		in.StreamSpecification = &types.StreamSpecification{StreamEnabled: &enabled, StreamViewType: d.Stream.View}
	}
	return in, nil
}
