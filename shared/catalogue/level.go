package catalogue

import "slices"

// Level finds a level of the workflow.
func (w *Workflow) Level(level int) (*Level, bool) {
	return find(w.Levels, func(l Level) bool { return l.Level == level })
}

// FirstLevel is the level at which an inquiry of the workflow begins; 0 when the workflow has none.
func (w *Workflow) FirstLevel() int {
	if len(w.Levels) == 0 {
		return 0
	}
	return w.Levels[0].Level
}

// LastLevel is the level from which nothing can be escalated any further; 0 when the workflow has none.
func (w *Workflow) LastLevel() int {
	if len(w.Levels) == 0 {
		return 0
	}
	return w.Levels[len(w.Levels)-1].Level
}

// NextLevel is where an escalation from a level leads, not always one up: a search for damage goes from 1 to 3.
func (w *Workflow) NextLevel(level int) (next int, ok bool) {
	l, ok := find(w.Levels, func(l Level) bool { return l.Level > level })
	if !ok {
		return 0, false
	}
	return l.Level, true
}

// LimitOf returns how often the workflow may be used for an item of the product; false when it is not limited.
func (w *Workflow) LimitOf(product string) (LimitOf, bool) {
	if w.Limit == nil {
		return LimitOf{}, false
	}
	l, ok := find(w.Limit.Counts, func(l LimitOf) bool { return slices.Contains(l.Products, product) })
	if !ok {
		return LimitOf{}, false
	}
	return *l, true
}
