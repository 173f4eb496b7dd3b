package language

import "unicode"

// sole are scripts that one language alone writes in modern prose.
var sole = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Hangul, "ko"},
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Thai, "th"},
	{unicode.Greek, "el"},
	{unicode.Hebrew, "he"},
	{unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"},
	{unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"},
	{unicode.Telugu, "te"},
	{unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"},
	{unicode.Sinhala, "si"},
	{unicode.Lao, "lo"},
	{unicode.Khmer, "km"},
	{unicode.Myanmar, "my"},
	{unicode.Ethiopic, "am"},
}

// scripts counts the letters of a text by script.
type scripts struct {
	latin, han, other int
	counts            [32]int // by index in sole
}

func (s *scripts) add(r rune) {
	switch {
	case r < 0x250:
		s.latin++
		return
	case unicode.Is(unicode.Han, r):
		s.han++
		return
	}
	for i := range sole {
		if unicode.Is(sole[i].table, r) {
			s.counts[i]++
			return
		}
	}
	if unicode.Is(unicode.Latin, r) || unicode.Is(unicode.M, r) {
		s.latin++
		return
	}
	s.other++
}

// language is the one that the letters alone tell, "" for none. Japanese mixes kana into Han; Han by itself is Chinese.
func (s *scripts) language(letters int) string {
	if s.latin*2 > letters {
		return ""
	}
	by := map[string]int{}
	for i, n := range s.counts[:len(sole)] {
		if n > 0 {
			by[sole[i].code] += n
		}
	}
	if kana := by["ja"]; kana > 0 && (kana+s.han)*2 > letters {
		return "ja"
	}
	if s.han*2 > letters {
		return "zh"
	}
	for code, n := range by {
		if n*2 > letters {
			return code
		}
	}
	return ""
}
