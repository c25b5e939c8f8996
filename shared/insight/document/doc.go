// Package document writes a monthly report as a file: PDF for printing, a workbook to calculate on, CSV and JSON for programs.
//
// It is apart from insight so that only report-generator carries the libraries and fonts. It must not know where files are stored.
package document
