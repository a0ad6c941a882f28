package apiv1

import (
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
	"ledigajobb/internal/kept"
	"ledigajobb/internal/search"
)

type widget struct {
	Data  []widgetJob `json:"data"`
	Links widgetLinks `json:"links"`
	Meta  widgetMeta  `json:"meta"`
}

type widgetJob struct {
	ID                  board.ID        `json:"id"`
	Headline            string          `json:"headline"`
	Employer            *widgetEmployer `json:"employer,omitempty"`
	URL                 string          `json:"url"`
	ApplicationDeadline string          `json:"application_deadline,omitempty"`
	PublishedUntil      string          `json:"published_until"`
	Featured            bool            `json:"featured"`
}

type widgetEmployer struct {
	Name    string `json:"name"`
	LogoURL string `json:"logo_url,omitempty"`
}

type widgetLinks struct {
	All string `json:"all"`
}

type widgetMeta struct {
	Epoch string `json:"epoch"`
	Seq   int64  `json:"seq"`
}

// Limits of the widget.
const (
	widgetLimit    = 10
	maxWidgetLimit = 50
)

// getWidget answers GET /widget.
func (a *API) getWidget(c echo.Context) error {
	return a.readOnce(c, func(v *search.Version, now time.Time) (*kept.Answer, error) {
		p := read(c.Request())
		limit := int(p.number("limit", widgetLimit, 1, maxWidgetLimit))
		p.values = with(p.values, "limit", nil)
		p.refuse("sort", "offset", "facets")
		q, err := a.query(c.Request().Context(), p, v)
		if err != nil {
			return nil, err
		}
		key := "widget/" + strconv.Itoa(limit) + "?" + q.Values().Encode()
		return a.render(v, key, p.lang, func() (any, error) {
			return a.view(p.lang, now).widget(v, q, limit), nil
		})
	})
}

func (v view) widget(version *search.Version, q board.Query, limit int) widget {
	at := version.Position()
	shown := widget{Data: []widgetJob{}, Links: widgetLinks{v.inLanguage(v.links.List(q))}, Meta: widgetMeta{at.Epoch, at.Seq}}
	q.Limit = limit
	for _, hit := range version.Sidebar(q) {
		shown.Data = append(shown.Data, v.widgetJob(hit.Job))
	}
	return shown
}

func (v view) widgetJob(j *board.Job) widgetJob {
	shown := widgetJob{
		ID: j.ID, Headline: j.Ad.Headline, URL: v.links.Job(j) + "?via=" + string(board.ViaWidget), ApplicationDeadline: lastSecond(j.Ad.Deadline),
		PublishedUntil: instant(j.Run.Until), Featured: j.FeaturedAt(v.now),
	}
	if j.Employer.Name != "" {
		shown.Employer = &widgetEmployer{j.Employer.Name, v.logo(j.Employer)}
	}
	return shown
}
