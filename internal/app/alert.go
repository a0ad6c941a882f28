package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/worker"
)

// openAlerts readies what readers who follow searches are told with: the links of their letters, and who finds what is new.
func (b *Board) openAlerts(links link.Links) error {
	secrets := alertSecrets(b.desk, links)
	for _, kind := range board.AlertNotices() {
		b.mailer.Writer.Secrets[kind] = secrets
	}
	var name [8]byte // tells this process from the others on the database
	if _, err := io.ReadFull(b.env.Random, name[:]); err != nil {
		return fmt.Errorf("naming the process: %w", err)
	}
	b.alerts = &worker.Alerts{Desk: b.desk, Store: b.Store, Now: b.env.clock, Name: hex.EncodeToString(name[:])}
	return nil
}

// alertPages is where the links of letters lead, by the names that their templates use; all others end alerts.
var alertPages = map[string]string{"confirm": "bekrafta", "own": "mina"}

// alertSecrets makes the links of the letters to readers who follow searches.
func alertSecrets(d *desk.Desk, links link.Links) mail.Secrets {
	return func(ctx context.Context, n board.Notice) (map[string]string, error) {
		tokens, err := d.AlertTokens(ctx, n)
		if errors.Is(err, board.ErrGone) {
			return nil, fmt.Errorf("%w: %w", mail.ErrVanished, err)
		}
		secrets := make(map[string]string, len(tokens))
		for name, token := range tokens {
			page, ok := alertPages[name]
			if !ok {
				page = "avsluta"
			}
			secrets[name] = links.Absolute(links.Path("bevakningar", page, token))
			if n.Language == board.English {
				secrets[name] += "?lang=en"
			}
		}
		return secrets, err
	}
}

// linkTasks is what is done for readers who want to apply.
func (b *Board) linkTasks() []worker.Task {
	if b.links == nil {
		return nil
	}
	return []worker.Task{{Name: "links", Every: time.Minute, Step: b.links.Step}}
}

// alertTasks is what is done for readers who follow searches.
func (b *Board) alertTasks() []worker.Task {
	return []worker.Task{
		{Name: "alerts", Every: 5 * time.Second, Step: b.alerts.Step},
		{Name: "look after alerts", Every: time.Hour, Step: b.desk.LookAfterAlerts},
	}
}
