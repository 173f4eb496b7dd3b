package language

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/read"
)

// twins are languages that nobody tells apart by one sentence.
var twins = map[string]string{"ms": "id", "bs": "hr", "sr": "hr", "nn": "nb", "no": "nb"}

func twin(code string) string {
	if t, ok := twins[code]; ok {
		return t
	}
	return code
}

// TestCorpora measures on annotated texts, which are not part of the project: SAYSO_CORPORA names their folder.
func TestCorpora(t *testing.T) {
	dir := os.Getenv("SAYSO_CORPORA")
	if dir == "" {
		t.Skip("SAYSO_CORPORA is not set")
	}
	f, err := os.Open(filepath.Join(dir, "lid_udhr_ud", "dev.jsonl"))
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = f.Close() }()
	asked := 0
	original := ask
	ask = func(s string) string { asked++; return original(s) }
	defer func() { ask = original }()

	var long, right, short, shortRight, english, englishAsked int
	confused := map[string]int{}
	byVote := 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var x struct{ Text, Label string }
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		d, _, err := read.Document("x.txt", "text", []byte(x.Text))
		if err != nil {
			t.Fatal(err)
		}
		before := asked
		Document(d, "")
		ok := twin(d.Lang) == twin(x.Label)
		if x.Label == "en" {
			english++
			englishAsked += asked - before
		}
		if utf8.RuneCountInString(x.Text) < longEnough {
			short++
			if ok {
				shortRight++
			}
			continue
		}
		if x.Label == "gl" {
			continue
		}
		long++
		if ok {
			right++
		} else {
			how := " (asked)"
			if asked == before {
				how = " (vote)"
				byVote++
			}
			confused[x.Label+">"+d.Lang+how]++
		}
	}
	accuracy := float64(right) / float64(long)
	t.Logf("%d texts of 120 characters or more: accuracy %.4f, lingua asked %d times, wrong by vote %d; confused %v", long, accuracy, asked, byVote, confused)
	t.Logf("%d shorter: accuracy %.4f; English: %d texts, asked %d times", short, float64(shortRight)/float64(short), english, englishAsked)
	if accuracy < 0.97 {
		t.Errorf("accuracy %.4f, want 0.97", accuracy)
	}
}
