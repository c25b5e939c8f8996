//go:build scenario

package scenarios

import (
	"archive/zip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// answer is what the system said last.
type answer struct {
	status int
	header http.Header
	text   string
	json   any // nil when it is not JSON
}

func (a answer) String() string {
	text := a.text
	if pretty, err := json.MarshalIndent(a.json, "", "  "); a.json != nil && err == nil {
		text = string(pretty)
	}
	if len(text) > 6000 {
		text = text[:6000] + "…"
	}
	return fmt.Sprintf("the last answer was %d:\n%s", a.status, text)
}

// ask sends one request as whoever the story is.
func (s *stage) ask(st *story, header http.Header, method, path, body string) (answer, error) {
	request, err := http.NewRequest(method, s.outputs["ApiUrl"]+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header = header.Clone()
	if st.token != "" {
		request.Header.Set("Authorization", "Bearer "+st.token)
	}
	if body != "" && request.Header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	out := answer{status: response.StatusCode, header: response.Header, text: string(text)}
	_ = json.Unmarshal(text, &out.json) // what is no JSON has no JSON
	return out, nil
}

// say asks and remembers the answer. Headers count for one request.
func (s *stage) say(ts *testscript.TestScript, method, path, body string) error {
	st := of(ts)
	var err error
	st.last, err = s.ask(st, st.header, method, path, body)
	st.header = http.Header{}
	return err
}

func (s *stage) with(ts *testscript.TestScript, args []string) error {
	value := os.Expand(args[1], ts.Getenv)
	if args[0] == "basic" {
		of(ts).header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(value)))
		return nil
	}
	of(ts).header.Set(args[0], value)
	return nil
}

func (s *stage) get(ts *testscript.TestScript, args []string) error {
	return s.say(ts, http.MethodGet, args[0], "")
}

func (s *stage) post(ts *testscript.TestScript, args []string) error {
	body := ""
	if len(args) > 1 {
		body = text(ts, args[1])
	}
	return s.say(ts, http.MethodPost, args[0], body)
}

// says looks for a text in the last answer as it came.
func (s *stage) says(ts *testscript.TestScript, args []string) error {
	if want := os.Expand(args[0], ts.Getenv); !strings.Contains(of(ts).last.text, want) {
		return fmt.Errorf("it does not say %q", want)
	}
	return nil
}

func (s *stage) put(ts *testscript.TestScript, args []string) error {
	return s.say(ts, http.MethodPut, args[0], text(ts, args[1]))
}

func (s *stage) delete(ts *testscript.TestScript, args []string) error {
	return s.say(ts, http.MethodDelete, args[0], "")
}

// race sends the same request several times at once. The answer is how often each status came: {"200":1,"409":4}.
func (s *stage) race(ts *testscript.TestScript, args []string) error {
	times, err := strconv.Atoi(args[0])
	if err != nil || args[1] != "post" {
		return fmt.Errorf("race TIMES post PATH BODY")
	}
	st, body := of(ts), ""
	if len(args) > 3 {
		body = text(ts, args[3])
	}
	header := st.header
	st.header = http.Header{}
	answers, errs := make([]answer, times), make([]error, times)
	var all sync.WaitGroup
	for i := range times {
		all.Go(func() { answers[i], errs[i] = s.ask(st, header, http.MethodPost, args[2], body) })
	}
	all.Wait()
	seen := map[string]any{}
	for i, a := range answers {
		if errs[i] != nil {
			return errs[i]
		}
		n, _ := seen[strconv.Itoa(a.status)].(float64)
		seen[strconv.Itoa(a.status)] = n + 1
	}
	st.last = answer{status: http.StatusOK, header: http.Header{}, json: seen}
	return nil
}

func (s *stage) status(ts *testscript.TestScript, args []string) error {
	if got := strconv.Itoa(of(ts).last.status); got != args[0] {
		return fmt.Errorf("it is %s", got)
	}
	return nil
}

// problem expects an RFC 9457 problem with a sentence, that blames the fields.
func (s *stage) problem(ts *testscript.TestScript, args []string) error {
	last := of(ts).last
	if err := s.status(ts, args[:1]); err != nil {
		return err
	}
	if t := last.header.Get("Content-Type"); t != "application/problem+json" {
		return fmt.Errorf("it is %q", t)
	}
	if t, _ := find(last.json, ".type"); t != "https://whereabouts.post/problems/"+args[1] {
		return fmt.Errorf("it is %v", t)
	}
	if detail, _ := find(last.json, ".detail"); detail == nil || detail == "" {
		return fmt.Errorf("it says nothing to people")
	}
	blamed, _ := find(last.json, ".errors")
	for _, field := range args[2:] {
		if why := where(blamed, "field="+field); len(why) == 0 || plain(why[0].(map[string]any)["reason"]) == "" {
			return fmt.Errorf("it does not blame %s", field)
		}
	}
	return nil
}

// eventually reads a path until everything matches.
func (s *stage) eventually(ts *testscript.TestScript, args []string) error {
	if len(args)%2 == 0 {
		return fmt.Errorf("a path without a value")
	}
	st := of(ts)
	header := st.header
	st.header = http.Header{}
	return wait(func() (err error) {
		if st.last, err = s.ask(st, header, http.MethodGet, args[0], ""); err != nil {
			return err
		}
		if st.last.status != http.StatusOK {
			return fmt.Errorf("status %d", st.last.status)
		}
		return s.match(ts, args[1:])
	})
}

// download fetches an address that the last answer holds, as anyone could, into one of the story's files.
func (s *stage) download(ts *testscript.TestScript, args []string) error {
	address, ok := find(of(ts).last.json, args[0])
	if !ok {
		return fmt.Errorf("there is none")
	}
	response, err := http.Get(fmt.Sprint(address))
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the file answers %s", response.Status)
	}
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	return os.WriteFile(ts.MkAbs(args[1]), content, 0o600)
}

// unpack takes the files out of one of the story's files, a ZIP, into the story.
func (s *stage) unpack(ts *testscript.TestScript, args []string) error {
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	if err != nil {
		return err
	}
	defer func() { _ = z.Close() }()
	for _, f := range z.File {
		if !filepath.IsLocal(f.Name) {
			return fmt.Errorf("it holds %s", f.Name)
		}
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			return err
		}
		path := ts.MkAbs(f.Name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			return err
		}
	}
	return nil
}

// upload sends one of the story's files to an address, as anyone could. The answer is what the bucket says.
func (s *stage) upload(ts *testscript.TestScript, args []string) error {
	if len(args)%2 != 0 {
		return fmt.Errorf("a header without a value")
	}
	request, err := http.NewRequest(http.MethodPut, args[0], strings.NewReader(ts.ReadFile(args[1])))
	if err != nil {
		return err
	}
	for i := 2; i < len(args); i += 2 {
		request.Header.Set(args[i], args[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	said, err := io.ReadAll(response.Body)
	of(ts).last = answer{status: response.StatusCode, header: response.Header, text: string(said)}
	return err
}
