package attachment

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Media types that are taken.
const (
	PDF  = "application/pdf"
	JPEG = "image/jpeg"
	PNG  = "image/png"
	Text = "text/plain"
)

// Types lists them.
var Types = []string{PDF, JPEG, PNG, Text}

// Media types that Sniff tells apart and nobody takes.
const (
	heic    = "image/heic"
	markup  = "text/html"
	archive = "application/zip"
	program = "application/octet-stream"
)

// Sniff says what a file is by its content, whatever its name and its sender say: one of Types, or what it is instead.
func Sniff(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(content, []byte("\xFF\xD8\xFF")):
		return JPEG
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1A\n")):
		return PNG
	case len(content) >= 12 && string(content[4:8]) == "ftyp" && slices.Contains(heicBrands, string(content[8:12])):
		return heic
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return archive // office documents too
	case !isText(content):
		return program
	case isMarkup(content):
		return markup
	}
	return Text
}

var heicBrands = []string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"}

// isText reports whether the content is UTF-8 without characters that no text has.
func isText(content []byte) bool {
	return len(content) > 0 && utf8.Valid(content) && !slices.ContainsFunc(content, func(b byte) bool {
		return b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' || b == 0x7F
	})
}

// isMarkup reports whether a browser would be tempted to run the text: one that begins with a tag.
func isMarkup(content []byte) bool {
	start := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\uFEFF")), " \t\r\n\f")
	if len(start) < 2 || start[0] != '<' {
		return false
	}
	c := start[1] | 0x20 // lower case
	return c >= 'a' && c <= 'z' || start[1] == '!' || start[1] == '?'
}
