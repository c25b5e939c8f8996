package directory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// guestBook is an InvitationStore in memory.
type guestBook struct {
	mu          sync.Mutex
	invitations map[string]Invitation
	holders     map[string]Holder
	agents      map[string]Agent
	letters     []string // to whom, in which language
	mail        error
	between     func() // runs once, before the next Join
}

func (b *guestBook) InvitationsOf(_ context.Context, code OperatorCode) ([]Invitation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Invitation
	for _, i := range b.invitations {
		if i.Operator == code {
			out = append(out, i)
		}
	}
	return out, nil
}

func (b *guestBook) Invitation(_ context.Context, code OperatorCode, id string) (Invitation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, ok := b.invitations[id]
	if !ok || i.Operator != code {
		return Invitation{}, InvitationUnknown()
	}
	return i, nil
}

func (b *guestBook) HolderOf(_ context.Context, address string) (Holder, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.holders[address], nil
}

func (b *guestBook) SaveInvitation(_ context.Context, i Invitation, former string, now, _ time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.invitations[i.ID].Version != i.Version-1 {
		return ErrChanged
	}
	h := b.holders[i.Email]
	if !h.free(now) && h.Invitation != i.ID && (former == "" || h.Subject != former) {
		return ErrAddressHeld
	}
	b.invitations[i.ID] = i
	b.holders[i.Email] = Holder{Operator: i.Operator, Invitation: i.ID, Until: i.EndsAt}
	if !i.WithdrawnAt.IsZero() {
		delete(b.holders, i.Email)
	}
	return nil
}

