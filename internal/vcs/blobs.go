package vcs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/bounded"
)

// blobs reads contents out of git's object database. One process serves all: starting one a file would cost more than
// reading the texts. It ends with the context, or with ours. It is safe for concurrent use.
type blobs struct {
	ctx context.Context //nolint:containedctx // the process lives as long as the run

	lock sync.Mutex
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
}

// read gives the content of a blob of at most most bytes, by its full id. The error may be a *bounded.TooLargeError.
func (b *blobs) read(id string, most int64) ([]byte, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	data, err := b.ask(id, most)
	if err != nil {
		return nil, fmt.Errorf("git cat-file, object %s: %w", id, err)
	}
	return data, nil
}

func (b *blobs) ask(id string, most int64) ([]byte, error) {
	if b.cmd == nil {
		if err := b.start(); err != nil {
			return nil, err
		}
	}
	if _, err := io.WriteString(b.in, id+"\n"); err != nil {
		return nil, err //nolint:wrapcheck // read says what was being done
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, err //nolint:wrapcheck // likewise
	}
	var kind string
	var size int64
	if _, err := fmt.Sscanf(head, id+" %s %d\n", &kind, &size); err != nil || kind != "blob" {
		return nil, errors.New(strings.TrimSpace("git says: " + head))
	}
	if size > most {
		if _, err := io.CopyN(io.Discard, b.out, size+1); err != nil {
			return nil, err //nolint:wrapcheck // likewise
		}
		return nil, &bounded.TooLargeError{Size: size, Most: most}
	}
	data := make([]byte, size+1) // a line end follows
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, err //nolint:wrapcheck // likewise
	}
	return data[:size], nil
}

func (b *blobs) start() error {
	cmd := exec.CommandContext(b.ctx, "git", "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err //nolint:wrapcheck // likewise
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err //nolint:wrapcheck // likewise
	}
	if err := cmd.Start(); err != nil {
		return err //nolint:wrapcheck // likewise
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReader(out)
	return nil
}
