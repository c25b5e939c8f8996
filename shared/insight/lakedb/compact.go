package lakedb

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// Compactor makes few large files of the many small ones of a partition.
type Compactor struct {
	Client  *s3.Client
	Bucket  string
	MaxRows int // rows of a file; 0: 500,000
}

const maxRows = 500_000

// Compacted is what became of a partition.
type Compacted struct {
	FilesBefore int `json:"filesBefore"`
	FilesAfter  int `json:"filesAfter"`
	Facts       int `json:"facts"`       // that are there
	Superfluous int `json:"superfluous"` // that were there twice, or in an earlier version
}

// Compact writes the facts of one partition again, each once and in its latest version, and takes the files away that they were in. Files that
// arrive meanwhile stay for the next time. When it is cut short, facts lie there twice, which readers take as one; running it again
// makes it up. A partition of one file or none stays as it is.
func (c Compactor) Compact(ctx context.Context, fact string, m insight.Month, run string) (Compacted, error) {
	return c.compact(ctx, fact, m, run, 2, func(*insight.Fact) {})
}

// Forget compacts a partition without the pseudonyms of agents: nothing in it tells any more which facts are of the same person.
func (c Compactor) Forget(ctx context.Context, fact string, m insight.Month, run string) (Compacted, error) {
	return c.compact(ctx, fact, m, run, 1, func(f *insight.Fact) { f.Agent = "" })
}

// compact leaves a partition of fewer files as it is, and changes every other fact that it keeps.
func (c Compactor) compact(ctx context.Context, fact string, m insight.Month, run string, fewest int, change func(*insight.Fact)) (Compacted, error) {
	prefix := "facts/fact=" + fact + "/month=" + string(m) + "/"
	files, err := c.list(ctx, prefix)
	if err != nil {
		return Compacted{}, fmt.Errorf("compact %s: %w", prefix, err)
	}
	out := Compacted{FilesBefore: len(files), FilesAfter: len(files)}
	if len(files) < fewest {
		return out, nil
	}
	latest, all, err := c.latest(ctx, files, fact, m)
	if err != nil {
		return out, fmt.Errorf("compact %s: %w", prefix, err)
	}
	out.Facts, out.Superfluous = len(latest), all-len(latest)
	written, err := c.rewrite(ctx, files, latest, fact, m, unused(prefix+"compacted-"+run, files), change)
	if err != nil {
		return out, fmt.Errorf("compact %s: %w", prefix, err)
	}
	out.FilesAfter = written
	for _, key := range files {
		if _, err := c.Client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &c.Bucket, Key: &key}); err != nil {
			return out, fmt.Errorf("compact %s: take away %s: %w", prefix, key, err)
		}
	}
	return out, nil
}

// unused is a name that no file there begins with: a run that is repeated must not write over what it read, and then take it away.
func unused(name string, files []string) string {
	for slices.ContainsFunc(files, func(key string) bool { return strings.HasPrefix(key, name+"-") }) {
		name += "a"
	}
	return name
}

func (c Compactor) list(ctx context.Context, prefix string) ([]string, error) {
	var out []string
	pages := s3.NewListObjectsV2Paginator(c.Client, &s3.ListObjectsV2Input{Bucket: &c.Bucket, Prefix: &prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, o := range page.Contents {
			out = append(out, aws.ToString(o.Key))
		}
	}
	return out, nil
}

// place is where the fact stands that is kept: its version, and the how manieth it is of all.
type place struct {
	version int64
	number  int
}

// latest finds out which of the facts with the same id is kept: the first of the highest version.
func (c Compactor) latest(ctx context.Context, files []string, fact string, m insight.Month) (map[string]place, int, error) {
	out, n := map[string]place{}, 0
	err := c.each(ctx, files, fact, m, func(f insight.Fact) error {
		if p, there := out[f.FactID]; !there || f.Version > p.version {
			out[strings.Clone(f.FactID)] = place{f.Version, n}
		}
		n++
		return nil
	})
	return out, n, err
}

func (c Compactor) rewrite(ctx context.Context, files []string, latest map[string]place, fact string, m insight.Month, name string, change func(*insight.Fact)) (written int, _ error) {
	limit := c.MaxRows
	if limit == 0 {
		limit = maxRows
	}
	var buffer bytes.Buffer
	w, rows, n := NewWriter(&buffer), 0, 0
	flush := func() error {
		if rows == 0 {
			return nil
		}
		if err := w.Close(); err != nil {
			return err
		}
		written++
		key := fmt.Sprintf("%s-%03d.parquet", name, written)
		if _, err := c.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &c.Bucket, Key: &key, Body: bytes.NewReader(buffer.Bytes())}); err != nil {
			return fmt.Errorf("store %s: %w", key, err)
		}
		buffer.Reset()
		w, rows = NewWriter(&buffer), 0
		return nil
	}
	err := c.each(ctx, files, fact, m, func(f insight.Fact) error {
		kept := latest[f.FactID].number == n
		n++
		if !kept {
			return nil
		}
		change(&f)
		if err := w.Write(f); err != nil {
			return err
		}
		if rows++; rows == limit {
			return flush()
		}
		return nil
	})
	if err != nil {
		return written, err
	}
	return written, flush()
}

// each reads the files one after the other.
func (c Compactor) each(ctx context.Context, files []string, fact string, m insight.Month, yield func(insight.Fact) error) error {
	for _, key := range files {
		content, err := c.read(ctx, key)
		if err != nil {
			return err
		}
		if err := Read(content, fact, m, yield); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func (c Compactor) read(ctx context.Context, key string) ([]byte, error) {
	object, err := c.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &c.Bucket, Key: &key})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	defer func() { _ = object.Body.Close() }()
	return io.ReadAll(object.Body)
}
