package language

import (
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"
)

// detector is built once, on the first text that nothing cheaper could tell.
var detector = sync.OnceValue(func() lingua.LanguageDetector {
	return lingua.NewLanguageDetectorBuilder().FromAllLanguages().WithLowAccuracyMode().Build()
})

// guess asks the statistical detector; "" where it has no answer. Callers see to the sample's length.
func guess(text string) string {
	if len(text) > guessSample {
		text = strings.ToValidUTF8(text[:guessSample], "")
	}
	lang, ok := detector().DetectLanguageOf(text)
	if !ok {
		return ""
	}
	return strings.ToLower(lang.IsoCode639_1().String())
}
