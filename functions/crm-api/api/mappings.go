package api

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// CrmRuleBody says where one value comes from.
type CrmRuleBody struct {
	From      string `json:"from,omitempty" maxLength:"1000" doc:"JMESPath on the event's body; without let, $ and functions that could come to too much" example:"ticket.id"`
	Table     string `json:"table,omitempty" maxLength:"60" doc:"Name of the table that translates what was found" example:"workflows"`
	Otherwise string `json:"otherwise,omitempty" maxLength:"1000" doc:"The value where nothing was found, or the table has no entry" example:"nothing"`
}

// CrmMappingBody turns a system's events into steps of inquiries. What an action does not use is not looked at.
type CrmMappingBody struct {
	Case          CrmRuleBody            `json:"case" doc:"The case in the system: externalRef of its inquiry"`
	Action        CrmRuleBody            `json:"action" doc:"raise; supplement: give the partner what it asked for; note: of your side; comment: a supplement where the partner waits for one, and a note where not; close; nothing"`
	Send          CrmRuleBody            `json:"send,omitzero" doc:"true: a raised inquiry is sent at once; otherwise it stays a draft"`
	Item          CrmRuleBody            `json:"item,omitzero" doc:"Identifier (S10) as people type it"`
	Workflow      CrmRuleBody            `json:"workflow,omitzero"`
	Product       CrmRuleBody            `json:"product,omitzero" doc:"Nothing: by the item's number"`
	Destination   CrmRuleBody            `json:"destination,omitzero" doc:"Code of the operator that is asked. Nothing: by tracking"`
	Urgent        CrmRuleBody            `json:"urgent,omitzero" doc:"true or false"`
	UrgencyReason CrmRuleBody            `json:"urgencyReason,omitzero"`
	Fields        map[string]CrmRuleBody `json:"fields,omitempty" doc:"Of the workflow, by their codes; those that the workflow does not have are left out"`
	Text          CrmRuleBody            `json:"text,omitzero" doc:"Of a note or a supplement"`
	Language      CrmRuleBody            `json:"language,omitzero" doc:"ISO 639-1, of the text"`
	ClosingCode   CrmRuleBody            `json:"closingCode,omitzero" doc:"Or several divided by spaces: the first with which the inquiry can be closed then"`

	Tables map[string]map[string]string `json:"tables,omitempty" doc:"From the system's words to ours, without regard to capitals; an empty word stands for nothing"`
}

func (m CrmMappingBody) mapping() crm.Mapping {
	out := crm.Mapping{Case: crm.Rule(m.Case), Action: crm.Rule(m.Action), Send: crm.Rule(m.Send), Item: crm.Rule(m.Item), Workflow: crm.Rule(m.Workflow), Product: crm.Rule(m.Product),
		Destination: crm.Rule(m.Destination), Urgent: crm.Rule(m.Urgent), UrgencyReason: crm.Rule(m.UrgencyReason), Text: crm.Rule(m.Text), Language: crm.Rule(m.Language),
		ClosingCode: crm.Rule(m.ClosingCode), Fields: map[string]crm.Rule{}, Tables: m.Tables}
	for code, r := range m.Fields {
		out.Fields[code] = crm.Rule(r)
	}
	return out
}

func mappingBody(m crm.Mapping) CrmMappingBody {
	out := CrmMappingBody{Case: CrmRuleBody(m.Case), Action: CrmRuleBody(m.Action), Send: CrmRuleBody(m.Send), Item: CrmRuleBody(m.Item), Workflow: CrmRuleBody(m.Workflow), Product: CrmRuleBody(m.Product),
		Destination: CrmRuleBody(m.Destination), Urgent: CrmRuleBody(m.Urgent), UrgencyReason: CrmRuleBody(m.UrgencyReason), Text: CrmRuleBody(m.Text), Language: CrmRuleBody(m.Language),
		ClosingCode: CrmRuleBody(m.ClosingCode), Fields: map[string]CrmRuleBody{}, Tables: m.Tables}
	for code, r := range m.Fields {
		out.Fields[code] = CrmRuleBody(r)
	}
	return out
}

