package site

// A key is a key of the keyboard, and what it does.
type key struct{ Key, Does string }

func queueKeys(v *visit) []key {
	return []key{{"j", v.text("keys.down")}, {"k", v.text("keys.up")}, {"o", v.text("keys.open")}, {"x", v.text("keys.choose")},
		{"g", v.text("queue.approve")}, {"t", v.text("queue.return")}, {"u", v.text("keys.undo")}, {"?", v.text("keys.help")}}
}

func reviewKeys(v *visit) []key {
	return []key{{"g", v.text("decide.approve")}, {"l", v.text("decide.trust")}, {"r", v.text("decide.correct")}, {"f", v.text("decide.ask")},
		{"t", v.text("decide.return")}, {"p", v.text("decide.refuse")}, {"n", v.text("review.next")}, {"q", v.text("review.back")},
		{"u", v.text("keys.undo")}, {"?", v.text("keys.help")}}
}
