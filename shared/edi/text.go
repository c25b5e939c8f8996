package edi

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Decode writes a file as text for people: by the character set that its first UNB names, else as UTF-8. A byte that the character set does not
// have is shown as the character of ISO 8859-1, so that nothing of a broken file is hidden.
func Decode(file []byte) string {
	set, bytewise := named(file)
	if !bytewise {
		return strings.ToValidUTF8(string(file), "\ufffd")
	}
	out := make([]byte, 0, len(file)+len(file)/8)
	for _, b := range file {
		r := rune(b)
		if set.decode != nil && set.decode[b] != utf8.RuneError {
			r = set.decode[b]
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// Encode writes a text as the bytes of a file in the character set that its first UNB names; without one, in UTF-8. A character that the set does
// not have is an error that names its line and column.
func Encode(text string) ([]byte, error) {
	set, bytewise := named([]byte(text))
	if !bytewise {
		return []byte(text), nil
	}
	bytesOf := map[rune]byte{}
	if set.decode != nil {
		for b := range 256 {
			if r := set.decode[b]; r != utf8.RuneError {
				bytesOf[r] = byte(b)
			}
		}
	}
	out := make([]byte, 0, len(text))
	line, column := 1, 0
	for _, r := range text {
		if column++; r == '\n' {
			line, column = line+1, 0
		}
		b, there := bytesOf[r]
		switch {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case there:
			out = append(out, b)
		default:
			return nil, fmt.Errorf("line %d, column %d: %q can't stand in %s", line, column, r, set.name)
		}
	}
	return out, nil
}

// named returns the character set that a file names, and whether each of its bytes is a character; the others, and files that name none, are UTF-8.
func named(file []byte) (set charset, bytewise bool) {
	set, err := charsetOf(identifier(file))
	return set, err == nil && (set.decode != nil || set.seven)
}

// identifier returns the syntax identifier of the first UNB, "" where a file does not begin with one.
func identifier(file []byte) string {
	const length = 4 // of an identifier
	file = bytes.TrimLeft(bytes.TrimPrefix(file, []byte(byteOrderMark)), " \t\r\n")
	if bytes.HasPrefix(file, []byte("UNA")) && len(file) >= unaLength {
		file = bytes.TrimLeft(file[unaLength:], " \t\r\n")
	}
	if at := len("UNB+"); bytes.HasPrefix(file, []byte("UNB")) && len(file) >= at+length {
		return string(file[at : at+length])
	}
	return ""
}
