package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

type releaseQuery struct {
	Version     string `query:"version" pattern:"^20[0-9]{2}\\.[0-9]{1,2}\\.[0-9]{1,4}$" patternDescription:"a release, like 2026.11.1" doc:"Default: the release in force"`
	IfNoneMatch string `header:"If-None-Match" doc:"ETag of what the caller has"`
}

type releaseAnswer struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         *catalogue.Release
}

func (h *handlers) workflows(ctx context.Context, in *releaseQuery) (*releaseAnswer, error) {
	release, err := h.release(ctx, in.Version)
	if err != nil {
		return nil, err
	}
	tag, err := h.tags.of(release)
	if err != nil {
		return nil, err
	}
	out := &releaseAnswer{Status: http.StatusOK, ETag: tag, CacheControl: "private, no-cache", Body: release}
	if matches(in.IfNoneMatch, tag) {
		out.Status = http.StatusNotModified // huma then sends no body
	}
	return out, nil
}

func (h *handlers) release(ctx context.Context, version string) (*catalogue.Release, error) {
	if version != "" {
		return h.Directory.Version(ctx, version)
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	return h.Directory.InForce(ctx, now)
}

// Version is one catalogue release that is loaded.
type Version struct {
	Version     string `json:"version" example:"2026.12.1"`
	InForceFrom string `json:"inForceFrom" format:"date" doc:"From 00:00 UTC of this date"`
	State       string `json:"state" enum:"past,inForce,coming" doc:"past: replaced, kept by the inquiries that were raised under it"`
}

func (h *handlers) versions(ctx context.Context, _ *struct{}) (*answer[List[Version]], error) {
	editions, err := h.Directory.Versions(ctx)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	out := &answer[List[Version]]{Body: List[Version]{Items: make([]Version, len(editions))}}
	for i, state := range catalogue.States(editions, now) {
		out.Body.Items[i] = Version{editions[i].Version, editions[i].InForceFrom, state}
	}
	return out, nil
}

type differencesQuery struct {
	From string `query:"from" required:"true" pattern:"^20[0-9]{2}\\.[0-9]{1,2}\\.[0-9]{1,4}$" patternDescription:"a release, like 2026.11.1"`
	To   string `query:"to" required:"true" pattern:"^20[0-9]{2}\\.[0-9]{1,2}\\.[0-9]{1,4}$" patternDescription:"a release, like 2026.12.1"`
}

func (h *handlers) differences(ctx context.Context, in *differencesQuery) (*answer[List[catalogue.Change]], error) {
	from, err := h.Directory.Version(ctx, in.From)
	if err != nil {
		return nil, err
	}
	to, err := h.Directory.Version(ctx, in.To)
	if err != nil {
		return nil, err
	}
	out := &answer[List[catalogue.Change]]{Body: List[catalogue.Change]{Items: catalogue.Diff(from, to)}}
	if out.Body.Items == nil {
		out.Body.Items = []catalogue.Change{}
	}
	return out, nil
}

// matches compares If-None-Match weakly, as RFC 9110 section 13.1.2 wants.
func matches(header, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for candidate := range strings.SplitSeq(header, ",") {
		if c := strings.TrimPrefix(strings.TrimSpace(candidate), "W/"); c == tag || c == "*" {
			return true
		}
	}
	return false
}

// etags remembers the tag of the release that was asked for last: nearly always the one in force.
type etags struct {
	mu      sync.Mutex
	release *catalogue.Release
	tag     string
}

func (e *etags) of(r *catalogue.Release) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.release == r {
		return e.tag, nil
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("encode release %s: %w", r.Version, err)
	}
	sum := sha256.Sum256(raw)
	e.release, e.tag = r, `"`+r.Version+"-"+hex.EncodeToString(sum[:6])+`"`
	return e.tag, nil
}
