package insightdb_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
)

// busy is rows with every measure.
func busy(rows []string) map[string]insight.Figures {
	out := map[string]insight.Figures{}
	for i, row := range rows {
		var f insight.Figures
		for k, m := range insight.Measures {
			*m.Of(&f.AsReplier) = (i*7919 + k*104729) % 3000
			*m.Of(&f.AsRequester) = (i*6007 + k*15485863) % 3000
		}
		out[row] = f
	}
	return out
}

func names(format string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf(format, i))
	}
	return out
}

func TestPack_GivesBackWhatWentIn_InFewBytes(t *testing.T) {
	for _, c := range []struct {
		what string
		rows []string
		most int // bytes
	}{
		{"nothing", nil, 100},
		{"a busy day", names("%02d", 12), 2 << 10},
		{"an operator with 20 call centres", names("GBA-X%02d", 20), 4 << 10},
		{"the network with 200 operators", names("A%02d", 200), 25 << 10},
	} {
		want := busy(c.rows)
		content, err := insightdb.Pack(want)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes", c.what, len(content))
		if len(content) > c.most {
			t.Errorf("%s takes %d bytes", c.what, len(content))
		}
		got, err := insightdb.Unpack(content)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(c.what, d)
		}
	}
}
