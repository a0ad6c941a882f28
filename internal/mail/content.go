package mail

import (
	"fmt"
	"slices"
	"time"

	"ledigajobb/internal/board"
	"ledigajobb/internal/link"
)

// content is what the templates of a letter are shown. A template that asks it for what there is not fails, rather than
// sending a letter with a hole in it.
type content struct {
	Lang    board.Language
	Name    string // the sender's
	Subject string
	Details map[string]string // the notice's

	known
	id      board.ID
	replyTo string
	secrets map[string]string
	links   link.Links
	now     time.Time
	blank   bool // it is only looked at: no link leads anywhere, no secret is told
}

// blanked stands for what is not told to those who only look at a letter.
const blanked = "•••"

// Job is the ad that the letter is about. An ad that is gone makes the letter needless.
func (c *content) Job() (*board.Job, error) {
	job := c.jobs[c.id]
	if job == nil {
		return nil, fmt.Errorf("ad %s is gone: %w", c.id, ErrVanished)
	}
	return job, nil
}

// Only makes the letter needless unless its ad is, by now, in one of the states. It is nothing to read.
func (c *content) Only(states ...board.Status) (string, error) {
	job, err := c.Job()
	if err != nil {
		return "", err
	}
	if s := job.Status(c.now); !slices.Contains(states, s) {
		return "", fmt.Errorf("ad %s is %s: %w", c.id, s, ErrVanished)
	}
	return "", nil
}

// Link is the address of a page, by the elements of its path.
func (c *content) Link(elements ...string) string {
	if c.blank {
		return blanked
	}
	return c.links.Absolute(c.links.Path(elements...))
}

// Mend is where the ad's owner mends what it was sent back for.
func (c *content) Mend() (string, error) {
	job, err := c.Job()
	if err != nil || c.blank {
		return blanked, err
	}
	return c.links.Mend(job), nil
}

// JobLink is the address of the ad's page.
func (c *content) JobLink() (string, error) {
	job, err := c.Job()
	if err != nil || c.blank {
		return blanked, err
	}
	return c.links.Job(job), nil
}

// Secret is something that was made for this letter alone, by its name.
func (c *content) Secret(name string) (string, error) {
	if c.blank {
		return blanked, nil
	}
	secret, ok := c.secrets[name]
	if !ok {
		return "", fmt.Errorf("no secret %q was made", name)
	}
	return secret, nil
}
