package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
	"ledigajobb/internal/mail"
	"ledigajobb/internal/store"
	"ledigajobb/web"
)

// newDesk is the desk of a store, with those who are admins and what signs.
func newDesk(s *store.Store, d config.Database, a config.Access, env Env) (*desk.Desk, error) {
	signer, err := newSigner(d, a, env.Random)
	if err != nil {
		return nil, err
	}
	terms, err := web.Files.ReadFile("reader/prose/annonsvillkor.sv.md")
	if err != nil {
		return nil, err
	}
	return desk.New(desk.Config{
		Store: s, Random: env.Random, Now: env.clock, Admins: a.Admins(), Signer: signer, Terms: string(terms),
	}), nil
}

// signInSecrets makes the link and the code of a letter that lets somebody in.
func signInSecrets(d *desk.Desk, links link.Links) mail.Secrets {
	return func(ctx context.Context, n board.Notice) (map[string]string, error) {
		token, code, err := d.NewSignIn(ctx, n)
		if err != nil {
			return nil, err
		}
		return map[string]string{"link": links.SignIn(token), "code": code[:3] + " " + code[3:]}, nil
	}
}

// employerSecrets makes the links of the letters by which an employer confirms an ad, or objects to one.
func employerSecrets(links link.Links, page string, issue func(context.Context, board.Notice) (string, error)) mail.Secrets {
	return func(ctx context.Context, n board.Notice) (map[string]string, error) {
		token, err := issue(ctx, n)
		if errors.Is(err, board.ErrGone) {
			return nil, fmt.Errorf("%w: %w", mail.ErrVanished, err)
		}
		return map[string]string{"link": links.Absolute(links.Path("platsannonsera", page, token))}, err
	}
}

// EditorLink prints a link that lets an editor in, once, within the hour.
func EditorLink(ctx context.Context, c config.EditorLink, env Env) error {
	links, err := link.New(c.BaseURL)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, c.Database, env)
	if err != nil {
		return err
	}
	defer s.Close()
	d, err := newDesk(s, c.Database, c.Access, env)
	if err != nil {
		return err
	}
	token, err := d.NewSignInLink(ctx, strings.ToLower(strings.TrimSpace(c.Email)), "")
	switch {
	case errors.Is(err, board.ErrNotFound):
		return fmt.Errorf("%s is nobody at the desk: name them with --editors, or let an admin add them", c.Email)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(env.Out, links.SignIn(token))
	return err
}
