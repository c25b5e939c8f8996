// Package insightdb is where facts and reports are: Firehose takes facts, Athena counts them, the Insight table lists reports,
// the reports bucket holds their files.
//
// It must not decide anything: what a figure means is in insight.
package insightdb
