package main

import (
	"bytes"
	"strings"
	"testing"
)

func drawn(t *testing.T, in, theme string) string {
	t.Helper()
	var out bytes.Buffer
	if err := draw(strings.NewReader(in), &out, theme); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDraw(t *testing.T) {
	got := drawn(t, "\x1b[31;1merror\x1b[0;22m a<b 船!\n  \x1b[2m╰\x1b[22m █\n", "dark")
	for _, want := range []string{
		`<text class="c3 b" x="0.0" y="14" textLength="42.0" lengthAdjust="spacingAndGlyphs">error</text>`,
		`<text class="c1" x="50.4" y="14" textLength="58.8" lengthAdjust="spacingAndGlyphs">a&lt;b 船!</text>`,
		`<path class="c1 f s" transform="translate(21.0 28.5)" d="M0 -9.5V-5Q0 0 4 0H4.2"/>`,
		`<rect class="c1" x="33.6" y="21" width="8.4" height="15" fill-opacity="1"/>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if auto := drawn(t, "a\n", "auto"); !strings.Contains(auto, "prefers-color-scheme:dark") {
		t.Error("the picture does not follow the reader's theme")
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	for in, want := range map[string]string{"a\n\x1b[2J": "line 2: an escape sequence other than for colours", "\x1b]0;title\x07": "line 1"} {
		err := draw(strings.NewReader(in), &bytes.Buffer{}, "auto")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", in, err, want)
		}
	}
	if err := draw(strings.NewReader("a"), &bytes.Buffer{}, "blue"); err == nil {
		t.Error("no error for an unknown theme")
	}
}
