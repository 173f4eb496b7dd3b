package tag

// English and Data open the model built in to the benchmarks.
func English() *Model { return english() }

// Data is the model file built in.
func Data() []byte { return data }
