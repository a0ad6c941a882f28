package board

import (
	"fmt"
	"time"
)

// TooMany says that something was tried too often, and when it makes sense again. It is an ErrTooMany.
type TooMany struct {
	Wait time.Duration
}

// Error says how long to wait.
func (e *TooMany) Error() string { return fmt.Sprintf("too many requests: wait %s", e.Wait) }

// Unwrap makes the error an ErrTooMany.
func (e *TooMany) Unwrap() error { return ErrTooMany }
