package form

import "time"

// CN18 is UPU form CN 18, declaration of the addressee on the non-receipt or receipt of an item. What the addressee declares is theirs
// to tick, unless their statement is part of the request.
type CN18 struct {
	Operator, ReturnTo, Reference, Date string
	Item, Weight                        string
	PostingDate, PostingOffice          string
	Sender, Addressee, Contents         string
	Delivered                           string // the date that the post says
	NotReceived                         bool
	Remarks                             string

	made time.Time
}

// NewCN18 fills the declaration from an inquiry.
func NewCN18(c Case) CN18 {
	q := c.Inquiry
	f := CN18{made: q.ChangedAt, Operator: c.Replier.operator(), ReturnTo: join(", ", c.Requester.operator(), c.Requester.office()), Reference: string(q.ID),
		Date: day(firstTime(q.SentAt, q.CreatedAt)), Item: string(q.ItemID), Weight: c.given("weightG"), PostingDate: c.given("postingDate"), PostingOffice: c.given("postingOffice"),
		Sender: join("\n", c.given("senderName"), c.given("senderAddress")), Addressee: join("\n", c.given("addresseeName"), c.given("addresseeAddress")),
		Contents: c.given("contents"), Delivered: c.given("disputedDate"), Remarks: c.given("addresseeStatement")}
	f.NotReceived = f.Delivered != "" && f.Remarks != ""
	return f
}

// PDF prints the declaration in French and a second language (ISO 639-1; "fr" for French alone).
func (f CN18) PDF(lang string) ([]byte, error) {
	s := newSheet("CN 18 "+f.Item, lang, f.made)
	s.page()
	s.box(left, 10, 93, 24, destOperator, f.Operator)
	s.title(left+93, 10, 93, 24, declarationTitle, "CN 18")
	y := s.words(left, 36, width, 8.5, declarationOf) + 2
	s.box(left, y, 116, 18, toReturnTo, f.ReturnTo)
	s.box(left+116, y, 70, 9, reference, f.Reference)
	s.box(left+116, y+9, 70, 9, inquiryDate, f.Date)
	y += 20
	y = s.heading(y, itemHead)
	s.box(left, y, 60, 11, itemNumber, f.Item)
	s.box(left+60, y, 28, 11, weight, f.Weight)
	s.box(left+88, y, 34, 11, postingDate, f.PostingDate)
	s.box(left+122, y, 64, 11, postingOffice, f.PostingOffice)
	y += 11
	s.box(left, y, 93, 32, sender, f.Sender)
	s.box(left+93, y, 93, 32, addressee, f.Addressee)
	y += 32
	s.box(left, y, width, 20, contents, f.Contents)
	y += 20
	s.box(left, y, width, 10, allegedDelivery, f.Delivered)
	y += 12
	y = s.heading(y, statementHead)
	s.pdf.Rect(left, y, width, 28, "D")
	s.tick(left+2, y+2, 180, f.NotReceived, neverReceived)
	s.tick(left+2, y+9, 120, false, received)
	s.pdf.Line(left+138, y+13, left+width-4, y+13)
	s.tick(left+10, y+15, 80, false, goodOrder)
	s.tick(left+10, y+21, 120, false, badOrder)
	y += 28
	s.box(left, y, width, 40, remarks, f.Remarks)
	y += 42
	y = s.words(left, y, width, 8.5, honour) + 1
	s.box(left, y, 93, 20, place, "")
	s.box(left+93, y, 93, 20, addresseeSigns, "")
	y += 22
	s.box(left, y, width, 20, officer, "")
	return s.finish("CN 18 · " + f.Item + " · " + f.Reference)
}
