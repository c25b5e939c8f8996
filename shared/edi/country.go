package edi

import (
	_ "embed"
	"strings"
)

// countries.txt holds the officially assigned two-letter codes of ISO 3166-1, as listed in 2026: 249 of them.
//
//go:embed countries.txt
var countryList string

var countries = func() map[string]struct{} {
	m := make(map[string]struct{}, 256)
	for code := range strings.FieldsSeq(countryList) {
		m[code] = struct{}{}
	}
	return m
}()

// IsCountry reports whether the two capitals are a country of ISO 3166-1.
func IsCountry(code string) bool { _, ok := countries[code]; return ok }
