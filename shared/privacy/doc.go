// Package privacy is what an operator owes the people it keeps data of: their data as a file, its erasure, and who looked at it.
//
// A data request names inquiries, never a person: it is the proof of what was done, and outlives the data. The package must not know where
// anything is stored (privacydb), nor what of an inquiry is personal: the inquiry knows (inquiry.Redaction).
package privacy
