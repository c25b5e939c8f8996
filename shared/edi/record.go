package edi

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Record is one occurrence of a map's last level, or of one that stands alone. It is good until the next call of Records.Next.
type Record struct {
	m        *Map
	set      charset
	depth    int // of the level that it is an occurrence of
	start    Place
	begins   []int64 // per level: the byte at which it was opened
	from, to int64
	values   []value // one per field of the map
	text     []byte  // what the values hold
}

type value struct {
	there, again bool
	from, to     int // in the record's text
	place        Place
}

// Fault is something wrong with one record; its neighbours can be read all the same.
type Fault struct {
	Field  string
	Place  Place
	Reason string
}

// Kind returns what the record is: Records of its map.
func (r *Record) Kind() string { return r.m.Records }

// Place returns where the record begins.
func (r *Record) Place() Place { return r.start }

// Extent returns the bytes of the file that the record's own level takes up.
func (r *Record) Extent() (from, to int64) { return r.from, r.to }

// Begins returns the byte at which the occurrence of a level around the record begins; -1 when none is open.
func (r *Record) Begins(level string) int64 {
	i := slices.IndexFunc(r.m.Levels, func(l Level) bool { return l.Name == level })
	if i < 1 || i > r.depth {
		return -1
	}
	return r.begins[i]
}

// Text returns a field in UTF-8; "" when it is not there, or not in the map.
func (r *Record) Text(field string) string {
	i, ok := r.m.names[field]
	if !ok {
		return r.m.Always[field]
	}
	v := r.values[i]
	return r.set.text(r.text[v.from:v.to])
}

// Where returns the place of a field, that of the record when it is not there.
func (r *Record) Where(field string) Place {
	if i, ok := r.m.names[field]; ok && r.values[i].there {
		return r.values[i].place
	}
	return r.start
}

// Faults returns what is missing in the record, and what stands twice where there is room for one.
func (r *Record) Faults() []Fault {
	var out []Fault
	for i, f := range r.m.Fields {
		v := r.values[i]
		switch {
		case v.again:
			out = append(out, Fault{f.Name, v.place, fmt.Sprintf("stands more than once (%s): %s", f.source(), f.Means)})
		case f.Required && !v.there && r.m.level[i] <= r.depth:
			out = append(out, Fault{f.Name, r.start, fmt.Sprintf("is missing (%s): %s", f.source(), f.Means)})
		}
	}
	return out
}

// source says for people where a field should stand: "DTM+334".
func (f Field) source() string {
	if f.Qualifier == "" {
		return f.Segment
	}
	return f.Segment + "+" + f.Qualifier
}

// Records reads the records of a file by the map of each message. Memory is bounded by the longest segment, the number of fields and the number of messages.
type Records struct {
	reader *Reader
	maps   []*Map
	rec    Record   // its map is that of the message that is open
	marks  []int    // per level: length of rec.text when it was opened
	held   *Segment // began the next record and is still to be applied
	inside bool     // a message
	count  int      // of records so far
	first  int      // of the open message
	about  []About
}

// About is what a message says about itself, by the fields of its map's first level.
type About struct {
	Reference    string // its own number, "" when it has none
	Does         string // to an earlier message: Replaces, Cancels, "" for nothing
	Earlier      string // the number of that message
	First, Count int    // of its records in the file, from 0
	Place        Place  // of the segment that says what it does, else of its end
}

// About returns what each message that has been read to its end says about itself.
func (r *Records) About() []About { return r.about }

// Told returns what About would, and forgets it: so a file of any number of messages is read in bounded memory.
func (r *Records) Told() []About {
	told := r.about
	r.about = nil
	return told
}

// closeMessage keeps what the open message says about itself.
func (r *Records) closeMessage(seg *Segment) {
	a := About{Reference: r.rec.Text(FieldReference), Does: r.rec.m.Functions[r.rec.Text(FieldFunction)], First: r.first, Count: r.count - r.first, Place: seg.Place()}
	if a.Does != "" {
		a.Place = r.rec.Where(FieldFunction)
		if a.Earlier = r.rec.Text(FieldEarlier); a.Earlier == "" {
			a.Earlier = a.Reference
		}
	}
	r.about = append(r.about, a)
}

// ReadRecords returns a reader of the records in src. A message that no map reads is an error.
func ReadRecords(src io.Reader, maps ...*Map) *Records {
	return &Records{reader: NewReader(src), maps: maps}
}

