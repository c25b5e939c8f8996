package edi

// Segment is one segment of a file. It, and the bytes it hands out, are good until the reader's next call of Next.
//
// Elements and their components are counted from 1, as people count them; element 0 is the tag.
type Segment struct {
	place Place
	end   int64
	bytes []byte // from the tag to before the terminator
	spans []span // of the components, in bytes
	first []int  // per element: its first component
	set   charset
}

type span struct{ from, to int }

// Tag returns the segment's three characters.
func (s *Segment) Tag() string { return s.place.Tag }

// Place returns where the segment stands.
func (s *Segment) Place() Place { return s.place }

// Extent returns where the segment begins and ends in the file, its terminator included.
func (s *Segment) Extent() (from, to int64) { return s.place.Offset, s.end }

// Elements returns the number of data elements after the tag.
func (s *Segment) Elements() int { return len(s.first) - 1 }

// Components returns the number of components of an element, 0 when the segment is shorter.
func (s *Segment) Components(element int) int {
	if element < 0 || element >= len(s.first) {
		return 0
	}
	if element+1 < len(s.first) {
		return s.first[element+1] - s.first[element]
	}
	return len(s.spans) - s.first[element]
}

// Bytes returns a component as it stands in the file, without release characters; nil when the segment is shorter.
func (s *Segment) Bytes(element, component int) []byte {
	if component < 1 || component > s.Components(element) {
		return nil
	}
	p := s.spans[s.first[element]+component-1]
	return s.bytes[p.from:p.to:p.to]
}

// Text returns a component in UTF-8; "" when the segment is shorter.
func (s *Segment) Text(element, component int) string { return s.set.text(s.Bytes(element, component)) }
