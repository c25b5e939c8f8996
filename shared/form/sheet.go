package form

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
)

// Measures in millimetres, of an A4 page.
const (
	left    = 12.0
	width   = 186.0
	bottom  = 285.0
	padding = 1.2
	line    = 0.2
)

// sheet draws a form: boxes with a caption in two languages and a value, ticks, headings. What does not fit into its box is
// printed whole on a continuation page.
type sheet struct {
	pdf  *fpdf.Fpdf
	lang string
	rest []entry // for the continuation page
}

type entry struct{ caption, text string }

// newSheet begins a document. Made is the date in its properties: with the clock's, no two prints would be the same.
func newSheet(title, lang string, made time.Time) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(made.UTC())
	pdf.SetModificationDate(made.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Whereabouts", true)
	pdf.SetTitle(title, true)
	pdf.SetLang("fr")
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(left, 10, left)
	pdf.SetLineWidth(line)
	return &sheet{pdf: pdf, lang: lang}
}

func (s *sheet) page() { s.pdf.AddPage() }

// Styles of type. There is one font, for the function's size: bold is drawn with an outline, italics are slanted.
const (
	upright = ""
	bold    = "B"
	italic  = "I"
)

// font sets the size in points and returns the height of a line.
func (s *sheet) font(points float64) float64 {
	s.pdf.SetFont("go", "", points)
	return points * 0.42
}

// width is how wide a text is in the size that is set.
func (s *sheet) width(text string) float64 { return s.pdf.GetStringWidth(printable(text)) }

// put writes one line whose top is at y, and returns its width.
func (s *sheet) put(x, y float64, style string, points float64, text string) float64 {
	h := s.font(points)
	text = printable(text)
	w := s.pdf.GetStringWidth(text)
	switch style {
	case bold:
		s.pdf.SetTextRenderingMode(2)
		s.pdf.SetLineWidth(points * 0.011)
		defer s.pdf.SetTextRenderingMode(0)
		defer s.pdf.SetLineWidth(line)
	case italic:
		s.pdf.TransformBegin()
		s.pdf.TransformSkewX(11, x, y+h)
		defer s.pdf.TransformEnd()
	}
	s.pdf.SetXY(x, y)
	s.pdf.CellFormat(w+2*s.pdf.GetCellMargin(), h, text, "", 0, "LM", false, 0, "")
	return w
}

// words writes French and, in italics, the second language, on as many lines as the width asks for, and returns the y below them.
func (s *sheet) words(x, y, w float64, points float64, word Words) float64 {
	first, second := word["fr"], word.in(s.lang)
	if second == first {
		second = ""
	}
	h := s.font(points)
	if one := s.width(first + " / "); second != "" && one+s.width(second) <= w {
		s.put(x, y, upright, points, first+" /")
		s.put(x+one, y, italic, points, second)
		return y + h
	}
	for _, part := range []struct{ style, text string }{{upright, first}, {italic, second}} {
		for _, l := range s.wrap(part.text, w) {
			s.put(x, y, part.style, points, l)
			y += h
		}
	}
	return y
}

// wrap breaks a text into lines of the width, in the font that is set.
func (s *sheet) wrap(text string, w float64) []string {
	var out []string
	for paragraph := range strings.SplitSeq(printable(strings.TrimSpace(text)), "\n") {
		current := ""
		for word := range strings.FieldsSeq(paragraph) {
			joined := strings.TrimSpace(current + " " + word)
			if s.pdf.GetStringWidth(joined) <= w {
				current = joined
				continue
			}
			if current != "" {
				out = append(out, current)
			}
			current = ""
			for _, r := range word { // a word that is longer than a line is broken anywhere
				if s.pdf.GetStringWidth(current+string(r)) > w {
					out = append(out, current)
					current = ""
				}
				current += string(r)
			}
		}
		out = append(out, current)
	}
	if text == "" {
		return nil
	}
	return out
}

const (
	captionPoints = 6.0
	valuePoints   = 9.0
	smallPoints   = 6.5
)

// box draws a field: its caption, and below it its value, made smaller when it has to, and continued on another page when that is not enough.
func (s *sheet) box(x, y, w, h float64, caption Words, value string) {
	s.pdf.Rect(x, y, w, h, "D")
	below := s.words(x+padding-1, y+0.6, w-2*padding, captionPoints, caption)
	s.value(x, below, w, y+h-below-0.4, caption.both(s.lang), value)
}

