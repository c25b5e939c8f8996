package template_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var underHead = regexp.MustCompile(`^\|[\s:|-]+\|$`)

// strayRows are the lines of a page, from 1, on which a row of a table stands where no table is: behind a sentence, or behind a blank line without a
// head of its own. A page shows such a row as text with bars in it.
func strayRows(page string) (out []int) {
	lines := strings.Split(page, "\n")
	fenced := false
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced || !strings.HasPrefix(line, "|") {
			continue
		}
		before := ""
		if i > 0 {
			before = lines[i-1]
		}
		begins := before == "" || strings.HasPrefix(before, "#")
		headed := i+1 < len(lines) && underHead.MatchString(lines[i+1])
		if !strings.HasPrefix(before, "|") && (!begins || !headed) {
			out = append(out, i+1)
		}
	}
	return out
}

func TestDocs_RowsStandInTheirTables(t *testing.T) {
	for page, want := range map[string]int{
		"# A\n| a |\n|---|\n| 1 |\n":               0,
		"| a | b |\n|---|:--|\n| 1 | 2 |\n\nText.": 0,
		"```\n| a |\n```\n":                        0,
		"| a |\n|---|\n\nText.\n| 1 |\n":           5,
		"| a |\n|---|\n\n| 1 |\n":                  4,
	} {
		if got := strayRows(page); (want == 0) != (len(got) == 0) || want != 0 && got[0] != want {
			t.Errorf("%q: %v, want %d", page, got, want)
		}
	}
	pages := 0
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		pages++
		content, err := os.ReadFile(path)
		for _, line := range strayRows(string(content)) {
			t.Errorf("%s:%d is a row outside a table", path, line)
		}
		return err
	})
	if err != nil || pages < 50 {
		t.Error(pages, err)
	}
}
