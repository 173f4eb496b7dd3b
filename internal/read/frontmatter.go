package read

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// frontMatter reads the head of a Markdown file between two lines of --- (YAML) or +++ (TOML) and is the offset behind
// it, 0 where there is none. Only lines of the shape "key: value" or "key = value" are read: nested values are
// nothing that sayso asks for, and a parser for all of YAML would be a door for input that explodes.
func frontMatter(d *prose.Document, text string) int {
	s := scanLines(text)
	if !s.next() || s.line.from != 0 {
		return 0
	}
	fence := text[s.line.from:s.line.to]
	separator := map[string]string{"---": ":", "+++": "="}[fence]
	if separator == "" {
		return 0
	}
	meta := map[string]string{}
	nested := false // inside a value of several lines
	for first := true; s.next(); first = false {
		l := text[s.line.from:s.line.to]
		if first && l == "" {
			return 0 // a line across the page
		}
		switch {
		case l == fence && s.line.indent == 0 || l == "..." && fence == "---":
			for k, v := range meta {
				if d.Meta[k] == "" {
					d.Meta[k] = v
				}
			}
			setFromMeta(d)
			return min(s.pos, len(text))
		case l == "" || l[0] == '#':
			continue
		case s.line.indent > 0 || l[0] == '-' || l[0] == '[' || l[0] == ']' || l[0] == '}':
			if !nested && l[0] != '[' && s.line.indent == 0 {
				return 0
			}
			continue
		}
		key, value, ok := strings.Cut(l, separator)
		key = strings.ToLower(strings.Trim(strings.TrimSpace(key), `"'`))
		if !ok || key == "" || strings.ContainsAny(key, " \t") && separator == "=" || len(strings.Fields(key)) > 3 {
			return 0 // prose
		}
		nested = true
		if value = scalar(strings.TrimSpace(value)); value != "" {
			meta[key] = value
		}
	}
	return 0
}

// scalar takes quotation marks and a comment off a value. A block or a collection is none.
func scalar(v string) string {
	if v == "" {
		return ""
	}
	switch q := v[0]; q {
	case '"', '\'':
		if i := strings.IndexByte(v[1:], q); i >= 0 {
			return v[1 : 1+i]
		}
		return v
	case '|', '>', '{', '&', '*', '!':
		return ""
	case '[':
		return strings.Trim(v, "[]")
	}
	if i := strings.Index(v, " #"); i >= 0 {
		v = v[:i]
	}
	return strings.TrimSpace(v)
}

// setFromMeta takes title and language from the front matter or the tags of a page's head.
func setFromMeta(d *prose.Document) {
	if d.Title == "" {
		d.Title = d.Meta["title"]
	}
	if d.Lang == "" {
		for _, key := range []string{"lang", "language", "locale"} {
			if d.Lang = languageCode(d.Meta[key]); d.Lang != "" {
				break
			}
		}
	}
}

// languageCode is the ISO 639-1 code at the head of a language tag (BCP 47: "de-AT", "en_GB.UTF-8"), "" for what is none.
func languageCode(tag string) string {
	if tag == "" {
		return ""
	}
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_."); i >= 0 {
		tag = tag[:i]
	}
	if code := languageNames[tag]; code != "" {
		return code
	}
	if len(tag) != 2 && len(tag) != 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" || tag == "und" || tag == "mul" || tag == "zxx" {
		return ""
	}
	if len(tag) == 3 {
		return threeLetters[tag]
	}
	return tag
}

// languageNames are names that people write where a code belongs.
var languageNames = map[string]string{
	"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
	"portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl",
}

// threeLetters are the codes of ISO 639-2 that people put into documents.
var threeLetters = map[string]string{
	"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "dut": "nl",
	"swe": "sv", "dan": "da", "nob": "nb", "fin": "fi", "pol": "pl", "ces": "cs", "cze": "cs", "rus": "ru", "ukr": "uk", "ell": "el", "gre": "el",
	"tur": "tr", "ara": "ar", "heb": "he", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko",
}
