package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Action is what a line of an operator's file does to an inquiry.
type Action string

// The actions.
const (
	DoReply      Action = "reply"      // answer the question; the default
	DoSupplement Action = "supplement" // give what the partner asked for
	DoClose      Action = "close"      // end the inquiry
)

// Entry is a line of an operator's file. It may hold personal data.
type Entry struct {
	Place     int    // line of the file, from 1
	Line      string // what the operator calls the line; "" when it has no name for it
	InquiryID inquiry.ID
	Sequence  int // of the line of ours that it is about; 0 when it does not say
	Action    Action
	Code      string
	Text      string
	Language  string
	Fields    map[string]any
	Cells     map[string]string // of a CSV file instead of Fields: what they are, the catalogue says
	Wrong     []problem.Field   // why it cannot be read
}

// LogValue keeps personal data out of logs.
func (e Entry) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("place", e.Place), slog.String("inquiry", string(e.InquiryID)))
}

// Refusal says why nothing of a file was taken, and where it is wrong; Place is 0 where no line is to blame.
type Refusal struct {
	Slug   string
	Detail string
	Place  int
}

// read reads a whole file. CSV or JSON lines, and which separator, shows in its first line. A line that is wrong is an entry that says so;
// what cannot be read as lines at all is refused. Files from spreadsheets may begin with a byte order mark.
func read(raw []byte, t Terms) ([]Entry, Format, Separator, *Refusal) {
	refused := func(slug string, place int, format string, args ...any) ([]Entry, Format, Separator, *Refusal) {
		return nil, "", "", &Refusal{slug, fmt.Sprintf(format, args...), place}
	}
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")), bytes.IndexByte(raw, 0) >= 0:
		return refused("file-encoding", 0, "The file is not UTF-8; it looks like UTF-16. Save it as “CSV UTF-8”.")
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return refused("file-encoding", 0, "The file is a workbook or an archive, not text. Save it as “CSV UTF-8”.")
	}
	raw = bytes.TrimPrefix(raw, []byte(bom))
	if !utf8.Valid(raw) {
		return refused("file-encoding", placeOf(raw), "The file is not UTF-8 from this line on. Save it as “CSV UTF-8”.")
	}
	var entries []Entry
	var format Format
	var sep Separator
	var refusal *Refusal
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		entries, format = readJSON(raw), JSONL
	} else {
		format = CSV
		entries, sep, refusal = readCSV(raw)
	}
	switch {
	case refusal != nil:
		return nil, format, sep, refusal
	case len(entries) == 0:
		return refused("file-empty", 0, "The file holds no line.")
	case len(entries) > t.UploadLines:
		return refused("file-too-long", t.UploadLines+1, "The file has more than %d lines. Send several files.", t.UploadLines)
	}
	return entries, format, sep, nil
}

// placeOf is the line of the first byte that is not UTF-8.
func placeOf(raw []byte) int {
	place := 1
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size <= 1 {
			return place
		}
		if r == '\n' {
			place++
		}
		raw = raw[size:]
	}
	return place
}

// entryColumns are those that a CSV file of an operator's may have besides those of fields.
var entryColumns = []string{"line", "inquiryId", "sequence", "action", "code", "text", "language"}

func readCSV(raw []byte) ([]Entry, Separator, *Refusal) {
	first, rest, _ := strings.Cut(string(raw), "\n")
	offset := 0
	if hint, ok := strings.CutPrefix(strings.TrimSpace(first), "sep="); ok && len(hint) == 1 { // a spreadsheet's own hint, before the header
		raw, offset = []byte(rest), 1
		first, _, _ = strings.Cut(rest, "\n")
	}
	sep, comma := Comma, ','
	switch {
	case strings.Contains(first, ";"):
		sep, comma = Semicolon, ';'
	case strings.Contains(first, "\t"):
		comma = '\t'
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma, r.FieldsPerRecord = comma, -1
	header, err := r.Read()
	if err != nil {
		return nil, sep, unreadable(err, offset)
	}
	if refusal := checkHeader(header); refusal != nil {
		return nil, sep, refusal
	}
	var out []Entry
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, sep, nil
		}
		if err != nil {
			return nil, sep, unreadable(err, offset)
		}
		place, _ := r.FieldPos(0)
		if blank(row) {
			continue
		}
		out = append(out, entryOf(header, row, place+offset))
	}
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(s string) bool { return strings.TrimSpace(s) != "" })
}

