// Package form prints inquiries as the forms that the UPU's members know on paper: CN 08 (inquiry) and CN 18 (declaration of the
// addressee), A4, in French and a second language. The same values give the same bytes.
//
// The blocks of CN 08 are those of the French original as far as public sources show it (domain catalogue 2.2); where they end, the wording
// and the place of a block are assumptions. CN 18 is known by its name only: its layout is an assumption as a whole.
//
// It must not know where a form is kept. Nothing but document-api may import it: it brings a PDF writer and fonts.
package form
