package app

import (
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
		Links: links, From: c.From(c.PublicURL()), ReplyTo: c.MailReplyTo, Now: env.clock, Settings: s.Settings, Jobs: s.Jobs,
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
