// Package query is the language in which figures are asked for: a definition of measures, dimensions, filters and time, and the one compiler
// that makes SQL of it. Every word of the SQL comes from the tables of this package; what a caller writes is bound as a parameter.
//
// It must not know how queries are run.
package query
