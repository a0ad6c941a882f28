package app

import (
	"context"
	"errors"
	"fmt"

	"ledigajobb/internal/board"
	"ledigajobb/internal/config"
	"ledigajobb/internal/demo"
	"ledigajobb/internal/desk"
	"ledigajobb/internal/link"
)

// Demo serves a board of sample ads until the context ends, and says where to look. The database is filled at its first
// start and kept from then on.
func Demo(ctx context.Context, c config.Serve, env Env) error {
	if err := FillDemo(ctx, c.Database, env); err != nil {
		return err
	}
	c.Demo = true
	return serve(ctx, c, env, func(b *Board) error {
		links, err := link.New(c.PublicURL())
		if err != nil {
			return err
		}
		sights, err := b.sights(ctx, links)
		if err != nil {
			return err
		}
		entrances, err := b.entrances(ctx, links)
		for _, s := range append(sights, entrances...) {
			fmt.Fprintf(env.Out, "%-42s %s\n", s.what, s.address)
		}
		return err
	})
}

// The editor of the demonstration.
const (
	demoEditor     = "redaktor@example.se"
	demoEditorName = "Robin Ek"
)

// entrances are links that let somebody in as an employer and at the desk, once, within the hour: each start has others.
func (b *Board) entrances(ctx context.Context, links link.Links) ([]sight, error) {
	editor, err := b.editorsEntrance(ctx, links)
	if err != nil {
		return nil, err
	}
	token, err := b.desk.NewOwnerLink(ctx, demo.Employer, links.Path("mina-annonser"))
	if errors.Is(err, board.ErrNotFound) { // a board that was filled before employers could sign in
		return []sight{editor}, nil
	}
	return []sight{{"An employer's own ads (once, for an hour)", links.SignIn(token)}, editor}, err
}

func (b *Board) editorsEntrance(ctx context.Context, links link.Links) (sight, error) {
	_, err := b.Store.Editor(ctx, demoEditor)
	if errors.Is(err, board.ErrNotFound) {
		err = b.desk.SaveEditor(ctx, board.System, board.Editor{Email: demoEditor, Name: demoEditorName, Role: board.DeskAdmin})
	}
	if err != nil {
		return sight{}, err
	}
	token, err := b.desk.NewSignInLink(ctx, demoEditor, "")
	return sight{"The editors' desk (once, for an hour)", links.SignIn(token)}, err
}

// FillDemo brings the database up to date and, if it is empty, puts the sample board into it.
func FillDemo(ctx context.Context, d config.Database, env Env) error {
	s, err := openStore(ctx, d, env)
	if err != nil {
		return err
	}
	defer s.Close()
	return demo.Fill(ctx, desk.New(desk.Config{Store: s, Random: env.Random, Now: env.clock}), env.clock())
}

// A sight is something to look at in the demonstration.
type sight struct{ what, address string }

// sights is what there is to look at; an old board may have no live ad left to show.
func (b *Board) sights(ctx context.Context, links link.Links) ([]sight, error) {
	page := func(elements ...string) string { return links.Absolute(links.Path(elements...)) }
	sights := []sight{
		{"All vacancies", page("lediga-jobb")},
		{"All vacancies, in English", page("lediga-jobb") + "?lang=en"},
	}
	if hits := b.Index.At(b.env.clock()).Search(board.Query{Limit: 1}).Hits; len(hits) > 0 {
		job := hits[0].Job
		sights = append(sights, sight{"One ad", links.Job(job)}, sight{"Its employer", links.Employer(job.Employer.Slug)})
	}
	sights = append(sights, sight{"A role in a county", page("lediga-jobb", "upphandlingsjurist", "stockholms-lan")})
	filled, err := b.Store.JobsInState(ctx, board.StatusFilled)
	if err != nil {
		return nil, err
	}
	for _, job := range filled {
		sights = append(sights, sight{"An ad that has ended", links.Job(job)})
	}
	return append(sights,
		sight{"All employers", page("arbetsgivare")},
		sight{"Advertise a vacancy", page("platsannonsera")},
		sight{"The sidebar in a journal's page", page("widget-demo")},
		sight{"All parts that pages are made of", page("delar")},
		sight{"The JSON API", links.API(nil, "jobs")},
		sight{"The API's manual", links.API(nil, "docs")},
	), nil
}
