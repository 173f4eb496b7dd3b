// Package language says which language a document and its blocks are in: what the user or the markup says, else a vote of
// function words, else the letters of a script that one language alone writes, else a statistical guess.
//
// It is the only importer of lingua-go, whose models cost half a second and 75 MB when they are touched: the guess is
// made at most once a document, in low-accuracy mode, on a sample of 120 characters to 1 KB, and never where the language
// is configured or the vote is clear.
package language

import (
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Fallback is the language of a text too short or too strange to tell.
const Fallback = "en"

// Bounds of the samples, in bytes of Text.
const (
	voteSample  = 4 << 10
	guessSample = 1 << 10
	// guessLeast, in characters: below it, the guess would have to inflate the models of five n-gram lengths for every language.
	guessLeast = 120
	// A block shows its language early; voting over all of every block would cost as much as cutting it into tokens.
	blockSample = 256
	// blockLeast is how many words a block needs before its own vote can tell it from its document.
	blockLeast = 8
)

// Document sets the language of a document and of each block that is in another one. configured is what the user or the
// configuration says ("" is nothing); it wins over the markup, which wins over the vote.
func Document(d *prose.Document, configured string) {
	switch {
	case configured != "":
		d.Lang = base(configured)
		for i := range d.Blocks {
			d.Blocks[i].Lang = ""
		}
		return
	case d.Lang != "":
		d.Lang = base(d.Lang)
	case d.Meta["lang"] != "":
		d.Lang = base(d.Meta["lang"])
	case d.Meta["language"] != "" && len(base(d.Meta["language"])) == 2:
		d.Lang = base(d.Meta["language"])
	default:
		d.Lang = detect(sample(d, voteSample))
	}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Lang != "" {
			b.Lang = base(b.Lang)
		} else if lang := count(d.Text[b.Start:min(b.End, b.Start+blockSample)]).clearly(d.Lang); lang != "" && b.Kind != prose.Furniture {
			b.Lang = lang
		}
		if b.Lang == d.Lang {
			b.Lang = ""
		}
	}
}

// base is the primary subtag of a BCP 47 tag, in lower case; a name such as "English" or "german" becomes its code.
func base(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if code, ok := names[tag]; ok {
		return code
	}
	code, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return code
}

var names = map[string]string{
	"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
	"portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl",
}

// sample takes prose from the front of a document, whole blocks as long as they fit.
func sample(d *prose.Document, size int) string {
	var b strings.Builder
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if blk.Kind == prose.Furniture {
			continue
		}
		text := d.Text[blk.Start:blk.End]
		if room := size - b.Len(); len(text) > room {
			text = strings.ToValidUTF8(text[:room], "")
		}
		b.WriteString(text)
		b.WriteByte('\n')
		if b.Len() >= size {
			break
		}
	}
	return b.String()
}

// detect tells the language of a sample.
func detect(text string) string {
	v := count(text)
	if v.script != "" {
		return v.script
	}
	if v.clear() {
		return v.first
	}
	if utf8.RuneCountInString(text) >= guessLeast {
		if lang := guess(text); lang != "" {
			return lang
		}
	}
	if v.hits > v.secondHits {
		return v.first
	}
	return Fallback
}
