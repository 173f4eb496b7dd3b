package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// A bar appears after a second, says how far the run is, and leaves nothing behind.
func TestProgress(t *testing.T) {
	var screen bytes.Buffer
	start := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	p := newProgress(&screen, 40, start)
	p.step()
	p.tick(start.Add(900 * time.Millisecond))
	if screen.Len() > 0 {
		t.Errorf("drawn before its time: %q", &screen)
	}
	p.tick(start.Add(time.Second))
	if got := screen.String(); !strings.Contains(got, "checking") || !strings.Contains(got, "(1/40)") {
		t.Errorf("after a second: %q", got)
	}
	p.step()
	p.tick(start.Add(2 * time.Second))
	if !strings.Contains(screen.String(), "(2/40)") {
		t.Errorf("after two seconds: %q", &screen)
	}

	// What is printed never shares a line with the bar, and the bar comes back below.
	beside := &besideBar{&screen, p}
	if _, err := beside.Write([]byte("a finding\n")); err != nil {
		t.Fatal(err)
	}
	if got := onScreen(screen.String()); got != "a finding\n" {
		t.Errorf("printed beside the bar: %q", got)
	}
	before := screen.Len()
	if _, err := beside.Write([]byte("another\n")); err != nil || screen.Len() != before+len("another\n") {
		t.Errorf("cleared what did not show: %q", screen.String()[before:])
	}
	p.tick(start.Add(3 * time.Second))
	if got := onScreen(screen.String()); !strings.HasPrefix(got, "a finding\nanother\nchecking") {
		t.Errorf("the bar does not come back: %q", got)
	}
	p.stop()
	if got := onScreen(screen.String()); got != "a finding\nanother\n" {
		t.Errorf("left behind: %q", got)
	}
	p.tick(start.Add(4 * time.Second))
	if got := onScreen(screen.String()); got != "a finding\nanother\n" {
		t.Errorf("drawn after the end: %q", got)
	}
}

// The last file is done: the report's end follows, and no bar is drawn into it.
func TestProgressOfADoneRun(t *testing.T) {
	var screen bytes.Buffer
	p := newProgress(&screen, 1, time.Time{})
	p.step()
	p.tick(time.Time{}.Add(time.Hour))
	if screen.Len() > 0 {
		t.Errorf("drawn: %q", &screen)
	}
}

// The ticks that are handed in draw, until the bar is stopped.
func TestProgressTicks(t *testing.T) {
	var screen bytes.Buffer
	p := newProgress(&screen, 2, time.Time{})
	ticks, done := make(chan time.Time), make(chan bool)
	go func() {
		p.run(ticks)
		close(done)
	}()
	ticks <- time.Time{}.Add(time.Second)
	ticks <- time.Time{}.Add(2 * time.Second) // taken when the first has been drawn
	p.stop()
	<-done
	if !strings.Contains(screen.String(), "(0/2)") {
		t.Errorf("got %q", &screen)
	}
}

// In a pipe, in CI and on a terminal that knows nothing there is no bar, and what does nothing harms nothing.
func TestNoProgress(t *testing.T) {
	var pipe bytes.Buffer
	p := showProgress(&pipe, 10, func(string) string { return "" })
	if p != nil {
		t.Fatal("a bar in a pipe")
	}
	p.step()
	if p.beside(&pipe) != &pipe {
		t.Error("a pipe is wrapped for a bar that is not")
	}
	p.stop()
}

// onScreen is what a terminal shows after text: a carriage return goes back to the start of the line.
func onScreen(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		var shown []rune
		at := 0
		for _, r := range line {
			if r == '\r' {
				at = 0
				continue
			}
			if at == len(shown) {
				shown = append(shown, r)
			} else {
				shown[at] = r
			}
			at++
		}
		lines = append(lines, strings.TrimRight(string(shown), " "))
	}
	return strings.Join(lines, "\n")
}