func (b *guestBook) Join(_ context.Context, i Invitation, a Agent, _ time.Time) error {
	if f := b.between; f != nil {
		b.between = nil
		f()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, there := b.agents[a.Subject]; there || b.invitations[i.ID].Version != i.Version-1 || b.holders[i.Email].Invitation != i.ID {
		return ErrChanged
	}
	b.agents[a.Subject], b.invitations[i.ID], b.holders[i.Email] = a, i, Holder{Operator: a.Operator, Subject: a.Subject}
	return nil
}

func (b *guestBook) Latest(_ context.Context, code OperatorCode) (Operator, []CallCentre, error) {
	op, centres := britain()
	if code != op.Code {
		return Operator{Code: code, Name: "Deutsche Post"}, []CallCentre{{ID: "DEA-BON", Operator: "DEA"}}, nil
	}
	return op, centres, nil
}

func (b *guestBook) LatestAgent(_ context.Context, subject string) (Agent, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, ok := b.agents[subject]
	if !ok {
		return Agent{}, problem.New(problem.NotFound, "agent-unknown", "No.")
	}
	return a, nil
}

func (b *guestBook) AgentsOf(_ context.Context, code OperatorCode) ([]Agent, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Agent
	for _, a := range b.agents {
		if a.Operator == code {
			out = append(out, a)
		}
	}
	return out, nil
}

// works puts somebody into the directory.
func (b *guestBook) works(a Agent) {
	b.agents[a.Subject] = a
	folded, _ := FoldAddress(a.Email)
	b.holders[folded] = Holder{Operator: a.Operator, Subject: a.Subject}
}

var (
	olgaOsborne = principal.Principal{Subject: "olga", Name: "Olga Osborne", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	dorisDorn   = principal.Principal{Subject: "doris", Name: "Doris Dorn", Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}
	nine        = time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
)

func newHost() (*Invitations, *guestBook) {
	b := &guestBook{invitations: map[string]Invitation{}, holders: map[string]Holder{}, agents: map[string]Agent{}}
	n := 0
	return &Invitations{Store: b, NewID: func() string { n++; return fmt.Sprintf("%026d", n) }, Mail: func(_ context.Context, i Invitation, of Operator) error {
		b.letters = append(b.letters, i.Email+" "+i.Language+" "+string(of.Code))
		return b.mail
	}}, b
}

func nora() NewInvitation {
	return NewInvitation{Email: "Nora.Newcomer@gba.example", Name: "Nora Newcomer", Language: "en", CallCentres: []CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent, principal.Supervisor}}
}

func invited(t *testing.T, s *Invitations) Invitation {
	t.Helper()
	i, err := s.Invite(t.Context(), olgaOsborne, nora(), "", nine)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestInvite_FromTheLetterToThePerson(t *testing.T) {
	s, b := newHost()
	i := invited(t, s)
	if i.Email != "nora.newcomer@gba.example" || i.State(nine) != InvitationWaiting || !i.EndsAt.Equal(nine.AddDate(0, 0, 14)) || i.Letter != LetterSent || i.Letters != 1 ||
		!slices.Equal(b.letters, []string{"nora.newcomer@gba.example en GBA"}) {
		t.Fatalf("%+v %v", i, b.letters)
	}
	a, err := s.TakeUp(t.Context(), "n1", "NORA.newcomer@GBA.example", nine.Add(time.Hour))
	if err != nil || a.Subject != "n1" || a.Name != "Nora Newcomer" || a.Operator != "GBA" || a.Email != i.Email || !slices.Equal(a.Roles, nora().Roles) || !slices.Equal(a.CallCentres, nora().CallCentres) ||
		a.Joined.InvitedBy.Name != "Olga Osborne" || !a.Joined.At.Equal(nine.Add(time.Hour)) {
		t.Fatalf("%+v %v", a, err)
	}
	i, err = s.One(t.Context(), olgaOsborne, i.ID, nine)
	if err != nil || i.State(nine) != InvitationTakenUp || i.TakenBy != "n1" {
		t.Errorf("%+v %v", i, err)
	}
	if again, err := s.TakeUp(t.Context(), "n1", "nora.newcomer@gba.example", nine.Add(time.Hour)); err != nil || again.Name != a.Name {
		t.Error("the same person in another process:", again, err)
	}
	if _, err := s.TakeUp(t.Context(), "n2", "nora.newcomer@gba.example", nine.Add(time.Hour)); !problem.Is(err, "agent-unknown") {
		t.Error("another subject with the address:", err)
	}
}

func TestInvite_NamesWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		spoil  func(*NewInvitation)
		fields []string
	}{
		"no address":             {func(n *NewInvitation) { n.Email = "" }, []string{"email"}},
		"no mail address":        {func(n *NewInvitation) { n.Email = "nora" }, []string{"email"}},
		"with a name":            {func(n *NewInvitation) { n.Email = "Nora <nora@gba.example>" }, []string{"email"}},
		"two addresses":          {func(n *NewInvitation) { n.Email = "a@gba.example,b@gba.example" }, []string{"email"}},
		"a line more":            {func(n *NewInvitation) { n.Email = "a@gba.example\nBcc: b@x.example" }, []string{"email"}},
		"folds into another":     {func(n *NewInvitation) { n.Email = "\u212aim@gba.example" }, []string{"email"}}, // the Kelvin sign, whose small letter is k
		"endless":                {func(n *NewInvitation) { n.Email = strings.Repeat("a", 250) + "@gba.example" }, []string{"email"}},
		"no name":                {func(n *NewInvitation) { n.Name = " " }, []string{"name"}},
		"a name of two lines":    {func(n *NewInvitation) { n.Name = "Nora\nNewcomer" }, []string{"name"}},
		"a language of nobody's": {func(n *NewInvitation) { n.Language = "xx" }, []string{"language"}},
		"no role":                {func(n *NewInvitation) { n.Roles = nil }, []string{"roles"}},
		"the network's role":     {func(n *NewInvitation) { n.Roles = []principal.Role{principal.NetworkAdministrator} }, []string{"roles"}},
		"a machine's role":       {func(n *NewInvitation) { n.Roles = []principal.Role{principal.Machine} }, []string{"roles"}},
		"another post's centre":  {func(n *NewInvitation) { n.CallCentres = []CentreID{"DEA-BON"} }, []string{"callCentres"}},
		"an agent of no centre":  {func(n *NewInvitation) { n.CallCentres = nil }, []string{"callCentres"}},
		"everything":             {func(n *NewInvitation) { *n = NewInvitation{} }, []string{"email", "name", "language", "roles"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, b := newHost()
			n := nora()
			c.spoil(&n)
			_, err := s.Invite(t.Context(), olgaOsborne, n, "", nine)
			refuses(t, err, "invitation-invalid", c.fields...)
			if len(b.letters)+len(b.invitations) > 0 {
				t.Error(b.letters, b.invitations)
			}
		})
	}
}

