package api

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// sentItem describes an item of a JSON message in OpenAPI.
type sentItem struct {
	ItemID          string      `json:"itemId" doc:"S10 identifier, as people type it" example:"EE123456799GB"`
	EventTime       time.Time   `json:"eventTime" doc:"When this was written: of two by one sender the later counts. RFC 3339 with zone; at most 24 hours ahead and 24 months back"`
	LocalID         string      `json:"localId,omitempty" maxLength:"60" doc:"A second identifier, of the post's own: 4 to 35 letters or digits. Items are found by it"`
	Product         string      `json:"product,omitempty" maxLength:"10" doc:"Of the catalogue" example:"EMS"`
	PostingDate     string      `json:"postingDate,omitempty" format:"date"`
	PostingOffice   string      `json:"postingOffice,omitempty" doc:"IMPC" example:"GBDONA"`
	WeightG         int         `json:"weightG,omitempty" minimum:"0" maximum:"1000000"`
	Sender          *sentParty  `json:"sender,omitempty"`
	Addressee       *sentParty  `json:"addressee,omitempty"`
	Category        string      `json:"category,omitempty" enum:"gift,documents,sample,goods,returned,other" doc:"Of the contents, as on CN 22 and CN 23"`
	Pieces          []sentPiece `json:"pieces,omitempty" maxItems:"20"`
	InsuredValue    float64     `json:"insuredValue,omitempty" minimum:"0" doc:"Up to two decimals"`
	InsuredCurrency string      `json:"insuredCurrency,omitempty" doc:"ISO 4217" example:"EUR"`
	CODAmount       float64     `json:"codAmount,omitempty" minimum:"0" doc:"Cash on delivery; up to two decimals"`
	CODCurrency     string      `json:"codCurrency,omitempty" doc:"ISO 4217"`
}

type sentParty struct {
	Name     string `json:"name,omitempty" maxLength:"70" doc:"Personal data, as all of this but the country"`
	Address  string `json:"address,omitempty" maxLength:"200" doc:"Lines before postcode and city"`
	Postcode string `json:"postcode,omitempty" maxLength:"17"`
	City     string `json:"city,omitempty" maxLength:"50"`
	Country  string `json:"country,omitempty" doc:"ISO 3166-1; the addressee's takes part in the item" example:"US"`
	Email    string `json:"email,omitempty" maxLength:"100"`
	Phone    string `json:"phone,omitempty" maxLength:"30"`
}

type sentPiece struct {
	Description   string  `json:"description,omitempty" maxLength:"100" doc:"Personal data"`
	Quantity      int     `json:"quantity,omitempty" minimum:"1" maximum:"100000"`
	HSCode        string  `json:"hsCode,omitempty" doc:"Customs tariff number (HS): 6 to 10 digits" example:"610910"`
	WeightG       int     `json:"weightG,omitempty" minimum:"0" maximum:"1000000"`
	Value         float64 `json:"value,omitempty" minimum:"0" doc:"Of all of this quantity; up to two decimals"`
	Currency      string  `json:"currency,omitempty" doc:"ISO 4217"`
	OriginCountry string  `json:"originCountry,omitempty" doc:"ISO 3166-1"`
}

// partiesView are the people an item concerns.
type partiesView struct {
	Sender    *tracking.Party `json:"sender"`
	Addressee *tracking.Party `json:"addressee"`
}

// declaredView is what a post says of the item that it took in, without the people.
type declaredView struct {
	Time          time.Time              `json:"time" doc:"When it was written"`
	ReceivedAt    time.Time              `json:"receivedAt"`
	Sender        principal.OperatorCode `json:"sender"`
	Source        string                 `json:"source"`
	LocalID       string                 `json:"localId,omitempty"`
	Product       string                 `json:"product,omitempty" doc:"As the post wrote it"`
	PostingDate   string                 `json:"postingDate,omitempty"`
	PostingOffice string                 `json:"postingOffice,omitempty"`
	PlaceName     string                 `json:"placeName,omitempty" doc:"Town of that office, in English, where it is known"`
	WeightG       int                    `json:"weightG,omitempty"`
	Category      string                 `json:"category,omitempty"`
	Contents      string                 `json:"contents,omitempty" doc:"The descriptions in one line"`
	Pieces        []tracking.Piece       `json:"pieces"`
	Value         *tracking.Money        `json:"value" doc:"Of all pieces, else what the item is insured for; null when neither is known. Hundredths of the currency, as all amounts"`
	Insured       *tracking.Money        `json:"insured"`
	COD           *tracking.Money        `json:"cod" doc:"Cash on delivery"`
	Erased        bool                   `json:"erased" doc:"The personal data was asked to be erased"`
}

// declared shows what the post that sent the item says of it; the people to those only who take part.
func (d Deps) declared(ctx context.Context, confirmed tracking.Item, takesPart bool) (*declaredView, partiesView, error) {
	p, there, err := confirmed.Declared(d.countryOf(ctx))
	if err != nil || !there || !takesPart {
		return nil, partiesView{}, err
	}
	v := &declaredView{Time: p.Time, ReceivedAt: p.ReceivedAt, Sender: p.Sender, Source: p.Source, LocalID: p.LocalID, Product: p.Product, PostingDate: p.PostingDate,
		PostingOffice: p.PostingOffice, PlaceName: tracking.NameOf(p.PostingOffice), WeightG: p.WeightG, Category: p.Category, Contents: p.Contents(), Pieces: p.Pieces, Insured: p.Insured, COD: p.COD, Erased: p.Erased}
	if v.Pieces == nil {
		v.Pieces = []tracking.Piece{}
	}
	if value, known := p.Value(); known {
		v.Value = &value
	}
	return v, partiesView{Sender: p.From, Addressee: p.To}, nil
}

// identify reads what somebody typed for an item: its S10 identifier, else a post's own. One that several items bear is the problem "local-id-ambiguous".
// An identifier with a wrong check digit names an item only where events of it were kept as unverified.
func (d Deps) identify(ctx context.Context, typed string) (edi.S10, error) {
	s10, wrong := edi.ParseItemID(typed)
	if wrong == nil {
		return s10, nil
	}
	if s10, err := edi.ParseUnverified(typed); err == nil {
		switch _, err := d.Items.Item(ctx, s10.ID); {
		case err == nil:
			return s10, nil
		case !problem.Is(err, "item-unknown"):
			return edi.S10{}, err
		}
	}
	local, err := tracking.ParseLocalID(typed)
	if err != nil {
		return edi.S10{}, wrong
	}
	ids, err := d.Items.Local(ctx, local)
	switch {
	case err != nil:
		return edi.S10{}, err
	case len(ids) == 0:
		return edi.S10{}, wrong
	case len(ids) > 1:
		return edi.S10{}, problem.New(problem.Conflict, "local-id-ambiguous", "Several items bear this number. Look for the S10 identifier on the label.")
	}
	return edi.ParseItemID(string(ids[0]))
}
