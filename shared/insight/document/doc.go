// Package document writes a monthly report or the answer of a query as a file: PDF for printing, a workbook to calculate on, CSV and JSON for
// programs; and the letters about them.
//
// It is apart from insight so that only functions that write files carry the libraries and fonts. It must not know where files are stored.
package document
