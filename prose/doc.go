// Package prose is the document: its text, its blocks, sentences and tokens, and where each of them stands in the file.
//
// A file is read once; afterwards only Text and byte offsets into it exist. Text holds prose and nothing else: markup,
// code, addresses and front matter are left out, and what stands in a sentence without being words (code, a bare
// address, a footnote mark, a comment) is one Object character. Locate is the only door back to the file.
//
// What this package is not: it reads no format (internal/read does), cuts no sentences (internal/segment does), and
// knows nothing of rules. It uses the standard library alone, so that a stranger's rule can lean on it.
package prose
