package browser

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// A Request is what the page asked the network for.
type Request struct {
	URL      string
	Kind     string // Document, Stylesheet, Script, Image, Font, Fetch, …
	Blocking bool   // nothing is shown before it is there
	Status   int    // 0 until answered
	Bytes    int    // as they came over the network, headers included
	Failure  string // why there is no answer; empty if there is one

	at float64 // when it was asked for, in seconds
}

// watch notes what goes on in a tab. Events come on the browser's goroutine.
type watch struct {
	mu       sync.Mutex
	said     []string // faults that the page told the console
	requests map[network.RequestID]*Request
}

func newWatch() *watch {
	return &watch{requests: map[network.RequestID]*Request{}}
}

func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said, w.requests = nil, map[network.RequestID]*Request{}
}

func (w *watch) event(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.said = append(w.said, "console: "+arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		w.said = append(w.said, "uncaught: "+exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		// What the network did is told by its own events.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			w.said = append(w.said, string(e.Entry.Source)+": "+e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		w.requests[e.RequestID] = &Request{URL: e.Request.URL, Kind: e.Type.String(), at: float64(e.Timestamp),
			Blocking: e.RenderBlockingBehavior == network.RenderBlockingBehaviorBlocking}
	default:
		w.answer(event)
	}
}

// answer notes how a request ended. Of a request that was asked for by an earlier page nothing is known, and nothing said.
func (w *watch) answer(event any) {
	switch e := event.(type) {
	case *network.EventResponseReceived:
		if r := w.requests[e.RequestID]; r != nil {
			r.Status = int(e.Response.Status)
		}
	case *network.EventLoadingFinished:
		if r := w.requests[e.RequestID]; r != nil {
			r.Bytes = int(e.EncodedDataLength)
		}
	case *network.EventLoadingFailed:
		if r := w.requests[e.RequestID]; r != nil {
			r.Failure = strings.TrimSpace(e.ErrorText + " " + string(e.BlockedReason))
		}
	}
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, arg := range args {
		if arg.Description != "" {
			words = append(words, arg.Description)
		} else {
			words = append(words, strings.Trim(string(arg.Value), `"`))
		}
	}
	return strings.Join(words, " ")
}

func exception(details *runtime.ExceptionDetails) string {
	text := details.Text
	if details.Exception != nil {
		text += " " + details.Exception.Description
	}
	return fmt.Sprintf("%s (%s:%d)", text, details.URL, details.LineNumber+1)
}

// Requests are those of the page so far, in the order in which it asked; a page in data: or the like is none.
func (t *Tab) Requests() []Request {
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	var requests []Request
	for _, r := range t.watch.requests {
		if strings.HasPrefix(r.URL, "http") {
			requests = append(requests, *r)
		}
	}
	slices.SortFunc(requests, func(a, b Request) int { return cmp.Compare(a.at, b.at) })
	return requests
}

// said are the faults that the page told the console, each once.
func (t *Tab) said() []string {
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	once := map[string]bool{}
	for _, fault := range t.watch.said {
		once[fault] = true
	}
	return slices.Sorted(maps.Keys(once))
}