// CrmMappingView is a version of an integration's mapping.
type CrmMappingView struct {
	Version int             `json:"version" doc:"0: the integration has none yet"`
	Live    bool            `json:"live"`
	At      *time.Time      `json:"at"`
	By      *CrmPersonView  `json:"by,omitempty"`
	Mapping *CrmMappingBody `json:"mapping,omitempty" doc:"Left out where there is none yet"`
}

type crmMappingOutput struct {
	ETag string `header:"ETag"`
	Body CrmMappingView
}

func mappingView(g crm.Integration, v crm.Versioned) *crmMappingOutput {
	out := &crmMappingOutput{ETag: etag(v.Version), Body: CrmMappingView{Version: v.Version, Live: v.Version == g.Mapping && v.Version > 0}}
	if v.Version > 0 {
		body := mappingBody(v.Mapping)
		out.Body.At, out.Body.By, out.Body.Mapping = httpapi.Some(v.At), &CrmPersonView{v.By.Subject, v.By.Name}, &body
	}
	return out
}

func (d Deps) mapping(ctx context.Context, in *struct {
	ByIntegration
	Version int `query:"version" minimum:"1" doc:"Default: the live one"`
}) (*crmMappingOutput, error) {
	g, v, err := d.Service.Mapping(ctx, caller(ctx), in.ID, in.Version)
	if err != nil {
		return nil, err
	}
	return mappingView(g, v), nil
}

func (d Deps) setMapping(ctx context.Context, in *struct {
	ByIntegration
	httpapi.Edit
	Body CrmMappingBody
}) (*crmMappingOutput, error) {
	version, err := in.Version(crm.Any, 0)
	if err != nil {
		return nil, err
	}
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	g, v, err := d.Service.SetMapping(ctx, by, in.ID, version, in.Body.mapping(), now)
	if err != nil {
		return nil, err
	}
	return mappingView(g, v), nil
}

// CrmMappingVersionView is a version without what it says.
type CrmMappingVersionView struct {
	Version int           `json:"version"`
	At      time.Time     `json:"at"`
	By      CrmPersonView `json:"by"`
}

type crmVersionsOutput struct {
	Body struct {
		Items []CrmMappingVersionView `json:"items"`
	}
}

