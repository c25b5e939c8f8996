package httpapi

import (
	"slices"
	"strconv"
	"strings"
)

// Language is the language among those offered that an Accept-Language asks for most (RFC 9110 section 12.5.4), by its primary part: de-AT is de. What
// asks for nothing that is offered, or says it wrongly, gets the first that is offered: an answer in another language helps more than none.
func Language(accept string, offered []string) string {
	best, weight := offered[0], 0.0
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(value, 64); err != nil {
				continue
			}
		}
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(name)), "-")
		if primary == "*" {
			primary = offered[0]
		}
		if slices.Contains(offered, primary) && q > weight && q <= 1 {
			best, weight = primary, q
		}
	}
	return best
}
