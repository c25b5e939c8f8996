package kit

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"testing"
	"unicode/utf16"
)

var (
	pdfStreams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\nendstream`)
	pdfShown   = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
)

// PDFText reads what a PDF of ours shows, one string for each piece that is drawn. Its fonts are shown by UTF-16 code units.
func PDFText(t testing.TB, pdf []byte) (out []string) {
	t.Helper()
	for _, stream := range pdfStreams.FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue // no text
		}
		content, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range pdfShown.FindAllSubmatch(content, -1) {
			raw := piece[1]
			for _, escape := range [][2]string{{`\r`, "\r"}, {`\)`, ")"}, {`\(`, "("}, {`\\`, `\`}} {
				raw = bytes.ReplaceAll(raw, []byte(escape[0]), []byte(escape[1]))
			}
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = binary.BigEndian.Uint16(raw[2*i:])
			}
			out = append(out, string(utf16.Decode(units)))
		}
	}
	return out
}
