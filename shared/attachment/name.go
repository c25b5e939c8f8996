package attachment

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeName makes a file's name harmless on any system and honest to the eye: no path, no control or invisible formatting characters
// (a right-to-left override shows "gpj.exe" as "exe.jpg"), no characters that a file system reserves, at most 120 characters, and at
// its end the extension of what the file is.
func SafeName(name, mediaType string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/")
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co), r == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, path.Base("/"+name))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " /")
	end := extensions[mediaType]
	if len(end) == 0 {
		end = []string{""}
	}
	stem, kept := name, end[0]
	for _, e := range end {
		if len(name) >= len(e) && strings.EqualFold(name[len(name)-len(e):], e) {
			stem, kept = name[:len(name)-len(e)], e
		}
	}
	stem = strings.Trim(stem, ". ")
	if runes := []rune(stem); len(runes) > maxName-len(kept) {
		stem = strings.Trim(string(runes[:maxName-len(kept)]), ". ")
	}
	if stem == "" {
		stem = "document"
	}
	return stem + kept
}

// extensions of each type that is taken, the usual one first.
var extensions = map[string][]string{
	PDF:  {".pdf"},
	JPEG: {".jpg", ".jpeg"},
	PNG:  {".png"},
	Text: {".txt"},
}
