package plugin

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
	"github.com/tetratelabs/wazero/sys"
)

// sandbox is a module compiled, with nothing around it: WASI without files, sockets, environment or arguments but its own
// name. wazero's clocks are made up (from 2022-01-01 on, a millisecond a look) and its random numbers are the same for
// each instance, so that a plugin says the same of the same text every time.
type sandbox struct {
	name    string
	runtime wazero.Runtime
	module  wazero.CompiledModule
	timeout time.Duration
}

// sandbox compiles the module, or finds it compiled in the user's cache folder under the hash of its bytes. Compiling is
// not under the time limit: it is done once a machine.
func (p *Plugin) sandbox() (s *sandbox, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("compiling it: %v", r)
		}
	}()
	code, err := sift(p.Code)
	if err != nil {
		return nil, err
	}
	folder := compiledCode()
	s, err = p.compile(code, folder)
	if err == nil || folder == "" {
		return s, err
	}
	// Either the module is wrong or what was kept of it is: a disk was full, or a file cut off.
	if s, err = p.compile(code, ""); err == nil {
		_ = os.RemoveAll(folder) // it is slower again where that fails, no more
	}
	return s, err
}

// compile compiles a module and keeps it in a folder, or finds it there; "" keeps it nowhere.
func (p *Plugin) compile(code []byte, folder string) (*sandbox, error) {
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(uint32(p.Memory) * pagesPerMB).WithDebugInfoEnabled(false)
	if folder != "" {
		cache, err := wazero.NewCompilationCacheWithDir(folder)
		if err != nil {
			return nil, fmt.Errorf("what is kept of it: %w", err)
		}
		config = config.WithCompilationCache(cache)
	}
	ctx := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	r := wazero.NewRuntimeWithConfig(ctx, config)
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, r); err != nil {
		return nil, fmt.Errorf("WASI: %w", err)
	}
	module, err := r.CompileModule(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("compiling it: %w", err)
	}
	if module.ExportedFunctions()["_start"] == nil {
		return nil, errors.New("it exports no _start, so it is no WASI command; build it as a program for wasip1")
	}
	return &sandbox{p.Name, r, module, p.Timeout}, nil
}

const pagesPerMB = 16 // of 64 KB

// compiledCode is the folder where compiled code is kept; "" where the user has no place for such.
func compiledCode() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "sayso", "plugins")
}

// call runs an instance from its start to its end and gives what it wrote.
func (s *sandbox) call(in []byte) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("it broke its sandbox's rules: %v", r)
		}
	}()
	ctx, stop := context.WithTimeout(context.Background(), s.timeout)
	defer stop()
	stdout, stderr := &limited{most: mostOutput, full: stop}, &limited{most: 4 << 10}
	instance, err := s.runtime.InstantiateModule(ctx, s.module, wazero.NewModuleConfig().
		WithName("").WithArgs(s.name).WithStdin(bytes.NewReader(in)).WithStdout(stdout).WithStderr(stderr))
	if instance != nil {
		_ = instance.Close(context.Background()) // it has nothing open
	}
	var exit *sys.ExitError
	switch {
	case stdout.over:
		return nil, fmt.Errorf("it wrote more than %d MB", mostOutput>>20)
	case err == nil, errors.As(err, &exit) && exit.ExitCode() == 0 && ctx.Err() == nil:
		return stdout.Bytes(), nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("it ran longer than %s", s.timeout)
	case exit != nil:
		return nil, fmt.Errorf("it exited with code %d%s", exit.ExitCode(), stderr.lastWords())
	}
	return nil, fmt.Errorf("it crashed: %s%s", trap(err), stderr.lastWords())
}

// trap is what wazero says of a crash, without the stack of a program whose source the reader does not have.
func trap(err error) string {
	what, _, _ := strings.Cut(err.Error(), "\n")
	if _, why, found := strings.Cut(what, " failed: "); found {
		what = why
	}
	return strings.TrimPrefix(what, "wasm error: ")
}

// limited keeps so many bytes. More of them is an error to the writer, which may not care, so full is called, too.
type limited struct {
	bytes.Buffer
	most int
	full func() // may be nil
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) <= l.most {
		return l.Buffer.Write(p) //nolint:wrapcheck // a buffer does not fail
	}
	if l.full == nil {
		l.Buffer.Write(p[:min(len(p), l.most-l.Len())])
		return len(p), nil // what is cut off of a log is missed by nobody
	}
	l.over = true
	l.full()
	return 0, errors.New("too much output")
}

// lastWords is the first line that a plugin complained in, quoted: it is a stranger's and may hold what repaints a screen.
func (l *limited) lastWords() string {
	for line := range strings.Lines(l.String()) {
		if line = strings.TrimSpace(line); line != "" {
			const most = 200
			if len(line) > most {
				line = strings.ToValidUTF8(line[:most], "") + "..."
			}
			return fmt.Sprintf("; it said: %q", line)
		}
	}
	return ""
}
