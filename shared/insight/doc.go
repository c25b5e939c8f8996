// Package insight is what the network learns from its inquiries: facts free of personal data, metrics defined once,
// and the monthly report made of them.
//
// It must not know the operational tables, nor how facts are stored or queried: insightdb does.
package insight
