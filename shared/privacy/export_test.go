package privacy

// Remembered is how many looks a recorder remembers.
func (r *Recorder) Remembered() int { return len(r.recorded) }
