package calendar

import (
	"archive/zip"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"
)

//go:embed zones/zoneinfo.zip zones/VERSION
var zones embed.FS

// TimeZoneVersion is the IANA release of the embedded zone data, e.g. "2026f".
func TimeZoneVersion() string {
	b, err := zones.ReadFile("zones/VERSION")
	if err != nil {
		return "" // cannot happen: the file is embedded
	}
	return strings.TrimSpace(string(b))
}

var (
	zoneFiles = sync.OnceValues(func() (*zip.Reader, error) {
		f, err := zones.Open("zones/zoneinfo.zip")
		if err != nil {
			return nil, err
		}
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		return zip.NewReader(f.(io.ReaderAt), info.Size()) // embed.FS: "implements io.Seeker and io.ReaderAt when the file is not a directory"
	})
	loaded sync.Map // name -> *time.Location; holds at most every zone there is
)

// Zone returns an IANA time zone from the embedded data. Unlike time.LoadLocation it never reads the host's files, and it does not
// know "" and "Local". Use it wherever a zone's name is turned into a location.
func Zone(name string) (*time.Location, error) {
	if l, ok := loaded.Load(name); ok {
		return l.(*time.Location), nil
	}
	files, err := zoneFiles()
	if err != nil {
		return nil, fmt.Errorf("embedded time zones: %w", err)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("time zone is not in the IANA database %s", TimeZoneVersion())
	}
	l, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return nil, fmt.Errorf("embedded time zones: %w", err)
	}
	loaded.Store(name, l)
	return l, nil
}
