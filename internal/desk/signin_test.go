package desk

import (
	"errors"
	"sync"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/store"
)

// eight runs something eight times at once, and says how often it succeeded and that it failed otherwise because
// what is used is gone, or no code any more.
func eight(t *testing.T, do func() error) (succeeded int) {
	t.Helper()
	var running sync.WaitGroup
	results := make(chan error, 8)
	for range cap(results) {
		running.Go(func() { results <- do() })
	}
	running.Wait()
	close(results)
	for err := range results {
		if err == nil {
			succeeded++
		} else if !errors.Is(err, board.ErrGone) && !errors.As(err, new(*WrongCode)) {
			t.Error(err)
		}
	}
	return succeeded
}

func TestOneOfSeveralWhoSignInAtOnceSucceeds(t *testing.T) {
	atDesk(t, []string{"root@journal.example"}, func(t *testing.T, d *Desk) {
		ctx := t.Context()
		token, err := d.NewSignInLink(ctx, "root@journal.example", "")
		if err != nil {
			t.Fatal(err)
		}
		if n := eight(t, func() error { _, err := d.SignIn(ctx, token); return err }); n != 1 {
			t.Errorf("a link let %d in", n)
		}
		handed, err := d.store.Entries(ctx, store.AuditSearch{Action: "session.link", Limit: 2})
		if err != nil || len(handed) != 1 || handed[0].By != board.System || handed[0].Changes[0].After != "root@journal.example" {
			t.Errorf("the audit log says of the link %+v %v", handed, err)
		}
		asked, err := d.AskToSignIn(ctx, "root@journal.example", board.Swedish, "", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		_, code := written(t, d)
		if n := eight(t, func() error { _, err := d.SignInWithCode(ctx, asked, code, "192.0.2.1"); return err }); n != 1 {
			t.Errorf("a code let %d in", n)
		}
		sessions, err := d.Sessions(ctx, "root@journal.example")
		if err != nil || len(sessions) != 2 {
			t.Errorf("%d sessions, %v", len(sessions), err)
		}
	})
}

// written writes the one letter that waits, twice: the mail server did not say whether it had taken the first.
func written(t *testing.T, d *Desk) (token, code string) {
	t.Helper()
	var notices []board.Notice
	err := d.store.Write(t.Context(), func(tx *store.Tx) (err error) {
		notices, err = tx.LeaseNotices(t.Context(), d.now(), d.now().Add(time.Hour), 10)
		return err
	})
	if err != nil || len(notices) != 1 {
		t.Fatal(notices, err)
	}
	for range 2 {
		if token, code, err = d.NewSignIn(t.Context(), notices[0]); err != nil {
			t.Fatal(err)
		}
	}
	return token, code
}

func TestNoSecretLiesInTheDatabase(t *testing.T) {
	atDesk(t, []string{"root@journal.example"}, func(t *testing.T, d *Desk) {
		asked, err := d.AskToSignIn(t.Context(), "root@journal.example", board.Swedish, "/x", "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		token, code := written(t, d)
		stored, err := d.store.SignInToken(t.Context(), hashOf(token))
		if err != nil {
			t.Fatal(err)
		}
		for _, kept := range []string{string(stored.TokenHash), string(stored.CodeHash), string(stored.AskedFrom)} {
			if kept == token || kept == code || kept == asked || len(kept) != 32 {
				t.Errorf("%q is kept", kept)
			}
		}
		if stored.ReturnTo != "/x" || stored.Email != "root@journal.example" {
			t.Errorf("%v", stored)
		}
	})
}

func TestClientsOfOneNetworkAreCountedTogether(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "": "", "nonsense": "nonsense",
	} {
		if got := client(address); got != want {
			t.Errorf("%s is counted under %s, not %s", address, got, want)
		}
	}
}

func TestALinkOfAnotherPurposeIsNoWayToSignIn(t *testing.T) {
	atDesk(t, nil, func(t *testing.T, d *Desk) {
		for _, purpose := range []string{confirmPurpose, proofPurpose, objectPurpose} {
			token, err := d.issueFor(t.Context(), purpose, time.Hour, board.SignInToken{Email: "kund@ekby.example", ReturnTo: "0000000001"})
			if err != nil {
				t.Fatal(err)
			}
			if link, err := d.SignInLink(t.Context(), token); !errors.Is(err, board.ErrNotFound) || link.Email != "" {
				t.Errorf("%s: it is told of %q, %v", purpose, link.Email, err)
			}
			if _, err := d.SignIn(t.Context(), token); !errors.Is(err, board.ErrNotFound) {
				t.Errorf("%s: %v", purpose, err)
			}
		}
	})
}
