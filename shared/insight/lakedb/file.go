package lakedb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// row is a fact with the types of the Glue table; the partition's two columns stand in the path. Instants are without zone, as Hive's are; a
// text that is empty is there all the same, as Firehose writes it.
type row struct {
	FactID            string `parquet:"fact_id"`
	Kind              string `parquet:"kind,dict"`
	At                *int64 `parquet:"at,optional,timestamp(microsecond:local)"`
	InquiryID         string `parquet:"inquiry_id"`
	RequesterOperator string `parquet:"requester_operator,dict"`
	RequesterCentre   string `parquet:"requester_centre,dict"`
	ReplierOperator   string `parquet:"replier_operator,dict"`
	ReplierCentre     string `parquet:"replier_centre,dict"`
	ActingCentre      string `parquet:"acting_centre,dict"`
	ActorKind         string `parquet:"actor_kind,dict"`
	Product           string `parquet:"product,dict"`
	Workflow          string `parquet:"workflow,dict"`
	Level             *int32 `parquet:"level,optional"`
	ReplyCode         string `parquet:"reply_code,dict"`
	ReplyClass        string `parquet:"reply_class,dict"`
	ClosingCode       string `parquet:"closing_code,dict"`
	DueAt             *int64 `parquet:"due_at,optional,timestamp(microsecond:local)"`
	OnTime            *bool  `parquet:"on_time,optional"`
	FirstLevel        *bool  `parquet:"first_level,optional"`
	Urgent            *bool  `parquet:"urgent,optional"`
	TargetMinutes     *int64 `parquet:"target_minutes,optional"`
	WorkingMinutes    *int64 `parquet:"working_minutes,optional"`
	OpenMinutes       *int64 `parquet:"open_minutes,optional"`
	Schema            *int32 `parquet:"schema_version,optional"`
	Version           *int64 `parquet:"fact_version,optional"`
	Sequence          *int32 `parquet:"sequence,optional"`
	Day               string `parquet:"day,dict"`
	Hour              *int32 `parquet:"hour,optional"`
	Weekday           *int32 `parquet:"weekday,optional"`
	SentAt            *int64 `parquet:"sent_at,optional,timestamp(microsecond:local)"`
	Reason            string `parquet:"reason,dict"`
	AnswerMinutes     *int64 `parquet:"answer_minutes,optional"`
	WaitingMinutes    *int64 `parquet:"waiting_minutes,optional"`
	ClosedDays        *int32 `parquet:"closed_days,optional"`
	Repeated          *bool  `parquet:"repeated,optional"`
	Agent             string `parquet:"agent,dict"`
	RequesterDay      string `parquet:"requester_day,dict"`
	ReplierDay        string `parquet:"replier_day,dict"`
	RequesterHour     *int32 `parquet:"requester_hour,optional"`
	RequesterWeekday  *int32 `parquet:"requester_weekday,optional"`
	ReplierHour       *int32 `parquet:"replier_hour,optional"`
	ReplierWeekday    *int32 `parquet:"replier_weekday,optional"`
	Items             *int64 `parquet:"items,optional"`
	PreAdvised        *int64 `parquet:"pre_advised,optional"`
	Outlived          *bool  `parquet:"outlived,optional"`
	QueueMinutes      *int64 `parquet:"queue_minutes,optional"`
}

func instant(s *insight.Stamp) *int64 {
	if s == nil {
		return nil
	}
	return new(time.Time(*s).UnixMicro())
}

func wide(n *int) *int64 {
	if n == nil {
		return nil
	}
	return new(int64(*n))
}

func narrow(n *int) *int32 {
	if n == nil {
		return nil
	}
	return new(int32(*n)) //nolint:gosec // levels, hours and days
}

func rowOf(f insight.Fact) row {
	return row{FactID: f.FactID, Kind: f.Kind, At: instant(&f.At), InquiryID: f.InquiryID, RequesterOperator: string(f.RequesterOperator), RequesterCentre: string(f.RequesterCentre),
		ReplierOperator: string(f.ReplierOperator), ReplierCentre: string(f.ReplierCentre), ActingCentre: string(f.ActingCentre), ActorKind: f.ActorKind,
		Product: f.Product, Workflow: f.Workflow, Level: narrow(&f.Level), ReplyCode: f.ReplyCode, ReplyClass: f.ReplyClass, ClosingCode: f.ClosingCode,
		DueAt: instant(f.DueAt), OnTime: f.OnTime, FirstLevel: f.FirstLevel, Urgent: &f.Urgent, TargetMinutes: wide(&f.TargetMinutes), WorkingMinutes: wide(f.WorkingMinutes), OpenMinutes: wide(f.OpenMinutes),
		Schema: narrow(&f.Schema), Version: &f.Version, Sequence: narrow(&f.Sequence), Day: f.Day, Hour: narrow(f.Hour), Weekday: narrow(f.Weekday), SentAt: instant(f.SentAt),
		Reason: f.Reason, AnswerMinutes: wide(f.AnswerMinutes), WaitingMinutes: wide(f.WaitingMinutes), ClosedDays: narrow(f.ClosedDays), Repeated: f.Repeated, Agent: f.Agent, RequesterDay: f.RequesterDay, ReplierDay: f.ReplierDay,
		RequesterHour: narrow(f.RequesterHour), RequesterWeekday: narrow(f.RequesterWeekday), ReplierHour: narrow(f.ReplierHour), ReplierWeekday: narrow(f.ReplierWeekday),
		Items: wide(f.Items), PreAdvised: wide(f.PreAdvised), Outlived: f.Outlived, QueueMinutes: wide(f.QueueMinutes)}
}

