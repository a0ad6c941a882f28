package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/mail/mailtest"
	"ledigajobb/internal/store"
	"ledigajobb/internal/store/storetest"
)

// post is a mailer on a store, with a clock that only the test moves.
type post struct {
	*Mailer
	now time.Time
	log bytes.Buffer
}

// newPost is a mailer that hands its letters to the server; nil: there is none.
func newPost(t *testing.T, s *store.Store, server *mailtest.Server) *post {
	t.Helper()
	p := &post{now: morning}
	p.Mailer = &Mailer{Store: s, Now: func() time.Time { return p.now }, Log: slog.New(slog.NewTextHandler(&p.log, nil))}
	links, err := link.New("https://journal.example")
	if err != nil {
		t.Fatal(err)
	}
	p.Writer, err = mail.NewWriter(mail.Config{
		Links: links, From: "jobb@journal.example", Now: p.Mailer.Now, Settings: s.Settings, Jobs: s.Jobs,
		Secrets: map[board.NoticeKind]mail.Secrets{board.NoticeSignIn: signIn},
	})
	if err != nil {
		t.Fatal(err)
	}
	if server != nil {
		p.Server = &mail.Server{Host: server.Host, Port: server.Port, Security: mail.Open, Name: "journal.example"}
	}
	return p
}

// signIn makes what a letter for signing in needs, but for whom there is nothing to sign in to.
func signIn(_ context.Context, n board.Notice) (map[string]string, error) {
	if n.To == "gone@ekby.example" {
		return nil, fmt.Errorf("the link has been used: %w", mail.ErrVanished)
	}
	return map[string]string{"link": "https://journal.example/logga-in/secret", "code": "482 913"}, nil
}

// owe owes each address a letter.
func owe(t *testing.T, s *store.Store, addresses ...string) {
	t.Helper()
	write(t, s, func(ctx context.Context, tx *store.Tx) (err error) {
		for _, a := range addresses {
			err = errors.Join(err, tx.Owe(ctx, board.Notice{Kind: board.NoticeSignIn, To: a, Language: "sv", NotBefore: morning}))
		}
		return err
	})
}

func (p *post) step(t *testing.T) {
	t.Helper()
	if err := p.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// outbox is what the outbox says of each letter, in their order.
func (p *post) outbox(t *testing.T) string {
	t.Helper()
	found, err := p.Store.Notices(t.Context(), store.NoticeSearch{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, n := range slices.Backward(found) {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %d %s", n.State, n.Attempts, n.LastError)))
	}
	return strings.Join(all, "\n")
}

func (p *post) expect(t *testing.T, when string, want ...string) {
	t.Helper()
	if got := p.outbox(t); got != strings.Join(want, "\n") {
		t.Fatalf("%s:\n%s\nnot\n%s", when, got, strings.Join(want, "\n"))
	}
}

// readers is to whom the letters went.
func readers(letters []mailtest.Letter) (to []string) {
	for _, l := range letters {
		to = append(to, strings.TrimSuffix(l.To, "@ekby.example"))
	}
	return to
}

func TestLettersAreSentWhenTheyAreDue(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		server := mailtest.New(t)
		p := newPost(t, s, server)
		p.now = morning.Add(-time.Second)
		owe(t, s, "maria@ekby.example", "eva@ekby.example")
		p.step(t)
		p.expect(t, "before their time", "waiting 0", "waiting 0")
		p.now = morning
		p.step(t)
		p.expect(t, "at their time", "sent 1", "sent 1")
		p.step(t)
		if got := server.Letters(); len(got) != 2 || got[0].Code(t) != "482913" || got[1].Link(t, "/logga-in/") == "" {
			t.Errorf("%d letters arrived", len(got))
		}
		if log := p.log.String(); strings.Contains(log, "ekby") || !strings.Contains(log, "sign_in") {
			t.Errorf("the log: %s", log)
		}
	})
}

func TestOneBadLetterDoesNotHoldTheOthers(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, argument string) error {
			switch {
			case step == "rcpt" && argument == "nobody@ekby.example":
				return mailtest.Refuse(550, "<nobody@ekby.example> is unknown")
			case step == "rcpt" && argument == "full@ekby.example":
				return mailtest.Refuse(452, "mailbox full")
			case step == "rcpt" && argument == "poison@ekby.example":
				return mailtest.ErrHangUp
			}
			return nil
		}})
		p := newPost(t, s, server)
		owe(t, s, "nobody@ekby.example", "full@ekby.example", "poison@ekby.example", "gone@ekby.example", "no address", "maria@ekby.example")
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Owe(ctx, board.Notice{Kind: "of_another_version", To: "eva@ekby.example", NotBefore: morning})
		})
		owe(t, s, "eva@ekby.example")
		p.step(t)
		p.expect(t, "after the first try",
			"failed 1 RCPT TO: 550 (address) is unknown",
			"waiting 1 RCPT TO: 452 mailbox full",
			"waiting 1 RCPT TO: the connection was lost",
			"dropped 1 the link has been used: no longer so",
			"failed 1 letter 5 (sign_in): the address is none",
			"sent 1",
			"waiting 1 letter 7 (of_another_version): there is no such kind of letter",
			"sent 1")
		if got := readers(server.Letters()); !slices.Equal(got, []string{"maria", "eva"}) {
			t.Errorf("letters arrived at %v", got)
		}
		if strings.Contains(p.log.String(), "ekby") {
			t.Errorf("the log names people: %s", &p.log)
		}
	})
}

