package apiv1

import (
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"
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

func TestAReaderWhoTakesNothingIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := stuck{deadline: make(chan time.Time)}
		begin := time.Now()
		if err := (stream{w, http.NewResponseController(w)}).write("id: 1\n\n"); err == nil {
			t.Error("the write succeeded")
		}
		if took := time.Since(begin); took != patience {
			t.Errorf("it took %v", took)
		}
	})
}