// Writer writes facts of one partition as one file.
type Writer struct {
	out *parquet.GenericWriter[row]
}

// NewWriter begins a file.
func NewWriter(w io.Writer) *Writer {
	return &Writer{parquet.NewGenericWriter[row](w, parquet.Compression(&snappy.Codec{}), parquet.MaxRowsPerRowGroup(200_000))}
}

// Write adds facts.
func (w *Writer) Write(facts ...insight.Fact) error {
	rows := make([]row, len(facts))
	for i, f := range facts {
		rows[i] = rowOf(f)
	}
	_, err := w.out.Write(rows)
	return err
}

// Close ends the file.
func (w *Writer) Close() error { return w.out.Close() }

// Read calls yield with each fact of a file of a partition, whoever wrote it: Firehose, which keeps instants in twelve bytes, the local engine
// or a Writer. Columns that the file has not stay unset; those that nobody knows are an error, because they would be lost.
func Read(content []byte, fact string, month insight.Month, yield func(insight.Fact) error) error {
	f, err := parquet.OpenFile(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fmt.Errorf("open Parquet: %w", err)
	}
	var set []func(*insight.Fact, parquet.Value)
	for _, c := range f.Root().Columns() {
		setter, ok := setters[c.Name()]
		if !ok || !c.Leaf() {
			return fmt.Errorf("read Parquet: nobody knows the column %s", c.Name())
		}
		set = append(set, setter(micros(c)))
	}
	buffer := make([]parquet.Row, 256)
	for _, group := range f.RowGroups() {
		if err := readGroup(group, buffer, set, fact, month, yield); err != nil {
			return err
		}
	}
	return nil
}