func unreadable(err error, offset int) *Refusal {
	if errors.Is(err, io.EOF) {
		return &Refusal{"file-empty", "The file holds no line.", 0}
	}
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		return &Refusal{"file-unreadable", fmt.Sprintf("The file is no CSV from this line on: %v, at column %d.", p.Err, p.Column), p.Line + offset}
	}
	return &Refusal{"file-unreadable", "The file is no CSV.", 0}
}

func checkHeader(header []string) *Refusal {
	for i, name := range header {
		header[i] = strings.TrimSpace(name)
	}
	if !slices.Contains(header, "inquiryId") {
		return &Refusal{"file-columns", "The first line does not name the column inquiryId. It names the columns: " + strings.Join(entryColumns, ", ") + ", and field.… for each field.", 1}
	}
	for i, name := range header {
		code, isField := strings.CutPrefix(name, fieldPrefix)
		switch {
		case !isField && !slices.Contains(entryColumns, name), isField && !fieldCode.MatchString(code):
			return &Refusal{"file-columns", fmt.Sprintf("Column %d of the first line is not known. There are: %s, and field.… for each field.", i+1, strings.Join(entryColumns, ", ")), 1}
		case slices.Contains(header[:i], name):
			return &Refusal{"file-columns", fmt.Sprintf("Column %d of the first line is there twice.", i+1), 1}
		}
	}
	return nil
}

