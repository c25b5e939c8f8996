package tracking_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// declares sends an item's particulars and returns the items that are kept.
func declares(t *testing.T, w *world, by principal.Principal, body string) {
	t.Helper()
	if _, err := w.receiver().Receive(t.Context(), by, tracking.Submission{Body: []byte(body), ContentType: "application/json"}); err != nil {
		t.Fatal(err)
	}
	w.drain(t)
}

func TestParticulars_TheLatestBySenderCounts_InWhateverOrderTheyCome(t *testing.T) {
	const first, second = `{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T10:00:00Z","weightG":1}]}`, `{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T11:00:00Z","weightG":2}]}`
	for _, order := range [][]string{{first, second}, {second, first}, {first, second, first, second}} {
		w := newWorld()
		for _, body := range order {
			declares(t, w, ana, body)
		}
		if got := w.declared["EE123456799GB GBA 2026-11"]; got.WeightG != 2 || got.Sender != "GBA" || len(w.declared) != 1 {
			t.Errorf("%+v", w.declared)
		}
	}
}

func TestParticulars_SentTwice_IsOneEffect(t *testing.T) {
	w := newWorld()
	const body = `{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T10:00:00Z","weightG":1}]}`
	declares(t, w, ana, body)
	declares(t, w, ana, body)
	if r, err := w.Report(t.Context(), "R2"); err != nil || r.Counts() != (tracking.Counts{Duplicate: 1}) {
		t.Errorf("%+v %v", r.Counts(), err)
	}
	for _, c := range w.queued { // SQS delivers again
		if err := w.ingester().Ingest(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

func TestParticulars_ThatCannotBeStored_AreDeliveredAgain(t *testing.T) {
	w := newWorld()
	w.faults["declare EE123456799GB"] = true
	if _, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(`{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T10:00:00Z"}]}`)}); err != nil {
		t.Fatal(err)
	}
	if err := w.ingester().Ingest(t.Context(), w.queued[0]); err == nil {
		t.Fatal("the queue must deliver it again")
	}
	if r, _ := w.Report(t.Context(), "R1"); r.Counts() != (tracking.Counts{Queued: 1}) {
		t.Errorf("%+v", r.Counts())
	}
	delete(w.faults, "declare EE123456799GB")
	w.drain(t)
	if r, _ := w.Report(t.Context(), "R1"); r.Counts() != (tracking.Counts{Stored: 1}) {
		t.Errorf("%+v", r.Counts())
	}
}

func TestParticulars_TooManyPieces(t *testing.T) {
	w := newWorld()
	_, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: fmt.Appendf(nil, `{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T10:00:00Z","pieces":[%s]}]}`,
		strings.TrimSuffix(strings.Repeat("{},", 21), ","))})
	if err == nil || !strings.Contains(w.messages["R1"].Refusal.Faults[0].Reason, "more than 20") {
		t.Error(err, w.messages["R1"])
	}
}

// said makes the particulars of an item, by a post, so many hours after a beginning.
func said(by principal.OperatorCode, hours int) tracking.Particulars {
	e := at(hours, "EMA GBLALA")
	return tracking.Particulars{ItemID: e.ItemID, Time: e.Time, Sender: by, To: &tracking.Party{Name: "Bo Sample", Country: "US"}, From: &tracking.Party{Name: "Ana Example"}}
}

func TestParticulars_OnlyParticipantsCount_AndTheAddresseesCountryIsOne(t *testing.T) {
	seen := item(at(0, "EMA GBLALA"))
	seen.Particulars = []tracking.Particulars{said("GBA", 0)}
	got, err := seen.Participants(countryOf)
	if d := cmp.Diff(map[string]bool{"GB": true, "US": true}, got); d != "" || err != nil {
		t.Fatal(d, err)
	}
	if country, known := seen.Destination(release); country != "US" || !known {
		t.Error(country)
	}
	stranger := item(at(0, "EMA GBLALA"))
	stranger.Particulars = []tracking.Particulars{said("FRA", 1)}
	got, err = stranger.Participants(countryOf)
	if d := cmp.Diff(map[string]bool{"GB": true}, got); d != "" || err != nil {
		t.Fatal("nobody makes themselves, or anybody else, a participant", d, err)
	}
	confirmed, err := stranger.Confirmed(got, countryOf)
	if _, there, err2 := confirmed.Declared(countryOf); there || errors.Join(err, err2) != nil {
		t.Error("what a stranger says of an item says nothing", err, err2)
	}
}

