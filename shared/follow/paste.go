package follow

import (
	"errors"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Typed is what became of one thing that somebody typed or pasted: an item, or why it is none.
type Typed struct {
	Line   int // from 1, where it stood
	Text   string
	ItemID edi.ItemID // "" when it is none
	Reason string     // why not: "check digit: is 4, must be 5 for the number …"
}

const shownOfLine = 60

// ReadItems reads item identifiers as people type and paste them: one a line, several a line divided by commas, semicolons, bars or tabs, or a column
// of a table as CSV. A line in which nothing is an item is answered with what is wrong with it, so that each wrong one can be named; an empty line is
// nothing, and so is a table's heading, the first line when no digit stands in it. An item named again is left out.
func ReadItems(text string) []Typed {
	var out []Typed
	there := map[edi.ItemID]bool{}
	first := true
	for n, line := range strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r", "\n"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		heading := first && !strings.ContainsAny(line, "0123456789")
		first = false
		if heading {
			continue
		}
		for _, t := range readLine(line) {
			t.Line = n + 1
			if t.ItemID != "" && there[t.ItemID] {
				continue
			}
			there[t.ItemID] = true
			out = append(out, t)
		}
	}
	return out
}

// readLine reads one line: the whole of it when it is an item, else each of its cells. In a table the cells around the item are other things, and say
// nothing; where no cell is an item, the one that looks most like one says what is wrong.
func readLine(line string) []Typed {
	whole := readCell(line)
	if whole.ItemID != "" {
		return []Typed{whole}
	}
	var items, wrong []Typed
	for cell := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(",;|\t", r) }) {
		cell = strings.Trim(strings.TrimSpace(cell), `"'`)
		if cell == "" {
			continue
		}
		switch t := readCell(cell); {
		case t.ItemID != "":
			items = append(items, t)
		case looksLikeItem(cell):
			wrong = append(wrong, t)
		}
	}
	switch {
	case len(items)+len(wrong) > 0:
		return append(items, wrong...)
	default:
		return []Typed{whole}
	}
}

func readCell(cell string) Typed {
	s10, err := edi.ParseItemID(cell)
	if err == nil {
		return Typed{Text: cell, ItemID: s10.ID}
	}
	t := Typed{Text: cell, Reason: "is no item identifier"}
	if r := []rune(cell); len(r) > shownOfLine {
		t.Text = string(r[:shownOfLine]) + "…"
	}
	if p, ok := errors.AsType[*problem.Problem](err); ok && len(p.Fields) > 0 {
		t.Reason = p.Fields[0].Reason
	}
	return t
}

// looksLikeItem says whether a cell was meant as an item: about as long, begins and ends with letters, with digits between.
func looksLikeItem(cell string) bool {
	const least, most, digits = 11, 15, 6
	s := edi.Canonical(cell)
	if len(s) < least || len(s) > most {
		return false
	}
	n := 0
	for _, r := range s[2 : len(s)-2] {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	letter := func(b byte) bool { return b >= 'A' && b <= 'Z' }
	return n >= digits && letter(s[0]) && letter(s[len(s)-1])
}
