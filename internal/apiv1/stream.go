package apiv1

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"ledigajobb/internal/board"
)

// Limits of the streams.
const (
	maxStreams       = 256
	maxReaderStreams = 8                // of one reader
	maxReading       = 4                // that read at the same time
	heartbeat        = 15 * time.Second // between two signs of life
	patience         = 30 * time.Second // for a reader who does not take what is written
	batch            = 100              // changes read at a time
)

// ticker ticks by the machine's clock.
func ticker(every time.Duration) (tick <-chan time.Time, stop func()) {
	t := time.NewTicker(every)
	return t.C, t.Stop
}

// streamChanges answers GET /changes/stream.
func (a *API) streamChanges(c echo.Context) error {
	after, p, err := a.streamFrom(c)
	if err != nil {
		return err
	}
	woken, leave, err := a.bell.listen(network(c.RealIP()))
	if err != nil {
		return err
	}
	defer leave()
	s := newStream(c)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	tick, stop := a.Ticker(heartbeat)
	defer stop()
	if err := s.write([]byte(": the changes of the board\n\n")); err != nil {
		return nil // the reader has gone
	}
	for {
		if after, err = a.send(c.Request().Context(), s, p.lang, after); err != nil {
			return err
		}
		select {
		case <-woken:
		case <-tick:
			err = s.write([]byte(":\n\n"))
		case <-c.Request().Context().Done():
			return nil
		case <-a.Done:
			return nil
		}
		if err != nil {
			return nil
		}
	}
}

// streamFrom reads from where a stream shall begin: where its reader left off, else now.
func (a *API) streamFrom(c echo.Context) (after int64, p *parameters, err error) {
	ctx := c.Request().Context()
	p = readOnly(c.Request(), "after", "epoch")
	after = p.number("after", -1, 0, maxSeq)
	epoch := p.text("epoch")
	if last := c.Request().Header.Get("Last-Event-ID"); last != "" {
		if after, err = strconv.ParseInt(last, 10, 64); err != nil || after < 0 {
			p.invalid.Add(board.Fault{Field: "Last-Event-ID", Code: "range", Value: last, Allowed: span(0, maxSeq)})
		}
	}
	if err := p.invalid.Err(); err != nil {
		return 0, nil, err
	}
	at, err := a.follow(ctx, max(0, after), epoch)
	if after < 0 {
		after = at.Seq
	}
	return after, p, err
}

// network is where a reader is: an address, or of IPv6 the network of 64 bits within which one reader chooses freely.
// Readers whose address cannot be told are one.
func network(address string) netip.Prefix {
	ip, _ := netip.ParseAddr(address)
	ip = ip.Unmap()
	p, _ := ip.Prefix(min(ip.BitLen(), 64))
	return p
}

// send writes all changes after a place, and says how far it came.
func (a *API) send(ctx context.Context, s stream, lang board.Language, after int64) (int64, error) {
	for {
		events, next, more, err := a.events(ctx, lang, after)
		if err != nil {
			return after, err
		}
		if len(events) > 0 {
			if err := s.write(events); err != nil {
				return after, err
			}
		}
		if after = next; !more {
			return after, nil
		}
	}
}

// events are the next changes after a place as they are sent, the place of the last, and whether there are more. Those
// who catch up at the same time take turns, so that the ads that they read do not all take room at once.
func (a *API) events(ctx context.Context, lang board.Language, after int64) (events []byte, next int64, more bool, err error) {
	select {
	case a.reading <- struct{}{}:
		defer func() { <-a.reading }()
	case <-ctx.Done():
		return nil, after, false, ctx.Err()
	}
	rows, next, more, err := a.changes(ctx, lang, after, batch)
	if err != nil {
		return nil, after, false, err
	}
	for _, row := range rows {
		data, err := encode(row) // ends with a line break
		if err != nil {
			return nil, after, false, err
		}
		events = fmt.Appendf(events, "id: %d\nevent: %s\ndata: %s\n", row.Seq, row.Type, data)
	}
	return events, next, more, nil
}

// stream is an answer that goes on: server-sent events (HTML standard, 9.2).
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func newStream(c echo.Context) stream {
	s := stream{c.Response(), http.NewResponseController(c.Response())}
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")           // nginx would gather events
	_ = s.control.SetReadDeadline(time.Time{}) // the server's limits are for answers that end
	_ = s.control.SetWriteDeadline(time.Time{})
	c.Response().WriteHeader(http.StatusOK)
	return s
}

// write sends at once. A reader who does not take it for too long is given up: the connection's deadline is set to a
// time that has passed.
func (s stream) write(text []byte) error {
	guard := time.AfterFunc(patience, func() { _ = s.control.SetWriteDeadline(time.Unix(1, 0)) })
	defer guard.Stop()
	if _, err := s.w.Write(text); err != nil {
		return err
	}
	return s.control.Flush()
}
