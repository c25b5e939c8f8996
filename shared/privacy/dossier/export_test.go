package dossier

import "maps"

// AllWords and AllSteps are every sentence of the summary.
func AllWords() map[string]map[string]string {
	all := maps.Clone(words)
	maps.Copy(all, AllSteps())
	return all
}
func AllSteps() map[string]map[string]string { return steps }
