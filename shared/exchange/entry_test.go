package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const anID = "01JD0000000000000000000001"

func limits(t require) Terms {
	t.Helper()
	terms, err := AgreedTerms()
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

func TestRead_TheSameReplies_HoweverTheFileIsWritten(t *testing.T) {
	want := Entry{Line: "7", InquiryID: anID, Sequence: 2, Action: DoReply, Code: "DLV", Text: "Left at the door; signed", Language: "en",
		Cells: map[string]string{"date": "2026-11-20", "receivedBy": "addressee"}}
	header, row := "line,inquiryId,sequence,code,text,language,field.date,field.receivedBy", `7,`+anID+`,2,DLV,"Left at the door; signed",en,2026-11-20,addressee`
	for name, c := range map[string]struct {
		file  string
		place int
		sep   Separator
	}{
		"RFC 4180":                 {header + "\r\n" + row + "\r\n", 2, Comma},
		"LF, no end":               {header + "\n" + row, 2, Comma},
		"a byte order mark":        {bom + header + "\r\n" + row, 2, Comma},
		"a European spreadsheet's": {bom + strings.ReplaceAll(header, ",", ";") + "\r\n" + "7;" + anID + `;2;DLV;"Left at the door; signed";en;2026-11-20;addressee`, 2, Semicolon},
		"with its hint":            {"sep=;\r\n" + strings.ReplaceAll(header, ",", ";") + "\r\n" + "7;" + anID + `;2;DLV;"Left at the door; signed";en;2026-11-20;addressee`, 3, Semicolon},
		"tabs":                     {strings.ReplaceAll(header, ",", "\t") + "\n" + strings.ReplaceAll(row, ",", "\t"), 2, Comma},
		"blank lines":              {header + "\r\n,,,,,,,\r\n" + row + "\r\n\r\n", 3, Comma},
	} {
		entries, format, sep, refusal := read([]byte(c.file), limits(t))
		w := want
		w.Place = c.place
		if refusal != nil || format != CSV || sep != c.sep || cmp.Diff([]Entry{w}, entries) != "" {
			t.Errorf("%s: %v %v %v %s", name, refusal, format, sep, cmp.Diff([]Entry{w}, entries))
		}
	}
	entries, format, _, refusal := read([]byte(bom+`{"line":"7","inquiryId":"`+anID+`","sequence":2,"code":"DLV","text":"Left at the door; signed","language":"en","fields":{"date":"2026-11-20"}}`), limits(t))
	want.Place, want.Cells, want.Fields = 1, nil, map[string]any{"date": "2026-11-20"}
	if refusal != nil || format != JSONL || cmp.Diff([]Entry{want}, entries) != "" {
		t.Error(refusal, format, cmp.Diff([]Entry{want}, entries))
	}
}

func TestRead_AFileThatCannotBeRead_IsRefusedWithThePlace(t *testing.T) {
	few := limits(t)
	few.UploadLines = 2
	for name, c := range map[string]struct {
		file, slug string
		place      int
	}{
		"UTF-16":               {"\xff\xfei\x00n\x00", "file-encoding", 0},
		"UTF-16 without mark":  {"i\x00n\x00q\x00", "file-encoding", 0},
		"a workbook":           {"PK\x03\x04rest", "file-encoding", 0},
		"Latin-1":              {"inquiryId,code,text\r\n" + anID + ",DLV,ok\r\n" + anID + ",DLV,Stra\xdfe", "file-encoding", 3},
		"nothing":              {"", "file-empty", 0},
		"a header alone":       {"inquiryId,code\r\n", "file-empty", 0},
		"no inquiries":         {"code,text\r\nDLV,x", "file-columns", 1},
		"a column of ours":     {"record,inquiryId,code\r\n", "file-columns", 1},
		"a column twice":       {"inquiryId,code,code\r\n", "file-columns", 1},
		"a field without code": {"inquiryId,field.\r\n", "file-columns", 1},
		"a quote in a cell":    {"inquiryId,code\r\n" + anID + ",DLV\r\n" + anID + ",D\"LV\r\n", "file-unreadable", 3},
		"an open quote":        {"inquiryId,code\r\n" + anID + ",\"DLV\r\n", "file-unreadable", 2},
		"too many lines":       {"inquiryId,code\r\n" + strings.Repeat(anID+",DLV\r\n", 3), "file-too-long", 3},
	} {
		entries, _, _, refusal := read([]byte(c.file), few)
		if refusal == nil || refusal.Slug != c.slug || refusal.Place != c.place || len(entries) > 0 || refusal.Detail == "" {
			t.Errorf("%s: %+v", name, refusal)
		}
	}
}

func TestRead_ABadLine_SaysSo_AndIsAlone(t *testing.T) {
	csv := "line,inquiryId,sequence,action,code\r\na," + anID + ",2,reply,DLV\r\nb,short,2,reply,DLV\r\nc," + anID + ",x,reply,DLV\r\nd," + anID + ",2,shout,DLV\r\ne," + anID + ",2\r\nf," + anID + ",2,supplement,DLV\r\n"
	json := `{"inquiryId":"` + anID + `","code":"DLV"}` + "\n{\"inquiryId\":\n" + `{"inquiryId":"` + anID + `","code":"DLV","fate":"x"}` + "\n" + `{"inquiryId":"` + anID + `","code":"DLV","sequence":"2"}` + "\n" +
		`{"inquiryId":"` + anID + `","code":"DLV"} {}` + "\n"
	for file, want := range map[string]string{
		csv:  "[2[] 3[inquiryId] 4[sequence] 5[action] 6[line code] 7[code]]",
		json: "[1[] 2[line] 3[line] 4[line] 5[line]]",
	} {
		entries, _, _, refusal := read([]byte(file), limits(t))
		got := []string{}
		for _, e := range entries {
			names := []string{}
			for _, w := range e.Wrong {
				names = append(names, w.Name)
			}
			got = append(got, fmt.Sprint(e.Place, names))
		}
		if refusal != nil || strings.ReplaceAll(fmt.Sprint(got), " [", "[") != want {
			t.Errorf("%v %v", got, refusal)
		}
	}
}

func TestValues_AreWhatTheCatalogueSays(t *testing.T) {
	code, _ := release(t).Reply("LAC")
	got, wrong := values(map[string]string{"authorizationCode": "0117", "amountSdr": "30.50", "stranger": "x"}, code.Fields)
	if len(wrong) > 0 || cmp.Diff(map[string]any{"authorizationCode": "0117", "amountSdr": 3050.0, "stranger": "x"}, got) != "" {
		t.Error(got, wrong)
	}
	for _, text := range []string{"30", "30,50", "30.5", "-1.00", "1e3", "£30.00"} { // 30 SDR or 30 hundredths? Nobody guesses with money
		if _, wrong := values(map[string]string{"amountSdr": text}, code.Fields); len(wrong) != 1 || wrong[0].Name != "fields.amountSdr" {
			t.Error(text, wrong)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("inquiryId,code\r\n" + anID + ",DLV\r\n"))
	f.Add([]byte(`{"inquiryId":"` + anID + `"}`))
	f.Add([]byte("sep=;\ninquiryId;\"a"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		entries, _, _, refusal := read(raw, limits(t))
		if (refusal == nil) != (len(entries) > 0) {
			t.Error(len(entries), refusal)
		}
		for i, e := range entries {
			if e.Place < 1 || i > 0 && e.Place <= entries[i-1].Place {
				t.Error("places do not rise", e.Place)
			}
		}
	})
}
