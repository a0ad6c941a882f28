package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// start is when these tests begin.
var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// id is an ID that ends in the number.
func id(n int) board.ID { return board.ID(fmt.Sprintf("%010d", n)) }

// liveJob is a job that is shown for thirty days, without employer.
func liveJob(n int) *board.Job {
	return &board.Job{
		ID:    id(n),
		Ad:    board.Ad{Title: "Upphandlare", Headline: fmt.Sprintf("Upphandlare %d", n), Text: board.Text{HTML: "<p>Hej</p>", Plain: "Hej"}},
		State: board.StatusLive, Run: board.Run{From: start, Until: start.AddDate(0, 0, 30)},
		CreatedAt: start, UpdatedAt: start,
	}
}

// must fails the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get is the value, or the end of the test.
func get[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		must(t, err)
		return value
	}
}

// want fails the test when it did not get what it wanted.
func want[T any](t testing.TB, what string, got, wanted T) {
	t.Helper()
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, wanted)
	}
}

// wantKind fails the test when the error is not of the kind.
func wantKind(t testing.TB, what string, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}

// write writes, and must be able to.
func write(t testing.TB, s *store.Store, f func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	ctx := context.Background()
	must(t, s.Write(ctx, func(tx *store.Tx) error { return f(ctx, tx) }))
}