// Interchange returns the interchange of the record read last.
func (r *Records) Interchange() Interchange { return r.reader.Interchange() }

// Message returns the message of the record read last.
func (r *Records) Message() Message { return r.reader.Message() }

// Next returns the next record; io.EOF at the end of a correct file. Other errors are those of Reader.Next.
func (r *Records) Next() (*Record, error) {
	for {
		seg := r.held
		if r.held = nil; seg == nil {
			var err error
			if seg, err = r.reader.Next(); err != nil {
				return nil, err
			}
			done, err := r.boundary(seg)
			if err != nil {
				return nil, err
			}
			if done {
				r.rec.to, _ = seg.Extent() // seg is the first that is not the record's own
				return &r.rec, nil
			}
		}
		r.apply(seg)
	}
}

// boundary handles the segments that open or close something; done means that a record is complete.
func (r *Records) boundary(seg *Segment) (done bool, err error) {
	switch {
	case seg.Tag() == "UNH":
		return false, r.openMessage(seg)
	case seg.Tag() == "UNT":
		if done = r.inRecord(); done {
			r.count++
		}
		r.closeMessage(seg)
		r.inside = false
		return done, nil
	case !r.inside:
		return false, nil
	}
	level := r.rec.m.starts(seg.Tag())
	switch {
	case level < 0:
		return false, nil
	case level > r.rec.depth+1:
		return false, r.reader.refuse(seg, Malformed, "%s can't stand here: it belongs to a %s, and none is open", seg.Tag(), r.rec.m.Levels[level-1].Name)
	case level > r.rec.depth || !r.inRecord():
		return false, nil
	}
	r.held = seg
	r.count++
	return true, nil
}

func (r *Records) inRecord() bool {
	return r.inside && (r.rec.depth == len(r.rec.m.Levels)-1 || r.rec.m.Levels[r.rec.depth].Alone)
}

func (r *Records) openMessage(seg *Segment) error {
	msg := r.reader.Message()
	i := slices.IndexFunc(r.maps, func(m *Map) bool { return m.Reads(r.reader.Interchange(), msg) })
	if i < 0 {
		return r.reader.refuse(seg, MessageUnsupported, "message %s version %s:%s:%s is not read here; %s", clip(msg.Type), clip(msg.Version), clip(msg.Release), clip(msg.Agency), r.readable())
	}
	m := r.maps[i]
	r.inside, r.rec.depth, r.first = true, 0, r.count
	if r.rec.m != m {
		r.rec.m, r.rec.values, r.rec.begins, r.marks = m, make([]value, len(m.Fields)), make([]int64, len(m.Levels)), make([]int, len(m.Levels))
	}
	r.rec.set = seg.set
	clear(r.rec.values)
	r.rec.text = r.rec.text[:0]
	return nil
}

// readable lists what can be read, for people.
func (r *Records) readable() string {
	list := make([]string, len(r.maps))
	for i, m := range r.maps {
		list[i] = m.Message + " " + strings.Join(m.Versions, " ")
	}
	return "what is read: " + strings.Join(list, ", ")
}

// apply takes the fields of the open level out of a segment.
func (r *Records) apply(seg *Segment) {
	if !r.inside {
		return
	}
	if level := r.rec.m.starts(seg.Tag()); level > 0 {
		r.open(level, seg)
	}
	for _, rule := range r.rec.m.rules[seg.Tag()] {
		if rule.level != r.rec.depth || len(rule.qualifier) > 0 && string(seg.Bytes(1, 1)) != string(rule.qualifier) {
			continue
		}
		text := seg.Bytes(rule.element, rule.component)
		v := &r.rec.values[rule.field]
		switch {
		case len(text) == 0:
		case v.there:
			v.again, v.place = true, seg.Place()
		default:
			*v = value{there: true, from: len(r.rec.text), to: len(r.rec.text) + len(text), place: seg.Place()}
			r.rec.text = append(r.rec.text, text...)
		}
	}
}

// open begins an occurrence of a level: what the same and deeper levels held is forgotten.
func (r *Records) open(level int, seg *Segment) {
	if level <= r.rec.depth {
		r.rec.text = r.rec.text[:r.marks[level]]
	}
	r.rec.depth, r.marks[level] = level, len(r.rec.text)
	for i := range r.rec.values {
		if r.rec.m.level[i] >= level {
			r.rec.values[i] = value{}
		}
	}
	r.rec.start = seg.Place()
	r.rec.from, _ = seg.Extent()
	r.rec.begins[level] = r.rec.from
}
