package edi

import "fmt"

// envelope follows the service segments: each must stand where it may, and what closes something must agree with what opened it.
func (r *Reader) envelope(seg *Segment) error {
	switch tag := seg.Tag(); tag {
	case "UNB":
		return r.openInterchange(seg)
	case "UNG":
		if r.in != inInterchange || r.messages > 0 && r.groups == 0 {
			return r.refuse(seg, Malformed, "UNG can't stand here: groups follow UNB or another group")
		}
		r.in, r.grouping, r.grouped, r.group = inGroup, true, 0, seg.Text(5, 1)
	case "UNH":
		return r.openMessage(seg)
	case "UNT":
		return r.closeMessage(seg)
	case "UNE":
		if r.in != inGroup {
			return r.refuse(seg, Malformed, "UNE closes a group, and none is open")
		}
		if err := r.agree(seg, r.grouped, "messages in the group", r.group); err != nil {
			return err
		}
		r.in, r.grouping = inInterchange, false
		r.groups++
	case "UNZ":
		return r.closeInterchange(seg)
	case "UNS", "UNP", "UNO": // section control and objects belong to messages
		if r.in != inMessage {
			return r.refuse(seg, Malformed, "%s can stand in a message only", tag)
		}
	default:
		return r.refuse(seg, Malformed, "%s is no service segment", tag)
	}
	return nil
}

func (r *Reader) openInterchange(seg *Segment) error {
	if r.in != outside {
		return r.refuse(seg, Malformed, "UNB stands before the interchange %q was closed by UNZ", clip(r.interchange.Reference))
	}
	set, err := charsetOf(seg.Text(1, 1))
	if err != nil {
		return r.refuse(seg, CharsetUnsupported, "%s", err)
	}
	if at := set.check(seg.bytes); at >= 0 {
		return &Error{Code: CharsetWrong, Place: Place{Segment: seg.place.Segment, Tag: "UNB", Offset: seg.place.Offset + int64(at)},
			Reason: fmt.Sprintf("byte 0x%02X can't stand in %s", seg.bytes[at], set.name)}
	}
	r.scan.use(r.scan.sep, set)
	r.interchange = Interchange{Charset: set.name, Sender: seg.Text(2, 1), Recipient: seg.Text(3, 1), Reference: seg.Text(5, 1), Acknowledge: seg.Text(9, 1) == "1", Test: seg.Text(11, 1) == "1"}
	if r.interchange.Reference == "" {
		return r.refuse(seg, Malformed, "UNB has no interchange control reference (element 5)")
	}
	r.in, r.messages, r.groups = inInterchange, 0, 0
	return nil
}

func (r *Reader) closeInterchange(seg *Segment) error {
	if r.in != inInterchange {
		return r.refuse(seg, Malformed, "UNZ closes an interchange, and none, or something within it, is open")
	}
	want, what := r.messages, "messages in the interchange"
	if r.groups > 0 {
		want, what = r.groups, "groups in the interchange"
	}
	if err := r.agree(seg, want, what, r.interchange.Reference); err != nil {
		return err
	}
	r.in = outside
	r.interchanges++
	r.scan.reset()
	return nil
}

func (r *Reader) openMessage(seg *Segment) error {
	if r.in != inInterchange && r.in != inGroup || r.in == inInterchange && r.groups > 0 {
		return r.refuse(seg, Malformed, "UNH can't stand here: a message follows UNB, UNG or another message's UNT")
	}
	m := Message{Reference: seg.Text(1, 1), Type: seg.Text(2, 1), Version: seg.Text(2, 2), Release: seg.Text(2, 3), Agency: seg.Text(2, 4)}
	if m.Reference == "" || m.Type == "" {
		return r.refuse(seg, Malformed, "UNH needs a message reference (element 1) and a message type (element 2)")
	}
	r.message, r.segments, r.in = m, 1, inMessage
	return nil
}

func (r *Reader) closeMessage(seg *Segment) error {
	if r.in != inMessage {
		return r.refuse(seg, Malformed, "UNT closes a message, and none is open")
	}
	if err := r.agree(seg, r.segments, "segments in the message, UNH and UNT included", r.message.Reference); err != nil {
		return err
	}
	r.in = inInterchange
	if r.grouping {
		r.in = inGroup
	}
	r.messages++
	r.grouped++
	return nil
}

// agree compares what a closing segment says, count and reference, with what there was.
func (r *Reader) agree(seg *Segment, want int, what, reference string) error {
	got, ok := count(seg.Bytes(1, 1))
	switch {
	case !ok:
		return r.refuse(seg, ControlWrong, "%s counts %q, which is no number; there are %d %s", seg.Tag(), clip(seg.Text(1, 1)), want, what)
	case got != want:
		return r.refuse(seg, ControlWrong, "%s counts %d, but there are %d %s", seg.Tag(), got, want, what)
	case seg.Text(2, 1) != reference:
		return r.refuse(seg, ReferenceWrong, "%s refers to %q, but what it closes was opened as %q", seg.Tag(), clip(seg.Text(2, 1)), clip(reference))
	}
	return nil
}

func (r *Reader) refuse(seg *Segment, code ErrorCode, format string, args ...any) error {
	return &Error{Code: code, Place: seg.place, Message: r.open(), Reason: fmt.Sprintf(format, args...)}
}
