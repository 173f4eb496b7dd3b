package language

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Function words make up half of any text, and no two languages have the same. Each word of a list votes for the
// languages that list it, the more the fewer they are; so do letters that few languages write (Grefenstette 1995 on
// short words; the weighting is the simplest that tells neighbours apart).

// What lists and letters.txt say is compiled into ballot, which is asked as it lies: to read 60 KB of words of 44 languages
// took a tenth of the time of a start. Its head has a line a language, the code and the first letter of its list; behind
// an empty line are
//   - for each bucket, and for the end of the last, at which key it begins, in two bytes;
//   - the keys, in order of their buckets, in eight bytes each: hashes of words, and letters;
//   - for each key the set of the languages that have it, in eight bytes.
//
//go:generate go test -run ^TestBallot$ . -update
//go:embed ballot.bin
var ballotFile []byte

// buckets is as many as there are bits of a key, spread, that tell its bucket: one key or two to each.
const buckets = 12

// bucket is where a key is looked for (Knuth, TAOCP 3, 6.4).
func bucket(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> (64 - buckets)) }

// set is a set of languages, a bit for each in votes.codes.
type set uint64

type votes struct {
	codes                []string
	scripts              []script // of each language
	begins, keys, voters []byte   // of ballotFile
}

// letterWeight is what a letter counts beside a word: a text has five times as many of them.
const letterWeight = 0.35

var ballot = sync.OnceValue(newVotes)

func newVotes() *votes {
	head, rest, _ := bytes.Cut(ballotFile, []byte("\n\n"))
	v := &votes{}
	for line := range strings.SplitSeq(string(head), "\n") {
		code, letter, _ := strings.Cut(line, " ")
		first, _ := utf8.DecodeRuneInString(letter)
		v.codes = append(v.codes, code)
		v.scripts = append(v.scripts, scriptOf(first))
	}
	v.begins, rest = rest[:2*(1<<buckets+1)], rest[2*(1<<buckets+1):]
	v.keys, v.voters = rest[:len(rest)/2], rest[len(rest)/2:]
	return v
}

// by are the languages that a word, or a letter, votes for.
func (v *votes) by(key uint64) set {
	b := v.begins[2*bucket(key):]
	for i := int(binary.LittleEndian.Uint16(b)); i < int(binary.LittleEndian.Uint16(b[2:])); i++ {
		if binary.LittleEndian.Uint64(v.keys[8*i:]) == key {
			return set(binary.LittleEndian.Uint64(v.voters[8*i:]))
		}
	}
	return 0
}

// index is the place of a code in codes, -1 where there is no list for it.
func (v *votes) index(code string) int {
	for i, c := range v.codes {
		if c == code {
			return i
		}
	}
	return -1
}

// most is the number of languages that a set can hold.
const most = 64

// tally is a count of votes.
type tally struct {
	words int
	hits  [most]int
	score [most]float64
	chars [scripts]int // letters by script
}

// count adds the votes of the words and letters of text.
func (v *votes) count(t *tally, text string) {
	for i := 0; i < len(text); {
		if !inWord[text[i]] {
			i++
			continue
		}
		from, ascii := i, 0
		for i < len(text) && inWord[text[i]] {
			if text[i] < utf8.RuneSelf {
				ascii++
				i++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if !isWordPart(r) {
				break
			}
			t.chars[scriptOf(r)]++
			if m := v.by(uint64(lower(r))); m != 0 {
				t.vote(m, letterWeight)
			}
			i += n
		}
		if i == from { // a mark that is part of no word
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		t.chars[latin] += ascii
		t.words++
		if i-from > longestWord {
			continue
		}
		if m := v.by(prose.WordOf(text[from:i])); m != 0 {
			t.vote(m, 1)
			for ; m != 0; m &= m - 1 {
				t.hits[bits.TrailingZeros64(uint64(m))]++
			}
		}
	}
}

// inWord are the bytes that may be part of a word.
var inWord = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return is
}()

// longestWord is the length in bytes up to which a word is looked up.
const longestWord = 48

func (t *tally) vote(m set, weight float64) {
	weight /= float64(bits.OnesCount64(uint64(m)))
	for ; m != 0; m &= m - 1 {
		t.score[bits.TrailingZeros64(uint64(m))] += weight
	}
}

// letters is how many there are of all scripts.
func (t *tally) letters() int {
	n := 0
	for _, c := range t.chars {
		n += c
	}
	return n
}

// leads tells whether no language has a higher score.
func (t *tally) leads(lang int) bool {
	for i := range t.score {
		if t.score[i] > t.score[lang] {
			return false
		}
	}
	return true
}

// The vote is clear where the first has this much more than the second, in score and in proportion, and where this share
// of all words voted for it. The figures are those below which lingua-go is the better judge of a sentence or two.
const (
	margin     = 1.0
	proportion = 1.3
	share      = 0.12

	// For texts too short for lingua-go: less than this, and they count as English, which nearly all of them are.
	shortLead  = 0.3
	leastShort = 0.7
)

// winner is the language that the votes are for; sure says whether they leave no doubt, or too little
// text to settle it otherwise.
func (v *votes) winner(t *tally) (lang string, sure bool) {
	s := t.script()
	if only[s] != "" {
		return only[s], true
	}
	first, second := -1, -1
	for i := range v.codes {
		switch {
		case v.scripts[i] != s:
		case first < 0 || t.score[i] > t.score[first]:
			first, second = i, first
		case second < 0 || t.score[i] > t.score[second]:
			second = i
		}
	}
	if first < 0 || t.score[first] == 0 {
		return cmp.Or(commonest[s], Fallback), t.letters() < longEnough
	}
	lead := t.score[first]
	if second >= 0 {
		lead -= t.score[second]
	}
	if t.letters() < longEnough {
		en := v.index(Fallback)
		if s == latin && first != en && (lead < shortLead || t.score[first]-t.score[en] < shortLead || t.score[first] < leastShort) {
			return Fallback, true
		}
		return v.codes[first], true
	}
	sure = lead >= margin && t.score[first] >= proportion*(t.score[first]-lead) && float64(t.hits[first]) >= share*float64(t.words)
	return v.codes[first], sure
}
