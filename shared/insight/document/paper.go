package document

import (
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// Measures in millimetres, of an A4 page.
const (
	left   = 15.0
	width  = 180.0
	top    = 15.0
	bottom = 280.0
)

// Colours, as they print: dark enough in grey.
var (
	ink    = [3]int{20, 24, 33}
	soft   = [3]int{95, 100, 112}
	hair   = [3]int{205, 208, 215}
	shade  = [3]int{243, 244, 247}
	accent = [3]int{0, 92, 168}
	pale   = [3]int{176, 204, 230}
	good   = [3]int{0, 112, 62}
	bad    = [3]int{176, 32, 24}
)

// paper is a report being drawn. The same report gives the same bytes.
type paper struct {
	*fpdf.Fpdf
	words
	report insight.Report
	y      float64
}

func (s *paper) page() {
	s.AddPage()
	s.y = top
}

// room begins a page when less than so much is left of this one, and reports whether it did.
func (s *paper) room(h float64) bool {
	if s.y+h <= bottom {
		return false
	}
	s.page()
	return true
}

// text writes one line whose top is at y. Align is "L", "C" or "R" within w.
func (s *paper) text(x, y, w float64, style string, points float64, colour [3]int, align, text string) {
	s.SetFont("go", style, points)
	s.SetTextColor(colour[0], colour[1], colour[2])
	s.SetXY(x, y)
	s.SetCellMargin(0)
	s.CellFormat(w, points*0.42, printable(text), "", 0, align+"M", false, 0, "")
}

// fitted is as much of a text as the width holds, with an ellipsis where it was longer.
func (s *paper) fitted(w float64, style string, points float64, text string) string {
	s.SetFont("go", style, points)
	text = printable(text)
	if s.GetStringWidth(text) <= w {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && s.GetStringWidth(string(runes)+"…") > w {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes)) + "…"
}

// wrapped breaks a text into lines of the width.
func (s *paper) wrapped(w float64, style string, points float64, text string) (lines []string) {
	s.SetFont("go", style, points)
	current := ""
	for word := range strings.FieldsSeq(printable(text)) {
		joined := strings.TrimSpace(current + " " + word)
		if current != "" && s.GetStringWidth(joined) > w {
			lines = append(lines, current)
			joined = word
		}
		current = joined
	}
	return append(lines, current)
}

func (s *paper) rule(y float64, colour [3]int) {
	s.SetDrawColor(colour[0], colour[1], colour[2])
	s.SetLineWidth(0.2)
	s.Line(left, y, left+width, y)
}

func (s *paper) box(x, y, w, h float64, colour [3]int) {
	s.SetFillColor(colour[0], colour[1], colour[2])
	s.Rect(x, y, w, h, "F")
}

func (s *paper) heading(text string, needs float64) {
	s.room(10 + needs)
	s.text(left, s.y, width, "B", 11, ink, "L", text)
	s.y += 7
}

// cell is a column of a table.
type cell struct {
	w     float64
	align string
}

// lineHeight is how high a line of a table is, in mm.
const lineHeight = 5.0

// line writes one line of a table.
func (s *paper) line(cells []cell, values []string, style string, colour [3]int) {
	x := left
	for i, c := range cells {
		s.text(x+1, s.y+1.2, c.w-2, style, 8, colour, c.align, s.fitted(c.w-2, style, 8, values[i]))
		x += c.w
	}
	s.y += lineHeight
}

// head of a table: a shaded line.
func (s *paper) columnsHead(cells []cell, titles []string) {
	s.box(left, s.y, width, lineHeight, shade)
	s.line(cells, titles, "B", ink)
}

// narrowHead is the head of a table with narrow columns: small, on two lines where a title has several words.
func (s *paper) narrowHead(cells []cell, titles []string) {
	const points, h = 6.8, 8.0
	s.box(left, s.y, width, h, shade)
	x := left
	for i, c := range cells {
		lines := s.wrapped(c.w-1, "B", points, titles[i])
		y := s.y + (h-3.0*float64(len(lines)))/2
		for j, l := range lines {
			s.text(x+0.5, y+3.0*float64(j), c.w-1.5, "B", points, ink, c.align, s.fitted(c.w-1, "B", points, l))
		}
		x += c.w
	}
	s.y += h
}

// glyphs is the font that both weights share the repertoire of.
var glyphs = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil
	}
	return f
})

// printable replaces what the fonts have no glyph for. They hold Latin, Greek and Cyrillic letters.
func printable(text string) string {
	f := glyphs()
	var b sfnt.Buffer
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\t', '\r', 0xA0, 0x202F:
			return ' '
		}
		if f != nil {
			if i, err := f.GlyphIndex(&b, r); err == nil && i != 0 {
				return r
			}
		}
		return '□'
	}, text)
}
