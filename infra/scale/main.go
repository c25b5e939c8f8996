// Command scale writes a network of 300 call centres and 3,000 agents as JSON: go run ./infra/scale -seed 7 > network.json.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/whereabouts-post/whereabouts/infra/scale/network"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func main() {
	seed := flag.Uint64("seed", 1, "the same seed makes the same network")
	flag.Parse()
	if err := write(os.Stdout, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func write(out io.Writer, seed uint64) error {
	d, agents, err := network.Make(seed)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(struct {
		Version     string                            `json:"version"`
		Operators   []directory.Operator              `json:"operators"`
		CallCentres []directory.CallCentre            `json:"callCentres"`
		Countries   map[string]directory.OperatorCode `json:"countries"`
		Agents      []directory.Agent                 `json:"agents"`
	}{d.Version, d.Operators, d.CallCentres, d.Countries, agents})
}
