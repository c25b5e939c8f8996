//go:build emulator

package directorydb_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// host is a desk that invites, on a table.
func host(f *fixture) *directory.Invitations {
	n := 0
	return &directory.Invitations{Store: f.Store, NewID: func() string { n++; return fmt.Sprintf("%026d", n) }, Mail: func(context.Context, directory.Invitation, directory.Operator) error { return nil }}
}

var (
	olga  = principal.Principal{Subject: "olga", Name: "Olga Osborne", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	doris = principal.Principal{Subject: "doris", Name: "Doris Dorn", Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}
	guest = directory.NewInvitation{Email: "Nora.Newcomer@gba.example", Name: "Nora Newcomer", Language: "en", CallCentres: []directory.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
)

func TestInvitation_FromTheLetterToTheEntry(t *testing.T) {
	f := newFixture(t)
	ctx, s := t.Context(), host(f)
	f.meter.Reset()
	i, err := s.Invite(ctx, olga, guest, "k", f.now)
	if err != nil {
		t.Fatal(err)
	}
	there, err := f.Invitation(ctx, "GBA", i.ID)
	if diff := cmp.Diff(i, there); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if again, err := s.Invite(ctx, olga, guest, "k", f.now); err != nil || again.ID != i.ID {
		t.Error("the same request again:", again, err)
	}
	f.meter.Reset()
	i.Version++
	if err := f.SaveInvitation(ctx, i, "", f.now, f.now.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "save an invitation", 4)
	if err := f.SaveInvitation(ctx, i, "", f.now, f.now.AddDate(0, 1, 0)); !errors.Is(err, directory.ErrChanged) {
		t.Error("at another version:", err)
	}
	f.meter.Reset()
	if all, err := f.InvitationsOf(ctx, "GBA"); err != nil || len(all) != 1 {
		t.Error(all, err)
	}
	f.costs(t, "the list", 1)
	if _, err := f.Agent(ctx, "n1"); !problem.Is(err, "agent-unknown") {
		t.Fatal(err)
	}
	f.meter.Reset()
	a, err := s.TakeUp(ctx, "n1", "nora.newcomer@gba.example", f.now)
	if err != nil {
		t.Fatal(err)
	}
	f.costs(t, "take an invitation up", 9)
	for name, read := range map[string]func(context.Context, string) (directory.Agent, error){"in this process": f.Agent, "as it is": f.LatestAgent} {
		got, err := read(ctx, "n1")
		if err != nil || got.Name != a.Name || got.Operator != "GBA" || got.Email != "nora.newcomer@gba.example" || got.Joined.InvitedBy.Name != "Olga Osborne" || !got.Joined.At.Equal(f.now.Truncate(time.Second)) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	i, err = f.Invitation(ctx, "GBA", i.ID)
	if err != nil || i.State(f.now) != directory.InvitationTakenUp || i.TakenBy != "n1" {
		t.Errorf("%+v %v", i, err)
	}
	h, err := f.HolderOf(ctx, "nora.newcomer@gba.example")
	if want := (directory.Holder{Operator: "GBA", Subject: "n1"}); err != nil || h != want {
		t.Error(h, err)
	}
	if _, err := s.Invite(ctx, olga, guest, "", f.now); !problem.Is(err, "colleague-already") {
		t.Error(err)
	}
	if err := f.EditAgent(ctx, "n1", 0, directory.AgentEdit{CallCentres: guest.CallCentres, Roles: guest.Roles, Inactive: true}); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Invite(ctx, olga, guest, "", f.now); err != nil || i.State(f.now) != directory.InvitationWaiting {
		t.Error("who is let in no more, with another account:", i, err)
	}
}

// An address is held by one in the whole network, whoever asks first; from then on until it is let go.
func TestInvitation_TheAddressIsHeldByOne(t *testing.T) {
	f := newFixture(t)
	ctx, s := t.Context(), host(f)
	if err := f.PutAgent(ctx, directory.Agent{Subject: "ana", Name: "Ana", Email: "Ana.Agent@gba.example", Operator: "GBA"}); err != nil {
		t.Fatal(err)
	}
	elsewhere := guest
	elsewhere.CallCentres = []directory.CentreID{"DEA-BON"}
	known := elsewhere
	known.Email = "ana.agent@GBA.example"
	if _, err := s.Invite(ctx, doris, known, "", f.now); !problem.Is(err, "address-taken") {
		t.Error("somebody at work elsewhere:", err)
	}
	i, err := s.Invite(ctx, olga, guest, "", f.now)
	if err != nil {
		t.Fatal(err)
	}
	stolen := i
	stolen.ID, stolen.Operator, stolen.Version = "stolen", "DEA", 1
	if err := f.SaveInvitation(ctx, stolen, "", f.now, i.EndsAt); !errors.Is(err, directory.ErrAddressHeld) {
		t.Error("invited elsewhere:", err)
	}
	if _, err := f.Invitation(ctx, "DEA", "stolen"); !problem.Is(err, "invitation-unknown") {
		t.Error("half of it is there:", err)
	}
	if err := s.Withdraw(ctx, olga, i.ID, 1, f.now); err != nil {
		t.Fatal(err)
	}
	second, err := s.Invite(ctx, doris, elsewhere, "", f.now)
	if err != nil {
		t.Fatal("withdrawn, it is free:", err)
	}
	if _, err := s.Invite(ctx, olga, guest, "", second.EndsAt); err != nil {
		t.Error("expired, it is free:", err)
	}
	if a, err := s.TakeUp(ctx, "n1", second.Email, second.EndsAt); err != nil || a.Operator != "GBA" {
		t.Error(a, err)
	}
}

func TestJoin_OfManyAtOnce_IsOnce(t *testing.T) {
	f := newFixture(t)
	ctx, s := t.Context(), host(f)
	i, err := s.Invite(ctx, olga, guest, "", f.now)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	in := map[string]bool{}
	for n := range 8 {
		subject := fmt.Sprintf("n%d", n%4)
		other := &directory.Invitations{Store: f.other()} // another process
		all.Go(func() {
			a, err := other.TakeUp(ctx, subject, i.Email, f.now)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				in[a.Subject] = true
			} else if !problem.Is(err, "agent-unknown") {
				t.Error(err)
			}
		})
	}
	all.Wait()
	people, err := f.other().AgentsOf(ctx, "GBA")
	if err != nil || len(in) != 1 || len(people) != 1 {
		t.Error(in, people, err)
	}
}
