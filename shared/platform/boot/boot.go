// Package boot starts a function: log, AWS configuration, clock, and one clear line when something it needs is not set.
package boot

import (
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/oklog/ulid/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/config"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/log"
)

// Base is what every function is wired from.
type Base struct {
	Env   config.Env
	Log   *slog.Logger
	AWS   aws.Config
	DB    *dynamodb.Client
	Clock clock.Clock // moved in the local stage only, where the template gives CLOCK_TABLE
}

// Start wires a function and serves its handler, which has one of the signatures of lambda.Start. It does not return.
// Wire may ask Base.Env for whatever it needs: what is not set ends the start with all of it named.
func Start(wire func(b *Base) any) {
	b := &Base{Clock: clock.System{}}
	b.Log = log.New(os.Stdout, b.Env.May("AWS_LAMBDA_LOG_LEVEL"))
	slog.SetDefault(b.Log)
	handler, err := b.build(wire)
	if err != nil {
		b.Log.Error("cannot start", "err", err)
		os.Exit(1)
	}
	lambda.Start(handler)
}

func (b *Base) build(wire func(b *Base) any) (any, error) {
	var err error
	if b.AWS, err = dynamo.Config(); err != nil {
		return nil, err
	}
	b.DB = dynamodb.NewFromConfig(b.AWS)
	if table := b.Env.May("CLOCK_TABLE"); table != "" {
		b.Clock = clock.Moved{Offsets: dynamo.Offset{Client: b.DB, Table: table}}
	}
	handler := wire(b)
	return handler, b.Env.Err()
}

// NewID makes a time-ordered identifier of 26 characters.
func NewID() string { return ulid.Make().String() }