// value writes into the space that a box leaves it.
func (s *sheet) value(x, y, w, h float64, caption, text string) {
	for points := valuePoints; points >= smallPoints; points -= 0.5 {
		step := s.font(points)
		lines := s.wrap(text, w-2*padding-1)
		if float64(len(lines))*step > h {
			continue
		}
		for i, l := range lines {
			s.put(x+padding-1, y+float64(i)*step, upright, points, l)
		}
		return
	}
	s.put(x+padding-1, y, bold, smallPoints, "→ "+continued.both(s.lang))
	s.rest = append(s.rest, entry{caption, text})
}

// tick draws a tick box with its words.
func (s *sheet) tick(x, y, w float64, on bool, word Words) {
	const side = 3.0
	s.pdf.Rect(x, y, side, side, "D")
	if on {
		s.pdf.SetLineWidth(0.5)
		s.pdf.Line(x+0.5, y+0.5, x+side-0.5, y+side-0.5)
		s.pdf.Line(x+0.5, y+side-0.5, x+side-0.5, y+0.5)
		s.pdf.SetLineWidth(line)
	}
	s.words(x+side+0.3, y, w-side-0.5, 7, word)
}

// heading draws a grey bar over a block and returns the y below it.
func (s *sheet) heading(y float64, word Words) float64 {
	const h = 5.0
	s.pdf.SetFillColor(225, 225, 225)
	s.pdf.Rect(left, y, width, h, "FD")
	w := s.put(left+0.5, y+0.7, bold, 8, word["fr"])
	if second := word.in(s.lang); second != word["fr"] {
		s.put(left+w+1.5, y+0.7, italic, 8, "/ "+second)
	}
	return y + h
}

// title draws the form's name and number into a box.
func (s *sheet) title(x, y, w, h float64, word Words, number string) {
	s.pdf.Rect(x, y, w, h, "D")
	s.font(13)
	s.put(x+w-s.width(number)-padding-2, y+1.2, bold, 13, number)
	s.put(x+padding-1, y+1.2, bold, 13, word["fr"])
	if second := word.in(s.lang); second != word["fr"] {
		s.font(9)
		for i, l := range s.wrap(second, w-2*padding-2) {
			s.put(x+padding-1, y+8+4*float64(i), italic, 9, l)
		}
	}
}

// finish adds the continuation pages, numbers every page and returns the document.
func (s *sheet) finish(foot string) ([]byte, error) {
	s.continuation()
	pages := s.pdf.PageCount()
	for p := 1; p <= pages; p++ {
		s.pdf.SetPage(p)
		s.put(left-1, bottom+2, upright, 6, fmt.Sprintf("%s – %d/%d", foot, p, pages))
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("print form: %w", err)
	}
	return out.Bytes(), nil
}

func (s *sheet) continuation() {
	y := bottom + 1
	room := func(h float64) {
		if y+h > bottom {
			s.page()
			y = s.heading(10, continued) + 2
		}
	}
	for _, e := range s.rest {
		room(12)
		s.put(left-1, y, bold, 8, e.caption)
		y += 4.5
		step := s.font(valuePoints)
		for _, l := range s.wrap(e.text, width) {
			room(step)
			s.put(left-1, y, upright, valuePoints, l)
			y += step
		}
		y += 3
	}
}

// printable replaces what the fonts have no glyph for. They hold Latin, Greek and Cyrillic letters (WGL4); addresses of international
// items are written in Latin letters anyway (UPU Regulations) [A].
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n':
			return r
		case '\t', '\r', 0xA0, 0x202F:
			return ' '
		}
		for _, span := range drawn {
			if span[0] <= r && r <= span[1] {
				return r
			}
		}
		return '□'
	}, text)
}

// drawn are spans of characters that the fonts draw; a test holds them to it.
var drawn = [][2]rune{{0x20, 0x7E}, {0xA1, 0x17F}, {0x1FA, 0x1FF}, {0x386, 0x386}, {0x388, 0x38A}, {0x38C, 0x38C}, {0x38E, 0x3A1}, {0x3A3, 0x3CE},
	{0x401, 0x40C}, {0x40E, 0x44F}, {0x451, 0x45C}, {0x45E, 0x45F}, {0x490, 0x491}, {0x1E80, 0x1E85}, {0x1EF2, 0x1EF3}, {0x2013, 0x2014}, {0x2018, 0x201A},
	{0x201C, 0x201E}, {0x2020, 0x2022}, {0x2026, 0x2026}, {0x2039, 0x203A}, {0x20AC, 0x20AC}, {0x2116, 0x2116}, {0x2190, 0x2193}, {0x25A1, 0x25A1}}
