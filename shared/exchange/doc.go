// Package exchange is how a post without an API takes part: files of questions and answers for it, made on demand or every night; files of
// replies from it, each line a step of an inquiry, with a result for each; and, of every month, what the posts owe each other for liability.
//
// A line is a step like any other: package inquiry decides. The package must not know where anything is stored (exchangedb), nor HTTP.
package exchange