func TestALetterIsTriedForThreeDaysAndLessAndLessOften(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		var tries atomic.Int32
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, _ string) error {
			if step == "rcpt" {
				tries.Add(1)
				return mailtest.Refuse(451, "not now")
			}
			return nil
		}})
		p := newPost(t, s, server)
		owe(t, s, "maria@ekby.example")
		var when []string
		for before := int32(0); p.now.Before(morning.Add(7 * 24 * time.Hour)); p.now = p.now.Add(time.Minute) {
			if p.step(t); tries.Load() > before {
				before = tries.Load()
				when = append(when, p.now.Sub(morning).String())
			}
		}
		want := "0s 1m0s 6m0s 21m0s 1h21m0s 5h21m0s 17h21m0s 41h21m0s 65h21m0s"
		if got := strings.Join(when, " "); got != want {
			t.Errorf("tried at %s, not %s", got, want)
		}
		p.expect(t, "then", "failed 9 RCPT TO: 451 not now")
		failed, err := s.Notices(t.Context(), store.NoticeSearch{State: board.NoticeFailed, Limit: 9})
		if err != nil || len(failed) != 1 {
			t.Errorf("the desk is shown %v, %v", failed, err)
		}
	})
}

func TestAMailServerThatIsAwayIsLeftAlone(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		var calls atomic.Int32
		var here atomic.Bool
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, _ string) error {
			if step != "connect" {
				return nil
			}
			if calls.Add(1); here.Load() {
				return nil
			}
			return mailtest.ErrHangUp
		}})
		p := newPost(t, s, server)
		owe(t, s, "maria@ekby.example", "eva@ekby.example")
		for range 60 {
			p.step(t) // as if something were written all the time
			p.now = p.now.Add(time.Second)
		}
		if n := calls.Load(); n != 1 {
			t.Errorf("it was called %d times in a minute", n)
		}
		for range 60 {
			p.step(t)
			p.now = p.now.Add(time.Minute)
		}
		if n := calls.Load(); n < 4 || n > 8 {
			t.Errorf("it was called %d times in an hour", n)
		}
		owe(t, s, "nils@ekby.example")
		here.Store(true)
		p.now = p.now.Add(15 * time.Minute)
		p.step(t)
		p.expect(t, "when it is back", "sent 1", "sent 1", "sent 1")
		for _, part := range []string{"the mail server is away", "the connection was lost", "the mail server is back"} {
			if !strings.Contains(p.log.String(), part) {
				t.Errorf("the log does not say %q", part)
			}
		}
	})
}

func TestLettersAreGivenUpWhenTheMailServerIsAwayForDays(t *testing.T) {
	s := storetest.New(t)
	p := newPost(t, s, nil)
	p.Server = &mail.Server{Host: "127.0.0.1", Port: "1", Security: mail.Open}
	owe(t, s, "maria@ekby.example")
	for ; p.now.Before(morning.Add(4 * 24 * time.Hour)); p.now = p.now.Add(15 * time.Minute) {
		p.step(t)
	}
	if got := p.outbox(t); !strings.HasPrefix(got, "failed") || !strings.Contains(got, "cannot be reached") {
		t.Error(got)
	}
}

