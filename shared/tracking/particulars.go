package tracking

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Particulars are what a post says of an item that was posted: who sent it to whom, what is in it, and what it is worth. They hold personal data.
// They are the JSON on our queues.
type Particulars struct {
	ItemID        edi.ItemID             `json:"itemId"`
	Time          time.Time              `json:"time"` // when the post wrote this, UTC, whole seconds: of two by one sender the later counts
	ReceivedAt    time.Time              `json:"receivedAt"`
	LocalID       string                 `json:"localId,omitempty"` // a second identifier, of the sender's own
	Product       string                 `json:"product,omitempty"` // of the catalogue; one that it does not know is kept
	PostingDate   string                 `json:"postingDate,omitempty"`
	PostingOffice string                 `json:"postingOffice,omitempty"` // IMPC
	WeightG       int                    `json:"weightG,omitempty"`
	From          *Party                 `json:"from,omitempty"`
	To            *Party                 `json:"to,omitempty"`
	Category      string                 `json:"category,omitempty"` // of Categories
	Pieces        []Piece                `json:"pieces,omitempty"`
	Insured       *Money                 `json:"insured,omitempty"`
	COD           *Money                 `json:"cod,omitempty"` // cash on delivery
	Sender        principal.OperatorCode `json:"sender"`
	Source        string                 `json:"source"`
	Receipt       string                 `json:"receipt"` // of the message that brought it
	Index         int                    `json:"index"`   // its place in that message, from 0
	Erased        bool                   `json:"-"`       // the personal data was asked to be erased
}

// Party is one of the people an item concerns: personal data, but for the country.
type Party struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"` // lines, the country left out
	Country string `json:"country,omitempty"` // ISO 3166-1
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
}

// Piece is one kind of thing in an item, as declared to customs. Its description is personal data.
type Piece struct {
	Description string `json:"description,omitempty"`
	Quantity    int    `json:"quantity,omitempty"`
	HSCode      string `json:"hsCode,omitempty"` // customs tariff number, 6 to 10 digits
	WeightG     int    `json:"weightG,omitempty"`
	Value       *Money `json:"value,omitempty"`
	Origin      string `json:"origin,omitempty"` // country, ISO 3166-1
}

// Money is an amount in its currency.
type Money struct {
	Amount   int    `json:"amount"`   // hundredths of the currency, as amounts of inquiries are
	Currency string `json:"currency"` // ISO 4217
}

// Categories are the categories of contents on the customs declarations CN 22 and CN 23.
var Categories = []string{"gift", "documents", "sample", "goods", "returned", "other"}

// LogValue keeps personal data out of logs.
func (Party) LogValue() slog.Value { return slog.StringValue("[personal data]") }

// LogValue keeps personal data out of logs.
func (p Particulars) LogValue() slog.Value {
	return slog.StringValue("particulars of " + string(p.ItemID))
}

// maxPieces is how many kinds of things one item may declare.
const maxPieces = 20

// listItems holds what posts say of items: ITMATT.
const listItems = "items"

// declared is an item's particulars as they are read.
type declared struct {
	Particulars
	from, to partyParts
}

type partyParts struct{ name, address, postcode, city, country, email, phone string }

// party puts a party together; nil when nothing is said of it.
func (p partyParts) party() *Party {
	if p == (partyParts{}) {
		return nil
	}
	lines := slices.DeleteFunc([]string{p.address, strings.TrimSpace(p.postcode + " " + p.city)}, func(line string) bool { return line == "" })
	return &Party{Name: p.name, Address: strings.Join(lines, "\n"), Country: p.country, Email: p.email, Phone: p.phone}
}

// itemFields are the values of an item's particulars besides its pieces. eventTime, when they were written, is not among them, as with events.
var itemFields = slices.Concat([]field[declared]{
	{name: "itemId", required: true, set: func(d *declared, s string) error {
		s10, err := edi.ParseItemID(s)
		d.ItemID = s10.ID
		return reasons(err)
	}},
	{name: "localId", set: func(d *declared, s string) (err error) { d.LocalID, err = ParseLocalID(s); return err }},
	{name: "product", set: code(2, 10, func(d *declared) *string { return &d.Product })},
	{name: "postingDate", set: func(d *declared, s string) error {
		for _, layout := range []string{time.DateOnly, "20060102"} {
			if at, err := time.Parse(layout, s); err == nil {
				d.PostingDate = at.Format(time.DateOnly)
				return nil
			}
		}
		return errors.New("must be a date, as in 2026-11-22")
	}},
	{name: "postingOffice", set: office(func(d *declared) *string { return &d.PostingOffice })},
	{name: "weightG", number: true, set: grams(func(d *declared) *int { return &d.WeightG })},
	{name: "category", set: func(d *declared, s string) error {
		if d.Category = strings.ToLower(strings.TrimSpace(s)); !slices.Contains(Categories, d.Category) {
			return fmt.Errorf("must be one of %s", strings.Join(Categories, ", "))
		}
		return nil
	}},
	{name: "insuredValue", number: true, set: amount(func(d *declared) **Money { return &d.Insured })},
	{name: "insuredCurrency", set: currency(func(d *declared) **Money { return &d.Insured })},
	{name: "codAmount", number: true, set: amount(func(d *declared) **Money { return &d.COD })},
	{name: "codCurrency", set: currency(func(d *declared) **Money { return &d.COD })},
}, partyFields("sender.", func(d *declared) *partyParts { return &d.from }), partyFields("addressee.", func(d *declared) *partyParts { return &d.to }))

