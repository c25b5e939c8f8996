package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"
)

// SignIn is /config.json: how the SPA finds the identity provider. On AWS a file in the web bucket says the same.
type SignIn struct {
	Authority    string `json:"authority"`
	Issuer       string `json:"issuer"`
	AuthorizeURL string `json:"authorizeUrl"`
	TokenURL     string `json:"tokenUrl"`
	LogoutURL    string `json:"logoutUrl"`
	ClientID     string `json:"clientId"`
	Scope        string `json:"scope"`
	LiveURL      string `json:"liveUrl"` // of the live line
}

func signInAt(base, issuer, authority, client, live string) SignIn {
	return SignIn{Authority: authority, Issuer: issuer, ClientID: client, LiveURL: live, Scope: "openid email profile",
		AuthorizeURL: base + "/oauth2/authorize", TokenURL: base + "/oauth2/token", LogoutURL: base + "/logout"}
}

func issuer(region, pool string) string {
	return "https://cognito-idp." + region + ".amazonaws.com/" + pool
}

// serve is what CloudFront is on AWS: the SPA, packed and with its own page for every address it knows, and the API below /v1.
func (s Stack) serve(ctx context.Context, o Outputs) (closeWeb func(), err error) {
	base := s.browserEmulator()
	config, err := json.Marshal(signInAt(base, issuer(region, o["UserPoolId"]), base+"/"+o["UserPoolId"], o["WebClientId"], webSocket(s.Web)+"/live"))
	if err != nil {
		return nil, err
	}
	api, err := url.Parse(s.api(o))
	if err != nil {
		return nil, err
	}
	line, err := url.Parse(s.live(o))
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/v1/", toAPI(api))
	mux.Handle("/live", toLive(line))
	mux.HandleFunc("/config.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(config)
	})
	others := base + " " + s.Emulator + " " + webSocket(s.Web)
	mux.Handle("/", gzhttp.GzipHandler(pages(s.Checkout.Path("web", "dist"), others)))
	server := &http.Server{Handler: secured(mux, others), ReadHeaderTimeout: 10 * time.Second}

	at, err := url.Parse(s.Web)
	if err != nil {
		return nil, err
	}
	served := 0
	for _, host := range []string{"127.0.0.1", "::1"} { // localhost is both
		l, listenErr := listen(ctx, host, at.Port())
		if listenErr != nil {
			err = listenErr
			continue
		}
		served++
		go func() {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				say("The SPA's server stopped: %v", err)
			}
		}()
	}
	if served == 0 {
		return nil, fmt.Errorf("the SPA cannot be served at %s: %w", s.Web, err)
	}
	return func() { _ = server.Close() }, nil
}

// toAPI passes a request on as it is, to the API's address in the emulator.
func toAPI(api *url.URL) http.Handler {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = api.Scheme, api.Host, api.Host
			r.Out.URL.RawPath = api.Path + r.In.URL.EscapedPath()
			r.Out.URL.Path = api.Path + r.In.URL.Path
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusBadGateway)
			_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "status": http.StatusBadGateway,
				"title": "The emulator does not answer", "detail": err.Error()})
		},
	}
}

// toLive passes a WebSocket on to the live line's address in the emulator. Pages that go away are not worth a line.
func toLive(line *url.URL) http.Handler {
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = line.Scheme, line.Host, line.Host
		r.Out.URL.Path, r.Out.URL.RawPath = line.Path, ""
	}, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug), ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}
}

// pages serves the built SPA; an address that is no file is the SPA's own and gets its page, whose policy names the others that it speaks to.
func pages(dist, others string) http.Handler {
	root := os.DirFS(dist)
	files := http.FileServerFS(root)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable") // their names hold their hash
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		if name != "" && name != "index.html" && strings.Contains(path.Base(name), ".") {
			files.ServeHTTP(w, r)
			return
		}
		page, err := fs.ReadFile(root, "index.html")
		if err == nil {
			page, err = withAddresses(page, others)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(page))
	})
}

// secured adds the headers that CloudFront adds on AWS (WebHeaders in template.yaml). Others are the addresses that the SPA speaks to besides its own:
// the sign-in, the bucket that takes documents, and the live line.
func secured(h http.Handler, others string) http.Handler {
	policy := strings.Join([]string{"default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "frame-src blob:", "font-src 'self' data:",
		"connect-src 'self' " + others, "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"}, "; ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("X-Frame-Options", "DENY")
		w.Header().Set("Referrer-Policy", "same-origin")
		h.ServeHTTP(w, r)
	})
}
