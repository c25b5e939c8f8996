package mail

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

type ses struct {
	got *sesv2.SendEmailInput
	err error
}

func (s *ses) SendEmail(_ context.Context, in *sesv2.SendEmailInput, _ ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error) {
	s.got = in
	return nil, s.err
}

func TestSend_TellsARefusalFromAFailure(t *testing.T) {
	for name, c := range map[string]struct {
		err     error
		refused bool
	}{"taken": {nil, false}, "refused": {&types.MessageRejected{}, true}, "no answer": {errors.New("no"), false}} {
		client := &ses{err: c.err}
		err := Sender{client, "no-reply@x.example"}.Send(t.Context(), "Zahlen für Zürich", "…", "ana@gba.example", "bo@gba.example")
		if problem.Is(err, "address-refused") != c.refused || (err == nil) != (c.err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		m := client.got.Content.Simple
		if *m.Subject.Data != "Zahlen für Zürich" || *m.Subject.Charset != "UTF-8" || *m.Body.Text.Data != "…" || !slices.Equal(client.got.Destination.ToAddresses, []string{"ana@gba.example", "bo@gba.example"}) {
			t.Errorf("%s: %+v", name, client.got)
		}
	}
}