func partyFields(prefix string, of func(*declared) *partyParts) []field[declared] {
	return []field[declared]{
		{name: prefix + "name", set: words(70, func(d *declared) *string { return &of(d).name })},
		{name: prefix + "address", set: words(200, func(d *declared) *string { return &of(d).address })},
		{name: prefix + "postcode", set: words(17, func(d *declared) *string { return &of(d).postcode })},
		{name: prefix + "city", set: words(50, func(d *declared) *string { return &of(d).city })},
		{name: prefix + "country", set: isoCountry(func(d *declared) *string { return &of(d).country })},
		{name: prefix + "email", set: words(100, func(d *declared) *string { return &of(d).email })},
		{name: prefix + "phone", set: words(30, func(d *declared) *string { return &of(d).phone })},
	}
}

// pieceFields are the values of one kind of thing in an item.
var pieceFields = []field[Piece]{
	{name: "description", set: words(100, func(p *Piece) *string { return &p.Description })},
	{name: "quantity", number: true, set: func(p *Piece, s string) (err error) {
		const most = 100_000
		if p.Quantity, err = strconv.Atoi(s); err != nil || p.Quantity < 1 || p.Quantity > most {
			return fmt.Errorf("must be a whole number from 1 to %d", most)
		}
		return nil
	}},
	{name: "hsCode", set: func(p *Piece, s string) error {
		p.HSCode = strings.NewReplacer(".", "", " ", "").Replace(s)
		if len(p.HSCode) < 6 || len(p.HSCode) > 10 || strings.Trim(p.HSCode, "0123456789") != "" {
			return errors.New("must be 6 to 10 digits; dots and spaces are ignored")
		}
		return nil
	}},
	{name: "weightG", number: true, set: grams(func(p *Piece) *int { return &p.WeightG })},
	{name: "value", number: true, set: amount(func(p *Piece) **Money { return &p.Value })},
	{name: "currency", set: currency(func(p *Piece) **Money { return &p.Value })},
	{name: "originCountry", set: isoCountry(func(p *Piece) *string { return &p.Origin })},
}

// words reads what people write. It is personal data: a fault does not repeat it.
func words[T any](most int, of func(*T) *string) func(*T, string) error {
	return func(rec *T, s string) error {
		s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
		if utf8.RuneCountInString(s) > most || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
			return fmt.Errorf("must have at most %d characters and no control characters", most)
		}
		*of(rec) = s
		return nil
	}
}

func isoCountry[T any](of func(*T) *string) func(*T, string) error {
	return func(rec *T, s string) error {
		if *of(rec) = capitals(strings.TrimSpace(s)); !edi.IsCountry(*of(rec)) {
			return errors.New("must be a country of ISO 3166-1, such as US")
		}
		return nil
	}
}

// amount reads a decimal number; which currency it is in says another field.
func amount[T any](of func(*T) **Money) func(*T, string) error {
	return func(rec *T, s string) (err error) {
		const digits, decimals = 10, 2
		whole, part, _ := strings.Cut(s, ".")
		m := money(of(rec))
		if m.Amount, err = strconv.Atoi(whole + (part + "00")[:decimals]); err != nil || whole == "" || len(whole) > digits || len(part) > decimals || m.Amount < 0 || strings.HasSuffix(s, ".") {
			return fmt.Errorf("must be a decimal number of up to %d digits and %d decimals", digits, decimals)
		}
		return nil
	}
}

func currency[T any](of func(*T) **Money) func(*T, string) error {
	return func(rec *T, s string) error {
		if money(of(rec)).Currency = capitals(strings.TrimSpace(s)); !catalogue.IsCurrency((*of(rec)).Currency) {
			return errors.New("must be a currency of ISO 4217, such as EUR")
		}
		return nil
	}
}

func money(m **Money) *Money {
	if *m == nil {
		*m = &Money{}
	}
	return *m
}

// ParseLocalID reads a post's own identifier of an item as people type it: spaces, hyphens and dots are ignored, letters may be small. What has the form
// of an S10 identifier is refused, so that an identifier says by itself what it names.
func ParseLocalID(typed string) (string, error) {
	const least, most = 4, 35
	var d declared
	if err := code(least, most, func(d *declared) *string { return &d.LocalID })(&d, edi.Canonical(typed)); err != nil {
		return "", fmt.Errorf("must be %d to %d letters A to Z or digits; spaces, hyphens and dots are ignored", least, most)
	}
	if _, err := edi.ParseItemID(d.LocalID); err == nil {
		return "", errors.New("is an S10 identifier: a second one is the post's own")
	}
	return d.LocalID, nil
}

