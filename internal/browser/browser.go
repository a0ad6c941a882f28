// Package browser drives a headless Chromium: tests see the pages in it as readers do, and the pictures of the
// documentation are taken with it. The program itself does not know it.
package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long any one thing in the browser may take before it counts as failed.
const patience = 30 * time.Second

// A Browser is one running Chromium with a profile of its own, which goes with it.
type Browser struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Launch starts the Chromium at a path. It lives until Close, or until the context ends.
func Launch(ctx context.Context, program string) (*Browser, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.NoSandbox, // Chromium refuses its sandbox to root, which tests in containers often are; the pages are our own
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", "sv-SE,sv"),
		chromedp.Env("TZ=Europe/Stockholm"),
	)
	allocator, stop := chromedp.NewExecAllocator(ctx, options...)
	browser, end := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	cancel := func() { end(); stop() }
	if err := chromedp.Do(browser); err != nil {
		cancel()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return &Browser{ctx: browser, cancel: cancel}, nil
}

// Close ends the browser with all that it started, and waits until they are gone.
func (b *Browser) Close() error {
	defer b.cancel()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	if err := chromedp.Cancel(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("end the browser: %w", err)
	}
	return nil
}
