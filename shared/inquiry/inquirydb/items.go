package inquirydb

import (
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
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

	Row rowItem `dynamodbav:"row"` // all that the folder indexes project

	// the rest
	Version           int           `dynamodbav:"ver"`
	Catalogue         string        `dynamodbav:"cat"`
	RequesterOperator string        `dynamodbav:"rqO"`
	OpenedAt          int64         `dynamodbav:"opn,omitempty"`
	ReadAt            int64         `dynamodbav:"red,omitempty"`
	ChangedAt         int64         `dynamodbav:"chg"`
	DueSoonAt         int64         `dynamodbav:"dsn,omitempty"`
	LastCallAt        int64         `dynamodbav:"lca,omitempty"`
	WarnPercent       int           `dynamodbav:"wpc,omitempty"` // as its release says
	WarnMinutes       int           `dynamodbav:"wmi,omitempty"`
	OnTime            *bool         `dynamodbav:"ont,omitempty"`
	Deferred          bool          `dynamodbav:"dfr,omitempty"`
	Rejected          bool          `dynamodbav:"rej,omitempty"`
	FollowUpAt        int64         `dynamodbav:"fol,omitempty"`
	LookAt            int64         `dynamodbav:"lka,omitempty"`
	CustomsAt         int64         `dynamodbav:"cua,omitempty"`
	CustomsHeld       bool          `dynamodbav:"cuh,omitempty"`
	Proposal          *proposalItem `dynamodbav:"pro,omitempty"`
	ClosingCode       string        `dynamodbav:"clc,omitempty"`
	MergedInto        string        `dynamodbav:"mrg,omitempty"`
	Attachments       int           `dynamodbav:"att,omitempty"`
	ArchiveAt         int64         `dynamodbav:"arc,omitempty"`
	Archived          bool          `dynamodbav:"arv,omitempty"`
	Erased            bool          `dynamodbav:"era,omitempty"`
	RequesterName     string        `dynamodbav:"rqN,omitempty"` // of who works on it
	ReplierName       string        `dynamodbav:"rpN,omitempty"`
	Fingerprint       string        `dynamodbav:"fpr,omitempty"`
	RetryAt           int64         `dynamodbav:"try,omitempty"`
	UrgencyReason     string        `dynamodbav:"urr,omitempty"`
}

// rowItem is what a list shows of an inquiry. It is one attribute, because an index projects at most 20.
type rowItem struct {
	State           string      `dynamodbav:"st"`
	Item            string      `dynamodbav:"item"`
	Product         string      `dynamodbav:"prod"`
	Workflow        string      `dynamodbav:"wf"`
	Level           int         `dynamodbav:"lvl"`
	Urgent          bool        `dynamodbav:"urg,omitempty"`
	Warned          int         `dynamodbav:"wrn,omitempty"`
	Overdue         bool        `dynamodbav:"ovd,omitempty"`
	RequesterCentre string      `dynamodbav:"rqC"`
	RequesterAgent  string      `dynamodbav:"rqA,omitempty"`
	ReplierOperator string      `dynamodbav:"rpO,omitempty"`
	ReplierCentre   string      `dynamodbav:"rpC,omitempty"`
	ReplierAgent    string      `dynamodbav:"rpA,omitempty"`
	CreatedAt       int64       `dynamodbav:"cre"`
	SentAt          int64       `dynamodbav:"snt,omitempty"`
	RepliedAt       int64       `dynamodbav:"rep,omitempty"`
	RespondBy       int64       `dynamodbav:"rby,omitempty"`
	ClosedAt        int64       `dynamodbav:"cls,omitempty"`
	StartedAt       int64       `dynamodbav:"sta,omitempty"`
	DueAt           int64       `dynamodbav:"due,omitempty"`
	Calendar        string      `dynamodbav:"cal,omitempty"` // digest of what the clock counts on
	Target          int         `dynamodbav:"tgt,omitempty"`
	Pauses          []pauseItem `dynamodbav:"pas,omitempty"`
	Held            []pauseItem `dynamodbav:"hel,omitempty"`
	ReplyCode       string      `dynamodbav:"rc,omitempty"`
	ReplyClass      string      `dynamodbav:"rcl,omitempty"`
	Proposed        string      `dynamodbav:"prp,omitempty"` // code of the proposal
	Unroutable      string      `dynamodbav:"unr,omitempty"`
}