// judgeParticulars makes an item's particulars of what was sent, or says what is wrong with them.
func judgeParticulars(s sent, receivedAt time.Time) (Particulars, []Wrong) {
	j, readable := judge(s)
	if !readable {
		return Particulars{}, j.wrong
	}
	var d declared
	fill(&j, itemFields, &d)
	j.paired("insuredValue", "insuredCurrency")
	j.paired("codAmount", "codCurrency")
	d.From, d.To = d.from.party(), d.to.party()
	if parts, ok := s.(interface{ parts() []sent }); ok {
		for i, part := range parts.parts() {
			if i == maxPieces {
				j.blame("pieces", fmt.Errorf("are more than %d", maxPieces))
				break
			}
			inner, _ := judge(part)
			var p Piece
			fill(&inner, pieceFields, &p)
			inner.paired("value", "currency")
			for _, w := range inner.wrong {
				w.Field = strings.TrimSuffix(fmt.Sprintf("pieces[%d].%s", i, w.Field), ".")
				j.wrong = append(j.wrong, w)
			}
			d.Pieces = append(d.Pieces, p)
		}
	}
	place := d.PostingOffice
	if place == "" && d.ItemID != "" {
		place = string(d.ItemID[len(d.ItemID)-2:]) + "----" // some office of the country that numbered it
	}
	d.Time, d.ReceivedAt = j.happened(place, receivedAt).UTC(), receivedAt
	if len(j.wrong) > 0 {
		return Particulars{}, j.wrong
	}
	return d.Particulars, nil
}

// paired blames an amount without a currency, and a currency without an amount.
func (j *judgement) paired(amount, currency string) {
	_, much := j.sent.text(amount)
	_, what := j.sent.text(currency)
	switch {
	case much == what || j.blamed(amount) || j.blamed(currency):
	case !much:
		j.blame(amount, errors.New("is missing: a currency stands there without it"))
	default:
		j.blame(currency, errors.New("is missing: an amount stands there without it"))
	}
}

// Contents writes what is in the item for people: "2 × Cotton shirt; Book".
func (p Particulars) Contents() string {
	var list []string
	for _, piece := range p.Pieces {
		switch {
		case piece.Description == "":
		case piece.Quantity > 1:
			list = append(list, fmt.Sprintf("%d × %s", piece.Quantity, piece.Description))
		default:
			list = append(list, piece.Description)
		}
	}
	const most = 1000 // characters: what the field for it takes
	text := []rune(strings.Join(list, "; "))
	if len(text) > most {
		text = append(text[:most-1], '…')
	}
	return string(text)
}

// Value is what the pieces are worth together, else what the item is insured for; false when some piece has no value or another currency, and it is not insured.
// A piece's value is that of all of its quantity.
func (p Particulars) Value() (total Money, known bool) {
	for i, piece := range p.Pieces {
		if piece.Value == nil || i > 0 && piece.Value.Currency != total.Currency {
			return p.insured()
		}
		total = Money{total.Amount + piece.Value.Amount, piece.Value.Currency}
	}
	if len(p.Pieces) == 0 {
		return p.insured()
	}
	return total, true
}

func (p Particulars) insured() (Money, bool) {
	if p.Insured == nil {
		return Money{}, false
	}
	return *p.Insured, true
}

// Redacted is what is left of particulars once the personal data was asked to be erased: dates, offices, weights, codes and amounts.
func (p Particulars) Redacted() Particulars {
	country := func(of *Party) *Party {
		if of == nil || of.Country == "" {
			return nil
		}
		return &Party{Country: of.Country}
	}
	p.From, p.To, p.Erased, p.LocalID = country(p.From), country(p.To), true, ""
	p.Pieces = slices.Clone(p.Pieces)
	for i := range p.Pieces {
		p.Pieces[i].Description = ""
	}
	return p
}

// sortParticulars puts them in the order in which they count, the last one most: by time, those of the country that numbered the item after others.
func sortParticulars(all []Particulars) {
	slices.SortFunc(all, func(a, b Particulars) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Sender, b.Sender), cmp.Compare(a.Receipt, b.Receipt), cmp.Compare(a.Index, b.Index))
	})
}

// Declared are the particulars that count: the latest of the post whose country numbered the item, else the latest of any; false when there are none.
// Item is a confirmed one.
func (i Item) Declared(countryOf Countries) (Particulars, bool, error) {
	for _, p := range slices.Backward(i.Particulars) {
		country, err := countryOf(p.Sender)
		if err != nil {
			return Particulars{}, false, err
		}
		if country == i.S10.Country {
			return p, true, nil
		}
	}
	if n := len(i.Particulars); n > 0 {
		return i.Particulars[n-1], true, nil
	}
	return Particulars{}, false, nil
}
