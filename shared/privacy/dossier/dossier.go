// Package dossier writes a person's data export: a ZIP with a page for people, the same for machines, and the documents.
//
// It is a package of its own, as package form is, because templates make a binary half as large again: privacy-runner alone imports it.
package dossier

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// Dossier is an export in the making: a ZIP with the documents, person-data.json for machines and summary.html for people. Its members are the JSON.
// It implements privacy.Dossier.
type Dossier struct {
	Reference string    `json:"reference"`
	Operator  string    `json:"operator"`
	Language  string    `json:"language"`
	MadeAt    time.Time `json:"madeAt"`
	Inquiries []Case    `json:"inquiries"`

	zip *zip.Writer
}

// Case is an inquiry in an export: what it says of the person, and what became of it. It names no agents: they are not whom the export is about.
type Case struct {
	InquiryID     string    `json:"inquiryId"`
	ItemID        string    `json:"itemId"`
	Workflow      string    `json:"workflow"`
	WorkflowLabel string    `json:"workflowLabel"`
	State         string    `json:"state"`
	Erased        bool      `json:"erased"`
	CreatedAt     time.Time `json:"createdAt"`
	ClosedAt      time.Time `json:"closedAt,omitzero"`
	Requester     string    `json:"requester"`
	Replier       string    `json:"replier"`
	Request       []Entry   `json:"request"`
	History       []Step    `json:"history"`
	Documents     []File    `json:"documents"`
}

// Entry is a field with its value, for machines and for people.
type Entry struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Value any    `json:"value"`
	Text  string `json:"text"`
}

// Step is one step of the history that holds something: who did what when, and what they wrote.
type Step struct {
	Seq       int        `json:"seq"`
	At        time.Time  `json:"at"`
	Kind      string     `json:"kind"`
	Operator  string     `json:"operator"` // "" for the system
	Centre    string     `json:"centre"`
	Private   bool       `json:"private"` // a note that only this operator sees
	Code      string     `json:"code,omitempty"`
	Label     string     `json:"label,omitempty"`
	Fields    []Entry    `json:"fields"`
	Text      string     `json:"text,omitempty"`
	Language  string     `json:"language,omitempty"`
	Reference *Reference `json:"reference,omitempty"`
	Document  string     `json:"document,omitempty"`
}

// Reference is what a further case of the customer is called.
type Reference struct {
	CustomerRef string `json:"customerRef"`
	CRMCaseID   string `json:"crmCaseId"`
}

// File is a document of an inquiry and where it is in the ZIP.
type File struct {
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	Size      int    `json:"size"`
	SHA256    string `json:"sha256"`
	Path      string `json:"path"`
}

// Begin begins the export of a data request.
func Begin(w io.Writer, r privacy.Request, now time.Time) privacy.Dossier {
	lang := r.Language
	if !slices.Contains(languages, lang) {
		lang = languages[0]
	}
	return &Dossier{Reference: r.Reference, Operator: string(r.Operator), Language: lang, MadeAt: now, Inquiries: []Case{}, zip: zip.NewWriter(w)}
}

// Add implements privacy.Dossier: the inquiry in the words of its release, and its documents.
func (d *Dossier) Add(details inquiry.Details, documents []attachment.Document, content func(attachment.Document) ([]byte, error)) error {
	c := d.caseOf(details)
	for _, doc := range documents {
		raw, err := content(doc)
		if err != nil {
			return err
		}
		if err := d.document(&c, doc, raw); err != nil {
			return err
		}
	}
	d.Inquiries = append(d.Inquiries, c)
	return nil
}

// End implements privacy.Dossier: it writes what tells of the documents, and closes the ZIP.
func (d *Dossier) End() error {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	machine, err := d.create("person-data.json", zip.Deflate)
	if err != nil {
		return err
	}
	if _, err := machine.Write(data); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	people, err := d.create("summary.html", zip.Deflate)
	if err != nil {
		return err
	}
	return errors.Join(d.print(people), d.zip.Close())
}

func (d *Dossier) create(name string, method uint16) (io.Writer, error) {
	w, err := d.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: d.MadeAt})
	if err != nil {
		return nil, fmt.Errorf("write export: %w", err)
	}
	return w, nil
}

