package insight

// Count is what one fact adds to the counts of one side. The rules are those that shared/insight/query gives to Athena, in Go; a test compares
// both over random facts. One figure no fact can say by itself: whether a late answer is outstanding depends on what else happened to the
// inquiry, see Ledger.
func Count(f Fact, side Side) (c Counts) {
	if f.Fact == FactStep && f.Kind == KindCarried {
		return c
	}
	if f.Fact == FactStep {
		c.Due = 1
		c.OnTime = oneIf(f.OnTime != nil && *f.OnTime)
		if f.ActorKind == actorAutomatic {
			c.AutomaticDue, c.AutomaticOnTime = 1, c.OnTime
		}
		return c
	}
	own, arrives, looks := f.ReplierCentre, f.Kind == KindRouted || f.Kind == KindReaddressed, KindOpened
	if side == Requester {
		own, arrives, looks = f.RequesterCentre, f.Kind == KindSent, KindRead
	}
	c.Requests = oneIf(arrives)
	if arrives && f.Repeated != nil {
		c.RepeatsKnown, c.Repeated = 1, oneIf(*f.Repeated)
	}
	c.Handled = oneIf(f.ActorKind == actorAgent && f.ActingCentre != "" && f.ActingCentre == own)
	c.Outlived = oneIf(f.Outlived != nil && *f.Outlived || f.Outlived == nil && f.Kind == KindClosed && f.ClosedDays != nil && *f.ClosedDays > ResolvedInDays)
	if f.Kind == KindRouted || f.Kind == KindReaddressed {
		measured(f.QueueMinutes, &c.QueueMinutes, &c.ArrivalsTimed)
	}
	switch f.Kind {
	case looks:
		c.Opened = 1
		measured(f.OpenMinutes, &c.OpenMinutes, &c.OpensTimed)
	case KindReplied, KindReturned:
		c.Replies, c.Returned = 1, oneIf(f.Kind == KindReturned)
		c.Conclusive = oneIf(f.Kind == KindReplied && f.ReplyClass == conclusive)
		measured(f.WorkingMinutes, &c.ReplyMinutes, &c.RepliesTimed)
		if measured(f.AnswerMinutes, &c.AnswerMinutes, &c.AnswersTimed); f.AnswerMinutes != nil && f.WorkingMinutes != nil {
			c.UnopenedMinutes = *f.WorkingMinutes - *f.AnswerMinutes
		}
		if f.ActorKind == actorAutomatic {
			c.Automatic, c.AutomaticMinutes, c.AutomaticTimed = 1, c.ReplyMinutes, c.RepliesTimed
		}
	case KindClosed:
		c.Closed = 1
		c.ClosedFirstLevel = oneIf(f.FirstLevel != nil && *f.FirstLevel)
		if f.ClosedDays != nil {
			c.ClosedTimed, c.ClosedInTime = 1, oneIf(*f.ClosedDays <= ResolvedInDays)
		}
	case KindSupplement:
		measured(f.WaitingMinutes, &c.WaitingMinutes, &c.WaitsTimed)
	case KindRejected:
		c.Rejected = 1
	case KindEscalated:
		c.Escalated = 1
	}
	return c
}

// Who did it, as facts say it.
const (
	actorAgent     = "agent"
	actorAutomatic = "automatic"
	actorSystem    = "system"
)

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// measured notes a measurement, if there is one.
func measured(minutes *int, sum, n *int) {
	if minutes != nil {
		*sum, *n = *minutes, 1
	}
}
