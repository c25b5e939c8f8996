package httpapi

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestEdit_NamesAVersion(t *testing.T) {
	for _, c := range []struct {
		tag  string
		want int // -2: refused
	}{
		{"", -1}, {"*", -1}, {`"3"`, 3}, {`W/"3"`, 3}, {`"3.1f0a"`, 3}, {`"1"`, 1}, {`"0"`, -2}, {`3`, -2}, {`"three"`, -2}, {`"-1"`, -2},
	} {
		got, err := Edit{IfMatch: c.tag}.Version(-1, 1)
		if c.want == -2 {
			if p := problem.As(err); err == nil || p.Slug != "request-invalid" || len(p.Fields) != 1 || p.Fields[0].Name != "If-Match" {
				t.Errorf("%s: %v", c.tag, err)
			}
		} else if err != nil || got != c.want {
			t.Errorf("%s: %d %v", c.tag, got, err)
		}
	}
}
