// Package calendar is working time: when a call centre is open, how much working time lies between two instants, and when a target is
// used up.
//
// The rule: time counts while the wall clock of the calendar's zone lies in a segment [from, to) of its own local date. Time is what
// elapses: the hour that a clock repeats in autumn counts twice, the hour it skips in spring not at all, and a local date that a zone
// skipped altogether has no time. A special day replaces its weekday and beats a holiday; a holiday is closed. A segment over midnight is
// written as two: to "24:00", and from "00:00" on the next day. Pauses take away exactly the working time that lies in them.
//
// Time is continuous: an instant within a minute counts as it is, nothing is rounded to whole minutes except where a method says so.
//
// It must not know who uses it. Zone data is embedded (zones/), never the host's: the same calendar gives the same answer everywhere.
package calendar
