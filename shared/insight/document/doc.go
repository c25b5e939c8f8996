// Package document writes a monthly report as a file: CSV for programs, a workbook for people.
//
// It is apart from insight so that only report-generator carries the workbook library. It must not know where files are stored.
package document