func readGroup(group parquet.RowGroup, buffer []parquet.Row, set []func(*insight.Fact, parquet.Value), fact string, month insight.Month, yield func(insight.Fact) error) (err error) {
	rows := group.Rows()
	defer func() { err = errors.Join(err, rows.Close()) }()
	for {
		n, readErr := rows.ReadRows(buffer)
		for _, r := range buffer[:n] {
			out := insight.Fact{Fact: fact, Month: month}
			for _, v := range r {
				if !v.IsNull() {
					set[v.Column()](&out, v)
				}
			}
			if err := yield(out); err != nil {
				return err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return fmt.Errorf("read Parquet: %w", readErr)
		}
	}
}

// micros turns a column's instants into microseconds since 1970.
func micros(c *parquet.Column) func(parquet.Value) int64 {
	if c.Type().Kind() == parquet.Int96 {
		return func(v parquet.Value) int64 { return julian(v.Int96()) }
	}
	if l := c.Type().LogicalType(); l != nil {
		if stamp, ok := l.Value.(*format.TimestampType); ok {
			unit := stamp.Unit.Value.Duration()
			return func(v parquet.Value) int64 { return time.Duration(v.Int64() * int64(unit)).Microseconds() }
		}
	}
	return func(v parquet.Value) int64 { return v.Int64() }
}

// unixEpoch is 1 January 1970 as a Julian day.
const unixEpoch = 2440588

// julian is an instant in twelve bytes: nanoseconds of the day, and the Julian day.
func julian(v deprecated.Int96) int64 {
	nanos := int64(v[0]) | int64(v[1])<<32
	return (int64(v[2])-unixEpoch)*int64(24*time.Hour/time.Microsecond) + nanos/1000
}

type setter func(micros func(parquet.Value) int64) func(*insight.Fact, parquet.Value)

func text(of func(*insight.Fact) *string) setter {
	return func(func(parquet.Value) int64) func(*insight.Fact, parquet.Value) {
		return func(f *insight.Fact, v parquet.Value) { *of(f) = string(v.ByteArray()) }
	}
}

// whole reads a number of four or eight bytes.
func whole(set func(*insight.Fact, int)) setter {
	return func(func(parquet.Value) int64) func(*insight.Fact, parquet.Value) {
		return func(f *insight.Fact, v parquet.Value) {
			if v.Kind() == parquet.Int32 {
				set(f, int(v.Int32()))
			} else {
				set(f, int(v.Int64()))
			}
		}
	}
}

func truth(set func(*insight.Fact, bool)) setter {
	return func(func(parquet.Value) int64) func(*insight.Fact, parquet.Value) {
		return func(f *insight.Fact, v parquet.Value) { set(f, v.Boolean()) }
	}
}

func moment(set func(*insight.Fact, insight.Stamp)) setter {
	return func(micros func(parquet.Value) int64) func(*insight.Fact, parquet.Value) {
		return func(f *insight.Fact, v parquet.Value) { set(f, insight.Stamp(time.UnixMicro(micros(v)).UTC())) }
	}
}

func operator(of func(*insight.Fact) *principal.OperatorCode) setter {
	return text(func(f *insight.Fact) *string { return (*string)(of(f)) })
}

func centre(of func(*insight.Fact) *principal.CentreID) setter {
	return text(func(f *insight.Fact) *string { return (*string)(of(f)) })
}

var setters = map[string]setter{
	"fact_id":            text(func(f *insight.Fact) *string { return &f.FactID }),
	"kind":               text(func(f *insight.Fact) *string { return &f.Kind }),
	"at":                 moment(func(f *insight.Fact, s insight.Stamp) { f.At = s }),
	"inquiry_id":         text(func(f *insight.Fact) *string { return &f.InquiryID }),
	"requester_operator": operator(func(f *insight.Fact) *principal.OperatorCode { return &f.RequesterOperator }),
	"requester_centre":   centre(func(f *insight.Fact) *principal.CentreID { return &f.RequesterCentre }),
	"replier_operator":   operator(func(f *insight.Fact) *principal.OperatorCode { return &f.ReplierOperator }),
	"replier_centre":     centre(func(f *insight.Fact) *principal.CentreID { return &f.ReplierCentre }),
	"acting_centre":      centre(func(f *insight.Fact) *principal.CentreID { return &f.ActingCentre }),
	"actor_kind":         text(func(f *insight.Fact) *string { return &f.ActorKind }),
	"product":            text(func(f *insight.Fact) *string { return &f.Product }),
	"workflow":           text(func(f *insight.Fact) *string { return &f.Workflow }),
	"level":              whole(func(f *insight.Fact, n int) { f.Level = n }),
	"reply_code":         text(func(f *insight.Fact) *string { return &f.ReplyCode }),
	"reply_class":        text(func(f *insight.Fact) *string { return &f.ReplyClass }),
	"closing_code":       text(func(f *insight.Fact) *string { return &f.ClosingCode }),
	"due_at":             moment(func(f *insight.Fact, s insight.Stamp) { f.DueAt = &s }),
	"on_time":            truth(func(f *insight.Fact, b bool) { f.OnTime = &b }),
	"first_level":        truth(func(f *insight.Fact, b bool) { f.FirstLevel = &b }),
	"urgent":             truth(func(f *insight.Fact, b bool) { f.Urgent = b }),
	"target_minutes":     whole(func(f *insight.Fact, n int) { f.TargetMinutes = n }),
	"working_minutes":    whole(func(f *insight.Fact, n int) { f.WorkingMinutes = &n }),
	"open_minutes":       whole(func(f *insight.Fact, n int) { f.OpenMinutes = &n }),
	"schema_version":     whole(func(f *insight.Fact, n int) { f.Schema = n }),
	"fact_version":       whole(func(f *insight.Fact, n int) { f.Version = int64(n) }),
	"sequence":           whole(func(f *insight.Fact, n int) { f.Sequence = n }),
	"day":                text(func(f *insight.Fact) *string { return &f.Day }),
	"hour":               whole(func(f *insight.Fact, n int) { f.Hour = &n }),
	"weekday":            whole(func(f *insight.Fact, n int) { f.Weekday = &n }),
	"sent_at":            moment(func(f *insight.Fact, s insight.Stamp) { f.SentAt = &s }),
	"reason":             text(func(f *insight.Fact) *string { return &f.Reason }),
	"answer_minutes":     whole(func(f *insight.Fact, n int) { f.AnswerMinutes = &n }),
	"waiting_minutes":    whole(func(f *insight.Fact, n int) { f.WaitingMinutes = &n }),
	"closed_days":        whole(func(f *insight.Fact, n int) { f.ClosedDays = &n }),
	"repeated":           truth(func(f *insight.Fact, b bool) { f.Repeated = &b }),
	"agent":              text(func(f *insight.Fact) *string { return &f.Agent }),
	"requester_day":      text(func(f *insight.Fact) *string { return &f.RequesterDay }),
	"replier_day":        text(func(f *insight.Fact) *string { return &f.ReplierDay }),
	"requester_hour":     whole(func(f *insight.Fact, n int) { f.RequesterHour = &n }),
	"requester_weekday":  whole(func(f *insight.Fact, n int) { f.RequesterWeekday = &n }),
	"replier_hour":       whole(func(f *insight.Fact, n int) { f.ReplierHour = &n }),
	"replier_weekday":    whole(func(f *insight.Fact, n int) { f.ReplierWeekday = &n }),
	"items":              whole(func(f *insight.Fact, n int) { f.Items = &n }),
	"pre_advised":        whole(func(f *insight.Fact, n int) { f.PreAdvised = &n }),
	"outlived":           truth(func(f *insight.Fact, b bool) { f.Outlived = &b }),
	"queue_minutes":      whole(func(f *insight.Fact, n int) { f.QueueMinutes = &n }),
}
