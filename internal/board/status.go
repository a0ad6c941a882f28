package board

// Status is where in its life an ad is.
type Status string

// The states of an ad (terms: 10). Draft and Unconfirmed are a Draft's, the others a Job's. Scheduled, Live and Expired
// follow from the clock: a job that has been approved is kept as Live, and Job.Status says which of the three it is.
const (
	StatusDraft       Status = "draft"
	StatusUnconfirmed Status = "unconfirmed" // its author has been asked to confirm by mail
	StatusInReview    Status = "in_review"
	StatusReturned    Status = "returned" // the author can mend it
	StatusRefused     Status = "refused"
	StatusScheduled   Status = "scheduled"
	StatusLive        Status = "live"
	StatusPaused      Status = "paused"
	StatusExpired     Status = "expired"
	StatusFilled      Status = "filled"
	StatusCancelled   Status = "cancelled"
	StatusWithdrawn   Status = "withdrawn" // gone at once, with its text
)

// Statuses lists the states in the order of a life.
func Statuses() []Status {
	return []Status{StatusDraft, StatusUnconfirmed, StatusInReview, StatusReturned, StatusRefused, StatusScheduled,
		StatusLive, StatusPaused, StatusExpired, StatusFilled, StatusCancelled, StatusWithdrawn}
}

// Public says whether readers are told of the state: the ad has a page.
func (s Status) Public() bool { return s == StatusLive || s.Ended() }

// Ended says whether the ad was shown and its time is over; its page says so.
func (s Status) Ended() bool {
	return s == StatusExpired || s == StatusFilled || s == StatusCancelled
}

// Final says whether no move leads out of the state.
func (s Status) Final() bool {
	return s == StatusRefused || s == StatusWithdrawn
}

// Move names a change of an ad's state.
type Move string

// The moves.
const (
	MoveEdit           Move = "edit"
	MoveSubmit         Move = "submit"
	MoveConfirm        Move = "confirm"
	MoveRemind         Move = "remind"
	MoveComment        Move = "comment"
	MoveTake           Move = "take over"
	MoveApprove        Move = "approve"
	MoveReturn         Move = "return"
	MoveRefuse         Move = "refuse"
	MoveResubmit       Move = "resubmit"
	MoveRevise         Move = "revise"
	MoveAcceptRevision Move = "accept revision"
	MoveDropRevision   Move = "drop revision"
	MovePause          Move = "pause"
	MoveResume         Move = "resume"
	MoveExtend         Move = "extend"
	MoveReschedule     Move = "reschedule"
	MoveFeature        Move = "feature"
	MovePick           Move = "pick"
	MoveDeadline       Move = "deadline"
	MoveGive           Move = "give"
	MoveEnd            Move = "end"
	MoveWithdraw       Move = "withdraw"
	MoveReadvertise    Move = "readvertise"
	MoveAsk            Move = "ask about"
	MoveAnswer         Move = "answer for"
	MoveCorrect        Move = "correct"
	MoveUndo           Move = "undo a decision on"
)

// A MoveError says that an ad's state does not allow a move. It is an ErrConflict.
type MoveError struct {
	Move Move
	From Status
	Why  string // more than the state, when that is not all: "no revision is waiting"
}

// Error names the move, the state and the reason.
func (e *MoveError) Error() string {
	s := "cannot " + string(e.Move) + " an ad that is " + string(e.From)
	if e.Why != "" {
		s += ": " + e.Why
	}
	return s
}

// Unwrap makes the error an ErrConflict.
func (e *MoveError) Unwrap() error { return ErrConflict }
