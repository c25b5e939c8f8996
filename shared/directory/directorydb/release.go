package directorydb

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func catalogueUnknown() error {
	return problem.New(problem.NotFound, "catalogue-unknown", "There is no such catalogue release.")
}

// InForce implements catalogue.Reader.
func (s *Store) InForce(ctx context.Context, at time.Time) (*catalogue.Release, error) {
	version, err := s.inForce.read(ctx, at.UTC().Format(time.DateOnly), s.fetchInForce)
	if err != nil {
		return nil, err
	}
	return s.releases.read(ctx, version)
}

// Version implements catalogue.Reader.
func (s *Store) Version(ctx context.Context, version string) (*catalogue.Release, error) {
	return s.releases.read(ctx, version)
}

// fetchInForce finds the latest release whose date is not after the given one.
func (s *Store) fetchInForce(ctx context.Context, date string) (string, error) {
	// "~" sorts after every version, so that the date itself is included.
	from, to := inForceKey("", "").SK[:len("IN_FORCE#")], inForceKey(date, "~").SK
	expr, err := expression.NewBuilder().WithKeyCondition(expression.Key("PK").Equal(expression.Value(inForcePK)).
		And(expression.Key("SK").Between(expression.Value(from), expression.Value(to)))).Build()
	if err != nil {
		return "", fmt.Errorf("read release in force: %w", err)
	}
	out, err := s.client.Query(ctx, &dynamodb.QueryInput{TableName: &s.table, KeyConditionExpression: expr.KeyCondition(), ExpressionAttributeNames: expr.Names(),
		ExpressionAttributeValues: expr.Values(), ScanIndexForward: aws.Bool(false), Limit: aws.Int32(1), ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		return "", fmt.Errorf("read release in force: %w", err)
	}
	s.meter.AddOne(out.ConsumedCapacity)
	if len(out.Items) == 0 {
		return "", catalogueUnknown()
	}
	var item inForceItem
	if err := attributevalue.UnmarshalMap(out.Items[0], &item); err != nil {
		return "", fmt.Errorf("read release in force: %w", err)
	}
	return item.Version, nil
}

// releases keeps whole releases. A release hardly ever changes, so after Fresh only its head is read again to see whether it did.
type releases struct {
	store *Store

	mu   sync.Mutex
	kept map[string]keptRelease
}

type keptRelease struct {
	release *catalogue.Release
	digest  string
	until   time.Time
}

func newReleases(s *Store) *releases { return &releases{store: s, kept: map[string]keptRelease{}} }

func (r *releases) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.kept)
}

func (r *releases) read(ctx context.Context, version string) (*catalogue.Release, error) {
	now := r.store.now()
	r.mu.Lock()
	k, ok := r.kept[version]
	r.mu.Unlock()
	if ok && now.Before(k.until) {
		return k.release, nil
	}
	var head releaseItem
	found, err := r.store.get(ctx, releaseKey(version), &head)
	if err != nil {
		return nil, fmt.Errorf("read release %s: %w", version, err)
	}
	if !found {
		return nil, catalogueUnknown()
	}
	if !ok || k.digest != head.Digest {
		if k.release, err = r.store.fetchRelease(ctx, head); err != nil {
			return nil, fmt.Errorf("read release %s: %w", version, err)
		}
	}
	k.digest, k.until = head.Digest, now.Add(Fresh)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept[version] = k
	return k.release, nil
}

// fetchRelease reads the contents that a head stands for. A release that is being written at that moment is the problem "catalogue-loading".
func (s *Store) fetchRelease(ctx context.Context, head releaseItem) (*catalogue.Release, error) {
	var item contentItem
	found, err := s.get(ctx, contentKey(head.Version), &item)
	if err != nil {
		return nil, err
	}
	if !found || digestOf(item.Packed) != head.Digest {
		return nil, problem.New(problem.Unavailable, "catalogue-loading", "The catalogue is being loaded. Try again in a moment.")
	}
	return unpack(item.Packed)
}

func unpack(packed []byte) (*catalogue.Release, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack release: %w", err)
	}
	var out catalogue.Release
	if err := json.NewDecoder(r).Decode(&out); err != nil {
		return nil, fmt.Errorf("unpack release: %w", err)
	}
	return &out, r.Close()
}

// maxContent is what the contents of a release may weigh packed, well below DynamoDB's 400 KB for an item. A release of sixteen workflows in
// four languages has a tenth of it.
const maxContent = 300 << 10

