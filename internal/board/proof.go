package board

import "time"

// A Proof is a draft of the desk's as its customer is asked to approve it (korrektur): who sent it, and what has come of
// that. A draft that is sent again has another.
type Proof struct {
	By        string    // the address of who sent it
	Reviewed  bool      // who sent it may publish, and nothing has been changed since: approved, it needs no other review
	Employer  string    // for which employer, as EmployerKey; what has been agreed with another is not the customer's
	SentAt    time.Time // zero: it has not been sent yet
	Reminded  time.Time // when the customer was last reminded
	OpenedAt  time.Time // when somebody first did something on its page
	TakenAt   time.Time // when the customer took the form over
	Comment   string    // what the customer wants changed; then it is the desk's turn
	Commented time.Time
}

// ProofState is where a draft of the desk's is on its way to its customer.
type ProofState string

// The states, those that wait for the desk first.
const (
	ProofCommented ProofState = "commented" // the customer wants something changed
	ProofWritten   ProofState = "written"   // the desk is writing
	ProofTaken     ProofState = "taken"     // the customer changes it, in the form
	ProofWaiting   ProofState = "waiting"   // for the customer's approval
)

// ProofStates lists them.
func ProofStates() []ProofState {
	return []ProofState{ProofCommented, ProofWritten, ProofTaken, ProofWaiting}
}

// MaxComment is how many characters a customer can write about a proof.
const MaxComment = 4000

// ProofState is where the draft is on its way to its customer.
func (d *Draft) ProofState() ProofState {
	switch {
	case d.State == StatusUnconfirmed:
		return ProofWaiting
	case !d.Proof.Commented.IsZero():
		return ProofCommented
	case !d.Proof.TakenAt.IsZero():
		return ProofTaken
	}
	return ProofWritten
}

// Shown says whether the draft's owner may see it: one that the desk is writing only once it has been sent.
func (d *Draft) Shown() bool { return !d.Begun.AtDesk || !d.Proof.SentAt.IsZero() }

// SendProof asks the customer to approve the draft. A proof that is waiting already is sent anew.
func (d *Draft) SendProof(p Proof, now time.Time) error {
	if d.State == StatusUnconfirmed {
		d.State = StatusDraft
	}
	if err := d.Submit(now); err != nil {
		return err
	}
	p.SentAt = now
	d.Proof, d.WarnedAt = p, time.Time{}
	return nil
}

// Remind notes that the customer is asked once more, and keeps the draft for as long as if it had been sent now.
func (d *Draft) Remind(now time.Time) error {
	if d.State != StatusUnconfirmed {
		return &MoveError{Move: MoveRemind, From: d.State}
	}
	d.Proof.Reminded, d.UpdatedAt, d.WarnedAt = now, now, time.Time{}
	return nil
}

// CommentProof notes what the customer wants changed before approving. It is the desk's turn then.
func (d *Draft) CommentProof(text string, now time.Time) error {
	if d.State != StatusUnconfirmed {
		return &MoveError{Move: MoveComment, From: d.State}
	}
	d.Edited(now)
	d.Proof.Comment, d.Proof.Commented = text, now
	return nil
}

// TakeOver lets the customer go on with the draft in the form; key is the hash of the secret that lets them.
func (d *Draft) TakeOver(key []byte, now time.Time) error {
	if d.State != StatusUnconfirmed && d.ProofState() != ProofTaken {
		return &MoveError{Move: MoveTake, From: d.State}
	}
	d.Edited(now)
	d.Begun.KeyHash, d.Proof.TakenAt = key, now
	return nil
}
