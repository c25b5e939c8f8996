package edi

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charset is how the bytes of an interchange are read.
type charset struct {
	name   string
	decode *[256]rune // nil: the bytes are UTF-8 already
	seven  bool       // only bytes below 0x80
	open   bool       // not known yet: anything goes until UNB has named it
}

// charsets are the syntax identifiers of ISO 9735 (UNB, S001/0001) that we read. UNOX (ISO 2022 escape sequences) is not among them.
// UNOA and UNOB are read alike, as ASCII: small letters in UNOA are common, and harmless.
var charsets = map[string]func() charset{
	"UNOA": ascii, "UNOB": ascii,
	"UNOC": single(charmap.ISO8859_1), "UNOD": single(charmap.ISO8859_2), "UNOE": single(charmap.ISO8859_5), "UNOF": single(charmap.ISO8859_7),
	"UNOG": single(charmap.ISO8859_3), "UNOH": single(charmap.ISO8859_4), "UNOI": single(charmap.ISO8859_6), "UNOJ": single(charmap.ISO8859_8),
	"UNOK": single(charmap.ISO8859_9), "UNOL": single(charmap.ISO8859_15),
	"UNOW": unicodeSet, "UNOY": unicodeSet,
}

func ascii() charset      { return charset{seven: true} }
func unicodeSet() charset { return charset{} }

func single(m *charmap.Charmap) func() charset {
	return func() charset {
		var table [256]rune
		for b := range table {
			table[b] = m.DecodeByte(byte(b))
		}
		return charset{decode: &table}
	}
}

// charsetOf returns the charset a syntax identifier names.
func charsetOf(id string) (charset, error) {
	build, ok := charsets[id]
	if !ok {
		return charset{}, fmt.Errorf("syntax identifier %q: the character sets read here are UNOA to UNOL, UNOW and UNOY", clip(id))
	}
	c := build()
	c.name = id
	return c, nil
}

// text decodes bytes that were checked to belong to the charset.
func (c charset) text(b []byte) string {
	if c.decode == nil {
		return string(b)
	}
	plain := true
	for _, x := range b {
		if x >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return string(b)
	}
	out := make([]byte, 0, len(b)+8)
	for _, x := range b {
		out = utf8.AppendRune(out, c.decode[x])
	}
	return string(out)
}

// check reports the first byte that can't stand in the charset, -1 when there is none.
func (c charset) check(b []byte) int {
	if c.decode == nil && !c.seven {
		for i := 0; i < len(b); {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				return i
			}
			i += n
		}
		return -1
	}
	return slices.IndexFunc(b, func(x byte) bool { return x >= utf8.RuneSelf && !c.has(x) })
}

// has reports whether a byte of 0x80 or more can stand in the charset; of UTF-8 only the whole segment can tell.
func (c charset) has(b byte) bool {
	if c.decode != nil {
		return c.decode[b] != utf8.RuneError
	}
	return !c.seven
}

// clip shortens what a file says before it is repeated to people.
func clip(s string) string {
	const most = 35
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
