package template_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/exchange"
)

// The exchange bucket forgets files when the terms of the exchange say so, and what operators were told never: it would be told again.
func TestExchangeBucket_ForgetsAsTheTermsSay(t *testing.T) {
	terms, err := exchange.AgreedTerms()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"in/": terms.FileDays, "out/": terms.FileDays, "results/": terms.FileDays, "settlements/": terms.StatementDays}
	for _, rule := range list(at(read(t).Resources["ExchangeBucket"].Properties, "LifecycleConfiguration", "Rules")) {
		if at(rule, "ExpirationInDays") == nil {
			continue
		}
		prefix := str(at(rule, "Prefix"))
		if days := number(t, at(rule, "ExpirationInDays")); want[prefix] != days {
			t.Errorf("%q is forgotten after %d days, not %d", prefix, days, want[prefix])
		}
		delete(want, prefix)
	}
	if len(want) > 0 {
		t.Errorf("never forgotten: %v", want)
	}
}
