package site

import (
	"context"
	"errors"
	"image/color"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/picture"
)

// shareImage is the address of the picture that stands for an ad where it is shared.
func (s *Site) shareImage(v *visit, j *board.Job) string {
	return v.link(s.Links.Absolute(s.Links.Path("delning", string(j.ID)+".png")), nil)
}

// drawn answers GET /delning/{id}.png.
func (s *Site) drawn(c echo.Context) error {
	name, isPNG := strings.CutSuffix(c.Param("name"), ".png")
	if !isPNG {
		return board.ErrNotFound
	}
	v := program(c.Request())
	version, j, err := s.open(c, name)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	return s.answerProgram(c, version, v.key("/delning/"+string(j.ID)), "image/png", func() ([]byte, error) {
		return s.draw(c.Request().Context(), v, j)
	})
}

// draw draws an ad's picture, or finds it drawn.
func (s *Site) draw(ctx context.Context, v *visit, j *board.Job) ([]byte, error) {
	settings, err := s.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	what := drawing{
		headline: j.Ad.Headline, employer: j.Employer.Name, place: placeOnCard(v.lang, j.Ad.Where), lastDay: lastDay(v.lang, j),
		service: s.newFrame(settings).Name, logo: j.Employer.Logo, accent: settings[board.SettingAccent],
	}
	return s.drawings.draw(what, func() ([]byte, error) {
		var logo []byte
		if what.logo != "" {
			p, err := s.Store.Picture(ctx, what.logo)
			if err != nil && !errors.Is(err, board.ErrNotFound) {
				return nil, err
			}
			logo = p.Bytes
		}
		return picture.Share{
			Logo: logo, Headline: what.headline, Lines: nonEmpty(what.employer, what.place, what.lastDay), Service: what.service,
			Accent: accent(what.accent),
		}.PNG()
	})
}

// accent is the journal's colour, dark enough on white.
func accent(setting string) color.Color {
	c, ok := parseColour(setting)
	if !ok || contrast(c, white) < 4.5 {
		c, _ = parseColour(defaultAccent)
	}
	return color.RGBA{uint8(round(c[0])), uint8(round(c[1])), uint8(round(c[2])), 255}
}

// A drawing is all that stands on a share image.
type drawing struct{ headline, employer, place, lastDay, service, logo, accent string }

// drawings keeps share images by what stands on them: a change of one ad makes none of the others be drawn again. They
// are drawn one at a time, so that who asks for many takes no more than one processor.
type drawings struct {
	mu   sync.Mutex
	kept map[drawing][]byte
}

// mostDrawings is how many are kept, at about 30 kB; past that all are forgotten.
const mostDrawings = 300

func (d *drawings) draw(what drawing, draw func() ([]byte, error)) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if png, ok := d.kept[what]; ok {
		return png, nil
	}
	png, err := draw()
	if err != nil {
		return nil, err
	}
	if len(d.kept) >= mostDrawings || d.kept == nil {
		d.kept = map[drawing][]byte{}
	}
	d.kept[what] = png
	return png, nil
}