type pauseItem struct {
	Cause string `dynamodbav:"c"`
	From  int64  `dynamodbav:"f"`
	To    int64  `dynamodbav:"t,omitempty"` // of a hold, when it is looked at again
	Ref   string `dynamodbav:"r,omitempty"`
	Ended int64  `dynamodbav:"e,omitempty"`
}

type proposalItem struct {
	Code     string         `dynamodbav:"code"`
	Class    string         `dynamodbav:"class"`
	Fields   map[string]any `dynamodbav:"fields,omitempty"`
	Complete bool           `dynamodbav:"ok,omitempty"`
	Final    bool           `dynamodbav:"fin,omitempty"`
	Key      string         `dynamodbav:"key"`
	Event    string         `dynamodbav:"ev"`
	At       int64          `dynamodbav:"at"`
	Office   string         `dynamodbav:"off,omitempty"`
}

func headOf(q inquiry.Inquiry) headItem {
	key := headKey(q.ID)
	it := headItem{PK: key.PK, SK: key.SK, Row: rowOf(q), RequesterOperator: string(q.Requester.Operator),
		OpenedAt: dynamo.Millis(q.OpenedAt), ReadAt: dynamo.Millis(q.ReadAt), ChangedAt: dynamo.Millis(q.ChangedAt), DueSoonAt: dynamo.Millis(q.Clock.DueSoonAt), LastCallAt: dynamo.Millis(q.Clock.LastCallAt), WarnPercent: q.Clock.Warning.Percent, WarnMinutes: q.Clock.Warning.Minutes,
		Version: q.Version, Catalogue: q.CatalogueVersion, OnTime: q.OnTime, Deferred: q.Deferred, Rejected: q.Rejected, FollowUpAt: dynamo.Millis(q.FollowUpAt), LookAt: dynamo.Millis(q.LookAt),
		CustomsAt: dynamo.Millis(q.Customs.At), CustomsHeld: q.Customs.Held, Proposal: proposalOf(q.Proposal), ClosingCode: q.ClosingCode, MergedInto: string(q.MergedInto),
		Attachments: q.Attachments, ArchiveAt: dynamo.Millis(q.ArchiveAt), Archived: q.Archived, Erased: q.Erased, RequesterName: q.RequesterAgent.Name,
		ReplierName: q.ReplierAgent.Name, Fingerprint: q.Fingerprint, RetryAt: dynamo.Millis(q.RetryAt), UrgencyReason: q.UrgencyReason}
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

func rowOf(q inquiry.Inquiry) rowItem {
	it := rowItem{State: string(q.State), Item: string(q.ItemID), Product: q.Product, Workflow: q.Workflow, Level: q.Level, Urgent: q.Urgent, Warned: q.Warned,
		Overdue: q.Overdue, RequesterCentre: string(q.Requester.Centre), RequesterAgent: q.RequesterAgent.Subject, ReplierOperator: string(q.Replier.Operator),
		ReplierCentre: string(q.Replier.Centre), ReplierAgent: q.ReplierAgent.Subject, CreatedAt: dynamo.Millis(q.CreatedAt), SentAt: dynamo.Millis(q.SentAt),
		RepliedAt: dynamo.Millis(q.RepliedAt), RespondBy: dynamo.Millis(q.RespondBy), ClosedAt: dynamo.Millis(q.ClosedAt), StartedAt: dynamo.Millis(q.Clock.StartedAt), DueAt: dynamo.Millis(q.Clock.DueAt),
		Calendar: q.Clock.Calendar, Target: q.Clock.TargetMinutes, Pauses: pausesOf(q.Clock.Pauses), Held: holdsOf(q.Clock.Held), Unroutable: q.Unroutable}
	if q.LastReply != nil {
		it.ReplyCode, it.ReplyClass = q.LastReply.Code, q.LastReply.Class
	}
	if q.Proposal != nil {
		it.Proposed = q.Proposal.Code
	}
	return it
}

// inquiry reads the head back; from an index, the members that lists do not show are zero.
func (it headItem) inquiry() inquiry.Inquiry {
	row, requester := it.Row, directory.CentreID(it.Row.RequesterCentre)
	q := inquiry.Inquiry{ID: inquiry.ID(it.PK[len(InquiryPrefix):]), Version: it.Version, State: inquiry.State(row.State), ItemID: edi.ItemID(row.Item),
		Product: row.Product, Workflow: row.Workflow, Level: row.Level, CatalogueVersion: it.Catalogue, Urgent: row.Urgent, Warned: row.Warned, Overdue: row.Overdue,
		Requester:      inquiry.Party{Operator: requester.Operator(), Centre: requester},
		Replier:        inquiry.Party{Operator: directory.OperatorCode(row.ReplierOperator), Centre: directory.CentreID(row.ReplierCentre)},
		RequesterAgent: inquiry.Assignee{Subject: row.RequesterAgent, Name: it.RequesterName}, ReplierAgent: inquiry.Assignee{Subject: row.ReplierAgent, Name: it.ReplierName},
		CreatedAt: dynamo.Instant(row.CreatedAt), SentAt: dynamo.Instant(row.SentAt), OpenedAt: dynamo.Instant(it.OpenedAt), RepliedAt: dynamo.Instant(row.RepliedAt), ReadAt: dynamo.Instant(it.ReadAt),
		ClosedAt: dynamo.Instant(row.ClosedAt), ChangedAt: dynamo.Instant(it.ChangedAt), Unroutable: row.Unroutable, Fingerprint: it.Fingerprint, UrgencyReason: it.UrgencyReason, OnTime: it.OnTime,
		ClosingCode: it.ClosingCode, Deferred: it.Deferred, Rejected: it.Rejected, RespondBy: dynamo.Instant(row.RespondBy), FollowUpAt: dynamo.Instant(it.FollowUpAt), LookAt: dynamo.Instant(it.LookAt),
		Customs: inquiry.Customs{Held: it.CustomsHeld, At: dynamo.Instant(it.CustomsAt)}, Proposal: it.Proposal.proposal(), MergedInto: inquiry.ID(it.MergedInto),
		Attachments: it.Attachments, RetryAt: dynamo.Instant(it.RetryAt), ArchiveAt: dynamo.Instant(it.ArchiveAt), Archived: it.Archived, Erased: it.Erased,
		Clock: inquiry.Clock{Calendar: row.Calendar, StartedAt: dynamo.Instant(row.StartedAt), TargetMinutes: row.Target, DueSoonAt: dynamo.Instant(it.DueSoonAt), LastCallAt: dynamo.Instant(it.LastCallAt),
			DueAt: dynamo.Instant(row.DueAt), Pauses: pauses(row.Pauses), Held: holds(row.Held), Warning: inquiry.Warning{Percent: it.WarnPercent, Minutes: it.WarnMinutes}}}
	if it.RequesterOperator != "" {
		q.Requester.Operator = directory.OperatorCode(it.RequesterOperator)
	}
	if row.ReplyCode != "" {
		q.LastReply = &inquiry.ReplyRef{Code: row.ReplyCode, Class: row.ReplyClass}
	}
	if q.Proposal == nil && row.Proposed != "" {
		q.Proposal = &inquiry.Proposal{Code: row.Proposed}
	}
	return q
}

func pausesOf(list []inquiry.Pause) []pauseItem {
	var out []pauseItem
	for _, p := range list {
		out = append(out, pauseItem{string(p.Cause), dynamo.Millis(p.From), dynamo.Millis(p.To), p.Ref, dynamo.Millis(p.EndedAt)})
	}
	return out
}

func pauses(list []pauseItem) []inquiry.Pause {
	var out []inquiry.Pause
	for _, p := range list {
		out = append(out, inquiry.Pause{Cause: inquiry.Cause(p.Cause), From: dynamo.Instant(p.From), To: dynamo.Instant(p.To), Ref: p.Ref, EndedAt: dynamo.Instant(p.Ended)})
	}
	return out
}

func holdsOf(list []inquiry.Hold) []pauseItem {
	var out []pauseItem
	for _, h := range list {
		out = append(out, pauseItem{Cause: string(h.Cause), From: dynamo.Millis(h.From), To: dynamo.Millis(h.LookAt)})
	}
	return out
}

func holds(list []pauseItem) []inquiry.Hold {
	var out []inquiry.Hold
	for _, h := range list {
		out = append(out, inquiry.Hold{Cause: inquiry.Cause(h.Cause), From: dynamo.Instant(h.From), LookAt: dynamo.Instant(h.To)})
	}
	return out
}

func proposalOf(p *inquiry.Proposal) *proposalItem {
	if p == nil {
		return nil
	}
	return &proposalItem{p.Code, p.Class, p.Fields, p.Complete, p.Final, p.EventKey, p.EventCode, dynamo.Millis(p.EventTime), p.Office}
}

func (it *proposalItem) proposal() *inquiry.Proposal {
	if it == nil {
		return nil
	}
	return &inquiry.Proposal{Code: it.Code, Class: it.Class, Fields: it.Fields, Complete: it.Complete, Final: it.Final, EventKey: it.Key, EventCode: it.Event,
		EventTime: dynamo.Instant(it.At), Office: it.Office}
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

	Private string `dynamodbav:"prv,omitempty"`
	Once    string `dynamodbav:"onc,omitempty"`

	Seq      int           `dynamodbav:"seq"`
	Kind     string        `dynamodbav:"kind"`
	At       int64         `dynamodbav:"at"`
	Level    int           `dynamodbav:"lvl"`
	By       actorItem     `dynamodbav:"by"`
	Start    *startItem    `dynamodbav:"start,omitempty"`
	Replier  *partyItem    `dynamodbav:"rp,omitempty"`
	From     *partyItem    `dynamodbav:"from,omitempty"`
	Asker    *partyItem    `dynamodbav:"rq,omitempty"`
	Clock    *clockItem    `dynamodbav:"clock,omitempty"`
	Reply    *replyItem    `dynamodbav:"reply,omitempty"`
	Closing  string        `dynamodbav:"clc,omitempty"`
	Reason   string        `dynamodbav:"reason,omitempty"`
	Tracking *trackingItem `dynamodbav:"track,omitempty"`
	Fields   []string      `dynamodbav:"fields,omitempty"`
	Urgent   *bool         `dynamodbav:"urg,omitempty"`
	Urgency  string        `dynamodbav:"urr,omitempty"` // why
	Product  string        `dynamodbav:"prod,omitempty"`
	OnTime   *bool         `dynamodbav:"ont,omitempty"`
	Working  *int          `dynamodbav:"wm,omitempty"`
	Open     *int          `dynamodbav:"om,omitempty"`

	Text       string          `dynamodbav:"text,omitempty"`
	Language   string          `dynamodbav:"lang,omitempty"`
	Customs    *pauseItem      `dynamodbav:"cus,omitempty"` // from = the event's time; a cause when it holds
	Proposal   *proposalItem   `dynamodbav:"pro,omitempty"`
	Withdrawn  bool            `dynamodbav:"wdr,omitempty"`
	Assignee   *assigneeItem   `dynamodbav:"asg,omitempty"`
	Reference  *referenceItem  `dynamodbav:"ref,omitempty"`
	Merge      string          `dynamodbav:"mrg,omitempty"`
	Attachment *attachmentItem `dynamodbav:"att,omitempty"`
	Calendar   string          `dynamodbav:"cal,omitempty"`
	RespondBy  int64           `dynamodbav:"rby,omitempty"`
	FollowUpAt int64           `dynamodbav:"fol,omitempty"`
	LookAt     int64           `dynamodbav:"lka,omitempty"`
	ArchiveAt  int64           `dynamodbav:"arc,omitempty"`
	Stage      int             `dynamodbav:"stg,omitempty"`
	Snapshot   string          `dynamodbav:"see,omitempty"` // see snapshotOf

	Notice string `dynamodbav:"notice"` // JSON of inquiry.Notice
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
	Urgency     string    `dynamodbav:"urr,omitempty"`
	Requester   partyItem `dynamodbav:"rq"`
	Destination string    `dynamodbav:"dst,omitempty"`
	Fingerprint string    `dynamodbav:"fpr,omitempty"`
}

type assigneeItem struct {
	Subject string `dynamodbav:"sub,omitempty"`
	Name    string `dynamodbav:"name,omitempty"`
}

type referenceItem struct {
	Customer string `dynamodbav:"cust,omitempty"`
	CRMCase  string `dynamodbav:"crm,omitempty"`
}

type attachmentItem struct {
	ID        string `dynamodbav:"id"`
	Name      string `dynamodbav:"name"`
	MediaType string `dynamodbav:"type"`
	Size      int    `dynamodbav:"size"`
	SHA256    string `dynamodbav:"sha"`
}

type clockItem struct {
	Calendar   string      `dynamodbav:"cal,omitempty"`
	StartedAt  int64       `dynamodbav:"sta"`
	Target     int         `dynamodbav:"tgt"`
	DueSoonAt  int64       `dynamodbav:"dsn"`
	LastCallAt int64       `dynamodbav:"lca,omitempty"`
	DueAt      int64       `dynamodbav:"due"`
	Pauses     []pauseItem `dynamodbav:"pas,omitempty"`
	Held       []pauseItem `dynamodbav:"hel,omitempty"`

	WarnPercent int `dynamodbav:"wpc,omitempty"`
	WarnMinutes int `dynamodbav:"wmi,omitempty"`
}

type replyItem struct {
	Code     string         `dynamodbav:"code"`
	Class    string         `dynamodbav:"class"`
	Fields   map[string]any `dynamodbav:"fields,omitempty"`
	Text     string         `dynamodbav:"text,omitempty"`
	Language string         `dynamodbav:"lang,omitempty"`
	Deferred bool           `dynamodbav:"dfr,omitempty"`
}

type trackingItem struct {
	Key     string `dynamodbav:"key"`
	Code    string `dynamodbav:"code"`
	At      int64  `dynamodbav:"at"`
	Office  string `dynamodbav:"office,omitempty"`
	Country string `dynamodbav:"country,omitempty"`
	Sender  string `dynamodbav:"snd,omitempty"`
	Reason  string `dynamodbav:"rea,omitempty"`
	Action  string `dynamodbav:"act,omitempty"`
	Retain  string `dynamodbav:"ret,omitempty"`
}

func eventOf(e inquiry.Event, notice string) eventItem {
	key := eventKey(e.InquiryID, e.Seq)
	it := eventItem{PK: key.PK, SK: key.SK, Seq: e.Seq, Kind: string(e.Kind), At: dynamo.Millis(e.At), Level: e.Level,
		By:      actorItem{string(e.By.Kind), e.By.Subject, e.By.Name, string(e.By.Operator), string(e.By.Centre)},
		Closing: e.ClosingCode, Reason: e.Reason, Fields: e.Fields, Urgent: e.Urgent, Urgency: e.UrgencyReason, Product: e.Product, OnTime: e.OnTime, Working: e.WorkingMinutes, Open: e.OpenMinutes, Notice: notice,
		Private: string(e.Private), Once: e.Once, Text: e.Text, Language: e.Language, Proposal: proposalOf(e.Proposal), Withdrawn: e.Withdrawn, Merge: string(e.Merge),
		Calendar: e.Calendar, RespondBy: dynamo.Millis(e.RespondBy), FollowUpAt: dynamo.Millis(e.FollowUpAt), LookAt: dynamo.Millis(e.LookAt), ArchiveAt: dynamo.Millis(e.ArchiveAt), Stage: e.Stage, Snapshot: snapshotOf(e)}
	if c := e.Customs; c != nil {
		it.Customs = &pauseItem{From: dynamo.Millis(c.At)}
		if c.Held {
			it.Customs.Cause = string(inquiry.ForCustoms)
		}
	}
	if a := e.Assignee; a != nil {
		it.Assignee = &assigneeItem{a.Subject, a.Name}
	}
	if r := e.Reference; r != nil {
		it.Reference = &referenceItem{r.CustomerRef, r.CRMCase}
	}
	if a := e.Attachment; a != nil {
		it.Attachment = &attachmentItem{a.ID, a.Name, a.MediaType, a.Size, a.SHA256}
	}
	if s := e.Start; s != nil {
		it.Start = &startItem{string(s.ItemID), s.Product, s.Workflow, s.CatalogueVersion, s.Urgent, s.UrgencyReason, partyItem{string(s.Requester.Operator), string(s.Requester.Centre)}, string(s.Destination), s.Fingerprint}
	}
	if p := e.Replier; p != nil {
		it.Replier = &partyItem{string(p.Operator), string(p.Centre)}
	}
	if p := e.Requester; p != nil {
		it.Asker = &partyItem{string(p.Operator), string(p.Centre)}
	}
	if p := e.From; p != nil {
		it.From = &partyItem{string(p.Operator), string(p.Centre)}
	}
	if c := e.Clock; c != nil {
		it.Clock = &clockItem{c.Calendar, dynamo.Millis(c.StartedAt), c.TargetMinutes, dynamo.Millis(c.DueSoonAt), dynamo.Millis(c.LastCallAt), dynamo.Millis(c.DueAt), pausesOf(c.Pauses), holdsOf(c.Held), c.Warning.Percent, c.Warning.Minutes}
	}
	if r := e.Reply; r != nil {
		it.Reply = &replyItem{r.Code, r.Class, r.Fields, r.Text, r.Language, r.Deferred}
	}
	if t := e.Tracking; t != nil {
		it.Tracking = &trackingItem{t.Key, t.Code, dynamo.Millis(t.Time), t.Office, t.Country, string(t.Sender), t.Reason, t.Action, t.Retention}
	}
	return it
}

func (it eventItem) event() inquiry.Event {
	e := inquiry.Event{InquiryID: inquiry.ID(it.PK[len(InquiryPrefix):]), Seq: it.Seq, Kind: inquiry.Kind(it.Kind), At: dynamo.Instant(it.At), Level: it.Level,
		By:          inquiry.Actor{Kind: inquiry.ActorKind(it.By.Kind), Subject: it.By.Subject, Name: it.By.Name, Operator: directory.OperatorCode(it.By.Operator), Centre: directory.CentreID(it.By.Centre)},
		ClosingCode: it.Closing, Reason: it.Reason, Fields: it.Fields, Urgent: it.Urgent, UrgencyReason: it.Urgency, Product: it.Product, OnTime: it.OnTime, WorkingMinutes: it.Working, OpenMinutes: it.Open,
		Private: inquiry.Side(it.Private), Once: it.Once, Text: it.Text, Language: it.Language, Proposal: it.Proposal.proposal(), Withdrawn: it.Withdrawn, Merge: inquiry.ID(it.Merge),
		Calendar: it.Calendar, RespondBy: dynamo.Instant(it.RespondBy), FollowUpAt: dynamo.Instant(it.FollowUpAt), LookAt: dynamo.Instant(it.LookAt), ArchiveAt: dynamo.Instant(it.ArchiveAt), Stage: it.Stage}
	e.LookedUp, e.Snapshot = it.snapshot()
	if c := it.Customs; c != nil {
		e.Customs = &inquiry.Customs{Held: c.Cause != "", At: dynamo.Instant(c.From)}
	}
	if a := it.Assignee; a != nil {
		e.Assignee = &inquiry.Assignee{Subject: a.Subject, Name: a.Name}
	}
	if r := it.Reference; r != nil {
		e.Reference = &inquiry.Reference{CustomerRef: r.Customer, CRMCase: r.CRMCase}
	}
	if a := it.Attachment; a != nil {
		e.Attachment = &inquiry.Attachment{ID: a.ID, Name: a.Name, MediaType: a.MediaType, Size: a.Size, SHA256: a.SHA256}
	}
	if s := it.Start; s != nil {
		e.Start = &inquiry.Start{ItemID: edi.ItemID(s.Item), Product: s.Product, Workflow: s.Workflow, CatalogueVersion: s.Catalogue, Urgent: s.Urgent, UrgencyReason: s.Urgency,
			Requester: s.Requester.party(), Destination: directory.OperatorCode(s.Destination), Fingerprint: s.Fingerprint}
	}
	if it.Replier != nil {
		p := it.Replier.party()
		e.Replier = &p
	}
	if it.Asker != nil {
		p := it.Asker.party()
		e.Requester = &p
	}
	if it.From != nil {
		p := it.From.party()
		e.From = &p
	}
	if c := it.Clock; c != nil {
		e.Clock = &inquiry.Clock{Calendar: c.Calendar, StartedAt: dynamo.Instant(c.StartedAt), TargetMinutes: c.Target, DueSoonAt: dynamo.Instant(c.DueSoonAt), LastCallAt: dynamo.Instant(c.LastCallAt),
			DueAt: dynamo.Instant(c.DueAt), Pauses: pauses(c.Pauses), Held: holds(c.Held), Warning: inquiry.Warning{Percent: c.WarnPercent, Minutes: c.WarnMinutes}}
	}
	if r := it.Reply; r != nil {
		e.Reply = &inquiry.Reply{Code: r.Code, Class: r.Class, Fields: r.Fields, Text: r.Text, Language: r.Language, Deferred: r.Deferred}
	}
	if t := it.Tracking; t != nil {
		e.Tracking = &inquiry.Tracking{Key: t.Key, Code: t.Code, Time: dynamo.Instant(t.At), Office: t.Office, Country: t.Country, Sender: directory.OperatorCode(t.Sender),
			Reason: t.Reason, Action: t.Action, Retention: t.Retain}
	}
	return e
}

func (p partyItem) party() inquiry.Party {
	return inquiry.Party{Operator: directory.OperatorCode(p.Operator), Centre: directory.CentreID(p.Centre)}
}

// nothingSeen stands for a look-up that found nothing.
const nothingSeen = "-"

// snapshotOf packs what tracking said: "EMC.<seconds since 1970 in base 36>.GBLALA", blanks between. It shares the event's item, which
// must stay within a KB.
func snapshotOf(e inquiry.Event) string {
	if !e.LookedUp {
		return ""
	}
	if len(e.Snapshot) == 0 {
		return nothingSeen
	}
	packed := make([]string, len(e.Snapshot))
	for i, s := range e.Snapshot {
		packed[i] = s.Code + "." + strconv.FormatInt(s.Time.Unix(), 36) + "." + s.Office
	}
	return strings.Join(packed, " ")
}

func (it eventItem) snapshot() (lookedUp bool, seen []inquiry.Sighting) {
	if it.Snapshot == "" || it.Snapshot == nothingSeen {
		return it.Snapshot != "", nil
	}
	for one := range strings.SplitSeq(it.Snapshot, " ") {
		code, rest, _ := strings.Cut(one, ".")
		when, office, _ := strings.Cut(rest, ".")
		seconds, err := strconv.ParseInt(when, 36, 64)
		if err == nil {
			seen = append(seen, inquiry.Sighting{Code: code, Time: time.Unix(seconds, 0).UTC(), Office: office})
		}
	}
	return true, seen
}
