package directorydb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/expression"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
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

// fetchRelease reads the parts that a head stands for. A release that is being written at that moment is the problem "catalogue-loading".
func (s *Store) fetchRelease(ctx context.Context, head releaseItem) (*catalogue.Release, error) {
	var out catalogue.Release
	if err := json.Unmarshal([]byte(head.Head), &out); err != nil {
		return nil, err
	}
	lists := listsOf(&out)
	digest := newDigest(head.Head)
	key := expression.Key("PK").Equal(expression.Value(releasePK(head.Version))).And(expression.Key("SK").BeginsWith("PART#"))
	err := s.query(ctx, key, "", func(item map[string]types.AttributeValue) error {
		var part partItem
		if err := attributevalue.UnmarshalMap(item, &part); err != nil {
			return err
		}
		name := strings.Split(part.SK, "#")[1]
		for _, l := range lists {
			if l.name == name {
				digest.add(part.Doc)
				return l.add([]byte(part.Doc))
			}
		}
		return fmt.Errorf("part %s belongs to no list", part.SK)
	})
	if err != nil {
		return nil, err
	}
	if digest.sum() != head.Digest {
		return nil, problem.New(problem.Unavailable, "catalogue-loading", "The catalogue is being loaded. Try again in a moment.")
	}
	for _, l := range lists {
		l.orEmpty()
	}
	return &out, nil
}

// list is one list of a release, entry by entry. Its name is part of a key; names are in the order of keys.
type list struct {
	name    string
	docs    func() ([]string, error)
	add     func(doc []byte) error
	clear   func()
	orEmpty func()
}

func listOf[T any](name string, entries *[]T) list {
	return list{name: name,
		docs: func() ([]string, error) {
			out := make([]string, len(*entries))
			for i, e := range *entries {
				doc, err := json.Marshal(e)
				if err != nil {
					return nil, err
				}
				out[i] = string(doc)
			}
			return out, nil
		},
		add: func(doc []byte) error {
			var e T
			if err := json.Unmarshal(doc, &e); err != nil {
				return err
			}
			*entries = append(*entries, e)
			return nil
		},
		clear:   func() { *entries = nil },
		orEmpty: func() { *entries = orEmpty(*entries) },
	}
}

// listsOf names every list of a release, sorted by name as the keys are.
func listsOf(r *catalogue.Release) []list {
	return []list{
		listOf("ACTION", &r.ActionCodes),
		listOf("CLOSING", &r.ClosingCodes),
		listOf("EVENT", &r.EventCodes),
		listOf("PRODUCT", &r.Products),
		listOf("REASON", &r.ReasonCodes),
		listOf("REPLY", &r.ReplyCodes),
		listOf("RETENTION", &r.RetentionCodes),
		listOf("TARGET", &r.Targets),
		listOf("WORKFLOW", &r.Workflows),
	}
}

// writeRelease splits a release into its items, the head last. A part is an entry of a list, so that no item comes near DynamoDB's 400 KB.
func writeRelease(r catalogue.Release) (parts []partItem, head releaseItem, err error) {
	bare := r
	for _, l := range listsOf(&bare) {
		l.clear()
	}
	doc, err := json.Marshal(bare)
	if err != nil {
		return nil, releaseItem{}, fmt.Errorf("encode release %s: %w", r.Version, err)
	}
	digest := newDigest(string(doc))
	for _, l := range listsOf(&r) {
		docs, err := l.docs()
		if err != nil {
			return nil, releaseItem{}, fmt.Errorf("encode release %s: %w", r.Version, err)
		}
		for i, d := range docs {
			parts = append(parts, partItem{Key: partKey(r.Version, l.name, i), Doc: d})
			digest.add(d)
		}
	}
	return parts, releaseItem{Key: releaseKey(r.Version), Version: r.Version, Head: string(doc), Digest: digest.sum()}, nil
}

func inForce(r catalogue.Release) inForceItem {
	return inForceItem{Key: inForceKey(r.InForceFrom, r.Version), Version: r.Version}
}

// digest is over the hash of each document, so that none can flow into the next.
type digest struct{ all []byte }

func newDigest(docs ...string) *digest {
	d := &digest{}
	for _, doc := range docs {
		d.add(doc)
	}
	return d
}

func (d *digest) add(doc string) {
	h := sha256.Sum256([]byte(doc))
	d.all = append(d.all, h[:]...)
}

func (d *digest) sum() string {
	h := sha256.Sum256(d.all)
	return hex.EncodeToString(h[:])
}
