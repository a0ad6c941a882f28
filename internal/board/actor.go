package board

// ActorKind says on whose behalf something is done.
type ActorKind string

// The kinds of actor.
const (
	ActorEditor ActorKind = "editor" // a person at the journal's desk
	ActorOwner  ActorKind = "owner"  // a person at an employer, or at an agency
	ActorReader ActorKind = "reader"
	ActorImport ActorKind = "import"
	ActorSystem ActorKind = "system" // the clock, or a command
)

// An Actor does something: every write has one, and the audit log names it.
type Actor struct {
	Kind   ActorKind
	Email  string   // empty where nobody has said who they are
	Role   DeskRole // an editor's
	Erased bool     // in the audit log: who it was has been erased
}

// System is the actor of what nobody asked for: a task, a command.
var System = Actor{Kind: ActorSystem}

// May says whether the actor is at the desk with a role that has the permission.
func (a Actor) May(p Permission) bool { return a.Kind == ActorEditor && a.Role.May(p) }
