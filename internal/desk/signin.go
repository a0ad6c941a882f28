package desk

import (
	"context"
	"crypto/hmac"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ledigajobb/internal/board"
)

// Signing in goes by mail. Somebody writes their address; the browser that they did it in is given a secret, asked. A
// notice is owed if the address is known, and when its letter is written, NewSignIn makes a link and a code. The link
// works once, in any browser; the code once, together with asked.
const (
	SignInLife = time.Hour // how long a link and its code can be used
	CodeTries  = 5         // how many codes can be tried for one letter, the right one among them

	signInPurpose = "sign_in"
)

// The limits of signing in: letters to one address, letters and codes of one client.
var (
	lettersTo   = []limit{{"letter to", 3, time.Hour}, {"letter to", 10, 24 * time.Hour}}
	lettersFrom = []limit{{"letter from", 30, time.Hour}, {"letter from", 100, 24 * time.Hour}}
	codesFrom   = []limit{{"code from", 30, time.Hour}}
)

// AskToSignIn owes a letter to a mail address, if it is one that somebody here has, and gives what the browser that
// asked needs for the code. Whether the address is known makes no difference to what is returned. returnTo is the path
// of the page to go to, from is the client's network address; too many letters are a board.TooMany.
func (d *Desk) AskToSignIn(ctx context.Context, email string, lang board.Language, returnTo, from string) (asked string, err error) {
	if asked, err = d.newToken(); err != nil {
		return "", err
	}
	known, err := d.knows(ctx, email)
	if err != nil {
		return "", err
	}
	err = d.change(ctx, board.System, func(c *change) error {
		if err := errors.Join(c.allow(ctx, client(from), lettersFrom...), c.allow(ctx, email, lettersTo...)); err != nil || !known {
			return err
		}
		return c.owe(ctx, board.Notice{
			Kind: board.NoticeSignIn, To: email, Language: lang, NotBefore: c.now,
			Details: map[string]string{"asked": hex.EncodeToString(hashOf(asked)), "to": returnTo},
		})
	})
	return asked, err
}

// knows says whether anybody here has the mail address: somebody at the desk, or an owner of an ad or a draft.
func (d *Desk) knows(ctx context.Context, email string) (bool, error) {
	editor, err := d.editor(ctx, email)
	if err != nil || editor.Role != "" {
		return err == nil, err
	}
	return d.store.OwnsSomething(ctx, email)
}

// NewSignIn makes the secrets of a letter that is being written: the token of its link and its code, six digits. Each
// writing makes new ones; the first that is used ends them all.
func (d *Desk) NewSignIn(ctx context.Context, n board.Notice) (token, code string, err error) {
	askedFrom, err := hex.DecodeString(n.Details["asked"])
	if err != nil {
		return "", "", fmt.Errorf("letter %d: who asked cannot be read", n.ID)
	}
	var b [8]byte // so many that no code is likelier than another
	if _, err := io.ReadFull(d.random, b[:]); err != nil {
		return "", "", fmt.Errorf("making a code: %w", err)
	}
	code = fmt.Sprintf("%06d", binary.BigEndian.Uint64(b[:])%1_000_000)
	token, err = d.issue(ctx, board.SignInToken{
		Email: n.To, ReturnTo: n.Details["to"], AskedFrom: askedFrom, CodeHash: d.codeHash(askedFrom, code),
	})
	return token, code, err
}

// NewSignInLink makes the token of a link for an editor without a letter, for who runs the service.
func (d *Desk) NewSignInLink(ctx context.Context, email, returnTo string) (token string, err error) {
	if editor, err := d.editor(ctx, email); err != nil || editor.Role == "" {
		return "", errors.Join(err, fmt.Errorf("editor: %w", board.ErrNotFound))
	}
	return d.handOut(ctx, board.SignInToken{Email: email, ReturnTo: returnTo})
}

// NewOwnerLink does the same for an owner of an ad, for the demonstration.
func (d *Desk) NewOwnerLink(ctx context.Context, email, returnTo string) (token string, err error) {
	if owns, err := d.store.OwnsSomething(ctx, email); err != nil || !owns {
		return "", errors.Join(err, fmt.Errorf("owner: %w", board.ErrNotFound))
	}
	return d.handOut(ctx, board.SignInToken{Email: email, ReturnTo: returnTo})
}

// handOut issues a way to sign in without a letter, which the audit log tells of: it lets in whoever has it.
func (d *Desk) handOut(ctx context.Context, t board.SignInToken) (token string, err error) {
	if token, err = d.newToken(); err != nil {
		return "", err
	}
	return token, d.change(ctx, board.System, func(c *change) error {
		if err := c.keepToken(ctx, token, signInPurpose, SignInLife, t); err != nil {
			return err
		}
		return c.audit(ctx, board.Subject{Kind: board.SubjectSession}, "session.link", "", nil, struct{ Email string }{t.Email})
	})
}

// issue stores a new way to sign in, and gives its token.
func (d *Desk) issue(ctx context.Context, t board.SignInToken) (token string, err error) {
	return d.issueFor(ctx, signInPurpose, SignInLife, t)
}

// issueFor stores a token that can be used for one purpose alone, and gives it.
func (d *Desk) issueFor(ctx context.Context, purpose string, life time.Duration, t board.SignInToken) (token string, err error) {
	if token, err = d.newToken(); err != nil {
		return "", err
	}
	return token, d.change(ctx, board.System, func(c *change) error {
		return c.keepToken(ctx, token, purpose, life, t)
	})
}

