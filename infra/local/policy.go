package main

import (
	"bytes"
	"fmt"
	"strings"
)

// elsewhere stands in the policy of the built page (web/policy.ts) where the addresses go that it speaks to besides its own.
const elsewhere = "https://elsewhere.invalid"

// withAddresses puts them there. The header that comes with the page names the same: what either leaves out, browsers refuse.
func withAddresses(page []byte, addresses string) ([]byte, error) {
	if n := bytes.Count(page, []byte(elsewhere)); n != 1 {
		return nil, fmt.Errorf("the page names %s %d times, not once: its policy cannot be filled in", elsewhere, n)
	}
	if strings.ContainsAny(addresses, "\"<>;,") || strings.TrimSpace(addresses) == "" {
		return nil, fmt.Errorf("%q is no list of addresses", addresses)
	}
	return bytes.Replace(page, []byte(elsewhere), []byte(addresses), 1), nil
}
