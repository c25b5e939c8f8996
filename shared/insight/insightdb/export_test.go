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

// Delivered counts the facts of the lake: each as often as it was delivered, and each version of a fact once.
func (a Athena) Delivered(ctx context.Context) (all, different int, err error) {
	rows, err := a.query(ctx, "SELECT count(*) AS n, count(DISTINCT fact_id || ' ' || CAST(coalesce(fact_version, 0) AS varchar)) AS d FROM facts")
	if err != nil {
		return 0, 0, err
	}
	if all, err = strconv.Atoi(rows[0]["n"]); err != nil {
		return 0, 0, err
	}
	different, err = strconv.Atoi(rows[0]["d"])
	return all, different, err
}

// How rows of running counts and saved reports are written.
var (
	Pack       = pack
	Unpack     = unpack
	WriteSaved = writeSaved
)
