// Package template holds the tests over template.yaml: the rules of the house that CloudFormation does not know.
//
// It must not know the emulator: what these tests say holds for every stage.
package template
