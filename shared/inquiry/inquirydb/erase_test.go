//go:build emulator

package inquirydb_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func nothingElse(context.Context) error { return nil }

// withArchive is a system that archives.
func withArchive(t *testing.T) system {
	t.Helper()
	s := start(t)
	s.store.Cold = &inquirydb.Cold{}
	s.store.Cold.Client, s.store.Cold.Bucket = kit.Bucket(t)
	return s
}

// words is everything that is kept of an inquiry, in the table and in the archive, as text.
func (s system) words(t *testing.T, id inquiry.ID) string {
	t.Helper()
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("INQUIRY#" + string(id))}})
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var write func(v types.AttributeValue)
	write = func(v types.AttributeValue) {
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			all.WriteString(v.Value + "\n")
		case *types.AttributeValueMemberM:
			for _, e := range v.Value {
				write(e)
			}
		case *types.AttributeValueMemberL:
			for _, e := range v.Value {
				write(e)
			}
		}
	}
	for _, item := range out.Items {
		write(&types.AttributeValueMemberM{Value: item})
	}
	object, err := s.store.Cold.Client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &s.store.Cold.Bucket, Key: aws.String("inquiries/" + string(id) + ".json.gz")})
	if err != nil {
		return all.String()
	}
	defer object.Body.Close()
	raw, err := io.ReadAll(object.Body)
	if err != nil {
		t.Fatal(err)
	}
	return all.String() + plain(t, raw)
}

// person is what nobody may find any more.
var person = []string{"Ask the depot", "A. Example", "A book", "CASE-20817"}

func TestErase_TakesItFromTableAndArchive_AndLeavesTheFigures(t *testing.T) {
	for name, archived := range map[string]bool{"at hand": false, "archived": true} {
		t.Run(name, func(t *testing.T) {
			s := withArchive(t)
			id, at := s.closed(t, 1)
			if archived {
				if _, err := s.CheckDeadlines(t.Context(), at); err != nil {
					t.Fatal(err)
				}
			}
			before := s.look(t, bruno, id)
			for _, word := range person {
				if !strings.Contains(s.words(t, id), word) {
					t.Fatalf("the story holds no %q", word)
				}
			}
			order := []string{}
			q, err := s.Erase(t.Context(), olga, id, func(context.Context) error {
				order = append(order, "others, erased "+map[bool]string{true: "already", false: "not yet"}[s.look(t, bruno, id).Inquiry.Erased])
				return nil
			}, at.Add(time.Hour))
			if err != nil || !q.Erased || !slices.Equal(order, []string{"others, erased not yet"}) {
				t.Fatal(q.Erased, order, err)
			}
			kept := s.words(t, id)
			for _, word := range person {
				if strings.Contains(kept, word) {
					t.Errorf("%q is still kept", word)
				}
			}
			after := s.look(t, ana, id)
			if last := after.History[len(after.History)-1]; last.Kind != inquiry.Erased || last.By.Subject != "olga" || last.By.Centre != "DEA-FRA" {
				t.Error("the other side does not see it", last)
			}
			if d := cmp.Diff(inquiry.Fold(s.look(t, bruno, id).History), after.Inquiry); archived && d != "" { // of the notes each side sees its own
				t.Error(d)
			}
			want := before.Inquiry
			want.Erased, want.Version, want.ChangedAt = true, after.Inquiry.Version, after.Inquiry.ChangedAt
			if d := cmp.Diff(want, after.Inquiry); d != "" {
				t.Error(d)
			}
			for i, e := range before.History {
				now := s.look(t, bruno, id).History[i]
				if e.Kind != now.Kind || !e.At.Equal(now.At) || !cmp.Equal(e.Clock, now.Clock) || !cmp.Equal(e.OnTime, now.OnTime) || !cmp.Equal(e.WorkingMinutes, now.WorkingMinutes) || !cmp.Equal(e.By, now.By) {
					t.Errorf("step %d counts otherwise: %v", e.Seq, now)
				}
			}
			if d := cmp.Diff(map[string]any{"postingDate": "2026-11-10"}, after.Request.Fields); d != "" {
				t.Error(d)
			}
			if _, err := s.Note(t.Context(), bruno, id, inquiry.Words{Text: "A. Example called"}, at); !problem.Is(err, inquiry.NotAllowed) {
				t.Error("a note:", err)
			}
			again, err := s.Erase(t.Context(), olga, id, nothingElse, at.AddDate(0, 1, 0))
			if err != nil || again.Version != after.Inquiry.Version {
				t.Error("twice is not once", again.Version, err)
			}
		})
	}
}

func TestErase_ThenArchived_NothingComesBack(t *testing.T) {
	s := withArchive(t)
	id, at := s.closed(t, 1)
	if err := s.store.Archive(t.Context(), id, at); err != nil { // a copy was made, and the step after it never came
		t.Fatal(err)
	}
	if _, err := s.Erase(t.Context(), olga, id, nothingElse, at); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CheckDeadlines(t.Context(), at.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	s.expire(t, id)
	after := s.look(t, bruno, id)
	if !after.Inquiry.Archived || !after.Inquiry.Erased || len(after.History) < 6 {
		t.Error(after.Inquiry, kinds(after.History))
	}
	for _, word := range person {
		if strings.Contains(s.words(t, id), word) {
			t.Errorf("%q came back", word)
		}
	}
}

func TestErase_CutShort_IsDoneAgain(t *testing.T) {
	s := withArchive(t)
	id, at := s.closed(t, 1)
	no := errors.New("no")
	if _, err := s.Erase(t.Context(), olga, id, func(context.Context) error { return no }, at); !errors.Is(err, no) {
		t.Fatal(err)
	}
	if s.look(t, bruno, id).Inquiry.Erased {
		t.Fatal("it says so before it is")
	}
	q, err := s.Erase(t.Context(), olga, id, nothingElse, at)
	if err != nil || !q.Erased {
		t.Fatal(q, err)
	}
}

func TestErase_IsForAnAdministratorOfASide_AndWhatIsClosed(t *testing.T) {
	s := withArchive(t)
	open := s.asked(t, 1)
	id, at := s.closed(t, 2)
	foreign := olga
	foreign.Operator = "FRA"
	for name, c := range map[string]struct {
		id   inquiry.ID
		want string
		err  error
	}{"an agent": {id, "role-missing", erase(s.Erase(t.Context(), bruno, id, nothingElse, at))}, "somebody else's": {id, "inquiry-unknown", erase(s.Erase(t.Context(), foreign, id, nothingElse, at))},
		"an open one": {open, inquiry.OpenSlug, erase(s.Erase(t.Context(), olga, open, nothingElse, at))}} {
		if !problem.Is(c.err, c.want) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
}

func erase(_ inquiry.Inquiry, err error) error { return err }

func TestCapacity_OfErasure(t *testing.T) {
	s := withArchive(t)
	id, at := s.closed(t, 1)
	s.meter.Reset()
	if _, err := s.Erase(t.Context(), olga, id, nothingElse, at); err != nil {
		t.Fatal(err)
	}
	cost := s.meter.Reset()
	t.Logf("erase an inquiry of %d steps: %.1f units", len(s.look(t, bruno, id).History), cost)
	if cost > 20 { // read 3 R, what is not its skeleton yet 1 W each, terms, head 2, event 2
		t.Errorf("%.1f units", cost)
	}
}

// plain undoes the compression of an object, unless a client has done so.
func plain(t *testing.T, raw []byte) string {
	t.Helper()
	if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return string(raw)
	}
	return string(inflate(t, raw))
}

func inflate(t *testing.T, raw []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
