// Package lakedb works on the files of the lake as files: it reads and writes facts as Parquet with the columns of the Glue table, and compacts
// partitions. Functions on the way of a request do not import it: Parquet makes a binary large.
//
// It must not know what facts mean.
package lakedb
