package cli

import (
	"context"
	"os"
	"sync/atomic"
)

// together is the most bytes of texts, read and analysed and not yet reported, that are in memory at once, however many jobs
// there are; a text that is larger is alone. A byte of prose takes 25 to 50 of memory.
const together = 16 << 20

// inOrder does work for 0 to n-1 on several goroutines and hands the results to done one by one, in order. No more than
// a few results a goroutine wait at any moment, so that a slow first file does not pile up the rest in memory. It
// returns at once when ctx ends; work under way is left to the end of the process. weigh gives the bytes of the text that is
// worked on.
func inOrder[T any](ctx context.Context, n, jobs int, weigh func(int) int64, work func(int) T, done func(int, T) error) error {
	type slot struct {
		i      int
		weight int64
		result chan T
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	jobs = max(1, min(jobs, n))
	var held atomic.Int64
	room := make(chan struct{}, 1)
	order, tasks := make(chan slot, 4*jobs), make(chan slot)
	go func() {
		defer close(tasks)
		defer close(order)
		for i := range n {
			s := slot{i, weigh(i), make(chan T, 1)}
			for held.Load() > 0 && held.Load()+s.weight > together {
				select {
				case <-room:
				case <-ctx.Done():
					return
				}
			}
			held.Add(s.weight)
			select {
			case order <- s:
			case <-ctx.Done():
				return
			}
			select {
			case tasks <- s:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range jobs {
		go func() {
			for s := range tasks {
				s.result <- work(s.i)
			}
		}()
	}
	for s := range order {
		select {
		case r := <-s.result:
			if err := done(s.i, r); err != nil {
				return err
			}
			held.Add(-s.weight)
			select {
			case room <- struct{}{}:
			default:
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}

// weightless are tasks without a text.
func weightless(int) int64 { return 0 }

// weightsOf are those of texts to be read.
func weightsOf(todo []job) func(int) int64 {
	return func(i int) int64 { return weightOf(todo[i].path) }
}

// weightOf is the size of a file; of one that cannot be read, nothing.
func weightOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
