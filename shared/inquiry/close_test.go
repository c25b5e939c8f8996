package inquiry_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestClose_EachSituationHasItsCodes(t *testing.T) {
	unroutable, _, _ := sent(t).MarkUnroutable("operator-has-no-centre", monday)
	for _, c := range []struct {
		name  string
		q     Inquiry
		codes []string
	}{
		{"a draft is discarded", drafted(), []string{"CLO_WDR"}},
		{"one that waits for its answer is withdrawn", routed(t), []string{"CLO_WDR"}},
		{"one that nobody takes", unroutable, []string{"CLO_OK", "CLO_WDR"}},
		{"an answered one", replied(t, dlv, "2026-11-23T10:00:00Z"), []string{"CLO_OK"}},
		{"one with an inconclusive answer", replied(t, trn, "2026-11-23T10:00:00Z"), []string{"CLO_OK"}},
		{"a returned one", replied(t, inc, "2026-11-23T10:00:00Z"), []string{"CLO_OK", "CLO_WDR"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.codes, c.q.Closings(release())); d != "" {
				t.Error(d)
			}
			for _, code := range []string{"CLO_OK", "CLO_WDR", "CLO_AUTO", "CLO_UNA", "CLO_DUP", "CLO_INF", "CLO_XX", ""} {
				_, _, err := c.q.Close(code, release(), archive, monday, asker)
				if (err == nil) != slices.Contains(c.codes, code) {
					t.Errorf("%s: %v", code, err)
				}
			}
		})
	}
}

func TestClose_WithoutAnAnswer_IsWithdrawingOnly(t *testing.T) {
	_, _, err := routed(t).Close("CLO_OK", release(), archive, monday, asker)
	refused(t, err, "closing-code-not-allowed", "code")
	if q, e, err := routed(t).Close("CLO_WDR", release(), archive, monday, asker); err != nil || q.State != StateClosed || e.ClosingCode != "CLO_WDR" {
		t.Fatal("the requester may withdraw it", err)
	}
}

func TestClose_ThatOfTheSystem_IsRefusedToAPerson(t *testing.T) {
	_, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_AUTO", release(), archive, monday, asker)
	refused(t, err, "closing-code-not-allowed", "code")
}

func TestClose_EndsWhatWasPlanned(t *testing.T) {
	promise := Reply{Code: "TRN", Fields: map[string]any{"place": "Hub", "expectedDate": "2026-11-26"}}
	for _, r := range []Reply{dlv, inc, promise} {
		q := replied(t, r, "2026-11-23T10:00:00Z")
		if q.RespondBy.IsZero() && q.FollowUpAt.IsZero() {
			t.Fatal("nothing is planned")
		}
		q, _, err := q.Close("CLO_OK", release(), archive, monday, asker)
		if err != nil || !q.RespondBy.IsZero() || !q.FollowUpAt.IsZero() || q.Proposal != nil || !q.CheckAt().Equal(archive) {
			t.Fatal(q, err)
		}
		if q.FolderOf(Requester) != ClosedFolder || q.FolderOf(Replier) != ClosedFolder {
			t.Error(q.FolderOf(Requester), q.FolderOf(Replier))
		}
	}
}

func TestClose_Twice_IsConflict(t *testing.T) {
	q, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	_, _, err := q.Close("CLO_OK", release(), archive, monday, asker)
	refused(t, err, NotAllowed)
}

func TestClosed_TakesNothingButNotes(t *testing.T) {
	q, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if d := cmp.Diff([]Action{ActNote}, q.Actions(Requester, release())); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Action{ActNote}, q.Actions(Replier, release())); d != "" {
		t.Error(d)
	}
	q.Archived = true
	if d := cmp.Diff([]Action{}, q.Actions(Requester, release())); d != "" {
		t.Error(d)
	}
}

func TestJoin_AddsAFurtherCase_SeenByItsOwnSideOnly(t *testing.T) {
	q, e, err := routed(t).Join(Reference{CustomerRef: "K-2", CRMCase: "C-2"}, "The addressee called too.", release(), monday, asker)
	if err != nil || e.Kind != Joined || e.Reference.CRMCase != "C-2" || q.State != StateSent || !q.Clock.DueAt.Equal(routed(t).Clock.DueAt) {
		t.Fatal(q, e, err)
	}
	if !e.VisibleTo([]Side{Requester}) || e.VisibleTo([]Side{Replier}) {
		t.Error("the replier sees whose case joined")
	}
}

func TestJoin_WithNothing_IsRefused(t *testing.T) {
	_, _, err := routed(t).Join(Reference{}, "", release(), monday, asker)
	refused(t, err, "join-empty", "customerRef")
}

func TestJoin_AClosedInquiry_IsConflict(t *testing.T) {
	q, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	_, _, err := q.Join(Reference{CustomerRef: "K-2"}, "", release(), monday, asker)
	refused(t, err, NotAllowed)
}

func second(t *testing.T) Inquiry {
	t.Helper()
	q := routed(t)
	q.ID = "01OTHER"
	return q
}

func TestMerge_EndsOne_AndTheOtherGoesOn_BothNameEachOther(t *testing.T) {
	q, into := replied(t, trn, "2026-11-23T10:00:00Z"), second(t)
	from, kept, ended, went, err := q.Merge(into, release(), archive, at("2026-11-23T11:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	if from.State != StateClosed || from.ClosingCode != "CLO_DUP" || from.MergedInto != into.ID || ended.Merge != into.ID || !from.ArchiveAt.Equal(archive) {
		t.Error(from)
	}
	if kept.State != into.State || went.Kind != Merged || went.Merge != q.ID || kept.Version != into.Version+1 || !kept.Clock.DueAt.Equal(into.Clock.DueAt) {
		t.Error(kept, went)
	}
	if went.Private != "" || ended.Private != "" {
		t.Error("both sides see where it went")
	}
}

func TestMerge_ADraft_IntoTheOpenOne(t *testing.T) {
	if from, _, _, _, err := drafted().Merge(second(t), release(), archive, monday, asker); err != nil || from.State != StateClosed {
		t.Fatal(err)
	}
}

func TestMerge_NamesWhyTwoCannotBeOne(t *testing.T) {
	closed, _, _ := second(t).Close("CLO_WDR", release(), archive, monday, asker)
	draft := drafted()
	draft.ID = "01OTHER"
	for name, into := range map[string]Inquiry{
		"itself":                    routed(t),
		"about another item":        changed(second(t), func(q *Inquiry) { q.ItemID = "EE123456808GB" }),
		"asked by another operator": changed(second(t), func(q *Inquiry) { q.Requester = Party{"FRA", "FRA-PAR"} }),
		"answered by another":       changed(second(t), func(q *Inquiry) { q.Replier = Party{"FRA", "FRA-PAR"} }),
		"closed":                    closed,
		"a draft":                   draft,
	} {
		t.Run(name, func(t *testing.T) {
			from, kept, _, _, err := routed(t).Merge(into, release(), archive, monday, asker)
			refused(t, err, "merge-invalid", "into")
			if from.State == StateClosed || kept.Version != into.Version {
				t.Error("a refused merge changed something")
			}
		})
	}
}
