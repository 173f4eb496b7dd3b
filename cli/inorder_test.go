package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

func TestInOrder(t *testing.T) {
	var got, want []int
	err := inOrder(t.Context(), 100, 8, weightless, func(i int) int { return i * i }, func(i, r int) error {
		want = append(want, i*i)
		got = append(got, r)
		return nil
	})
	if err != nil || len(got) != 100 || !slices.Equal(got, want) {
		t.Errorf("got %v, error %v", got, err)
	}
}

func TestInOrderStopsAtAnError(t *testing.T) {
	full := errors.New("disk full")
	err := inOrder(t.Context(), 1000, 4, weightless, func(i int) int { return i }, func(i, _ int) error {
		if i == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
}

func TestInOrderStopsWhenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	forever := make(chan struct{})
	defer close(forever)
	var once sync.Once
	err := inOrder(ctx, 3, 1, weightless, func(int) int {
		once.Do(func() { cancel(interrupted) })
		<-forever
		return 0
	}, func(int, int) error { return nil })
	if !errors.Is(err, interrupted) {
		t.Errorf("got %v, want %v", err, interrupted)
	}
}

// However slow the first is, only a few results wait behind it.
func TestInOrderHoldsFewResults(t *testing.T) {
	const n, jobs = 1000, 2
	release := make(chan struct{})
	var mu sync.Mutex
	most, started := 0, 0
	done := make(chan error)
	go func() {
		done <- inOrder(t.Context(), n, jobs, weightless, func(i int) int {
			mu.Lock()
			started++
			ahead := started
			mu.Unlock()
			if i == 0 {
				<-release
			} else if ahead == 5*jobs-2 {
				close(release) // as far ahead as it gets, or further
			}
			return i
		}, func(i, _ int) error {
			mu.Lock()
			defer mu.Unlock()
			most = max(most, started-i)
			return nil
		})
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if most > 8*jobs {
		t.Errorf("%d results at a time", most)
	}
}

// Large texts wait for one another, the largest for all others, and each has its turn.
func TestInOrderHoldsFewBytes(t *testing.T) {
	weights := []int64{1, 9 << 20, 6 << 20, 9 << 20, 40 << 20, 1, 0, 16 << 20, 1}
	var mu sync.Mutex
	held := map[int]int64{}
	seen := 0
	err := inOrder(t.Context(), len(weights), 4, func(i int) int64 { return weights[i] }, func(i int) error {
		mu.Lock()
		defer mu.Unlock()
		held[i] = weights[i]
		sum := int64(0)
		for _, w := range held {
			sum += w
		}
		if sum > together && len(held) > 1 {
			return fmt.Errorf("%d bytes in %d texts", sum, len(held))
		}
		return nil
	}, func(i int, err error) error {
		mu.Lock()
		defer mu.Unlock()
		delete(held, i)
		seen++
		return err
	})
	if err != nil || seen != len(weights) {
		t.Errorf("%d of %d, %v", seen, len(weights), err)
	}
}
