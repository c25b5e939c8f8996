package edi_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

func TestMaps_EveryOneCanBeAppliedAndClaimsNothing(t *testing.T) {
	maps, err := edi.Maps()
	if err != nil || len(maps) == 0 {
		t.Fatal(len(maps), err)
	}
	for _, m := range maps {
		if !strings.Contains(m.Origin, "Constructed") {
			t.Errorf("map %s does not say where it comes from", m.Message)
		}
		for _, f := range m.Fields {
			if f.Means == "" {
				t.Errorf("map %s, field %s: means what?", m.Message, f.Name)
			}
		}
	}
}

func TestParseMap_OneThatCannotBeAppliedDoesNotLoad(t *testing.T) {
	const right = `{"message":"X","records":"events","versions":["1:0:UP"],"levels":[{"name":"m"},{"name":"e","starts":"GID"}],"fields":[{"name":"a","level":"e","segment":"PCI","at":"1.1"}]}`
	if _, err := edi.ParseMap([]byte(right)); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{`"message":"X"`, `"message":""`}, {`"records":"events",`, ``}, {`{"name":"m"}`, `{"name":"m","alone":true}`}, {`["1:0:UP"]`, `[]`}, {`,{"name":"e","starts":"GID"}`, ``}, {`{"name":"m"}`, `{"name":"m","starts":"BGM"}`},
		{`"starts":"GID"`, `"starts":"G"`}, {`"level":"e"`, `"level":"z"`}, {`"1.1"`, `"1"`}, {`"1.1"`, `"0.1"`}, {`"1.1"`, `"1.x"`}, {`"PCI"`, `"PC"`}, {`"name":"a"`, `"name":""`},
		{`[{"name":"a"`, `[{"name":"a","level":"e","segment":"PCI","at":"1.2"},{"name":"a"`}, {`"fields"`, `"filds"`}, {`}`, ``},
	} {
		if _, err := edi.ParseMap([]byte(strings.Replace(right, c[0], c[1], 1))); err == nil {
			t.Errorf("%s instead of %s loads", c[1], c[0])
		}
	}
}

// dispatches is a made-up message of three levels.
const dispatches = `{"message":"DEMO","records":"items","versions":["1:0:UP"],"origin":"made up","levels":[{"name":"dispatch"},{"name":"receptacle","starts":"EQD"},{"name":"item","starts":"GID"}],
	"fields":[
	{"name":"dispatch","level":"dispatch","segment":"BGM","at":"1.1","means":"dispatch"},
	{"name":"receptacle","level":"receptacle","segment":"EQD","at":"1.1","required":true,"means":"receptacle"},
	{"name":"weight","level":"receptacle","segment":"MEA","qualifier":"WT","at":"2.1","means":"weight of the receptacle"},
	{"name":"item","level":"item","segment":"PCI","at":"1.1","required":true,"means":"item"}]}`

func records(t *testing.T, mapping, file string) (out []string, err error) {
	t.Helper()
	m, err := edi.ParseMap([]byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	r := edi.ReadRecords(strings.NewReader(file), m)
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, strings.Join([]string{rec.Text("dispatch"), rec.Text("receptacle"), rec.Text("weight"), rec.Text("item")}, " "))
		for _, f := range rec.Faults() {
			out = append(out, "fault "+f.Field)
		}
	}
}

func TestRecords_HoldTheFieldsOfTheLevelsAroundThem(t *testing.T) {
	file := bytes.ReplaceAll(interchange("UNOA", "BGM+D1", "EQD+R1", "MEA+WT+125", "GID+1", "PCI+I1", "GID+2", "PCI+I2", "EQD+R2", "GID+1", "PCI+I3", "EQD+R3"), []byte("EMSEVT:3"), []byte("DEMO:1"))
	got, err := records(t, dispatches, string(file))
	if d := cmp.Diff([]string{"D1 R1 125 I1", "D1 R1 125 I2", "D1 R2  I3"}, got); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestRecords_ALevelThatMayStandAloneIsARecordWhereNoDeeperOneFollows(t *testing.T) {
	alone := strings.Replace(dispatches, `"starts":"EQD"`, `"starts":"EQD","alone":true`, 1)
	file := bytes.ReplaceAll(interchange("UNOA", "BGM+D1", "EQD+R1", "EQD+R2", "MEA+WT+125", "GID+1", "PCI+I1", "GID+2", "EQD", "EQD+R4"), []byte("EMSEVT:3"), []byte("DEMO:1"))
	got, err := records(t, alone, string(file))
	if d := cmp.Diff([]string{"D1 R1  ", "D1 R2 125 I1", "D1 R2 125 ", "fault item", "D1   ", "fault receptacle", "D1 R4  "}, got); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestRecords_ALevelBeforeTheOneAroundItIsMalformed(t *testing.T) {
	file := bytes.ReplaceAll(interchange("UNOA", "BGM+D1", "GID+1", "PCI+I1"), []byte("EMSEVT:3"), []byte("DEMO:1"))
	if _, err := records(t, dispatches, string(file)); code(err) != edi.Malformed {
		t.Error(err)
	}
}