func (c *change) keepToken(ctx context.Context, token, purpose string, life time.Duration, t board.SignInToken) error {
	t.TokenHash, t.Purpose, t.CreatedAt, t.ExpiresAt = hashOf(token), purpose, c.now, c.now.Add(life)
	return c.tx.InsertSignInToken(ctx, t)
}

// codeHash is what the database keeps of a code. It hangs on the service's secret: who has six digits' hash alone has
// the digits.
func (d *Desk) codeHash(askedFrom []byte, code string) []byte {
	return d.signer.Hash("code", hex.EncodeToString(askedFrom)+" "+code)
}

// SignInLink is what a link leads to, without using it: an error wrapping ErrGone comes with the token that is used or
// over, ErrNotFound alone. A letter's link that is for something else is none: such letters are passed on.
func (d *Desk) SignInLink(ctx context.Context, token string) (board.SignInToken, error) {
	t, err := d.store.SignInToken(ctx, hashOf(token))
	switch {
	case err != nil:
		return board.SignInToken{}, err
	case t.Purpose != signInPurpose:
		return board.SignInToken{}, fmt.Errorf("sign-in token: %w", board.ErrNotFound)
	case !t.Usable(signInPurpose, d.now()):
		return t, fmt.Errorf("sign-in token: %w", board.ErrGone)
	}
	return t, nil
}

// Entered is what somebody has who has just signed in.
type Entered struct {
	Token    string // of the new session, for the browser alone
	Editor   board.Editor
	ReturnTo string
}

// SignIn uses a link up and begins a session. Of two who try at once one succeeds; the other, as one who comes too late,
// gets ErrGone, and ErrNotFound who has no such link.
func (d *Desk) SignIn(ctx context.Context, token string) (Entered, error) {
	t, err := d.SignInLink(ctx, token)
	if err != nil {
		return Entered{}, err
	}
	return d.enter(ctx, t)
}

// WrongCode says that a code was wrong, and how many can still be tried.
type WrongCode struct{ Left int }

// Error says how many are left.
func (e *WrongCode) Error() string { return fmt.Sprintf("wrong code, %d tries left", e.Left) }

// SignInWithCode uses the code of a letter up, in the browser that asked for it, and begins a session. A code that is
// wrong is a WrongCode; after the last try the letter's link is as useless as its code, which is ErrGone.
func (d *Desk) SignInWithCode(ctx context.Context, asked, code, from string) (Entered, error) {
	askedFrom := hashOf(asked)
	var found *board.SignInToken
	var tries int
	err := d.change(ctx, board.System, func(c *change) (err error) {
		if err := c.allow(ctx, client(from), codesFrom...); err != nil {
			return err
		}
		if tries, err = c.tx.Attempt(ctx, c.signer.Hash("tries", hex.EncodeToString(askedFrom)), c.now.Add(2*SignInLife)); err != nil {
			return err
		}
		if found, err = c.match(ctx, askedFrom, code); err == nil && found == nil && tries >= CodeTries {
			err = c.tx.SpendSignInTokens(ctx, askedFrom, c.now)
		}
		return err
	})
	switch {
	case err != nil:
		return Entered{}, err
	case found != nil && tries <= CodeTries:
		return d.enter(ctx, *found)
	case tries >= CodeTries:
		return Entered{}, fmt.Errorf("code: %w", board.ErrGone)
	}
	return Entered{}, &WrongCode{Left: CodeTries - tries}
}

// match finds the token that a code belongs to, among those of the browser's letter. It takes as long whichever it is.
func (c *change) match(ctx context.Context, askedFrom []byte, code string) (*board.SignInToken, error) {
	tokens, err := c.tx.SignInTokens(ctx, askedFrom)
	if err != nil {
		return nil, err
	}
	hash := c.codeHash(askedFrom, digits(code))
	var found *board.SignInToken
	for _, t := range tokens {
		if hmac.Equal(hash, t.CodeHash) && t.Usable(signInPurpose, c.now) {
			found = &t
		}
	}
	return found, nil
}

// digits is a code as it was made, however it was typed: 482 913.
func digits(code string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, code)
}

// enter uses a way to sign in up and begins a session.
func (d *Desk) enter(ctx context.Context, t board.SignInToken) (Entered, error) {
	entered := Entered{ReturnTo: t.ReturnTo}
	var err error
	if entered.Token, err = d.newToken(); err != nil {
		return Entered{}, err
	}
	if entered.Editor, err = d.editor(ctx, t.Email); err != nil {
		return Entered{}, err
	}
	err = d.change(ctx, actorOf(entered.Editor, t.Email), func(c *change) error {
		if err := c.tx.UseSignInToken(ctx, t, signInPurpose, c.now); err != nil {
			return fmt.Errorf("%w: %w", board.ErrGone, err)
		}
		return c.beginSession(ctx, entered.Token, t.Email)
	})
	return entered, err
}

// beginSession lets the browser with the token in.
func (c *change) beginSession(ctx context.Context, token, email string) error {
	session := board.Session{
		TokenHash: hashOf(token), Email: email, CreatedAt: c.now, SeenAt: c.now, ExpiresAt: c.now.Add(SessionLife),
	}
	if err := c.tx.InsertSession(ctx, session); err != nil {
		return err
	}
	return c.audit(ctx, subjectOf(session), "session.begin", "", nil, nil)
}

// actorOf is somebody as writes name them.
func actorOf(e board.Editor, email string) board.Actor {
	if e.Role != "" {
		return board.Actor{Kind: board.ActorEditor, Email: email, Role: e.Role}
	}
	return board.Actor{Kind: board.ActorOwner, Email: email}
}

func subjectOf(s board.Session) board.Subject {
	return board.Subject{Kind: board.SubjectSession, ID: SessionName(s)}
}
