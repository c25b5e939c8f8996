package signal

import (
	"math"
	"slices"
)

// Kind is what sort of figure is compared.
type Kind string

// The kinds: a share of cases, an average of minutes, a number of cases.
const (
	Share Kind = "share"
	Time  Kind = "time"
	Count Kind = "count"
)

// The rules of the method: docs/signals.md says each in words. They are assumptions, checked by the properties in signal_test.go.
const (
	baseWeeks   = 12    // a week is compared with the middle of the last so many usual ones …
	baseNeeded  = 8     // … of which there must be this many …
	baseReach   = 26    // … among so many weeks, all of which say how much it scatters
	fewestCases = 5     // cases without which a week says nothing
	inARow      = 2     // weeks outside with which a signal begins, and inside with which it ends
	farthest    = 3     // weeks that two of them may lie apart, when those between say nothing
	settles     = 12    // weeks after which what has changed is what is usual
	silent      = 8     // weeks without enough cases after which a signal ends
	scatters    = 2.4   // how far the usual range reaches, in robust standard deviations of the past …
	unsure      = 4     // … and further, the fewer weeks tell how much it scatters: by so many parts of their number
	chance      = 0.005 // what chance may leave on either side of it
	smallShare  = 0.05  // changes that are too small to matter: five points of a share,
	smallTime   = 1.2   // a fifth of a time …
	smallMinute = 10    // … or ten minutes,
	smallPart   = 0.25  // a quarter of a number …
	smallCount  = 5     // … or five cases
	bellReach   = 2.576 // how many standard deviations of a normal distribution leave that
	normal      = 1.4826
	seasonBack  = 52 // weeks in a year
	seasonWidth = 1  // weeks to either side of the same one
)

// Point is a week of a figure: what is divided and by what; of a count the count, and no whole.
type Point struct {
	Week        Week
	Part, Whole int
	Missing     bool // it was not counted, or cannot be compared
}

// Value is the point's figure: a share from 0 to 1, minutes, or a number.
func (p Point) Value(k Kind) float64 {
	if k == Count {
		return float64(p.Part)
	}
	return float64(p.Part) / float64(p.Whole)
}

// says reports whether there are enough cases to say anything.
func (p Point) says(k Kind) bool { return !p.Missing && (k == Count || p.Whole >= fewestCases) }

// Range is what is usual for a week.
type Range struct{ Expected, Low, High float64 }

// Side says where a value lies: -1 below, 0 inside, 1 above.
func (r Range) Side(value float64) int {
	switch {
	case value < r.Low:
		return -1
	case value > r.High:
		return 1
	}
	return 0
}

// usual is the range for a week with these cases, after what the past weeks were, the latest first: around their median, as wide as the widest of how they scatter, what
// chance makes of so few cases, and what is too small to matter.
func usual(k Kind, past []Point, cases int) Range {
	switch k {
	case Share:
		return usualShare(past, cases)
	case Time:
		return usualTime(past, cases)
	default:
		return usualCount(past)
	}
}

func usualShare(past []Point, cases int) Range {
	shares, part, whole := make([]float64, len(past)), 0, 0
	for i, p := range past {
		shares[i] = p.Value(Share)
		part, whole = part+p.Part, whole+p.Whole
	}
	middle := median(shares[:min(len(shares), baseWeeks)])
	for i, p := range past {
		shares[i] = math.Abs(shares[i]-middle) * math.Sqrt(float64(p.Whole))
	}
	scatter := reach(shares) / math.Sqrt(float64(cases))
	low, high := binomial(cases, float64(part+1)/float64(whole+2))
	n := float64(cases)
	return Range{middle, max(0, min(middle-scatter, float64(low)/n, middle-smallShare)), min(1, max(middle+scatter, float64(high)/n, middle+smallShare))}
}

// usualTime compares logarithms, because times differ by factors: twice as long is as far away as half as long.
func usualTime(past []Point, cases int) Range {
	logs := make([]float64, len(past))
	for i, p := range past {
		logs[i] = math.Log1p(p.Value(Time))
	}
	middle := median(logs[:min(len(logs), baseWeeks)])
	for i, p := range past {
		logs[i] = math.Abs(logs[i]-middle) * math.Sqrt(float64(p.Whole))
	}
	far := max(reach(logs), bellReach) / math.Sqrt(float64(cases)) // by chance, times of single cases scatter as much as they are long
	expected := math.Expm1(middle)
	return Range{expected, max(0, min(math.Expm1(middle-far), expected/smallTime, expected-smallMinute)), max(math.Expm1(middle+far), expected*smallTime, expected+smallMinute)}
}

func usualCount(past []Point) Range {
	counts, sum := make([]float64, len(past)), 0
	for i, p := range past {
		counts[i] = float64(p.Part)
		sum += p.Part
	}
	middle := median(counts[:min(len(counts), baseWeeks)])
	for i := range counts {
		counts[i] = math.Abs(counts[i] - middle)
	}
	scatter := reach(counts)
	low, high := poisson((float64(sum) + 1) / float64(len(past)))
	small := max(smallCount, smallPart*middle)
	return Range{middle, max(0, min(middle-scatter, float64(low), middle-small)), max(middle+scatter, float64(high), middle+small)}
}

// reach is how far the usual range reaches, of how far past weeks lay from their middle.
func reach(distances []float64) float64 {
	return scatters * (1 + unsure/float64(len(distances))) * normal * median(distances)
}

// median is the middle of some values; there is at least one.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// binomial returns between which numbers of n cases chance leaves a share of p.
func binomial(n int, p float64) (low, high int) {
	if p > 0.5 { // counted from the other end
		low, high = binomial(n, 1-p)
		return n - high, n - low
	}
	if n > manyCases {
		return bell(float64(n)*p, math.Sqrt(float64(n)*p*(1-p)))
	}
	return quantiles(math.Pow(1-p, float64(n)), func(i int) float64 { return float64(n-i+1) / float64(i) * p / (1 - p) })
}

// poisson returns between which numbers chance leaves a number that is rate on average.
func poisson(rate float64) (low, high int) {
	if rate > manyCases {
		return bell(rate, math.Sqrt(rate))
	}
	return quantiles(math.Exp(-rate), func(i int) float64 { return rate / float64(i) })
}

// manyCases is from how many on the normal distribution is as good, and the sum would begin with nothing.
const manyCases = 500

// bell returns between which numbers chance leaves a normal distribution.
func bell(middle, deviation float64) (low, high int) {
	return int(math.Floor(middle - bellReach*deviation)), int(math.Ceil(middle + bellReach*deviation))
}

// quantiles adds up probabilities from 0 on, each the next times the one before. Less than low, and more than high, has at most the chance.
func quantiles(probability float64, next func(int) float64) (low, high int) {
	sum := probability
	for i := 1; ; i++ {
		if sum <= chance {
			low = i
		}
		if sum >= 1-chance {
			return low, i - 1
		}
		probability *= next(i)
		sum += probability
		if probability < 1e-15 && sum > 0.5 { // nothing more to come
			return low, i
		}
	}
}
