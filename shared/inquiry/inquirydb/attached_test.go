//go:build emulator

package inquirydb_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	held   = "01DOCUMENT0000000000000001"
	nobody = "01DOCUMENT0000000000000002"
)

// draftOf saves a draft on an item.
func (s system) draftOf(t *testing.T, n int) inquiry.ID {
	t.Helper()
	cmd := ask(t, n)
	cmd.Send = false
	return step(t)(s.Raise(t.Context(), ana, cmd, monday)).ID
}

func blamed(t *testing.T, err error, field string) {
	t.Helper()
	if !problem.Is(err, "reference-unknown") {
		t.Fatalf("want reference-unknown, got %v", err)
	}
	if f := problem.As(err).Fields; len(f) != 1 || f[0].Name != field {
		t.Fatal(f)
	}
}

func TestSend_ADocumentThatTheInquiryDoesNotHold_IsRefused(t *testing.T) {
	s, ctx := start(t), t.Context()
	cmd := ask(t, 1)
	cmd.Fields["photos"] = []any{held}
	_, err := s.Raise(ctx, ana, cmd, monday)
	blamed(t, err, "fields.photos")

	other := s.draftOf(t, 2)
	step(t)(s.Attach(ctx, ana, other, inquiry.Attachment{ID: nobody, Name: "b.pdf"}, monday))
	id := s.draftOf(t, 1)
	step(t)(s.Attach(ctx, ana, id, inquiry.Attachment{ID: held, Name: "a.pdf"}, monday))
	step(t)(s.EditDraft(ctx, ana, id, 0, inquiry.Edit{Fields: map[string]any{"photos": []any{held, nobody}}}, monday))
	_, err = s.Service.Send(ctx, ana, id, 0, monday) // another inquiry's document is not this one's
	blamed(t, err, "fields.photos")
	step(t)(s.EditDraft(ctx, ana, id, 0, inquiry.Edit{Fields: map[string]any{"photos": []any{held}}}, monday))
	step(t)(s.Service.Send(ctx, ana, id, 0, monday))
}

func TestReplySupplementEscalate_NameOnlyWhatIsThere(t *testing.T) {
	s, ctx := start(t), t.Context()
	id := s.asked(t, 1)
	papers := inquiry.Reply{Code: "DLV", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Example", "papers": []any{held}}}
	_, err := s.Service.Reply(ctx, bruno, id, 0, papers, monday)
	blamed(t, err, "fields.papers")
	step(t)(s.Service.Reply(ctx, bruno, id, 0, inc, monday))
	_, err = s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "More", "photos": []any{held}}, inquiry.Words{}, monday)
	blamed(t, err, "fields.photos")
	step(t)(s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, monday))
	step(t)(s.Service.Reply(ctx, bruno, id, 0, trn, monday))
	_, err = s.Escalate(ctx, ana, id, 0, map[string]any{"photos": []any{held}}, inquiry.Words{}, monday)
	blamed(t, err, "fields.photos")
	step(t)(s.Attach(ctx, bruno, id, inquiry.Attachment{ID: held, Name: "a.pdf"}, monday))
	step(t)(s.Escalate(ctx, ana, id, 0, map[string]any{"photos": []any{held}}, inquiry.Words{}, monday))
	step(t)(s.Service.Reply(ctx, bruno, id, 0, papers, monday))
}

func TestReply_AnOperatorThatTheDirectoryDoesNotKnow_IsRefused(t *testing.T) {
	s, ctx := start(t), t.Context()
	id := s.asked(t, 1)
	say := func(operator string) error {
		_, err := s.Service.Reply(ctx, bruno, id, 0, inquiry.Reply{Code: "TRN", Fields: map[string]any{"liable": operator}}, monday)
		return err
	}
	if err := say("?"); !problem.Is(err, "reply-incomplete") {
		t.Fatal(err)
	}
	blamed(t, say("XXA"), "fields.liable")
	if err := say("FRA"); err != nil {
		t.Fatal(err)
	}
}

func TestSend_ARelatedInquiryOfOthers_IsRefused(t *testing.T) {
	s, ctx := start(t), t.Context()
	theirs := inquiry.Raise{Item: item(t, 3), Workflow: "WII", Destination: "DEA", Fields: map[string]any{"postingDate": "2026-11-10", "contents": "A book"}}
	secret := step(t)(s.Raise(ctx, claire, theirs, monday)).ID
	own := s.asked(t, 2)
	for related, ok := range map[inquiry.ID]bool{secret: false, "01TEST99999999999999999999": false, own: true} {
		cmd := ask(t, 1)
		cmd.Fields["related"] = string(related)
		_, err := s.Raise(ctx, ana, cmd, monday)
		if ok && err != nil {
			t.Fatal(err)
		}
		if !ok {
			blamed(t, err, "fields.related")
		}
	}
}