func TestInvitations_AreTheAdministratorsOwn(t *testing.T) {
	s, _ := newHost()
	i := invited(t, s)
	ctx := t.Context()
	for name, by := range map[string]principal.Principal{
		"a supervisor":           {Subject: "sam", Operator: "GBA", Roles: []principal.Role{principal.Agent, principal.Supervisor}},
		"the network":            {Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}},
		"somebody of no post":    {Subject: "x", Roles: []principal.Role{principal.OperatorAdministrator}},
		"nobody":                 {},
		"an agent of that post":  {Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}},
		"a supervisor elsewhere": {Subject: "y", Operator: "DEA", Roles: []principal.Role{principal.Supervisor}},
	} {
		_, made := s.Invite(ctx, by, nora(), "", nine)
		_, listed := s.List(ctx, by, nine)
		_, read := s.One(ctx, by, i.ID, nine)
		_, edited := s.Change(ctx, by, i.ID, Any, InvitationEdit{}, nine)
		_, sent := s.SendAgain(ctx, by, i.ID, Any, nine)
		for _, err := range []error{made, listed, read, edited, sent, s.Withdraw(ctx, by, i.ID, Any, nine)} {
			if problem.As(err).Kind != problem.Forbidden {
				t.Error(name, err)
			}
		}
	}
	if _, err := s.One(ctx, dorisDorn, i.ID, nine); !problem.Is(err, "invitation-unknown") {
		t.Error("another post's administrator:", err)
	}
	if err := s.Withdraw(ctx, dorisDorn, i.ID, Any, nine); !problem.Is(err, "invitation-unknown") {
		t.Error("another post's administrator:", err)
	}
	if all, err := s.List(ctx, dorisDorn, nine); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}

// What another post's administrator learns of an address is that the exchange knows it: not where, nor whether as an invitation or as a person.
func TestInvite_AnAddressThatIsKnown(t *testing.T) {
	s, b := newHost()
	b.works(Agent{Subject: "ana", Name: "Ana", Email: "Ana.Agent@gba.example", Operator: "GBA"})
	b.works(Agent{Subject: "left", Name: "Len", Email: "len@gba.example", Operator: "GBA", Inactive: true})
	b.works(Agent{Subject: "moved", Name: "Mo", Email: "now@gba.example", Operator: "GBA"})
	b.holders["before@gba.example"] = Holder{Operator: "GBA", Subject: "moved"} // whose address was another one once
	b.holders["gone@gba.example"] = Holder{Operator: "GBA", Subject: "gone"}    // who is in the directory no more
	i := invited(t, s)
	for _, c := range []struct {
		by            principal.Principal
		address, want string
	}{
		{olgaOsborne, i.Email, "invitation-there"},
		{dorisDorn, i.Email, "address-taken"},
		{olgaOsborne, "ana.agent@GBA.example", "colleague-already"},
		{dorisDorn, "ana.agent@gba.example", "address-taken"},
		{dorisDorn, "len@gba.example", "address-taken"},
		{olgaOsborne, "len@gba.example", ""}, // with another account
		{olgaOsborne, "before@gba.example", ""},
		{dorisDorn, "gone@gba.example", ""},
	} {
		n := nora()
		n.Email = c.address
		if c.by.Operator == "DEA" {
			n.CallCentres = []CentreID{"DEA-BON"}
		}
		_, err := s.Invite(t.Context(), c.by, n, "", nine)
		if c.want == "" && err != nil || c.want != "" && (!problem.Is(err, c.want) || problem.As(err).Fields[0].Name != "email") {
			t.Errorf("%s invites %s: %v", c.by.Name, c.address, err)
		}
		if err != nil && strings.Contains(err.Error(), "GBA") && c.by.Operator == "DEA" {
			t.Error("says where:", err)
		}
	}
	n := nora()
	n.CallCentres = []CentreID{"DEA-BON"}
	if _, err := s.Invite(t.Context(), dorisDorn, n, "", i.EndsAt); err != nil {
		t.Error("after the first invitation's end:", err)
	}
	if _, err := s.SendAgain(t.Context(), olgaOsborne, i.ID, Any, i.EndsAt); !problem.Is(err, "address-taken") {
		t.Error("sent again, while another post invites:", err)
	}
}

func TestInvite_TheSameRequestIsOneInvitation(t *testing.T) {
	s, b := newHost()
	first, err := s.Invite(t.Context(), olgaOsborne, nora(), "k", nine)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Invite(t.Context(), olgaOsborne, nora(), "k", nine)
	if err != nil || again.ID != first.ID || len(b.letters) != 1 {
		t.Error(again, err, b.letters)
	}
	other := nora()
	other.Name = "Nora N."
	if _, err := s.Invite(t.Context(), olgaOsborne, other, "k", nine); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
}

