package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// fieldPrefix begins the name of a column that holds a field of a form: "field.date".
const fieldPrefix = "field."

// listSeparator stands between the values of a list in one cell.
const listSeparator = ";"

// Columns are those that every CSV file of ours has, in this order; new ones are only ever added after them. A column for each field that
// occurs in the file follows, in the order of the codes.
var Columns = []string{"record", "inquiryId", "sequence", "at", "side", "itemId", "product", "productName", "workflow", "workflowName", "level", "urgent", "dueAt", "respondBy",
	"centre", "partner", "partnerCentre", "externalRef", "code", "codeName", "class", "replies", "text", "language"}

// write makes a file of lines.
func write(lines []Line, f Format, sep Separator) ([]byte, error) {
	if f == JSONL {
		return jsonLines(lines)
	}
	codes := map[string]bool{}
	for _, l := range lines {
		for code := range l.Fields {
			codes[code] = true
		}
	}
	fields := slices.Sorted(maps.Keys(codes))
	header := slices.Clone(Columns)
	for _, code := range fields {
		header = append(header, fieldPrefix+code)
	}
	table := [][]string{header}
	for _, l := range lines {
		row := []string{string(l.Record), string(l.InquiryID), strconv.Itoa(l.Sequence), instant(l.At), string(l.Side), string(l.ItemID), l.Product, l.ProductName, l.Workflow, l.WorkflowName,
			strconv.Itoa(l.Level), strconv.FormatBool(l.Urgent), instant(l.DueAt), instant(l.RespondBy), string(l.Centre), string(l.Partner), string(l.PartnerCentre), l.ExternalRef,
			l.Code, l.CodeName, l.Class, strings.Join(l.Replies, listSeparator), l.Text, l.Language}
		for _, code := range fields {
			row = append(row, cell(l.Fields[code], l.amounts[code]))
		}
		table = append(table, row)
	}
	return tabular(table, sep)
}

func jsonLines[T any](lines []T) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, l := range lines {
		if err := enc.Encode(l); err != nil {
			return nil, fmt.Errorf("write line: %w", err)
		}
	}
	return out.Bytes(), nil
}

// bom is U+FEFF in UTF-8: without it, spreadsheets take the text for one of an older encoding.
const bom = "\xef\xbb\xbf"

func tabular(table [][]string, sep Separator) ([]byte, error) {
	var out bytes.Buffer
	if sep == Semicolon {
		out.WriteString(bom)
	}
	w := csv.NewWriter(&out)
	w.UseCRLF, w.Comma = true, sep.rune()
	for _, row := range table {
		guarded := make([]string, len(row))
		for i, text := range row {
			guarded[i] = harmless(text)
		}
		if err := w.Write(guarded); err != nil {
			return nil, fmt.Errorf("write line: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// formula are the characters with which a cell becomes a formula in a spreadsheet (OWASP, CSV injection).
const formula = "=+-@\t\r"

// harmless keeps a spreadsheet from taking a text for a formula, by an apostrophe in front; natural takes it away again.
func harmless(s string) string {
	if s != "" && (strings.ContainsRune(formula, rune(s[0])) || s[0] == '\'' && len(s) > 1 && strings.ContainsRune(formula+"'", rune(s[1]))) {
		return "'" + s
	}
	return s
}

func natural(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune(formula+"'", rune(s[1])) {
		return s[1:]
	}
	return s
}

// cell writes the value of a field: lists with semicolons, money with two decimals.
func cell(v any, money bool) string {
	if n, ok := whole(v); ok {
		if money {
			return hundredths(n)
		}
		return strconv.FormatInt(n, 10)
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return strings.Join(v, listSeparator)
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = cell(one, false)
		}
		return strings.Join(parts, listSeparator)
	}
	return fmt.Sprint(v)
}

// whole reads a whole number as the decoders of JSON and of DynamoDB deliver it.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case float64:
		if v != math.Trunc(v) || math.Abs(v) > 1<<53 {
			return 0, false
		}
		return int64(v), true
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	case int:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

// hundredths writes money that is counted in hundredths: 4500 is "45.00".
func hundredths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}