// document adds a file to the ZIP, under its name or, where another has it, a numbered one.
func (d *Dossier) document(c *Case, doc attachment.Document, content []byte) error {
	f := File{Name: doc.Name, MediaType: doc.MediaType, Size: doc.Size, SHA256: doc.SHA256}
	name, n := doc.Name, 1
	taken := func(p string) bool { return slices.ContainsFunc(c.Documents, func(o File) bool { return o.Path == p }) }
	for f.Path = "documents/" + c.InquiryID + "/" + name; taken(f.Path); f.Path = "documents/" + c.InquiryID + "/" + name {
		n++
		ext := path.Ext(doc.Name)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(doc.Name, ext), n, ext)
	}
	w, err := d.create(f.Path, zip.Store) // pictures and PDF are compressed already
	if err != nil {
		return err
	}
	if _, err := w.Write(content); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	c.Documents = append(c.Documents, f)
	return nil
}

// caseOf writes an inquiry in the words of its release.
func (d *Dossier) caseOf(details inquiry.Details) Case {
	q, r := details.Inquiry, details.Release
	c := Case{InquiryID: string(q.ID), ItemID: string(q.ItemID), Workflow: q.Workflow, WorkflowLabel: q.Workflow, State: string(q.State), Erased: q.Erased, CreatedAt: q.CreatedAt,
		ClosedAt: q.ClosedAt, Requester: string(q.Requester.Operator), Replier: string(q.Replier.Operator), History: []Step{}, Documents: []File{}}
	var fields []catalogue.Field
	if wf, ok := r.Workflow(q.Workflow); ok {
		c.WorkflowLabel, fields = d.say(wf.Labels, wf.Code), wf.Fields()
	}
	c.Request = d.entries(fields, details.Request.Fields)
	for _, e := range details.History {
		c.History = append(c.History, d.step(e, r))
	}
	return c
}

func (d *Dossier) step(e inquiry.Event, r *catalogue.Release) Step {
	s := Step{Seq: e.Seq, At: e.At, Kind: string(e.Kind), Operator: string(e.By.Operator), Centre: string(e.By.Centre), Private: e.Private != "", Text: e.Text, Language: e.Language,
		Fields: []Entry{}}
	switch {
	case e.Reply != nil:
		s.Code, s.Label, s.Text, s.Language = e.Reply.Code, e.Reply.Code, e.Reply.Text, e.Reply.Language
		var fields []catalogue.Field
		if reply, ok := r.Reply(e.Reply.Code); ok {
			s.Label, fields = d.say(reply.Labels, reply.Code), reply.Fields
		}
		s.Fields = d.entries(fields, e.Reply.Fields)
	case e.ClosingCode != "":
		s.Code, s.Label = e.ClosingCode, e.ClosingCode
		if closing, ok := r.Closing(e.ClosingCode); ok {
			s.Label = d.say(closing.Labels, closing.Code)
		}
	case e.Tracking != nil:
		s.Code, s.Label = e.Tracking.Code, e.Tracking.Code
		if event, ok := r.Event(e.Tracking.Code); ok {
			s.Label = d.say(event.Labels, event.Code)
		}
	}
	if e.Reference != nil {
		s.Reference = &Reference{e.Reference.CustomerRef, e.Reference.CRMCase}
	}
	if e.Attachment != nil {
		s.Document = e.Attachment.Name
	}
	return s
}

// entries are the values in the order of the form, then those that the release does not know.
func (d *Dossier) entries(fields []catalogue.Field, values map[string]any) []Entry {
	out := []Entry{}
	known := map[string]bool{}
	for _, f := range fields {
		if v, given := values[f.Code]; given && !known[f.Code] {
			out = append(out, Entry{f.Code, d.say(f.Labels, f.Code), v, d.text(f, v)})
			known[f.Code] = true
		}
	}
	var others []string
	for code := range values {
		if !known[code] {
			others = append(others, code)
		}
	}
	slices.Sort(others)
	for _, code := range others {
		out = append(out, Entry{code, code, values[code], plain(values[code])})
	}
	return out
}

// text writes a value for people.
func (d *Dossier) text(f catalogue.Field, v any) string {
	label := func(code string) string {
		for _, o := range f.Options {
			if o.Code == code {
				return d.say(o.Labels, code)
			}
		}
		return code
	}
	switch v := v.(type) {
	case bool:
		if v {
			return d.word("yes")
		}
		return d.word("no")
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, label(plain(e)))
		}
		return strings.Join(all, ", ")
	}
	return label(plain(v))
}

// plain writes a value as JSON does, without quotes.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}

// say is a label of the catalogue in the language of the export.
func (d *Dossier) say(labels catalogue.Labels, code string) string {
	for _, lang := range []string{d.Language, languages[0]} {
		if l := labels[lang]; l != "" {
			return l
		}
	}
	return code
}
