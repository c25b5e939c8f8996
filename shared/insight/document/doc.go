// Package document writes a monthly report or the answer of a query as a file: PDF for printing, a workbook to calculate on, CSV and JSON for
// programs; and the letters about them.
//
// It is apart from insight so that only functions that write files carry the libraries and fonts. It must not know where files are stored.
package document

import (
	"io"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

const (
	csvType  = "text/csv; charset=utf-8"
	jsonType = "application/json"
	pdfType  = "application/pdf"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Documents are the files that a report is offered as: CSV and JSON for programs; for people the workbook and the printed report, in each language.
func Documents() []insight.Document {
	out := []insight.Document{{Format: insight.CSV, ContentType: csvType, Write: CSV}, {Format: insight.JSON, ContentType: jsonType, Write: JSON}}
	for _, language := range insight.Languages {
		out = append(out,
			insight.Document{Format: insight.XLSX.In(language), ContentType: xlsxType, Write: func(w io.Writer, r insight.Report) error { return XLSX(w, r, language) }},
			insight.Document{Format: insight.PDF.In(language), ContentType: pdfType, Write: func(w io.Writer, r insight.Report) error { return PDF(w, r, language) }})
	}
	return out
}
