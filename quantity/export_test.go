package quantity

// New is a fresh layer, for tests that measure what the memo of a document would hide.
var New = newLayer
