package form

import (
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// CN08 is UPU form CN 08, inquiry: its boxes, filled. An empty box is for the pen.
type CN08 struct {
	Operator, Office, Destination      string
	Category                           string // one of categories, "" when the product does not say
	Reason                             string // the catalogue's cn08Reason, "" when the form has none
	Arrived                            string // of a delay
	Date, Reference                    string
	Class                              string // parcelClass or ""
	Express, Advice, COD               bool
	Item, Weight, CODAmount            string
	PostingDate, PostingOffice         string
	Sender, SenderContact              string
	Addressee, AddresseeContact        string
	Contents, Further                  string
	Fate                               string // one of fates, "" without a conclusive reply
	FateDate, Recipient, Place, Until  string
	ReplyReason, Liability, CodedReply string
	ReplyOffice, ReplyDate             string
	Statement                          bool // a statement of the addressee was given

	made time.Time
	of   Case
}

// Categories, by the letter that the S10 service indicator begins with (UPU S10). Tracked letters count as recorded delivery [A].
var categories = map[byte]string{'R': "registered", 'V': "insured", 'L': "recorded", 'C': "ordinary", 'H': "ordinary", 'U': "ordinary"}

const parcelClass = "parcel"

// Fates of an item on the form, by the reply code of the catalogue that tells it [A]; any other conclusive reply is "other".
var fates = map[string]string{
	"DLV": "delivered", "WDL": "delivered", "POD": "delivered", "TLT": "delivered", "PUP": "held", "ATT": "held",
	"RTN": "returned", "RTD": "returned", "RSN": "returned", "CRE": "returned", "RED": "redirected", "SZD": "seized",
	"NRF": "notReceived", "LST": "lost", "WDN": "lost", "DMC": "irregular", "MCC": "irregular",
}

// Fields that have boxes of their own; the rest of the request is printed as further particulars. The requester's own references are no
// business of the form.
var boxed = []string{"postingDate", "postingOffice", "weightG", "senderName", "senderAddress", "senderEmail", "senderPhone", "addresseeName", "addresseeAddress",
	"addresseeEmail", "addresseePhone", "contents", "customerRef", "crmCaseId", "language"}

// NewCN08 fills the form from an inquiry.
func NewCN08(c Case) CN08 {
	q := c.Inquiry
	f := CN08{of: c, made: q.ChangedAt, Operator: c.Requester.operator(), Office: c.Requester.office(), Destination: join(", ", c.Replier.operator(), c.Replier.office()),
		Date: day(firstTime(q.SentAt, q.CreatedAt)), Reference: string(q.ID), Item: string(q.ItemID), Weight: c.given("weightG"),
		PostingDate: c.given("postingDate"), PostingOffice: c.given("postingOffice"),
		Sender: join("\n", c.given("senderName"), c.given("senderAddress")), SenderContact: join(", ", c.given("senderPhone"), c.given("senderEmail")),
		Addressee: join("\n", c.given("addresseeName"), c.given("addresseeAddress")), AddresseeContact: join(", ", c.given("addresseePhone"), c.given("addresseeEmail")),
		Contents: c.given("contents"), Statement: c.given("addresseeStatement") != ""}
	if wf, ok := c.Release.Workflow(q.Workflow); ok {
		f.Reason = wf.CN08Reason
	}
	indicator := string(q.ItemID) + "  "
	f.Category = categories[indicator[0]]
	switch {
	case strings.HasPrefix(indicator, "CV"):
		f.Category, f.Class = "insured", parcelClass
	case indicator[0] == 'C', indicator[0] == 'H':
		f.Class = parcelClass
	}
	f.Express, f.Advice, f.COD = indicator[0] == 'E', f.Reason == "advice-not-completed", f.Reason == "cod-not-received"
	if f.COD {
		f.CODAmount = money(c.Request.Fields["amount"], c.given("currency"))
	}
	if reply, on := c.answer(); reply != nil {
		f.reply(c, *reply, on)
	}
	return f
}

// reply fills the part of the service of destination.
func (f *CN08) reply(c Case, r inquiry.Reply, on string) {
	given := func(codes ...string) string {
		for _, code := range codes {
			if v := plain(r.Fields[code]); v != "" {
				return v
			}
		}
		return ""
	}
	if f.Fate = fates[r.Code]; f.Fate == "" {
		f.Fate = "other"
	}
	f.FateDate, f.Recipient, f.Until = given("date", "arrangedDate"), given("receivedBy", "signatory"), given("lastDay")
	f.Place = join(", ", given("place", "office", "pickupPlace", "newPlace", "authority"), given("address"))
	f.ReplyOffice, f.ReplyDate = join(", ", c.Replier.operator(), c.Replier.office()), on
	if f.Reason == "delay" && f.Fate == "delivered" {
		f.Arrived = f.FateDate
	}
}

// PDF prints the form in French and a second language (ISO 639-1; "fr" for French alone).
func (f CN08) PDF(lang string) ([]byte, error) {
	f.tell(lang)
	s := newSheet("CN 08 "+f.Item, lang, f.made)
	f.front(s)
	f.back(s)
	return s.finish("CN 08 · " + f.Item + " · " + f.Reference)
}

// tell writes the parts that are sentences of the catalogue in both languages.
func (f *CN08) tell(lang string) {
	c := f.of
	if wf, ok := c.Release.Workflow(c.Inquiry.Workflow); ok {
		lines := []string{c.Inquiry.Workflow + " – " + Words(wf.Labels).both(lang)}
		skip := boxed
		if f.CODAmount != "" {
			skip = append(slices.Clone(boxed), "amount")
		}
		f.Further = strings.Join(append(lines, entries(wf.Fields(), c.Request.Fields, lang, skip...)...), "\n")
	}
	r, _ := c.answer()
	if r == nil {
		return
	}
	code, ok := c.Release.Reply(r.Code)
	if !ok {
		f.CodedReply = r.Code
		return
	}
	var reason, decision, rest []string
	for _, field := range code.Fields {
		lines := entries(code.Fields, r.Fields, lang, others(code.Fields, field.Code)...)
		switch {
		case slices.Contains([]string{"reason", "cause", "retention", "period", "action"}, field.Code):
			reason = append(reason, lines...)
		case slices.Contains([]string{"LAC", "LPT", "LRF"}, r.Code), field.Code == "liableOperator":
			decision = append(decision, lines...)
		case slices.Contains([]string{"date", "arrangedDate", "receivedBy", "signatory", "lastDay", "place", "office", "pickupPlace", "newPlace", "authority", "address"}, field.Code):
		default:
			rest = append(rest, lines...)
		}
	}
	name := r.Code + " – " + Words(code.Labels).both(lang)
	if len(decision) > 0 {
		decision = append([]string{name}, decision...)
	}
	if r.Text != "" {
		rest = append(rest, strings.TrimSpace(r.Text+" ["+r.Language+"]"))
	}
	f.ReplyReason, f.Liability, f.CodedReply = strings.Join(reason, "\n"), strings.Join(decision, "\n"), strings.Join(append([]string{name}, rest...), "\n")
}

func (f CN08) front(s *sheet) {
	s.page()
	s.box(left, 10, 106, 20, originOperator, f.Operator)
	s.title(left+106, 10, 80, 20, inquiryTitle, "CN 08")
	y := 30.0
	s.pdf.Rect(left, y, width, 12, "D")
	s.words(left+padding-1, y+0.6, 100, captionPoints, category)
	for i, t := range []struct {
		on   bool
		word Words
	}{{f.Category == "ordinary", ordinary}, {f.Category == "registered", registered}, {f.Category == "insured", insured}, {f.Category == "recorded", recorded}} {
		s.tick(left+2+46*float64(i), y+4.8, 43, t.on, t.word)
	}
	y += 12
	s.box(left, y, 106, 20, originOffice, f.Office)
	s.box(left+106, y, 80, 9, reference, f.Reference)
	s.box(left+106, y+9, 40, 11, inquiryDate, f.Date)
	s.box(left+146, y+9, 40, 11, duplicateDate, "")
	y += 20
	s.box(left, y, 146, 11, destination, f.Destination)
	s.box(left+146, y, 40, 11, fax, "")
	y += 11

	y = s.heading(y, reasonHead)
	s.pdf.Rect(left, y, width, 17, "D")
	for i, t := range []struct {
		code string
		word Words
	}{{"not-arrived", notArrived}, {"contents-missing", contentsMissing}, {"damage", damage}, {"delay", delay}, {"advice-not-completed", adviceMissing}, {"cod-not-received", codMissing}} {
		x, top := left+2+62*float64(i%3), y+1.2+8*float64(i/3)
		s.tick(x, top, 59, f.Reason == t.code, t.word)
		if t.code == "delay" && f.Arrived != "" {
			s.put(x+8, top+3.2, upright, 8, f.Arrived)
		}
	}
	y += 17

	y = s.heading(y, itemHead)
	s.pdf.Rect(left, y, width, 14, "D")
	for i, word := range []Words{priority, nonPriority, parcel, letter, printedPaper, smallPacket} {
		s.tick(left+2+62*float64(i%3), y+1.2+6.4*float64(i/3), 59, i == 2 && f.Class == parcelClass, word)
	}
	y += 14
	s.box(left, y, 62, 10, itemNumber, f.Item)
	s.box(left+62, y, 28, 10, weight, f.Weight)
	s.box(left+90, y, 40, 10, insuredAmount, "")
	s.box(left+130, y, 56, 10, codAmount, f.CODAmount)
	y += 10
	s.pdf.Rect(left, y, width, 13, "D")
	s.words(left+padding-1, y+0.6, 100, captionPoints, indications)
	for _, t := range []struct {
		on       bool
		word     Words
		at, wide float64
	}{{false, byAir, 0, 30}, {false, sal, 32, 20}, {f.Express, express, 54, 38}, {f.Advice, advice, 94, 50}, {f.COD, cod, 146, 36}} {
		s.tick(left+2+t.at, y+4.6, t.wide, t.on, t.word)
	}
	y += 13

	y = s.heading(y, postingHead)
	s.box(left, y, 40, 11, postingDate, f.PostingDate)
	s.box(left+40, y, 70, 11, postingOffice, f.PostingOffice)
	s.pdf.Rect(left+110, y, 76, 11, "D")
	s.tick(left+112, y+2, 72, false, receiptSeen)
	y += 11
	s.box(left, y, 110, 10, charges, "")
	s.box(left+110, y, 76, 10, otherFees, "")
	y += 10

	s.box(left, y, 93, 33, sender, f.Sender)
	s.box(left+93, y, 93, 33, addressee, f.Addressee)
	y += 33
	s.box(left, y, 93, 10, telephone, f.SenderContact)
	s.box(left+93, y, 93, 10, telephone, f.AddresseeContact)
	y += 10
	s.box(left, y, width, 20, contents, f.Contents)
	y += 20
	y = s.heading(y, furtherHead)
	s.pdf.Rect(left, y, width, bottom-y, "D")
	s.value(left, y+1, width, bottom-y-1.5, furtherHead.both(s.lang), f.Further)
}

func (f CN08) back(s *sheet) {
	s.page()
	s.box(left, 10, 62, 10, itemNumber, f.Item)
	s.box(left+62, 10, 80, 10, reference, f.Reference)
	s.title(left+142, 10, 44, 10, Words{"fr": ""}, "CN 08")
	y := s.heading(22, replyHead)
	s.pdf.Rect(left, y, width, 31, "D")
	s.words(left+padding-1, y+0.6, 120, captionPoints, fateHead)
	for i, t := range []struct {
		code string
		word Words
	}{{"delivered", delivered}, {"held", held}, {"returned", returned}, {"redirected", redirected}, {"seized", seized}, {"notReceived", notReceived},
		{"lost", lost}, {"irregular", irregular}, {"other", other}} {
		s.tick(left+2+62*float64(i%3), y+4.5+8.6*float64(i/3), 59, f.Fate == t.code, t.word)
	}
	y += 31
	s.box(left, y, 40, 11, fateDate, f.FateDate)
	s.box(left+40, y, 106, 11, recipient, f.Recipient)
	s.box(left+146, y, 40, 11, until, f.Until)
	y += 11
	s.box(left, y, width, 16, fateOffice, f.Place)
	y += 16
	s.box(left, y, width, 24, replyReason, f.ReplyReason)
	y += 24
	s.box(left, y, width, 26, liability, f.Liability)
	y += 26
	s.box(left, y, width, bottom-30-y, codedReply, f.CodedReply)
	y = bottom - 30
	s.pdf.Rect(left, y, width, 8, "D")
	s.tick(left+2, y+2, width-6, f.Statement, declared)
	y += 8
	s.box(left, y, 106, 22, replyOffice, f.ReplyOffice)
	s.box(left+106, y, 30, 22, replyDate, f.ReplyDate)
	s.box(left+136, y, 50, 22, signature, "")
}
