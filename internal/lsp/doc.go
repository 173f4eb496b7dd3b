// Package lsp is the language server: it speaks the Language Server Protocol 3.17 over a stream, keeps the texts that an
// editor has open, and answers with what sayso makes of them.
//
// It knows neither configuration nor rules: whoever starts it hands it a Judge. One goroutine reads messages, one works
// on them in order, so that nothing inside a document is concurrent; what a document amounts to is worked out anew after
// each change, once nothing more is waiting, so that a burst of keystrokes costs one check. There is no cache: reading
// and checking the whole is quicker than a keystroke. What is kept of a text that was checked is its verdict, for two texts at a time.
package lsp
