package api

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestConditional_HasWhatTheTagNames(t *testing.T) {
	for header, want := range map[string]bool{`W/"7.30"`: true, `"7.30"`: true, `"6", W/"7.30"`: true, `W/"7.29"`: false, `"7"`: false, ``: false} {
		if got := (Conditional{IfNoneMatch: header}).has(`W/"7.30"`); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
	if got := tagged(Conditional{IfNoneMatch: `"a"`}, `W/"a"`, 1); got.Status != 304 || got.ETag != `W/"a"` {
		t.Error(got)
	}
}

func TestInquiryTag_ChangesWithEveryStep_AndWithTheTimeThatIsLeft(t *testing.T) {
	left, less := 30, 29
	q := inquiry.Inquiry{Version: 7}
	tags := map[string]bool{inquiryTag(q, nil): true, inquiryTag(q, &left): true, inquiryTag(q, &less): true, inquiryTag(inquiry.Inquiry{Version: 8}, &left): true}
	if len(tags) != 4 {
		t.Error(tags)
	}
	for tag := range tags { // what the inquiry came with is what it is changed on
		if n, err := seen(tag, 0); err != nil || n < 7 {
			t.Error(tag, n, err)
		}
	}
	if n, err := seen(`"7"`, 0); n != 7 || err != nil {
		t.Error(n, err)
	}
	if _, err := seen(`W/"x.1"`, 0); !problem.Is(err, "request-invalid") {
		t.Error(err)
	}
}

func TestTagOf_NamesWhatIsShown(t *testing.T) {
	a, err := tagOf(inquiry.Unread{Count: 1, Newest: 2})
	b, err2 := tagOf(inquiry.Unread{Count: 0, Newest: 2})
	again, err3 := tagOf(inquiry.Unread{Count: 1, Newest: 2})
	if err != nil || err2 != nil || err3 != nil || a == b || a != again {
		t.Error(a, b, again, err, err2, err3)
	}
}
