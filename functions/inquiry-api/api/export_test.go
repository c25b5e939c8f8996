package api

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"
)

func TestHistoryCSV_ALineAStep_AndNoFormula(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	onTime := true
	raw, err := historyCSV(InquiryView{ID: "I", ItemID: "EE123456799GB", History: []EventView{
		{Seq: 1, Kind: "noted", At: at, Private: true, Text: `=HYPERLINK("http://example.com")`},
		{Seq: 2, Kind: "replied", At: at, OnTime: &onTime, Reply: &ReplyView{Code: "DLV", Class: "C", Text: "Line\nbreak",
			Fields: map[string]any{"evidence": []any{"signature", "gps"}, "date": "2026-11-20"}}},
		{Seq: 3, Kind: "attached", At: at, Attachment: &AttachmentView{Name: "=photo.jpg"}}}})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil || len(lines) != 4 {
		t.Fatal(lines, err)
	}
	if !strings.HasPrefix(lines[1][16], "'=") || lines[1][15] != "true" {
		t.Error("a note that a spreadsheet would execute", lines[1])
	}
	if lines[2][10] != "DLV" || lines[2][14] != "true" || lines[2][16] != "Line\nbreak" {
		t.Error(lines[2])
	}
	if lines[2][17] != "date=2026-11-20; evidence=signature, gps" || lines[3][19] != "'=photo.jpg" {
		t.Error("coded fields and documents", lines[2], lines[3])
	}
}
