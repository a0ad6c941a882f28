// Package server is the way from a request to its handler and back: echo, the order of its middleware, the one error
// handler, limits and headers. What is answered stands in apiv1 and site.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"ledigajobb/internal/apiv1"
	"ledigajobb/internal/link"
	"ledigajobb/internal/site"
)

// Config is what a server needs.
type Config struct {
	API     *apiv1.API
	Site    *site.Site
	Links   link.Links
	Log     *slog.Logger
	Now     func() time.Time
	Ready   func(context.Context) error // nil: the database is reached and the live board loaded
	Proxies []*net.IPNet                // whose word about a reader's address is believed
}

// Limits of a request.
const (
	maxHeader     = 64 << 10 // bytes of its lines and headers
	maxBody       = "3M"
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 120 * time.Second
)

// New makes the handler of every address of the service.
func New(c Config) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Logger.SetOutput(discard{})
	e.IPExtractor = ipExtractor(c.Proxies)
	e.HTTPErrorHandler = c.handleError
	e.Use(
		c.logRequests(), // sees the status that everything below ended with
		recoverPanics,
		securityHeaders(),
		c.refuseOthersForms(),
		middleware.BodyLimit(maxBody),
	)
	c.registerChecks(e.Group(""))
	if base := c.Links.BasePath(); base != "" {
		c.registerChecks(e.Group(base))
	}
	c.API.Register(e.Group(c.Links.BasePath() + "/api/v1"))
	c.Site.Register(e.Group(c.Links.BasePath()))
	return e
}

// Listen serves the handler at the listener until the context ends. Then it calls stop, which ends the answers that have
// no end of their own, and lets the requests under way finish.
func Listen(ctx context.Context, l net.Listener, h http.Handler, stop func(), log *slog.Logger) error {
	s := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		stop()
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := s.Shutdown(grace); err != nil {
		log.Warn("requests were still under way at the end", "error", err)
		s.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// registerChecks mounts what tells a load balancer whether the process lives, and whether it can answer.
func (c Config) registerChecks(g *echo.Group) {
	reading := []string{http.MethodGet, http.MethodHead}
	g.Match(reading, "/healthz", alive)
	g.Match(reading, "/readyz", c.ready)
}

func alive(c echo.Context) error { return c.String(http.StatusOK, "alive\n") }

func (c Config) ready(ctx echo.Context) error {
	if err := c.Ready(ctx.Request().Context()); err != nil {
		c.Log.Warn("not ready", "error", err)
		return ctx.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return ctx.String(http.StatusOK, "ready\n")
}

// ipExtractor believes nobody's X-Forwarded-For but the proxies': echo's default believes everybody's.
func ipExtractor(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range proxies {
		options = append(options, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// statusHungUp is what the log says of a reader who left before the answer, as nginx does. Nobody is sent it.
const statusHungUp = 499

// handleError is the one place where an error becomes an answer.
func (c Config) handleError(err error, ctx echo.Context) {
	path, api := ctx.Request().URL.Path, c.Links.Path("api")
	switch {
	case ctx.Response().Committed:
	case hungUp(ctx.Request(), err):
		ctx.Response().Status = statusHungUp
	case path == api || strings.HasPrefix(path, api+"/"):
		c.API.Problem(ctx, err)
	default:
		c.Site.Problem(ctx, err)
	}
}

// hungUp says whether a request failed because its reader has gone.
func hungUp(r *http.Request, err error) bool {
	return errors.Is(err, context.Canceled) && r.Context().Err() != nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
