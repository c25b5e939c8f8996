// Package data holds the exchange's versioned data (operators, call centres and their calendars, the workflow catalogue) and reads it:
// every file is checked against its JSON Schema, then the whole against itself. See README.md for what is fact and what is assumption.
//
// It must not know where the data is stored: shared/directory/directorydb writes it. Functions read the table, never these files.
package data

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

//go:embed *.json catalogue/*.json holidays/*.json schema/*.json
var files embed.FS

// Load reads the data this program was built with.
func Load() (directory.Data, error) { return Read(files) }

// The files as they are written.
type (
	operatorsFile struct {
		Version   string               `json:"version"`
		Operators []directory.Operator `json:"operators"`
	}
	countriesFile struct {
		Countries map[string]directory.OperatorCode `json:"countries"`
	}
	centresFile struct {
		CallCentres []centreEntry `json:"callCentres"`
	}
	centreEntry struct {
		ID        directory.CentreID     `json:"id"`
		Name      string                 `json:"name"`
		City      string                 `json:"city"`
		Languages []string               `json:"languages"`
		Products  []string               `json:"products"`
		TimeZone  string                 `json:"timeZone"`
		Week      map[string][][2]string `json:"week"`
		Holidays  *string                `json:"holidays"`
		Special   map[string][][2]string `json:"special"`
	}
	holidaysFile struct {
		Holidays map[string]string `json:"holidays"`
	}
)

// Read reads data laid out like this folder. An error names every wrong place: file, line, JSON pointer and reason.
func Read(fsys fs.FS) (directory.Data, error) {
	r := &reader{fsys: fsys}
	operators := read[operatorsFile](r, "operators.json", "operators")
	countries := read[countriesFile](r, "countries.json", "countries")
	centres := read[centresFile](r, "call-centres.json", "call-centres")
	holidays := map[string]holidaysFile{}
	for name, path := range r.list("holidays") {
		holidays[name] = read[holidaysFile](r, path, "holidays")
	}
	out := directory.Data{Version: operators.Version, Operators: operators.Operators, Countries: countries.Countries,
		CallCentres: []directory.CallCentre{}, Releases: []catalogue.Release{}}
	for _, path := range r.list("catalogue") {
		file := read[releaseFile](r, path, "catalogue")
		if r.failed(path) {
			continue
		}
		release := file.release(func(pointer, reason string) { r.wrong(path, pointer, reason) })
		if r.failed(path) {
			continue
		}
		release.Resolve()
		r.blame(path, "", file.asWritten(release.Validate()))
		if want := "catalogue/" + release.Version + ".json"; path != want {
			r.wrong(path, "/version", "the file of this version is "+want)
		}
		out.Releases = append(out.Releases, release)
	}
	if len(r.errs) > 0 { // what follows would only repeat it
		return directory.Data{}, errors.Join(r.errs...)
	}
	for i, c := range centres.CallCentres {
		at := fmt.Sprintf("/callCentres/%d", i)
		var names map[string]string
		spec := calendar.Spec{TimeZone: c.TimeZone, Week: c.Week, Holidays: []string{}, Special: c.Special}
		if c.Holidays != nil {
			set, ok := holidays[*c.Holidays]
			if !ok {
				r.wrong("call-centres.json", at+"/holidays", "there is no holidays/"+*c.Holidays+".json")
			}
			spec.Holidays, names = slices.Sorted(maps.Keys(set.Holidays)), set.Holidays
		}
		if _, err := spec.Compile(); err != nil {
			r.blame("call-centres.json", at, err)
		}
		out.CallCentres = append(out.CallCentres, directory.CallCentre{ID: c.ID, Operator: c.ID.Operator(), Name: c.Name, City: c.City,
			Languages: c.Languages, Products: c.Products, Calendar: spec, DataVersion: out.Version, HolidayNames: names})
	}
	if err := out.Validate(); err != nil {
		r.errs = append(r.errs, err)
	}
	if len(r.errs) > 0 {
		return directory.Data{}, errors.Join(r.errs...)
	}
	return out, nil
}