func TestInvitation_ItsLife(t *testing.T) {
	s, b := newHost()
	i := invited(t, s)
	name, roles := "Nora N.", []principal.Role{principal.OperatorAdministrator}
	none := []CentreID{}
	changed, err := s.Change(t.Context(), olgaOsborne, i.ID, 1, InvitationEdit{Name: &name, Roles: &roles, CallCentres: &none}, nine)
	if err != nil || changed.Name != name || changed.Email != i.Email || changed.Version != 2 || changed.ChangedBy.Subject != "olga" || len(b.letters) != 1 {
		t.Errorf("%+v %v", changed, err)
	}
	network := []principal.Role{principal.NetworkAdministrator}
	_, err = s.Change(t.Context(), olgaOsborne, i.ID, 2, InvitationEdit{Roles: &network}, nine)
	refuses(t, err, "invitation-invalid", "roles")
	if _, err := s.Change(t.Context(), olgaOsborne, i.ID, 1, InvitationEdit{}, nine); !problem.Is(err, "invitation-changed") {
		t.Error("at another version:", err)
	}
	late := i.EndsAt
	if _, err := s.TakeUp(t.Context(), "n1", i.Email, late); !problem.Is(err, "invitation-expired") {
		t.Error("taken up when it has ended:", err)
	}
	if _, err := s.Change(t.Context(), olgaOsborne, i.ID, Any, InvitationEdit{}, late); !problem.Is(err, "invitation-ended") {
		t.Error(err)
	}
	sent, err := s.SendAgain(t.Context(), olgaOsborne, i.ID, 2, late)
	if err != nil || sent.State(late) != InvitationWaiting || !sent.EndsAt.Equal(late.AddDate(0, 0, 14)) || sent.Letters != 2 || len(b.letters) != 2 {
		t.Errorf("%+v %v", sent, err)
	}
	if err := s.Withdraw(t.Context(), olgaOsborne, i.ID, 3, late); err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), olgaOsborne, i.ID, Any, late); err != nil {
		t.Error("withdrawn twice:", err)
	}
	if _, err := s.TakeUp(t.Context(), "n1", i.Email, late); !problem.Is(err, "agent-unknown") {
		t.Error("taken up when it is withdrawn:", err)
	}
	for _, do := range []func() error{
		func() error { _, err := s.SendAgain(t.Context(), olgaOsborne, i.ID, Any, late); return err },
		func() error {
			_, err := s.Change(t.Context(), olgaOsborne, i.ID, Any, InvitationEdit{}, late)
			return err
		},
	} {
		if err := do(); !problem.Is(err, "invitation-withdrawn") {
			t.Error(err)
		}
	}
	if all, err := s.List(t.Context(), olgaOsborne, late.AddDate(0, 0, 30)); err != nil || len(all) != 0 {
		t.Error("kept for ever:", all, err)
	}
}

// A letter that nobody takes leaves an invitation that says so; an address gets five at most, however often it is invited.
func TestInvitation_Letters(t *testing.T) {
	s, b := newHost()
	b.mail = fmt.Errorf("mail: %w", problem.New(problem.Invalid, "address-refused", "The letter was refused."))
	i := invited(t, s)
	if i.Letter != LetterRefused || i.Version != 2 {
		t.Errorf("%+v", i)
	}
	b.mail = errors.New("SES does not answer")
	i, err := s.SendAgain(t.Context(), olgaOsborne, i.ID, i.Version, nine)
	if err != nil || i.Letter != LetterFailed || i.Letters != 2 {
		t.Errorf("%+v %v", i, err)
	}
	b.mail = nil
	for n := i.Letters; n < 4; n++ {
		if i, err = s.SendAgain(t.Context(), olgaOsborne, i.ID, i.Version, nine); err != nil || i.Letter != LetterSent {
			t.Fatal(i, err)
		}
	}
	if err := s.Withdraw(t.Context(), olgaOsborne, i.ID, Any, nine); err != nil {
		t.Fatal(err)
	}
	i = invited(t, s) // the fifth
	if _, err := s.SendAgain(t.Context(), olgaOsborne, i.ID, Any, nine); !problem.Is(err, "letters-full") || len(b.letters) != 5 {
		t.Error(err, b.letters)
	}
	if err := s.Withdraw(t.Context(), olgaOsborne, i.ID, Any, nine); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Invite(t.Context(), olgaOsborne, nora(), "", nine); !problem.Is(err, "letters-full") {
		t.Error("by another invitation:", err)
	}
	if _, err := s.Invite(t.Context(), olgaOsborne, nora(), "", nine.AddDate(0, 0, 30)); err != nil {
		t.Error("when those are forgotten:", err)
	}
}

