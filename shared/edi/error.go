package edi

import "fmt"

// ErrorCode is the class of what is wrong with a file.
type ErrorCode string

// The classes.
const (
	Malformed          ErrorCode = "malformed"           // not EDIFACT, cut off, or segments where they can't stand
	ControlWrong       ErrorCode = "control-wrong"       // a count of the envelope is not right
	ReferenceWrong     ErrorCode = "reference-wrong"     // a reference of the envelope is not right
	CharsetUnsupported ErrorCode = "charset-unsupported" // the syntax identifier names a character set nobody reads here
	CharsetWrong       ErrorCode = "charset-wrong"       // a byte that the announced character set doesn't have
	SegmentTooLong     ErrorCode = "segment-too-long"    // over MaxSegment
	MessageUnsupported ErrorCode = "message-unsupported" // a message, or a version of it, without a map
)

// Error says what is wrong with a file, and where. It holds no data of the file but tags, counts and references.
type Error struct {
	Code    ErrorCode
	Place   Place
	Message string // reference of the message (UNH), "" outside one
	Reason  string
}

// Place is where in a file something stands.
type Place struct {
	Segment int    // number of the segment in the file, from 1; UNA does not count; 0 before the first
	Tag     string // of that segment, "" when it has none that can be read
	Offset  int64  // bytes from the start of the file
}

// String writes the place for people: "segment 7 (STS), byte 213".
func (p Place) String() string {
	if p.Segment == 0 {
		return fmt.Sprintf("byte %d", p.Offset)
	}
	if p.Tag == "" {
		return fmt.Sprintf("segment %d, byte %d", p.Segment, p.Offset)
	}
	return fmt.Sprintf("segment %d (%s), byte %d", p.Segment, p.Tag, p.Offset)
}

// ParsePlace reads what String writes of a place within a segment.
func ParsePlace(s string) (Place, bool) {
	var p Place
	if n, err := fmt.Sscanf(s, "segment %d (%3s), byte %d", &p.Segment, &p.Tag, &p.Offset); err == nil && n == 3 {
		return p, p.String() == s
	}
	p = Place{}
	n, err := fmt.Sscanf(s, "segment %d, byte %d", &p.Segment, &p.Offset)
	return p, err == nil && n == 2 && p.String() == s
}

// Error writes place and reason.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Place.String() + ": " + e.Reason
	}
	return fmt.Sprintf("%s, message %q: %s", e.Place, e.Message, e.Reason)
}
