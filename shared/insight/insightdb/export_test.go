package insightdb

import (
	"context"
	"strconv"
)

// Agents counts the facts that have an agent.
func (a Athena) Agents(ctx context.Context) (string, error) {
	rows, err := a.query(ctx, "SELECT count(*) AS n FROM facts WHERE agent <> ''")
	if err != nil {
		return "", err
	}
	return rows[0]["n"], nil
}

// Delivered counts the facts of the lake, each as often as it was delivered.
func (a Athena) Delivered(ctx context.Context) (int, error) {
	rows, err := a.query(ctx, "SELECT count(*) AS n FROM facts")
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(rows[0]["n"])
}

// How rows of running counts are written.
var (
	Pack   = pack
	Unpack = unpack
)
