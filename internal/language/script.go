package language

import "unicode"

// script is a writing system of Unicode, as far as languages are told by it.
type script uint8

// The scripts. CJK counts apart what tells Japanese and Korean from Chinese.
const (
	other script = iota
	latin
	cyrillic
	arabic
	devanagari
	greek
	hebrew
	han
	kana
	hangul
	thai
	lao
	georgian
	armenian
	bengali
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	sinhala
	tibetan
	myanmar
	ethiopic
	khmer
	scripts
)

// only are the scripts that one language, or by far one above all, is written in.
var only = [scripts]string{
	greek: "el", hebrew: "he", han: "zh", kana: "ja", hangul: "ko", thai: "th", lao: "lo", georgian: "ka", armenian: "hy", bengali: "bn", gurmukhi: "pa", gujarati: "gu",
	oriya: "or", tamil: "ta", telugu: "te", kannada: "kn", malayalam: "ml", sinhala: "si", tibetan: "bo", myanmar: "my", ethiopic: "am", khmer: "km",
}

// commonest are the languages most written in the scripts that several share.
var commonest = [scripts]string{cyrillic: "ru", arabic: "ar", devanagari: "hi"}

// blocks are the ranges of Unicode's code charts, in order. A few letters of other scripts live in them; a vote does
// not turn on those.
var blocks = []struct {
	first, last rune
	script      script
}{
	{'A', 'Z', latin},
	{'a', 'z', latin},
	{0xAA, 0x24F, latin},
	{0x250, 0x36F, other},
	{0x370, 0x3FF, greek},
	{0x400, 0x52F, cyrillic},
	{0x530, 0x58F, armenian},
	{0x590, 0x5FF, hebrew},
	{0x600, 0x77F, arabic},
	{0x8A0, 0x8FF, arabic},
	{0x900, 0x97F, devanagari},
	{0x980, 0x9FF, bengali},
	{0xA00, 0xA7F, gurmukhi},
	{0xA80, 0xAFF, gujarati},
	{0xB00, 0xB7F, oriya},
	{0xB80, 0xBFF, tamil},
	{0xC00, 0xC7F, telugu},
	{0xC80, 0xCFF, kannada},
	{0xD00, 0xD7F, malayalam},
	{0xD80, 0xDFF, sinhala},
	{0xE00, 0xE7F, thai},
	{0xE80, 0xEFF, lao},
	{0xF00, 0xFFF, tibetan},
	{0x1000, 0x109F, myanmar},
	{0x10A0, 0x10FF, georgian},
	{0x1100, 0x11FF, hangul},
	{0x1200, 0x139F, ethiopic},
	{0x1780, 0x17FF, khmer},
	{0x1E00, 0x1EFF, latin},
	{0x1F00, 0x1FFF, greek},
	{0x3040, 0x30FF, kana},
	{0x3130, 0x318F, hangul},
	{0x31F0, 0x31FF, kana},
	{0x3400, 0x9FFF, han},
	{0xA960, 0xA97F, hangul},
	{0xAC00, 0xD7FF, hangul},
	{0xF900, 0xFAFF, han},
	{0xFB50, 0xFDFF, arabic},
	{0xFE70, 0xFEFF, arabic},
	{0xFF66, 0xFF9D, kana},
	{0x20000, 0x3FFFF, han},
}

func scriptOf(r rune) script {
	lo, hi := 0, len(blocks)
	for lo < hi {
		mid := (lo + hi) / 2
		if blocks[mid].last < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(blocks) && blocks[lo].first <= r {
		return blocks[lo].script
	}
	return other
}

// script is the one that most is written in. A character of Chinese, Japanese or Korean says as much as two letters or
// three; those of the three languages count together, for Japanese is written in two scripts.
func (t *tally) script() script {
	cjk := t.chars[han] + t.chars[kana] + t.chars[hangul]
	best, most := latin, t.chars[latin]
	for s := cyrillic; s < scripts; s++ {
		if t.chars[s] > most && s != han && s != kana && s != hangul {
			best, most = s, t.chars[s]
		}
	}
	if 2*cjk > most {
		switch {
		case t.chars[hangul]*3 > cjk:
			return hangul
		case t.chars[kana]*10 > cjk:
			return kana
		}
		return han
	}
	return best
}

func (t *tally) latin() bool { return t.script() == latin }

// lower is the small letter of scripts that have two kinds.
func lower(r rune) rune {
	if r < 0x250 || r >= 0x370 && r < 0x590 {
		return unicode.ToLower(r)
	}
	return r
}