func TestALetterWhoseArrivalIsNotNotedIsSentAgainUnderTheSameName(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		dying, alive := storetest.Open(t, address), storetest.Open(t, address)
		owe(t, alive, "maria@ekby.example")
		var crash sync.Once
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, _ string) error {
			if step == "kept" {
				crash.Do(func() { dying.Close() }) // the program is gone before it has noted that the letter was sent
			}
			return nil
		}})
		p := newPost(t, dying, server)
		if err := p.Step(t.Context()); err == nil {
			t.Fatal("nothing crashed")
		}
		p.Store = alive
		p.Writer = newPost(t, alive, nil).Writer
		p.step(t)
		p.expect(t, "while it is held", "waiting 1")
		p.now = p.now.Add(hold)
		p.step(t)
		p.expect(t, "after that", "sent 2")
		got := server.Letters()
		if len(got) != 2 || got[0].Header.Get("Message-Id") != got[1].Header.Get("Message-Id") {
			t.Errorf("%d letters arrived", len(got))
		}
	})
}

func TestALetterIsSentAgainWhenTheConnectionIsLostAfterIt(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		var lost atomic.Bool
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, _ string) error {
			if step == "kept" && !lost.Swap(true) {
				return mailtest.ErrHangUp
			}
			return nil
		}})
		p := newPost(t, s, server)
		owe(t, s, "maria@ekby.example")
		p.step(t)
		p.expect(t, "after the loss", "waiting 1 DATA: the connection was lost")
		p.now = p.now.Add(time.Minute)
		p.step(t)
		p.expect(t, "after a minute", "sent 2")
		got := server.Letters()
		if len(got) != 2 || got[0].Header.Get("Message-Id") != got[1].Header.Get("Message-Id") {
			t.Errorf("%d letters arrived", len(got))
		}
	})
}

func TestTwoMailersSendEachLetterOnce(t *testing.T) {
	storetest.Databases(t, func(t *testing.T, address string) {
		server := mailtest.New(t)
		first := storetest.Open(t, address)
		var addresses []string
		for i := range 50 {
			addresses = append(addresses, fmt.Sprintf("reader%02d@ekby.example", i))
		}
		owe(t, first, addresses...)
		var running sync.WaitGroup
		for _, s := range []*store.Store{first, storetest.Open(t, address)} {
			p := newPost(t, s, server)
			running.Go(func() {
				if err := p.Step(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		running.Wait()
		var got []string
		for _, l := range server.Letters() {
			got = append(got, l.To)
		}
		if slices.Sort(got); !slices.Equal(got, addresses) {
			t.Errorf("letters arrived at %v", got)
		}
	})
}

func TestWithoutAMailServerLettersAreKept(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s, nil)
		owe(t, s, "maria@ekby.example", "gone@ekby.example")
		p.step(t)
		p.expect(t, "kept", "kept 1", "kept 1")
	})
}

func TestAMailerThatIsStoppedGivesItsLettersBack(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		ctx, stop := context.WithCancel(t.Context())
		server := mailtest.Start(t, mailtest.Options{Answer: func(step, argument string) error {
			if step == "rcpt" && argument == "eva@ekby.example" {
				stop()
				<-ctx.Done()
			}
			return nil
		}})
		p := newPost(t, s, server)
		owe(t, s, "maria@ekby.example", "eva@ekby.example", "nils@ekby.example")
		if err := p.Step(ctx); err != nil {
			t.Fatal(err)
		}
		if got := p.outbox(t); !strings.HasPrefix(got, "sent 1\n") || !strings.HasSuffix(got, "\nwaiting 0") {
			t.Errorf("stopped:\n%s", got)
		}
		p.step(t)
		p.expect(t, "begun again", "sent 1", "sent 1", "sent 1")
	})
}

func TestALetterThatIsTakenBackWhileItIsHeldIsNoFault(t *testing.T) {
	s := storetest.New(t)
	server := mailtest.Start(t, mailtest.Options{Answer: func(step, _ string) error {
		if step == "data" {
			return s.Write(context.Background(), func(tx *store.Tx) error {
				_, err := tx.Unowe(context.Background(), "approved-1")
				return err
			})
		}
		return nil
	}})
	p := newPost(t, s, server)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.Owe(ctx, board.Notice{Kind: board.NoticeSignIn, To: "maria@ekby.example", NotBefore: morning, DedupeKey: "approved-1"})
	})
	p.step(t)
	p.expect(t, "afterwards")
}

func TestOldLettersAreForgotten(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s, nil)
		owe(t, s, "maria@ekby.example")
		p.step(t)
		forget := ForgetLetters(s, p.Mailer.Now)
		for _, day := range []struct {
			days int
			left []string
		}{{90, []string{"kept 1"}}, {91, nil}} {
			p.now = morning.Add(time.Duration(day.days) * 24 * time.Hour)
			if err := forget(t.Context()); err != nil {
				t.Fatal(err)
			}
			p.expect(t, fmt.Sprint(day.days, " days later"), day.left...)
		}
	})
}
