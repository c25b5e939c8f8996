//go:build emulator

package inquirydb_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/exchange/exchangedb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

// looks counts who is shown what.
type looks struct{ n int }

func (l *looks) Looked(context.Context, inquiry.Looked) error { l.n++; return nil }

// unasked is a queue of which nothing is asked.
type unasked struct{}

func (unasked) Send(_ context.Context, m ...exchange.Message) error {
	return fmt.Errorf("something is to be done later: %v", m)
}

// Files go out and come in over the real stores: two questions, an answer by a line of a file, and the answer in the other post's file.
func TestExchange_AQuestionGoesOutAndItsAnswerComesIn(t *testing.T) {
	s := start(t)
	seen := &looks{}
	s.Looks = seen
	client, table := kit.Table(t, "ExchangeTable")
	objects, bucket := kit.Bucket(t)
	files := exchangedb.Files{Client: objects, Bucket: bucket}
	var ids atomic.Int64
	x := &exchange.Service{Store: &exchangedb.Store{Client: client, Table: table}, Files: files, Queue: unasked{}, Inquiries: s.Service,
		Steps: func(o inquiry.Once) exchange.Steps { return s.Once(o) }, Folders: s.store, Directory: s.net, Late: func(context.Context) bool { return false },
		NewID: func() string { return fmt.Sprintf("01FILE%020d", ids.Add(1)) }}
	first, second := s.asked(t, 1), s.asked(t, 2)

	now := monday
	tells := func(op inquiry.Party) []string {
		t.Helper()
		now = now.Add(time.Hour)
		made, err := x.Run(t.Context(), op.Operator, time.Time{}, now)
		if err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, f := range made {
			raw, err := files.Read(t.Context(), f.Key, 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				out = append(out, row[0]+" "+row[1][25:]+" "+row[18])
			}
		}
		return out
	}
	dea, gba := inquiry.Party{Operator: "DEA"}, inquiry.Party{Operator: "GBA"}
	if got := fmt.Sprint(tells(dea), tells(dea), tells(gba)); got != "[question 1  question 2 ] [] []" || seen.n == 0 {
		t.Fatal(got, seen.n)
	}
	file := "line,inquiryId,code,field.date,field.receivedBy\r\nL1," + string(first) + ",DLV,2026-11-20,A. Example\r\nL2," + string(second) + ",DLV,,A. Example\r\n"
	for _, want := range []string{"1 0 1", "0 1 1"} {
		u, _, err := x.Announce(t.Context(), hans, exchange.Offer{Name: "replies.csv", ContentType: "text/csv", Size: int64(len(file))}, now)
		if err != nil {
			t.Fatal(err)
		}
		if err := files.Write(t.Context(), u.Key(), "text/csv", []byte(file)); err != nil {
			t.Fatal(err)
		}
		if err := x.Do(t.Context(), exchange.Message{Operator: "DEA", Upload: u.ID}, now); err != nil {
			t.Fatal(err)
		}
		u, err = x.Upload(t.Context(), hans, u.ID)
		if got := fmt.Sprint(u.Counts[exchange.LineDone], u.Counts[exchange.LineRepeated], u.Counts[exchange.LineRefused]); got != want || u.State != exchange.Done || err != nil {
			t.Error(got, u.State, err)
		}
	}
	d := s.look(t, ana, first)
	if e := d.History[len(d.History)-1]; e.Kind != inquiry.Replied || e.By.Kind != inquiry.ByMachine || e.By.Centre != "DEA-FRA" {
		t.Error(e.Kind, e.By.Kind, e.By.Centre)
	}
	if got := fmt.Sprint(tells(gba), tells(gba), tells(dea)); got != "[answer 1 DLV] [] []" {
		t.Error(got)
	}
	if _, err := s.Close(t.Context(), ana, first, 0, "CLO_OK", now); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(tells(gba), tells(dea), tells(dea)); got != "[ended 1 CLO_OK] [ended 1 CLO_OK] []" {
		t.Error(got)
	}
}
