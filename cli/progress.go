package cli

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

const (
	progressAfter = time.Second            // what takes less needs no bar
	progressEvery = 100 * time.Millisecond // how often it is drawn
)

// progress is a bar on stderr that says how many files have been checked. It may be nil, and then does nothing.
//
// A ticker draws it, not the files as they are done: one long file is when somebody waits. What is printed while it shows
// takes it off the screen first (see beside); the next tick puts it back below.
type progress struct {
	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	from  time.Time
	done  int
	drawn int // done, when it was last drawn
	total int
	shown bool
	quit  chan struct{}
}

// showProgress starts a bar for a run over total files where somebody watches: w is a terminal, and the run is no job of
// CI, which keeps what is printed for ever.
func showProgress(w io.Writer, total int, env func(string) string) *progress {
	if _, tty := terminal(w); !tty || env("TERM") == "dumb" || env("CI") != "" && env("CI") != "false" {
		return nil
	}
	ticker := time.NewTicker(progressEvery)
	p := newProgress(w, total, time.Now())
	go func() {
		defer ticker.Stop()
		p.run(ticker.C)
	}()
	return p
}

// progress starts the bar of a run over total files, nil for one that is to be quiet; all that is said on stderr from then on goes
// beside it.
func (p *program) progress(quiet bool, total int) *progress {
	if quiet {
		return nil
	}
	bar := showProgress(p.err, total, os.Getenv)
	p.err = bar.beside(p.err)
	return bar
}

func newProgress(w io.Writer, total int, from time.Time) *progress {
	return &progress{
		from: from, total: total, quit: make(chan struct{}),
		bar: progressbar.NewOptions(
			total,
			progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("checking"), progressbar.OptionSetWidth(30),
			progressbar.OptionShowCount(), progressbar.OptionSetElapsedTime(false), progressbar.OptionSetPredictTime(false),
			progressbar.OptionSetRenderBlankState(false),
		),
	}
}

func (p *progress) run(ticks <-chan time.Time) {
	for {
		select {
		case now := <-ticks:
			p.tick(now)
		case <-p.quit:
			return
		}
	}
}

// tick draws the bar, once it is time.
func (p *progress) tick(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.from) < progressAfter || p.done >= p.total {
		return
	}
	select {
	case <-p.quit:
		return
	default:
	}
	if p.shown && p.drawn == p.done {
		return // the library wipes before it draws, which flickers
	}
	// A terminal that does not take it has nobody in front of it.
	_ = p.bar.Set(p.done)
	p.shown, p.drawn = true, p.done
}

// step says that one more file is done.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
}

// stop takes the bar off the screen for good.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.quit)
	p.clear()
}

func (p *progress) clear() {
	if p.shown {
		_ = p.bar.Clear()
		p.shown = false
	}
}

// beside is w, with the bar taken off the screen before anything is written. A file or a pipe is no screen.
func (p *progress) beside(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	if _, tty := terminal(w); !tty {
		return w
	}
	return &besideBar{w, p}
}

type besideBar struct {
	io.Writer
	bar *progress
}

func (b *besideBar) Write(text []byte) (int, error) {
	b.bar.mu.Lock()
	defer b.bar.mu.Unlock()
	b.bar.clear()
	return b.Writer.Write(text) //nolint:wrapcheck // one writer in front of another
}