func (d Deps) versions(ctx context.Context, in *ByIntegration) (*crmVersionsOutput, error) {
	all, err := d.Service.Mappings(ctx, caller(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	out := &crmVersionsOutput{}
	out.Body.Items = make([]CrmMappingVersionView, len(all))
	for i, v := range all {
		out.Body.Items[i] = CrmMappingVersionView{v.Version, v.At, CrmPersonView(v.By)}
	}
	return out, nil
}

// CrmSampleView is an event as a system might send it.
type CrmSampleView struct {
	Name string `json:"name" example:"1-created"`
	Body string `json:"body" doc:"JSON, as a text"`
}

// CrmReadyView is a mapping to begin with.
type CrmReadyView struct {
	System  string          `json:"system" example:"zendesk"`
	Name    string          `json:"name" example:"Zendesk"`
	Origin  string          `json:"origin" doc:"After what it was constructed"`
	Sources []string        `json:"sources"`
	Mapping CrmMappingBody  `json:"mapping"`
	Samples []CrmSampleView `json:"samples"`
}

type crmReadyOutput struct {
	Body struct {
		Items []CrmReadyView `json:"items"`
	}
}

func (d Deps) ready(context.Context, *struct{}) (*crmReadyOutput, error) {
	all, err := crm.AllReady()
	if err != nil {
		return nil, err
	}
	out := &crmReadyOutput{}
	out.Body.Items = make([]CrmReadyView, len(all))
	for i, r := range all {
		v := CrmReadyView{System: r.System, Name: r.Name, Origin: r.Origin, Sources: r.Sources, Mapping: mappingBody(r.Mapping), Samples: make([]CrmSampleView, len(r.Samples))}
		for k, s := range r.Samples {
			var text bytes.Buffer
			if err := json.Indent(&text, s.Body, "", "  "); err != nil {
				return nil, err
			}
			v.Samples[k] = CrmSampleView{s.Name, text.String()}
		}
		out.Body.Items[i] = v
	}
	return out, nil
}

// CrmTracedView is how one value came about.
type CrmTracedView struct {
	Member string `json:"member" example:"fields.senderName"`
	From   string `json:"from"`
	Found  string `json:"found" doc:"What the expression found, as JSON, cut where it is long; empty: nothing"`
	Value  string `json:"value" doc:"What became of it; empty: nothing"`
	Wrong  string `json:"wrong" doc:"Why it is nothing where it should be something; empty: it is right"`
}

// CrmWouldView is the inquiry that would be raised.
type CrmWouldView struct {
	ItemID      edi.ItemID             `json:"itemId"`
	Workflow    string                 `json:"workflow"`
	Product     string                 `json:"product"`
	Destination directory.OperatorCode `json:"destination" doc:"The operator that is asked; empty in a draft that does not say"`
	State       string                 `json:"state" enum:"draft,sent"`
	Fields      []CrmFilledView        `json:"fields" doc:"By code, with what tracking fills in"`
}

// CrmFilledView is a field of the inquiry.
type CrmFilledView struct {
	Code  string `json:"code"`
	Value string `json:"value"`
}

// CrmRefusedView is why nothing would come of a sample.
type CrmRefusedView struct {
	Slug   string          `json:"slug" example:"inquiry-incomplete"`
	Detail string          `json:"detail"`
	Errors []problem.Field `json:"errors"`
}

// CrmTriedView is what a mapping would make of a sample.
type CrmTriedView struct {
	Action      string          `json:"action" doc:"One of the actions; empty where that is not known"`
	Case        string          `json:"case"`
	Send        bool            `json:"send"`
	Text        string          `json:"text"`
	ClosingCode string          `json:"closingCode"`
	Trace       []CrmTracedView `json:"trace"`
	Refused     *CrmRefusedView `json:"refused,omitempty" doc:"Left out: something would come of it"`
	Inquiry     *CrmWouldView   `json:"inquiry,omitempty" doc:"Left out unless one would be raised"`
	Missing     []problem.Field `json:"missing" doc:"What keeps a draft from being sent"`
	Unused      []string        `json:"unused" doc:"Fields of the mapping that the workflow does not have"`
}

type crmTriedOutput struct{ Body CrmTriedView }

func (d Deps) try(ctx context.Context, in *struct {
	Body struct {
		Mapping CrmMappingBody     `json:"mapping"`
		Sample  string             `json:"sample" maxLength:"262144" doc:"The body of an event, as a text"`
		Centre  directory.CentreID `json:"centre,omitempty" maxLength:"20" doc:"A call centre of yours, for which it would act. Default: the first"`
	}
}) (*crmTriedOutput, error) {
	by, now, err := d.asks(ctx)
	if err != nil {
		return nil, err
	}
	t, err := d.Service.Try(ctx, by, in.Body.Centre, in.Body.Mapping.mapping(), []byte(in.Body.Sample), now)
	if err != nil {
		return nil, err
	}
	v := CrmTriedView{Action: string(t.Command.Action), Case: t.Command.Case, Send: t.Command.Send, Text: t.Command.Text, ClosingCode: t.Command.ClosingCode,
		Trace: make([]CrmTracedView, len(t.Trace)), Missing: append([]problem.Field{}, t.Missing...), Unused: append([]string{}, t.Unused...)}
	for i, one := range t.Trace {
		v.Trace[i] = CrmTracedView(one)
	}
	if p := t.Refused; p != nil {
		v.Refused = &CrmRefusedView{p.Slug, p.Detail, append([]problem.Field{}, p.Fields...)}
	}
	if q := t.Inquiry; q != nil {
		v.Inquiry = would(*q, t.Fields)
	}
	return &crmTriedOutput{v}, nil
}

func would(q inquiry.Inquiry, fields map[string]any) *CrmWouldView {
	v := &CrmWouldView{ItemID: q.ItemID, Workflow: q.Workflow, Product: q.Product, Destination: q.Replier.Operator, State: string(q.State), Fields: []CrmFilledView{}}
	for _, code := range sorted(fields) {
		text, ok := fields[code].(string)
		if !ok {
			raw, err := json.Marshal(fields[code])
			if err != nil {
				continue
			}
			text = string(raw)
		}
		v.Fields = append(v.Fields, CrmFilledView{code, text})
	}
	return v
}
