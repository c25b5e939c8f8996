//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// closed is an inquiry with a long history that is closed, and when it is archived.
func (s system) closed(t *testing.T, n int) (inquiry.ID, time.Time) {
	t.Helper()
	step := step(t)
	id := s.asked(t, n)
	step(s.Note(t.Context(), bruno, id, inquiry.Words{Text: "Ask the depot"}, monday))
	if err := s.tell(t.Context(), n, id, tracking.Event{Code: "EME", Retention: "DOC", Country: "DE", Sender: "DEA", Time: monday}, monday); err != nil {
		t.Fatal(err)
	}
	step(s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(time.Hour)))
	return id, step(s.Close(t.Context(), ana, id, 0, "CLO_OK", monday.Add(2*time.Hour))).ArchiveAt
}

// expire takes away what has a time to live, as the table does some day.
func (s system) expire(t *testing.T, id inquiry.ID) (gone int) {
	t.Helper()
	condition := "PK = :pk"
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: &condition,
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("INQUIRY#" + string(id))}})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range out.Items {
		if _, mortal := item["expiresAt"]; !mortal {
			continue
		}
		gone++
		if _, err := s.store.Client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &s.store.Table, Key: map[string]types.AttributeValue{"PK": item["PK"], "SK": item["SK"]}}); err != nil {
			t.Fatal(err)
		}
	}
	return gone
}

func TestArchive_ReadsAsBefore_AfterItLeftTheTable(t *testing.T) {
	s := start(t)
	s.store.Cold = &inquirydb.Cold{}
	s.store.Cold.Client, s.store.Cold.Bucket = kit.Bucket(t)
	id, at := s.closed(t, 1)
	before := s.look(t, bruno, id)
	if _, err := s.CheckDeadlines(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	if gone := s.expire(t, id); gone < len(before.History)+1 {
		t.Errorf("%d items leave the table", gone)
	}
	after := s.look(t, bruno, id)
	if !after.Inquiry.Archived || after.History[len(after.History)-1].Kind != inquiry.Archived {
		t.Fatal(kinds(after.History))
	}
	if d := cmp.Diff(before.History, after.History[:len(after.History)-1]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(before.Request, after.Request); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(inquiry.Fold(after.History), after.Inquiry); d != "" {
		t.Error(d)
	}
	if moved, err := s.CheckDeadlines(t.Context(), at.AddDate(1, 0, 0)); moved != 0 || err != nil {
		t.Error("it is looked at again", moved, err)
	}
	if _, err := s.Note(t.Context(), bruno, id, inquiry.Words{Text: "x"}, at); err == nil {
		t.Error("the archive takes a note")
	}
}

func TestArchive_CutShort_IsMadeAgain_AndLosesNothing(t *testing.T) {
	s := start(t)
	s.store.Cold = &inquirydb.Cold{}
	s.store.Cold.Client, s.store.Cold.Bucket = kit.Bucket(t)
	id, at := s.closed(t, 1)
	before := s.look(t, bruno, id)
	if err := s.store.Archive(t.Context(), id, at); err != nil { // and the step after it never came
		t.Fatal(err)
	}
	if d := cmp.Diff(before.History, s.look(t, bruno, id).History); d != "" {
		t.Error(d)
	}
	if _, err := s.CheckDeadlines(t.Context(), at.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	s.expire(t, id)
	after := s.look(t, bruno, id)
	if d := cmp.Diff(before.History, after.History[:len(after.History)-1]); d != "" {
		t.Error(d)
	}
}

func TestArchive_CutShortForLong_IsNotReplacedByWhatIsLeft(t *testing.T) {
	s := start(t)
	s.store.Cold = &inquirydb.Cold{}
	s.store.Cold.Client, s.store.Cold.Bucket = kit.Bucket(t)
	id, at := s.closed(t, 1)
	before := s.look(t, bruno, id)
	if err := s.store.Archive(t.Context(), id, at); err != nil {
		t.Fatal(err)
	}
	s.expire(t, id) // the checker failed for longer than the table kept what was copied
	if _, err := s.CheckDeadlines(t.Context(), at.AddDate(0, 0, 8)); err != nil {
		t.Fatal(err)
	}
	after := s.look(t, bruno, id)
	if len(after.History) < len(before.History) {
		t.Fatalf("%d of %d steps are left: an empty copy replaced the good one", len(after.History), len(before.History))
	}
}

func TestArchive_WithoutAnArchive_KeepsEverything(t *testing.T) {
	s := start(t)
	id, at := s.closed(t, 1)
	if _, err := s.CheckDeadlines(t.Context(), at); err == nil {
		t.Fatal("nobody learns that nothing is archived")
	}
	if s.expire(t, id) != 0 || s.look(t, bruno, id).Inquiry.Archived {
		t.Fatal("it left the table and is nowhere")
	}
}
