package quantity

// New is a fresh layer, for tests that measure what the memo of a document would hide.
var New = newLayer

// Figured is tested by itself: it is all that stands before the scanner.
var Figured = figured
