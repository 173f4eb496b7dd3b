package cli

import "context"

// inOrder does work for 0 to n-1 on several goroutines and hands the results to done one by one, in order. No more than
// a few results a goroutine wait at any moment, so that a slow first file does not pile up the rest in memory. It
// returns at once when ctx ends; work under way is left to the end of the process.
func inOrder[T any](ctx context.Context, n, jobs int, work func(int) T, done func(int, T) error) error {
	type slot struct {
		i      int
		result chan T
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	jobs = max(1, min(jobs, n))
	order, tasks := make(chan slot, 4*jobs), make(chan slot)
	go func() {
		defer close(tasks)
		defer close(order)
		for i := range n {
			s := slot{i, make(chan T, 1)}
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
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}