func TestParticulars_ThoseOfThePostThatNumberedTheItemComeFirst(t *testing.T) {
	seen := item(at(0, "EMA GBLALA"))
	seen.Particulars = []tracking.Particulars{said("GBA", 0), said("GBA", 1), said("USA", 2)}
	if p, there, err := seen.Declared(countryOf); !there || err != nil || p.Sender != "GBA" || !p.Time.Equal(at(1, "EMA GBLALA").Time) {
		t.Errorf("%+v %v", p, err)
	}
}

func TestParticulars_OfAnEarlierUseAreThoseOfAnotherItem(t *testing.T) {
	const month = 730
	s10 := item().S10
	got := tracking.NewItem(s10, []tracking.Event{at(13*month, "EMA GBLALA")}, nil, said("GBA", 0), said("GBA", 13*month-2))
	if len(got.Particulars) != 1 || len(got.Events) != 1 {
		t.Errorf("%+v", got)
	}
	alone := tracking.NewItem(s10, nil, nil, said("GBA", 0))
	if len(alone.Particulars) != 1 {
		t.Error("an item may be known by its particulars alone")
	}
}

func TestParticulars_ValueAndContents(t *testing.T) {
	eur := func(n int) *tracking.Money { return &tracking.Money{Amount: n, Currency: "EUR"} }
	for _, c := range []struct {
		name     string
		p        tracking.Particulars
		value    tracking.Money
		contents string
	}{
		{"pieces", tracking.Particulars{Pieces: []tracking.Piece{{Description: "Shirt", Quantity: 2, Value: eur(1050)}, {Description: "Book", Quantity: 1, Value: eur(5)}}}, *eur(1055), "2 × Shirt; Book"},
		{"insured, one without value", tracking.Particulars{Insured: eur(9), Pieces: []tracking.Piece{{Description: "Shirt", Value: eur(1)}, {Quantity: 3}}}, *eur(9), "Shirt"},
		{"two currencies", tracking.Particulars{Pieces: []tracking.Piece{{Value: eur(1)}, {Value: &tracking.Money{Amount: 1, Currency: "GBP"}}}}, tracking.Money{}, ""},
		{"nothing", tracking.Particulars{}, tracking.Money{}, ""},
	} {
		if got, known := c.p.Value(); got != c.value || known != (c.value.Currency != "") || c.p.Contents() != c.contents {
			t.Errorf("%s: %+v %v %q", c.name, got, known, c.p.Contents())
		}
	}
}

func TestParticulars_Redacted_LeaveNobody(t *testing.T) {
	p := said("GBA", 0)
	p.LocalID, p.WeightG, p.PostingOffice, p.Pieces = "ANA4711", 9, "GBDONA", []tracking.Piece{{Description: "Ana's letters", HSCode: "610910"}}
	got := p.Redacted()
	want := tracking.Particulars{ItemID: p.ItemID, Time: p.Time, Sender: "GBA", WeightG: 9, PostingOffice: "GBDONA", To: &tracking.Party{Country: "US"}, Pieces: []tracking.Piece{{HSCode: "610910"}}, Erased: true}
	if d := cmp.Diff(want, got); d != "" || p.Pieces[0].Description == "" {
		t.Error(d)
	}
}

func TestParticulars_NeverEnterALog(t *testing.T) {
	var out strings.Builder
	p := said("GBA", 0)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "particulars", p, "party", *p.From)
	if strings.Contains(out.String(), "Ana") || strings.Contains(out.String(), "Sample") {
		t.Fatal(out.String())
	}
}

func TestParseLocalID(t *testing.T) {
	for typed, want := range map[string]string{"gb 4711-0815": "GB47110815", "123": "", "EE123456799GB": "", "4711/1": "", "EE123456790GB": "EE123456790GB"} {
		if got, err := tracking.ParseLocalID(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q %v", typed, got, err)
		}
	}
}
