package language

import (
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"
)

// detector knows all languages at low accuracy: it then reads trigrams alone, which from 120 characters on is what it
// does at high accuracy too. It loads its models on the first question.
var detector = sync.OnceValue(func() lingua.LanguageDetector {
	return lingua.NewLanguageDetectorBuilder().FromAllLanguages().WithLowAccuracyMode().Build()
})

// ask puts a text to lingua-go and is the code of ISO 639-1, "" where it does not know. It is a variable for the tests,
// which count how often it is asked.
var ask = func(text string) string {
	lang, ok := detector().DetectLanguageOf(text)
	if !ok {
		return ""
	}
	return strings.ToLower(lang.IsoCode639_1().String())
}
