package browser

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// The window of a desktop, in CSS pixels.
const (
	defaultWidth  = 1280
	defaultHeight = 800
)

// View is how a page is looked at. The zero value is a desktop window, in light colours, with scripts.
type View struct {
	Width, Height int       // of the window in CSS pixels at zoom 1; 0 is 1280 by 800
	Zoom          float64   // 2 is 200 %: half as many CSS pixels, each twice as large; 0 is 1
	Dark          bool      // the reader prefers dark colours
	Still         bool      // the reader prefers reduced motion
	Touch         bool      // a phone: fingers, no pointer that hovers
	Print         bool      // on paper
	NoScript      bool      // scripts do not run
	Now           time.Time // what scripts believe the time is when the next page begins; zero is the machine's
}

// String names the view as a failing test does: "360 px, dark".
func (v View) String() string {
	said := []string{fmt.Sprintf("%d px", cmp.Or(v.Width, defaultWidth))}
	if v.Zoom != 0 {
		said = append(said, fmt.Sprintf("at %g %%", v.Zoom*100))
	}
	for word, is := range map[string]bool{"dark": v.Dark, "on paper": v.Print, "without scripts": v.NoScript} {
		if is {
			said = append(said, word)
		}
	}
	return strings.Join(said, ", ")
}

// Show changes how the tab is looked at. The page that is open follows at once, but for NoScript and Now, which hold
// from the next one.
func (t *Tab) Show(v View) error {
	ctx, stop := context.WithTimeout(t.ctx, patience)
	defer stop()
	if err := t.show(ctx, v); err != nil {
		return fmt.Errorf("show it %s: %w", v, err)
	}
	t.view = v
	return nil
}

func (t *Tab) show(ctx context.Context, v View) error {
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, v.metrics()); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: v.Touch}); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, v.media()); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.NoScript}); err != nil {
		return err
	}
	return t.setClock(ctx, v.Now)
}

func (v View) metrics() emulation.SetDeviceMetricsOverrideParams {
	width, height, zoom := cmp.Or(v.Width, defaultWidth), cmp.Or(v.Height, defaultHeight), cmp.Or(v.Zoom, 1)
	return emulation.SetDeviceMetricsOverrideParams{
		Width:  int64(math.Round(float64(width) / zoom)),
		Height: int64(math.Round(float64(height) / zoom)),
		Mobile: v.Touch, DeviceScaleFactor: zoom,
	}
}

func (v View) media() emulation.SetEmulatedMediaParams {
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: "light"},
		{Name: "prefers-reduced-motion", Value: "no-preference"},
	}}
	if v.Dark {
		params.Features[0].Value = "dark"
	}
	if v.Still {
		params.Features[1].Value = "reduce"
	}
	if v.Print {
		params.Media = "print"
	}
	return params
}

// clockScript makes a page begin at a given time, in milliseconds, and go on from there.
const clockScript = `(() => {
	const Real = Date, offset = %d - Real.now();
	window.Date = class extends Real {
		constructor(...given) { given.length ? super(...given) : super(Real.now() + offset); }
		static now() { return Real.now() + offset; }
	};
})()`

func (t *Tab) setClock(ctx context.Context, now time.Time) error {
	if t.clock != "" {
		if _, err := chromedp.Call(ctx, page.RemoveScriptToEvaluateOnNewDocument,
			page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: t.clock}); err != nil {
			return err
		}
		t.clock = ""
	}
	if now.IsZero() {
		return nil
	}
	set, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: fmt.Sprintf(clockScript, now.UnixMilli())})
	t.clock = set.Identifier
	return err
}
