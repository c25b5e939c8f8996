// Package attachmentdb keeps what is known of documents in the Document table, and their files in the documents bucket.
//
// It must not know who may read what.
package attachmentdb
