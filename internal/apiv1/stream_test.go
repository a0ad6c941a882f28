package apiv1

import (
	"context"
	"errors"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store/storetest"
)

// stuck is a connection whose other side takes nothing: a write ends when its deadline has passed.
type stuck struct {
	http.ResponseWriter
	deadline chan time.Time
}

func (s stuck) Write([]byte) (int, error) {
	<-s.deadline
	return 0, os.ErrDeadlineExceeded
}

func (s stuck) SetWriteDeadline(t time.Time) error {
	s.deadline <- t
	return nil
}

// However many streams catch up, four of them read at a time; the others wait for their turn, or leave.
func TestFourStreamsReadAtATime(t *testing.T) {
	a := New(Config{Store: storetest.New(t), Now: time.Now})
	for range 4 {
		a.reading <- struct{}{}
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, _, _, err := a.events(ctx, board.Swedish, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("a fifth: %v", err)
	}
	<-a.reading
	if _, _, _, err := a.events(t.Context(), board.Swedish, 0); err != nil {
		t.Errorf("a fourth: %v", err)
	}
	if len(a.reading) != 3 {
		t.Errorf("%d are reading after it", len(a.reading))
	}
}

func TestAReaderWhoTakesNothingIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := stuck{deadline: make(chan time.Time)}
		begin := time.Now()
		if err := (stream{w, http.NewResponseController(w)}).write([]byte("id: 1\n\n")); err == nil {
			t.Error("the write succeeded")
		}
		if took := time.Since(begin); took != patience {
			t.Errorf("it took %v", took)
		}
	})
}
