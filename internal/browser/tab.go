package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A Tab is a window of its own: no cookies and no storage shared with others, and every page loaded as on a first visit.
// It is used by one goroutine.
type Tab struct {
	ctx   context.Context
	view  View
	clock page.ScriptIdentifier // what sets the page's clock; empty if nothing does
	watch *watch
}

// NewTab opens a tab, which lives until Close or the browser's end.
func (b *Browser) NewTab(v View) (*Tab, error) {
	w := newWatch()
	ctx, _ := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.event))
	t := &Tab{ctx: ctx, watch: w}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	return t, t.Show(v)
}

// View is how the tab is looked at.
func (t *Tab) View() View { return t.view }

// Close closes the tab.
func (t *Tab) Close() error {
	if err := chromedp.Cancel(t.ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("close a tab: %w", err)
	}
	return nil
}

// Go leads to an address and waits until the page has loaded. What was noted of the page before is forgotten.
func (t *Tab) Go(address string) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	t.watch.forget()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("go to %s: %w", address, err)
	}
	return t.settle()
}

// settle waits until what has happened so far is painted and measured. Without scripts there is nothing to wait for.
func (t *Tab) settle() error {
	if t.view.NoScript {
		return nil
	}
	_, err := Eval[bool](t, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`)
	return err
}

// Eval evaluates a JavaScript expression in the page, waits for it if it is a promise, and gives its value as JSON has it.
// It can also be asked where the page's own scripts do not run; promises and callbacks can't.
func Eval[T any](t *Tab, expression string) (T, error) {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		return value, fmt.Errorf("evaluate %s: %w", shorten(expression), err)
	}
	return value, nil
}

func shorten(expression string) string {
	line, _, _ := strings.Cut(expression, "\n")
	if len(line) > 100 {
		return line[:100] + "…"
	}
	return line
}

// Wait waits until a JavaScript expression is true, looking at every frame; when another page comes meanwhile, until it is
// true there.
func (t *Tab) Wait(condition string) error {
	if t.view.NoScript {
		return t.ask(condition)
	}
	for {
		err := t.wait(condition)
		if err == nil || !strings.Contains(err.Error(), "navigated") {
			return err
		}
	}
}

// ask asks again and again whether a condition is true, of a page in which nothing can wait.
func (t *Tab) ask(condition string) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	for ctx.Err() == nil {
		if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); is && err == nil {
			return nil
		}
	}
	return fmt.Errorf("waited in vain for %s", condition)
}

func (t *Tab) wait(condition string) error {
	_, err := Eval[bool](t, `new Promise((done, fail) => {
		const look = () => { try { (`+condition+`) ? done(true) : requestAnimationFrame(look) } catch (e) { fail(e) } };
		look();
	})`)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("waited in vain for %s", condition)
	}
	return err
}

// Press presses keys one after the other: characters, or those of package kb, such as kb.Tab.
func (t *Tab) Press(keys string) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
		return fmt.Errorf("press %q: %w", keys, err)
	}
	return nil
}

// Shift presses a key while Shift is held.
func (t *Tab) Shift(key string) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierShift))); err != nil {
		return fmt.Errorf("press Shift and %q: %w", key, err)
	}
	return nil
}

// The keys that lead through a page.
const (
	TabKey = kb.Tab
	Enter  = kb.Enter
	Escape = kb.Escape
)

// Click clicks in the middle of the first element that a CSS selector finds, once it is scrolled into view.
func (t *Tab) Click(selector string) error {
	quoted, _ := json.Marshal(selector) // a string can always be
	at, err := Eval[[]float64](t, `(() => {
		const element = document.querySelector(`+string(quoted)+`);
		element.scrollIntoView({block: "center", behavior: "instant"});
		const box = element.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`)
	if err != nil {
		return fmt.Errorf("find %s: %w", selector, err)
	}
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.MouseClickXY(at[0], at[1])); err != nil {
		return fmt.Errorf("click %s: %w", selector, err)
	}
	return nil
}

// wholeScript loads the images that would wait until they are scrolled to, and gives the page's size.
const wholeScript = `(async () => {
	const images = [...document.images];
	images.forEach(image => image.loading = "eager");
	await Promise.allSettled(images.map(image => image.decode()));
	return [document.documentElement.clientWidth, document.documentElement.scrollHeight];
})()`

// Screenshot is a PNG picture of the page from its top, whole but no longer than a height in CSS pixels; 0 is no limit.
func (t *Tab) Screenshot(maxHeight int) ([]byte, error) {
	size, err := Eval[[]float64](t, wholeScript)
	if err != nil {
		return nil, err
	}
	if maxHeight > 0 {
		size[1] = min(size[1], float64(maxHeight))
	}
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	beyond := true
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond, Clip: &page.Viewport{Width: size[0], Height: size[1], Scale: 1},
	})
	if err != nil {
		return nil, fmt.Errorf("take a screenshot: %w", err)
	}
	return shot.Data, nil
}
