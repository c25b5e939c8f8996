package inquiry

import (
	"context"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// LateItems is the kind of a notice of no inquiry: items of an operator have fallen behind their standard on a lane, before anybody asked.
const LateItems Kind = "lateItems"

// LateNotice tells that items of an operator have become late on their way to a country, "" when it is not known. It may come more than once a day.
func LateNotice(operator, partner directory.OperatorCode, to string, at time.Time) Notice {
	return Notice{Kind: LateItems, At: at, ActorKind: BySystem, RequesterOperator: operator, ReplierOperator: partner, Reason: to}
}

// lateAlert is what the call centre is told that would ask: one alert a lane and day, however often it is told.
func lateAlert(n Notice, centre directory.CentreID) Alert {
	day := n.At.UTC().Truncate(24 * time.Hour)
	return Alert{ID: fmt.Sprintf("%s_late%s_0_%s", day.Format(AlertTime), n.Reason, Requester), Centre: centre, Side: Requester, Kind: AlertLateItems, At: n.At,
		Partner: n.ReplierOperator, Reason: n.Reason}
}

// alertLate stores the alert of late items, for the operator's default call centre or, when that is closed, another one, and returns it unless it is muted.
func (s *Service) alertLate(ctx context.Context, n Notice, now time.Time) ([]Alert, error) {
	op, err := s.Directory.Operator(ctx, n.RequesterOperator)
	if isNotFound(err) {
		return []Alert{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("alert of late items of %s: %w", n.RequesterOperator, err)
	}
	centres, err := s.Directory.CentresOf(ctx, op.Code)
	if err != nil {
		return nil, fmt.Errorf("alert of late items of %s: %w", n.RequesterOperator, err)
	}
	centre, open := directory.AnyOpen(op, centres, now)
	a := lateAlert(n, centre.ID)
	if !open || !a.Shown(centre.Settings) {
		return []Alert{}, nil
	}
	if _, err := s.Store.PutAlert(ctx, a, now); err != nil {
		return nil, fmt.Errorf("alert %s: %w", a.ID, err)
	}
	return []Alert{a}, nil
}