// writeRelease packs a release into its items: the contents, and the head that says which contents they are. The same release always packs
// to the same bytes.
func writeRelease(r catalogue.Release) (content contentItem, head releaseItem, err error) {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return content, head, fmt.Errorf("pack release %s: %w", r.Version, err)
	}
	if err := errors.Join(json.NewEncoder(z).Encode(r), z.Close()); err != nil {
		return content, head, fmt.Errorf("pack release %s: %w", r.Version, err)
	}
	if buf.Len() > maxContent {
		return content, head, fmt.Errorf("pack release %s: %d bytes are more than an item holds", r.Version, buf.Len())
	}
	return contentItem{Key: contentKey(r.Version), Packed: buf.Bytes()},
		releaseItem{Key: releaseKey(r.Version), Version: r.Version, InForceFrom: r.InForceFrom, Digest: digestOf(buf.Bytes())}, nil
}

func digestOf(packed []byte) string {
	h := sha256.Sum256(packed)
	return hex.EncodeToString(h[:])
}

func inForce(r catalogue.Release) inForceItem {
	return inForceItem{Key: inForceKey(r.InForceFrom, r.Version), Version: r.Version}
}

// loadReleases adds the releases that are new. A release is what inquiries were asked and answered by: other contents under a version that is
// or was in force are the problem "catalogue-version-taken", and change nothing. One that is still to come is replaced.
func (s *Store) loadReleases(ctx context.Context, d directory.Data) error {
	dates, err := s.keys(ctx, expression.Key("PK").Equal(expression.Value(inForcePK)), "")
	if err != nil {
		return err
	}
	for _, r := range d.Releases {
		if err := s.loadRelease(ctx, r, dates); err != nil {
			return err
		}
	}
	return nil
}

// loadRelease writes the contents, then the head, then from when the release is in force: what is in force is there.
func (s *Store) loadRelease(ctx context.Context, r catalogue.Release, dates []dynamo.Key) error {
	content, head, err := writeRelease(r)
	if err != nil {
		return err
	}
	var stored releaseItem
	found, err := s.get(ctx, head.Key, &stored)
	if err != nil {
		return err
	}
	if found && stored.Digest != head.Digest {
		kept, err := s.keeps(ctx, stored, r)
		if kept || err != nil {
			return err
		}
	} else if found && slices.Contains(dates, inForce(r).Key) {
		return nil
	}
	for _, item := range []any{content, head} {
		if err := s.write(ctx, puts{item}, nil); err != nil {
			return err
		}
	}
	moved := slices.DeleteFunc(slices.Clone(dates), func(k dynamo.Key) bool { return inForceVersion(k) != r.Version || k == inForce(r).Key })
	return s.write(ctx, puts{inForce(r)}, moved)
}

// keeps reports whether a release that is stored in other bytes says the same, so that it stays. One that says something else may be
// replaced only before it has been in force; one that nobody can read is written again.
func (s *Store) keeps(ctx context.Context, stored releaseItem, r catalogue.Release) (bool, error) {
	before, err := s.fetchRelease(ctx, stored)
	switch {
	case problem.Is(err, "catalogue-loading"):
		return false, nil
	case err != nil:
		return false, err
	}
	before.Resolve() // a later program may know more defaults
	if len(catalogue.Diff(before, &r)) == 0 {
		return true, nil
	}
	if stored.InForceFrom > s.now().UTC().Format(time.DateOnly) {
		return false, nil
	}
	return false, problem.New(problem.Conflict, "catalogue-version-taken", "Release %s is loaded with other contents, and inquiries keep it. Give the changed release a version of its own.", r.Version).
		With("version", "%s is loaded already", r.Version)
}

// Versions returns every release's version and date, the latest date first: one query.
func (s *Store) Versions(ctx context.Context) ([]catalogue.Edition, error) {
	out := []catalogue.Edition{}
	err := s.query(ctx, expression.Key("PK").Equal(expression.Value(inForcePK)), "", func(item map[string]types.AttributeValue) error {
		var in inForceItem
		if err := attributevalue.UnmarshalMap(item, &in); err != nil {
			return err
		}
		date := strings.Split(in.SK, "#")[1]
		out = append(out, catalogue.Edition{Version: in.Version, InForceFrom: date})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list releases: %w", err)
	}
	slices.Reverse(out)
	return out, nil
}

// digest is over the hash of each document, so that none can flow into the next.
type digest struct{ all []byte }

func newDigest(docs ...string) *digest {
	d := &digest{}
	for _, doc := range docs {
		h := sha256.Sum256([]byte(doc))
		d.all = append(d.all, h[:]...)
	}
	return d
}

func (d *digest) sum() string { return digestOf(d.all) }