func TestInvite_SoManyAndNoMore(t *testing.T) {
	s, _ := newHost()
	invite := func(n int, at time.Time) error {
		one := nora()
		one.Email = fmt.Sprintf("n%d@gba.example", n)
		_, err := s.Invite(t.Context(), olgaOsborne, one, "", at)
		return err
	}
	for n := range 100 {
		if err := invite(n, nine); err != nil {
			t.Fatal(n, err)
		}
	}
	if err := invite(100, nine.AddDate(0, 0, 2)); !problem.Is(err, "invitations-full") {
		t.Error("a hundred wait:", err)
	}
	all, err := s.List(t.Context(), olgaOsborne, nine)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if err := s.Withdraw(t.Context(), olgaOsborne, i.ID, Any, nine); err != nil {
			t.Fatal(err)
		}
	}
	if err := invite(101, nine); !problem.Is(err, "invitations-full") {
		t.Error("a hundred were made today:", err)
	}
	if err := invite(101, nine.AddDate(0, 0, 1)); err != nil {
		t.Error("tomorrow:", err)
	}
}

// However many subjects with the address ask at once, and each several times: one of them is let in.
func TestTakeUp_IsOnce(t *testing.T) {
	s, b := newHost()
	i := invited(t, s)
	var all sync.WaitGroup
	var mu sync.Mutex
	in := map[string]int{}
	for n := range 40 {
		subject := fmt.Sprintf("n%d", n%4)
		all.Go(func() {
			a, err := s.TakeUp(t.Context(), subject, i.Email, nine)
			mu.Lock()
			defer mu.Unlock()
			if err == nil && a.Subject == subject {
				in[subject]++
			} else if !problem.Is(err, "agent-unknown") {
				t.Error(a, err)
			}
		})
	}
	all.Wait()
	if len(in) != 1 || len(b.agents) != 1 || in[b.invitations[i.ID].TakenBy] != 10 {
		t.Error(in, b.agents)
	}
}

// What happens between reading and taking up counts.
func TestTakeUp_OfWhatChangesMeanwhile(t *testing.T) {
	roles := []principal.Role{principal.OperatorAdministrator}
	for name, c := range map[string]struct {
		meanwhile func(*Invitations, Invitation) error
		slug      string
	}{
		"withdrawn": {func(s *Invitations, i Invitation) error { return s.Withdraw(t.Context(), olgaOsborne, i.ID, Any, nine) }, "agent-unknown"},
		"changed": {func(s *Invitations, i Invitation) error {
			_, err := s.Change(t.Context(), olgaOsborne, i.ID, Any, InvitationEdit{Roles: &roles}, nine)
			return err
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, b := newHost()
			i := invited(t, s)
			b.between = func() {
				if err := c.meanwhile(s, i); err != nil {
					t.Error(err)
				}
			}
			a, err := s.TakeUp(t.Context(), "n1", i.Email, nine)
			if c.slug != "" && !problem.Is(err, c.slug) || c.slug == "" && (err != nil || !slices.Equal(a.Roles, roles)) {
				t.Error(a, err)
			}
		})
	}
}

func TestInvitation_LogsNoPersonalData(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("who", "invitation", Invitation{ID: "01J", Email: "nora@gba.example", Name: "Nora", Operator: "GBA"})
	if s := out.String(); strings.Contains(s, "Nora") || strings.Contains(s, "@") || !strings.Contains(s, "01J") {
		t.Error(s)
	}
}

// FuzzFoldAddress: whatever is folded stays as it is when it is folded again, and is of ASCII.
func FuzzFoldAddress(f *testing.F) {
	for _, s := range []string{"A@b.C", "\u212a@x.example", "a b@c", `"a b"@c.d`, "a@[127.0.0.1]", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, ok := FoldAddress(s)
		if !ok {
			return
		}
		again, ok := FoldAddress(folded)
		if !ok || again != folded || !strings.EqualFold(s, folded) || strings.ContainsFunc(folded, func(r rune) bool { return r > '~' || r <= ' ' }) {
			t.Errorf("%q: %q, %q %t", s, folded, again, ok)
		}
	})
}
