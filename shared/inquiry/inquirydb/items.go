package inquirydb

import (
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// headItem is the head as it is stored. Names are short because they are paid for in every index; instants are epoch milliseconds.
type headItem struct {
	PK string `dynamodbav:"PK"`
	SK string `dynamodbav:"SK"`

	// keys of the sparse indexes
	RqPK string `dynamodbav:"rqPK,omitempty"`
	RqSK string `dynamodbav:"rqSK,omitempty"`
	RpPK string `dynamodbav:"rpPK,omitempty"`
	RpSK string `dynamodbav:"rpSK,omitempty"`
	DlPK string `dynamodbav:"dlPK,omitempty"`
	DlSK string `dynamodbav:"dlSK,omitempty"`

	// what lists show: projected
	State           string `dynamodbav:"st"`
	Item            string `dynamodbav:"item"`
	Product         string `dynamodbav:"prod"`
	Workflow        string `dynamodbav:"wf"`
	Level           int    `dynamodbav:"lvl"`
	Urgent          bool   `dynamodbav:"urg,omitempty"`
	Soon            bool   `dynamodbav:"soon,omitempty"`
	Overdue         bool   `dynamodbav:"ovd,omitempty"`
	RequesterCentre string `dynamodbav:"rqC"`
	ReplierOperator string `dynamodbav:"rpO,omitempty"`
	ReplierCentre   string `dynamodbav:"rpC,omitempty"`
	CreatedAt       int64  `dynamodbav:"cre"`
	SentAt          int64  `dynamodbav:"snt,omitempty"`
	RepliedAt       int64  `dynamodbav:"rep,omitempty"`
	ClosedAt        int64  `dynamodbav:"cls,omitempty"`
	StartedAt       int64  `dynamodbav:"sta,omitempty"`
	DueAt           int64  `dynamodbav:"due,omitempty"`
	Target          int    `dynamodbav:"tgt,omitempty"`
	ReplyCode       string `dynamodbav:"rc,omitempty"`
	ReplyClass      string `dynamodbav:"rcl,omitempty"`
	Unroutable      string `dynamodbav:"unr,omitempty"`

	// the rest
	Version           int       `dynamodbav:"ver"`
	Catalogue         string    `dynamodbav:"cat"`
	RequesterOperator string    `dynamodbav:"rqO"`
	OpenedAt          int64     `dynamodbav:"opn,omitempty"`
	ReadAt            int64     `dynamodbav:"red,omitempty"`
	ChangedAt         int64     `dynamodbav:"chg"`
	DueSoonAt         int64     `dynamodbav:"dsn,omitempty"`
	PausedAt          int64     `dynamodbav:"pau,omitempty"`
	Pauses            [][]int64 `dynamodbav:"pas,omitempty"`
	OnTime            *bool     `dynamodbav:"ont,omitempty"`
	ClosingCode       string    `dynamodbav:"clc,omitempty"`
	Fingerprint       string    `dynamodbav:"fpr,omitempty"`
}

func headOf(q inquiry.Inquiry) headItem {
	key := headKey(q.ID)
	it := headItem{PK: key.PK, SK: key.SK, State: string(q.State), Item: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level,
		Urgent: q.Urgent, Soon: q.DueSoon, Overdue: q.Overdue, RequesterCentre: string(q.Requester.Centre), RequesterOperator: string(q.Requester.Operator),
		ReplierOperator: string(q.Replier.Operator), ReplierCentre: string(q.Replier.Centre),
		CreatedAt: millis(q.CreatedAt), SentAt: millis(q.SentAt), OpenedAt: millis(q.OpenedAt), RepliedAt: millis(q.RepliedAt), ReadAt: millis(q.ReadAt),
		ClosedAt: millis(q.ClosedAt), ChangedAt: millis(q.ChangedAt), StartedAt: millis(q.Clock.StartedAt), DueAt: millis(q.Clock.DueAt),
		DueSoonAt: millis(q.Clock.DueSoonAt), PausedAt: millis(q.Clock.PausedAt), Pauses: pausesOf(q.Clock.Pauses), Target: q.Clock.TargetMinutes,
		Unroutable: q.Unroutable, Version: q.Version, Catalogue: q.CatalogueVersion, OnTime: q.OnTime, ClosingCode: q.ClosingCode, Fingerprint: q.Fingerprint}
	if q.LastReply != nil {
		it.ReplyCode, it.ReplyClass = q.LastReply.Code, q.LastReply.Class
	}
	if f := q.FolderOf(inquiry.Requester); f != inquiry.NoFolder {
		it.RqPK, it.RqSK = folderPartition(q.Requester.Centre, f), folderSort(q, f)
	}
	if f := q.FolderOf(inquiry.Replier); f != inquiry.NoFolder {
		it.RpPK, it.RpSK = folderPartition(q.Replier.Centre, f), folderSort(q, f)
	}
	if at := q.CheckAt(); !at.IsZero() {
		it.DlPK, it.DlSK = shardOf(q.ID), at.UTC().Format(sortable)
	}
	return it
}

// inquiry reads the head back; from an index, the members that lists do not show are zero.
func (it headItem) inquiry() inquiry.Inquiry {
	requester := directory.CentreID(it.RequesterCentre)
	q := inquiry.Inquiry{ID: inquiry.ID(it.PK[len(InquiryPrefix):]), Version: it.Version, State: inquiry.State(it.State), ItemID: edi.ItemID(it.Item),
		Product: it.Product, Workflow: it.Workflow, Level: it.Level, CatalogueVersion: it.Catalogue, Urgent: it.Urgent, DueSoon: it.Soon, Overdue: it.Overdue,
		Requester: inquiry.Party{Operator: requester.Operator(), Centre: requester},
		Replier:   inquiry.Party{Operator: directory.OperatorCode(it.ReplierOperator), Centre: directory.CentreID(it.ReplierCentre)},
		CreatedAt: instant(it.CreatedAt), SentAt: instant(it.SentAt), OpenedAt: instant(it.OpenedAt), RepliedAt: instant(it.RepliedAt), ReadAt: instant(it.ReadAt),
		ClosedAt: instant(it.ClosedAt), ChangedAt: instant(it.ChangedAt), Unroutable: it.Unroutable, Fingerprint: it.Fingerprint, OnTime: it.OnTime, ClosingCode: it.ClosingCode,
		Clock: inquiry.Clock{StartedAt: instant(it.StartedAt), TargetMinutes: it.Target, DueSoonAt: instant(it.DueSoonAt), DueAt: instant(it.DueAt),
			Pauses: pauses(it.Pauses), PausedAt: instant(it.PausedAt)}}
	if it.RequesterOperator != "" {
		q.Requester.Operator = directory.OperatorCode(it.RequesterOperator)
	}
	if it.ReplyCode != "" {
		q.LastReply = &inquiry.ReplyRef{Code: it.ReplyCode, Class: it.ReplyClass}
	}
	return q
}

func pausesOf(list []calendar.Interval) [][]int64 {
	var out [][]int64
	for _, p := range list {
		out = append(out, []int64{millis(p.From), millis(p.To)})
	}
	return out
}

func pauses(list [][]int64) []calendar.Interval {
	var out []calendar.Interval
	for _, p := range list {
		out = append(out, calendar.Interval{From: instant(p[0]), To: instant(p[1])})
	}
	return out
}

// requestItem holds the request's fields: personal data.
type requestItem struct {
	PK     string         `dynamodbav:"PK"`
	SK     string         `dynamodbav:"SK"`
	Fields map[string]any `dynamodbav:"fields"`
}

// eventItem is one step. Its insertion is what the stream tells the rest of the system; notice is all of it that they need.
type eventItem struct {
	PK string `dynamodbav:"PK"`
	SK string `dynamodbav:"SK"`

	Seq      int           `dynamodbav:"seq"`
	Kind     string        `dynamodbav:"kind"`
	At       int64         `dynamodbav:"at"`
	Level    int           `dynamodbav:"lvl"`
	By       actorItem     `dynamodbav:"by"`
	Start    *startItem    `dynamodbav:"start,omitempty"`
	Replier  *partyItem    `dynamodbav:"rp,omitempty"`
	Clock    *clockItem    `dynamodbav:"clock,omitempty"`
	Reply    *replyItem    `dynamodbav:"reply,omitempty"`
	Closing  string        `dynamodbav:"clc,omitempty"`
	Reason   string        `dynamodbav:"reason,omitempty"`
	Tracking *trackingItem `dynamodbav:"track,omitempty"`
	Fields   []string      `dynamodbav:"fields,omitempty"`
	Urgent   *bool         `dynamodbav:"urg,omitempty"`
	OnTime   *bool         `dynamodbav:"ont,omitempty"`
	Working  *int          `dynamodbav:"wm,omitempty"`
	Open     *int          `dynamodbav:"om,omitempty"`
	Notice   string        `dynamodbav:"notice"` // JSON of inquiry.Notice
}

type actorItem struct {
	Kind     string `dynamodbav:"kind"`
	Subject  string `dynamodbav:"sub,omitempty"`
	Name     string `dynamodbav:"name,omitempty"`
	Operator string `dynamodbav:"op,omitempty"`
	Centre   string `dynamodbav:"ce,omitempty"`
}

type partyItem struct {
	Operator string `dynamodbav:"op,omitempty"`
	Centre   string `dynamodbav:"ce,omitempty"`
}

type startItem struct {
	Item        string    `dynamodbav:"item"`
	Product     string    `dynamodbav:"prod"`
	Workflow    string    `dynamodbav:"wf"`
	Catalogue   string    `dynamodbav:"cat"`
	Urgent      bool      `dynamodbav:"urg,omitempty"`
	Requester   partyItem `dynamodbav:"rq"`
	Destination string    `dynamodbav:"dst,omitempty"`
	Fingerprint string    `dynamodbav:"fpr,omitempty"`
}

type clockItem struct {
	StartedAt int64     `dynamodbav:"sta"`
	Target    int       `dynamodbav:"tgt"`
	DueSoonAt int64     `dynamodbav:"dsn"`
	DueAt     int64     `dynamodbav:"due"`
	PausedAt  int64     `dynamodbav:"pau,omitempty"`
	Pauses    [][]int64 `dynamodbav:"pas,omitempty"`
}

type replyItem struct {
	Code     string         `dynamodbav:"code"`
	Class    string         `dynamodbav:"class"`
	Fields   map[string]any `dynamodbav:"fields,omitempty"`
	Text     string         `dynamodbav:"text,omitempty"`
	Language string         `dynamodbav:"lang,omitempty"`
}

type trackingItem struct {
	Key     string `dynamodbav:"key"`
	Code    string `dynamodbav:"code"`
	At      int64  `dynamodbav:"at"`
	Office  string `dynamodbav:"office,omitempty"`
	Country string `dynamodbav:"country,omitempty"`
	Sender  string `dynamodbav:"snd,omitempty"`
}

func eventOf(e inquiry.Event, notice string) eventItem {
	key := eventKey(e.InquiryID, e.Seq)
	it := eventItem{PK: key.PK, SK: key.SK, Seq: e.Seq, Kind: string(e.Kind), At: millis(e.At), Level: e.Level,
		By:      actorItem{string(e.By.Kind), e.By.Subject, e.By.Name, string(e.By.Operator), string(e.By.Centre)},
		Closing: e.ClosingCode, Reason: e.Reason, Fields: e.Fields, Urgent: e.Urgent, OnTime: e.OnTime, Working: e.WorkingMinutes, Open: e.OpenMinutes, Notice: notice}
	if s := e.Start; s != nil {
		it.Start = &startItem{string(s.ItemID), s.Product, s.Workflow, s.CatalogueVersion, s.Urgent, partyItem{string(s.Requester.Operator), string(s.Requester.Centre)}, string(s.Destination), s.Fingerprint}
	}
	if p := e.Replier; p != nil {
		it.Replier = &partyItem{string(p.Operator), string(p.Centre)}
	}
	if c := e.Clock; c != nil {
		it.Clock = &clockItem{millis(c.StartedAt), c.TargetMinutes, millis(c.DueSoonAt), millis(c.DueAt), millis(c.PausedAt), pausesOf(c.Pauses)}
	}
	if r := e.Reply; r != nil {
		it.Reply = &replyItem{r.Code, r.Class, r.Fields, r.Text, r.Language}
	}
	if t := e.Tracking; t != nil {
		it.Tracking = &trackingItem{t.Key, t.Code, millis(t.Time), t.Office, t.Country, string(t.Sender)}
	}
	return it
}

func (it eventItem) event() inquiry.Event {
	e := inquiry.Event{InquiryID: inquiry.ID(it.PK[len(InquiryPrefix):]), Seq: it.Seq, Kind: inquiry.Kind(it.Kind), At: instant(it.At), Level: it.Level,
		By:          inquiry.Actor{Kind: inquiry.ActorKind(it.By.Kind), Subject: it.By.Subject, Name: it.By.Name, Operator: directory.OperatorCode(it.By.Operator), Centre: directory.CentreID(it.By.Centre)},
		ClosingCode: it.Closing, Reason: it.Reason, Fields: it.Fields, Urgent: it.Urgent, OnTime: it.OnTime, WorkingMinutes: it.Working, OpenMinutes: it.Open}
	if s := it.Start; s != nil {
		e.Start = &inquiry.Start{ItemID: edi.ItemID(s.Item), Product: s.Product, Workflow: s.Workflow, CatalogueVersion: s.Catalogue, Urgent: s.Urgent,
			Requester: s.Requester.party(), Destination: directory.OperatorCode(s.Destination), Fingerprint: s.Fingerprint}
	}
	if it.Replier != nil {
		p := it.Replier.party()
		e.Replier = &p
	}
	if c := it.Clock; c != nil {
		e.Clock = &inquiry.Clock{StartedAt: instant(c.StartedAt), TargetMinutes: c.Target, DueSoonAt: instant(c.DueSoonAt), DueAt: instant(c.DueAt),
			PausedAt: instant(c.PausedAt), Pauses: pauses(c.Pauses)}
	}
	if r := it.Reply; r != nil {
		e.Reply = &inquiry.Reply{Code: r.Code, Class: r.Class, Fields: r.Fields, Text: r.Text, Language: r.Language}
	}
	if t := it.Tracking; t != nil {
		e.Tracking = &inquiry.Tracking{Key: t.Key, Code: t.Code, Time: instant(t.At), Office: t.Office, Country: t.Country, Sender: directory.OperatorCode(t.Sender)}
	}
	return e
}

func (p partyItem) party() inquiry.Party {
	return inquiry.Party{Operator: directory.OperatorCode(p.Operator), Centre: directory.CentreID(p.Centre)}
}

// alertItem is an alert of a call centre.
type alertItem struct {
	PK       string `dynamodbav:"PK"`
	SK       string `dynamodbav:"SK"`
	Side     string `dynamodbav:"side"`
	Kind     string `dynamodbav:"kind"`
	At       int64  `dynamodbav:"at"`
	Inquiry  string `dynamodbav:"inq"`
	Item     string `dynamodbav:"item"`
	Workflow string `dynamodbav:"wf"`
	Urgent   bool   `dynamodbav:"urg,omitempty"`
	Partner  string `dynamodbav:"par,omitempty"`
	ReadAt   int64  `dynamodbav:"red,omitempty"`
	ReadBy   string `dynamodbav:"rby,omitempty"`
}

// alertLife is how long an alert is kept once it was read; one that nobody read stays, and stays counted.
const alertLife = 90 * 24 * time.Hour

func alertOf(a inquiry.Alert) alertItem {
	key := alertKey(a.Centre, a.ID)
	return alertItem{PK: key.PK, SK: key.SK, Side: string(a.Side), Kind: string(a.Kind), At: millis(a.At), Inquiry: string(a.InquiryID), Item: string(a.ItemID), Workflow: a.Workflow,
		Urgent: a.Urgent, Partner: string(a.Partner)}
}

func (it alertItem) alert() inquiry.Alert {
	return inquiry.Alert{ID: it.SK[len(alertPrefix):], Centre: directory.CentreID(it.PK[len("CENTRE#"):]), Side: inquiry.Side(it.Side), Kind: inquiry.AlertKind(it.Kind), At: instant(it.At),
		InquiryID: inquiry.ID(it.Inquiry), ItemID: edi.ItemID(it.Item), Workflow: it.Workflow, Urgent: it.Urgent, Partner: directory.OperatorCode(it.Partner),
		ReadAt: instant(it.ReadAt), ReadBy: it.ReadBy}
}
