package app

import (
	"context"
	"fmt"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/store"
	"ledigajobb/internal/worker"
)

// newMailer is what writes and sends letters.
func newMailer(c config.Serve, links link.Links, s *store.Store, env Env) (*worker.Mailer, error) {
	server, err := mailServer(c.Mail, c.PublicURL())
	if err != nil {
		return nil, err
	}
	writer, err := mail.NewWriter(mail.Config{
		Links: links, From: c.From(c.PublicURL()), Name: c.SiteName, ReplyTo: c.MailReplyTo, Now: env.clock,
		Settings: s.Settings, Jobs: s.Jobs, Alerts: s.Alerts,
		Secrets: map[board.NoticeKind]mail.Secrets{},
	})
	if err != nil {
		return nil, err
	}
	return &worker.Mailer{Store: s, Writer: writer, Server: server, Now: env.clock, Log: env.Log}, nil
}

// mailServer is the way out for letters, nil where there is none.
func mailServer(m config.Mail, publicURL string) (*mail.Server, error) {
	s, err := m.Server()
	if s == nil || err != nil {
		return nil, err
	}
	return &mail.Server{
		Host: s.Host, Port: s.Port, User: s.User, Password: s.Password, Security: mail.Security(s.Security),
		Name: mail.Domain(m.From(publicURL)),
	}, nil
}

// letterTasks is what is done about letters.
func (b *Board) letterTasks(wake <-chan struct{}) []worker.Task {
	return []worker.Task{
		{Name: "letters", Every: 2 * time.Second, Wake: wake, Step: b.mailer.Step},
		{Name: "forget letters", Every: 24 * time.Hour, Step: worker.ForgetLetters(b.Store, b.env.clock)},
	}
}

// testTime is how long the try-out may take to ask for the domain's records.
const testTime = 10 * time.Second

// MailTest sends one letter, and says what was said on the way and what the sender's domain publishes for those who
// receive its letters.
func MailTest(ctx context.Context, c config.MailTest, env Env, lookup mail.Lookup) error {
	server, err := mailServer(c.Mail, c.BaseURL)
	if err != nil {
		return err
	}
	server.Tell = func(line string) { fmt.Fprintln(env.Out, line) }
	from := c.From(c.BaseURL)
	none := func(context.Context) (map[string]string, error) { return nil, nil }
	writer, err := mail.NewWriter(mail.Config{From: from, ReplyTo: c.MailReplyTo, Now: env.clock, Settings: none})
	if err != nil {
		return err
	}
	// The number makes each try another letter: the same one twice is shown once.
	letter, err := writer.Write(ctx, board.Notice{ID: env.clock().UnixMilli(), Kind: board.NoticeTest, To: c.Address})
	if err != nil {
		return err
	}
	sent := sendOne(ctx, server, letter)
	asking, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	for _, sentence := range mail.Records(asking, lookup, mail.Domain(from)) {
		fmt.Fprintln(env.Out, sentence)
	}
	if sent != nil {
		return fmt.Errorf("the letter was not sent: %w", sent)
	}
	fmt.Fprintln(env.Out, "The mail server has taken the letter on. Look whether it arrives, and where.")
	return nil
}

func sendOne(ctx context.Context, server *mail.Server, letter *mail.Letter) error {
	connection, err := server.Connect(ctx)
	if err != nil {
		return err
	}
	defer connection.Close()
	return connection.Send(ctx, letter)
}