var (
	fieldCode = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,39}$`)
	idForm    = regexp.MustCompile(`^[0-9A-Z]{26}$`)
	codeForm  = regexp.MustCompile(`^[A-Z0-9_]{1,20}$`)
	language  = regexp.MustCompile(`^[a-z]{2}$`)
)

func entryOf(header, row []string, place int) Entry {
	e := Entry{Place: place, Cells: map[string]string{}}
	if len(row) != len(header) {
		e.Wrong = append(e.Wrong, problem.Field{Name: "line", Reason: fmt.Sprintf("has %d cells, not %d as the first line", len(row), len(header))})
	}
	sequence := ""
	for i, name := range header[:min(len(header), len(row))] {
		value := natural(strings.TrimSpace(row[i]))
		switch name {
		case "line":
			e.Line = value
		case "inquiryId":
			e.InquiryID = inquiry.ID(strings.ToUpper(value))
		case "sequence":
			sequence = value
		case "action":
			e.Action = Action(value)
		case "code":
			e.Code = value
		case "text":
			e.Text = value
		case "language":
			e.Language = value
		default:
			if value != "" {
				e.Cells[strings.TrimPrefix(name, fieldPrefix)] = value
			}
		}
	}
	if sequence != "" {
		n, err := strconv.Atoi(sequence)
		if err != nil || n < 1 {
			e.Wrong = append(e.Wrong, problem.Field{Name: "sequence", Reason: "is not the sequence of a line of ours"})
		}
		e.Sequence = n
	}
	return e.checked()
}

// object is an entry as JSON lines write it.
type object struct {
	Line      string         `json:"line"`
	InquiryID string         `json:"inquiryId"`
	Sequence  int            `json:"sequence"`
	Action    Action         `json:"action"`
	Code      string         `json:"code"`
	Text      string         `json:"text"`
	Language  string         `json:"language"`
	Fields    map[string]any `json:"fields"`
}

func readJSON(raw []byte) []Entry {
	var out []Entry
	place := 0
	for line := range bytes.Lines(raw) {
		place++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var o object
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		err := d.Decode(&o)
		if err == nil && d.More() {
			err = errors.New("more than one value")
		}
		if err != nil {
			out = append(out, Entry{Place: place, Wrong: []problem.Field{{Name: "line", Reason: "is no JSON object of a line: " + jsonReason(err)}}})
			continue
		}
		out = append(out, Entry{Place: place, Line: o.Line, InquiryID: inquiry.ID(o.InquiryID), Sequence: o.Sequence, Action: o.Action, Code: o.Code, Text: o.Text, Language: o.Language,
			Fields: o.Fields}.checked())
	}
	return out
}

// jsonReason says what is wrong without repeating what somebody wrote, but for the name of a member.
func jsonReason(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return t.Field + " is a " + t.Value
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok && len(name) <= 42 {
		return "it has no member " + name
	}
	if s, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("it breaks at character %d", s.Offset)
	}
	return "it cannot be read"
}

// Limits of a line, in characters; those of the API.
const (
	maxText     = 4000
	maxLineName = 60
)

// checked is the entry with what is wrong in its form. Whether the step may be taken, the inquiry says.
func (e Entry) checked() Entry {
	if e.Action == "" {
		e.Action = DoReply
	}
	wrong := func(bad bool, field, reason string) {
		if bad {
			e.Wrong = append(e.Wrong, problem.Field{Name: field, Reason: reason})
		}
	}
	wrong(!idForm.MatchString(string(e.InquiryID)), "inquiryId", "is not the number of an inquiry: 26 letters and digits")
	wrong(!slices.Contains([]Action{DoReply, DoSupplement, DoClose}, e.Action), "action", "is not reply, supplement or close")
	wrong(e.Action != DoSupplement && !codeForm.MatchString(e.Code), "code", "is missing or no code")
	wrong(e.Action == DoSupplement && e.Code != "", "code", "has no meaning in a supplement")
	wrong(e.Action == DoClose && (e.Text != "" || len(e.Fields)+len(e.Cells) > 0), "action", "close takes a code and nothing else")
	wrong(e.Language != "" && !language.MatchString(e.Language), "language", "is no language like fr")
	wrong(utf8.RuneCountInString(e.Text) > maxText, "text", fmt.Sprintf("is longer than %d characters", maxText))
	wrong(utf8.RuneCountInString(e.Line) > maxLineName, "line", fmt.Sprintf("is longer than %d characters", maxLineName))
	wrong(e.Sequence < 0, "sequence", "is not the sequence of a line of ours")
	return e
}

// values turns the cells of a CSV line into what the fields of a form hold. A cell for a field that the form has not stays a text: the form
// says what is wrong with it.
func values(cells map[string]string, fields []catalogue.Field) (map[string]any, []problem.Field) {
	out, wrong := map[string]any{}, []problem.Field{}
	for code, text := range cells {
		i := slices.IndexFunc(fields, func(f catalogue.Field) bool { return f.Code == code })
		if i < 0 {
			out[code] = text
			continue
		}
		v, reason := value(text, fields[i].Type)
		if reason != "" {
			wrong = append(wrong, problem.Field{Name: "fields." + code, Reason: reason})
		}
		out[code] = v
	}
	slices.SortFunc(wrong, func(a, b problem.Field) int { return strings.Compare(a.Name, b.Name) })
	return out, wrong
}

var moneyForm = regexp.MustCompile(`^[0-9]{1,12}\.[0-9]{2}$`)

func value(text string, kind catalogue.FieldType) (any, string) {
	switch kind {
	case catalogue.Integer:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, "must be a whole number"
		}
		return float64(n), ""
	case catalogue.Amount:
		if !moneyForm.MatchString(text) {
			return nil, "must be written with a point and two decimals, like 45.00"
		}
		n, err := strconv.ParseInt(strings.Replace(text, ".", "", 1), 10, 64)
		if err != nil {
			return nil, "must be written with a point and two decimals, like 45.00"
		}
		return float64(n), ""
	case catalogue.Boolean:
		switch strings.ToLower(text) {
		case "true":
			return true, ""
		case "false":
			return false, ""
		}
		return nil, "must be true or false"
	case catalogue.Codes, catalogue.Attachments:
		list := []any{}
		for part := range strings.SplitSeq(text, listSeparator) {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
		return list, ""
	}
	return text, ""
}
