package attachment

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// check refuses an announcement of something that is not taken.
func (a Announcement) check() error {
	if !slices.Contains(Types, a.MediaType) {
		return problem.New(problem.Invalid, "document-type-not-allowed", "This kind of file is not taken. Send a PDF, a JPEG or PNG picture, or plain text.").
			With("mediaType", "is none of %s", strings.Join(Types, ", "))
	}
	if a.Size > MaxSize {
		return problem.New(problem.Invalid, "document-too-large", "A document may have %d MB. Send a smaller picture, or two files.", MaxSize>>20).
			With("size", "is more than %d bytes", MaxSize)
	}
	if a.Size < 1 {
		return problem.New(problem.Invalid, "document-empty", "The file is empty.").With("size", "is not more than 0")
	}
	if sum, err := hex.DecodeString(a.SHA256); err != nil || len(sum) != sha256.Size {
		return problem.New(problem.Invalid, "request-invalid", "The checksum is the SHA-256 of the file.").With("sha256", "is not 64 hexadecimal digits")
	}
	return nil
}

// verify compares an uploaded file with what was announced; the first thing that is wrong is told.
func (d Document) verify(content []byte, v Verdict) *problem.Problem {
	sum := sha256.Sum256(content)
	switch sniffed := Sniff(content); {
	case len(content) != d.Size:
		return problem.New(problem.Invalid, "document-size-mismatch", "The file that arrived is not as long as was announced. Upload it again.").
			With("size", "is %d bytes, not %d", len(content), d.Size)
	case hex.EncodeToString(sum[:]) != d.SHA256:
		return problem.New(problem.Invalid, "document-checksum-mismatch", "The file that arrived is not the one that was announced. Upload it again.").
			With("sha256", "is not the checksum of the file")
	case v == Infected:
		return problem.New(problem.Invalid, "document-infected", "The scan for malware found something in the file. It was deleted.").
			With("file", "is infected")
	case sniffed != d.MediaType:
		return problem.New(problem.Invalid, "document-type-mismatch", "The file is not what it says it is. Send it as what it is, or another one.").
			With("mediaType", "is %s by its content, not %s", sniffed, d.MediaType)
	}
	return nil
}
