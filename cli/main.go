// Package cli is sayso's command line: commands, flags and exit codes. It is the only place that wires the rooms of the
// house together, and it knows no rule: main hands them in, so that a stranger's binary can add its own or leave ours out.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/report"
)

// Exit codes.
const (
	Clean       = 0   // nothing at or above --fail-on
	Found       = 1   // findings
	Misused     = 2   // wrong usage or configuration
	Failed      = 3   // a file could not be read, or sayso failed; also when there are findings beside
	Interrupted = 130 // SIGINT
	Unread      = 141 // nobody reads what is written any more, as for who is ended by SIGPIPE
	Terminated  = 143 // SIGTERM
)

// program is one run.
type program struct {
	name  string // that sayso was called by
	in    io.Reader
	out   io.Writer
	err   io.Writer
	rules []*lint.Rule
	exit  int    // what a command that did its work exits with
	vigil *vigil // of --watch; nil: one run and no more

	faults []string // what was said of files that could not be read, and of failures of our own
}

// Main runs sayso as args say (the program's name first) and returns the exit code.
func Main(args []string, in io.Reader, out, err io.Writer, rules ...*lint.Rule) int {
	p := &program{in: in, out: out, err: err, rules: slices.Concat(rules, engine.Rules())}
	ctx, stop := interruptible()
	defer stop()
	p.name = "sayso"
	if len(args) > 0 {
		p.name, args = args[0], args[1:]
	}
	ended := make(chan int, 1)
	go func() { ended <- p.code(filepath.Base(p.name), p.run(ctx, args)) }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	// The run sees that it is to end as soon as it gets to look. It does not where a pipe that nobody fills, or a reader
	// that does not read, keeps it waiting; nothing is half-written then.
	select {
	case code := <-ended:
		return code
	case <-time.After(grace):
		return p.code(filepath.Base(p.name), context.Cause(ctx))
	}
}

// grace is how long a run may take to clean up behind itself once a signal has come.
const grace = time.Second

func (p *program) run(ctx context.Context, args []string) error {
	app := p.app()
	arranged, err := arrange(app, args)
	if err != nil {
		return err
	}
	return app.RunContext(ctx, arranged) //nolint:wrapcheck // the library hands our own errors through
}

// code turns the outcome of a run into a message and an exit code.
func (p *program) code(name string, err error) int {
	var stopped *interruption
	var misuse *usageError
	switch {
	case err == nil:
		return p.exit
	case errors.As(err, &stopped):
		return stopped.code
	case errors.Is(err, syscall.EPIPE):
		return Unread // as for head: it has had enough
	case errors.As(err, &misuse):
		p.complain("%s: %v", name, err)
		return Misused
	default:
		p.complain("%s: %v", name, err)
		return Failed
	}
}

// complain writes a line to stderr, in which names and words of others are shown and not sent. Where even that fails nobody is left to tell.
func (p *program) complain(format string, args ...any) {
	_, _ = io.WriteString(p.err, report.Shown(fmt.Sprintf(format, args...))+"\n")
}

// usageError is wrong usage or configuration: the user can mend it, and no file was at fault.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usage(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// interruption is the signal that ended a run.
type interruption struct {
	signal os.Signal
	code   int
}

func (i *interruption) Error() string { return i.signal.String() }

// interruptible is a context that a signal cancels, with an *interruption as its cause. A second signal ends the process
// as if nobody had listened.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	// Who listens gets an error from the writing and can clean up; who does not is ended by the first line to stderr that
	// nobody reads, in the middle of a report to a file.
	unheard := make(chan os.Signal, 1)
	signal.Notify(unheard, syscall.SIGPIPE)
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			code := Interrupted
			if s == syscall.SIGTERM {
				code = Terminated
			}
			cancel(&interruption{s, code})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		signal.Stop(unheard)
		cancel(nil)
	}
}
